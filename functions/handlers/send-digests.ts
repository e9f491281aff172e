import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { functionManifest, timeOfDay } from '../manifest.ts';
import { makeDependencies } from '../runtime/environment.ts';
import { lambda, metrics } from '../runtime/observe.ts';
import { sendMorningMail } from '../operations/send-morning-mail.ts';

const deps = makeDependencies();

// The scheduler sends an empty object.
export const handler = lambda(deps, z.object({}), async () => {
  const result = await sendMorningMail(deps, timeOfDay(functionManifest, 'send-digests'));
  metrics.addMetric('DigestsSent', MetricUnit.Count, result.sent);
  metrics.addMetric('DigestsNotSent', MetricUnit.Count, result.refused + result.unconfirmed);
  return result;
});
