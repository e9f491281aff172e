import type { Case } from '../../domain/case/case.ts';
import type { Event } from '../../domain/case/events.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';

/**
 * Thrown if a case follows a version of a procedure that this deployment does not have. Never remove a version in use.
 */
class UnknownProcedure extends Error {
  override name = 'UnknownProcedure' as const;
}

/**
 * The version of the procedure that a run of a case follows. It is fixed when the run starts. Of a run that has left the
 * state, its start says it. Throws `UnknownProcedure`.
 */
export function procedureOfRun(
  procedures: Procedures,
  { state, events }: { state: Pick<Case, 'runs'>; events: readonly Event[] },
  run: number,
): Procedure {
  const found =
    state.runs.find((one) => one.run === run) ??
    events.filter((event) => event.type === 'procedure-started').find((event) => event.run === run);
  if (!found) throw new UnknownProcedure(`the case has no run ${run}`);
  const procedure = procedures.version(found.procedure, found.version);
  if (!procedure)
    throw new UnknownProcedure(`there is no version "${found.version}" of "${found.procedure}"`);
  return procedure;
}
