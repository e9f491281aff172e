import { textOf } from '../../domain/case/answer-text.ts';
import { taskOf, type Case } from '../../domain/case/case.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { nextPartyId, partiesAs } from '../../domain/case/parties.ts';
import { record } from '../../domain/case/replay.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import { copiesOf } from '../../domain/correspondence/copies.ts';
import { answersRead } from '../../domain/decisions/answers-by-meaning.ts';
import { changePerson } from '../../domain/people/change-person.ts';
import { reachedBy } from '../../domain/people/reached-by.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';

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
  const advocate = advocateNamed(procedures, { state, persons: known }, events);
  const { after } = record(state.id, state, [...events, ...advocate.events]);
  return {
    events: [...advocate.events, ...copiesOf(after, [...known, ...advocate.persons], events, procedures)],
    persons: advocate.persons,
  };
}

/**
 * The advocate whom recorded details name, as a party, with how to reach them when a decision says it. An advocate who was
 * a party before stays one until that is changed.
 */
function advocateNamed(
  procedures: Procedures,
  { state, persons }: { state: Case; persons: readonly Person[] },
  events: readonly NewEvent[],
): { events: NewEvent[]; persons: Person[] } {
  const recorded = events.findLast(
    (event) => event.type === 'facts-recorded' && event.facts.advocateAppointed !== undefined,
  );
  if (recorded?.type !== 'facts-recorded') return { events: [], persons: [] };
  const { advocateAppointed: name, advocacyProvider: organisation = state.facts.advocacyProvider } =
    recorded.facts;
  if (name === undefined) return { events: [], persons: [] };
  const { at, by } = recorded;
  const { after } = record(state.id, state, events);
  const reachedAt = contactIn(procedures, after, events);
  const advocates = partiesAs(after, 'advocate').map(({ id }) => persons.find((one) => one.id === id));
  const known = advocates.find((one) => one?.name === name);
  if (known) {
    const { person, changed } = changePerson(known, reachedAt, { at, by, reason: '' });
    return changed.length === 0
      ? { events: [], persons: [] }
      : { events: [{ at, by, type: 'party-changed', party: known.id, changed }], persons: [person] };
  }
  const party = nextPartyId(after);
  return {
    events: [{ at, by, type: 'party-added', party, roles: ['advocate'], copies: 'nothing' }],
    persons: [{ id: party, name, ...(organisation === undefined ? {} : { organisation }), ...reachedAt }],
  };
}

/** How to reach the advocate whom a decision names; nothing for one that does not ask for it. */
function contactIn(
  procedures: Procedures,
  state: Case,
  events: readonly NewEvent[],
): Pick<Person, 'email' | 'phone'> {
  const decided = events.findLast((event) => event.type === 'decided');
  const task = decided && taskOf(state, decided.task);
  if (!task) return {};
  const procedure = procedureOfTask(task, procedures);
  const contact = textOf(answersRead(decided, procedure)['advocateContact']);
  return contact === '' ? {} : reachedBy(contact);
}
