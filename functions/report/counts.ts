import { cohortIds, partitions, restIsOpen, wholeOf, type CohortId } from './cohorts.ts';
import { dimension, type DimensionId } from './dimensions.ts';
import { monthNames, quarterNames } from './period.ts';
import { tables, type TableDefinition } from './tables.ts';
import { cellsOf, repeatComplaints, type Tally } from './tally.ts';

/** Every count of a report under one name, so that the same count is the same number wherever it is printed. */
export type Counts = ReadonlyMap<string, number>;

/** A count that is the sum of others, as everybody who reads the report can see. */
export interface Equation {
  whole: string;
  parts: readonly string[];
}

export const cohortKey = (cohort: CohortId): string => cohort;
export const cellKey = (cohort: CohortId, by: DimensionId, label: string): string =>
  `${cohort}|${by}|${label}`;
export const repeatKey = 'complaints|repeated';

/** The labels of a table: in their own order, or the most frequent in its first column first. */
export function labelsOf(tally: Tally, { by, columns }: TableDefinition): string[] {
  const { order } = dimension(by);
  if (order) return [...order];
  const cells = columns.map((column) => cellsOf(tally, column).by.get(by));
  const labels = [...new Set(cells.flatMap((column) => [...(column?.keys() ?? [])]))];
  const inColumns = (label: string) => cells.map((column) => column?.get(label)?.count ?? 0);
  return labels.sort((a, b) => {
    const [left, right] = [inColumns(a), inColumns(b)];
    const differ = left.findIndex((count, column) => count !== right[column]);
    return differ === -1 ? (a < b ? -1 : 1) : (right[differ] ?? 0) - (left[differ] ?? 0);
  });
}

/** The counts of a tally, and the sums that hold among them, those too that are printed nowhere: "the others". */
export function countsOf(tally: Tally): { counts: Counts; equations: Equation[] } {
  const counts = new Map<string, number>();
  const equations: Equation[] = [];
  const equate = (whole: string, parts: readonly string[]) => equations.push({ whole, parts });
  const others = (whole: string, part: string) => {
    const rest = `${whole} but not ${part}`;
    counts.set(rest, (counts.get(whole) ?? 0) - (counts.get(part) ?? 0));
    equate(whole, [part, rest]);
  };

  for (const id of cohortIds) counts.set(cohortKey(id), cellsOf(tally, id).all.count);
  counts.set(repeatKey, repeatComplaints(tally));
  others('complaints', repeatKey);
  for (const { whole, parts } of partitions) equate(whole, parts);
  const divided = new Set<string>(partitions.flatMap(({ parts }) => parts));
  for (const id of cohortIds) {
    const whole = wholeOf(id);
    if (whole !== undefined && !divided.has(id) && !restIsOpen(id)) others(whole, id);
  }

  const seen = new Set<string>();
  for (const table of tables) {
    const { by, columns } = table;
    const labels = labelsOf(tally, table);
    for (const column of columns) {
      const cells = cellsOf(tally, column).by.get(by);
      for (const label of labels) counts.set(cellKey(column, by, label), cells?.get(label)?.count ?? 0);
      if (dimension(by).several !== true && !seen.has(`${column}|${by}`)) {
        seen.add(`${column}|${by}`);
        equate(
          column,
          labels.map((label) => cellKey(column, by, label)),
        );
      }
      if (table.unit !== undefined) {
        // Points, of which a case can have several, add up to their own sum: shares give it away.
        const points = labels.map((label) => cellKey(column, by, label));
        counts.set(
          `${column}|${by}`,
          points.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0),
        );
        equate(`${column}|${by}`, points);
      }
    }
    for (const label of labels) {
      for (const { whole, parts } of partitions) {
        if ([whole, ...parts].every((cohort) => columns.includes(cohort)))
          equate(
            cellKey(whole, by, label),
            parts.map((part) => cellKey(part, by, label)),
          );
      }
      for (const column of columns) {
        const whole = wholeOf(column);
        if (whole !== undefined && columns.includes(whole) && !divided.has(column) && !restIsOpen(column))
          others(cellKey(whole, by, label), cellKey(column, by, label));
      }
    }
  }
  for (const [quarter, name] of quarterNames.entries()) {
    const months = monthNames.slice(3 * quarter, 3 * quarter + 3);
    equate(
      cellKey('feedback', 'quarter', name),
      months.map((month) => cellKey('feedback', 'month', month)),
    );
  }
  return { counts, equations };
}
