import { expect, test } from 'vitest';
import { openPlay, stage2Way, type Play, type Turn } from '../play.ts';
import { file, inFull } from './in-full.ts';

// The dates were worked out by hand from the bank holidays of 2026: Good Friday 3 April, Easter Monday 6 April, early May
// 4 May, spring 25 May, summer 31 August.

/** Every milestone of the stages' clocks, `day clock/milestone`, whichever step was open. */
async function alarms(play: Play, reference: string): Promise<string[]> {
  return (await play.events(reference)).flatMap((event) =>
    event.type === 'milestone' && event.clock !== undefined
      ? [`${event.at.slice(0, 16)} ${event.clock}/${event.milestone}`]
      : [],
  );
}

const clock = async (play: Play, reference: string, id: string) =>
  (await play.view(reference)).clocks.find((one) => one.clock === id);

/** A case whose stage 2 was asked for on a day, and whose commissioning is open. */
async function atCommissioning(askedOn: string): Promise<{ play: Play; reference: string }> {
  const play = await openPlay('2026-03-02T10:00:00Z');
  const reference = await play.complaintAt('stage-2-window');
  await play.to(askedOn, '10:00');
  await play.decide(reference, 'stage-2-window', 'request-stage-2', { unresolved: 'The calls.' });
  return { play, reference };
}

/** On through stage 2, with the statement agreed on a day. */
const stage2AgreedOn = (agreedOn: string): Turn[] =>
  stage2Way.map(([step, outcome, given = {}, user = 'complaints-officer']) => [
    step,
    outcome,
    outcome === 'agreed' ? { ...given, agreedOn } : given,
    user,
  ]);

const extended = (until: string) => ({ until, reason: 'A witness is away.' });

test('stage 2 left in commissioning is breached, escalated and capped like an investigation', async () => {
  const { play, reference } = await atCommissioning('2026-03-30');
  expect(await clock(play, reference, 'stage-2')).toMatchObject({
    stage: 'stage 2',
    from: '2026-03-30',
    limit: 25,
    unit: 'workingDays',
    originalDue: '2026-05-07',
    due: '2026-05-07',
    cap: '2026-07-03',
    status: 'running',
    workingDaysLate: 0,
  });
  await play.to('2026-08-20', '10:00');
  expect((await alarms(play, reference)).filter((line) => line.includes(' stage-2/'))).toEqual([
    '2026-05-01T07:00 stage-2/reminder',
    '2026-05-06T07:00 stage-2/due-tomorrow',
    '2026-05-07T23:00 stage-2/breach',
    '2026-05-11T07:00 stage-2/escalation-1',
    '2026-05-11T08:00 stage-2/running-late',
    '2026-05-21T07:00 stage-2/escalation-2',
    '2026-07-06T07:00 stage-2/past-limit',
    '2026-07-06T07:00 stage-2/still-late',
    '2026-07-17T07:00 stage-2/past-limit',
    '2026-07-17T07:00 stage-2/still-late',
    '2026-07-31T07:00 stage-2/past-limit',
    '2026-07-31T07:00 stage-2/still-late',
    '2026-08-14T07:00 stage-2/past-limit',
    '2026-08-14T07:00 stage-2/still-late',
  ]);
  const view = await play.view(reference);
  expect(view.overdue).toBe(true);
  expect((await play.subjectsTo('director@council.example')).at(-1)).toBe(
    `${reference}: past the last day possible, Stage 2, from the request`,
  );
  await expect(await inFull(play, 'we are late')).toMatchFileSnapshot(file('stage-2-late'));
  await expect(await inFull(play, 'we are still late')).toMatchFileSnapshot(file('stage-2-still-late'));
});

test('stage 2 can be extended in commissioning and in the investigation, never past its cap', async () => {
  const { play, reference } = await atCommissioning('2026-03-30');
  const first = await play.decide(reference, 'stage-2-commission', 'extend', extended('2026-06-05'));
  expect(first.status).toBe(200);
  // The target of the step stays; the clock moves.
  expect((await play.step(reference, 'stage-2-commission')).due).toBe('2026-04-08');
  expect(await clock(play, reference, 'stage-2')).toMatchObject({
    originalDue: '2026-05-07',
    due: '2026-06-05',
  });
  await expect(await inFull(play, 'more time')).toMatchFileSnapshot(file('stage-2-extended'));
  await play.document(reference, 'Report');
  await play.along(reference, stage2AgreedOn('2026-03-30').slice(0, 3));
  expect((await play.step(reference, 'stage-2')).due).toBe('2026-06-05');
  const second = await play.decide(reference, 'stage-2', 'extend', extended('2026-07-03'));
  expect(second.status).toBe(200);
  await expect(await inFull(play, 'more time')).toMatchFileSnapshot(file('stage-2-extended-again'));
  const third = await play.decide(reference, 'stage-2', 'extend', extended('2026-07-06'));
  expect([third.status, third.text]).toEqual([422, expect.stringContaining('3 July 2026')]);
  expect(await clock(play, reference, 'stage-2-from-statement')).toMatchObject({
    from: '2026-03-30',
    due: '2026-07-03',
  });
});

test('an unacknowledged statutory complaint is breached, escalated, told and listed', async () => {
  const play = await openPlay('2026-04-02T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  expect(await clock(play, reference, 'acknowledgement')).toMatchObject({
    due: '2026-04-09',
    cap: '2026-04-09',
  });
  expect(await clock(play, reference, 'stage-1')).toMatchObject({ due: '2026-04-20', cap: '2026-05-05' });
  await play.to('2026-05-06', '10:00');
  const passed = await alarms(play, reference);
  expect(passed).toEqual([
    '2026-04-08T07:00 acknowledgement/due-tomorrow',
    '2026-04-09T23:00 acknowledgement/breach',
    '2026-04-13T07:00 acknowledgement/escalation-1',
    '2026-04-13T08:00 acknowledgement/running-late',
    '2026-04-15T07:00 stage-1/reminder',
    '2026-04-17T07:00 stage-1/due-tomorrow',
    '2026-04-20T23:00 stage-1/breach',
    '2026-04-22T07:00 stage-1/escalation-1',
    '2026-04-22T08:00 stage-1/running-late',
    '2026-04-23T07:00 acknowledgement/escalation-2',
    '2026-04-23T07:00 acknowledgement/still-late',
    '2026-05-05T07:00 stage-1/escalation-2',
    '2026-05-05T23:00 stage-1/stage-2-without-response',
    '2026-05-05T23:00 stage-1/told-of-stage-2',
    '2026-05-06T07:00 stage-1/past-limit',
  ]);
  // The acknowledgement says nothing on the day after the answer has, and leaves the rest to it.
  expect(await play.lettersOf(reference, 'complainant')).toEqual([
    'running-late',
    'running-late',
    'may-go-on',
  ]);
  await expect(await inFull(play, 'we are late')).toMatchFileSnapshot(file('stage-1-late'));
  await expect(await inFull(play, 'do not have to wait')).toMatchFileSnapshot(file('stage-1-may-go-on'));
  expect((await play.view(reference)).overdue).toBe(true);
  expect(
    (await play.decide(reference, 'acknowledge', 'go-to-stage-2', { unresolved: 'All of it.' })).status,
  ).toBe(200);
  expect(await clock(play, reference, 'stage-1')).toMatchObject({ status: 'ended', endedOn: '2026-05-06' });
});

test('before triage the shortest possible limits apply, and only staff are alerted', async () => {
  const play = await openPlay('2026-04-02T09:00:00Z');
  const reference = await play.complaint();
  await play.to('2026-05-06', '10:00');
  const passed = (await alarms(play, reference)).map((line) => line.split(' ')[1]);
  expect(passed).toContain('acknowledgement/breach');
  expect(passed).toContain('stage-1/escalation-2');
  const toComplainant = (await play.file(reference)).state.letters.filter(({ to }) => to === 'complainant');
  expect(toComplainant).toEqual([]);
});

test('a panel after its last day needs a reason and is a breach', async () => {
  const play = await openPlay('2026-05-05T09:00:00Z');
  const reference = await play.complaintAt('stage-2-commission');
  for (const title of ['Investigation', 'Independent Person']) await play.document(reference, title);
  await play.along(reference, stage2AgreedOn('2026-05-05'));
  await play.to('2026-05-26', '10:00');
  await play.decide(reference, 'stage-3-window', 'request-stage-3', { unresolved: 'The calls.' });
  expect(await clock(play, reference, 'stage-3-panel')).toMatchObject({
    from: '2026-05-26',
    due: '2026-07-07',
  });
  await play.decide(reference, 'stage-3-acknowledgement', 'acknowledge');
  const panel = {
    panelChair: 'panel-chair',
    panelMembers: ['panel-member', 'panel-member-2'],
    independenceConfirmed: true,
    meetingOn: '2026-07-30',
    meetingTime: '10:00',
    meetingPlace: 'Shirehall, room 2',
  };
  const refused = await play.decide(reference, 'stage-3-panel', 'appoint', panel);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('7 July 2026')]);
  const reason = { lateReason: 'The chair is away until then.' };
  expect((await play.decide(reference, 'stage-3-panel', 'appoint', { ...panel, ...reason })).status).toBe(
    200,
  );
  await play.to('2026-07-10', '10:00');
  expect((await alarms(play, reference)).filter((line) => line.includes('stage-3-panel/breach'))).toEqual([
    '2026-07-07T23:00 stage-3-panel/breach',
  ]);
  await expect(await inFull(play, 'invitation to')).toMatchFileSnapshot(file('panel-invitation-late'));
});

test.each([
  ['2026-03-31T22:59:00Z', '2019'],
  ['2026-03-31T23:30:00Z', '2026'],
])('a corporate complaint received at %s follows version %s', async (receivedAt, version) => {
  const play = await openPlay(receivedAt);
  const reference = await play.complaint();
  await play.decide(reference, 'triage', 'route', {
    procedure: 'corporate',
    procedureReason: 'It is about a council tax bill.',
    summary: 'The bill is wrong.',
    handler: 'complaints-officer',
    team: 'Assessment Team',
    relation: 'parent',
  });
  expect((await play.view(reference)).procedure).toMatchObject({ id: 'corporate', version });
});
