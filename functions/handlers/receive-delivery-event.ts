import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { makeDependencies } from '../runtime/environment.ts';
import { metrics, queueLambda } from '../runtime/observe.ts';
import { receiveDeliveryEvent } from '../operations/receive-delivery-event/receive-delivery-event.ts';

const deps = makeDependencies();

export const handler = queueLambda(deps, async (body) => {
  const became = await receiveDeliveryEvent(deps, body);
  metrics.addMetric(`Letter_${became}`, MetricUnit.Count, 1);
});
