import type { CohortId } from './cohorts.ts';
import { notRecorded } from './dimensions.ts';
import { figureOf, type Report, type ReportTable } from './make-report.ts';

const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** What is counted, where the title of a cohort is no noun for it. */
const nouns: Partial<Record<CohortId, string>> = {
  feedback: 'cases of feedback',
  closed: 'closed investigations',
  'reached-lgsco': 'complaints taken up by the Ombudsman',
};

/** What a table and its chart show, in a sentence made from its numbers; the hidden ones stay out of it. */
export function describeTable(table: ReportTable, report: Report): string {
  const { id, rows, columns, unit, hasDays, total } = table;
  const of = (columns[0] && (nouns[columns[0].id] ?? columns[0].title.toLowerCase())) ?? '';
  const known = rows
    .filter(({ label }) => label !== notRecorded)
    .map(({ label, cells: [cell] }) => ({ label, count: cell?.value ?? null, share: cell?.share ?? null }))
    .flatMap(({ label, count, share }) => (count === null || count === 0 ? [] : [{ label, count, share }]))
    .sort((a, b) => b.count - a.count);
  const [first, ...others] = known;
  if (!first)
    return rows.length === 0 ? 'There were none.' : 'Every number here is too small to be published.';
  if (hasDays) {
    const days = rows.flatMap(({ label, mean: { value } }) =>
      value === null ? [] : [`${value} working days for ${label}`],
    );
    const means = rows.flatMap(({ label, mean: { value } }) => (value === null ? [] : [{ label, value }]));
    const [fastest, ...slower] = means.sort((a, b) => a.value - b.value);
    const slowest = slower.at(-1);
    if (fastest && slowest && means.length > 3)
      return `On average from ${fastest.value} working days (${fastest.label}) to ${slowest.value} (${slowest.label}).`;
    return days.length > 0 ? `On average ${list(days)}.` : 'The numbers are too small to publish averages.';
  }
  if (id === 'months') {
    const average = figureOf(report, 'monthly-average').value ?? 0;
    const above = rows.flatMap(({ label, cells: [cell] }) =>
      (cell?.value ?? 0) > average ? [`${label} (${cell?.value})`] : [],
    );
    const least = known.at(-1);
    return `${list(above)} ${above.length === 1 ? 'was' : 'were'} above the monthly average of ${average}; ${least?.label} (${least?.count}) had the least.`;
  }
  if (id === 'quarters') {
    const totals = known.map(({ label, count }) => `${label} (${count})`);
    return `Most feedback came in ${list(totals.slice(0, 2))}.`;
  }
  const whole = unit === 'cases' ? total?.cells[0]?.value : known.reduce((sum, { count }) => sum + count, 0);
  const what = unit === 'cases' ? of : unit;
  const share = first.share === null ? '' : ` (${first.share}%)`;
  if (others.length === 0 && first.count === whole)
    return first.count === 1
      ? `The only one is “${first.label}”.`
      : `All ${first.count} are “${first.label}”.`;
  const next = others.slice(0, 2).map(({ label, count }) => `“${label}” (${count})`);
  const ofWhole = whole === undefined || whole === null || columns.length > 1 ? '' : ` of ${whole}`;
  const followed = next.length > 0 ? `, followed by ${list(next)}` : '';
  return `The largest group is “${first.label}” with ${first.count}${ofWhole} ${what}${share}${followed}.`;
}
