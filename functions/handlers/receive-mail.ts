import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { makeDependencies } from '../runtime/environment.ts';
import { metrics, queueLambda } from '../runtime/observe.ts';
import { receiveMail } from '../operations/receive-mail/receive-mail.ts';
import { readNotification } from '../operations/receive-mail/ses-notification.ts';

const deps = makeDependencies();

export const handler = queueLambda(deps, async (body) => {
  const { became } = await receiveMail(deps, readNotification(body));
  metrics.addMetric(`Mail_${became}`, MetricUnit.Count, 1);
});
