import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { functionManifest, timeOfDay } from '../manifest.ts';
import { makeDependencies } from '../runtime/environment.ts';
import { lambda, metrics } from '../runtime/observe.ts';
import { alertFlagReviews } from '../operations/resolve-complainant/flag-reviews.ts';
import { alertOfUnusedWording } from '../operations/alert-of-unused-wording.ts';
import { sendDigests } from '../operations/send-digests.ts';

const deps = makeDependencies();

// The scheduler sends an empty object.
export const handler = lambda(deps, z.object({}), async () => {
  // Before the digests, because digests left unsent end this run with an exception.
  await alertFlagReviews(deps);
  await alertOfUnusedWording(deps);
  const result = await sendDigests(deps, timeOfDay(functionManifest, 'send-digests'));
  metrics.addMetric('DigestsSent', MetricUnit.Count, result.sent);
  metrics.addMetric('DigestsNotSent', MetricUnit.Count, result.refused + result.unconfirmed);
  return result;
});
