import type { Case } from '../case/case.ts';
import type { NewEvent } from '../case/events.ts';
import { lettersStopped, partiesAs, partiesOf } from '../case/parties.ts';
import type { Party, PartyRole } from '../case/party.ts';
import type { Person } from '../case/stored-rows.ts';
import { receiptLetter } from './receipt.ts';
import { eighteenth } from '../people/eighteenth.ts';
import { type CivilDate, londonDate } from '../time/civil-date.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { procedureOfTask } from '../case/procedure-followed.ts';

type Prepared = Extract<NewEvent, { type: 'letter-prepared' }>;

/** A letter that is for one person alone, such as one that only brings the private link, is never copied. */
const neverCopied: ReadonlySet<string> = new Set([
  'private-link',
  'complaint-goes-on',
  'safeguarding-advice',
  receiptLetter,
]);

/** The beginning of the key of a letter that is sent once more. Its copies have gone before. */
const sendAgainPrefix = 'again/';

/** The key of a letter when it is sent once more. */
export const againKey = (key: string): string => `${sendAgainPrefix}${key}`;

/** What the key of a copy has after that of its letter. */
const copyMark = '/copy/';

/** Whether a letter is a copy of one to the complainant, and not written to its reader. */
export const isCopy = ({ key }: { key: string }): boolean => key.includes(copyMark);

/** People whom a complaint is from or about: they need no authority of someone else to read our letters. */
const needNoAuthority: ReadonlySet<PartyRole> = new Set(['complainant', 'child']);

/** Whether a party may get copies: everyone but complainants and children needs an authority or consent on record. */
export const mayHaveCopies = (
  roles: readonly PartyRole[],
  { authority }: Pick<Person, 'authority'>,
): boolean =>
  roles.some((role) => needNoAuthority.has(role)) ||
  (authority !== undefined && authority.kind !== 'none recorded');

/** Parental responsibility ends when the last child of the case is 18. */
function responsibilityEnded(state: Case, persons: readonly Person[], today: CivilDate): boolean {
  const children = partiesAs(state, 'child').map(({ id }) => persons.find((person) => person.id === id));
  return (
    children.length > 0 &&
    children.every((child) => child?.bornOn !== undefined && eighteenth(child.bornOn) <= today)
  );
}

/**
 * The copies of letters to the complainant that events prepare, for the parties who get them (law.md section 2): all
 * letters, or those that give a decision. An outcome can name roles that always get its letters, as the advocate does the
 * papers of the panel (SI 2006/1738, regulation 20). A copy has the key of its letter in its own, so it goes once.
 */
export function copiesOf(
  state: Case,
  persons: readonly Person[],
  events: readonly NewEvent[],
  procedures: Procedures,
): Prepared[] {
  if (state.parties === undefined || lettersStopped(state)) return [];
  const [first] = events;
  if (!first) return [];
  const grown = responsibilityEnded(state, persons, londonDate(first.at));
  const readers = partiesOf(state).filter(({ id, roles, ended }) => {
    const person = persons.find((one) => one.id === id) ?? { id };
    return (
      ended === undefined &&
      id !== state.person &&
      mayHaveCopies(roles, person) &&
      !(grown && person.authority?.kind === 'parental responsibility')
    );
  });
  return events.flatMap((event) => {
    if (event.type !== 'letter-prepared' || event.to !== 'complainant') return [];
    if (neverCopied.has(event.template) || event.letter.startsWith(sendAgainPrefix)) return [];
    const outcome = outcomeOf(state, event, procedures);
    return readers
      .filter((party) => gets(party, outcome))
      .map(({ id }) => ({ ...event, letter: `${event.letter}${copyMark}${id}`, to: `party:${id}` as const }));
  });
}

function gets({ copies, roles }: Party, outcome: Outcome | undefined): boolean {
  if (outcome?.copiesTo?.some((role) => roles.includes(role))) return true;
  return copies === 'all letters' || (copies === 'decisions' && outcome?.signedBy !== undefined);
}

/** The outcome whose decision sends a letter. */
function outcomeOf(state: Case, { task: key, decision }: Prepared, procedures: Procedures) {
  const task = state.tasks.find((one) => one.key === key);
  const decided = task?.decisions.find(({ n }) => n === decision);
  return task && decided
    ? procedureOfTask(task, procedures)?.steps[task.step]?.outcomes[decided.outcome]
    : undefined;
}
