import {
  cohortIds,
  cohortsOfOutcomes,
  partitions,
  restOf,
  wholeOf,
  type CohortId,
  type RestOf,
} from './cohorts.ts';
import { dimension, keysOfPair, nestings, type DimensionId } from './dimensions.ts';
import { months, quarters } from './period.ts';
import { isPrintedBy, tables, type TableDefinition } from './tables.ts';
import { cellsOf, repeatComplaints, type Tally } from './tally.ts';

/** Every count of a report under one name: the same count is the same number wherever it is printed. */
export type Counts = ReadonlyMap<string, number>;

/** A count that is the sum of others. Every reader of the report can see this. */
export interface Equation {
  whole: string;
  parts: readonly string[];
  /** Hide the whole before its parts, because they say more. */
  keepsParts?: true;
}

export const cohortKey = (cohort: CohortId): string => cohort;
export const cellKey = (cohort: CohortId, by: DimensionId, key: string): string => `${cohort}|${by}|${key}`;
export const repeatKey = 'complaints|repeated';

/** The keys of the rows of a table, in their own order if they have one. */
export function keysOf(tally: Tally, { by, columns }: TableDefinition): string[] {
  const { order } = dimension(by);
  if (order) return [...order];
  return [...new Set(columns.flatMap((column) => [...(cellsOf(tally, column).by.get(by)?.keys() ?? [])]))];
}

/**
 * The counts of a tally, and the sums that they form. `unprinted`: counts that no report prints but that are part of
 * sums every reader can see, such as "the others", and a team's share of a service area.
 */
export function countsOf(tally: Tally): {
  counts: Counts;
  equations: Equation[];
  unprinted: ReadonlySet<string>;
} {
  const counts = new Map<string, number>();
  const equations: Equation[] = [];
  const unprinted = new Set<string>();
  const equate = (whole: string, parts: readonly string[]) => equations.push({ whole, parts });
  const others = (whole: string, part: string, how: RestOf = 'hides the part') => {
    const all = counts.get(whole) ?? 0;
    const left = all - (counts.get(part) ?? 0);
    if (all === 0) return;
    // If no one else is in the whole, the part equals it, so a reader who sees one knows the other.
    if (left === 0) equate(whole, [part]);
    if (left === 0 || how === 'is open') return;
    const rest = `${whole} but not ${part}`;
    counts.set(rest, left);
    unprinted.add(rest);
    equations.push({
      whole,
      parts: [part, rest],
      ...(how === 'hides the whole' ? { keepsParts: true } : {}),
    });
  };

  for (const id of cohortIds) counts.set(cohortKey(id), cellsOf(tally, id).all.count);
  counts.set(repeatKey, repeatComplaints(tally));
  others('complaints', repeatKey);
  for (const { whole, parts } of partitions) equate(whole, parts);
  const divided = new Set<string>(partitions.flatMap(({ parts }) => parts));
  for (const id of cohortIds) {
    const whole = wholeOf(id);
    if (whole !== undefined && !divided.has(id)) others(whole, id, restOf(id));
  }
  for (const [cohort, outcomes] of cohortsOfOutcomes)
    equate(
      cohort,
      outcomes.map((outcome) => cellKey('closed', 'outcome', outcome)),
    );

  for (const table of tables)
    for (const column of table.columns) {
      const cells = cellsOf(tally, column).by.get(table.by);
      for (const value of keysOf(tally, table))
        counts.set(cellKey(column, table.by, value), cells?.get(value)?.count ?? 0);
    }
  const seen = new Set<string>();
  for (const table of tables) {
    const { by, columns } = table;
    const values = keysOf(tally, table);
    for (const column of columns) {
      const cells = values.map((value) => cellKey(column, by, value));
      if (seen.has(`${column}|${by}`)) continue;
      seen.add(`${column}|${by}`);
      if (dimension(by).several !== true) equate(column, cells);
      if (table.unit !== undefined) {
        // A case can have several points, so they add up to a sum of their own. The printed shares reveal it.
        counts.set(
          `${column}|${by}`,
          cells.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0),
        );
        equate(`${column}|${by}`, cells);
      }
      const whole = wholeOf(column);
      if (whole !== undefined && !divided.has(column) && isPrintedBy(whole, by))
        for (const value of values)
          others(cellKey(whole, by, value), cellKey(column, by, value), restOf(column));
    }
    for (const { whole, parts } of partitions)
      if ([whole, ...parts].every((cohort) => columns.includes(cohort)))
        for (const value of values)
          equate(
            cellKey(whole, by, value),
            parts.map((part) => cellKey(part, by, value)),
          );
  }
  for (const { outer, inner, pairs } of nestings)
    for (const cohort of cohortIds) {
      const cells = [...(cellsOf(tally, cohort).by.get(pairs) ?? [])].map(([value, { count }]) => {
        const key = cellKey(cohort, pairs, value);
        counts.set(key, count);
        unprinted.add(key);
        return { key, values: keysOfPair(value) };
      });
      for (const [place, by] of [outer, inner].entries())
        for (const [value, some] of Map.groupBy(cells, ({ values }) => values[place] ?? ''))
          equate(
            cellKey(cohort, by, value),
            some.map(({ key }) => key),
          );
    }
  for (const [at, quarter] of quarters.entries()) {
    const itsMonths = months.slice(3 * at, 3 * at + 3);
    equate(
      cellKey('feedback', 'quarter', quarter),
      itsMonths.map((month) => cellKey('feedback', 'month', month)),
    );
  }
  return { counts, equations, unprinted };
}
