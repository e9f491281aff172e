import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { Key, StoredRow } from '../table.ts';

/** How many partitions are kept, those read last. A case is read a dozen times for each time that it is written. */
const mostKept = 64;

const DataVersion = z.object({ data_version: z.number() });

/** A partition as it was read. The rows written since are read again when the partition is asked for. */
interface Kept {
  rows: readonly StoredRow[];
  written: Set<string>;
}

interface Reader {
  whole: (pk: string) => StoredRow[];
  one: (key: Key) => StoredRow | undefined;
}

/**
 * Keeps the partitions that were read last, so that a case is not read whole each time: of a partition that was changed
 * through this connection only the changed rows are read again. What another connection writes is noticed at the next
 * read, and then everything is read anew. Code that writes a row through this connection has to say so with `wrote`, and
 * with `forget` that a transaction was rolled back or data was erased.
 */
export function keptPartitions(db: DatabaseSync, read: Reader): KeptPartitions {
  const made = ofConnection.get(db) ?? makeKept(db, read);
  ofConnection.set(db, made);
  return made;
}

type KeptPartitions = ReturnType<typeof makeKept>;
// Several stores can use one connection, and each has to know what the others wrote.
const ofConnection = new WeakMap<DatabaseSync, KeptPartitions>();

function makeKept(db: DatabaseSync, read: Reader) {
  const kept = new Map<string, Kept>();
  // It changes when another connection has written, and only then.
  const version = db.prepare('PRAGMA data_version');
  let known: number | undefined;

  function readAgain({ rows, written }: Kept, pk: string): readonly StoredRow[] {
    if (written.size === 0) return rows;
    const left = rows.filter(({ sk }) => !written.has(sk));
    const fresh = [...written].flatMap((sk) => read.one({ pk, sk }) ?? []);
    return [...left, ...fresh].sort(bySortKey);
  }

  return {
    /** The rows of a partition, in the order of their sort keys. */
    rowsOf(pk: string): readonly StoredRow[] {
      const now = DataVersion.parse(version.get()).data_version;
      if (now !== known) kept.clear();
      known = now;
      const before = kept.get(pk);
      const rows = before === undefined ? read.whole(pk) : readAgain(before, pk);
      // The last of the map is the one that was read last.
      kept.delete(pk);
      kept.set(pk, { rows, written: new Set() });
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      return rows;
    },
    wrote: ({ pk, sk }: Key): void => void kept.get(pk)?.written.add(sk),
    forget: (): void => kept.clear(),
  };
}

/** As SQLite orders text: by its bytes in UTF-8. */
const bySortKey = (one: Key, other: Key): number =>
  Buffer.compare(Buffer.from(one.sk), Buffer.from(other.sk));
