import { makeDependencies } from '../environment.ts';
import { about, lambda } from '../observe.ts';
import { continueRun, ContinueRunInput } from './continue-run.ts';

const deps = makeDependencies();

export const handler = lambda(deps, ContinueRunInput, async (input) => {
  about({ caseId: input.caseId, step: input.step });
  await continueRun(deps, input);
});
