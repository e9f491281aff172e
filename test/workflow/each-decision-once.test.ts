import { runOf } from '../../functions/domain/case/case.ts';
import { describe, expect, test } from 'vitest';
import { planStep } from '../../functions/operations/runs/plan-step.ts';
import { repairCases } from '../../functions/operations/repair-cases.ts';
import { answers, brokenPromises, checkedAndSent, openPlay, responded, routed, type Play } from '../play.ts';

const stage2 = answers['stage-2-window']['request-stage-2'];

/** How a step was decided, each decision with its place. */
async function decisions(play: Play, reference: string, step: string): Promise<string[]> {
  const { tasks } = (await play.file(reference)).state;
  return tasks
    .filter((task) => task.step === step)
    .flatMap((task) => task.decisions.map(({ n, outcome }) => `${task.key} ${n} ${outcome}`));
}

/** The system with a workflow service that can be switched off. */
async function openWithEngine() {
  const engine = { up: true };
  const reached = <T>(call: () => Promise<T>) =>
    engine.up ? call() : Promise.reject(new Error('the engine is down'));
  const play = await openPlay('2026-06-01T09:00:00Z', {
    adapters: ({ workflows }) => ({
      workflows: {
        ...workflows,
        start: (execution) => reached(() => workflows.start(execution)),
        succeed: (token, output) => reached(() => workflows.succeed(token, output)),
      },
    }),
  });
  return { play, engine };
}

describe.each([
  // Received and answered, and the first moment after the window that closes 20 working days later.
  ['in summer', '2026-06-01T09:00:00Z', '2026-06-29T23:00:00.000Z', '2026-07-02'],
  ['in winter', '2026-11-23T10:00:00Z', '2026-12-22T00:00:00.000Z', '2026-12-24'],
])('a decision in the same second as the end of its window, %s', (_, receivedAt, afterWindow, daysLater) => {
  async function inWindow(): Promise<{ play: Play; reference: string }> {
    const play = await openPlay(receivedAt);
    const reference = await play.complaintAt('stage-2-window');
    await play.toInstant(new Date(Date.parse(afterWindow) - 1000).toISOString());
    return { play, reference };
  }

  test('accepts a decision in its last second', async () => {
    const { play, reference } = await inWindow();
    expect((await play.decide(reference, 'stage-2-window', 'request-stage-2', stage2)).status).toBe(200);
    await play.to(daysLater);
    expect(await decisions(play, reference, 'stage-2-window')).toEqual([
      'stage-2-window#1 1 request-stage-2',
    ]);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('refuses a request in the first second after it, before the timer runs, and lets the window lapse', async () => {
    const { play, reference } = await inWindow();
    play.system.clock.moveTo(new Date(afterWindow));
    const answer = await play.choose(reference, 'stage-2-window', 'request-stage-2', stage2);
    expect([answer.status, answer.text]).toEqual([
      422,
      expect.stringContaining('To accept a late request, reopen the case'),
    ]);
    await play.to(daysLater);
    expect(await decisions(play, reference, 'stage-2-window')).toEqual(['stage-2-window#1 1 lapse']);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('refuses the decision when it lapsed first', async () => {
    const { play, reference } = await inWindow();
    await play.toInstant(afterWindow);
    const answer = await play.choose(reference, 'stage-2-window', 'request-stage-2', stage2);
    expect([answer.status, answer.text]).toEqual([
      409,
      expect.stringContaining('The window closed without a request'),
    ]);
    await play.to(daysLater);
    expect(await decisions(play, reference, 'stage-2-window')).toEqual(['stage-2-window#1 1 lapse']);
    expect((await play.view(reference)).closedAs).toBe('answered at stage 1');
    expect(await brokenPromises(play, reference)).toEqual([]);
  });

  test('accepts exactly one when both happen at once', async () => {
    const { play, reference } = await inWindow();
    const seen = (await play.step(reference, 'stage-2-window')).etag;
    const [answer] = await Promise.all([
      play.post(
        `/cases/${reference}/tasks/stage-2-window/decision`,
        { outcome: 'request-stage-2', answers: stage2 },
        { headers: { 'if-match': `"${seen}"` } },
      ),
      play.toInstant(afterWindow),
    ]);
    await play.to(daysLater);
    const decided = answer.status === 200 ? 'request-stage-2' : 'lapse';
    expect(await decisions(play, reference, 'stage-2-window')).toEqual([`stage-2-window#1 1 ${decided}`]);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });
});

describe('a decision in the same second as the breach', () => {
  test.each([
    ['before the timer runs', false],
    ['after it', true],
  ])('%s', async (_, timerFirst) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await play.toInstant('2026-06-15T22:59:59.000Z');
    if (timerFirst) await play.toInstant('2026-06-15T23:00:00.000Z');
    else play.system.clock.moveTo(new Date('2026-06-15T23:00:00.000Z'));
    expect((await play.choose(reference, 'stage-1', 'respond', responded)).status).toBe(200);
    await play.settle();
    await play.along(reference, checkedAndSent);
    await play.to('2026-07-01');
    expect(await play.lettersOf(reference, 'complainant')).toEqual(['acknowledgement', 'stage-1-response']);
    // That second is the 16th in London: 20 working days from there.
    expect((await play.step(reference, 'stage-2-window')).due).toBe('2026-07-14');
    expect(await decisions(play, reference, 'stage-1')).toEqual(['stage-1#1 1 respond']);
    // One breach of the one limit, on the late step, whichever process noticed it first.
    expect((await play.story(reference)).filter((line) => line.startsWith('breach'))).toEqual([
      'breach stage-1#1',
    ]);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });
});

test('ends the step with a decision long after the breach', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-08-03');
  expect((await play.decide(reference, 'stage-1', 'respond', responded)).status).toBe(200);
  await play.along(reference, checkedAndSent);
  expect((await play.step(reference, 'stage-2-window')).due).toBe('2026-09-01');
});

test('tells the second of two deciders how it was decided, even at the same moment', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('triage');
  const { etag } = await play.step(reference, 'triage');
  const send = (outcome: string, given: object, user: string) =>
    play.post(
      `/cases/${reference}/tasks/triage/decision`,
      { outcome, answers: given },
      { user, headers: { 'if-match': `"${etag}"` } },
    );
  const answered = await Promise.all([
    send('route', routed, 'complaints-officer'),
    send('decline', { ground: 'not ours', reason: 'Not ours.' }, 'complaints-officer-2'),
  ]);
  expect(answered.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  await play.settle();
  expect((await send('route', routed, 'complaints-officer')).status).toBe(409);
  expect(await decisions(play, reference, 'triage')).toHaveLength(1);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test.each([
  ['no If-Match', {}, 428],
  ['another step', { 'if-match': '"stage-1#1.0.2026-06-15..0."' }, 412],
  ['nonsense', { 'if-match': 'nonsense' }, 412],
])('refuses a decision with %s', async (_, headers, status) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('triage');
  const answer = await play.post(
    `/cases/${reference}/tasks/triage/decision`,
    { outcome: 'route', answers: routed },
    { headers },
  );
  expect([answer.status, await decisions(play, reference, 'triage')]).toEqual([status, []]);
});

test('tells the second of two people who extend a step, and a later answer, that it has changed', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const { etag } = await play.step(reference, 'stage-1');
  const send = (outcome: string, given: object) =>
    play.post(
      `/cases/${reference}/tasks/stage-1/decision`,
      { outcome, answers: given },
      { headers: { 'if-match': `"${etag}"` } },
    );
  const answered = await Promise.all(
    ['2026-06-20', '2026-06-22'].map((until) => send('extend', { until, reason: 'Leave.' })),
  );
  expect(answered.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  await play.settle();
  expect((await send('respond', responded)).status).toBe(412);
  expect(await play.lettersOf(reference, 'complainant')).toEqual(['acknowledgement', 'extension']);
});

test('takes in an extension and an answer of the same moment in order, each with its letter', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  expect(
    (await play.choose(reference, 'stage-1', 'extend', { until: '2026-06-22', reason: 'Leave.' })).status,
  ).toBe(200);
  expect((await play.choose(reference, 'stage-1', 'respond', responded)).status).toBe(200);
  await play.settle();
  expect(await decisions(play, reference, 'stage-1')).toEqual(['stage-1#1 1 extend', 'stage-1#1 2 respond']);
  await play.along(reference, checkedAndSent);
  expect(await play.lettersOf(reference, 'complainant')).toEqual([
    'acknowledgement',
    'extension',
    'stage-1-response',
  ]);
  expect((await play.step(reference, 'stage-2-window')).status).toBe('open');
  // Until no alert to staff waits for the hour of its reader to be over.
  await play.to('2026-06-01', '14:00');
  expect(await play.deps.store.outbox({ before: '2027-01-01T00:00:00.000Z', limit: 10 })).toEqual({
    items: [],
  });
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test.each([1, 2])(
  '%i decisions while the engine is down: kept on the case, told by the repair',
  async (count) => {
    const { play, engine } = await openWithEngine();
    const reference = await play.complaintAt('stage-1');
    const untold = async () =>
      (await play.deps.store.outbox({ before: '2027-01-01T00:00:00.000Z', limit: 10 })).items;
    const turns = [
      ['extend', { until: '2026-06-22', reason: 'Leave.' }],
      ['respond', responded],
    ] as const;
    // Alerts of the way here have gone, and no one's hour is running: the outbox is empty.
    await play.to('2026-06-01', '14:00');
    expect(await untold()).toEqual([]);
    engine.up = false;
    for (const [outcome, given] of turns.slice(2 - count)) {
      const answer = await play.post(
        `/cases/${reference}/tasks/stage-1/decision`,
        { outcome, answers: given },
        { headers: { 'if-match': '*' } },
      );
      expect(answer.status).toBe(200);
    }
    expect(await untold()).toHaveLength(count);
    expect((await play.view(reference)).steps.at(-1)).toMatchObject({ step: 'stage-1', status: 'decided' });
    engine.up = true;
    await play.to('2026-06-01', '16:00');
    expect((await decisions(play, reference, 'stage-1')).at(-1)).toBe(`stage-1#1 ${count} respond`);
    await play.along(reference, checkedAndSent);
    expect((await play.step(reference, 'stage-2-window')).status).toBe('open');
    expect(await play.lettersOf(reference, 'complainant')).toEqual([
      'acknowledgement',
      ...(count === 2 ? ['extension'] : []),
      'stage-1-response',
    ]);
    await play.to('2026-06-01', '19:00');
    expect(await untold()).toEqual([]);
    expect(await repairCases(play.deps, { alsoFresh: true })).toEqual({ dispatched: 0, failed: 0 });
    expect(await brokenPromises(play, reference)).toEqual([]);
  },
);

test.each([
  ['a call', (play: Play) => play.complaint()],
  ['a mail', (play: Play) => play.mail()],
] as const)('keeps %s that arrives while the engine is down, and starts intake later', async (_, comes) => {
  const { play, engine } = await openWithEngine();
  engine.up = false;
  await comes(play);
  const reference = 'SC-2026-00001-4';
  expect((await play.view(reference)).steps).toEqual([]);
  engine.up = true;
  await play.to('2026-06-01', '12:00');
  expect((await play.step(reference, 'triage')).status).toBe('open');
});

test('opens one task and sends each alert once when several plan a step at once', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const posted = await play.post('/feedback', {
    channel: 'phone',
    text: 'No calls.',
    person: { name: 'Sam Carter' },
  });
  expect(posted.status).toBe(201);
  const reference = 'SC-2026-00001-4';
  const { definition } = runOf((await play.file(reference)).state, 1);
  const input = { caseId: reference, run: 1, step: 'triage', turn: 1, handled: 0, definition };
  const plans = await Promise.all([1, 2, 3].map(() => planStep(play.deps, input)));
  await play.settle();
  expect(new Set(plans.map(({ task, outcome }) => `${task} ${outcome}`))).toEqual(
    new Set(['triage#1 undecided']),
  );
  expect(await play.story(reference)).toEqual([
    'received',
    'start intake',
    'open triage#1 due 2026-06-02',
    'opened triage#1',
    'letter alert-task-opened to user:complaints-officer',
    'letter alert-task-opened to user:complaints-officer-2',
    'sent alert-task-opened',
    'sent alert-task-opened',
  ]);
  expect(await brokenPromises(play, reference)).toEqual([]);
});
