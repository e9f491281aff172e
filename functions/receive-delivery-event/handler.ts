import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { makeDependencies } from '../environment.ts';
import { metrics, queueLambda } from '../observe.ts';
import { receiveDeliveryEvent } from './receive-delivery-event.ts';

const deps = makeDependencies();

export const handler = queueLambda(deps, async (body) => {
  const became = await receiveDeliveryEvent(deps, body);
  metrics.addMetric(`Letter_${became}`, MetricUnit.Count, 1);
});
