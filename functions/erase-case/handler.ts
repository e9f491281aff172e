import { makeDependencies } from '../environment.ts';
import { about, lambda } from '../observe.ts';
import { eraseCase, EraseCaseInput } from './erase-case.ts';

const deps = makeDependencies();

export const handler = lambda(deps, EraseCaseInput, async (input) => {
  about({ caseId: input.caseId });
  await eraseCase(deps, input);
});
