import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { lambda, metrics } from '../runtime/observe.ts';
import { makeDueReports } from '../operations/make-reports/make-reports.ts';

const deps = makeDependencies();

// The scheduler sends an empty object.
export const handler = lambda(deps, z.object({}), async () => {
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
});
