import type { Counts, Equation } from './counts.ts';

/** From this number on a count can be published; what is smaller, but not nothing, could point at somebody. */
export const smallestPublished = 5;

/**
 * The counts that a public edition must not print: those of 1 to 4, and as many others as it takes that none of them
 * follows from what is printed. 0 is printed: nobody is in it, and a reader who knows that the hidden ones are at least
 * 1 has nothing to work with but the sums. A hidden count can be worked out exactly when the sums fix it as a system of
 * linear equations; while one can, the smallest count that shares a sum with it is hidden as well, or the smallest of
 * those that hidden ones lead to, from sum to sum.
 */
export function suppress(counts: Counts, equations: readonly Equation[]): Set<string> {
  const hidden = new Set([...counts].filter(([, n]) => n > 0 && n < smallestPublished).map(([key]) => key));
  for (;;) {
    const fixed = determined(hidden, equations);
    if (fixed.size === 0) return hidden;
    const next = smallestBeside(fixed, hidden, counts, equations);
    // Nothing left to hide it behind: no sum that it bears on prints a count that is not 0.
    if (next === undefined) return hidden;
    hidden.add(next);
  }
}

/** The smallest printed count in a sum with one of these; a whole only where no part is left. */
function smallestBeside(
  fixed: ReadonlySet<string>,
  hidden: ReadonlySet<string>,
  counts: Counts,
  equations: readonly Equation[],
): string | undefined {
  const beside = equations.filter(
    ({ whole, parts }) => fixed.has(whole) || parts.some((part) => fixed.has(part)),
  );
  const candidates = beside
    .flatMap(({ whole, parts }) => [
      ...parts.map((key) => ({ key, whole: false })),
      { key: whole, whole: true },
    ])
    .map((candidate) => ({ ...candidate, count: counts.get(candidate.key) ?? 0 }))
    .filter(({ key, count }) => count > 0 && !hidden.has(key))
    .sort((a, b) => Number(a.whole) - Number(b.whole) || a.count - b.count);
  if (candidates[0]) return candidates[0].key;
  const further = new Set(
    [...fixed, ...beside.flatMap(({ whole, parts }) => [whole, ...parts])].filter((key) => hidden.has(key)),
  );
  return further.size > fixed.size ? smallestBeside(further, hidden, counts, equations) : undefined;
}

/** Which of the hidden counts the printed ones determine, by Gauss-Jordan elimination over the hidden ones. */
function determined(hidden: ReadonlySet<string>, equations: readonly Equation[]): Set<string> {
  // Each row: the coefficients of hidden counts that together equal something printed.
  const rows = equations
    .map(({ whole, parts }) => {
      const row = new Map<string, number>();
      if (hidden.has(whole)) row.set(whole, -1);
      for (const part of parts) if (hidden.has(part)) row.set(part, (row.get(part) ?? 0) + 1);
      return row;
    })
    .filter((row) => row.size > 0);
  const solved: { pivot: string; row: Map<string, number> }[] = [];
  for (const row of rows) {
    for (const { pivot, row: other } of solved) subtract(row, other, row.get(pivot) ?? 0);
    const [pivot, factor] = [...row][0] ?? [];
    if (pivot === undefined || factor === undefined) continue;
    for (const [key, coefficient] of row) row.set(key, coefficient / factor);
    for (const { row: other } of solved) subtract(other, row, other.get(pivot) ?? 0);
    solved.push({ pivot, row });
  }
  return new Set(solved.filter(({ row }) => row.size === 1).map(({ pivot }) => pivot));
}

function subtract(from: Map<string, number>, row: ReadonlyMap<string, number>, times: number): void {
  if (times === 0) return;
  for (const [key, coefficient] of row) {
    const left = (from.get(key) ?? 0) - times * coefficient;
    if (Math.abs(left) < 1e-9) from.delete(key);
    else from.set(key, left);
  }
}
