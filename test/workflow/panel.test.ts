import { expect, test } from 'vitest';
import * as z from 'zod';
import { browse } from '../web/pages/browse.ts';
import { complainant, openPlay, stage3Way, type Play } from '../play.ts';

const Problem = z.object({
  status: z.number(),
  code: z.string(),
  errors: z.optional(z.array(z.object({ field: z.optional(z.string()), code: z.string() }))),
});

const turnAt = (step: string): object => stage3Way.find(([one]) => one === step)?.[2] ?? {};
const panel = { ...turnAt('stage-3-panel'), meetingOn: '2026-06-22' };

async function addressOf(play: Play, user: string): Promise<string> {
  return play.deps.council.users.find(({ id }) => id === user)?.email ?? '';
}

const to = async (play: Play, address: string) =>
  (await play.letters()).filter((letter) => letter.to === address);

/** A case whose panel is set for Monday 22 June 2026 at half past two. */
async function set() {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAtStage3('stage-3-panel');
  await play.along(reference, [['stage-3-panel', 'appoint', panel]]);
  return { play, reference };
}

const sign = async (play: Play, reference: string, user: string) => {
  await play.post(`/cases/${reference}/declaration`, { decision: 'sign' }, { user });
  await play.settle();
};

test('shows day, time and place of the meeting in the invitation and on pages, and names after signatures', async () => {
  const { play, reference } = await set();
  const invitation = (await to(play, complainant)).at(-1);
  expect(invitation?.text).toContain(
    '- date: Monday 22 June 2026\n- time: 2:30pm\n- place: Shirehall, room 2',
  );
  for (const name of ['Susan Hart', 'Farah Aziz', 'John Moss']) expect(invitation?.text).not.toContain(name);
  expect(invitation?.text).toContain('We will write to you with all the names.');
  const when = 'Monday 22 June 2026';
  const follow = await browse(play).get(await play.privateLink());
  expect(follow.text).toContain(`The meeting is on ${when} at 2:30pm. Place: Shirehall, room 2`);
  for (const user of ['panel-chair', 'panel-member', 'panel-member-2']) {
    await sign(play, reference, user);
    const named = (await to(play, complainant)).filter(({ subject }) =>
      subject.includes('who is on the review panel'),
    );
    expect(named).toHaveLength(user === 'panel-member-2' ? 1 : 0);
  }
  expect((await to(play, complainant)).at(-1)?.text).toContain(
    '- Susan Hart (chair)\n- Farah Aziz\n- John Moss',
  );
  const facts = async (user: string) => JSON.stringify((await play.get(`/cases/${reference}`, user)).body);
  for (const user of ['complaints-officer', 'panel-member', 'independent-person'])
    expect(await facts(user)).toContain('"meetingTime":"14:30"');
});

test('refuses an invalid time', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAtStage3('stage-3-panel');
  for (const meetingTime of ['25:99', '24:00', '9:30', 'noon', '']) {
    const refused = await play.decide(reference, 'stage-3-panel', 'appoint', { ...panel, meetingTime });
    expect([meetingTime, refused.status]).toEqual([meetingTime, 422]);
    expect(refused.text).toContain('answers.meetingTime');
  }
});

test.each([
  ['2026-06-20', 'Saturday'],
  ['2026-08-31', 'Summer bank holiday'],
])('a panel on %s, a %s, must be confirmed first', async (meetingOn, why) => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAtStage3('stage-3-panel');
  const answers = { ...panel, meetingOn, lateReason: 'The chair is away until then.' };
  const refused = await play.decide(reference, 'stage-3-panel', 'appoint', answers);
  expect(Problem.parse(refused.body)).toMatchObject({
    status: 422,
    code: 'confirmation-needed',
    errors: [{ field: 'answers.dayOffConfirmed', code: 'day-off' }],
  });
  expect(refused.text).toContain(why);
  const no = await play.decide(reference, 'stage-3-panel', 'appoint', { ...answers, dayOffConfirmed: false });
  expect(no.status).toBe(422);
  const yes = await play.decide(reference, 'stage-3-panel', 'appoint', { ...answers, dayOffConfirmed: true });
  expect(yes.status).toBe(200);
});

test('recording a meeting before its day, or with an unsigned member, must be confirmed', async () => {
  const { play, reference } = await set();
  await play.along(reference, [['stage-3-papers', 'send-papers', turnAt('stage-3-papers')]]);
  const held = { heldOn: '2026-06-01', present: 'All three.' };
  const refused = await play.decide(reference, 'stage-3-panel-meeting', 'held', held);
  expect(Problem.parse(refused.body)).toMatchObject({
    status: 422,
    code: 'confirmation-needed',
    errors: [
      { field: 'answers.beforeDayConfirmed', code: 'before-day-set' },
      { field: 'answers.unsignedConfirmed', code: 'declarations-missing' },
    ],
  });
  expect(refused.text).toContain('Susan Hart, Farah Aziz and John Moss have not signed');
  for (const user of ['panel-chair', 'panel-member']) await sign(play, reference, user);
  await play.to('2026-06-22', '17:00');
  const onTheDay = { heldOn: '2026-06-22', present: 'All three.' };
  const unsigned = await play.decide(reference, 'stage-3-panel-meeting', 'held', onTheDay);
  expect(Problem.parse(unsigned.body).errors?.map(({ code }) => code)).toEqual(['declarations-missing']);
  expect(unsigned.text).toContain('John Moss has not signed');
  await sign(play, reference, 'panel-member-2');
  expect((await play.decide(reference, 'stage-3-panel-meeting', 'held', onTheDay)).status).toBe(200);
});

test('the Independent Person is invited to the panel, told when it is moved, and gets its report', async () => {
  const { play, reference } = await set();
  const address = await addressOf(play, 'independent-person');
  const invited = (await to(play, address)).at(-1);
  expect(invited?.subject).toBe(`${reference}: you are invited to the review panel`);
  expect(invited?.text).toContain('You are invited to make submissions to it: you can speak at the meeting');
  expect(invited?.text).toContain('Monday 22 June 2026');
  expect(invited?.text).toContain('2:30pm');
  await play.along(reference, [['stage-3-papers', 'send-papers', turnAt('stage-3-papers')]]);
  const moved = {
    meetingOn: '2026-06-24',
    meetingTime: '10:00',
    meetingPlace: 'Library, Shrewsbury',
    reason: 'The room is flooded.',
  };
  await play.along(reference, [['stage-3-panel-meeting', 'postpone', moved]]);
  const again = (await to(play, address)).at(-1);
  expect(again?.text).toContain('Wednesday 24 June 2026');
  expect(again?.text).toContain('10am');
  const chair = (await to(play, await addressOf(play, 'panel-chair'))).at(-1);
  expect(chair?.subject).toBe(`${reference}: new date or place of the panel meeting`);
  const invitation = (await to(play, complainant)).at(-1);
  expect(invitation?.text).toContain(
    '- date: Wednesday 24 June 2026\n- time: 10am\n- place: Library, Shrewsbury',
  );
  await play.to('2026-06-24', '17:00');
  for (const user of ['panel-chair', 'panel-member', 'panel-member-2']) await sign(play, reference, user);
  await play.along(reference, [
    ['stage-3-panel-meeting', 'held', { heldOn: '2026-06-24', present: 'All three.' }],
    ['stage-3-panel-report', 'submit-report', { ...turnAt('stage-3-panel-report') }, 'panel-chair'],
  ]);
  const report = (await to(play, address)).at(-1);
  expect(report?.subject).toBe(`${reference}: your copy of the panel report`);
  const row = (await play.file(reference)).letters.find(
    ({ template }) => template === 'independent-person-report',
  );
  expect(row).toMatchObject({ to: 'user:independent-person', status: 'sent', enclosures: ['D3'] });
  expect((await play.get(`/cases/${reference}/documents/D3`, 'independent-person')).status).toBe(200);
  const seen = JSON.stringify((await play.get(`/cases/${reference}`, 'independent-person')).body);
  expect(seen).toContain('Call each Friday');
});

test('a panel without a date is reminded, breached and told; one set late is told once', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAtStage3('stage-3-panel');
  const late = await play.complaintAtStage3('stage-3-panel');
  // Thirty working days from Monday 1 June end on Monday 13 July.
  await play.along(late, [
    ['stage-3-panel', 'appoint', { ...panel, meetingOn: '2026-07-30', lateReason: 'The chair is away.' }],
  ]);
  await play.to('2026-08-25', '10:00');
  const alarms = async (of: string) =>
    (await play.events(of)).flatMap((event) =>
      event.type === 'milestone' && event.clock === 'stage-3-panel'
        ? [`${event.at.slice(0, 10)} ${event.milestone}`]
        : [],
    );
  const expected = [
    '2026-07-08 reminder',
    '2026-07-10 due-tomorrow',
    '2026-07-13 breach',
    '2026-07-15 escalation-1',
    '2026-07-15 running-late',
    '2026-07-27 escalation-2',
    '2026-07-27 still-late',
    '2026-08-10 escalated-again',
    '2026-08-10 still-late',
    '2026-08-24 escalated-again',
    '2026-08-24 still-late',
  ];
  expect(await alarms(reference)).toEqual(expected);
  expect(await alarms(late)).toEqual(expected);
  const officer = await play.subjectsTo('complaints-officer@council.example');
  expect(officer).toContain(`Reminder: ${reference}, Stage 3, meeting of the panel, due Monday 13 July 2026`);
  expect(await play.lettersOf(reference, 'complainant')).toContain('running-late');
  expect(await play.lettersOf(late, 'complainant')).not.toContain('running-late');
  // Both hear from us again every ten working days, and the one whose meeting is set of its day until it has passed.
  const again = async (of: string) =>
    (await play.letters())
      .filter(
        ({ to: reader, subject }) =>
          reader === complainant && subject === `Your complaint ${of}: we are still late`,
      )
      .map(({ text }) => /(?:We expect|We do not have)[^.]*\./.exec(text)?.[0]);
  const none = 'We do not have a new date for you.';
  expect(await again(reference)).toEqual([none, none, none]);
  expect(await again(late)).toEqual(['We expect the panel to meet by Thursday 30 July 2026.', none, none]);
  expect(
    (await play.subjectsTo('director@council.example')).filter((subject) => subject.includes(reference)),
  ).toContain(`Escalation: ${reference}, Stage 3, meeting of the panel, working days late: 30`);
});

test('the page asks to confirm a warning only when it comes up', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAtStage3('stage-3-panel');
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const form = await officer.get(`/cases/${reference}/tasks/stage-3-panel/appoint`);
  expect(form.html).not.toContain('dayOffConfirmed');
  const answers = {
    panelChair: 'panel-chair',
    panelMembers: ['panel-member', 'panel-member-2'],
    independenceConfirmed: 'yes',
    'meetingOn.day': '20',
    'meetingOn.month': '6',
    'meetingOn.year': '2026',
    meetingTime: '9.30',
    meetingPlace: 'Shirehall, room 2',
  };
  const refused = await officer.send(form, answers);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('20 June 2026 is not a working day (Saturday). Choose yes if this is right');
  const accepted = await officer.send(refused, { ...answers, dayOffConfirmed: 'yes' });
  expect(accepted.text).toContain('Saturday 20 June 2026, 9:30am, Shirehall, room 2');
});
