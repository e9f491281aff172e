import { describe, expect, test } from 'vitest';
import { acknowledged, childrensWay, found, openPlay, responded, stage2Way, type Play } from '../play.ts';

// A person complained about is told nothing of the case. Someone else must be told and be able to act.

const officers = ['complaints-officer', 'complaints-officer-2'];

/** The users who get a letter of this template from now until a day, by their ids. */
async function toldUntil(play: Play, reference: string, day: string, template: string): Promise<string[]> {
  const before = (await play.file(reference)).state.letters.length;
  await play.to(day);
  const letters = (await play.file(reference)).state.letters.slice(before);
  const to = letters.filter((letter) => letter.template === template).map((letter) => letter.to);
  return [...new Set(to.map((one) => one.replace('user:', '')))].sort();
}

const complainAbout = async (play: Play, reference: string, complainedAbout: string[], user?: string) => {
  const call = user === undefined ? {} : { user };
  expect((await play.post(`/cases/${reference}/details`, { complainedAbout }, call)).status).toBe(200);
  await play.settle();
};

describe('a case with a complaint about someone who deals with it', () => {
  test('sends alerts and digests of its handler to the other officers', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await complainAbout(play, reference, ['complaints-officer'], 'complaints-officer-2');
    expect(await toldUntil(play, reference, '2026-06-17', 'alert-overdue')).toEqual([
      'complaints-officer-2',
      'team-manager',
    ]);
    const digests = (await play.digests()).filter(({ text }) => text.includes(reference));
    expect(digests.map(({ to }) => to)).toContain('complaints-officer-2@council.example');
    expect(digests.map(({ to }) => to)).not.toContain('complaints-officer@council.example');
  });

  test('escalates past a head of service complained about to the director', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await complainAbout(play, reference, ['senior-manager']);
    expect(await toldUntil(play, reference, '2026-06-19', 'alert-escalation')).toEqual([
      'complaints-officer',
      'director',
      'director-2',
    ]);
  });

  test('is run by the directors when every complaints officer is complained about', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    expect((await play.get(`/cases/${reference}`, 'director')).status).toBe(404);
    await complainAbout(play, reference, officers);
    for (const officer of officers) expect((await play.get(`/cases/${reference}`, officer)).status).toBe(404);
    expect((await play.get(`/cases/${reference}`, 'director')).status).toBe(200);
    expect(await toldUntil(play, reference, '2026-06-17', 'alert-overdue')).toEqual([
      'director',
      'director-2',
      'team-manager',
    ]);
    await play.along(reference, [
      ['stage-1', 'respond', responded, 'team-manager'],
      ['stage-1-check', 'accept', {}, 'quality-checker'],
      ['stage-1-sign-off', 'send', {}, 'director'],
    ]);
    // Nothing that the complainant reads is signed by someone complained about.
    const [answer] = (await play.letters()).filter(({ to }) => to === 'sam.carter@home.example').slice(-1);
    expect(answer?.text).not.toContain(play.deps.council.users.find(({ id }) => id === officers[0])?.name);
    const foreign = await play.complaint();
    expect((await play.get(`/cases/${foreign}`, 'director')).status).toBe(404);
  });

  test('opens a later step of theirs unassigned, for those who run the case to assign', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const way = [...childrensWay, ...stage2Way];
    const reference = await play.complaintAt('stage-2', {}, way);
    const report = await play.document(reference, 'Report');
    await complainAbout(play, reference, ['independent-person']);
    // Alerts of the way here have gone, and no one's hour is running.
    await play.to('2026-06-01', '14:00');
    const before = (await play.letters()).length;
    await play.along(reference, [
      ['stage-2', 'submit-report', { investigationReport: report, findings: found }, 'investigating-officer'],
    ]);
    const task = (await play.file(reference)).state.tasks.at(-1);
    expect([task?.step, task?.assignee]).toEqual(['stage-2-independent-report', undefined]);
    // No other Independent Person hears of a case to which no one has appointed them.
    const told = (await play.letters()).slice(before).map(({ to }) => to);
    expect(told).toEqual(['complaints-officer@council.example', 'complaints-officer-2@council.example']);
    const given = await play.post(`/cases/${reference}/tasks/stage-2-independent-report/assignee`, {
      assignee: 'independent-person-2',
      reason: 'A complaint about the first.',
    });
    expect(given.status).toBe(200);
    await play.sign(reference, 'independent-person-2');
    expect((await play.get(`/cases/${reference}`, 'independent-person-2')).status).toBe(200);
  });

  test('makes no one complained about the owner of an action or a learning point', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await complainAbout(play, reference, ['quality-checker']);
    const owner = 'quality-checker';
    const refused = await play.decide(
      reference,
      'stage-1',
      'respond',
      {
        ...responded,
        learning: [{ text: 'Call back', owner }],
        actions: [{ text: 'A rota', owner, dueOn: '2026-07-01' }],
      },
      'team-manager',
    );
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('answers.learning.0.owner');
    expect(refused.text).toContain('answers.actions.0.owner');
    expect(refused.text).toContain('is complained about');
  });
});

describe('a step decided after its due day, before its timer has run', () => {
  const breachesOf = async (play: Play, reference: string) =>
    (await play.events(reference)).flatMap((event) =>
      event.type === 'milestone' && event.milestone === 'breach' ? [event.task] : [],
    );

  test.each([
    ['the step is done', 'acknowledge', 'acknowledge', acknowledged, undefined],
    ['it is withdrawn', 'acknowledge', 'withdraw', { reason: 'Settled.' }, undefined],
    ['it is extended', 'stage-1', 'extend', { until: '2026-06-26', reason: 'A witness is ill.' }, undefined],
  ] as const)('is a breach, once: %s', async (_, step, outcome, given, user) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt(step);
    const { due } = await play.step(reference, step);
    // One second into the day after; nothing that waits for this moment has run.
    const late = new Date(Date.parse(`${due}T23:00:00Z`) + 1000);
    play.system.clock.moveTo(late);
    expect((await play.choose(reference, step, outcome, given, user)).status).toBe(200);
    await play.settle();
    await play.to('2026-06-17');
    expect((await breachesOf(play, reference)).filter((task) => task === `${step}#1`)).toEqual([`${step}#1`]);
  });

  test('is left to the timer and its alerts if the decision leaves it open', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    play.system.clock.moveTo(new Date('2026-06-15T23:00:01Z'));
    const delay = { expected: '2026-06-18', reason: 'A witness is ill.' };
    expect((await play.choose(reference, 'stage-1', 'report-delay', delay, 'team-manager')).status).toBe(200);
    expect(await breachesOf(play, reference)).toEqual([]);
    await play.settle();
    expect(await breachesOf(play, reference)).toEqual(['stage-1#1']);
    expect(await play.lettersOf(reference, 'user:team-manager')).toContain('alert-overdue');
  });

  test('a window that has closed refuses requests and lapses', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-2-window');
    play.system.clock.moveTo(new Date('2026-06-29T23:00:01Z'));
    const before = await play.file(reference);
    const late = await play.choose(reference, 'stage-2-window', 'request-stage-2', { unresolved: 'Calls.' });
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('was 29 June 2026')]);
    expect(late.text).toContain('reopen the case');
    expect(await play.file(reference)).toEqual(before);
    await play.settle();
    expect((await play.view(reference)).closedAs).toBe('answered at stage 1');
  });
});
