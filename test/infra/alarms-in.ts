import * as z from 'zod';
import { ofType, referredTo, type Resource } from './assembly.ts';

const Metric = z.object({
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
});
const Alarmed = z.object({ AlarmActions: z.array(z.unknown()).min(1) });
const OnMetric = z.object({ ...Alarmed.shape, ...Metric.shape });
/** An alarm on a sum or a difference of metrics. */
const OnSum = z.object({
  ...Alarmed.shape,
  Metrics: z.array(
    z.object({
      Expression: z
        .string()
        .regex(/^FILL\(\w+, 0\)(?: \/ [\d.]+)?(?: [+-] FILL\(\w+, 0\)(?: \/ [\d.]+)?)*$/)
        .optional(),
      MetricStat: z.object({ Metric }).optional(),
    }),
  ),
});

/** The metrics that the alarms among resources watch, each with what it is of. Each alarm tells someone. */
export const alarmsIn = (resources: readonly Resource[]) =>
  ofType(resources, 'AWS::CloudWatch::Alarm').flatMap(({ Properties }) => {
    const watched = 'Metrics' in Properties ? OnSum.parse(Properties).Metrics : [OnMetric.parse(Properties)];
    return watched
      .flatMap((each) => ('MetricName' in each ? each : (each.MetricStat?.Metric ?? [])))
      .map(({ MetricName, Dimensions: [dimension] }) => ({
        metric: MetricName,
        of: referredTo(dimension?.Value),
      }));
  });
