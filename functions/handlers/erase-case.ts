import { makeDependencies } from '../runtime/environment.ts';
import { about, lambda } from '../runtime/observe.ts';
import { eraseCase, EraseCaseInput } from '../operations/erase-case.ts';

const deps = makeDependencies();

export const handler = lambda(deps, EraseCaseInput, async (input) => {
  about({ caseId: input.caseId });
  await eraseCase(deps, input);
});
