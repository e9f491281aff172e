import { makeDependencies } from '../runtime/environment.ts';
import { about, lambda } from '../runtime/observe.ts';
import { continueRun, ContinueRunInput } from '../operations/continue-run.ts';

const deps = makeDependencies();

export const handler = lambda(deps, ContinueRunInput, async (input) => {
  about({ caseId: input.caseId, step: input.step });
  await continueRun(deps, input);
});
