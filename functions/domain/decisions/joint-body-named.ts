import { textOf } from '../case/answer-text.ts';
import type { Case } from '../case/case.ts';
import type { SystemReason } from '../case/event-codes.ts';
import type { Actor, NewEvent } from '../case/events.ts';
import { nextPartyId, partiesAs } from '../case/parties.ts';
import type { Person } from '../case/stored-rows.ts';
import { answersByMeaning } from './answers-by-meaning.ts';
import { reachedBy } from '../people/reached-by.ts';
import { CivilDate, type Instant } from '../time/civil-date.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

/**
 * The other body of a joint complaint that a decision names with its contact, as a party who gets copies of decisions, by
 * the complainant's agreement to share the complaint with it. Nothing where it is a party already, or for an outcome
 * that records no agreement. The body of before gets nothing more: the complaint is joint with one other body at a time.
 */
export function jointBodyNamed(
  state: Case,
  outcome: Outcome | undefined,
  decided: readonly NewEvent[],
  persons: readonly Person[],
  { now, by }: { now: Instant; by: Actor },
): { events: NewEvent[]; persons: Person[] } {
  const given = decided.find((event) => event.type === 'decided')?.answers ?? {};
  const answers = answersByMeaning(outcome?.form, given);
  const organisation = textOf(answers['jointWith']);
  const agreedOn = CivilDate.safeParse(answers['sharingAgreedOn']);
  const bodies = partiesAs(state, 'other body').map(({ id }) => ({
    id,
    organisation: persons.find((person) => person.id === id)?.organisation,
  }));
  if (organisation === '' || !agreedOn.success) return { events: [], persons: [] };
  const ended = bodies
    .filter(
      (body) =>
        body.organisation !== undefined &&
        body.organisation !== organisation &&
        body.organisation === state.facts.jointWith,
    )
    .map(({ id }): NewEvent => ({
      at: now,
      by,
      type: 'party-ended',
      party: id,
      why: 'no longer acts',
      reason: 'other-body-now' satisfies SystemReason,
    }));
  if (bodies.some((body) => body.organisation === organisation)) return { events: ended, persons: [] };
  const party = nextPartyId(state);
  const name = textOf(answers['bodyContact']);
  return {
    events: [
      ...ended,
      { at: now, by, type: 'party-added', party, roles: ['other body'], copies: 'decisions' },
    ],
    persons: [
      {
        id: party,
        organisation,
        ...(name === '' ? {} : { name }),
        ...reachedBy(textOf(answers['bodyReachedBy'])),
        authority: { kind: 'consent', on: agreedOn.data },
      },
    ],
  };
}
