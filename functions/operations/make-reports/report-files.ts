import { addMonths, financialYear, type CivilDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Edition } from '../../report/make-report.ts';
import { monthsOf, quarterOf, reportingYear, type Period } from '../../report/period.ts';

// Where reports are stored among the council's files, and the names by which they are requested.

const folder = 'reports/';
/** The last file of a report to be written: if it exists, the report is complete. */
export const lastFile = 'report.json';
/** The page of a report. Its PDF comes later, or not at all. */
export const pageFile = 'report.html';
export const printedFile = 'report.pdf';

/** A year "2026/27" or a quarter "Q1 of 2026/27". */
export function periodNamed(name: string): { ok: true; period: Period } | { ok: false } {
  const [, quarter, yearName = ''] = /^(?:Q([1-4]) of )?(.+)$/.exec(name) ?? [];
  const found = reportingYear(yearName);
  if (!found.ok) return { ok: false };
  if (quarter === undefined) return { ok: true, period: found.year };
  return { ok: true, period: quarterOf(addMonths(found.year.from, 3 * (Number(quarter) - 1))) };
}

/**
 * Whether a report has a public edition. Only reports of a year do: subtracting quarters from the year would reveal the
 * small numbers that it leaves out.
 */
export const isPublishable = (period: Period): boolean => monthsOf(period) === 12;

/** A period as a folder name and in addresses: "2026-27", "2026-27-Q1". */
export function slugOf({ name }: Period): string {
  return name.replace(/^(Q\d) of (.*)$/, '$2-$1').replace('/', '-');
}

/** The period of a slug. */
export function periodOfSlug(slug: string): ReturnType<typeof periodNamed> {
  return periodNamed(
    slug.replace(/^(20\d\d)-(\d\d)-(Q\d)$/, '$3 of $1-$2').replace(/(20\d\d)-(\d\d)$/, '$1/$2'),
  );
}

/** The key of a file of a report among the council's files. */
export const reportFile = (period: Period, edition: Edition, file: string) =>
  `${folder}${slugOf(period)}/${edition}/${file}`;

/** The folder of the commentary for a report, one file for each version. */
export const notesFolder = (period: Period) => `${folder}${slugOf(period)}/notes/`;

/**
 * The periods for which a report can be requested on a day: this year and the two before, and the quarters of the last
 * two.
 */
export function periodsToMake(today: CivilDate): Period[] {
  const years = [0, 1, 2].flatMap((back) => {
    const found = reportingYear(financialYear(addMonths(today, -12 * back)));
    return found.ok ? [found.year] : [];
  });
  const quarters = Array.from({ length: 8 }, (_, back) =>
    quarterOf(addMonths(quarterOf(today).from, -3 * back)),
  );
  return [...years, ...quarters];
}

const editions = ['internal', 'public'] as const satisfies readonly Edition[];

/** The period and the edition of a report by the names that its files have. Undefined if there is no such report. */
export function reportNamed(
  slug: string,
  name: string | undefined,
): { period: Period; edition: Edition } | undefined {
  const named = periodOfSlug(slug);
  const edition = editions.find((one) => one === name);
  return named.ok && edition !== undefined ? { period: named.period, edition } : undefined;
}

/** The existing reports, latest period first. */
export async function listReports({
  files,
}: Pick<Dependencies, 'files'>): Promise<{ period: Period; edition: Edition; files: string[] }[]> {
  const byReport = new Map<string, { period: Period; edition: Edition; files: string[] }>();
  for (const key of await files.list(folder)) {
    const [, slug = '', edition, ...file] = key.split('/');
    const named = reportNamed(slug, edition);
    if (!named) continue;
    const report = byReport.get(`${slug}/${edition}`) ?? { ...named, files: [] };
    report.files.push(file.join('/'));
    byReport.set(`${slug}/${edition}`, report);
  }
  return [...byReport.values()]
    .filter((report) => report.files.includes(lastFile))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
}

/** The editions of a report that have a stored PDF. */
export async function editionsPrinted(
  { files }: Pick<Dependencies, 'files'>,
  period: Period,
): Promise<Edition[]> {
  const kept = await files.list(`${folder}${slugOf(period)}/`);
  return editions.filter((edition) => kept.includes(reportFile(period, edition, printedFile)));
}

const orderOf = ({ period, edition }: { period: Period; edition: Edition }) =>
  `${period.until} ${period.name} ${edition}`;

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  pdf: 'application/pdf',
};

/** The media type of a file of a report. */
export const mediaTypeOf = (file: string): string =>
  types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

const fileName = /^(tables\/)?[a-z0-9-]+\.(html|json|csv|ndjson|pdf)$/;

export const isFileOfReport = (file: string): boolean => fileName.test(file);

/** A report is one page with its own style and no scripts. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
