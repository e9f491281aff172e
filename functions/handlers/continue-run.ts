import { makeDependencies } from '../runtime/environment.ts';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { about, lambda, metrics } from '../runtime/observe.ts';
import { continueRun, ContinueRunInput } from '../operations/runs/continue-run.ts';

const deps = makeDependencies();

export const handler = lambda(deps, ContinueRunInput, async (input) => {
  about({ caseId: input.caseId, step: input.step });
  const instead = await continueRun(deps, input);
  if (instead !== undefined) metrics.addMetric('StepsWithdrawn', MetricUnit.Count, 1);
});
