import { expect, test } from 'vitest';
import { ReportingRow } from '../../functions/domain/records/reporting-row.ts';
import { complainant, openPlay, responded, routed, stage2Way, type Play, type Turn } from '../play.ts';
import { arrived } from './arrived.ts';

// Friday 5 June 2026 + 20 working days = Friday 3 July 2026, without a bank holiday between them; worked out by hand.

const timeAndTrouble = 'the time and trouble this caused you';
const offered = {
  ...responded,
  remedies: undefined,
  apology: true,
  apologyFor: 'We are sorry that no one called you back.',
  apologyBy: 'the head of service',
  money: [{ amount: '£150', for: timeAndTrouble }],
};
const rota = {
  text: 'A rota for calls',
  type: 'Training or guidance for employees',
  owner: 'team-manager',
  dueOn: '2026-07-31',
};

/** A case whose stage 1 answer is written, on Monday 1 June 2026. */
async function atStage1(): Promise<{ play: Play; reference: string }> {
  const play = await openPlay('2026-06-01T09:00:00Z');
  return { play, reference: await play.complaintAt('stage-1') };
}

const answerTo = async (play: Play, reference: string, given: object, user = 'team-manager') =>
  play.decide(reference, 'stage-1', 'respond', given, user);

const toApproval: Turn[] = [
  ['stage-1', 'respond', offered, 'team-manager'],
  ['stage-1-check', 'accept', {}, 'quality-checker'],
];

const lastLetter = async (play: Play, subject: string) =>
  (await play.letters()).findLast((letter) => letter.to === complainant && letter.subject.includes(subject))
    ?.text;

const rowOf = async (play: Play, reference: string) => {
  const rows = await play.get('/reporting-rows', 'report-writer');
  return rows.text
    .trim()
    .split('\n')
    .map((line) => ReportingRow.parse(JSON.parse(line)))
    .find((row) => row.reference === reference);
};

const moneyOf = async (play: Play, reference: string) => (await play.view(reference)).facts.money;

test('£150 is decided, approved by someone else, promised in the letter, paid and reported', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, toApproval);
  expect(await moneyOf(play, reference)).toEqual([{ id: 'M1', pence: 15_000, for: timeAndTrouble }]);
  expect(await play.subjectsTo('senior-manager@council.example')).toContainEqual(
    expect.stringContaining('Stage 1, local resolution: approval of money'),
  );
  await play.to('2026-06-03', '10:00');
  // Without approval there is no sign-off to take.
  expect((await play.decide(reference, 'stage-1-sign-off', 'send')).status).toBe(404);
  await play.along(reference, [['stage-1-money', 'approve', {}, 'senior-manager']]);
  expect(await moneyOf(play, reference)).toEqual([
    { id: 'M1', pence: 15_000, for: timeAndTrouble, approved: { by: 'senior-manager', on: '2026-06-03' } },
  ]);
  await play.to('2026-06-05', '10:00');
  await play.along(reference, [['stage-1-sign-off', 'send']]);
  expect(await lastLetter(play, 'Our answer')).toContain(`Our apology`);
  const letter = await lastLetter(play, 'Our answer');
  expect(letter).toContain('We are sorry that no one called you back.');
  expect(letter).toContain('This apology is from the head of service.');
  expect(letter).toContain(`We will pay you £150 by Friday 3 July 2026. This is for ${timeAndTrouble}.`);
  expect(await play.step(reference, 'pay')).toMatchObject({ due: '2026-07-03', status: 'open' });
  await play.to('2026-06-12', '10:00');
  await play.along(reference, [['pay', 'paid', { doneOn: '2026-06-11', evidence: 'BACS 4711' }]]);
  expect((await rowOf(play, reference))?.remedies).toEqual({
    apology: true,
    decidedPence: 15_000,
    paidPence: 15_000,
    payments: [{ pence: 15_000, decided: '2026-06-05', paid: '2026-06-11' }],
  });
});

test('officers, other roles and people complained about cannot approve money', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, toApproval);
  for (const user of ['complaints-officer', 'team-manager', 'quality-checker', 'director'])
    expect([user, (await play.decide(reference, 'stage-1-money', 'approve', {}, user)).status]).toEqual([
      user,
      user === 'director' ? 404 : 403,
    ]);
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['senior-manager'] });
  expect((await play.decide(reference, 'stage-1-money', 'approve', {}, 'senior-manager')).status).toBe(404);
  expect((await play.decide(reference, 'stage-1-money', 'approve', {}, 'senior-manager-2')).status).toBe(200);
});

test('a senior manager cannot approve the money of their own answer, a director can', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', { ...routed, procedure: 'corporate' }],
    ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
    ['stage-1', 'respond', responded, 'team-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
    ['stage-2-window', 'request-stage-2'],
    ['stage-2-acknowledge', 'acknowledge', { reviewer: 'senior-manager' }],
    ['stage-2', 'respond', offered, 'senior-manager'],
    ['stage-2-check', 'accept', {}, 'quality-checker'],
  ]);
  const byAuthor = await play.decide(reference, 'stage-2-money', 'approve', {}, 'senior-manager');
  expect([byAuthor.status, byAuthor.text]).toEqual([
    403,
    expect.stringContaining('You cannot choose “Approve the money” on this step.'),
  ]);
  const asked = await play.post(`/cases/${reference}/tasks/stage-2-money/assignee`, {
    assignee: 'director',
    reason: 'Both heads of service have had a part in it.',
  });
  expect([asked.status, asked.text]).toEqual([200, expect.anything()]);
  await play.along(reference, [
    ['stage-2-money', 'approve', {}, 'director'],
    ['stage-2-sign-off', 'send'],
  ]);
  expect(await lastLetter(play, 'Our final answer')).toContain('We will pay you £150 by');
});

test('refused money returns to the author with the reason and stays on record', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, [
    ...toApproval,
    ['stage-1-money', 'refuse', { reason: 'Our scale says £100.' }, 'senior-manager'],
  ]);
  // The author has had an alert within the hour: this one comes with that of the step that is open again.
  expect(await arrived(play, reference, 'alert-money-refused')).toEqual([['user:team-manager', 'sent']]);
  const told = (await play.letters()).filter(({ to }) => to === 'team-manager@council.example');
  expect(told.map(({ text }) => text).at(-1)).toContain(
    `- ${reference}: the money in your draft was refused, Stage 1, local resolution: approval of money`,
  );
  expect((await play.file(reference)).state.tasks.at(-1)?.step).toBe('stage-1');
  await play.along(reference, [
    ['stage-1', 'respond', { ...offered, money: [{ amount: '100', for: timeAndTrouble }] }, 'team-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'send'],
  ]);
  expect(await moneyOf(play, reference)).toMatchObject([
    { id: 'M1', pence: 15_000, refused: { by: 'senior-manager', reason: 'Our scale says £100.' } },
    { id: 'M2', pence: 10_000, approved: { by: 'senior-manager' } },
  ]);
  const letter = await lastLetter(play, 'Our answer');
  expect(letter).toContain('We will pay you £100 by');
  expect(letter).not.toContain('£150');
  expect((await rowOf(play, reference))?.remedies?.decidedPence).toBe(10_000);
});

test('money no longer offered is neither approved nor paid', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, [
    ...toApproval,
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'return', { comments: 'The money is paid by the school.' }],
    ['stage-1', 'respond', responded, 'team-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
  ]);
  expect(await lastLetter(play, 'Our answer')).not.toContain('pay you');
  expect((await play.view(reference)).runs.some(({ procedure }) => procedure === 'payment')).toBe(false);
  expect((await rowOf(play, reference))?.remedies).toEqual({
    apology: false,
    decidedPence: 0,
    paidPence: 0,
    payments: [],
  });
});

test('approved money stays approved when only the text of the answer changes', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, [
    ...toApproval,
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'return', { comments: 'A typing error.' }],
    ['stage-1', 'respond', { ...offered, response: 'We looked again.' }, 'team-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
  ]);
  expect(await moneyOf(play, reference)).toMatchObject([{ id: 'M1', approved: { by: 'senior-manager' } }]);
});

test.each(['150.005', '-3', '12 pounds', '1,20', '0', '', '1.5', '1e3'])(
  'the amount "%s" is refused, and the field is named',
  async (amount) => {
    const { play, reference } = await atStage1();
    const refused = await answerTo(play, reference, { ...offered, money: [{ amount, for: 'x' }] });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      errors: [
        {
          field: 'answers.money.0.amount',
          code: 'not-an-amount',
          message: 'Enter an amount in pounds and pence, such as 150 or 1,200.50',
        },
      ],
    });
  },
);

test('£1,200.50 is read to the penny', async () => {
  const { play, reference } = await atStage1();
  await answerTo(play, reference, { ...offered, money: [{ amount: '£1,200.50', for: 'the fees' }] });
  expect(await moneyOf(play, reference)).toEqual([{ id: 'M1', pence: 120_050, for: 'the fees' }]);
});

test('a later payment day is sent to the complainant, and an overdue payment is chased', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, [
    ...toApproval,
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'send'],
    ['pay', 'extend', { until: '2026-07-10', reason: 'The bank sent it back.' }],
  ]);
  const letter = await lastLetter(play, 'Your payment will be late');
  expect(letter).toContain('we would pay you £150 by Monday 29 June 2026');
  expect(letter).toContain('We will pay you by Friday 10 July 2026.');
  await play.to('2026-07-14', '10:00');
  const alerts = await play.subjectsTo('complaints-officer@council.example');
  expect(alerts).toContain(`${reference}: Pay the money that was promised, was due Friday 10 July 2026`);
});

test('an action named in stage 1 and stage 2 exists once, and the letter says it is under way', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, [
    ['stage-1', 'respond', { ...responded, actions: [rota] }, 'team-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
    ['stage-2-window', 'request-stage-2', {}],
  ]);
  expect(await lastLetter(play, 'Our answer')).toContain(
    'A rota for calls (Megan Price, by Friday 31 July 2026)',
  );
  for (const title of ['Investigation', 'Independent Person']) await play.document(reference, title);
  const adjudication = stage2Way.findIndex(([step]) => step === 'stage-2-adjudication');
  await play.along(reference, stage2Way.slice(0, adjudication));
  const other = { ...rota, text: 'An apology by phone', dueOn: '2026-06-30' };
  const moved = await play.decide(
    reference,
    'stage-2-adjudication',
    'respond',
    { ...responded, actions: [{ ...rota, dueOn: '2026-08-14' }] },
    'adjudicating-officer',
  );
  expect([moved.status, moved.text]).toEqual([422, expect.stringContaining('actions.0.dueOn')]);
  await play.along(reference, [
    [
      'stage-2-adjudication',
      'respond',
      { ...responded, actions: [{ ...rota, id: 'A1' }, rota, other] },
      'adjudicating-officer',
    ],
    ...stage2Way.slice(adjudication + 1),
  ]);
  const { facts, runs } = await play.view(reference);
  expect(facts.actions?.map(({ id, text }) => [id, text])).toEqual([
    ['A1', 'A rota for calls'],
    ['A2', 'An apology by phone'],
  ]);
  expect(runs.filter(({ procedure }) => procedure === 'action')).toHaveLength(2);
  const letter = await lastLetter(play, 'Our decision');
  expect(letter).toContain('An apology by phone (Megan Price, by Tuesday 30 June 2026)');
  expect(letter).toMatch(
    /What we promised you before[\s\S]*A rota for calls \(Megan Price, by Friday 31 July 2026\)/,
  );
});

test('money that was refused is decided anew before its letter goes, even if it is offered again as it was', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, [
    ...toApproval,
    ['stage-1-money', 'refuse', { reason: 'Our scale says £100.' }, 'senior-manager'],
    ...toApproval,
  ]);
  expect(await moneyOf(play, reference)).toMatchObject([
    { id: 'M1', refused: { by: 'senior-manager' } },
    { id: 'M2', pence: 15_000 },
  ]);
  expect((await play.decide(reference, 'stage-1-sign-off', 'send')).status).toBe(404);
  expect(await lastLetter(play, 'Our answer')).toBeUndefined();
  await play.along(reference, [
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'send'],
  ]);
  expect(await lastLetter(play, 'Our answer')).toContain('We will pay you £150 by');
});

test('that promised money is not paid is decided by someone who did not approve it, and the complainant is told', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, [
    ...toApproval,
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'send'],
  ]);
  await play.to('2026-06-08', '10:00');
  await play.along(reference, [['pay', 'not-paid', { reason: 'She asked us to give it to a charity.' }]]);
  // Nothing is told before it is decided. Friday 5 June is not the day: the decision is due 2 working days after Monday.
  expect(await lastLetter(play, 'We will not pay')).toBeUndefined();
  expect(await play.step(reference, 'not-paid')).toMatchObject({ status: 'open', due: '2026-06-10' });
  const reason = { reason: 'You told us on Monday that you do not want this money.' };
  for (const user of ['complaints-officer', 'senior-manager'])
    expect([user, (await play.decide(reference, 'not-paid', 'will-not-pay', reason, user)).status]).toEqual([
      user,
      403,
    ]);
  await play.post(`/cases/${reference}/tasks/not-paid/assignee`, {
    assignee: 'director',
    reason: 'The senior manager approved it.',
  });
  expect((await play.decide(reference, 'not-paid', 'will-not-pay', {}, 'director')).status).toBe(422);
  await play.along(reference, [['not-paid', 'will-not-pay', reason, 'director']]);
  const letter = await lastLetter(play, 'We will not pay the money that we told you about');
  expect(letter).toContain('We told you that we would pay you £150. We have looked at this again.');
  expect(letter).toContain('You told us on Monday that you do not want this money.');
  expect(letter).not.toContain('charity');
  expect(letter).toMatch(/Yours sincerely\n\n.+\nDirector\nShropshire Council/);
  expect(letter).toContain('0300 061 0614');
  expect(await moneyOf(play, reference)).toMatchObject([
    {
      id: 'M1',
      approved: { by: 'senior-manager' },
      withdrawn: { by: 'director', on: '2026-06-08', ...reason },
    },
  ]);
  expect((await rowOf(play, reference))?.remedies).toMatchObject({ decidedPence: 15_000, paidPence: 0 });
  expect((await play.view(reference)).runs.filter(({ procedure }) => procedure === 'payment')).toMatchObject([
    { status: 'ended' },
  ]);
});

test('money that is to be paid after all keeps its day', async () => {
  const { play, reference } = await atStage1();
  await play.along(reference, [
    ...toApproval,
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'send'],
    ['pay', 'not-paid', { reason: 'The budget is spent.' }],
    ['not-paid', 'pay-after-all', { reason: 'We promised it.' }, 'senior-manager'],
  ]);
  // 20 working days from Monday 1 June.
  expect(await play.step(reference, 'pay')).toMatchObject({ status: 'open', due: '2026-06-29' });
  await play.along(reference, [['pay', 'paid', { doneOn: '2026-06-01', evidence: 'BACS 4711' }]]);
  expect((await rowOf(play, reference))?.remedies?.paidPence).toBe(15_000);
});

test('money that is to be paid after all keeps the later day that the complainant was told', async () => {
  const { play, reference } = await atStage1();
  const until = '2026-07-10';
  await play.along(reference, [
    ...toApproval,
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'send'],
    ['pay', 'extend', { until, reason: 'The bank details were wrong.' }],
    ['pay', 'not-paid', { reason: 'The budget is spent.' }],
    ['not-paid', 'pay-after-all', { reason: 'We promised it.' }, 'senior-manager'],
  ]);
  expect(await lastLetter(play, 'Your payment will be late')).toContain('Friday 10 July 2026');
  const open = { status: 'open', due: until, originalDue: '2026-06-29' };
  expect(await play.step(reference, 'pay')).toMatchObject(open);
  const extended = async () => (await play.events(reference)).filter(({ type }) => type === 'extended');
  expect(await extended()).toHaveLength(1);
  // Nothing is due on the day that was promised first; the reminder comes before the later one.
  await play.to('2026-07-06', '10:00');
  expect(await play.step(reference, 'pay')).toMatchObject({ ...open, overdue: false });
  const later = { until: '2026-07-24', reason: 'The bank sent it back.' };
  expect((await play.decide(reference, 'pay', 'extend', later)).status).toBe(200);
  expect(await extended()).toMatchObject([{ until }, { due: until, until: '2026-07-24' }]);
});

test('a payment is followed up although a message has the same number', async () => {
  const { play, reference } = await atStage1();
  const said = await play.post(`/cases/${reference}/messages`, {
    channel: 'phone',
    text: 'When will you pay?',
  });
  expect(said.status).toBe(200);
  expect((await play.view(reference)).messages.map(({ id }) => id)).toContain('M2');
  const money = [...offered.money, { amount: '£40', for: 'bus fares' }];
  await play.along(reference, [
    ['stage-1', 'respond', { ...offered, money }, 'team-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-money', 'approve', {}, 'senior-manager'],
    ['stage-1-sign-off', 'send'],
  ]);
  const paying = (await play.view(reference)).steps.filter(({ step }) => step === 'pay');
  expect(paying).toHaveLength(2);
  expect((await rowOf(play, reference))?.remedies?.decidedPence).toBe(19_000);
});
