import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { ShortLived } from '../../ports.ts';
import { preparedFor } from './prepared-for.ts';

const Kept = z.object({ value: z.string() });
const Member = z.object({ name: z.string(), value: z.string() });
const memberName = (group: string, name: string) => `${group}\n${name}`;
const Counted = z.object({ number: z.number() });

/** Short-lived records in a table of their own next to the cases. Expired records are removed at the next write. */
export function sqliteShortLived(db: DatabaseSync, now: () => string): ShortLived {
  db.exec(`
    CREATE TABLE IF NOT EXISTS short_lived (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      number INTEGER NOT NULL,
      until TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS short_lived_by_end ON short_lived (until);`);
  const prepared = preparedFor(db);
  const clear = () => prepared('DELETE FROM short_lived WHERE until <= ?').run(now());
  const kept: ShortLived = {
    async put(name, value, until) {
      clear();
      prepared('INSERT OR REPLACE INTO short_lived VALUES (?, ?, 0, ?)').run(
        name,
        JSON.stringify(value),
        until,
      );
    },
    async replace(name, value, until) {
      prepared('UPDATE short_lived SET value = ?, until = ? WHERE name = ?').run(
        JSON.stringify(value),
        until,
        name,
      );
    },
    async get(name, at) {
      const row = prepared('SELECT value FROM short_lived WHERE name = ? AND until > ?').get(name, at);
      return row === undefined ? undefined : JSON.parse(Kept.parse(row).value);
    },
    async remove(name) {
      prepared('DELETE FROM short_lived WHERE name = ?').run(name);
    },
    async addTo(group, name, value, until) {
      await kept.put(memberName(group, name), value, until);
    },
    async members(group, at) {
      const rows = prepared(
        'SELECT name, value FROM short_lived WHERE name >= ? AND name < ? AND until > ? ORDER BY name',
      ).all(memberName(group, ''), memberName(group, '\u{10FFFF}'), at);
      return z.parse(z.array(Member), rows).map(({ name, value }) => ({
        name: name.slice(memberName(group, '').length),
        value: JSON.parse(value),
      }));
    },
    async removeFrom(group, name) {
      await kept.remove(memberName(group, name));
    },
    async count(name, until) {
      clear();
      const row = prepared(
        `INSERT INTO short_lived VALUES (?, 'null', 1, ?)
           ON CONFLICT (name) DO UPDATE SET number = number + 1 RETURNING number`,
      ).get(name, until);
      return Counted.parse(row).number;
    },
  };
  return kept;
}
