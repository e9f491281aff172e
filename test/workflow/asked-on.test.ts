import { expect, test } from 'vitest';
import { acknowledged, childrensWay, openPlay, routed, stage2Way } from '../play.ts';

// The clocks of the next stage start with the request (law.md sections 2 and 3), not with the day someone
// enters it.

const unresolved = 'The calls.';

test('a request entered days later starts its clocks on the day it was made', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-window');
  await play.to('2026-06-08');
  const early = await play.decide(reference, 'stage-2-window', 'request-stage-2', {
    unresolved,
    askedOn: '2026-05-29',
  });
  expect([early.status, early.text]).toEqual([
    422,
    expect.stringContaining('Enter 1 June 2026 or a later day. This step began'),
  ]);
  await play.along(reference, [
    ['stage-2-window', 'request-stage-2', { unresolved, askedOn: '2026-06-05' }],
    ...stage2Way.slice(0, 2),
    [
      'stage-2-statement',
      'agreed',
      { agreedOn: '2026-06-08', statement: 'No calls.', unsignedConfirmed: true },
    ],
  ]);
  const steps = (await play.view(reference)).steps
    .slice(-3)
    .map(({ step, due, alsoDue }) => [step, due, alsoDue]);
  expect(steps).toEqual([
    ['stage-2-commission', '2026-06-12', undefined],
    ['stage-2-statement', '2026-06-12', undefined],
    // 25 working days from Friday 5 June, and from the statement on Monday 8 June.
    ['stage-2', '2026-07-10', '2026-07-13'],
  ]);
});

test('a request without a day counts from the day of the decision', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-commission', {}, [...childrensWay, ...stage2Way]);
  expect((await play.step(reference, 'stage-2-commission')).due).toBe('2026-06-08');
});

test('a request made in time but found after the window keeps its day when the case is reopened', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-window');
  await play.to('2026-07-02');
  expect((await play.view(reference)).closedAs).toBe('answered at stage 1');
  const reopen = (askedOn: string) =>
    play.post(`/cases/${reference}/reopening`, {
      step: 'stage-2-commission',
      reason: 'Their letter lay in the wrong office.',
      askedOn,
    });
  const before = await play.file(reference);
  expect((await reopen('2026-07-03')).text).toContain('Enter 2 July 2026 or an earlier day');
  expect((await reopen('2026-05-29')).text).toContain(
    'Enter 1 June 2026 or a later day. The complaint was received on that day',
  );
  expect(await play.file(reference)).toEqual(before);
  expect((await reopen('2026-06-26')).status).toBe(200);
  await play.settle();
  expect((await play.step(reference, 'stage-2-commission')).due).toBe('2026-07-03');
});

test('a complaint declined at triage and reopened there starts its clocks that day, with one letter', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [['triage', 'decline', { ground: 'not ours', reason: 'It is of a school.' }]]);
  await play.to('2026-09-01');
  await play.post(`/cases/${reference}/reopening`, { step: 'triage', reason: 'It is ours after all.' });
  await play.settle();
  await play.along(reference, [['triage', 'route', routed]]);
  expect((await play.step(reference, 'acknowledge')).due).toBe('2026-09-04');
  await play.along(reference, [['acknowledge', 'acknowledge', acknowledged]]);
  expect((await play.step(reference, 'stage-1')).due).toBe('2026-09-15');
  const told = (await play.lettersOf(reference, 'complainant')).filter((letter) => letter === 'reopened');
  expect(told).toEqual(['reopened']);
});

test('a request without an answer is refused for a day before the right existed', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-07-06');
  const choose = (outcome: string, given: object) => play.decide(reference, 'stage-1', outcome, given);
  const early = await choose('go-to-stage-2', { unresolved, askedOn: '2026-06-05' });
  expect([early.status, early.text]).toEqual([
    422,
    expect.stringContaining('Enter 30 June 2026 or a later day'),
  ]);
  // To wait can be agreed at any time, before or after the right.
  const agreed = await choose('agree-to-wait', { agreedOn: '2026-06-29', until: '2026-07-20' });
  expect(agreed.status).toBe(200);
  expect((await choose('go-to-stage-2', { unresolved, askedOn: '2026-06-30' })).status).toBe(200);
  expect((await play.step(reference, 'stage-2-commission')).due).toBe('2026-07-07');
});

test.each<[string, string, RegExp]>([
  ['stage-3-panel', 'stage-3-panel-meeting', /panel chair.*“Appoint the panel and set the meeting”/],
  ['stage-2-window', 'stage-2', /investigating officer.*“Commission the Investigating Officer/],
])('refuses to reopen a case closed at %s at %s, where no one is appointed', async (at, step, words) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = at === 'stage-2-window' ? await play.complaintAt(at) : await play.complaintAtStage3(at);
  await play.along(reference, [[at, 'withdraw', { reason: 'Settled.' }]]);
  const before = await play.file(reference);
  const reopen = (where: string) =>
    play.post(`/cases/${reference}/reopening`, { step: where, reason: 'They ask again.' });
  const refused = await reopen(step);
  expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(words)]);
  expect(await play.file(reference)).toEqual(before);
  expect((await reopen(at)).status).toBe(200);
});

test('the next stage can be requested without a reason', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-window');
  expect((await play.decide(reference, 'stage-2-window', 'request-stage-2')).status).toBe(200);
  expect((await play.step(reference, 'stage-2-commission')).status).toBe('open');
});
