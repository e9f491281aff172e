import { expect, test } from 'vitest';
import { addCalendarDays } from '../../functions/domain/time/civil-date.ts';
import { acknowledged, brokenPromises, openPlay, responded, routed, stage2Way, type Play } from '../play.ts';

/** Every milestone of a step with its moment, in order. */
async function milestones(play: Play, reference: string, task: string): Promise<string[]> {
  return (await play.events(reference)).flatMap((event) =>
    event.type === 'milestone' && event.task === task ? [`${event.at.slice(0, 16)} ${event.milestone}`] : [],
  );
}

/** The people who were told of a milestone. */
async function told(play: Play, reference: string, milestone: string): Promise<string[]> {
  const { letters } = (await play.file(reference)).state;
  return letters
    .filter(({ key }) => key.includes(`/${milestone}@`))
    .map(({ template, to }) => `${template} ${to}`);
}

test.each([
  // 08:00 and midnight in London, whatever that is in UTC.
  [
    'in summer',
    '2026-06-01T09:00:00Z',
    [
      '2026-06-01T09:00 opened',
      '2026-06-10T07:00 reminder',
      '2026-06-12T07:00 due-tomorrow',
      '2026-06-15T23:00 breach',
      '2026-06-17T07:00 escalation-1',
      '2026-06-17T08:00 running-late',
      '2026-06-29T07:00 escalation-2',
      '2026-06-29T23:00 stage-2-without-response',
      '2026-06-29T23:00 told-of-stage-2',
      '2026-06-30T07:00 past-limit',
      '2026-07-13T07:00 past-limit',
      '2026-07-13T07:00 still-late',
      '2026-07-27T07:00 past-limit',
      '2026-07-27T07:00 still-late',
    ],
    { on: '2026-07-31', workingDaysLate: 34 },
  ],
  [
    'in winter',
    '2026-11-23T10:00:00Z',
    [
      '2026-11-23T10:00 opened',
      '2026-12-02T08:00 reminder',
      '2026-12-04T08:00 due-tomorrow',
      '2026-12-08T00:00 breach',
      '2026-12-09T08:00 escalation-1',
      '2026-12-09T09:00 running-late',
      '2026-12-21T08:00 escalation-2',
      '2026-12-22T00:00 stage-2-without-response',
      '2026-12-22T00:00 told-of-stage-2',
      '2026-12-22T08:00 past-limit',
    ],
    { on: '2027-01-04', workingDaysLate: 17 },
  ],
])('escalates a very late answer to head of service and director, and leaves it open: %s', async (...row) => {
  const [, receivedAt, passed, { on, workingDaysLate }] = row;
  const play = await openPlay(receivedAt);
  const reference = await play.complaintAt('stage-1');
  await play.to(on);
  expect(await milestones(play, reference, 'stage-1#1')).toEqual(passed);
  expect(await told(play, reference, 'breach')).toEqual([
    'alert-overdue user:team-manager',
    'alert-overdue user:complaints-officer',
  ]);
  // The head of service is that of the team of the case.
  expect(await told(play, reference, 'escalation-1')).toEqual([
    'alert-escalation user:senior-manager',
    'alert-escalation user:complaints-officer',
  ]);
  expect(await told(play, reference, 'escalation-2')).toEqual([
    'alert-escalation user:director',
    'alert-escalation user:director-2',
    'alert-escalation user:complaints-officer',
  ]);
  for (const [address, late] of [
    ['senior-manager@council.example', 2],
    ['director@council.example', 10],
  ] as const)
    expect((await play.subjectsTo(address)).filter((subject) => subject.startsWith('Escalation'))).toEqual([
      `Escalation: ${reference}, Stage 1, local resolution, working days late: ${late}`,
    ]);
  const step = await play.step(reference, 'stage-1');
  expect([step.status, step.overdue, step.workingDaysLate]).toEqual(['open', true, workingDaysLate]);
  expect((await play.decide(reference, 'stage-1', 'respond', responded, 'team-manager')).status).toBe(200);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('repeats reminders and breach for the new date after an extension', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-06-11');
  await play.decide(
    reference,
    'stage-1',
    'extend',
    { until: '2026-06-25', reason: 'A witness is away.' },
    'team-manager',
  );
  await play.to('2026-06-26', '00:00');
  expect(await milestones(play, reference, 'stage-1#1')).toEqual([
    '2026-06-01T09:00 opened',
    '2026-06-10T07:00 reminder',
    '2026-06-22T07:00 reminder',
    '2026-06-24T07:00 due-tomorrow',
    '2026-06-25T23:00 breach',
  ]);
  expect((await play.step(reference, 'stage-1')).originalDue).toBe('2026-06-15');
  const dueAtEach = (await play.events(reference)).flatMap((event) =>
    event.type === 'milestone' && event.task === 'stage-1#1' ? [event.due] : [],
  );
  expect(dueAtEach.slice(1)).toEqual(['2026-06-15', '2026-06-25', '2026-06-25', '2026-06-25']);
});

test('opens stage 2 without a response only after 20 working days, whatever was extended', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.decide(reference, 'stage-1', 'extend', { until: '2026-06-29', reason: 'A witness is away.' });
  const ask = () => play.decide(reference, 'stage-1', 'go-to-stage-2', { unresolved: 'No answer has come.' });
  await play.to('2026-06-29', '23:59');
  expect([(await ask()).status, (await ask()).text]).toEqual([
    422,
    expect.stringContaining('20 working days have passed'),
  ]);
  await play.to('2026-06-30', '00:00');
  expect((await ask()).status).toBe(200);
  // The clock of stage 2 starts with the request: 25 working days after 30 June.
  await play.along(reference, stage2Way.slice(0, 1));
  await play.along(reference, [
    [
      'stage-2-statement',
      'agreed',
      { agreedOn: '2026-06-30', statement: 'No answer has come.', unsignedConfirmed: true },
    ],
  ]);
  expect((await play.step(reference, 'stage-2')).due).toBe('2026-08-04');
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('alerts the complaints officer of a delay reported early, and writes to the complainant when told to', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  // Alerts of the way here have gone, and no one's hour is running.
  await play.to('2026-06-01', '14:00');
  const past = await play.decide(
    reference,
    'stage-1',
    'report-delay',
    { expected: '2026-05-29', reason: 'Ill.' },
    'team-manager',
  );
  expect([past.status, past.text]).toEqual([422, expect.stringContaining('1 June 2026 or a later day')]);
  await play.decide(
    reference,
    'stage-1',
    'report-delay',
    { expected: '2026-06-18', reason: 'I am ill.' },
    'team-manager',
  );
  const alerts = (await play.letters()).filter(({ subject }) => subject.startsWith('Delay reported'));
  expect(alerts.map(({ to, text }) => [to, text.includes('I am ill')])).toEqual([
    ['complaints-officer@council.example', false],
  ]);
  expect(await play.lettersOf(reference, 'complainant')).toEqual(['acknowledgement']);
  // The delay moves nothing: the step is due when it was.
  expect(await play.step(reference, 'stage-1')).toMatchObject({ due: '2026-06-15', expected: '2026-06-18' });
  await play.decide(reference, 'stage-1', 'tell-delay', {
    expected: '2026-06-18',
    reason: 'The manager is ill.',
  });
  expect(await play.lettersOf(reference, 'complainant')).toEqual(['acknowledgement', 'delay']);
  const [, delay] = (await play.letters()).filter(({ to }) => to === 'sam.carter@home.example');
  expect(delay?.text).toContain('18 June 2026');
  expect(delay?.text).toContain('The manager is ill.');
});

test('stops the clock in a pause, and continues with the remaining days on the day of resuming', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-06-05');
  const early = await play.decide(reference, 'stage-1', 'freeze', {
    reason: 'Court.',
    reviewOn: '2026-06-05',
  });
  expect([early.status, early.text]).toEqual([422, expect.stringContaining('a day after today')]);
  expect(
    (
      await play.decide(reference, 'stage-1', 'freeze', {
        reason: 'Care proceedings.',
        reviewOn: '2026-07-01',
      })
    ).status,
  ).toBe(200);
  const refused = await play.decide(reference, 'stage-1', 'respond', responded);
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('paused since 5 June 2026')]);

  await play.to('2026-07-10');
  const paused = await play.step(reference, 'stage-1');
  expect([paused.paused, paused.overdue, paused.due, paused.breachedAt]).toEqual([
    true,
    false,
    '2026-06-15',
    undefined,
  ]);
  // Asked again after five working days.
  expect(await told(play, reference, 'pause-review')).toEqual([
    'alert-pause-review user:complaints-officer',
    'alert-pause-review user:complaints-officer',
  ]);
  expect(await milestones(play, reference, 'stage-1#1')).toEqual([
    '2026-06-01T09:00 opened',
    '2026-07-01T07:00 pause-review',
    '2026-07-08T07:00 pause-review',
  ]);

  expect((await play.decide(reference, 'stage-1', 'resume', { reason: 'The hearing is over.' })).status).toBe(
    200,
  );
  // Four days were used by 5 June; six are left after 10 July.
  const resumed = await play.step(reference, 'stage-1');
  expect([resumed.due, resumed.originalDue, resumed.paused]).toEqual(['2026-07-20', '2026-06-15', false]);
  expect(resumed.deadline.explanation).toContain(
    'Paused from 5 June 2026 to 10 July 2026. Days used before the pause still count.',
  );
  expect((await play.decide(reference, 'stage-1', 'resume', { reason: 'Again.' })).status).toBe(422);
  // The limit of 20 working days in all is paused, too.
  const extension = (until: string) =>
    play.decide(reference, 'stage-1', 'extend', { until, reason: 'The file is at court.' });
  expect([(await extension('2026-08-04')).text, (await extension('2026-08-03')).status]).toEqual([
    expect.stringContaining('Enter 3 August 2026 or an earlier day'),
    200,
  ]);
  await play.to('2026-08-05');
  expect((await milestones(play, reference, 'stage-1#1')).slice(3)).toEqual([
    '2026-07-29T07:00 reminder',
    '2026-07-31T07:00 due-tomorrow',
    '2026-08-03T23:00 breach',
    '2026-08-03T23:00 stage-2-without-response',
    '2026-08-03T23:00 told-of-stage-2',
    '2026-08-04T07:00 past-limit',
    '2026-08-05T07:00 escalation-1',
    '2026-08-05T08:00 running-late',
  ]);
  // The letter of the last day possible says that we are late: no second one two days later.
  expect(await play.lettersOf(reference, 'complainant')).toEqual([
    'acknowledgement',
    'frozen',
    'resumed',
    'extension',
    'may-go-on',
  ]);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('the days of a pause after the due date are not late, in no place', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  // Due on Monday 15 June. One working day late, paused for ten, and on.
  await play.to('2026-06-16');
  await play.along(reference, [['stage-1', 'freeze', { reason: 'Court.', reviewOn: '2026-07-31' }]]);
  await play.to('2026-06-30');
  await play.along(reference, [['stage-1', 'resume', { reason: 'It is over.' }]]);
  const late = async () => {
    const clock = (await play.view(reference)).clocks.find((one) => one.clock === 'stage-1');
    return [(await play.step(reference, 'stage-1')).workingDaysLate, clock?.workingDaysLate];
  };
  expect(await late()).toEqual([1, 1]);
  await play.to('2026-07-02', '12:00');
  expect(await late()).toEqual([3, 3]);
  const digest = (await play.digests()).findLast(({ to }) => to === 'team-manager@council.example');
  expect(digest?.text).toContain('3 working days');
  await play.to('2026-07-14', '12:00');
  // Two working days late on Wednesday 1 July, ten on Monday 13 July.
  const escalated = (await milestones(play, reference, 'stage-1#1')).filter((line) => line.includes('escal'));
  expect(escalated).toEqual(['2026-07-01T07:00 escalation-1', '2026-07-13T07:00 escalation-2']);
  const letter = (await play.letters()).find(({ subject }) => subject.startsWith('Escalation'));
  expect(letter?.text).toContain('- Working days late: 2');
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('prolongs a pause with a new review day, without a letter, and alerts the officer again on it', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const keep = (reviewOn: string) =>
    play.decide(reference, 'stage-1', 'keep-paused', { reason: 'The hearing was put off.', reviewOn });
  expect((await keep('2026-07-01')).text).toContain('This case is not paused');
  await play.along(reference, [['stage-1', 'freeze', { reason: 'Court.', reviewOn: '2026-06-08' }]]);
  await play.to('2026-06-09');
  expect((await keep('2026-06-09')).text).toContain('a day after today');
  expect((await keep('2026-06-22')).status).toBe(200);
  await play.to('2026-06-23');
  expect(await milestones(play, reference, 'stage-1#1')).toEqual([
    '2026-06-01T09:00 opened',
    '2026-06-08T07:00 pause-review',
    '2026-06-22T07:00 pause-review',
  ]);
  // One pause all the while: ten working days were left of it, and are.
  await play.along(reference, [['stage-1', 'resume', { reason: 'It is over.' }]]);
  expect((await play.step(reference, 'stage-1')).due).toBe('2026-07-07');
  expect(await play.lettersOf(reference, 'complainant')).toEqual(['acknowledgement', 'frozen', 'resumed']);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('counts a pause before stage 1 for its clock, which starts with the receipt', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  await play.decide(reference, 'acknowledge', 'freeze', { reason: 'Police.', reviewOn: '2026-06-10' });
  await play.to('2026-06-08');
  await play.decide(reference, 'acknowledge', 'resume', { reason: 'No charge.' });
  expect((await play.step(reference, 'acknowledge')).due).toBe('2026-06-11');
  await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged);
  const step = await play.step(reference, 'stage-1');
  expect([step.due, step.deadline.due]).toEqual(['2026-06-22', '2026-06-22']);
  const letter = (await play.letters()).find(({ subject }) => subject.startsWith('We have your complaint'));
  expect(letter?.text).toContain('22 June 2026');
});

test('moves the extended date when extended and paused on one day', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-06-10');
  await play.decide(reference, 'stage-1', 'extend', { until: '2026-06-17', reason: 'Leave.' });
  await play.decide(reference, 'stage-1', 'freeze', { reason: 'Police.', reviewOn: '2026-06-30' });
  await play.to('2026-06-22');
  await play.decide(reference, 'stage-1', 'resume', { reason: 'No charge.' });
  // Five working days were left of 10 to 17 June.
  expect((await play.step(reference, 'stage-1')).due).toBe('2026-06-29');
});

test('pauses a window, which does not lapse meanwhile', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-window');
  await play.to('2026-06-15');
  await play.decide(reference, 'stage-2-window', 'freeze', { reason: 'Police.', reviewOn: '2026-07-01' });
  await play.to('2026-07-06');
  expect((await play.view(reference)).status).toBe('open');
  await play.decide(reference, 'stage-2-window', 'resume', { reason: 'No charge.' });
  expect((await play.step(reference, 'stage-2-window')).due).toBe('2026-07-20');
  await play.to('2026-07-21', '00:00');
  expect((await play.view(reference)).closedAs).toBe('answered at stage 1');
});

test.each(['acknowledge', 'stage-1', 'stage-2-window'] as const)(
  'withdrawn at %s: confirmed in writing, closed, nothing more comes',
  async (step) => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt(step);
    // Alerts of the way here have gone, and no one's hour is running.
    await play.to('2026-06-01', '14:00');
    expect(
      (await play.decide(reference, step, 'withdraw', { reason: 'By phone: it is settled.' })).status,
    ).toBe(200);
    const before = (await play.letters()).length;
    await play.to('2026-08-01');
    const view = await play.view(reference);
    expect([view.status, view.closedAs]).toEqual(['closed', 'withdrawn']);
    expect((await play.lettersOf(reference, 'complainant')).at(-1)).toBe('withdrawn');
    expect((await play.letters()).length).toBe(before);
    expect(play.system.engine.listExecutions({ status: 'RUNNING' })).toEqual([]);
  },
);

test('lets a paused case be withdrawn', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.decide(reference, 'stage-1', 'freeze', { reason: 'Police.', reviewOn: '2026-06-10' });
  expect((await play.decide(reference, 'stage-1', 'withdraw', { reason: 'Settled.' })).status).toBe(200);
  expect((await play.view(reference)).closedAs).toBe('withdrawn');
});

test('records a breach at once, without reminders, for a complaint received long ago', async () => {
  const play = await openPlay('2026-06-24T09:00:00Z');
  const reference = await play.complaintAt('stage-1', {
    receivedAt: '2026-06-01T09:00:00Z',
    channel: 'letter',
  });
  expect(await milestones(play, reference, 'triage#1')).toEqual([
    '2026-06-24T09:00 opened',
    '2026-06-24T09:00 breach',
    '2026-06-24T09:00 escalation-1',
    '2026-06-24T09:00 escalation-2',
    '2026-06-24T09:00 breach',
    '2026-06-24T09:00 escalation-1',
  ]);
  // What was raised before triage is not raised again; from now on the complainant is told.
  expect(await milestones(play, reference, 'acknowledge#1')).toEqual([
    '2026-06-24T09:00 opened',
    '2026-06-24T09:00 running-late',
    '2026-06-24T09:00 still-late',
    '2026-06-24T09:00 running-late',
  ]);
  expect(await play.lettersOf(reference, 'complainant')).toEqual(['still-late', 'acknowledgement']);
  expect(await milestones(play, reference, 'stage-1#1')).toEqual(['2026-06-24T09:00 opened']);
  const dues = ['triage', 'stage-1'].map(async (step) => (await play.step(reference, step)).due);
  expect(await Promise.all(dues)).toEqual(['2026-06-02', '2026-06-15']);
});

test.each([
  // day 0 is the day of receipt, also when it is no working day (law.md section 1).
  ['a Monday', '2021-09-06T09:00:00Z', '2021-09-06', '2021-09-20', '2021-09-20T23:00:00.000Z'],
  ['Easter Saturday', '2021-04-03T09:00:00Z', '2021-04-03', '2021-04-19', '2021-04-19T23:00:00.000Z'],
  ['Christmas Day', '2021-12-25T09:00:00Z', '2021-12-25', '2022-01-12', '2022-01-13T00:00:00.000Z'],
  ['before Christmas', '2026-12-18T09:00:00Z', '2026-12-18', '2027-01-06', '2027-01-07T00:00:00.000Z'],
  [
    'over the change to summer time',
    '2026-03-23T09:00:00Z',
    '2026-03-23',
    '2026-04-08',
    '2026-04-08T23:00:00.000Z',
  ],
  [
    'over the change to winter time',
    '2026-10-19T09:00:00Z',
    '2026-10-19',
    '2026-11-02',
    '2026-11-03T00:00:00.000Z',
  ],
  [
    'at 00:30 British Summer Time',
    '2026-06-01T23:30:00Z',
    '2026-06-02',
    '2026-06-16',
    '2026-06-16T23:00:00.000Z',
  ],
  ['at 00:30 in winter', '2026-01-13T00:30:00Z', '2026-01-13', '2026-01-27', '2026-01-28T00:00:00.000Z'],
  ['at 23:59 on a Sunday', '2026-06-07T22:59:00Z', '2026-06-07', '2026-06-19', '2026-06-19T23:00:00.000Z'],
])(
  'received %s: records the breach of stage 1 to the minute',
  async (_, receivedAt, receivedOn, due, breach) => {
    const play = await openPlay(receivedAt);
    const reference = await play.complaintAt('stage-1');
    const step = await play.step(reference, 'stage-1');
    expect([(await play.view(reference)).receivedOn, step.due]).toEqual([receivedOn, due]);
    await play.toInstant(new Date(Date.parse(breach) - 1000).toISOString());
    expect((await play.step(reference, 'stage-1')).overdue).toBe(false);
    await play.toInstant(breach);
    expect((await play.step(reference, 'stage-1')).breachedAt).toBe(breach);
    await play.to(addCalendarDays(due, 1), '09:00');
    const reminders = (await milestones(play, reference, 'stage-1#1')).filter((line) =>
      /reminder|tomorrow/.test(line),
    );
    // 08:00 in London, whatever that is in UTC.
    const eight = breach.endsWith('T23:00:00.000Z') ? 'T07:00' : 'T08:00';
    expect(reminders.map((line) => line.slice(10, 16))).toEqual([eight, eight]);
  },
);

test('counts a mail of the night to its day in London', async () => {
  const play = await openPlay('2026-06-30T23:30:00Z');
  const mail = await play.mail();
  expect(mail).toMatchObject({ became: 'case' });
  const { items } = await play.deps.store.cases({ limit: 10 });
  expect(items.map(({ receivedOn, receivedAt }) => [receivedOn, receivedAt])).toEqual([
    ['2026-07-01', '2026-06-30T23:30:00.000Z'],
  ]);
  await play.decide(items[0]?.reference ?? '', 'triage', 'route', routed);
  expect((await play.step(items[0]?.reference ?? '', 'acknowledge')).due).toBe('2026-07-06');
});
