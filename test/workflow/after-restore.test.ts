import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { expect, onTestFinished, test } from 'vitest';
import { parseReference } from '../../functions/domain/case/reference.ts';
import { afterRestore } from '../../functions/operations/after-restore.ts';
import { everyCase, sweepCases } from '../../functions/operations/sweep-cases/sweep-cases.ts';
import { records } from '../calls-of-functions.ts';
import { brokenPromises, childrensWay, openPlay, responded, type Play } from '../play.ts';

const Rows = z.array(z.record(z.string(), z.union([z.string(), z.null()])));
type Rows = z.infer<typeof Rows>;

/** The rows of the table, as a backup has them: executions, files and letters are kept elsewhere, and stay. */
function onTable<T>(play: Play, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path.join(play.dataDir, 'redress.sqlite'));
  try {
    return work(database);
  } finally {
    database.close();
  }
}
const backUp = (play: Play): Rows =>
  onTable(play, (database) => Rows.parse(database.prepare('SELECT * FROM items').all()));

function restore(play: Play, rows: Rows): void {
  onTable(play, (database) => {
    database.exec('BEGIN; DELETE FROM items');
    const columns = Object.keys(rows[0] ?? {});
    const insert = database.prepare(
      `INSERT INTO items (${columns.join()}) VALUES (${columns.map((name) => `:${name}`).join()})`,
    );
    for (const row of rows) insert.run(row);
    database.exec('COMMIT');
  });
}

/** Time goes by in one step: the jobs of the years between run once, as after a long stop. */
async function later(play: Play, instant: string) {
  play.system.clock.moveTo(new Date(instant));
  await play.settle();
}

const numberOf = (reference: string) => parseReference(reference)?.number ?? 0;
const checked = { checked: true, understood: true };

// The rows that it takes back are those of a local database.
test.skipIf(records)('a table two hours old goes on with the files and executions of now', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  onTestFinished(play.close);
  const erased = await play.complaintAt('stage-2-window');
  await play.to('2026-09-01');
  await later(play, '2032-09-01T12:00:00Z');
  const { body } = await play.post('/feedback', {
    channel: 'phone',
    text: 'Nobody rings.',
    person: { name: 'Kim Okafor', email: 'kim@home.example' },
  });
  await play.settle();
  const underWay = String(Reflect.get(Object(body), 'reference'));
  await play.along(underWay, childrensWay.slice(0, 2));
  const backup = backUp(play);

  // What the backup does not have: a decision, two cases, and an erasure.
  await play.toInstant('2032-09-01T13:30:00Z');
  await play.decide(underWay, 'stage-1', 'respond', responded, 'team-manager');
  await play.settle();
  const mail = { from: 'ash@home.example', text: 'I want to complain: nobody came to see me.' };
  const lost = [await play.mail(mail), await play.mail({ ...mail, from: 'bo@home.example' })].map((result) =>
    'reference' in result ? result.reference : '',
  );
  expect((await play.decide(erased, 'retention-review', 'erase', checked)).status).toBe(200);
  await play.settle();
  expect((await play.get(`/erasures/${erased}`)).body).toMatchObject({ status: 'erased' });
  await play.toInstant('2032-09-01T14:00:00Z');

  restore(play, backup);
  const found = await afterRestore(play.deps);
  expect(found).toEqual({
    passed: { 2026: numberOf(erased) + 100, 2032: Math.max(...lost.map(numberOf)) + 100 },
    erased: 1,
    proofsUnreadable: 0,
    mailsHeld: 2,
  });
  // The decision is lost, so its step is open again, and an execution waits for it.
  expect(await sweepCases(play.deps, everyCase)).toMatchObject({ restarted: 1, failed: 0 });
  await play.settle();
  expect(await afterRestore(play.deps)).toMatchObject({ erased: 0, mailsHeld: 0 });

  expect((await play.get(`/cases/${erased}`)).status).toBe(404);
  expect((await play.get(`/erasures/${erased}`)).body).toMatchObject({ status: 'erased' });
  expect((await play.deps.store.remains(erased)).keys).toEqual([]);
  const held = await play.deps.store.heldMail({ status: 'held', limit: 10 });
  expect(held.items.map(({ from, reason }) => [from, reason])).toEqual(
    expect.arrayContaining([
      ['ash@home.example', 'left behind'],
      ['bo@home.example', 'left behind'],
    ]),
  );
  const next = await play.complaint();
  expect(lost).not.toContain(next);
  expect(numberOf(next)).toBeGreaterThan(Math.max(...lost.map(numberOf)));

  expect((await play.step(underWay, 'stage-1')).status).toBe('open');
  expect((await play.decide(underWay, 'stage-1', 'respond', responded, 'team-manager')).status).toBe(200);
  await play.settle();
  expect((await play.step(underWay, 'stage-1-check')).status).toBe('open');
  expect(await brokenPromises(play, underWay)).toEqual([]);
});
