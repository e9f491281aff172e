import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { Key, StoredRow } from '../table.ts';

/** How many partitions are kept, those read last. A case is read a dozen times for each time that it is written. */
const mostKept = 64;

const DataVersion = z.object({ data_version: z.number() });

/** A partition as it was read, in the order of its sort keys. The rows written since are read again when it is asked for. */
interface Kept {
  rows: readonly StoredRow[];
  bySortKey: Map<string, StoredRow>;
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

  /** A partition with the rows that were written since it was read. Who has its former rows keeps them as they were. */
  function readAgain({ rows: before, bySortKey, written }: Kept, pk: string): Kept {
    const rows = [...before];
    for (const sk of written) {
      const row = read.one({ pk, sk });
      const place = placeOf(rows, sk);
      if (row) bySortKey.set(sk, row);
      else bySortKey.delete(sk);
      rows.splice(place, rows[place]?.sk === sk ? 1 : 0, ...(row ? [row] : []));
    }
    return { rows, bySortKey, written: new Set() };
  }

  function readWhole(pk: string): Kept {
    const rows = read.whole(pk);
    return { rows, bySortKey: new Map(rows.map((row) => [row.sk, row])), written: new Set() };
  }

  function current(pk: string): Kept {
    const now = DataVersion.parse(version.get()).data_version;
    if (now !== known) kept.clear();
    known = now;
    const before = kept.get(pk);
    const partition =
      before === undefined ? readWhole(pk) : before.written.size === 0 ? before : readAgain(before, pk);
    // The last of the map is the one that was read last.
    kept.delete(pk);
    kept.set(pk, partition);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return partition;
  }

  return {
    /** The rows of a partition, in the order of their sort keys. */
    rowsOf: (pk: string): readonly StoredRow[] => current(pk).rows,
    /** The rows of a partition between two sort keys, both included. */
    rowsBetween(pk: string, [from, until]: readonly [string, string]): StoredRow[] {
      const { rows } = current(pk);
      const end = placeOf(rows, until);
      return rows.slice(placeOf(rows, from), rows[end]?.sk === until ? end + 1 : end);
    },
    /** The row at a key. */
    rowAt: ({ pk, sk }: Key): StoredRow | undefined => current(pk).bySortKey.get(sk),
    wrote: ({ pk, sk }: Key): void => void kept.get(pk)?.written.add(sk),
    forget: (): void => kept.clear(),
  };
}

/** The place in the order of sort keys where the row with this key is or would be. */
function placeOf(rows: readonly StoredRow[], sk: string): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(rows[middle]?.sk ?? '', sk)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As SQLite orders text: by its bytes in UTF-8. */
const isBefore = (one: string, other: string): boolean =>
  Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
