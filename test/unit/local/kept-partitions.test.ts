import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { keptPartitions } from '../../../functions/adapters/local/kept-partitions.ts';
import { openDatabase } from '../../../functions/adapters/local/sqlite-case-store.ts';
import type { StoredRow } from '../../../functions/adapters/table.ts';

/** Two connections to one table of two rows, the partitions that are kept of the first, and what it has read. */
function open() {
  const folder = mkdtempSync(join(tmpdir(), 'redress-kept-'));
  const db = openDatabase(join(folder, 'db'));
  const other = openDatabase(join(folder, 'db'));
  onTestFinished(() => {
    db.close();
    other.close();
    rmSync(folder, { recursive: true });
  });
  db.exec('CREATE TABLE items (pk TEXT, sk TEXT, doc TEXT, PRIMARY KEY (pk, sk))');
  put(db, 'A', '1');
  put(db, 'C', '1');
  const read: string[] = [];
  const asRow = ({ pk, sk, doc }: Record<string, unknown>): StoredRow => ({
    pk: String(pk),
    sk: String(sk),
    doc,
  });
  const kept = keptPartitions(db, {
    whole(pk) {
      read.push(pk);
      return db.prepare('SELECT pk, sk, doc FROM items WHERE pk = ? ORDER BY sk').all(pk).map(asRow);
    },
    one({ pk, sk }) {
      read.push(`${pk} ${sk}`);
      const row = db.prepare('SELECT pk, sk, doc FROM items WHERE pk = ? AND sk = ?').get(pk, sk);
      return row && asRow(row);
    },
  });
  const rows = () => kept.rowsOf('P').map(({ sk, doc }) => `${sk}${String(doc)}`);
  return { db, other, kept, read, rows };
}

const put = (db: DatabaseSync, sk: string, doc: string) =>
  db.prepare(`INSERT OR REPLACE INTO items VALUES ('P', ?, ?)`).run(sk, doc);

test('a partition is read once, and then only its rows that were written', () => {
  const { db, kept, read, rows } = open();
  expect([rows(), rows()]).toEqual([
    ['A1', 'C1'],
    ['A1', 'C1'],
  ]);
  expect(read).toEqual(['P']);
  // In the order of bytes, in which the last one comes after the one before; in that of UTF-16 it would not.
  for (const sk of ['B', 'C', '\uFB01', '\u{1F600}']) {
    put(db, sk, '2');
    kept.wrote({ pk: 'P', sk });
  }
  db.exec(`DELETE FROM items WHERE sk = 'A'`);
  kept.wrote({ pk: 'P', sk: 'A' });
  expect(rows()).toEqual(['B2', 'C2', '\uFB012', '\u{1F600}2']);
  expect(read).toEqual(['P', 'P B', 'P C', 'P \uFB01', 'P \u{1F600}', 'P A']);
  expect(rows()).toEqual(['B2', 'C2', '\uFB012', '\u{1F600}2']);
  expect(read).toHaveLength(6);
});

test('what another connection writes is seen at the next read', () => {
  const { other, read, rows } = open();
  expect(rows()).toEqual(['A1', 'C1']);
  put(other, 'B', '2');
  expect(rows()).toEqual(['A1', 'B2', 'C1']);
  expect(read).toEqual(['P', 'P']);
});

test('stores on one connection know what the others wrote', () => {
  const { db, kept, rows } = open();
  expect(rows()).toEqual(['A1', 'C1']);
  const same = keptPartitions(db, { whole: () => [], one: () => undefined });
  expect(same).toBe(kept);
});

test('nothing is kept after it is to be forgotten', () => {
  const { kept, read, rows } = open();
  rows();
  kept.forget();
  rows();
  expect(read).toEqual(['P', 'P']);
});

test('of many partitions those read last are kept', () => {
  const { kept, read, rows } = open();
  rows();
  for (let n = 0; n < 63; n += 1) kept.rowsOf(`other ${n}`);
  rows();
  for (let n = 63; n < 126; n += 1) kept.rowsOf(`other ${n}`);
  rows();
  expect(read.filter((pk) => pk === 'P')).toHaveLength(1);
  kept.rowsOf('other 126');
  kept.rowsOf('other 62');
  expect(read.filter((pk) => pk === 'other 62')).toHaveLength(2);
});
