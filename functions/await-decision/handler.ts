import { makeDependencies } from '../environment.ts';
import { about, lambda } from '../observe.ts';
import { awaitDecision, AwaitInput } from './await-decision.ts';

const deps = makeDependencies();

export const handler = lambda(deps, AwaitInput, async (input) => {
  about({ caseId: input.caseId, task: input.task });
  await awaitDecision(deps, input);
});
