import type { ReportingRow } from '../domain/reporting-row.ts';
import { cohortIds, cohorts, wholeOf, type CohortId } from './cohorts.ts';
import { dimension, measureIds, measures, notRecorded, type DimensionId } from './dimensions.ts';
import { figures } from './figures.ts';
import { countNumber, emptyNumberCounts, numbersIn, type NumberCounts } from './number-counts.ts';
import type { Period } from './period.ts';
import { tables } from './tables.ts';

/** What is counted under one label: how many, how often each number of working days, the first cases of them. */
interface Cell {
  count: number;
  days: Map<number, number>;
  cases: string[];
}

/** What one pass over rows has counted. It takes memory by labels, not by rows, but for 24 bytes a complainant. */
export interface Tally {
  /** `all`: the cohort as a whole. */
  cohorts: Map<CohortId, { all: Cell; by: Map<DimensionId, Map<string, Cell>> }>;
  complainants: NumberCounts;
}

/** How many cases are kept by reference for a cell: more than a council has in a year, and a bound all the same. */
const casesKept = 2000;

const emptyCell = (): Cell => ({ count: 0, days: new Map(), cases: [] });

/** The dimensions that a cohort is told apart by, as tables and figures ask for them. */
function dimensionsOf(id: CohortId): DimensionId[] {
  return [
    ...new Set([
      ...tables.filter(({ columns }) => columns.includes(id)).map(({ by }) => by),
      ...figures.flatMap(({ cohort, rule }) => (cohort === id && rule.kind === 'cell' ? [rule.by] : [])),
    ]),
  ];
}

/** Every cohort with each dimension it is counted by. */
export const countedBy = (): [CohortId, DimensionId][] =>
  cohortIds.flatMap((id) => dimensionsOf(id).map((by): [CohortId, DimensionId] => [id, by]));

export function emptyTally(): Tally {
  return {
    cohorts: new Map(
      cohortIds.map((id) => [
        id,
        { all: emptyCell(), by: new Map(dimensionsOf(id).map((by) => [by, new Map<string, Cell>()])) },
      ]),
    ),
    complainants: emptyNumberCounts(),
  };
}

/** Counts rows into a tally. The answer to a row is whether it belongs to the period at all. */
export function counter(tally: Tally, period: Period): (row: ReportingRow) => boolean {
  const steps = cohortIds
    .filter((id) => wholeOf(id) === undefined)
    .map((id) => countCohort(id, tally, period));
  return (row) => {
    let counted = false;
    for (const step of steps) if (step(row)) counted = true;
    return counted;
  };
}

function countCohort(id: CohortId, tally: Tally, period: Period): (row: ReportingRow) => boolean {
  const { has } = cohorts[id];
  const { all, by } = cellsOf(tally, id);
  const parts = cohortIds
    .filter((part) => wholeOf(part) === id)
    .map((part) => countCohort(part, tally, period));
  const dimensions = [...by].map(([name, cells]) => ({ label: dimension(name).label, cells }));
  const measure = measureIds.find((measured) => measured === id);
  const daysOf = measure === undefined ? undefined : measures[measure];
  const complainants = id === 'complaints' ? tally.complainants : undefined;
  return (row) => {
    if (!has(row, period)) return false;
    const days = daysOf?.(row);
    add(all, row.reference, days);
    for (const { label, cells } of dimensions) {
      const labels = label(row);
      if (typeof labels === 'string') add(cellOf(cells, labels), row.reference, days);
      else if (labels === null) add(cellOf(cells, notRecorded), row.reference, days);
      else for (const one of labels) add(cellOf(cells, one), row.reference, days);
    }
    if (complainants && row.complainantKey !== null)
      countNumber(complainants, Number.parseInt(row.complainantKey, 16));
    for (const part of parts) part(row);
    return true;
  };
}

/** The cells of a cohort. Throws for a tally that was not made by `emptyTally`. */
export function cellsOf(tally: Tally, id: CohortId) {
  const cells = tally.cohorts.get(id);
  if (!cells) throw new Error(`The tally lacks the cohort "${id}"`);
  return cells;
}

function cellOf(cells: Map<string, Cell>, label: string): Cell {
  let cell = cells.get(label);
  if (!cell) cells.set(label, (cell = emptyCell()));
  return cell;
}

function add(cell: Cell, reference: string, days: number | null | undefined): void {
  cell.count += 1;
  if (cell.cases.length < casesKept) cell.cases.push(reference);
  if (days !== null && days !== undefined) cell.days.set(days, (cell.days.get(days) ?? 0) + 1);
}

function addCell(into: Cell, from: Cell): void {
  into.count += from.count;
  for (const reference of from.cases.slice(0, casesKept - into.cases.length)) into.cases.push(reference);
  for (const [days, times] of from.days) into.days.set(days, (into.days.get(days) ?? 0) + times);
}

/** Adds what another pass has counted. */
export function addTally(into: Tally, from: Tally): void {
  for (const [id, { all, by }] of from.cohorts) {
    const target = cellsOf(into, id);
    addCell(target.all, all);
    for (const [name, cells] of by) {
      const labels = target.by.get(name) ?? new Map<string, Cell>();
      for (const [label, cell] of cells) addCell(cellOf(labels, label), cell);
      target.by.set(name, labels);
    }
  }
  for (const [complainant, times] of numbersIn(from.complainants))
    countNumber(into.complainants, complainant, times);
}

/** Complaints whose complainant made more than one. */
export function repeatComplaints({ complainants }: Tally): number {
  let repeated = 0;
  for (const [, times] of numbersIn(complainants)) if (times > 1) repeated += times;
  return repeated;
}

/** The mean as a sum and a number of cases, and the median, of a histogram of working days. */
export function statisticsOf(days: ReadonlyMap<number, number>): {
  sum: number;
  cases: number;
  median: number | null;
} {
  const sorted = [...days].sort(([a], [b]) => a - b);
  const cases = sorted.reduce((all, [, times]) => all + times, 0);
  const at = (rank: number) => {
    let passed = 0;
    return sorted.find(([, times]) => (passed += times) > rank)?.[0] ?? 0;
  };
  return {
    sum: sorted.reduce((all, [number, times]) => all + number * times, 0),
    cases,
    median: cases === 0 ? null : (at(Math.floor((cases - 1) / 2)) + at(Math.floor(cases / 2))) / 2,
  };
}
