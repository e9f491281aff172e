import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { ShortLived } from '../../ports.ts';

const Kept = z.object({ value: z.string() });
const Counted = z.object({ number: z.number() });

/** Short-lived records in a table of their own beside the cases; what has expired is removed when something is written. */
export function sqliteShortLived(db: DatabaseSync, now: () => string): ShortLived {
  db.exec(`
    CREATE TABLE IF NOT EXISTS short_lived (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      number INTEGER NOT NULL,
      until TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;`);
  const clear = () => db.prepare('DELETE FROM short_lived WHERE until <= ?').run(now());
  return {
    async put(name, value, until) {
      clear();
      db.prepare('INSERT OR REPLACE INTO short_lived VALUES (?, ?, 0, ?)').run(
        name,
        JSON.stringify(value),
        until,
      );
    },
    async get(name, at) {
      const row = db.prepare('SELECT value FROM short_lived WHERE name = ? AND until > ?').get(name, at);
      return row === undefined ? undefined : JSON.parse(Kept.parse(row).value);
    },
    async remove(name) {
      db.prepare('DELETE FROM short_lived WHERE name = ?').run(name);
    },
    async count(name, until) {
      clear();
      const row = db
        .prepare(
          `INSERT INTO short_lived VALUES (?, 'null', 1, ?)
           ON CONFLICT (name) DO UPDATE SET number = number + 1 RETURNING number`,
        )
        .get(name, until);
      return Counted.parse(row).number;
    },
  };
}
