import type { Case } from '../../domain/case/case.ts';
import type { User } from '../../domain/council/council.ts';
import { hasConflict } from '../../domain/case/conflicts.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Period } from '../../report/period.ts';
import { parseRow } from '../../report/parse-row.ts';
import { reportAndGoOn } from '../../runtime/faults.ts';
import type { ExportedRow } from '../export-rows.ts';
import { countedPeriods, editionsFrom, type EditionsMade } from './make-reports.ts';
import { isFileOfReport, mediaTypeOf, printedFile, reportFile, reportNamed } from './report-files.ts';

/**
 * A file of an existing report, by the names under which it is requested. `reader`: the user it is shown to. They must not see
 * that cases exist in which they have a conflict of interest: for them the internal edition is counted again from its
 * rows without these cases, so that figures and rows say the same. The public edition is the same for everyone.
 */
export async function readReportFile(
  deps: Dependencies,
  { slug, edition, file }: { slug: string; edition: string; file: string },
  reader: User,
): Promise<{ content: Uint8Array<ArrayBuffer>; mediaType: string } | undefined> {
  const named = reportNamed(slug, edition);
  if (!named || !isFileOfReport(file)) return undefined;
  const mediaType = mediaTypeOf(file);
  const own = named.edition === 'internal' ? await reportFor(deps, named.period, reader) : 'as stored';
  if (own !== 'as stored') {
    // Printed from its page where there is a browser; what is stored has counted every case.
    const text = file === printedFile ? undefined : own?.made.internal.get(file);
    return text === undefined ? undefined : { content: new TextEncoder().encode(text), mediaType };
  }
  const content = await deps.files.get(reportFile(named.period, named.edition, file));
  return content && { content: new Uint8Array(content), mediaType };
}

/**
 * The internal edition of a stored report as a reader may know it. 'as stored' if none of its cases is hidden from them;
 * undefined if nothing is left, or there is no such report. Of the cases only those are read that the report counts.
 */
export async function reportFor(
  deps: Dependencies,
  period: Period,
  reader: User,
): Promise<EditionsMade | 'as stored' | undefined> {
  const stored = await Promise.all(
    countedPeriods(period)
      .toReversed()
      .map((each) => storedRows(deps, each)),
  );
  const candidates = new Map<string, Candidate>();
  for (const row of stored.flat()) if (!candidates.has(row.reference)) candidates.set(row.reference, row);
  const existing = new Set<string>();
  const shown: Candidate[] = [];
  for (const some of chunks([...candidates.values()], readAtOnce)) {
    const states = await Promise.all(some.map(({ reference }) => stateOf(deps, reference)));
    for (const [place, candidate] of some.entries()) {
      const state = states[place];
      if (state) existing.add(candidate.reference);
      if (!state || !hasConflict(state, reader.id, deps.council)) shown.push(candidate);
    }
  }
  if (shown.length === candidates.size) return 'as stored';
  const made = await editionsFrom(
    deps,
    period,
    shown.map((candidate) => asExported(candidate, existing)),
  );
  const madeAt = await deps.files.get(reportFile(period, 'internal', 'made.json'));
  if (madeAt) made?.made.internal.set('made.json', new TextDecoder().decode(madeAt));
  return made;
}

const readAtOnce = 50;

function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

/** The state of a case. Undefined if it was erased, or cannot be read: then it hides nothing and no one. */
const stateOf = (deps: Dependencies, reference: string): Promise<Case | undefined> =>
  reportAndGoOn(deps.store.state(reference), () => deps.log('row-unreadable', { row: reference }));

interface Candidate {
  reference: string;
  row: unknown;
}

/** The rows that the internal edition of a period was counted from; none if it was never made. */
async function storedRows({ files }: Dependencies, period: Period): Promise<Candidate[]> {
  const content = await files.get(reportFile(period, 'internal', 'rows.ndjson'));
  const lines = new TextDecoder().decode(content).split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const row: unknown = JSON.parse(line);
      const isNamed = typeof row === 'object' && row !== null && 'reference' in row;
      return { reference: isNamed ? String(row.reference) : '', row };
    });
}

function asExported({ reference, row }: Candidate, existing: ReadonlySet<string>): ExportedRow {
  const parsed = parseRow(row);
  const known = { reference, erased: !existing.has(reference), state: undefined };
  return parsed.ok ? { ...known, ok: true, row: parsed.row } : { ...known, ...parsed, candidate: row };
}
