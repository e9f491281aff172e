import { solve, type Constraint } from 'yalps';
import type { Counts, Equation } from './counts.ts';

/** The smallest count that can be published, apart from 0: a smaller one could identify someone. */
export const smallestPublished = 5;

/**
 * The counts that a public edition must not print: those of 1 to 4, and as many others as it takes that none of them
 * follows from what is printed. 0 is printed, because it identifies no one; so a reader knows that a hidden count is 1 or more. A
 * hidden count can be worked out exactly when the sums leave it one value; while one can, the smallest count that shares
 * a sum with it is hidden as well, or the smallest of those that hidden ones lead to, from sum to sum. `unprinted`:
 * counts that no edition prints, and that need no hiding for their own sake unless they are small.
 */
export function suppress(
  counts: Counts,
  equations: readonly Equation[],
  unprinted: ReadonlySet<string> = new Set(),
): Set<string> {
  const hidden = new Set(
    [...counts].flatMap(([key, n]) => (n > 0 && (n < smallestPublished || unprinted.has(key)) ? [key] : [])),
  );
  // What is not printed and not small may be worked out.
  const open = new Set([...unprinted].filter((key) => (counts.get(key) ?? 0) >= smallestPublished));
  const rank = ranks(equations, unprinted);
  /** Of what is printed, what is to be hidden first, what hides more at once before others, the smallest. */
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
    const found = fixed.size > 0 ? [...fixed.keys()] : pinned(hidden, equations, counts, unprinted, open);
    const next = smallest(from) ?? smallest(beside(found, hidden, equations, smallest));
    // Nothing left to hide it behind: no sum that it bears on prints a count that is not 0.
    if (next === undefined) return hidden;
    hidden.add(next);
  }
}

/** What is hidden first: the parts of a sum, and wholes whose parts say more; then other wholes, and last such parts. */
function ranks(equations: readonly Equation[], unprinted: ReadonlySet<string>): (key: string) => number {
  const printed = equations.filter(({ parts }) => !parts.every((part) => unprinted.has(part)));
  const wholes = new Set(printed.map(({ whole }) => whole));
  const keeping = equations.filter(({ keepsParts }) => keepsParts);
  for (const { whole } of keeping) wholes.delete(whole);
  const kept = new Set(keeping.flatMap(({ parts }) => parts));
  return (key) => (kept.has(key) ? 2 : wholes.has(key) ? 1 : 0);
}

/** What stands in a sum with one of these; where nothing printed does, in one with those that hidden ones lead to. */
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

/** Which of the hidden counts the printed ones determine, and from which of them: Gauss-Jordan elimination over the hidden ones. */
function determined(hidden: ReadonlySet<string>, equations: readonly Equation[]): Map<string, string[]> {
  // Each row: the coefficients of hidden counts that together equal those of printed ones.
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
 * Which of the hidden counts have one value alone, when none that would be printed can be less than 1: the least and the
 * most that each can be are a linear programme. The sums are those of tables, so its solutions are whole numbers.
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
  const found: string[] = [];
  for (const key of hidden) {
    if (free.has(key) || open.has(key)) continue;
    const near = reachedFrom(key, hidden, sums);
    const constraints = new Map<string, Constraint>();
    // How much each hidden count is above the least that it can be.
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
      // Every count that is another one in this solution than in truth can be more than one.
      const above = new Map(solved);
      for (const one of near.keys)
        if (Math.abs((above.get(one) ?? 0) + least(one) - (counts.get(one) ?? 0)) > 1e-6) free.add(one);
      if (free.has(key)) break;
    }
    if (!free.has(key)) found.push(key);
  }
  return found;
}

/** The hidden counts that one leads to, from sum to sum, and those sums. */
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
