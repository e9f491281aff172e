import type { ReportWords } from '../words/report-words.ts';
import { notRecorded } from './dimensions.ts';
import { figureOf, type Shown } from './make-report.ts';
import type { WordedReport, WordedTable } from './word-report.ts';

type TableWords = ReportWords['tableSentences'];
type Noun = Parameters<TableWords['nothing']>[0]['noun'];

/** The noun for what is counted: of the unit or of the cohort, or the title of the column if there is none. */
const nounOf = ({ columns, unit }: WordedTable, column: number, { nouns }: TableWords): Noun => {
  const known: Readonly<Record<string, Noun>> = nouns;
  const { id, title } = columns[column] ?? { title: 'cases' };
  return known[unit] ?? (id && known[id]) ?? [title.toLowerCase(), title.toLowerCase()];
};

/**
 * The content of a table and its chart in a sentence that agrees with the printed numbers and reveals no hidden one.
 */
export function describeTable(table: WordedTable, report: WordedReport, words: TableWords): string {
  if (table.hasDays) return describeDays(table, words);
  const nothing = describeNothing(table, words);
  if (nothing !== undefined) return nothing;
  if (table.id === 'months') return describeMonths(table, report, words);
  return table.id === 'quarters' ? describeQuarters(table, words) : describeGroups(table, words);
}

/** The reason why a table prints no number except 0, apart from its total. Undefined if it prints one. */
function describeNothing(table: WordedTable, words: TableWords): string | undefined {
  const cells = table.rows.flatMap((row) => row.cells);
  if (cells.some(({ value }) => (value ?? 0) > 0)) return undefined;
  if (!cells.some(({ suppressed }) => suppressed)) return words.nothing({ noun: nounOf(table, 0, words) });
  return cells.some(({ value }) => value === 0) ? words.onlyZeros : words.nothingPublished;
}

function describeDays({ rows }: WordedTable, words: TableWords): string {
  const someHidden = rows.some(({ mean }) => mean.suppressed);
  const means = ranked(rows.map(({ label, mean }) => ({ label, ...mean })));
  const [slowest] = means;
  const fastest = means.at(-1);
  if (!slowest || !fastest) {
    if (someHidden) return words.averagesHidden;
    return rows.length === 0 ? words.none : words.daysNotRecorded;
  }
  const known = rows.filter(({ mean: { value } }) => value !== null);
  if (fastest === slowest && known.length > 1) return words.sameAverage({ count: fastest.count, someHidden });
  if (known.length <= 3)
    return words.averages({
      averages: known.map(({ key, label, mean }) => ({
        label: key === notRecorded ? undefined : label,
        count: mean.value ?? 0,
      })),
    });
  return words.averageRange({ fastest, slowest, someHidden });
}

/** A published number and the labels that have it. */
interface Rank {
  count: number;
  labels: string[];
}

/** The published numbers, largest first, each with all labels that have it. */
const ranked = (cells: readonly (Shown & { label: string })[]): Rank[] =>
  [
    ...Map.groupBy(
      cells.filter(({ value }) => value !== null),
      ({ value }) => value ?? 0,
    ),
  ]
    .map(([count, same]) => ({ count, labels: same.map(({ label }) => label) }))
    .sort((a, b) => b.count - a.count);

const inColumn = ({ rows }: WordedTable, column: number) =>
  rows.map(({ key, label, cells }) => ({
    key,
    label,
    value: cells[column]?.value ?? null,
    suppressed: cells[column]?.suppressed ?? false,
    share: cells[column]?.share ?? null,
  }));

function describeMonths(table: WordedTable, report: WordedReport, words: TableWords): string {
  const months = inColumn(table, 0);
  const allPublished = !months.some(({ suppressed }) => suppressed);
  const average = figureOf(report, 'monthly-average').value;
  const ranks = ranked(months);
  const [most] = ranks;
  const least = ranks.at(-1);
  if (!most || !least) return '';
  if (allPublished && most === least && months.length > 1) return words.everyMonth({ count: most.count });
  const above = months.flatMap(({ label, value }) =>
    value !== null && average !== null && value > average ? [{ count: value, labels: [label] }] : [],
  );
  const greatest =
    average !== null && above.length > 0
      ? words.monthsAbove({ months: above, average })
      : words.mostInMonths({ most });
  // A hidden month can have more cases than any published one, or fewer.
  return allPublished ? words.months({ greatest, least }) : words.publishedMonths({ greatest });
}

function describeQuarters(table: WordedTable, words: TableWords): string {
  const quarters = inColumn(table, 0);
  const someHidden = quarters.some(({ suppressed }) => suppressed);
  const [most, next] = ranked(quarters);
  if (!most) return '';
  const [only] = most.labels.length === 1 ? most.labels : [];
  if (!someHidden && only !== undefined && (next?.count ?? 0) === 0)
    return words.onlyQuarter({ count: most.count, quarter: only });
  if (!someHidden && !next) return words.everyQuarter({ count: most.count });
  return words.quarters({ most, next: next && next.count > 0 ? next : undefined, someHidden });
}

/** The groups of a column, if they are published. */
function groupsIn(table: WordedTable, column: number, words: TableWords) {
  const all = inColumn(table, column);
  const isHidden = all.some(({ suppressed }) => suppressed);
  const published = all.reduce((sum, { value }) => sum + (value ?? 0), 0);
  // Learning points and actions have no printed total. If all of them are published, the total is their sum.
  const sum = table.unit === 'cases' || isHidden ? null : published;
  const whole = table.total ? (table.total.cells[column]?.value ?? null) : sum;
  const recorded = all
    .filter(({ key, value }) => key !== notRecorded && value !== 0)
    .map((cell) => ({ ...cell, label: words.quoted(cell) }));
  return {
    ranks: ranked(recorded),
    whole,
    isHidden,
    shareOf: (rank: Rank) => recorded.find(({ label }) => rank.labels.includes(label))?.share ?? null,
    unrecorded: all.find(({ key }) => key === notRecorded)?.value ?? 0,
    /** Whether every hidden number is certainly smaller. */
    isAhead: ({ count }: Rank) => !isHidden || (whole !== null && whole - published < count),
  };
}

function describeGroups(table: WordedTable, words: TableWords): string {
  const all = table.columns.map((_, column) => groupsIn(table, column, words));
  const column = all.findIndex(({ ranks, unrecorded }) => ranks.length > 0 || unrecorded > 0);
  const others = all.flatMap(({ ranks: [first], unrecorded, isAhead }, at) =>
    at > column && first && first.count > unrecorded && isAhead(first)
      ? [{ noun: nounOf(table, at, words), first }]
      : [],
  );
  const first = all[column];
  if (!first) return '';
  const noun = nounOf(table, column, words);
  return words.groups({ largest: describeLargest(first, noun, table.columns.length > 1, words), others });
}

function describeLargest(
  { ranks, whole, isHidden, shareOf, unrecorded, isAhead }: ReturnType<typeof groupsIn>,
  noun: Noun,
  namesNoun: boolean,
  words: TableWords,
): string {
  const [first, ...rest] = ranks;
  if (!first)
    return isHidden
      ? words.someUnrecorded({ count: unrecorded, whole, noun })
      : words.allUnrecorded({ count: unrecorded, noun });
  const { count, labels } = first;
  const [label, ...more] = labels;
  if (count === whole && label !== undefined && more.length === 0)
    return words.oneGroup({ count, label, noun, namesNoun });
  const isLargest = isAhead(first);
  const behind = rest.filter((rank) => !isLargest || isAhead(rank));
  return words.largestGroup({
    first,
    whole,
    // If not all learning points are published, the whole is not printed, so there is no share of it.
    share: whole === null && isHidden ? null : shareOf(first),
    isLargest,
    unrecorded: unrecorded > count ? unrecorded : undefined,
    next: behind.slice(0, behind.slice(0, 2).every((rank) => rank.labels.length === 1) ? 2 : 1),
    noun,
  });
}
