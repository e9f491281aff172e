import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';

/** The number of `PRAGMA synchronous = NORMAL`. */
const normal = 1;

const Mode = z.object({ synchronous: z.number() });

/** How a database was opened. */
const modeOf = new WeakMap<DatabaseSync, number>();

/**
 * Makes a write that may be lost if the machine stops before the next write. The log is written in order, so it is on
 * the disk with the next write that waits, at the latest. If only the process stops, nothing is lost. For frequent
 * single writes, such as the clock at each move.
 */
export function withoutWaiting(database: DatabaseSync, write: () => void): void {
  const synchronous =
    modeOf.get(database) ?? Mode.parse(database.prepare('PRAGMA synchronous').get()).synchronous;
  modeOf.set(database, synchronous);
  // Such a database waits for nothing.
  if (synchronous <= normal) return write();
  database.exec('PRAGMA synchronous = NORMAL');
  try {
    write();
  } finally {
    database.exec(`PRAGMA synchronous = ${synchronous}`);
  }
}
