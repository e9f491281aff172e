import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { lambda, metrics } from '../runtime/observe.ts';
import { keepSettledCases } from '../operations/monitored-cases.ts';
import { makeDueReports } from '../operations/make-reports/make-reports.ts';

const deps = makeDependencies();

/** The scheduler sends an empty object for the reports, or asks for the file that the monitor needs. */
const Command = z.union([z.strictObject({ keep: z.literal('settled-cases') }), z.strictObject({})]);

export const handler = lambda(deps, Command, async (command) => {
  if ('keep' in command) return keepSettledCases(deps);
  const made = await makeDueReports(deps);
  metrics.addMetric('ReportsMade', MetricUnit.Count, made.length);
  metrics.addMetric(
    'CasesNotCounted',
    MetricUnit.Count,
    made.reduce((sum, { leftOut }) => sum + leftOut.length, 0),
  );
  metrics.addMetric(
    'ReportsNotPublished',
    MetricUnit.Count,
    made.filter(({ contradictions }) => contradictions.length > 0).length,
  );
  // Whatever changed in settled cases unseen is found again once a quarter.
  await keepSettledCases(deps, { anew: true });
});
