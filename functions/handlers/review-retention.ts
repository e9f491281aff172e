import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { makeDependencies } from '../runtime/environment.ts';
import { lambda, metrics } from '../runtime/observe.ts';
import { sealReads } from '../operations/seal-reads.ts';
import { reviewRetention } from '../operations/review-retention/review-retention.ts';

const deps = makeDependencies();

// The scheduler sends an empty object.
export const handler = lambda(deps, z.object({}), async () => {
  const result = await reviewRetention(deps);
  await sealReads(deps);
  metrics.addMetric('RetentionReviewsBegun', MetricUnit.Count, result.begun);
  metrics.addMetric('ErasuresResumed', MetricUnit.Count, result.resumed);
  metrics.addMetric('HeldMailErased', MetricUnit.Count, result.mailErased);
  metrics.addMetric('StrayMailHeld', MetricUnit.Count, result.mailFound);
  // The deployed name of this metric.
  metrics.addMetric('StrayPapersErased', MetricUnit.Count, result.uploadsErased);
  return result;
});
