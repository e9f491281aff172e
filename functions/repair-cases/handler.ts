import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { makeDependencies } from '../environment.ts';
import { lambda, metrics } from '../observe.ts';
import { repairCases } from './repair-cases.ts';

const deps = makeDependencies();

// The scheduler sends an empty object: that it is time is all there is to say.
export const handler = lambda(z.object({}), async () => {
  const result = await repairCases(deps);
  metrics.addMetric('PromisesKept', MetricUnit.Count, result.kept);
  metrics.addMetric('PromisesLeft', MetricUnit.Count, result.failed);
  return result;
});
