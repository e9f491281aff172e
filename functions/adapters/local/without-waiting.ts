import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';

const Mode = z.object({ synchronous: z.number() });

/**
 * Writes one thing that may be lost when the machine stops before anything else is written: it is on the disk at the
 * latest with the next write that waits for it, because the log is written in order. When only the process stops,
 * nothing is lost. For what is written often and alone: the clock at each of its moves.
 */
export function withoutWaiting(database: DatabaseSync, write: () => void): void {
  const { synchronous } = Mode.parse(database.prepare('PRAGMA synchronous').get());
  database.exec('PRAGMA synchronous = NORMAL');
  try {
    write();
  } finally {
    database.exec(`PRAGMA synchronous = ${synchronous}`);
  }
}
