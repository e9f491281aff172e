import { createHmac } from 'node:crypto';
import type { Case } from '../domain/case/case.ts';
import { findReferences } from '../domain/case/reference.ts';
import { lacksFindings, withRestoredFindings } from '../domain/case/restore-findings.ts';
import type { User } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import { reportingRow } from '../domain/records/make-reporting-row.ts';
import type { ReportingRow } from '../domain/records/reporting-row.ts';
import { londonDate } from '../domain/time/civil-date.ts';
import type { WorkingDays } from '../domain/time/working-days.ts';
import { currentCalendar, type Dependencies } from '../dependencies.ts';
import { pagesOf } from './list-pages.ts';
import { belongsTo } from '../report/cohorts.ts';
import { csvLine, flatColumns, flatRow } from '../report/csv.ts';
import type { Period } from '../report/period.ts';
import {
  parseRow,
  rowProblemInWords,
  type FieldProblem,
  type RowProblemSentences,
} from '../report/parse-row.ts';

type Stored = Pick<Dependencies, 'store' | 'procedures' | 'council' | 'clock'>;

/**
 * A reporting row and its case. `erased`: nothing else is left of the case, so it has no `state`. A row that its schema
 * refuses is included unchanged (`candidate`) with its problems: a case that cannot be counted must not go unnoticed.
 */
export type ExportedRow = { reference: string; erased: boolean; state: Case | undefined } & (
  | { ok: true; row: ReportingRow }
  | { ok: false; candidate: unknown; problems: FieldProblem[] }
);

/**
 * The reporting rows of all cases, or of those that count in a period: first the rows made from current cases, then
 * those left by erased cases, last those that cannot be read, refused. Every case occurs once, and only a page of cases is in
 * memory at a time. A refused row is always included, because its period is unknown.
 */
export async function* exportRows(deps: Stored, period?: Period): AsyncGenerator<ExportedRow> {
  // A case erased during the export would otherwise occur twice.
  const seen = new Set<string>();
  const wanted = (exported: ExportedRow) => {
    if (seen.has(exported.reference)) return false;
    seen.add(exported.reference);
    return !exported.ok || period === undefined || belongsTo(exported.row, period);
  };
  const calendar = await currentCalendar(deps);
  const unreadable = new Set<string>();
  for await (const states of pagesOf((at) => deps.store.cases(at), unreadable)) {
    const keys = await complainantKeys(deps, states);
    for (const state of states) {
      const row = makeRow(deps, await withFindings(deps, state), keys, calendar);
      if (row === undefined) continue;
      const exported = judged(state.reference, state, row);
      if (wanted(exported)) yield exported;
    }
  }
  for await (const erasures of pagesOf((at) => deps.store.erasures(at), unreadable)) {
    for (const { reference, reporting } of erasures) {
      if (reporting === null) continue;
      const exported = judged(reference, undefined, reporting);
      if (wanted(exported)) yield exported;
    }
  }
  for (const row of unreadable) {
    const [reference = row] = findReferences(row);
    const exported: ExportedRow = {
      reference,
      erased: false,
      state: undefined,
      ok: false,
      candidate: { reference },
      problems: [{ field: 'reference', code: 'unreadable', params: {} }],
    };
    if (wanted(exported)) yield exported;
  }
}

/** The reporting row of a case now. Undefined if it is not feedback. */
export async function rowOf(deps: Stored, state: Case): Promise<ReportingRow | undefined> {
  const keys = await complainantKeys(deps, [state]);
  return makeRow(deps, await withFindings(deps, state), keys, await currentCalendar(deps));
}

/**
 * The reporting row of a case now without the key of its complainant, for which more would have to be read. Undefined if it is not
 * feedback, or its row is refused.
 */
export async function rowForMonitor(
  deps: Stored,
  state: Case,
  calendar: WorkingDays,
): Promise<ReportingRow | undefined> {
  const row = makeRow(deps, await withFindings(deps, state), new Map(), calendar);
  const exported = row && judged(state.reference, state, row);
  return exported?.ok ? exported.row : undefined;
}

/** The findings of a case of before that its state lacks are in its events, which only such a case is read for. */
async function withFindings({ store }: Pick<Stored, 'store'>, state: Case): Promise<Case> {
  if (!lacksFindings(state)) return state;
  const file = await store.file(state.id);
  return file ? withRestoredFindings(state, file.events) : state;
}

function makeRow(
  { procedures, council, clock }: Stored,
  state: Case,
  keys: ReadonlyMap<string, string>,
  calendar: WorkingDays,
): ReportingRow | undefined {
  const row = reportingRow(state, keys.get(state.id) ?? null, procedures, calendar, londonDate(clock.now()));
  // No one needs to enter the service area if it follows from the team.
  const area = council.teams.find(({ name }) => name === row?.team)?.serviceArea ?? null;
  return row && { ...row, serviceArea: row.serviceArea ?? area };
}

type Rows = AsyncIterable<ExportedRow> | Iterable<ExportedRow>;

/** The rows without cases in which the reader is complained about: the reader must not see that these exist. */
export async function* knownTo(
  reader: User,
  { council }: Pick<Stored, 'council'>,
  rows: Rows,
): AsyncGenerator<ExportedRow> {
  for await (const exported of rows)
    if (may(reader, { do: 'read reports' }, exported.state, council)) yield exported;
}

/** Rows as NDJSON. A refused row is written unchanged; readers of the file can name it by its line number. */
export async function* asNdjson(rows: Rows): AsyncGenerator<string> {
  for await (const exported of rows)
    yield `${JSON.stringify(exported.ok ? exported.row : exported.candidate)}\n`;
}

/** Rows as CSV. The last column has the problems of a refused row, which otherwise has only its reference. */
export async function* asCsv(rows: Rows, sentences: RowProblemSentences): AsyncGenerator<string> {
  yield csvLine([...flatColumns, 'problems']);
  for await (const exported of rows) {
    const cells = new Map(exported.ok ? flatRow(exported.row) : [['reference', exported.reference]]);
    const problems = exported.ok
      ? null
      : exported.problems
          .map((problem) => `${problem.field} ${rowProblemInWords(sentences, problem)}`)
          .join('; ');
    yield csvLine([...flatColumns.map((column) => cells.get(column) ?? null), problems]);
  }
}

function judged(reference: string, state: Case | undefined, candidate: unknown): ExportedRow {
  const parsed = parseRow(candidate);
  const of = { reference, erased: state === undefined, state };
  return parsed.ok
    ? { ...of, ok: true, row: parsed.row }
    : { ...of, ok: false, candidate, problems: parsed.problems };
}

/**
 * For each case, 48 bits of a keyed hash of the resolved complainant. Cases without a known person are left out. A
 * person not matched with anyone counts as a complainant of their own. A match can change the keys of both cases, but
 * not the key left by an erased case.
 */
async function complainantKeys({ store }: Stored, states: readonly Case[]): Promise<Map<string, string>> {
  const members = states.flatMap(({ id, person }) => (person === undefined ? [] : [{ caseId: id, person }]));
  if (members.length === 0) return new Map();
  const [memberships, key] = await Promise.all([store.memberships(members), store.reportingKey()]);
  const known = new Map(
    memberships.map(({ caseId, person, complainant }) => [`${caseId}#${person}`, complainant]),
  );
  const hashOf = (complainant: string) =>
    createHmac('sha256', key).update(complainant).digest('hex').slice(0, 12);
  return new Map(
    members.map(({ caseId, person }) => {
      const self = `${caseId}#${person}`;
      return [caseId, hashOf(known.get(self) ?? self)];
    }),
  );
}
