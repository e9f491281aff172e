import * as z from 'zod/mini';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { makeDependencies } from '../environment.ts';
import { lambda, metrics, report } from '../observe.ts';
import { receiveMail } from './receive-mail.ts';
import { readNotification } from './ses-notification.ts';

const deps = makeDependencies();

const Batch = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

// Answers which messages of the batch failed: those alone come again, and in the end go to the dead-letter queue.
export const handler = lambda(Batch, async ({ Records }) => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of Records) {
    try {
      const { became } = await receiveMail(deps, readNotification(body));
      metrics.addMetric(`Mail_${became}`, MetricUnit.Count, 1);
    } catch (error) {
      report(error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
});
