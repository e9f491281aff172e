import type { Case } from '../case/case.ts';
import type { Addressee } from '../case/events.ts';
import { furtherComplainants, lettersStopped } from '../case/parties.ts';
import type { Person } from '../case/stored-rows.ts';

/** The party that a copy of a letter goes to. Undefined for a letter to anyone else. */
export const partyWrittenTo = (to: Addressee): string | undefined =>
  to.startsWith('party:') ? to.slice('party:'.length) : undefined;

/**
 * The further complainant that a letter goes to: it is theirs as well, and no copy of someone else's. Undefined for any
 * other addressee.
 */
export function furtherComplainantWrittenTo(state: Case, to: Addressee): string | undefined {
  const party = partyWrittenTo(to);
  return furtherComplainants(state).some(({ id }) => id === party) ? party : undefined;
}

/** Whether a letter leaves the council: it goes to the complainant, or as a copy to a party. */
export const leavesCouncil = (to: Addressee): boolean =>
  to === 'complainant' || partyWrittenTo(to) !== undefined;

/** The person of a case that a letter goes to. Undefined for staff, and when letters to the complainant have stopped. */
export function personWrittenTo(
  { state, persons }: { state: Case; persons: readonly Person[] },
  to: Addressee,
): Person | undefined {
  if (!leavesCouncil(to)) return undefined;
  const party = partyWrittenTo(to);
  if (party === undefined && lettersStopped(state)) return undefined;
  return persons.find(({ id }) => id === (party ?? state.person));
}
