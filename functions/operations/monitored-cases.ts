import * as z from 'zod/mini';
import { currentCalendar, type Dependencies } from '../dependencies.ts';
import { openTasks, type Case } from '../domain/case/case.ts';
import { conflictedUsers } from '../domain/case/conflicts.ts';
import { findReferences, formatReference } from '../domain/case/reference.ts';
import type { User } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import type { ReportingRow } from '../domain/records/reporting-row.ts';
import { addMonths, CivilDate, Instant, londonDate } from '../domain/time/civil-date.ts';
import { parseRow } from '../report/parse-row.ts';
import { quarterOf } from '../report/period.ts';
import { exportRows, rowForMonitor } from './export-rows.ts';
import { itemsOf, pagesOf } from './list-pages.ts';
import { casesUnderWay } from './runs/under-way.ts';

// The monitor shows what is open, and what happened in the week or quarter. Which cases these are is kept in a file, so that the
// others need not be read (decision 0062). What is shown of them is always read from the cases.

const file = 'reports/settled-cases.json';

/** Names that settled complaints have, with the users who may not know of any complaint with this name. */
const Names = z.record(z.string(), z.array(z.string()));
type Names = z.infer<typeof Names>;

/**
 * A case is settled when it is closed and every action promised in it is done: the monitor has nothing new to say of it unless
 * someone takes it up again.
 */
const SettledCases = z.object({
  at: Instant,
  /** Every case that settled on or after this day is in `settled`. */
  since: CivilDate,
  /** The last case number of each year that was looked at. */
  numbers: z.record(z.string(), z.number()),
  unsettled: z.array(z.string()),
  /** The latest day of which the monitor can say something, and the case. */
  settled: z.array(z.tuple([CivilDate, z.string()])),
  teams: Names,
  serviceAreas: Names,
});
type SettledCases = z.infer<typeof SettledCases>;

type Deps = Pick<Dependencies, 'store' | 'files' | 'procedures' | 'council' | 'clock'>;

/** The reports that can still be asked for from the file: those of this quarter and the one before. */
const sinceOf = (today: CivilDate): CivilDate => addMonths(quarterOf(today).from, -3);

/** Feedback of a day further back that is recorded now is found when all cases are read. */
const yearsBack = 2;

/**
 * Brings the file of settled cases up to date: reads the cases under way, those that were, and those that are new. `anew`, and
 * when there is no file: reads all cases.
 */
export async function keepSettledCases(deps: Deps, { anew = false } = {}): Promise<void> {
  const known = anew ? undefined : await settledCases(deps);
  const today = londonDate(deps.clock.now());
  const calendar = await currentCalendar(deps);
  const { numbers, news } = await newSince(deps, known);
  const next: SettledCases = {
    at: deps.clock.now(),
    since: known && known.since > sinceOf(today) ? known.since : sinceOf(today),
    numbers,
    unsettled: [],
    settled: [],
    teams: { ...known?.teams },
    serviceAreas: { ...known?.serviceAreas },
  };
  const read = new Set<string>();
  const note = async (state: Case) => {
    read.add(state.id);
    const row = await rowForMonitor(deps, state, calendar);
    if (
      state.status === 'open' ||
      openTasks(state).length > 0 ||
      row?.actions.some(({ done }) => done === null)
    )
      next.unsettled.push(state.id);
    else if (row !== undefined) {
      next.settled.push([lastDayOf(row), state.id]);
      nameIn(next, row, conflictedUsers(state, deps.council));
    }
  };
  const unreadable = new Set<string>();
  if (known === undefined) {
    for await (const states of pagesOf((page) => deps.store.cases(page), unreadable))
      for (const state of states) await note(state);
    for await (const { reporting } of itemsOf((page) => deps.store.erasures(page))) {
      const erased = parseRow(reporting);
      if (erased.ok) nameIn(next, erased.row, []);
    }
  } else {
    const changed = await changedSince(deps, known, news);
    for (const state of changed.states) await note(state);
    changed.unreadable.forEach((row) => unreadable.add(row));
    next.settled.push(...known.settled.filter(([day, id]) => day >= next.since && !read.has(id)));
    // A number can be given before its case is written: it is looked for once more.
    next.unsettled.push(...news.filter((id) => !read.has(id)));
  }
  next.unsettled.push(...[...unreadable].flatMap((row) => findReferences(row)));
  next.unsettled = [...new Set(next.unsettled)].sort();
  next.settled = next.settled
    .filter(([day]) => day >= next.since)
    .sort(([, one], [, other]) => (one < other ? -1 : 1));
  await deps.files.put(file, new TextEncoder().encode(JSON.stringify(next)), 'application/json');
}

/** Undefined if there is no such file yet, or none in this form. */
async function settledCases({ files }: Pick<Deps, 'files'>): Promise<SettledCases | undefined> {
  const content = await files.get(file);
  if (content === undefined) return undefined;
  return SettledCases.safeParse(JSON.parse(new TextDecoder().decode(content))).data;
}

function lastDayOf({ received, closed, stage1, actions }: ReportingRow): CivilDate {
  const days = [closed, stage1?.responded, ...actions.map(({ done }) => done)];
  return days.reduce<CivilDate>((latest, day) => (day && day > latest ? day : latest), received);
}

function nameIn(
  { teams, serviceAreas }: SettledCases,
  row: ReportingRow,
  conflicted: readonly string[],
): void {
  if (row.kind !== 'complaint') return;
  for (const [names, name] of [
    [teams, row.team ?? ''],
    [serviceAreas, row.serviceArea ?? ''],
  ] as const)
    names[name] = names[name]?.filter((user) => conflicted.includes(user)) ?? [...conflicted];
}

/** The case numbers given until now, and the references of those given since the file was made. */
async function newSince(
  { store, council, clock }: Deps,
  known: SettledCases | undefined,
): Promise<{ numbers: SettledCases['numbers']; news: string[] }> {
  const thisYear = Number(londonDate(clock.now()).slice(0, 4));
  const numbers: SettledCases['numbers'] = {};
  const news: string[] = [];
  for (let year = thisYear - yearsBack; year <= thisYear; year += 1) {
    const last = await store.lastNumber(year);
    numbers[year] = last;
    for (let number = (known?.numbers[year] ?? 0) + 1; number <= last; number += 1)
      news.push(formatReference({ prefix: council.referencePrefix, year, number }));
  }
  return { numbers, news };
}

/** Every case that can have changed since the file was made: those under way, those that were, and new ones. */
async function changedSince(
  deps: Deps,
  known: SettledCases,
  news: readonly string[],
): Promise<{ states: Case[]; unreadable: string[] }> {
  const states = new Map<string, Case>();
  for await (const state of casesUnderWay(deps)) states.set(state.id, state);
  const others = [...new Set([...known.unsettled, ...news])].filter((id) => !states.has(id));
  const { items, unreadable = [] } = await deps.store.states(others);
  for (const state of items) states.set(state.id, state);
  return { states: [...states.values()], unreadable };
}

/** What the monitor is made from, for one reader. Of erased cases `states` has nothing. */
export interface Monitored {
  rows: ReportingRow[];
  states: Map<string, Case>;
  /** Further names of teams and service areas that complaints have. */
  teams: string[];
  serviceAreas: string[];
}

/**
 * The rows of the cases of which the monitor can say something about a time since `from`, for a reader: a case in which
 * they have a conflict of interest is neither listed nor counted. Reads all cases if the file of settled cases does not go back as
 * far, or is not there.
 */
export async function monitoredCases(deps: Deps, reader: User, from: CivilDate): Promise<Monitored> {
  const states = new Map<string, Case>();
  const rows: ReportingRow[] = [];
  const isVisible = (state: Case | undefined) => may(reader, { do: 'see monitoring' }, state, deps.council);
  const known = await settledCases(deps);
  if (known === undefined || from < known.since) {
    for await (const exported of exportRows(deps)) {
      if (!exported.ok || !isVisible(exported.state)) continue;
      rows.push(exported.row);
      if (exported.state) states.set(exported.reference, exported.state);
    }
    return { rows, states, teams: [], serviceAreas: [] };
  }
  const calendar = await currentCalendar(deps);
  const { news } = await newSince(deps, known);
  const changed = await changedSince(deps, known, news);
  const read = new Set(changed.states.map(({ id }) => id));
  const settled = known.settled.flatMap(([day, id]) => (day >= from && !read.has(id) ? [id] : []));
  for (const state of [...changed.states, ...(await deps.store.states(settled)).items]) {
    const row = isVisible(state) ? await rowForMonitor(deps, state, calendar) : undefined;
    if (row === undefined) continue;
    rows.push(row);
    states.set(state.reference, state);
  }
  const namesFor = (names: Names) =>
    Object.entries(names).flatMap(([name, except]) => (except.includes(reader.id) ? [] : [name]));
  return { rows, states, teams: namesFor(known.teams), serviceAreas: namesFor(known.serviceAreas) };
}
