import type { Limit } from './procedure.ts';

/** A time that no law sets: the council's own target, which its lawyers are to check. */
export const ownTarget = (
  days: number,
  from: Limit['from'],
  citation = "the council's own target; no limit in law",
): Limit => ({ days, unit: 'working days', from, citation, toBeChecked: true });
