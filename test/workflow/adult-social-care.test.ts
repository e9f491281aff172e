import { expect, test } from 'vitest';
import { rowOf } from '../../functions/operations/export-rows.ts';
import { openPlay, responded, routed, type Play } from '../play.ts';
import { wrongInLetter } from '../letter-rules.ts';
import { browse } from '../web/pages/browse.ts';

// Worked out by hand: received on Monday 1 June 2026, the six months end on Tuesday 1 December 2026.
const monday = '2026-06-01T09:00:00Z';
const trust = 'Riverside NHS Trust';
const nurse = 'complaints@riverside.example';
/** Six months and more go by, day by day. */
const slow = { timeout: 240_000 };

const points = [{ text: 'The carers came late.' }, { text: 'The ward lost the notes.' }];
const findings = ['P1', 'P2'].map((point) => ({ point, finding: 'upheld', reasons: 'It happened.' }));
const shared = {
  otherBody: trust,
  contactName: 'Noor Nurse',
  contactReachedBy: nurse,
  agreedToShareOn: '2026-06-01',
  agreedToShareHow: 'On the phone.',
  theirPoints: ['P2'],
};

/** A complaint about two points that was acknowledged on the day it came. */
async function acknowledged(): Promise<{ play: Play; reference: string }> {
  const play = await openPlay(monday);
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', { ...routed, procedure: 'adult-social-care', points }],
    ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
  ]);
  return { play, reference };
}

const last = async (play: Play, subject: string) =>
  (await play.letters()).findLast((letter) => letter.subject.includes(subject));

const clock = async (play: Play, reference: string) =>
  (await play.view(reference)).clocks.find(({ clock: id }) => id === 'response');

const milestones = async (play: Play, reference: string, task: string) =>
  (await play.events(reference)).flatMap((event) =>
    event.type === 'milestone' && event.task === task ? [`${event.at.slice(0, 16)} ${event.milestone}`] : [],
  );

/** Months without anything to do for the complaint pass in one step: the jobs of each hour run once. */
async function passes(play: Play, until: string): Promise<void> {
  play.system.clock.moveTo(new Date(`${until}T10:00:00Z`));
  await play.settle();
}

const row = async (play: Play, reference: string) => rowOf(play.deps, (await play.file(reference)).state);

test(
  'joint with the NHS over seven months by agreement: one answer for both, and we lead',
  slow,
  async () => {
    const { play, reference } = await acknowledged();
    expect((await last(play, 'what happens next'))?.text).toContain(
      'We would like to talk to you about how we will look into your complaint, and how long it will take.',
    );

    // The offer is followed up: a task in ten working days.
    expect((await play.step(reference, 'discuss-plan')).due).toBe('2026-06-15');
    await play.to('2026-06-04', '10:00');
    const plan = {
      agreedOn: '2026-06-04',
      talkedWith: 'Sam Carter, on the phone',
      plan: 'Maya Manager visits first. Then we ask the hospital.',
      answerBy: '2026-11-13',
    };
    const beyond = await play.decide(reference, 'discuss-plan', 'agreed', {
      ...plan,
      answerBy: '2026-12-02',
    });
    expect([beyond.status, beyond.text]).toEqual([422, expect.stringContaining('1 December 2026')]);
    expect((await play.decide(reference, 'discuss-plan', 'agreed', plan)).status).toBe(200);
    const confirmed = await last(play, 'how we will look into it');
    expect(confirmed?.text).toContain('Thank you for talking to us on Thursday 4 June 2026.');
    expect(confirmed?.text).toContain('Maya Manager visits first.');
    expect(confirmed?.text).toContain('We will write to you with our answer by Friday 13 November 2026.');
    expect((await play.step(reference, 'planned-answer')).due).toBe('2026-11-12');

    // The complainant is asked first, then agrees that the hospital gets the complaint.
    expect((await play.decide(reference, 'response', 'ask-to-share', { otherBody: trust })).status).toBe(200);
    expect((await last(play, 'may we share'))?.text).toContain('Please tell us yes or no.');
    expect((await play.view(reference)).parties).toHaveLength(1);
    await play.to('2026-06-10', '10:00');
    const joint = { ...shared, agreedToShareOn: '2026-06-09', contributeBy: '2026-08-31' };
    expect((await play.decide(reference, 'response', 'joint-we-lead', joint)).status).toBe(200);
    const handling = await last(play, 'two organisations are looking into it');
    expect(handling?.text).toContain('We will write to you with the answer.');
    expect(handling?.text).toContain(`${trust} will look into this:\n\n- The ward lost the notes.`);
    expect(handling?.text).toContain('We will look into this:\n\n- The carers came late.');
    expect((await play.view(reference)).parties.at(-1)).toMatchObject({
      roles: ['other body'],
      organisation: trust,
      name: 'Noor Nurse',
      email: nurse,
      copies: 'decisions',
      authority: { kind: 'consent', on: '2026-06-09' },
    });

    // The hospital is asked by a day, and chased.
    const asked = (await play.letters()).findLast(({ to }) => to === nurse);
    expect(asked?.subject).toBe(`Joint complaint ${reference}: please send us your part of the answer`);
    expect(asked?.text).toContain('Dear Noor Nurse');
    expect(asked?.text).toContain('- The ward lost the notes.');
    expect(asked?.text).not.toContain('The carers came late.');
    expect(asked?.text).not.toContain('/follow/');
    expect(asked?.text).toContain('by Monday 31 August 2026.');
    expect((await play.step(reference, 'joint-contribution')).due).toBe('2026-08-31');
    await play.to('2026-09-10', '10:00');
    expect(await milestones(play, reference, 'joint-contribution#1')).toEqual([
      '2026-06-10T09:00 opened',
      '2026-08-28T07:00 due-tomorrow',
      '2026-08-31T23:00 breach',
      '2026-09-02T07:00 escalation-1',
      '2026-09-07T07:00 chase',
    ]);
    expect((await play.decide(reference, 'joint-contribution', 'chased')).status).toBe(200);
    expect((await last(play, 'we have not heard from you'))?.text).toContain(
      'We asked for your part by Monday 31 August 2026.',
    );
    const part = { receivedOn: '2026-09-10', theirPart: 'The notes were in the wrong bag.' };
    expect((await play.decide(reference, 'joint-contribution', 'received', part)).status).toBe(200);

    // The date of the plan comes near, and a longer period is agreed in time.
    await play.to('2026-11-11', '10:00');
    expect(await milestones(play, reference, 'planned-answer#1')).toEqual([
      '2026-06-04T09:00 opened',
      '2026-11-11T08:00 due-tomorrow',
    ]);
    const longer = {
      agreedOn: '2026-11-10',
      agreedWith: 'Sam Carter, by email',
      until: '2026-12-31',
      reason: 'The nurse who knows is away until December.',
    };
    expect((await play.decide(reference, 'response', 'agree-longer', longer)).status).toBe(200);
    const more = await last(play, 'we agreed on more time');
    expect(more?.text).toContain('On Tuesday 10 November 2026 you and we agreed');
    expect(more?.text).toContain('We will write to you with our answer by Thursday 31 December 2026.');
    expect(await clock(play, reference)).toMatchObject({
      originalDue: '2026-12-01',
      due: '2026-12-31',
      status: 'running',
    });
    const again = { ...plan, agreedOn: '2026-11-11', answerBy: '2026-12-31' };
    expect((await play.decide(reference, 'planned-answer', 'agreed', again)).status).toBe(200);
    expect((await play.step(reference, 'planned-answer')).due).toBe('2026-12-30');

    // Their private link says the day, and the letters.
    const page = await browse(play).get(await play.privateLink());
    expect(page.text).toContain('31 December 2026');

    await play.to('2026-12-30', '10:00');
    expect((await play.view(reference)).overdue).toBe(false);
    await play.along(reference, [
      ['response', 'respond', { ...responded, findings }, 'team-manager'],
      ['response-check', 'accept', {}, 'quality-checker'],
      ['response-sign-off', 'send'],
    ]);
    const answer = (await play.letters()).findLast(
      ({ to, subject }) => to !== nurse && subject.includes('final answer'),
    );
    expect(answer?.text).toContain(`We and ${trust} looked into it together. This is also their answer.`);
    expect(answer?.text).toContain('0300 061 0614');
    const copy = (await play.letters()).findLast(({ to }) => to === nurse);
    expect(copy?.subject).toBe(`Copy: Our final answer to your complaint ${reference}`);
    expect(copy?.text).not.toContain('/follow/');
    // What was still open about the answer is called off.
    const { tasks } = (await play.file(reference)).state;
    expect(
      tasks.filter(({ status, step }) => status === 'open' && step !== 'learning').map(({ step }) => step),
    ).toEqual([]);
    const reported = await row(play, reference);
    expect(reported?.joint).toEqual({ with: trust, lead: 'we' });
    expect(reported?.stage1).toMatchObject({
      inTimeOriginal: false,
      inTimeExtended: true,
      extendedDue: '2026-12-31',
    });
    const staff = browse(play);
    await staff.signIn('complaints-officer');
    expect((await staff.get(`/cases/${reference}`)).text).toContain(`With ${trust}. We lead`);
  },
);

test('the other body leads: we send our part, wait with the clock, and record its answer', slow, async () => {
  const { play, reference } = await acknowledged();
  expect((await play.decide(reference, 'response', 'joint-they-lead', shared)).status).toBe(200);
  expect((await last(play, 'two organisations are looking into it'))?.text).toContain(
    `${trust} will write to you with the answer.`,
  );
  const part = { part: 'The carers came late on four days. We are sorry.' };
  expect((await play.decide(reference, 'our-part', 'send-part', part, 'team-manager')).status).toBe(200);
  const sent = (await play.letters()).findLast(({ to }) => to === nurse);
  expect(sent?.subject).toBe(`Joint complaint ${reference}: our part of the answer`);
  expect(sent?.text).toContain('The carers came late on four days. We are sorry.');
  expect(sent?.text).toContain('They should have it by Tuesday 1 December 2026.');
  expect(await play.step(reference, 'their-answer')).toMatchObject({ status: 'open', due: '2026-12-01' });
  await passes(play, '2026-11-25');
  await play.to('2026-12-03', '12:00');
  expect((await play.view(reference)).overdue).toBe(true);
  expect(await milestones(play, reference, 'their-answer#1')).toEqual([
    '2026-06-01T09:00 opened',
    '2026-11-26T08:00 reminder',
    '2026-11-30T08:00 due-tomorrow',
    '2026-12-02T00:00 breach',
    '2026-12-02T08:00 past-limit',
    '2026-12-03T08:00 escalation-1',
    '2026-12-03T09:00 running-late',
  ]);
  expect((await play.decide(reference, 'their-answer', 'chased')).status).toBe(200);
  expect((await last(play, 'we have not heard from you'))?.text).toContain(
    'The person who complained should have had it by Tuesday 1 December 2026.',
  );
  await play.to('2026-12-10', '10:00');
  const theirAnswer = await play.document(reference, 'Answer of the trust');
  const answered = { sentOn: '2026-12-09', theirAnswer, findings };
  expect((await play.decide(reference, 'their-answer', 'answered', answered)).status).toBe(200);
  const told = await last(play, 'is also ours');
  expect(told?.text).toContain(
    `${trust} sent you the answer to your complaint on Wednesday 9 December 2026.`,
  );
  expect(told?.text).toContain('We should have answered you by Tuesday 1 December 2026.');
  expect(told?.text).toContain('Your right to go to the Ombudsman');
  expect(wrongInLetter({ template: 'joint-answer', text: told?.text ?? '', html: told?.html ?? '' })).toEqual(
    [],
  );
  expect(await clock(play, reference)).toMatchObject({ status: 'ended', endedOn: '2026-12-09' });
  const reported = await row(play, reference);
  expect(reported?.joint).toEqual({ with: trust, lead: 'they' });
  expect(reported?.stage1).toMatchObject({
    responded: '2026-12-09',
    outcome: 'upheld',
    inTimeOriginal: false,
  });
});

const longer = { agreedWith: 'Sam Carter', until: '2027-01-15', reason: 'We wait for a report.' };

test(
  'a longer period agreed on the last day of the six months is one, even if it is recorded later',
  slow,
  async () => {
    const { play, reference } = await acknowledged();
    await passes(play, '2026-11-25');
    await play.to('2026-12-02', '10:00');
    const agreed = { ...longer, agreedOn: '2026-12-01' };
    expect((await play.decide(reference, 'response', 'agree-longer', agreed)).status).toBe(200);
    expect(await clock(play, reference)).toMatchObject({
      due: '2027-01-15',
      status: 'running',
      workingDaysLate: 0,
    });
    // The new last day is watched like the one before.
    await play.to('2027-01-16', '10:00');
    expect((await play.view(reference)).overdue).toBe(true);
    expect(
      (await milestones(play, reference, 'response#1')).filter((line) => line.includes('breach')),
    ).toEqual(['2026-12-02T00:00 breach', '2027-01-16T00:00 breach']);
  },
);

test('agreed the day after, it is a late answer for which the complainant agrees to wait', slow, async () => {
  const { play, reference } = await acknowledged();
  await passes(play, '2026-11-25');
  await play.to('2026-12-02', '10:00');
  const agreed = { ...longer, agreedOn: '2026-12-02' };
  const refused = await play.decide(reference, 'response', 'agree-longer', agreed);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('A longer period has to be agreed by 1 December 2026');
  const wait = { agreedOn: '2026-12-02', until: '2027-01-15' };
  expect((await play.decide(reference, 'response', 'agree-to-wait', wait)).status).toBe(200);
  expect((await last(play, 'agreed to wait'))?.text).toContain('Friday 15 January 2027');
  expect(await clock(play, reference)).toMatchObject({ due: '2026-12-01', status: 'running' });
  expect((await play.view(reference)).overdue).toBe(true);
  await play.to('2027-01-18', '10:00');
  expect((await milestones(play, reference, 'response#1')).at(-1)).toBe('2027-01-16T00:00 agreed-day');
});

test(
  'not answered in six months: the reason in writing, and a task to write again every ten working days',
  slow,
  async () => {
    const { play, reference } = await acknowledged();
    await passes(play, '2026-11-25');
    await play.to('2026-12-02', '10:00');
    expect(await play.step(reference, 'tell-of-delay')).toMatchObject({ status: 'open', due: '2026-12-03' });
    const reason = 'The report of the care home is missing.';
    const told = await play.decide(reference, 'response', 'tell-delay', { reason, expected: '2026-12-09' });
    expect(told.status).toBe(200);
    expect((await play.letters()).at(-1)?.text).toContain(reason);
    expect((await play.step(reference, 'tell-of-delay')).status).toBe('decided');
    await play.to('2026-12-15', '10:00');
    const again = (await play.file(reference)).state.tasks.filter(({ step }) => step === 'tell-of-delay');
    expect(again.map(({ status }) => status)).toEqual(['decided', 'open']);
    expect((await last(play, 'still late'))?.text).toContain('0300 061 0614');
    // No day is left before the last one: a plan still gives them a day, and the task for it can end.
    const set = { said: 'She was ill, and prefers a letter.', answerBy: '2027-01-15' };
    expect((await play.decide(reference, 'discuss-plan', 'set', set)).status).toBe(200);
    expect((await last(play, 'how we will look into it'))?.text).toContain('by Friday 15 January 2027.');
  },
);

test(
  'an offer to talk that is not taken up: the council sets the date and tells the complainant',
  slow,
  async () => {
    const { play, reference } = await acknowledged();
    const tried = { tried: 'Called twice, no one answered.' };
    expect((await play.decide(reference, 'discuss-plan', 'tried', tried)).status).toBe(200);
    const set = { said: 'She prefers a letter.', answerBy: '2026-09-30' };
    expect((await play.decide(reference, 'discuss-plan', 'set', set)).status).toBe(200);
    const letter = await last(play, 'how we will look into it');
    expect(letter?.text).toContain('We have decided it ourselves.');
    expect(letter?.text).toContain('We will write to you with our answer by Wednesday 30 September 2026.');
    expect((await browse(play).get(await play.privateLink())).text).toContain('30 September 2026');
    // A withdrawal calls off what was still to be done for it.
    await play.decide(reference, 'response', 'withdraw', { reason: 'She told us on the phone.' });
    expect((await play.file(reference)).state.tasks.filter(({ status }) => status === 'open')).toEqual([]);
  },
);

test(
  'grounds of its own: settled by word by the next working day, looked into before, a request for information',
  slow,
  async () => {
    const play = await openPlay(monday);
    const first = await play.complaint();
    const way = { ...routed, procedure: 'adult-social-care' };
    await play.along(first, [['triage', 'route', way]]);
    await play.to('2026-06-03', '10:00');
    const settled = {
      byWord: true,
      resolvedOn: '2026-06-03',
      agreed: 'The carer comes at 8.',
      content: 'Yes.',
    };
    const late = await play.decide(first, 'acknowledge', 'resolved-by-word', settled);
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('2 June 2026')]);
    const inTime = { ...settled, resolvedOn: '2026-06-02' };
    expect((await play.decide(first, 'acknowledge', 'resolved-by-word', inTime)).status).toBe(200);
    expect((await last(play, 'what we agreed'))?.text).toContain('0300 061 0614');
    expect((await row(play, first))?.outcome).toBe('resolved informally');

    for (const [ground, says] of [
      ['investigated before', 'have already looked into this and answered it.'],
      ['information request', 'the Information Commissioner.'],
    ] as const) {
      const reference = await play.complaint();
      await play.along(reference, [
        ['triage', 'route', way],
        ['acknowledge', 'decline', { ground, reason: 'We wrote to you on 3 May.' }],
      ]);
      const declined = (await play.letters()).findLast(({ subject }) => subject.includes(reference));
      expect(declined?.text).toContain(says);
      expect(declined?.text).toContain('We wrote to you on 3 May.');
      expect(declined?.text).toContain('0300 061 0614');
    }
  },
);

test('the complainant does not agree to share: each body answers its own part', slow, async () => {
  const { play, reference } = await acknowledged();
  const no = { otherBody: trust, reason: 'You told us that you want to complain to them yourself.' };
  expect((await play.decide(reference, 'response', 'not-joint', no)).status).toBe(200);
  const letter = await last(play, 'we will answer our part');
  expect(letter?.text).toContain('You told us that you want to complain to them yourself.');
  expect((await play.letters()).some(({ to }) => to === nurse)).toBe(false);
  expect((await play.view(reference)).parties).toHaveLength(1);

  // With another body after all, and then with a different one: only the one of now is written to.
  const joint = { ...shared, contributeBy: '2026-08-31' };
  expect((await play.decide(reference, 'response', 'joint-we-lead', joint)).status).toBe(200);
  const hospice = 'complaints@hospice.example';
  const other = { ...joint, otherBody: 'Hill Hospice', contactName: 'Hal', contactReachedBy: hospice };
  const toNurse = async () => (await play.letters()).filter(({ to }) => to === nurse).length;
  const before = await toNurse();
  expect((await play.decide(reference, 'response', 'joint-we-lead', other)).status).toBe(200);
  expect([before, await toNurse()]).toEqual([1, 1]);
  expect((await play.letters()).filter(({ to }) => to === hospice)).toHaveLength(1);
  expect((await play.view(reference)).parties.filter(({ ended }) => ended === undefined)).toMatchObject([
    { id: 'P1' },
    { organisation: 'Hill Hospice' },
  ]);
});
