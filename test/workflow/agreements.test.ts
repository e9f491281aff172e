import { describe, expect, test } from 'vitest';
import { reportingRow } from '../../functions/domain/records/make-reporting-row.ts';
import { currentCalendar } from '../../functions/dependencies.ts';
import { acknowledged, openPlay, responded, routed, type Play } from '../play.ts';

// The dates were worked out by hand from the bank holidays of 2026: spring 25 May, summer 31 August.

const letterAbout = async (play: Play, words: string) =>
  (await play.letters()).findLast(({ subject }) => subject.includes(words));

const clock = async (play: Play, reference: string, id: string) =>
  (await play.view(reference)).clocks.findLast((one) => one.clock === id);

const tasksAt = async (play: Play, reference: string, step: string) =>
  (await play.file(reference)).state.tasks.filter((task) => task.step === step);

async function rowOf(play: Play, reference: string) {
  const { state } = await play.file(reference);
  return reportingRow(state, null, play.deps.procedures, await currentCalendar(play.deps), play.today());
}

describe('straight to stage 2 by agreement', () => {
  test('ends stage 1, starts stage 2 on the agreed day, and sends a letter', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await play.to('2026-06-05', '10:00');
    const missing = await play.decide(reference, 'stage-1', 'straight-to-stage-2', {
      agreedOn: '2026-06-04',
    });
    expect([missing.status, missing.text]).toEqual([422, expect.stringContaining('agreedBy')]);
    const agreed = await play.decide(reference, 'stage-1', 'straight-to-stage-2', {
      agreedOn: '2026-06-04',
      agreedBy: 'Sam Carter on the phone, and the complaints officer.',
    });
    expect([agreed.status, agreed.text]).toEqual([200, expect.any(String)]);
    expect(await clock(play, reference, 'stage-1')).toMatchObject({ status: 'ended', endedOn: '2026-06-04' });
    // 25 working days from Thursday 4 June.
    expect(await clock(play, reference, 'stage-2')).toMatchObject({
      status: 'running',
      from: '2026-06-04',
      due: '2026-07-09',
    });
    // The target of commissioning counts from the same day: 5 working days from Thursday 4 June.
    expect(await play.step(reference, 'stage-2-commission')).toMatchObject({
      status: 'open',
      due: '2026-06-11',
    });
    const letter = await letterAbout(play, 'straight to stage 2');
    expect(letter?.text).toContain('On Thursday 4 June 2026 you and we agreed');
    expect(letter?.text).toContain('by Thursday 9 July 2026');
    await play.to('2026-07-01', '10:00');
    const passed = (await play.events(reference)).filter(
      (event) => event.type === 'milestone' && event.clock === 'stage-1',
    );
    expect(passed).toEqual([]);
  });
});

describe('an informal resolution', () => {
  test('closes the case with a letter, counts separately, and allows a full answer later', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('acknowledge');
    await play.to('2026-06-02', '10:00');
    const resolved = await play.decide(reference, 'acknowledge', 'resolve-informally', {
      resolvedOn: '2026-06-02',
      agreed: 'A call every Friday, from this week.',
      content: 'On the phone today: "That is all I wanted."',
    });
    expect([resolved.status, resolved.text]).toEqual([200, expect.any(String)]);
    const { status, closedAs } = (await play.file(reference)).state;
    expect([status, closedAs]).toEqual(['closed', 'resolved informally']);
    const letter = await letterAbout(play, 'what we agreed');
    expect(letter?.text).toContain('A call every Friday, from this week.');
    expect(letter?.text).toContain('On Tuesday 2 June 2026 you told us');
    expect(letter?.text).toContain(
      'We will open your complaint again and give you a full answer in writing.',
    );
    expect(letter?.text).not.toContain('That is all I wanted');
    expect(await rowOf(play, reference)).toMatchObject({
      investigated: false,
      withdrawn: null,
      outcome: 'resolved informally',
      closed: '2026-06-02',
    });

    await play.to('2026-06-15', '10:00');
    const reopened = await play.post(`/cases/${reference}/reopening`, {
      step: 'stage-1',
      reason: 'The calls stopped.',
    });
    await play.settle();
    expect(reopened.status).toBe(200);
    expect(await rowOf(play, reference)).toMatchObject({ investigated: true, outcome: null });
    expect(await clock(play, reference, 'stage-1')).toMatchObject({ from: '2026-06-15', status: 'running' });
  });

  test('counts as no investigation from stage 1 either', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await play.decide(
      reference,
      'stage-1',
      'resolve-informally',
      { resolvedOn: '2026-06-01', agreed: 'A new worker.', content: 'By email.' },
      'team-manager',
    );
    expect(await rowOf(play, reference)).toMatchObject({
      investigated: false,
      stage1: { responded: null },
      outcome: 'resolved informally',
    });
  });
});

describe('a missed due date opens a task to write to the complainant', () => {
  /** At stage 1, which is due on Monday 15 June 2026. */
  async function late() {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await play.to('2026-06-16', '08:00');
    return { play, reference };
  }

  test('due in 2 working days, ended once they are told, without an automatic letter', async () => {
    const { play, reference } = await late();
    const [task, ...more] = await tasksAt(play, reference, 'tell-of-delay');
    expect([task?.due, task?.assignee, more]).toEqual(['2026-06-17', 'complaints-officer', []]);
    await play.decide(reference, 'stage-1', 'tell-delay', {
      expected: '2026-06-22',
      reason: 'A witness is away.',
    });
    expect((await tasksAt(play, reference, 'tell-of-delay'))[0]?.status).toBe('decided');
    await play.to('2026-06-19', '10:00');
    expect(await play.lettersOf(reference, 'complainant')).not.toContain('running-late');
    expect(play.faults).toEqual([]);
  });

  test('ended by the answer, and opened again when an extended day passes', async () => {
    const { play, reference } = await late();
    await play.decide(reference, 'stage-1', 'extend', { until: '2026-06-19', reason: 'A witness is away.' });
    expect((await tasksAt(play, reference, 'tell-of-delay')).map(({ status }) => status)).toEqual([
      'decided',
    ]);
    await play.to('2026-06-20', '08:00');
    expect((await tasksAt(play, reference, 'tell-of-delay')).map(({ status }) => status)).toEqual([
      'decided',
      'open',
    ]);
    await play.along(reference, [
      ['stage-1', 'respond', responded, 'team-manager'],
      ['stage-1-check', 'accept', {}, 'quality-checker'],
      ['stage-1-sign-off', 'send'],
    ]);
    expect((await tasksAt(play, reference, 'tell-of-delay')).map(({ status }) => status)).toEqual([
      'decided',
      'decided',
    ]);
    expect(play.faults).toEqual([]);
  });
});

describe('the day until which the complainant agreed to wait', () => {
  test('alerts the officer and opens a task when no answer was sent by it', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await play.to('2026-06-16', '08:00');
    await play.decide(reference, 'stage-1', 'agree-to-wait', { agreedOn: '2026-06-16', until: '2026-06-30' });
    expect((await tasksAt(play, reference, 'tell-of-delay')).map(({ status }) => status)).toEqual([
      'decided',
    ]);
    await play.to('2026-06-30', '23:00');
    expect(await play.lettersOf(reference, 'complainant')).not.toContain('running-late');
    expect(await play.subjectsTo('complaints-officer@council.example')).not.toContain(
      `${reference}: the day the complainant agreed to wait until has passed`,
    );
    await play.to('2026-07-01', '08:00');
    expect(await play.lettersOf(reference, 'user:complaints-officer')).toContain('alert-agreed-day');
    const letter = await letterAbout(play, 'agreed to wait until has passed');
    expect(letter?.text).toContain('- The answer was due: Monday 15 June 2026');
    expect((await tasksAt(play, reference, 'tell-of-delay')).map(({ status }) => status)).toEqual([
      'decided',
      'open',
    ]);
    expect(play.faults).toEqual([]);
  });

  test('can be agreed in stage 2, where an agreement of stage 1 does not count', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await play.decide(reference, 'stage-1', 'agree-to-wait', { agreedOn: '2026-06-01', until: '2026-06-26' });
    await play.to('2026-06-02', '10:00');
    await play.decide(reference, 'stage-1', 'straight-to-stage-2', {
      agreedOn: '2026-06-02',
      agreedBy: 'Both.',
    });
    await play.to('2026-06-29', '10:00');
    expect(await play.lettersOf(reference, 'user:complaints-officer')).not.toContain('alert-agreed-day');
    const agreed = await play.decide(reference, 'stage-2-commission', 'agree-to-wait', {
      agreedOn: '2026-06-29',
      until: '2026-08-14',
    });
    expect(agreed.status).toBe(200);
    expect((await letterAbout(play, 'you have agreed to wait'))?.text).toContain('Friday 14 August 2026');
    await play.to('2026-08-15', '10:00');
    expect(await play.lettersOf(reference, 'user:complaints-officer')).toContain('alert-agreed-day');
  });
});

test('the digest lists a pause past its review day until it is reviewed', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', routed],
    ['acknowledge', 'acknowledge', acknowledged],
    ['stage-1', 'freeze', { reason: 'A court case.', reviewOn: '2026-06-08' }],
  ]);
  const digest = async () =>
    (await play.digests()).findLast(({ to }) => to === 'complaints-officer@council.example')?.text ?? '';
  await play.to('2026-06-10', '10:00');
  expect(await digest()).toContain(`${reference}: Review of the pause`);
  await play.to('2026-06-12', '10:00');
  const last = (await play.digests()).at(-1)?.letterId;
  expect(last).toContain('2026-06-12');
  expect(await digest()).toContain(`${reference}: Review of the pause`);
  await play.decide(reference, 'stage-1', 'keep-paused', { reason: 'It goes on.', reviewOn: '2026-07-10' });
  await play.to('2026-06-16', '10:00');
  const after = (await play.digests()).filter(({ letterId }) => letterId.includes('2026-06-16'));
  expect(after.filter(({ text }) => text.includes(reference))).toEqual([]);
});
