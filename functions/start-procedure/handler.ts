import { makeDependencies } from '../environment.ts';
import { about, lambda } from '../observe.ts';
import { startProcedure, StartProcedureInput } from './start-procedure.ts';

const deps = makeDependencies();

export const handler = lambda(deps, StartProcedureInput, async (input) => {
  about({ caseId: input.caseId });
  await startProcedure(deps, input);
});
