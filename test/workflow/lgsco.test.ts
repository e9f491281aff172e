import { describe, expect, test } from 'vitest';
import { ReportingRow } from '../../functions/domain/records/reporting-row.ts';
import { brokenPromises, childrensWay, openPlay, responded, type Play } from '../play.ts';

const enquiry = (play: Play, reference: string, body: object, user?: string) =>
  play.post(`/cases/${reference}/enquiries`, body, user === undefined ? {} : { user });

const answered = { response: 'Our answer, with its appendices.', appendices: true };
const decided = (actions: object[] = []) => ({
  decidedOn: '2026-06-01',
  ombudsmanDecision: 'upheld: fault and injustice',
  ...(actions.length === 0 ? {} : { actions }),
});

/** A case on the first of June, at a step of its way or closed without a procedure. */
async function caseThatIs(status: 'open' | 'closed') {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = status === 'open' ? await play.complaintAt('stage-1') : await play.complaint();
  if (status === 'closed')
    await play.along(reference, [['triage', 'close-without-procedure', { reason: 'Nothing to do.' }]]);
  return { play, reference };
}

const runsOf = async (play: Play, reference: string, procedure: string) =>
  (await play.view(reference)).runs
    .filter((run) => run.procedure === procedure)
    .map(({ matter, status }) => `${matter?.id} ${status}`);

describe.each(['open', 'closed'] as const)('an enquiry of the Ombudsman on a case that is %s', (status) => {
  test.each([
    ['28 calendar days after it came', { receivedOn: '2026-06-01' }, '2026-06-29'],
    ['the day of its letter, earlier', { receivedOn: '2026-06-01', dueOn: '2026-06-12' }, '2026-06-12'],
    ['the day of its letter, later', { receivedOn: '2026-06-01', dueOn: '2026-08-31' }, '2026-08-31'],
  ])('is due %s, and leaves the case as it is', async (_, body, due) => {
    const { play, reference } = await caseThatIs(status);
    expect((await enquiry(play, reference, body)).status).toBe(200);
    await play.settle();
    expect(await play.step(reference, 'lgsco-enquiry')).toMatchObject({ due, status: 'open' });
    expect((await play.view(reference)).status).toBe(status);
    expect(await play.lettersOf(reference, 'user:director')).toEqual(['alert-lgsco']);

    await play.along(reference, [['lgsco-enquiry', 'respond', answered]]);
    await play.along(reference, [['lgsco-decision', 'record-decision', decided()]]);
    const view = await play.view(reference);
    expect([view.status, view.facts.ombudsmanDecision]).toEqual([status, 'upheld: fault and injustice']);
    expect(await runsOf(play, reference, 'lgsco')).toEqual(['E1 ended']);
    expect(await brokenPromises(play, reference)).toEqual([]);
  });
});

test('a later day can be agreed up to the limit of the Ombudsman', async () => {
  const { play, reference } = await caseThatIs('closed');
  await enquiry(play, reference, { receivedOn: '2026-06-01' });
  await play.settle();
  const reason = 'The Ombudsman agreed by phone.';
  const tooLate = await play.decide(reference, 'lgsco-enquiry', 'extend', { until: '2026-08-25', reason });
  expect([tooLate.status, tooLate.text]).toEqual([422, expect.stringContaining('24 August 2026')]);
  await play.along(reference, [['lgsco-enquiry', 'extend', { until: '2026-07-13', reason }]]);
  expect(await play.step(reference, 'lgsco-enquiry')).toMatchObject({
    originalDue: '2026-06-29',
    due: '2026-07-13',
  });
  await play.to('2026-07-13', '23:59');
  expect((await play.step(reference, 'lgsco-enquiry')).breachedAt).toBeUndefined();
  await play.to('2026-07-14', '00:00');
  expect((await play.step(reference, 'lgsco-enquiry')).breachedAt).toBe('2026-07-13T23:00:00.000Z');
});

test('a premature referral is recorded and the complaint continues', async () => {
  const { play, reference } = await caseThatIs('open');
  await enquiry(play, reference, { receivedOn: '2026-06-01', reference: '26 001 234' });
  await play.settle();
  await play.along(reference, [
    ['lgsco-enquiry', 'premature', { reason: 'The council has not answered yet.' }],
  ]);
  const view = await play.view(reference);
  expect(view.facts).toMatchObject({ ombudsmanDecision: 'premature', ombudsmanReference: '26 001 234' });
  expect(view.events.filter(({ type }) => type === 'run-ended')).toMatchObject([{ as: 'premature' }]);
  expect(await play.step(reference, 'stage-1')).toMatchObject({ status: 'open', due: '2026-06-15' });
  await play.along(reference, childrensWay.slice(2));
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('remedies of a decision are chased with their owners and days until done', async () => {
  const { play, reference } = await caseThatIs('closed');
  await enquiry(play, reference, { receivedOn: '2026-06-01' });
  await play.settle();
  const remedies = [
    { text: 'Pay 250 pounds', type: 'Financial remedy', owner: 'director', dueOn: '2026-06-12' },
    { text: 'Say sorry in writing', type: 'Apology', owner: 'team-manager', dueOn: '2026-06-19' },
  ];
  await play.along(reference, [['lgsco-enquiry', 'record-decision', decided(remedies)]]);
  expect(await runsOf(play, reference, 'action')).toEqual(['A1 running', 'A2 running']);
  const steps = (await play.view(reference)).steps.filter(({ step }) => step === 'action');
  expect(steps.map(({ task, assignee, due }) => [task, assignee, due])).toEqual([
    ['action#1', 'director', '2026-06-12'],
    ['action#2', 'team-manager', '2026-06-19'],
  ]);

  const first = 'action%231';
  const second = 'action%232';
  const done = { doneOn: '2026-06-09', evidence: 'The receipt is on the file.' };
  await play.to('2026-06-09', '12:00');
  const toDirector = await play.lettersOf(reference, 'user:director');
  // Two machines prepare the second and the third in the same moment.
  expect([toDirector[0], ...toDirector.slice(1, 3).toSorted(), ...toDirector.slice(3)]).toEqual([
    'alert-lgsco',
    'alert-lgsco-decision',
    'alert-task-opened',
    // The two before came within the hour after the first.
    'alerts-together',
    'alert-action-due',
  ]);
  const other = await play.decide(reference, first, 'done', done, 'team-manager');
  expect(other.status).toBe(403);
  await play.along(reference, [[first, 'done', done, 'director']]);

  // No one has said that the second is done: it is overdue, and goes up.
  await play.to('2026-06-23', '12:00');
  expect(await play.lettersOf(reference, 'user:team-manager')).toEqual([
    'alert-task-opened',
    'alert-action-due',
    'alert-due-tomorrow',
    'alert-action-due',
  ]);
  expect((await play.step(reference, second)).overdue).toBe(true);
  await play.along(reference, [
    [second, 'done', { doneOn: '2026-06-22', evidence: 'A copy of the letter.' }, 'team-manager'],
  ]);
  expect(await runsOf(play, reference, 'action')).toEqual(['A1 ended', 'A2 ended']);
  expect((await play.view(reference)).status).toBe('closed');
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('several enquiries run in parallel, each with its own clock and end', async () => {
  const { play, reference } = await caseThatIs('open');
  await enquiry(play, reference, { receivedOn: '2026-06-01' });
  await play.settle();
  await play.to('2026-06-08');
  await enquiry(play, reference, { receivedOn: '2026-06-08', dueOn: '2026-06-15' });
  await play.settle();
  const both = (await play.view(reference)).steps.filter(({ step }) => step === 'lgsco-enquiry');
  expect(both.map(({ task, due }) => [task, due])).toEqual([
    ['lgsco-enquiry#1', '2026-06-29'],
    ['lgsco-enquiry#2', '2026-06-15'],
  ]);
  await play.along(reference, [['lgsco-enquiry%232', 'premature', { reason: 'Sent twice.' }]]);
  expect(await runsOf(play, reference, 'lgsco')).toEqual(['E1 running', 'E2 ended']);
  await play.along(reference, [['lgsco-enquiry%231', 'respond', answered]]);
  expect((await play.step(reference, 'lgsco-decision')).status).toBe('open');
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('a paused case does not stop the clock of an enquiry', async () => {
  const { play, reference } = await caseThatIs('open');
  await enquiry(play, reference, { receivedOn: '2026-06-01' });
  await play.settle();
  await play.along(reference, [
    ['stage-1', 'freeze', { reason: 'The court hears it.', reviewOn: '2026-09-01' }],
  ]);
  expect(await play.step(reference, 'stage-1')).toMatchObject({ paused: true });
  expect(await play.step(reference, 'lgsco-enquiry')).toMatchObject({ paused: false, due: '2026-06-29' });
  await play.to('2026-06-30');
  expect((await play.step(reference, 'stage-1')).breachedAt).toBeUndefined();
  expect((await play.step(reference, 'lgsco-enquiry')).breachedAt).toBe('2026-06-29T23:00:00.000Z');
  await play.along(reference, [['lgsco-enquiry', 'respond', answered]]);
  await play.along(reference, [['stage-1', 'resume', { reason: 'It is over.' }]]);
  expect(await play.step(reference, 'lgsco-decision')).toMatchObject({ due: '2026-12-30' });
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test.each([
  ['a day ahead', { receivedOn: '2026-06-02' }, 422, 'Enter 1 June 2026 or an earlier day'],
  ['a day before the complaint', { receivedOn: '2026-05-29' }, 422, 'The complaint was received on that day'],
  [
    'due before it came',
    { receivedOn: '2026-06-01', dueOn: '2026-05-31' },
    422,
    'Enter 1 June 2026 or a later day. The enquiry was received on that day',
  ],
])('refuses an enquiry and changes nothing: %s', async (_, body, status, reason) => {
  const { play, reference } = await caseThatIs('open');
  const before = await play.events(reference);
  const refused = await enquiry(play, reference, body);
  expect([refused.status, refused.text]).toEqual([status, expect.stringContaining(reason)]);
  expect(await play.events(reference)).toEqual(before);
});

test('only a complaints officer begins an enquiry', async () => {
  const { play, reference } = await caseThatIs('open');
  const body = { receivedOn: '2026-06-01' };
  expect((await enquiry(play, reference, body, 'team-manager')).status).toBe(403);
  expect((await enquiry(play, reference, body, 'report-writer')).status).toBe(404);
});

test('a day set by the Ombudsman beyond the limit can be extended like any other', async () => {
  const { play, reference } = await caseThatIs('open');
  await enquiry(play, reference, { receivedOn: '2026-06-01', dueOn: '2028-01-10' });
  await play.settle();
  const extend = (until: string) =>
    play.decide(reference, 'lgsco-enquiry', 'extend', { until, reason: 'They agreed.' });
  expect((await extend('2028-03-07')).text).toContain(
    'Enter 6 March 2028 or an earlier day. The limit is 56 calendar days after 10 January 2028, the day that was set',
  );
  expect((await extend('2028-03-06')).status).toBe(200);
  expect((await play.step(reference, 'lgsco-enquiry')).due).toBe('2028-03-06');
});

test('an apology, money and an action of the decision each have a day, and the row says whether each was in time', async () => {
  const { play, reference } = await caseThatIs('closed');
  await enquiry(play, reference, { receivedOn: '2026-06-01' });
  await play.settle();
  const asked = {
    ...decided([
      {
        text: 'Train the team',
        type: 'Training or guidance for employees',
        owner: 'team-manager',
        dueOn: '2026-07-31',
      },
    ]),
    apologyAsked: true,
    apologyText: 'Say sorry for the missed calls.',
    apologyOwner: 'director',
    apologyDueOn: '2026-06-19',
    money: [{ amount: '£250', for: 'the distress' }],
    moneyDueOn: '2026-06-26',
  };
  const { apologyOwner: _, ...noOwner } = asked;
  expect((await play.decide(reference, 'lgsco-enquiry', 'record-decision', noOwner)).status).toBe(422);
  const lastCentury = { ...asked, moneyDueOn: '1926-06-26' };
  expect(await play.decide(reference, 'lgsco-enquiry', 'record-decision', lastCentury)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'answers.moneyDueOn' }] },
  });
  await play.along(reference, [['lgsco-enquiry', 'record-decision', asked]]);
  // The actions are under way at once; the money waits for someone who may approve it.
  expect(await runsOf(play, reference, 'action')).toEqual(['A1 running', 'A2 running']);
  expect(await runsOf(play, reference, 'payment')).toEqual([]);
  expect((await play.decide(reference, 'lgsco-money', 'approve')).status).toBe(403);
  await play.along(reference, [['lgsco-money', 'approve', {}, 'senior-manager']]);
  expect(await runsOf(play, reference, 'payment')).toEqual(['M1 running']);
  expect(await runsOf(play, reference, 'lgsco')).toEqual(['E1 ended']);
  expect(await play.step(reference, 'pay')).toMatchObject({ due: '2026-06-26', status: 'open' });
  const remedies = async () => {
    const rows = await play.get('/reporting-rows', 'report-writer');
    const line = rows.text.split('\n').find((one) => one.includes(reference)) ?? '{}';
    const row = ReportingRow.parse(JSON.parse(line));
    // None of it is what a letter of ours promised.
    expect(row.remedies).toMatchObject({ apology: false, decidedPence: 0, payments: [] });
    expect((await play.view(reference)).ombudsmanRemedies).toEqual(row.lgsco?.remedies);
    return row.lgsco?.remedies?.map(({ kind, due, done, inTime }) => [kind, due, done, inTime]);
  };
  expect(await remedies()).toEqual([
    ['action', '2026-07-31', null, null],
    ['apology', '2026-06-19', null, null],
    ['money', '2026-06-26', null, null],
  ]);
  const apology = (await play.view(reference)).steps.find(({ due }) => due === '2026-06-19');
  expect(apology?.assignee).toBe('director');
  // The apology on its day; the money a day late; the action not at all.
  await play.to('2026-06-19', '16:00');
  await play.along(reference, [
    [
      encodeURIComponent(apology?.task ?? ''),
      'done',
      { doneOn: '2026-06-19', evidence: 'A copy of the letter is on the file.' },
      'director',
    ],
  ]);
  await play.to('2026-06-29', '10:00');
  await play.along(reference, [['pay', 'paid', { doneOn: '2026-06-29', evidence: 'BACS 4711' }]]);
  expect(await remedies()).toEqual([
    ['action', '2026-07-31', null, null],
    ['apology', '2026-06-19', '2026-06-19', true],
    ['money', '2026-06-26', '2026-06-29', false],
  ]);
  await play.to('2026-08-03', '10:00');
  expect(await remedies()).toContainEqual(['action', '2026-07-31', null, false]);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('money that the Ombudsman asks for and money of a draft answer are approved apart', async () => {
  const { play, reference } = await caseThatIs('open');
  await play.along(reference, [
    [
      'stage-1',
      'respond',
      { ...responded, money: [{ amount: '100', for: 'the phone bill' }] },
      'team-manager',
    ],
  ]);
  await enquiry(play, reference, { receivedOn: '2026-06-01' });
  await play.settle();
  const asked = { ...decided(), money: [{ amount: '250', for: 'the distress' }] };
  await play.along(reference, [
    ['lgsco-enquiry', 'record-decision', asked],
    ['lgsco-money', 'refuse', { reason: 'We ask the Ombudsman to look again.' }, 'senior-manager'],
    ['lgsco-decision', 'record-decision', asked],
    ['lgsco-money', 'approve', {}, 'senior-manager'],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
  ]);
  const money = (await play.view(reference)).facts.money ?? [];
  expect(
    money.map(({ id, pence, of, approved, refused }) => [id, pence, of, approved?.by, refused?.by]),
  ).toEqual([
    ['M1', 10_000, undefined, undefined, undefined],
    ['M2', 25_000, 'LGSCO', undefined, 'senior-manager'],
    ['M3', 25_000, 'LGSCO', 'senior-manager', undefined],
  ]);
  expect(await runsOf(play, reference, 'payment')).toEqual(['M3 running']);
  expect((await play.step(reference, 'stage-1-money')).status).toBe('open');
});
