import type { Event } from '../../domain/case/events.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';

/**
 * Thrown if a case follows a version of a procedure that this deployment does not have. Never remove a version in use.
 */
class UnknownProcedure extends Error {
  override name = 'UnknownProcedure' as const;
}

/** The version of the procedure that a run of a case follows. It is fixed when the run starts. */
export function procedureOfRun(procedures: Procedures, events: readonly Event[], run: number): Procedure {
  const started = events.find((event) => event.type === 'procedure-started' && event.run === run);
  if (started?.type !== 'procedure-started') throw new UnknownProcedure(`the case has no run ${run}`);
  const procedure = procedures.version(started.procedure, started.version);
  if (!procedure)
    throw new UnknownProcedure(`there is no version "${started.version}" of "${started.procedure}"`);
  return procedure;
}
