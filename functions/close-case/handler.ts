import { makeDependencies } from '../environment.ts';
import { about, lambda } from '../observe.ts';
import { closeCase, CloseCaseInput } from './close-case.ts';

const deps = makeDependencies();

export const handler = lambda(deps, CloseCaseInput, async (input) => {
  about({ caseId: input.caseId });
  await closeCase(deps, input);
});
