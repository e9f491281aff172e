import type { NewEvent } from '../domain/case/events.ts';
import { nextPartyId, partiesAs } from '../domain/case/parties.ts';
import { record } from '../domain/case/replay.ts';
import type { Person } from '../domain/case/stored-rows.ts';
import { copiesOf } from '../domain/correspondence/copies.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CaseFile } from '../ports.ts';

/**
 * What follows from other events for the people of a case: an advocate who is named among the details becomes a party,
 * and a letter to the complainant is copied to the parties who get copies.
 */
export function followParties(
  { procedures }: Pick<Dependencies, 'procedures'>,
  { state, persons }: Pick<CaseFile, 'state' | 'persons'>,
  events: readonly NewEvent[],
  changed: readonly Person[] = [],
): { events: NewEvent[]; persons: Person[] } {
  if (!events.some(({ type }) => type === 'facts-recorded' || type === 'letter-prepared'))
    return { events: [], persons: [] };
  const known = [...persons.filter(({ id }) => !changed.some((person) => person.id === id)), ...changed];
  const advocate = advocateNamed({ state, persons: known }, events);
  const { after } = record(state.id, state, [...events, ...advocate.events]);
  return {
    events: [...advocate.events, ...copiesOf(after, [...known, ...advocate.persons], events, procedures)],
    persons: advocate.persons,
  };
}

/** The advocate whom recorded details name, as a party. An advocate who was a party before stays one until that is changed. */
function advocateNamed(
  { state, persons }: { state: CaseFile['state']; persons: readonly Person[] },
  events: readonly NewEvent[],
): { events: NewEvent[]; persons: Person[] } {
  const recorded = events.findLast(
    (event) => event.type === 'facts-recorded' && event.facts.advocateAppointed !== undefined,
  );
  if (recorded?.type !== 'facts-recorded') return { events: [], persons: [] };
  const { advocateAppointed: name, advocacyProvider: organisation = state.facts.advocacyProvider } =
    recorded.facts;
  const { after } = record(state.id, state, events);
  const advocates = partiesAs(after, 'advocate').map(({ id }) => persons.find((one) => one.id === id));
  if (name === undefined || advocates.some((one) => one?.name === name)) return { events: [], persons: [] };
  const { at, by } = recorded;
  const party = nextPartyId(after);
  return {
    events: [{ at, by, type: 'party-added', party, roles: ['advocate'], copies: 'nothing' }],
    persons: [{ id: party, name, ...(organisation === undefined ? {} : { organisation }) }],
  };
}
