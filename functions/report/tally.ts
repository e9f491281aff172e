import { untyped, type ReportingRow } from '../domain/records/reporting-row.ts';
import { cohortIds, cohorts, wholeOf, type CohortId } from './cohorts.ts';
import {
  dimension,
  measureIds,
  measures,
  nestings,
  notRecorded,
  pairOf,
  type DimensionId,
} from './dimensions.ts';
import { figures } from './figures.ts';
import { addNumbers, countNumber, emptyNumberCounts, timesMet, type NumberCounts } from './number-counts.ts';
import type { Period } from './period.ts';
import { isPrintedBy, tables } from './tables.ts';

/** The counts under one key: the number of cases, how often each number of working days occurs, the first cases. */
interface Cell {
  count: number;
  days: Map<number, number>;
  cases: string[];
}

/**
 * The result of counting rows. Its memory grows with keys, not with rows, apart from 24 bytes for each complainant.
 */
export interface Tally {
  /** `all`: the cohort as a whole. */
  cohorts: Map<CohortId, { all: Cell; by: Map<DimensionId, Map<string, Cell>> }>;
  complainants: NumberCounts;
}

/** How many references of cases are kept for a cell: more than a council has in a year, but limited. */
const casesKept = 2000;

const emptyCell = (): Cell => ({ count: 0, days: new Map(), cases: [] });

/**
 * The dimensions of a cohort: those that tables and figures need, and those needed to find what tables reveal together.
 */
function dimensionsOf(id: CohortId): DimensionId[] {
  return [
    ...new Set([
      ...tables.filter(({ columns }) => columns.includes(id)).map(({ by }) => by),
      ...figures.flatMap(({ cohort, rule }) => (cohort === id && rule.kind === 'cell' ? [rule.by] : [])),
      ...nestings
        .filter(({ outer, inner }) => isPrintedBy(id, outer) && isPrintedBy(id, inner))
        .map(({ pairs }) => pairs),
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

/** Counts rows into a tally. Returns for each row whether it belongs to the period at all. */
export function counter(tally: Tally, period: Period): (row: ReportingRow) => boolean {
  const cellsBy = new Map<DimensionId, CellsOfRow>();
  const counted = cohortIds.map((id, cohort) => {
    const whole = wholeOf(id);
    const { all, by } = cellsOf(tally, id);
    const measure = measureIds.find((measured) => measured === id);
    return {
      cohort,
      has: cohorts[id].has,
      whole: whole === undefined ? undefined : cohortIds.indexOf(whole),
      all,
      daysOf: measure === undefined ? undefined : measures[measure],
      dimensions: [...by].map(([name, cells]) => {
        const ofRow = cellsBy.get(name) ?? cellsOfRow(name);
        cellsBy.set(name, ofRow);
        return { ofRow, cells };
      }),
      complainants: id === 'complaints' ? tally.complainants : undefined,
    };
  });
  const member = counted.map(() => false);
  return (row) => {
    let belongs = false;
    for (const { cohort, has, whole, all, daysOf, dimensions, complainants } of counted) {
      // A part comes after its whole.
      const isMember = (whole === undefined || member[whole] === true) && has(row, period);
      member[cohort] = isMember;
      if (!isMember) continue;
      belongs = true;
      const days = daysOf?.(row);
      add(all, row.reference, days);
      for (const { ofRow, cells } of dimensions) {
        for (const { key, ofCohort } of ofRow(row))
          add((ofCohort[cohort] ??= cellOf(cells, key)), row.reference, days);
      }
      if (complainants && row.complainantKey !== null)
        countNumber(complainants, Number.parseInt(row.complainantKey, 16));
    }
    return belongs;
  };
}

/** A key with its cells, by the number of their cohort. */
interface KeyCells {
  key: string;
  ofCohort: Cell[];
}
type CellsOfRow = (row: ReportingRow) => readonly KeyCells[];

/** The cells of a row in one dimension, looked up once by its value for all cohorts that need them. */
function cellsOfRow(by: DimensionId): CellsOfRow {
  const { value: valueOf, within, key: keyOfValue = (value: string) => value } = dimension(by);
  const ofKeys = new Map<string, KeyCells>();
  const ofOuter = new Map<string | null, Map<string | null, [KeyCells]>>();
  let ofValues = new Map<string | null, [KeyCells]>();
  let outer: string | null = null;
  const cellsOfValue = (value: string | null): [KeyCells] => {
    let cells = ofValues.get(value);
    if (!cells) {
      const inner = value === null || value === untyped ? notRecorded : keyOfValue(value);
      const key = within ? pairOf(outer, inner) : inner;
      const ofKey = ofKeys.get(key) ?? { key, ofCohort: [] };
      ofKeys.set(key, ofKey);
      ofValues.set(value, (cells = [ofKey]));
    }
    return cells;
  };
  let last: ReportingRow | undefined;
  let found: readonly KeyCells[] = [];
  return (row) => {
    if (row === last) return found;
    last = row;
    if (within) {
      outer = within(row);
      const known = ofOuter.get(outer);
      ofValues = known ?? new Map<string | null, [KeyCells]>();
      if (!known) ofOuter.set(outer, ofValues);
    }
    const value = valueOf(row);
    return (found =
      typeof value === 'string' || value === null ? cellsOfValue(value) : value.flatMap(cellsOfValue));
  };
}

/** The cells of a cohort. Throws for a tally that was not made by `emptyTally`. */
export function cellsOf(tally: Tally, id: CohortId) {
  const cells = tally.cohorts.get(id);
  if (!cells) throw new Error(`The tally lacks the cohort "${id}"`);
  return cells;
}

function cellOf(cells: Map<string, Cell>, key: string): Cell {
  let cell = cells.get(key);
  if (!cell) cells.set(key, (cell = emptyCell()));
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

/** Adds the counts of another tally. */
export function addTally(into: Tally, from: Tally): void {
  for (const [id, { all, by }] of from.cohorts) {
    const target = cellsOf(into, id);
    addCell(target.all, all);
    for (const [name, cells] of by) {
      const keys = target.by.get(name) ?? new Map<string, Cell>();
      for (const [key, cell] of cells) addCell(cellOf(keys, key), cell);
      target.by.set(name, keys);
    }
  }
  addNumbers(into.complainants, from.complainants);
}

/** Complaints whose complainant made more than one. */
export function repeatComplaints({ complainants }: Tally): number {
  return timesMet(complainants).reduce((repeated, times) => repeated + (times > 1 ? times : 0), 0);
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
