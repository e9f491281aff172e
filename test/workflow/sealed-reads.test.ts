import { DatabaseSync } from 'node:sqlite';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkReads } from '../../functions/operations/check-reads.ts';
import { openPlay, type Play } from '../play.ts';

/** Two days of reads that are closed, and some of today. */
async function readFor3Days() {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const [first, second] = [await play.complaintAt('stage-1'), await play.complaintAt('stage-1')];
  for (const day of ['2026-06-01', '2026-06-02', '2026-06-03']) {
    if (day !== '2026-06-01') await play.to(day);
    await play.get(`/cases/${first}`, 'complaints-officer-2');
    await play.get(`/cases/${second}`, 'complaints-officer-2');
    await play.get('/cases', 'complaints-officer-2');
  }
  return { play, first, second };
}

/** Someone with access to the database, and none to what S3 holds back. */
function tamper(play: Play, statement: string): number {
  using database = new DatabaseSync(path.join(play.dataDir, 'redress.sqlite'));
  return Number(database.prepare(statement).run().changes);
}

test('what was read is closed each day, in a chain that an erasure does not break', async () => {
  const { play, first } = await readFor3Days();
  const whole = await checkReads(play.deps);
  expect(whole).toMatchObject({ days: 2 });
  expect(whole.entries).toBeGreaterThanOrEqual(6);
  expect(whole.broken).toBeUndefined();
  const [digest = ''] = await play.deps.files.list('read-digests/');
  expect(digest).toBe('read-digests/2026-06-01.json');
  const text = new TextDecoder().decode(await play.deps.files.get(digest));
  expect(text).not.toContain(first);
  expect(text).not.toContain('complaints-officer');
  const { version } = (await play.file(first)).state;
  const erasure = {
    reference: first,
    status: 'erasing' as const,
    begunAt: play.now(),
    by: 'user:complaints-officer' as const,
    rule: { id: 'complaint', title: 'Complaint', citation: 'x' },
    keptUntil: '2026-06-02',
    erased: {},
    digest: '0'.repeat(64),
    sharedFiles: 0,
    splitWith: [],
    backupsGoneOn: '2026-08-01',
    reporting: null,
  };
  expect(await play.deps.store.beginErasure(erasure, version)).toBe(true);
  await play.deps.store.eraseRows(first, []);
  expect(await play.deps.store.reads(first)).toEqual([]);
  expect(await checkReads(play.deps)).toEqual(whole);
  // Written again, it stays as it was.
  await play.deps.files.putLocked(digest, new Uint8Array(), 'application/json', play.now());
  expect(new TextDecoder().decode(await play.deps.files.get(digest))).toBe(text);
});

const day = '2026-06-02';

test.each([
  [
    'a read of a case was removed',
    (_: string, second: string) => `DELETE FROM items WHERE pk = 'READ#${second}' AND sk LIKE '${day}%'`,
    (second: string) => ({ day, found: 'read of case removed', case: second }),
  ],
  [
    'the user of a read was changed',
    (_: string, second: string) =>
      `UPDATE items SET doc = replace(doc, 'officer-2', 'officer-9') WHERE pk = 'READ#${second}' AND sk LIKE '${day}%'`,
    (second: string) => ({ day, found: 'read of case removed', case: second }),
  ],
  [
    'an entry of the day was removed',
    () => `DELETE FROM items WHERE pk = 'READ#${day}' AND doc LIKE '%/cases%'`,
    () => ({ day, found: 'entry removed' }),
  ],
  [
    'the cases of a list were changed',
    (first: string) =>
      `UPDATE items SET doc = replace(doc, '${first}', 'SC-2026-00099-9') WHERE pk = 'READ#${day}' AND doc LIKE '%/cases%'`,
    () => ({ day, found: 'entry changed' }),
  ],
  [
    'a read was made up',
    (first: string) =>
      `INSERT INTO items (pk, sk, doc) SELECT pk, sk || 'x', replace(doc, 'officer-2', 'officer-9') FROM items WHERE pk = 'READ#${first}' AND sk LIKE '${day}%' LIMIT 1`,
    (_: string, first: string) => ({ day, found: 'read of case added or changed', case: first }),
  ],
  [
    'a case was taken away without a proof',
    (_: string, second: string) => `DELETE FROM items WHERE pk = 'CASE#${second}'`,
    () => ({ day: '2026-06-01', found: 'case gone' }),
  ],
  [
    'a read of today was removed',
    () => `DELETE FROM items WHERE pk = 'READ#2026-06-03' AND doc NOT LIKE '%/cases%'`,
    () => ({ day: '2026-06-03', found: 'read of case added or changed' }),
  ],
])('%s: the first break is named', async (_, statement, broken) => {
  const { play, first, second } = await readFor3Days();
  expect(tamper(play, statement(first, second))).toBeGreaterThan(0);
  expect((await checkReads(play.deps)).broken).toMatchObject(broken(second, first));
});

test('a digest that someone wrote anew does not fit the next', async () => {
  const { play } = await readFor3Days();
  const file = path.join(play.dataDir, 'files/read-digests/2026-06-01.json');
  await writeFile(file, JSON.stringify({ day: '2026-06-01', previous: '', entries: [], head: 'made up' }));
  expect((await checkReads(play.deps)).broken).toEqual({
    day: '2026-06-01',
    found: 'digest not after the one before',
  });
});
