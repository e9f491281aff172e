import {
  addCalendarDays,
  addMonths,
  financialYear,
  londonDate,
  type CivilDate,
} from '../domain/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';
import { exportRows } from '../export-rows/export-rows.ts';
import { belongsTo } from '../report/cohorts.ts';
import { byteOrderMark, csvLine } from '../report/csv.ts';
import { makeEditions, type Counted } from '../report/editions.ts';
import type { Edition } from '../report/make-report.ts';
import { noNotes } from '../report/notes.ts';
import { quarterOf, reportingYear, type Period } from '../report/period.ts';
import { cellsOf, counter, emptyTally } from '../report/tally.ts';

/** When the reports of what has ended are made, on London's clocks, on the first of April, July, October and January. */
export const reportTime = '06:00';

const folder = 'reports/';
/** The last file of a report to be written: where it is, all of it is. */
const lastFile = 'report.json';

export type ReportDone = {
  period: Period;
  counted: number;
  /** The references of cases that could not be counted; problems.csv of the internal edition says why. */
  leftOut: string[];
  /** Why the public edition is not there: figures that contradict each other, by id and sentence. */
  contradictions: { id: string; sentence: string }[];
};

/** A year "2026/27" or a quarter "Q1 of 2026/27". */
export function periodNamed(name: string): { ok: true; period: Period } | { ok: false; reason: string } {
  const [, quarter, yearName = ''] = /^(?:Q([1-4]) of )?(.+)$/.exec(name) ?? [];
  const found = reportingYear(yearName);
  if (!found.ok)
    return {
      ok: false,
      reason: `"${name}" is no period; write a year as 2026/27, a quarter as Q1 of 2026/27.`,
    };
  if (quarter === undefined) return { ok: true, period: found.year };
  return { ok: true, period: quarterOf(addMonths(found.year.from, 3 * (Number(quarter) - 1))) };
}

/** A period as a folder and in addresses: "2026-27", "2026-27-Q1". */
export function slugOf({ name }: Period): string {
  return name.replace(/^(Q\d) of (.*)$/, '$2-$1').replace('/', '-');
}

/** The period of a slug. */
export function periodOfSlug(slug: string): ReturnType<typeof periodNamed> {
  return periodNamed(
    slug.replace(/^(20\d\d)-(\d\d)-(Q\d)$/, '$3 of $1-$2').replace(/(20\d\d)-(\d\d)$/, '$1/$2'),
  );
}

/** Where a file of a report lies among the council's files. */
export const reportFile = (period: Period, edition: Edition, file: string) =>
  `${folder}${slugOf(period)}/${edition}/${file}`;

/** The periods that have ended with the day before: on 1 April the fourth quarter and the year, else the last quarter. */
export function periodsEndedBefore(today: CivilDate): Period[] {
  const quarter = quarterOf(addMonths(quarterOf(today).from, -3));
  const year = reportingYear(financialYear(quarter.from));
  return [quarter, ...(year.ok && year.year.until === quarter.until ? [year.year] : [])];
}

/**
 * Makes the reports of the quarter, and of the year, that have ended, if they are not there yet: called again, or late,
 * it makes what is missing and nothing twice. A period without a case gets none.
 */
export async function makeDueReports(deps: Dependencies): Promise<ReportDone[]> {
  const done: ReportDone[] = [];
  for (const period of periodsEndedBefore(londonDate(deps.clock.now()))) {
    if ((await deps.files.get(reportFile(period, 'internal', lastFile))) !== undefined) continue;
    const made = await makeReports(deps, period);
    if (made.ok) done.push(made.report);
  }
  return done;
}

/** Makes the report of a period from the cases as they stand and keeps both editions; the same cases give the same bytes. */
export async function makeReports(
  deps: Dependencies,
  period: Period,
): Promise<{ ok: true; report: ReportDone } | { ok: false; reason: string }> {
  const periods = [yearsBefore(period, 2), yearsBefore(period, 1), period];
  const counts = periods.map((each) => {
    const tally = emptyTally();
    return { period: each, tally, count: counter(tally, each) };
  });
  const left: { reference: string; field: string; problem: string }[] = [];
  const erased = new Set<string>();
  let counted = 0;
  for await (const exported of exportRows(deps)) {
    if (exported.erased) erased.add(exported.reference);
    if (exported.ok) {
      for (const { count } of counts) count(exported.row);
      if (belongsTo(exported.row, period)) counted += 1;
    } else {
      for (const problem of exported.problems) left.push({ reference: exported.reference, ...problem });
    }
  }
  if (counted === 0 && left.length === 0)
    return { ok: false, reason: `There are no cases of ${period.name}: no report.` };
  const leftOut = [...new Set(left.map(({ reference }) => reference))];
  const earlier = counts.slice(0, -1).filter(hasCases);
  const main = counts.at(-1) ?? { period, tally: emptyTally() };
  const made = makeEditions(
    {
      council: deps.council.name,
      ...main,
      earlier,
      rows: { read: counted + leftOut.length, counted, problems: left.length },
      procedures: deps.procedures.all,
      notes: noNotes,
      equality: [],
      published: [],
    },
    (reference) => (erased.has(reference) ? undefined : `${deps.council.pages}/cases/${reference}`),
  );
  const problems = left.map(({ reference, field, problem }) => csvLine([reference, field, problem]));
  made.internal.set(
    'problems.csv',
    byteOrderMark + csvLine(['reference', 'field', 'problem']) + problems.join(''),
  );
  // What an earlier run published must not stand beside what this one refuses to.
  if (made.public) await keep(deps, period, 'public', made.public);
  else
    for (const file of await deps.files.list(reportFile(period, 'public', ''))) await deps.files.erase(file);
  await keep(deps, period, 'internal', made.internal);
  const contradictions = made.unresolved.map(({ id, sentence }) => ({ id, sentence }));
  return { ok: true, report: { period, counted, leftOut, contradictions } };
}

/** The reports that are there, the latest period first. */
export async function listReports({
  files,
}: Pick<Dependencies, 'files'>): Promise<{ period: Period; edition: Edition; files: string[] }[]> {
  const found = new Map<string, { period: Period; edition: Edition; files: string[] }>();
  for (const key of await files.list(folder)) {
    const [, slug = '', edition, ...file] = key.split('/');
    const named = periodOfSlug(slug);
    if (!named.ok || (edition !== 'internal' && edition !== 'public')) continue;
    const report = found.get(`${slug}/${edition}`) ?? { period: named.period, edition, files: [] };
    report.files.push(file.join('/'));
    found.set(`${slug}/${edition}`, report);
  }
  return [...found.values()]
    .filter((report) => report.files.includes(lastFile))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
}

const orderOf = ({ period, edition }: { period: Period; edition: Edition }) =>
  `${period.until} ${period.name} ${edition}`;

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
};

/** The media type of a file of a report. */
export const mediaTypeOf = (file: string): string =>
  types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

async function keep(
  { files }: Dependencies,
  period: Period,
  edition: Edition,
  content: ReadonlyMap<string, string>,
): Promise<void> {
  const names = [...content.keys()].sort((a, b) => Number(a === lastFile) - Number(b === lastFile));
  for (const name of names)
    await files.put(
      reportFile(period, edition, name),
      new TextEncoder().encode(content.get(name)),
      mediaTypeOf(name),
    );
}

const hasCases = ({ tally }: Counted) => cellsOf(tally, 'feedback').all.count > 0;

/** The same quarter, or the year, so many years before. */
function yearsBefore({ name, from, until }: Period, years: number): Period {
  const first = addMonths(from, -12 * years);
  const year = financialYear(first);
  return {
    name: name.replace(/20\d\d\/\d\d$/, year),
    from: first,
    until: addCalendarDays(addMonths(addCalendarDays(until, 1), -12 * years), -1),
  };
}
