import type { CohortId } from './cohorts.ts';
import { notRecorded } from './dimensions.ts';
import { figureOf, type Report, type ReportTable, type Shown } from './make-report.ts';
import { counted, list, shortList, wordFor } from './words.ts';

type Noun = readonly [one: string, several: string];

/** What is counted, where the title of a cohort is no noun for it. */
const nouns: Partial<Record<CohortId, Noun>> = {
  feedback: ['case of feedback', 'cases of feedback'],
  complaints: ['complaint', 'complaints'],
  compliments: ['compliment', 'compliments'],
  comments: ['comment', 'comments'],
  investigations: ['complaint investigation', 'complaint investigations'],
  closed: ['closed investigation', 'closed investigations'],
  'reached-lgsco': ['complaint taken up by the Ombudsman', 'complaints taken up by the Ombudsman'],
};
const units: Record<string, Noun> = {
  'learning points': ['learning point', 'learning points'],
  actions: ['action', 'actions'],
};

const nounOf = ({ columns, unit }: ReportTable, column: number): Noun => {
  const { id, title } = columns[column] ?? { title: 'cases' };
  return units[unit] ?? (id && nouns[id]) ?? [title.toLowerCase(), title.toLowerCase()];
};

/** What a table and its chart show, in a sentence that its printed numbers bear out; the hidden ones stay out of it. */
export function describeTable(table: ReportTable, report: Report): string {
  if (table.hasDays) return describeDays(table);
  const nothing = describeNothing(table);
  if (nothing !== undefined) return nothing;
  if (table.id === 'months') return describeMonths(table, report);
  return table.id === 'quarters' ? describeQuarters(table) : describeGroups(table);
}

/** Why a table prints no number but 0, its total apart; undefined where it prints one. */
function describeNothing(table: ReportTable): string | undefined {
  const cells = table.rows.flatMap((row) => row.cells);
  if (cells.some(({ value }) => (value ?? 0) > 0)) return undefined;
  if (!cells.some(({ suppressed }) => suppressed)) return `There were no ${nounOf(table, 0)[1]}.`;
  return cells.some(({ value }) => value === 0)
    ? 'Of the single numbers here only 0 is published: the others are too small, or would show one that is.'
    : 'The single numbers here are not published: they are too small, or would show one that is.';
}

const ofDays = (days: number) => counted(days, 'working day', 'working days');

function describeDays({ rows }: ReportTable): string {
  const isHidden = rows.some(({ mean }) => mean.suppressed);
  const means = ranked(rows.map(({ label, mean }) => ({ label, ...mean })));
  const [slowest] = means;
  const fastest = means.at(-1);
  if (!slowest || !fastest)
    return isHidden
      ? 'The averages are not published: they are of too few, or would show a number that is too small.'
      : rows.length === 0
        ? 'There were none.'
        : 'How many working days they took is not recorded.';
  const known = rows.filter(({ mean: { value } }) => value !== null);
  const published = isHidden ? ', of those that are published,' : '';
  if (fastest === slowest && known.length > 1)
    return `On average${published} ${ofDays(fastest.count)} for each.`;
  if (known.length <= 3) {
    const each = known.map(({ label, mean }) =>
      label === notRecorded
        ? `${ofDays(mean.value ?? 0)} where it is not recorded`
        : `${ofDays(mean.value ?? 0)} for ${label}`,
    );
    return `On average ${list(each)}.`;
  }
  return `On average${published} from ${ofDays(fastest.count)} (${shortList(fastest.labels)}) to ${slowest.count} (${shortList(slowest.labels)}).`;
}

/** A published number and the labels that have it. */
interface Rank {
  count: number;
  labels: string[];
}

/** The published numbers, the greatest first, each with all labels that have it. */
const ranked = (cells: readonly (Shown & { label: string })[]): Rank[] =>
  [
    ...Map.groupBy(
      cells.filter(({ value }) => value !== null),
      ({ value }) => value ?? 0,
    ),
  ]
    .map(([count, same]) => ({ count, labels: same.map(({ label }) => label) }))
    .sort((a, b) => b.count - a.count);

const inColumn = ({ rows }: ReportTable, column: number) =>
  rows.map(({ label, cells }) => ({
    label,
    value: cells[column]?.value ?? null,
    suppressed: cells[column]?.suppressed ?? false,
    share: cells[column]?.share ?? null,
  }));

/** "May (8)", "May and June (8 each)". */
const withCount = ({ count, labels }: Rank, names = shortList(labels)) =>
  `${names} (${count}${labels.length > 1 ? ' each' : ''})`;

function describeMonths(table: ReportTable, report: Report): string {
  const months = inColumn(table, 0);
  const allPublished = !months.some(({ suppressed }) => suppressed);
  const average = figureOf(report, 'monthly-average').value;
  const ranks = ranked(months);
  const [most] = ranks;
  const least = ranks.at(-1);
  if (!most || !least) return '';
  const named = ({ labels }: Rank) => (labels.length > 4 ? `${labels.length} months` : list(labels));
  if (allPublished && most === least && months.length > 1) return `Every month had ${most.count}.`;
  const above = months.flatMap(({ label, value }) =>
    value !== null && average !== null && value > average ? [`${label} (${value})`] : [],
  );
  const greatest =
    above.length > 0
      ? `${list(above)} ${above.length === 1 ? 'was' : 'were'} above the monthly average of ${average}`
      : `${withCount(most, named(most))} had the most`;
  // A hidden month can have more than any that is seen, or less.
  if (!allPublished) return `Of the months that are published, ${greatest}.`;
  return `${greatest}; ${least.count === 0 ? `${named(least)} had none` : `${withCount(least, named(least))} had the least`}.`;
}

function describeQuarters(table: ReportTable): string {
  const quarters = inColumn(table, 0);
  const isHidden = quarters.some(({ suppressed }) => suppressed);
  const [most, next] = ranked(quarters);
  if (!most) return '';
  const [only] = most.labels.length === 1 ? most.labels : [];
  if (!isHidden && only !== undefined && (next?.count ?? 0) === 0)
    return most.count === 1 ? `The only one came in ${only}.` : `All ${most.count} came in ${only}.`;
  if (!isHidden && !next) return `Every quarter had ${most.count}.`;
  const followed = next && next.count > 0 ? `, followed by ${withCount(next)}` : '';
  return `${isHidden ? 'Of the quarters that are published, ' : ''}${withCount(most)} had the most feedback${followed}.`;
}

/** The groups of a column, as far as they are published. */
function groupsIn(table: ReportTable, column: number) {
  const cells = inColumn(table, column).map((cell) => ({ ...cell, label: `“${cell.label}”` }));
  const isRest = ({ label }: { label: string }) => label === `“${notRecorded}”`;
  const isHidden = cells.some(({ suppressed }) => suppressed);
  const published = cells.reduce((sum, { value }) => sum + (value ?? 0), 0);
  // Points have no total in print: it is their sum, where all of them are seen.
  const sum = table.unit === 'cases' || isHidden ? null : published;
  const whole = table.total ? (table.total.cells[column]?.value ?? null) : sum;
  const ranks = ranked(cells.filter((cell) => !isRest(cell) && cell.value !== 0));
  return {
    ranks,
    whole,
    isHidden,
    shareOf: (rank: Rank) => cells.find(({ label }) => rank.labels.includes(label))?.share ?? null,
    unrecorded: cells.find(isRest)?.value ?? 0,
    /** Whether every hidden number is known to be smaller. */
    isAhead: ({ count }: Rank) => !isHidden || (whole !== null && whole - published < count),
  };
}

function describeGroups(table: ReportTable): string {
  const all = table.columns.map((_, column) => groupsIn(table, column));
  const column = all.findIndex(({ ranks, unrecorded }) => ranks.length > 0 || unrecorded > 0);
  const others = all.flatMap(({ ranks: [first], unrecorded, isAhead }, at) =>
    at > column && first && first.count > unrecorded && isAhead(first)
      ? [
          `; of ${nounOf(table, at)[1]} the largest ${wordFor(first.labels.length, 'is', 'are')} ${withCount(first)}`,
        ]
      : [],
  );
  const first = all[column];
  return first
    ? `${describeLargest(first, nounOf(table, column), table.columns.length > 1)}${others.join('')}.`
    : '';
}

function describeLargest(
  { ranks, whole, isHidden, shareOf, unrecorded, isAhead }: ReturnType<typeof groupsIn>,
  [one, several]: Noun,
  namesNoun: boolean,
): string {
  const [first, ...rest] = ranks;
  if (!first) {
    if (isHidden) return `For ${ofWhole(unrecorded, whole)} ${several} this is not recorded`;
    return unrecorded === 1
      ? `For the only ${one} this is not recorded`
      : `For all ${unrecorded} ${several} this is not recorded`;
  }
  const { count, labels } = first;
  if (count === whole && labels.length === 1) {
    if (count === 1) return `The only ${namesNoun ? one : 'one'} is ${labels[0]}`;
    return `${count === 2 ? 'Both' : `All ${count}`}${namesNoun ? ` ${several}` : ''} are ${labels[0]}`;
  }

  const mostlyUnrecorded = unrecorded > count;
  const before = !mostlyUnrecorded
    ? 'The'
    : whole !== null && 2 * unrecorded > whole
      ? `For most ${several} (${unrecorded} of ${whole}) this is not recorded; the`
      : `For ${ofWhole(unrecorded, whole)} ${several} this is not recorded; the`;
  const isLargest = isAhead(first);
  const group = `largest ${isLargest ? '' : 'published '}${mostlyUnrecorded ? 'recorded ' : ''}${wordFor(labels.length, 'group', 'groups')} ${wordFor(labels.length, 'is', 'are')}`;
  const number = mostlyUnrecorded
    ? `${count}`
    : `${ofWhole(count, whole)} ${wordFor(whole ?? count, one, several)}`;
  const share = shareOf(first);
  // A share of points that are not all seen is of a whole that is printed nowhere.
  const perCent = share === null || (whole === null && isHidden) ? '' : ` (${share}%)`;
  const behind = rest.filter((rank) => !isLargest || isAhead(rank));
  const next = behind.slice(0, behind.slice(0, 2).every((rank) => rank.labels.length === 1) ? 2 : 1);
  const followed = next.length > 0 ? `, followed by ${list(next.map((rank) => withCount(rank)))}` : '';
  return `${before} ${group} ${shortList(labels)} with ${number}${labels.length > 1 ? ' each' : ''}${perCent}${followed}`;
}

const ofWhole = (count: number, whole: number | null) =>
  whole === null ? `${count}` : `${count} of ${whole}`;
