import * as z from 'zod/mini';
import { letters } from '../letters/index.ts';
import { checkProcedure, InvalidProcedure } from './check-procedure.ts';
import { corporate, CorporateTimes } from './corporate.ts';
import { makeProcedures, procedureSet, sharedProcedures, type Procedures } from './index.ts';
import type { Procedure } from './procedure.ts';

/** A procedure of a council that differs from a shared one in its times alone. */
const Based = z.extend(CorporateTimes, { basedOn: z.literal('corporate') });

const isBased = (written: unknown): boolean =>
  typeof written === 'object' && written !== null && 'basedOn' in written;

/**
 * Makes a whole procedure of what a council wrote: either the times of a shared procedure (`basedOn`) or a procedure in
 * the form of `Procedure`, which is returned as it is. Throws `InvalidProcedure`, naming every field.
 */
function procedureOf(written: unknown): unknown {
  if (!isBased(written)) return written;
  const based = Based.safeParse(written);
  if (!based.success)
    throw new InvalidProcedure(
      based.error.issues
        .map(({ path, message }) => `${path.map(String).join('.') || 'procedure'}: ${message}`)
        .join('; '),
    );
  const { basedOn: _, ...times } = based.data;
  return corporate(times);
}

/** Checks one procedure that a council wrote, by itself. Throws `InvalidProcedure`, naming every field. */
export const checkOwnProcedure = (written: unknown) =>
  checkProcedure(procedureOf(written), new Set(Object.keys(letters)));

/**
 * The procedures of a deployment: those that all councils share, and what this council wrote. A shared procedure cannot be
 * replaced: one of the same id for the same days of receipt is refused. Throws `InvalidProcedure`.
 */
export function proceduresOf(own: readonly unknown[]): Procedures {
  return procedureSet([...sharedProcedures, ...own.map(procedureOf)]);
}

const Checked = z.custom<Procedure>();

/**
 * The same of what `proceduresOf` has accepted before, when the functions were bundled (infra/read-council-folder.ts). To check
 * all of it takes as long as everything else at the start of a small function.
 */
export function acceptedProceduresOf(own: readonly unknown[]): Procedures {
  return makeProcedures([...sharedProcedures, ...own.map((written) => Checked.parse(procedureOf(written)))]);
}
