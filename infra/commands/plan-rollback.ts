/** A function with the version that its alias names, and its versions; `$LATEST` may be among them. */
export interface Published {
  name: string;
  live: string;
  /** `at`: when it was published. `definitions`: the state machines for which it was made. */
  versions: readonly { version: string; at: string; definitions: string }[];
}

export interface Move {
  name: string;
  from: string;
  to: string;
}

/**
 * Which aliases to move back, given when the last deployment began. A function that it did not change has no new version and stays.
 * Refused: nothing was published by it or was moved back already; a function has no version before it; or the state machines
 * were made anew as well, which old functions would ask executions to leave.
 */
export function planRollback(
  deployedAt: string,
  functions: readonly Published[],
): { moves: Move[] } | { refused: 'nothing to move' | 'first release' | 'other machines' } {
  const since = Date.parse(deployedAt);
  const moves: Move[] = [];
  for (const { name, live, versions } of functions) {
    const numbered = versions.filter(({ version }) => /^\d+$/.test(version));
    const current = numbered.find(({ version }) => version === live);
    if (current === undefined || Date.parse(current.at) < since) continue;
    const [before] = numbered
      .filter(({ at }) => Date.parse(at) < since)
      .toSorted((one, other) => Number(other.version) - Number(one.version));
    if (before === undefined) return { refused: 'first release' };
    if (before.definitions !== current.definitions) return { refused: 'other machines' };
    moves.push({ name, from: live, to: before.version });
  }
  return moves.length === 0 ? { refused: 'nothing to move' } : { moves };
}
