import { expect, test } from 'vitest';
import * as z from 'zod';
import { openTasks } from '../../functions/domain/case/case.ts';
import { rowOf } from '../../functions/operations/export-rows.ts';
import { leftInOutbox } from '../unsent-letters.ts';
import { browse } from '../web/pages/browse.ts';
import {
  acknowledged,
  checkedAndSent,
  complainant,
  openPlay,
  responded,
  routed,
  type Play,
} from '../play.ts';

// One clock, read everywhere. Days by hand: in 2026 Good Friday is 3 April, Easter Monday 6 April, early May holiday 4 May.

const officer = 'complaints-officer@council.example';

/** Every list and page in which a case can stand as overdue, and what each says of it. */
async function everywhere(play: Play, reference: string) {
  const Listed = z.object({ items: z.array(z.looseObject({ reference: z.string() })) });
  const isListed = async (url: string) =>
    Listed.parse((await play.get(url)).body).items.some((one) => one.reference === reference);
  const manager = browse(play);
  await manager.signIn('senior-manager');
  const staff = browse(play);
  await staff.signIn('complaints-officer');
  const view = await play.view(reference);
  const row = await rowOf(play.deps, (await play.file(reference)).state);
  return {
    cases: await isListed('/cases?overdue=true'),
    tasks: await isListed('/tasks?overdue=true'),
    view: view.overdue,
    late: view.clocks
      .filter(({ workingDaysLate, status }) => workingDaysLate > 0 && status === 'running')
      .map(({ clock, workingDaysLate }) => `${clock} ${workingDaysLate}`),
    overview: (await manager.get('/overview')).text.includes(reference),
    page: /Overdue(?: by \d+ working days?)?/.exec((await staff.get(`/cases/${reference}`)).text)?.[0],
    row: row?.stage1,
  };
}

test('an email of 2 April that no one acknowledges is late in every list, digest, page and in the row', async () => {
  const play = await openPlay('2026-04-02T09:00:00Z');
  await play.mail();
  const [{ id: reference } = { id: '' }] = (await play.deps.store.cases({ limit: 1 })).items;
  await play.along(reference, [['triage', 'route', routed]]);
  const due = async (id: string) =>
    (await play.view(reference)).clocks.find(({ clock }) => clock === id)?.due;
  expect([await due('acknowledgement'), await due('stage-1')]).toEqual(['2026-04-09', '2026-04-20']);
  await play.to('2026-04-09', '23:59');
  expect(await everywhere(play, reference)).toMatchObject({
    cases: false,
    tasks: false,
    view: false,
    late: [],
  });
  await play.to('2026-04-22', '10:00');
  expect(await everywhere(play, reference)).toMatchObject({
    cases: true,
    tasks: true,
    view: true,
    late: ['acknowledgement 9', 'stage-1 2'],
    overview: true,
    page: 'Overdue by 9 working days',
    row: { opened: '2026-04-02', due: '2026-04-20', responded: null, outcome: null },
  });
  const digest = (await play.digests()).findLast(({ to }) => to === officer);
  expect(digest?.sentAt.slice(0, 10)).toBe('2026-04-22');
  expect(digest?.text).toContain(reference);
  await play.to('2026-05-06', '10:00');
  const letters = (await play.letters()).filter(({ to }) => to === complainant);
  expect(letters.map(({ subject }) => subject.replace(reference, '').replace(/[ :]+/g, ' ').trim())).toEqual([
    'We have your message',
    'Your complaint we are late',
    'Your complaint we are late',
    'Your complaint you do not have to wait any longer',
  ]);
  const shown = await browse(play).get(await play.privateLink());
  expect(shown.text).toContain('We are late');
  expect(await everywhere(play, reference)).toMatchObject({ late: ['acknowledgement 18', 'stage-1 11'] });

  // Declined now, there is no delay to write about any more: its task and its execution end with the case.
  const open = async () => openTasks((await play.file(reference)).state).map(({ step }) => step);
  expect(await open()).toEqual(['acknowledge', 'tell-of-delay']);
  await play.along(reference, [
    ['acknowledge', 'decline', { ground: 'not ours', reason: 'It is of a school.' }],
  ]);
  expect(await open()).toEqual([]);
  expect(play.system.engine.listExecutions({ status: 'RUNNING' })).toEqual([]);
  expect(await leftInOutbox(play)).toEqual([]);
  expect(play.faults).toEqual([]);
});

test('a Friday looked at on Sunday is late by no working day everywhere; an answer on the Friday is in time', async () => {
  // Ten working days from Friday 17 April end on Friday 1 May.
  const play = await openPlay('2026-04-17T09:00:00Z');
  const left = await play.complaint();
  const inTime = await play.complaint();
  const dayAfter = await play.complaint();
  for (const reference of [left, inTime, dayAfter])
    await play.along(reference, [
      ['triage', 'route', routed],
      ['acknowledge', 'acknowledge', acknowledged],
    ]);
  const stage1 = async (reference: string) =>
    (await rowOf(play.deps, (await play.file(reference)).state))?.stage1;
  await play.to('2026-05-01', '10:00');
  for (const reference of [inTime, dayAfter])
    await play.along(reference, [
      ['stage-1', 'respond', responded, 'team-manager'],
      ...checkedAndSent.slice(0, 1),
    ]);
  await play.to('2026-05-01', '23:58');
  await play.along(inTime, checkedAndSent.slice(1));
  expect(await everywhere(play, left)).toMatchObject({ cases: false, view: false, late: [] });
  await play.to('2026-05-02', '00:05');
  await play.along(dayAfter, checkedAndSent.slice(1));
  expect(await stage1(inTime)).toMatchObject({ responded: '2026-05-01', inTimeOriginal: true });
  expect(await stage1(dayAfter)).toMatchObject({ responded: '2026-05-02', inTimeOriginal: false });

  await play.to('2026-05-03', '12:00');
  expect(await everywhere(play, left)).toMatchObject({
    cases: true,
    tasks: true,
    view: true,
    late: [],
    overview: true,
    page: 'Overdue',
  });
  // Monday 4 May is a bank holiday.
  await play.to('2026-05-05', '12:00');
  expect(await everywhere(play, left)).toMatchObject({
    late: ['stage-1 1'],
    page: 'Overdue by 1 working day',
  });
  expect(play.faults).toEqual([]);
});
