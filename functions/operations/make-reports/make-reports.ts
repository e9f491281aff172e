import * as z from 'zod/mini';
import {
  addCalendarDays,
  addMonths,
  financialYear,
  Instant,
  londonDate,
  type CivilDate,
} from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { asCsv, asNdjson, exportRows, type ExportedRow } from '../export-rows.ts';
import { belongsTo } from '../../report/cohorts.ts';
import { byteOrderMark, csvLine } from '../../report/csv.ts';
import type { Counted } from '../../report/editions.ts';
import type { Edition } from '../../report/make-report.ts';
import { notesIn, notesOf } from './keep-notes.ts';
import { PublishedReport } from '../../report/published-report.ts';
import { rowProblemInWords, type FieldProblem } from '../../report/parse-row.ts';
import { quarterOf, reportingYear, type Period } from '../../report/period.ts';
import { cellsOf, counter, emptyTally } from '../../report/tally.ts';
import { isPublishable, lastFile, mediaTypeOf, pageFile, printedFile, reportFile } from './report-files.ts';
import type { Contradiction } from '../../report/reconcile.ts';

/** The content of made.json. */
export const MadeAt = z.object({ at: Instant });

export type ReportDone = {
  period: Period;
  counted: number;
  /** The references of cases that could not be counted. problems.csv of the internal edition says why. */
  leftOut: string[];
  /** The contradictions that stop the public edition. */
  contradictions: Contradiction[];
};

/** The periods that ended the day before: on 1 April the fourth quarter and the year, otherwise the last quarter. */
export function periodsEndedBefore(today: CivilDate): Period[] {
  const quarter = quarterOf(addMonths(quarterOf(today).from, -3));
  const year = reportingYear(financialYear(quarter.from));
  return [quarter, ...(year.ok && year.year.until === quarter.until ? [year.year] : [])];
}

/**
 * Makes the reports of the quarter, and of the year, that have ended, unless they were made since the end. Called
 * again, or late, it makes only missing reports. A report made before its period ended is made again. A period without
 * cases gets none, and is not counted again.
 */
export async function makeDueReports(deps: Dependencies): Promise<ReportDone[]> {
  const reportsMade: ReportDone[] = [];
  for (const period of periodsEndedBefore(londonDate(deps.clock.now()))) {
    const made = await madeOn(deps, period);
    if (made !== undefined && made > period.until) continue;
    const report = await makeReports(deps, period);
    if (report.ok) reportsMade.push(report.report);
    else await keep(deps, period, 'internal', new Map([[emptyFile, madeNow(deps)]]));
  }
  return reportsMade;
}

/** Says when it was seen that a period has no cases, in the place of a report. */
const emptyFile = 'empty.json';

const madeNow = ({ clock }: Pick<Dependencies, 'clock'>) => `${JSON.stringify({ at: clock.now() })}\n`;

/**
 * The day on which a report was last made, or its period was found without cases. Undefined if there is none or it is
 * incomplete.
 */
async function madeOn({ files }: Dependencies, period: Period): Promise<CivilDate | undefined> {
  const [whole, made, empty] = await Promise.all(
    [lastFile, 'made.json', emptyFile].map((file) => files.get(reportFile(period, 'internal', file))),
  );
  const said = (whole && made) ?? empty;
  return said && londonDate(MadeAt.parse(JSON.parse(new TextDecoder().decode(said))).at);
}

/** Makes the report of a period from the current cases and stores both editions. The same cases give the same bytes. */
export async function makeReports(
  deps: Dependencies,
  period: Period,
): Promise<{ ok: true; report: ReportDone } | { ok: false; code: 'no-cases' }> {
  const editions = await editionsFrom(deps, period, exportRows(deps));
  if (!editions) return { ok: false, code: 'no-cases' };
  const { made, report } = editions;
  made.internal.set('made.json', madeNow(deps));
  // If this run refuses to publish, a public edition of an earlier run must not remain.
  if (made.public && isPublishable(period)) await keep(deps, period, 'public', made.public);
  else {
    // The page is erased first: print-report looks for it again, and erases the PDF if the page is gone.
    await deps.files.erase(reportFile(period, 'public', pageFile));
    for (const file of await deps.files.list(reportFile(period, 'public', ''))) await deps.files.erase(file);
  }
  await keep(deps, period, 'internal', made.internal);
  return { ok: true, report };
}

/** The periods that a report counts, earliest first: its own is the last. */
export const countedPeriods = (period: Period): Period[] => [
  yearsBefore(period, 2),
  yearsBefore(period, 1),
  period,
];

/** Both editions of a report, and what was counted for them. */
export interface EditionsMade {
  made: { internal: Map<string, string>; public?: ReadonlyMap<string, string> | undefined };
  report: ReportDone;
}

/** Counts rows into both editions of the report of a period. Undefined if none belongs to it. */
export async function editionsFrom(
  deps: Dependencies,
  period: Period,
  exportedRows: AsyncIterable<ExportedRow> | Iterable<ExportedRow>,
): Promise<EditionsMade | undefined> {
  const counts = countedPeriods(period).map((each) => {
    const tally = emptyTally();
    return { period: each, tally, count: counter(tally, each) };
  });
  const left: { reference: string; problem: FieldProblem }[] = [];
  const erased = new Set<string>();
  const rows: ExportedRow[] = [];
  let counted = 0;
  for await (const exported of exportedRows) {
    if (exported.erased) erased.add(exported.reference);
    if (exported.ok) {
      for (const { count } of counts) count(exported.row);
      if (!belongsTo(exported.row, period)) continue;
      counted += 1;
      rows.push(exported);
    } else {
      rows.push(exported);
      for (const problem of exported.problems) left.push({ reference: exported.reference, problem });
    }
  }
  if (counted === 0 && left.length === 0) return undefined;
  const today = londonDate(deps.clock.now());
  const leftOut = [...new Set(left.map(({ reference }) => reference))];
  const earlier = counts.slice(0, -1).filter(hasCases);
  const main = counts.at(-1) ?? { period, tally: emptyTally() };
  // Loaded with the first report, because pages rarely make one and start faster without it.
  const { contactOf, makeEditions } = await import('../../report/editions.ts');
  const { reportWordsIn } = await import('../../words/report-words.ts');
  const words = reportWordsIn('en');
  const made = makeEditions(
    {
      council: deps.council.name,
      contact: contactOf(deps.council),
      ...main,
      earlier,
      rows: { read: counted + leftOut.length, counted, problems: left.length },
      procedures: deps.procedures.all,
      notes: notesIn((await notesOf(deps, period))[0]),
      equality: (await deps.store.answerCounts()).map(({ quarter, ...answer }) => ({
        received: quarter,
        ...answer,
      })),
      published: await publishedOf(deps, earlier),
      words,
      soFar: today <= period.until ? today : undefined,
    },
    (reference) => (erased.has(reference) ? undefined : `/cases/${reference}`),
  );
  const problems = left.map(({ reference, problem }) =>
    csvLine([reference, problem.field, rowProblemInWords(words.rowProblems, problem)]),
  );
  made.internal.set(
    'problems.csv',
    byteOrderMark + csvLine(['reference', 'field', 'problem']) + problems.join(''),
  );
  // The rows are stored for readers who want them: making them again takes longer than a request may.
  made.internal.set('rows.ndjson', await all(asNdjson(rows)));
  made.internal.set('rows.csv', byteOrderMark + (await all(asCsv(rows, words.rowProblems))));
  return { made, report: { period, counted, leftOut, contradictions: made.unresolved } };
}

async function keep(
  { files }: Dependencies,
  period: Period,
  edition: Edition,
  content: ReadonlyMap<string, string>,
): Promise<void> {
  // The PDF of the previous page must not remain next to the new page.
  await files.erase(reportFile(period, edition, printedFile));
  const names = [...content.keys()].sort((a, b) => Number(a === lastFile) - Number(b === lastFile));
  for (const name of names)
    await files.put(
      reportFile(period, edition, name),
      new TextEncoder().encode(content.get(name)),
      mediaTypeOf(name),
    );
}

async function all(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}

/** The published reports of earlier periods, for comparison. */
async function publishedOf({ files }: Dependencies, earlier: readonly Counted[]): Promise<PublishedReport[]> {
  const contents = await Promise.all(
    earlier.map(async ({ period }) => files.get(reportFile(period, 'public', lastFile))),
  );
  return contents.flatMap((content) =>
    content === undefined ? [] : [PublishedReport.parse(JSON.parse(new TextDecoder().decode(content)))],
  );
}

const hasCases = ({ tally }: Counted) => cellsOf(tally, 'feedback').all.count > 0;

/** The same quarter or year, the given number of years earlier. */
function yearsBefore({ name, from, until }: Period, years: number): Period {
  const first = addMonths(from, -12 * years);
  const year = financialYear(first);
  return {
    name: name.replace(/20\d\d\/\d\d$/, year),
    from: first,
    until: addCalendarDays(addMonths(addCalendarDays(until, 1), -12 * years), -1),
  };
}
