import { createHmac } from 'node:crypto';
import type { Case } from '../domain/case.ts';
import { reportingRow } from '../domain/make-reporting-row.ts';
import type { ReportingRow } from '../domain/reporting-row.ts';
import { currentCalendar, type Dependencies } from '../dependencies.ts';
import type { Page } from '../ports.ts';
import { belongsTo } from '../report/cohorts.ts';
import { csvLine, flatColumns, flatRow } from '../report/csv.ts';
import type { Period } from '../report/period.ts';
import { parseRow } from '../report/read-rows.ts';

type Stored = Pick<Dependencies, 'store' | 'procedures'>;

/**
 * A reporting row with the case it is of; `erased`: nothing else is left of that case. One that its schema refuses comes
 * as it is (`candidate`) with what is wrong with it: a case that cannot be counted must not go unnoticed.
 */
export type ExportedRow = { reference: string; erased: boolean } & (
  | { ok: true; row: ReportingRow }
  | { ok: false; candidate: unknown; problems: { field: string; problem: string }[] }
);

const pageSize = 100;

/**
 * The reporting rows of all cases, or of those that count in a period: each worked out from its case as it stands, then
 * those that erased cases left. Every case once, a page of them in memory at a time. A row that is refused comes
 * whatever the period: of what period it is, nobody can say.
 */
export async function* exportRows(deps: Stored, period?: Period): AsyncGenerator<ExportedRow> {
  // A case that is erased in the meantime would come a second time.
  const seen = new Set<string>();
  const wanted = (exported: ExportedRow) => {
    if (seen.has(exported.reference)) return false;
    seen.add(exported.reference);
    return !exported.ok || period === undefined || belongsTo(exported.row, period);
  };
  for await (const state of everything((at) => deps.store.cases(at))) {
    const row = await rowOf(deps, state);
    if (row === undefined) continue;
    const exported = judged(state.reference, false, row);
    if (wanted(exported)) yield exported;
  }
  for await (const { reference, reporting } of everything((at) => deps.store.erasures(at))) {
    if (reporting === null) continue;
    const exported = judged(reference, true, reporting);
    if (wanted(exported)) yield exported;
  }
}

/** The reporting row of a case as it stands; undefined for what is no feedback. */
export async function rowOf(deps: Stored, state: Case): Promise<ReportingRow | undefined> {
  return reportingRow(state, await complainantKey(deps, state), deps.procedures, await currentCalendar(deps));
}

/** Rows as NDJSON. One that is refused is written as it is: whoever reads the lines names it by its number. */
export async function* asNdjson(rows: AsyncIterable<ExportedRow>): AsyncGenerator<string> {
  for await (const exported of rows)
    yield `${JSON.stringify(exported.ok ? exported.row : exported.candidate)}\n`;
}

/** Rows as CSV. The last column says what is wrong with a row that is refused, of which only the reference stands there. */
export async function* asCsv(rows: AsyncIterable<ExportedRow>): AsyncGenerator<string> {
  yield csvLine([...flatColumns, 'problems']);
  for await (const exported of rows) {
    const cells = new Map(exported.ok ? flatRow(exported.row) : [['reference', exported.reference]]);
    const problems = exported.ok
      ? null
      : exported.problems.map(({ field, problem }) => `${field} ${problem}`).join('; ');
    yield csvLine([...flatColumns.map((column) => cells.get(column) ?? null), problems]);
  }
}

function judged(reference: string, erased: boolean, candidate: unknown): ExportedRow {
  const parsed = parseRow(candidate);
  return parsed.ok
    ? { reference, erased, ok: true, row: parsed.row }
    : { reference, erased, ok: false, candidate, problems: parsed.problems };
}

/**
 * 48 bits of a keyed hash of the resolved complainant; null: nobody is known. Who was matched with nobody yet stands for
 * themselves. A match can change the keys of both, but not the key that an erased case left.
 */
async function complainantKey({ store }: Stored, { id, person }: Case): Promise<string | null> {
  if (person === undefined) return null;
  const [membership] = await store.memberships([{ caseId: id, person }]);
  const complainant = membership?.complainant ?? `${id}#${person}`;
  return createHmac('sha256', await store.reportingKey())
    .update(complainant)
    .digest('hex')
    .slice(0, 12);
}

async function* everything<T>(
  list: (at: { limit: number; cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await list({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}
