import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Equation } from '../../functions/report/counts.ts';
import { smallestPublished, suppress } from '../../functions/report/suppress.ts';

/** A table with row sums, column sums and a total, all of them printed. */
function tableOf(cells: readonly (readonly number[])[]) {
  const counts = new Map<string, number>();
  const equations: Equation[] = [];
  const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
  const columns = cells[0]?.map((_, c) => cells.map((row) => row[c] ?? 0)) ?? [];
  cells.forEach((row, r) => row.forEach((n, c) => counts.set(`${r},${c}`, n)));
  cells.forEach((row, r) => {
    counts.set(`row ${r}`, sum(row));
    equations.push({ whole: `row ${r}`, parts: row.map((_, c) => `${r},${c}`) });
  });
  columns.forEach((column, c) => {
    counts.set(`column ${c}`, sum(column));
    equations.push({ whole: `column ${c}`, parts: column.map((_, r) => `${r},${c}`) });
  });
  counts.set('total', sum(cells.flat()));
  equations.push({ whole: 'total', parts: cells.map((_, r) => `row ${r}`) });
  equations.push({ whole: 'total', parts: columns.map((_, c) => `column ${c}`) });
  return { counts, equations };
}

/**
 * Whether someone with the printed numbers alone can be sure of a hidden one, knowing that no hidden one is 0: it can be
 * one more or one less, all sums holding, when some way of moving hidden numbers by one up or down says so. Tried out, all of them.
 */
function canBeWorkedOut(
  key: string,
  hidden: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  equations: readonly Equation[],
): boolean {
  const unknown = [...hidden];
  const move = new Map<string, number>();
  const settled = (last: number) =>
    equations.every(({ whole, parts }) => {
      const involved = [whole, ...parts].filter((one) => hidden.has(one));
      if (involved.some((one) => unknown.indexOf(one) > last)) return true;
      return (move.get(whole) ?? 0) === parts.reduce((sum, part) => sum + (move.get(part) ?? 0), 0);
    });
  const anyMove = (at: number): boolean => {
    const name = unknown[at];
    if (name === undefined) return (move.get(key) ?? 0) !== 0;
    for (const step of [0, 1, -1]) {
      if ((counts.get(name) ?? 0) + step < 1) continue;
      move.set(name, step);
      if (settled(at) && anyMove(at + 1)) return true;
    }
    move.delete(name);
    return false;
  };
  return !anyMove(0);
}

const tables = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 3 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: rows, maxLength: rows },
    ),
  );

describe('small numbers', () => {
  test('hides every count of 1 to 4, but no 0', () => {
    fc.assert(
      fc.property(tables, (cells) => {
        const { counts, equations } = tableOf(cells);
        const hidden = suppress(counts, equations);
        const keysOf = (which: (count: number) => boolean) =>
          [...counts].filter(([, count]) => which(count)).map(([key]) => key);
        const small = keysOf((count) => count > 0 && count < smallestPublished);
        expect(small.filter((key) => !hidden.has(key))).toEqual([]);
        expect(keysOf((count) => count === 0).filter((key) => hidden.has(key))).toEqual([]);
      }),
    );
  });

  test('leaves no hidden cell derivable from printed sums', () => {
    fc.assert(
      fc.property(tables, (cells) => {
        const { counts, equations } = tableOf(cells);
        const hidden = suppress(counts, equations);
        for (const key of hidden) expect(canBeWorkedOut(key, hidden, counts, equations)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('hides the next smallest with a single small number', () => {
    const counts = new Map([
      ['all', 30],
      ['a', 2],
      ['b', 20],
      ['c', 8],
    ]);
    expect(suppress(counts, [{ whole: 'all', parts: ['a', 'b', 'c'] }])).toEqual(new Set(['a', 'c']));
  });

  test('hides more when a cell joins two closed squares of hidden ones', () => {
    // Each line has two hidden numbers, and yet linear algebra finds the one in the middle.
    const { counts, equations } = tableOf([
      [2, 2, 9, 9],
      [2, 2, 2, 9],
      [9, 9, 2, 2],
      [9, 9, 2, 2],
    ]);
    const hidden = suppress(counts, equations);
    for (const key of hidden) expect(canBeWorkedOut(key, hidden, counts, equations)).toBe(false);
  });

  test('hides what would reveal a cell through unprinted sums', () => {
    // The sums of the middle column and the first row are hidden; 3 = the first two rows tells the cell all the same.
    const { counts, equations } = tableOf([
      [0, 1, 1],
      [0, 0, 1],
      [1, 1, 5],
    ]);
    const hidden = suppress(counts, equations);
    for (const key of hidden) expect(canBeWorkedOut(key, hidden, counts, equations)).toBe(false);
  });

  test.each([
    ['two that add up to two', [50, 1, 1], 3],
    ['three that add up to three', [50, 30, 1, 1, 1], 4],
    ['one and two', [50, 1, 2], 2],
  ])('%s', (_, parts, hiddenParts) => {
    const counts = new Map([
      ['all', parts.reduce((sum, n) => sum + n, 0)],
      ...parts.map((n, i): [string, number] => [`${i}`, n]),
    ]);
    const equations = [{ whole: 'all', parts: parts.map((__, i) => `${i}`) }];
    const hidden = suppress(counts, equations);
    expect(hidden.size).toBe(hiddenParts);
    for (const key of hidden) expect(canBeWorkedOut(key, hidden, counts, equations)).toBe(false);
  });

  test('hides nothing where nothing is small', () => {
    const { counts, equations } = tableOf([
      [5, 0],
      [12, 7],
    ]);
    expect(suppress(counts, equations)).toEqual(new Set());
  });
});
