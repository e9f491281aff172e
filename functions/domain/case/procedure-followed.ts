import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { Case, Task } from './case.ts';

type Known = Pick<Procedures, 'version'>;

/**
 * The procedure that a case follows, or followed last. Undefined before one was chosen, or if this deployment does not
 * have it.
 */
export const procedureOfCase = (
  { procedure }: Pick<Case, 'procedure'>,
  procedures: Known,
): Procedure | undefined => procedure && procedures.version(procedure.id, procedure.version);

/** The procedure of a task. That of a side run is not the one that the case follows. */
export const procedureOfTask = (
  { procedure, procedureVersion }: Pick<Task, 'procedure' | 'procedureVersion'>,
  procedures: Known,
): Procedure | undefined => procedures.version(procedure, procedureVersion);
