import { everyKind, takesAll } from '../../sample.ts';

/** A write, as kill-at-write.ts says it, and the folder of the process that made it. */
export interface Written {
  what: string;
  dataDir: string;
}

/**
 * The writes at which a process is killed: all of them with CRASH_FULL, else one of every sixteenth kind and every so many commits.
 * Of a kind that is written often it is not always the first: over the kinds, the whole run has some.
 */
export function sample<T extends Written>(writes: readonly T[], everyCommit: number): readonly T[] {
  if (takesAll('CRASH_FULL')) return writes;
  const kinds = Object.values(Object.groupBy(writes, kindOf)).flatMap((alike) =>
    alike === undefined ? [] : [alike],
  );
  const chosen = new Set([
    ...kinds.flatMap((alike, n) =>
      n % everyKind === 0 ? alike.slice((n * 5) % alike.length).slice(0, 1) : [],
    ),
    ...writes.filter(({ what }) => what.startsWith('COMMIT')).filter((_, n) => n % everyCommit === 0),
  ]);
  return writes.filter((write) => chosen.has(write));
}

/**
 * The effect of a write, and its tables or folder. It is the same for all writes that recovery does not distinguish.
 */
function kindOf({ what, dataDir }: Written): string {
  const [, does, folder] =
    /^(mkdir|rm|write|rename) (?:files\/)?([^/]*)/.exec(what.replaceAll(`${dataDir}/`, '')) ?? [];
  if (does === 'mkdir') return does;
  if (does !== undefined) return `${does} ${folder}`;
  return (
    /^(?:CREATE|DROP|ALTER|PRAGMA) \w+|^(?:INSERT|DELETE|UPDATE)(?: OR \w+)?(?: INTO| FROM)? \w+/i.exec(
      what,
    )?.[0] ?? what
  );
}
