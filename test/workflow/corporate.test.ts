import { describe, expect, test } from 'vitest';
import { brokenPromises, openPlay, responded, routed, type Play, type Turn } from '../play.ts';
import { file, inFull } from './in-full.ts';

const triage: Turn = ['triage', 'route', { ...routed, procedure: 'corporate' }];
const stage1: readonly Turn[] = [
  ['stage-1', 'respond', responded, 'team-manager'],
  ['stage-1-check', 'accept', {}, 'quality-checker'],
  ['stage-1-sign-off', 'send'],
];
const review: readonly Turn[] = [
  ['stage-2', 'respond', responded, 'team-manager-2'],
  ['stage-2-check', 'accept', {}, 'quality-checker'],
  ['stage-2-sign-off', 'send'],
];

/** A corporate complaint that was received on a day and is at its acknowledgement. */
async function receivedOn(day: string) {
  const play = await openPlay(`${day}T09:00:00Z`);
  const reference = await play.complaint();
  await play.along(reference, [triage]);
  return { play, reference };
}

const due = async (play: Play, reference: string, step: string) => (await play.step(reference, step)).due;

describe('the day of receipt decides the version', () => {
  test.each([
    // London's day counts: half past midnight in British Summer Time is still the day before in UTC.
    ['the last minute of 31 March', '2026-03-31T22:59:00Z', '2019', '2026-04-07'],
    ['the first minute of 1 April', '2026-03-31T23:30:00Z', '2026', '2026-04-10'],
    ['1 April at noon', '2026-04-01T11:00:00Z', '2026', '2026-04-10'],
  ])('%s', async (_, at, version, acknowledgeBy) => {
    const play = await openPlay(at);
    const reference = await play.complaint();
    await play.along(reference, [triage]);
    expect((await play.view(reference)).procedure).toMatchObject({ id: 'corporate', version });
    expect(await due(play, reference, 'acknowledge')).toBe(acknowledgeBy);
  });

  test('a letter of March entered in April follows the rules of March', async () => {
    const play = await openPlay('2026-04-02T09:00:00Z');
    const reference = await play.complaint({ channel: 'letter', receivedAt: '2026-03-31T10:00:00Z' });
    await play.along(reference, [triage]);
    expect((await play.view(reference)).procedure?.version).toBe('2019');
  });
});

test('until 31 March 2026: 30 working days from receipt, and a review in 30 from the request', async () => {
  const { play, reference } = await receivedOn('2026-03-02');
  expect(await due(play, reference, 'acknowledge')).toBe('2026-03-05');
  await play.to('2026-03-05');
  await play.along(reference, [['acknowledge', 'acknowledge', { investigator: 'team-manager' }]]);
  expect(await due(play, reference, 'stage-1')).toBe('2026-04-15');
  await expect(await inFull(play, 'We have your complaint')).toMatchFileSnapshot(
    file('corporate-2019-acknowledgement'),
  );
  const extended = await play.decide(reference, 'stage-1', 'extend', { until: '2026-04-20', reason: 'Ill.' });
  expect([extended.status, extended.text]).toEqual([422, expect.stringContaining('unknown-outcome')]);
  await play.to('2026-04-15');
  await play.along(reference, stage1);
  expect(await due(play, reference, 'stage-2-window')).toBe('2026-05-14');
  await play.to('2026-05-14');
  await play.along(reference, [['stage-2-window', 'request-stage-2', { unresolved: 'All of it.' }]]);
  expect(await due(play, reference, 'stage-2-acknowledge')).toBe('2026-05-19');
  await play.to('2026-05-19');
  await play.along(reference, [['stage-2-acknowledge', 'acknowledge', { reviewer: 'team-manager-2' }]]);
  // From the request on 14 May, not from its acknowledgement; 25 May is a bank holiday.
  expect(await due(play, reference, 'stage-2')).toBe('2026-06-26');
  await play.along(reference, review);
  const view = await play.view(reference);
  expect([view.status, view.closedAs, view.outcome]).toEqual(['closed', 'answered at stage 2', 'upheld']);
  await expect(await inFull(play, 'Our final answer')).toMatchFileSnapshot(file('corporate-2019-answered'));
  expect(await play.lettersOf(reference, 'complainant')).toEqual([
    'acknowledgement',
    'stage-1-response',
    'window-closing',
    'review-started',
    'final-response',
  ]);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('from 1 April 2026: the clocks of both stages start with their acknowledgements', async () => {
  const { play, reference } = await receivedOn('2026-06-01');
  expect(await due(play, reference, 'acknowledge')).toBe('2026-06-08');
  await play.to('2026-06-05');
  await play.along(reference, [['acknowledge', 'acknowledge', { investigator: 'team-manager' }]]);
  expect(await play.step(reference, 'stage-1')).toMatchObject({ due: '2026-06-19' });
  const reason = 'The file is with the archive.';
  const tooLate = await play.decide(reference, 'stage-1', 'extend', { until: '2026-07-06', reason });
  expect([tooLate.status, tooLate.text]).toEqual([422, expect.stringContaining('3 July 2026')]);
  await play.along(reference, [['stage-1', 'extend', { until: '2026-07-03', reason }]]);
  const again = await play.decide(reference, 'stage-1', 'extend', { until: '2026-07-03', reason });
  expect([again.status, again.text]).toEqual([
    422,
    expect.stringContaining('cannot be extended any further'),
  ]);
  await play.to('2026-07-03');
  await play.along(reference, [
    ...stage1,
    ['stage-2-window', 'request-stage-2', { unresolved: 'All of it.' }],
  ]);
  expect(await due(play, reference, 'stage-2-acknowledge')).toBe('2026-07-10');
  await play.to('2026-07-08');
  await play.along(reference, [['stage-2-acknowledge', 'acknowledge', { reviewer: 'team-manager-2' }]]);
  expect(await due(play, reference, 'stage-2')).toBe('2026-08-05');
  await play.along(reference, [['stage-2', 'extend', { until: '2026-09-03', reason }]]);
  expect(await play.step(reference, 'stage-2')).toMatchObject({
    originalDue: '2026-08-05',
    due: '2026-09-03',
  });
  await play.along(reference, review);
  expect((await play.view(reference)).closedAs).toBe('answered at stage 2');
  expect(await play.lettersOf(reference, 'complainant')).toEqual([
    'acknowledgement',
    'extension',
    'stage-1-response',
    'review-started',
    'extension',
    'final-response',
  ]);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('the author of the first answer cannot review it; only the appointed reviewer can, whatever their role', async () => {
  const { play, reference } = await receivedOn('2026-06-01');
  await play.along(reference, [
    ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
    ...stage1,
    ['stage-2-window', 'request-stage-2', { unresolved: 'All of it.' }],
  ]);
  const before = await play.events(reference);
  const same = await play.decide(reference, 'stage-2-acknowledge', 'acknowledge', {
    reviewer: 'team-manager',
  });
  expect(same.status).toBe(422);
  expect(same.text).toContain('is already the investigator in this case');
  expect(await play.events(reference)).toEqual(before);

  await play.along(reference, [['stage-2-acknowledge', 'acknowledge', { reviewer: 'senior-manager' }]]);
  expect((await play.step(reference, 'stage-2', 'senior-manager')).assignee).toBe('senior-manager');
  const first = await play.decide(reference, 'stage-2', 'respond', responded, 'team-manager');
  expect(first.status).toBe(403);
  await play.along(reference, [['stage-2', 'respond', responded, 'senior-manager']]);
});

test('the window closes on its last day when no one asks for a review', async () => {
  const { play, reference } = await receivedOn('2026-06-01');
  await play.along(reference, [['acknowledge', 'acknowledge', { investigator: 'team-manager' }], ...stage1]);
  await play.to('2026-06-29', '23:59');
  expect((await play.view(reference)).status).toBe('open');
  await play.to('2026-06-30', '00:00');
  const view = await play.view(reference);
  expect([view.status, view.closedAs]).toEqual(['closed', 'answered at stage 1']);
  expect((await play.lettersOf(reference, 'complainant')).slice(-2)).toEqual([
    'window-closing',
    'window-closed',
  ]);
});
