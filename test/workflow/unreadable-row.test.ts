import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { checkData } from '../../functions/operations/check-data.ts';
import { repairCases } from '../../functions/operations/repair-cases.ts';
import { sweepCases } from '../../functions/operations/sweep-cases/sweep-cases.ts';
import type { Log } from '../../functions/runtime/log-messages.ts';
import { openPlay, routed } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

test('a case whose row cannot be read is missing from lists, which say so, and from nothing else', async () => {
  const logged: { code: string; fields: object }[] = [];
  const log: Log = (code, fields) => void logged.push({ code, fields });
  const play = await openPlay('2026-06-01T09:00:00Z', { log });
  const [before, broken, after] = [await play.complaint(), await play.complaint(), await play.complaint()];
  // On its own list it is missing; on those of which it is no part nothing is.
  await play.mail({ subject: `Re: ${broken}`, text: 'Nobody rings.' });
  await play.settle();
  using database = new DatabaseSync(path.join(play.dataDir, 'redress.sqlite'));
  const docOf = database.prepare("SELECT doc FROM items WHERE pk = ? AND sk = 'META'");
  const whole = docOf.get(`CASE#${broken}`);
  const write = database.prepare("UPDATE items SET doc = ? WHERE pk = ? AND sk = 'META'");
  const desk = browse(play);
  await desk.signIn('complaints-officer');
  const oneMissing = 'One entry cannot be read, so it is missing here.';
  const listed: [string, boolean][] = [
    ['/tasks', true],
    ['/cases', true],
    ['/messages', true],
    ['/messages?show=handled', true],
    ['/letters-to-post', false],
    ['/overview', true],
  ];

  // Of another form, and no JSON at all.
  for (const doc of ['{"status":"open"}', '{"status":']) {
    write.run(doc, `CASE#${broken}`);
    for (const [list, misses] of listed) {
      const { status, text } = await desk.get(list);
      expect([list, status, text.includes(oneMissing)]).toEqual([list, 200, misses]);
      expect(text).not.toContain(broken);
    }
    expect((await desk.get('/cases')).text).toContain(after);
    expect((await play.get('/cases?limit=1')).body).toMatchObject({ items: [{ reference: after }] });
    expect((await play.get('/cases')).body).toMatchObject({
      items: [{ reference: after }, { reference: before }],
      unreadable: 1,
    });
    expect((await play.get('/tasks')).body).toMatchObject({ unreadable: 1 });
    const rows = await play.get('/reporting-rows?format=csv', 'report-writer');
    expect(rows.text).toContain('reference is of a case that cannot be read');
    expect(await repairCases(play.deps)).toMatchObject({ failed: 0 });
    expect(await sweepCases(play.deps)).toMatchObject({ failed: 0, tasksFailed: 0 });
  }
  expect(new Set(logged.map(({ code, fields }) => JSON.stringify({ code, fields })))).toEqual(
    new Set([JSON.stringify({ code: 'row-unreadable', fields: { row: `CASE#${broken} META` } })]),
  );

  // Others go on, and nothing of the case is lost.
  await play.to('2026-06-02', '08:30');
  const digests = await play.digests();
  expect(digests.map(({ text }) => [after, broken].filter((one) => text.includes(one)))).toContainEqual([
    after,
  ]);
  const checked = [];
  for await (const one of checkData(play.deps.store, { mend: true })) checked.push(one);
  expect(checked).toContainEqual({
    reference: broken,
    mended: true,
    found: 'unreadable state',
    row: `CASE#${broken} META`,
  });
  expect(docOf.get(`CASE#${broken}`)).toEqual(whole);
  expect((await desk.get('/cases')).text).toContain(broken);
  expect((await desk.get('/cases')).text).not.toContain('cannot be read');
  expect(await play.decide(broken, 'triage', 'route', routed)).toMatchObject({ status: 200 });
});
