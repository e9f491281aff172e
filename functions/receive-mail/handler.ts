import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { makeDependencies } from '../environment.ts';
import { metrics, queueLambda } from '../observe.ts';
import { receiveMail } from './receive-mail.ts';
import { readNotification } from './ses-notification.ts';

const deps = makeDependencies();

export const handler = queueLambda(deps, async (body) => {
  const { became } = await receiveMail(deps, readNotification(body));
  metrics.addMetric(`Mail_${became}`, MetricUnit.Count, 1);
});
