import { londonDate } from '../domain/time/civil-date.ts';
import type { Case } from '../domain/case/case.ts';
import { may } from '../domain/people/may.ts';
import { seenBy, seesAll } from '../domain/people/may-see.ts';
import type { User } from '../domain/council/council.ts';
import { findReferences, formatReference, parseReference } from '../domain/case/reference.ts';
import type { Dependencies } from '../dependencies.ts';

/** How many years back a number without a year is searched for. */
const yearsBack = 5;

/** The most cases that a search finds. */
const mostFound = 200;

/**
 * The cases that a search finds, newest first, among those the user may know of: by reference, complete or partial, by the
 * name of someone on the case, or by words of its notes, calls, meetings and visits that the user may read.
 */
export async function findCases(deps: Dependencies, user: User, search: string): Promise<Case[]> {
  const references = referencesIn(search, deps.council.referencePrefix, londonDate(deps.clock.now()));
  const [named, noted] =
    references.length > 0
      ? [[], []]
      : await Promise.all([deps.store.personsNamed(search), deps.store.notesWith(search)]);
  const ids = [...new Set([...references, ...[...named, ...noted].map(({ caseId }) => caseId)])]
    .sort((one, other) => (one < other ? 1 : -1))
    .slice(0, mostFound);
  const states = await Promise.all(ids.map((id) => deps.store.state(id)));
  const readable = states.flatMap((state) =>
    state && may(user, { do: 'read case' }, state, deps.council) ? [state] : [],
  );
  const found: Case[] = [];
  for (const state of readable)
    if (references.includes(state.reference) || (await knowsOneOf(deps, user, state, { named, noted })))
      found.push(state);
  return found;
}

interface Found {
  named: readonly { caseId: string; person: { id: string } }[];
  noted: readonly { caseId: string; note: string }[];
}

/**
 * Whether a user sees one of the people or the notes by which a case was found: a search tells no one more than the case
 * does.
 */
async function knowsOneOf(
  { store }: Pick<Dependencies, 'store'>,
  user: User,
  state: Case,
  { named, noted }: Found,
): Promise<boolean> {
  if (seesAll(user, state)) return true;
  const file = await store.file(state.id);
  if (!file) return false;
  const { persons, events } = seenBy(user, file);
  return (
    named.some(({ caseId, person: { id } }) => caseId === state.id && persons.some((one) => one.id === id)) ||
    noted.some(
      ({ caseId, note }) =>
        caseId === state.id && events.some((event) => event.type === 'note-recorded' && event.note === note),
    )
  );
}

/** Reads SC-2026-00412-1 as it is, or without hyphens, prefix, year or check digit. Without a year it tries recent years. */
function referencesIn(search: string, prefix: string, today: string): string[] {
  const typed = search.trim();
  const complete = findReferences(typed);
  if (complete.length > 0) return complete;
  const abbreviated = parseReference(typed) ?? parseReference(`${prefix}-${typed}`);
  if (abbreviated) return [formatReference(abbreviated)];
  const [, of = prefix, year, number, check] =
    /^(?:([A-Za-z]{2,4})[\s-]+)?(?:(\d{4})[\s-]+)?0*([1-9]\d{0,8})(?:[\s-]+(\d))?$/.exec(typed) ?? [];
  if (number === undefined) return [];
  const thisYear = Number(today.slice(0, 4));
  const years =
    year === undefined ? Array.from({ length: yearsBack }, (_, back) => thisYear - back) : [Number(year)];
  return years
    .filter((one) => one >= 1000)
    .map((one) =>
      formatReference({
        prefix: of.toUpperCase(),
        year: one,
        number: Number(number),
      }),
    )
    .filter((reference) => check === undefined || reference.endsWith(`-${check}`));
}

/** The names of the complainants of cases, by case. */
export async function complainantNames(
  deps: Pick<Dependencies, 'store'>,
  states: readonly Case[],
): Promise<Map<string, string>> {
  const members = states.flatMap(({ id, person }) => (person === undefined ? [] : [{ caseId: id, person }]));
  const persons = await deps.store.persons(members);
  return new Map(
    persons.flatMap(({ caseId, person }) => (person.name === undefined ? [] : [[caseId, person.name]])),
  );
}
