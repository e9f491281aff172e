import { solve, type Constraint } from 'yalps';
import type { Counts, Equation } from './counts.ts';

/** The smallest count that can be published, apart from 0: a smaller one could identify someone. */
export const smallestPublished = 5;

/**
 * The counts that a public edition must not print: counts of 1 to 4, and enough others that a reader cannot work those
 * out. 0 is printed, because it identifies no one; so a reader knows that a hidden count is 1 or more. A hidden count
 * can be worked out if the sums allow only one value for it. While there is such a count, the smallest count that is in
 * a sum with it is hidden too, or else the smallest count in further sums of hidden counts. `unprinted`: counts that no
 * edition prints. They need no protection unless they are small.
 */
export function suppress(
  counts: Counts,
  equations: readonly Equation[],
  unprinted: ReadonlySet<string> = new Set(),
): Set<string> {
  const hidden = new Set(
    [...counts].flatMap(([key, n]) => (n > 0 && (n < smallestPublished || unprinted.has(key)) ? [key] : [])),
  );
  // Counts that are not printed and not small: a reader may work them out.
  const open = new Set([...unprinted].filter((key) => (counts.get(key) ?? 0) >= smallestPublished));
  const rank = ranks(equations, unprinted);
  /** The next printed count to hide: first by rank, then the one in the most of these sums, then the smallest. */
  const smallest = (keys: readonly string[]): string | undefined => {
    const times = new Map<string, number>();
    for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
    const by = (key: string) => [rank(key), -(times.get(key) ?? 0), counts.get(key) ?? 0];
    return [...times.keys()]
      .filter((key) => (counts.get(key) ?? 0) > 0 && !hidden.has(key))
      .map((key) => ({ key, order: by(key) }))
      .sort((a, b) => a.order.map((n, i) => n - (b.order[i] ?? 0)).find((n) => n !== 0) ?? 0)[0]?.key;
  };
  for (;;) {
    const fixed = new Map([...determined(hidden, equations)].filter(([key]) => !open.has(key)));
    const from = fixed.size > 0 ? [...fixed.values()].flat() : [];
    const exposed = fixed.size > 0 ? [...fixed.keys()] : pinned(hidden, equations, counts, unprinted, open);
    const next = smallest(from) ?? smallest(beside(exposed, hidden, equations, smallest));
    // Nothing is left to hide: none of its sums prints a count other than 0.
    if (next === undefined) return hidden;
    hidden.add(next);
  }
}

/**
 * The order of hiding: first parts of sums, and wholes marked `keepsParts`; then other wholes; last the parts of marked
 * wholes.
 */
function ranks(equations: readonly Equation[], unprinted: ReadonlySet<string>): (key: string) => number {
  const printed = equations.filter(({ parts }) => !parts.every((part) => unprinted.has(part)));
  const wholes = new Set(printed.map(({ whole }) => whole));
  const keeping = equations.filter(({ keepsParts }) => keepsParts);
  for (const { whole } of keeping) wholes.delete(whole);
  const kept = new Set(keeping.flatMap(({ parts }) => parts));
  return (key) => (kept.has(key) ? 2 : wholes.has(key) ? 1 : 0);
}

/**
 * The counts in a sum with one of these. If none of them can still be hidden, the counts in sums with their hidden
 * neighbours.
 */
function beside(
  fixed: readonly string[],
  hidden: ReadonlySet<string>,
  equations: readonly Equation[],
  smallest: (keys: readonly string[]) => string | undefined,
): string[] {
  const of = new Set(fixed);
  const near = equations
    .map(({ whole, parts }) => [whole, ...parts])
    .filter((keys) => keys.some((key) => of.has(key)))
    .flat();
  if (smallest(near) !== undefined) return near;
  const further = new Set([...fixed, ...near.filter((key) => hidden.has(key))]);
  return further.size > of.size ? beside([...further], hidden, equations, smallest) : [];
}

/**
 * The hidden counts that the printed ones determine, each with those printed counts: Gauss-Jordan elimination over the
 * hidden ones.
 */
function determined(hidden: ReadonlySet<string>, equations: readonly Equation[]): Map<string, string[]> {
  // Each row: the coefficients of hidden counts whose sum equals that of the printed ones.
  const rows = equations
    .map(({ whole, parts }) => {
      const row: Row = { hidden: new Map(), printed: new Map() };
      for (const [key, coefficient] of [[whole, -1] as const, ...parts.map((part) => [part, 1] as const)]) {
        const side = hidden.has(key) ? row.hidden : row.printed;
        side.set(key, (side.get(key) ?? 0) + coefficient);
      }
      return row;
    })
    .filter((row) => row.hidden.size > 0);
  const solved: { pivot: string; row: Row }[] = [];
  for (const row of rows) {
    for (const { pivot, row: other } of solved) subtract(row, other, row.hidden.get(pivot) ?? 0);
    const [pivot, factor] = [...row.hidden][0] ?? [];
    if (pivot === undefined || factor === undefined) continue;
    for (const side of [row.hidden, row.printed])
      for (const [key, coefficient] of side) side.set(key, coefficient / factor);
    for (const { row: other } of solved) subtract(other, row, other.hidden.get(pivot) ?? 0);
    solved.push({ pivot, row });
  }
  return new Map(
    solved
      .filter(({ row }) => row.hidden.size === 1)
      .map(({ pivot, row }) => [pivot, [...row.printed.keys()]]),
  );
}

/**
 * The hidden counts that can have only one value, given that every count that could be printed is at least 1. The minimum and
 * maximum of each are a linear programme. Its sums are those of tables, so its solutions are whole numbers.
 */
function pinned(
  hidden: ReadonlySet<string>,
  equations: readonly Equation[],
  counts: Counts,
  unprinted: ReadonlySet<string>,
  open: ReadonlySet<string>,
): string[] {
  const least = (key: string) => (unprinted.has(key) ? 0 : 1);
  const known = (key: string) => (hidden.has(key) ? least(key) : (counts.get(key) ?? 0));
  const sums = equations.filter(({ whole, parts }) => [whole, ...parts].some((key) => hidden.has(key)));
  const free = new Set<string>();
  const pinnedKeys: string[] = [];
  for (const key of hidden) {
    if (free.has(key) || open.has(key)) continue;
    const near = reachedFrom(key, hidden, sums);
    const constraints = new Map<string, Constraint>();
    // The amount of each hidden count above its minimum.
    const variables = new Map([...near.keys].map((one) => [one, new Map([[`count ${one}`, 1]])]));
    for (const [n, { whole, parts }] of near.sums.entries()) {
      const rest = parts.reduce((left, part) => left - known(part), known(whole));
      constraints.set(`sum ${n}`, { equal: rest });
      for (const part of parts) variables.get(part)?.set(`sum ${n}`, 1);
      variables.get(whole)?.set(`sum ${n}`, -1);
    }
    for (const direction of ['maximize', 'minimize'] as const) {
      const objective = `count ${key}`;
      const { status, variables: solved } = solve({ direction, objective, constraints, variables });
      if (status === 'unbounded') free.add(key);
      if (status !== 'optimal') continue;
      // A count that differs in this solution from its true value can have more than one value.
      const above = new Map(solved);
      for (const one of near.keys)
        if (Math.abs((above.get(one) ?? 0) + least(one) - (counts.get(one) ?? 0)) > 1e-6) free.add(one);
      if (free.has(key)) break;
    }
    if (!free.has(key)) pinnedKeys.push(key);
  }
  return pinnedKeys;
}

/** The hidden counts connected to one through sums, and those sums. */
function reachedFrom(key: string, hidden: ReadonlySet<string>, sums: readonly Equation[]) {
  const keys = new Set([key]);
  const reached: Equation[] = [];
  for (let before = 0; before < keys.size;) {
    before = keys.size;
    for (const sum of sums) {
      const of = [sum.whole, ...sum.parts].filter((one) => hidden.has(one));
      if (reached.includes(sum) || !of.some((one) => keys.has(one))) continue;
      reached.push(sum);
      for (const one of of) keys.add(one);
    }
  }
  return { keys, sums: reached };
}

interface Row {
  hidden: Map<string, number>;
  printed: Map<string, number>;
}

function subtract(from: Row, row: Row, times: number): void {
  if (times === 0) return;
  for (const side of ['hidden', 'printed'] as const)
    for (const [key, coefficient] of row[side]) {
      const left = (from[side].get(key) ?? 0) - times * coefficient;
      if (Math.abs(left) < 1e-9) from[side].delete(key);
      else from[side].set(key, left);
    }
}
