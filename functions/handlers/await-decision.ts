import { makeDependencies } from '../runtime/environment.ts';
import { about, lambda } from '../runtime/observe.ts';
import { awaitDecision, AwaitInput } from '../operations/runs/await-decision.ts';

const deps = makeDependencies();

export const handler = lambda(deps, AwaitInput, async (input) => {
  about({ caseId: input.caseId, task: input.task });
  await awaitDecision(deps, input);
});
