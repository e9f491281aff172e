import { makeDependencies } from '../runtime/environment.ts';
import { about, lambda } from '../runtime/observe.ts';
import { startProcedure, StartProcedureInput } from '../operations/runs/start-procedure.ts';

const deps = makeDependencies();

export const handler = lambda(deps, StartProcedureInput, async (input) => {
  about({ caseId: input.caseId });
  await startProcedure(deps, input);
});
