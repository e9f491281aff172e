import { makeDependencies } from '../runtime/environment.ts';
import { about, lambda } from '../runtime/observe.ts';
import { closeCase, CloseCaseInput } from '../operations/runs/close-case.ts';

const deps = makeDependencies();

export const handler = lambda(deps, CloseCaseInput, async (input) => {
  about({ caseId: input.caseId });
  await closeCase(deps, input);
});
