import { expect, test } from 'vitest';
import * as z from 'zod';
import { CaseView } from '../../functions/case-views/schemas.ts';
import { browse } from '../web/pages/browse.ts';
import { brokenPromises, complainant, openPlay, routed, type Play } from '../play.ts';
import { rowOf } from './row-of.ts';

// The dates were worked out by hand from the bank holidays of 2026: Good Friday 3 April, Easter Monday 6 April, early May
// 4 May, spring 25 May.

const reason = 'Your letter lay in our post room.';

const correct = async (play: Play, reference: string, what: string, value: unknown, more: object = {}) => {
  const answer = await play.post(`/cases/${reference}/corrections`, { what, value, reason, ...more });
  await play.settle();
  return answer;
};

const clock = async (play: Play, reference: string, id: string) =>
  (await play.view(reference)).clocks.find((one) => one.clock === id);

const lettersTo = async (play: Play, subject: string) =>
  (await play.letters()).filter((letter) => letter.to === complainant && letter.subject.includes(subject));

const corporate = ['triage', 'route', { ...routed, procedure: 'corporate' }] as const;
const acknowledge = ['acknowledge', 'acknowledge', { investigator: 'team-manager' }] as const;

test('a complaint by post counts from the day it came, not from the day it was typed', async () => {
  const play = await openPlay('2026-05-08T09:00:00Z');
  const reference = await play.complaint({ channel: 'letter', receivedAt: '2026-05-01T11:00:00Z' });
  expect(await play.view(reference)).toMatchObject({ receivedOn: '2026-05-01', channel: 'letter' });
  expect(await clock(play, reference, 'acknowledgement')).toMatchObject({
    from: '2026-05-01',
    due: '2026-05-07',
  });
  expect((await play.view(reference)).overdue).toBe(true);
});

test('a day of receipt put right after the acknowledgement: clocks, tasks, letter, timeline', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  expect((await play.step(reference, 'stage-1')).due).toBe('2026-05-26');
  await play.to('2026-05-13', '10:00');
  expect((await correct(play, reference, 'receivedOn', '2026-05-06')).status).toBe(200);
  expect(await play.view(reference)).toMatchObject({
    receivedOn: '2026-05-06',
    corrections: [
      {
        what: 'receivedOn',
        from: { on: '2026-05-11' },
        to: { on: '2026-05-06' },
        reason,
        by: 'user:complaints-officer',
      },
    ],
  });
  expect(await clock(play, reference, 'stage-1')).toMatchObject({
    from: '2026-05-06',
    originalDue: '2026-05-20',
    due: '2026-05-20',
    cap: '2026-06-04',
  });
  expect((await play.step(reference, 'stage-1')).due).toBe('2026-05-20');
  expect(await play.story(reference)).toContain('moved stage-1#1 to 2026-05-20');
  const [letter, ...others] = await lettersTo(play, 'your dates have changed');
  expect(others).toEqual([]);
  expect(letter?.text).toContain('We told you that you contacted us on Monday 11 May 2026.');
  expect(letter?.text).toContain('The right day is Wednesday 6 May 2026.');
  expect(letter?.text).toContain(reason);
  expect(letter?.text).toContain('We told you to expect our answer by Tuesday 26 May 2026.');
  expect(letter?.text).toContain('We will write to you with our answer by Wednesday 20 May 2026.');
  expect((await browse(play).get(await play.privateLink())).text).toContain('20 May 2026');
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('corrected to an earlier day so that it is late already: the breach is due at once and no past day is promised', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-05-13', '10:00');
  expect((await correct(play, reference, 'receivedOn', '2026-04-24')).status).toBe(200);
  // Ten working days after Friday 24 April, without Monday 4 May.
  expect(await clock(play, reference, 'stage-1')).toMatchObject({ due: '2026-05-11', workingDaysLate: 2 });
  const story = await play.story(reference);
  expect(story).toContain('breach stage-1#1');
  expect(story).toContain('escalation-1 stage-1#1');
  expect((await play.view(reference)).overdue).toBe(true);
  const [letter] = await lettersTo(play, 'your dates have changed');
  expect(letter?.text).toContain('Our answer was due by Monday 11 May 2026. That day has passed');
  expect(letter?.text).not.toContain('with our answer by Monday 11 May 2026');
  // One letter says that we are late, not two.
  expect(await lettersTo(play, 'we are late')).toEqual([]);
  expect(await rowOf(play, reference)).toMatchObject({ received: '2026-04-24', delays: 1 });
  const tasks = (await play.view(reference)).steps.filter(({ status }) => status === 'open');
  expect(tasks.map(({ step }) => step)).toContain('tell-of-delay');
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test.for([
  // Counted by hand without Monday 4 May. The last is in time on the day on which the pause began.
  ['2026-04-24', '2026-05-11', true],
  ['2026-04-27', '2026-05-12', true],
  ['2026-04-28', '2026-05-13', false],
] as const)(
  'in a pause from 13 May, received %s was due %s: its withdrawal records a breach %s',
  async ([received, due, late]) => {
    const play = await openPlay('2026-05-11T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    await play.to('2026-05-13', '10:00');
    await play.along(reference, [
      ['stage-1', 'freeze', { reason: 'A court hears it.', reviewOn: '2026-06-11' }],
    ]);
    expect((await correct(play, reference, 'receivedOn', received)).status).toBe(200);
    expect(await clock(play, reference, 'stage-1')).toMatchObject({ due, status: 'paused' });
    expect(await play.story(reference)).not.toContain('breach stage-1#1');
    await play.to('2026-05-20', '10:00');
    await play.along(reference, [
      ['stage-1', 'withdraw-and-review', { said: 'She rang.', reason: 'It matters to us.' }],
    ]);
    expect((await play.story(reference)).includes('breach stage-1#1')).toBe(late);
    expect(await brokenPromises(play, reference)).toEqual([]);
  },
);

test('a day put right twice: who deals with it is told once that the task has opened and once that it is late', async () => {
  const play = await openPlay('2026-05-18T09:00:00Z');
  const reference = await play.complaint({ channel: 'letter', receivedAt: '2026-05-12T11:00:00Z' });
  expect((await correct(play, reference, 'receivedOn', '2026-05-14')).status).toBe(200);
  expect((await correct(play, reference, 'receivedOn', '2026-05-12')).status).toBe(200);
  const { letters } = await play.view(reference);
  const told = letters.filter(({ to }) => to === 'user:complaints-officer').map(({ template }) => template);
  expect(told.filter((template) => template === 'alert-task-opened')).toHaveLength(1);
  expect(told.filter((template) => template === 'alert-overdue')).toHaveLength(1);
  expect(told.filter((template) => template === 'alert-deadline-moved')).toHaveLength(2);
  expect((await play.step(reference, 'triage')).breachedAt).toBeDefined();
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('a breach that never was is taken back, and the history keeps it', async () => {
  const play = await openPlay('2026-05-06T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  await play.to('2026-05-13', '10:00');
  expect((await play.step(reference, 'acknowledge')).breachedAt).toBeDefined();
  expect((await play.view(reference)).overdue).toBe(true);
  expect((await correct(play, reference, 'receivedOn', '2026-05-12')).status).toBe(200);
  expect((await play.step(reference, 'acknowledge')).breachedAt).toBeUndefined();
  const view = await play.view(reference);
  expect(view.overdue).toBe(false);
  expect(view.steps.filter(({ step, status }) => step === 'tell-of-delay' && status === 'open')).toEqual([]);
  expect(await play.story(reference)).toContain('breach acknowledge#1');
  expect(view.events.find(({ type }) => type === 'corrected')).toMatchObject({
    neverBreached: ['acknowledge#1'],
  });
  expect(await clock(play, reference, 'acknowledgement')).toMatchObject({ due: '2026-05-15' });
  // It is watched again from the right day.
  await play.to('2026-05-18', '10:00');
  expect((await play.step(reference, 'acknowledge')).breachedAt).toBe('2026-05-15T23:00:00.000Z');
  await play.along(reference, [acknowledge]);
  expect(await rowOf(play, reference)).toMatchObject({
    received: '2026-05-12',
    stage1: { opened: '2026-05-12', due: '2026-05-27' },
  });
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('over 1 April 2026 the corporate complaint goes on under the version of the right day, once', async () => {
  const play = await openPlay('2026-04-02T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [corporate, acknowledge]);
  expect((await play.view(reference)).procedure).toMatchObject({ id: 'corporate', version: '2026' });
  // Acknowledged on 2 April: ten working days without the two days of Easter.
  expect(await clock(play, reference, 'stage-1')).toMatchObject({ from: '2026-04-02', due: '2026-04-20' });
  expect((await correct(play, reference, 'receivedOn', '2026-03-31')).status).toBe(200);
  const view = await play.view(reference);
  expect(view.procedure).toMatchObject({ id: 'corporate', version: '2019' });
  expect(view.clocks.map(({ clock: id, due, status }) => `${id} ${due} ${status}`)).toEqual([
    'acknowledgement 2026-04-07 ended',
    // Thirty working days from receipt.
    'stage-1 2026-05-15 running',
  ]);
  const open = view.steps.filter(({ status }) => status === 'open');
  expect(open.map(({ step, due }) => `${step} ${due}`)).toEqual(['stage-1 2026-05-15']);
  const [letter] = await lettersTo(play, 'your dates have changed');
  expect(letter?.text).toContain('The right day is Tuesday 31 March 2026.');
  expect(letter?.text).toContain('by Friday 15 May 2026');
  expect(
    (await play.file(reference)).letters.filter(({ template }) => template === 'acknowledgement'),
  ).toHaveLength(1);
  expect(await rowOf(play, reference)).toMatchObject({
    procedureVersion: '2019',
    stage1: { due: '2026-05-15' },
  });
  // The execution of the wrong version ends by itself.
  await play.to('2026-04-20', '10:00');
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('a statutory complaint routed as corporate is put right after its acknowledgement', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [corporate, acknowledge]);
  await play.to('2026-05-14', '10:00');
  const answer = await correct(play, reference, 'procedure', 'childrens-statutory');
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(reference)]);
  const view = await play.view(reference);
  expect(view).toMatchObject({
    procedure: { id: 'childrens-statutory', version: '2006' },
    facts: { procedure: 'childrens-statutory', procedureReason: reason, points: [{ id: 'P1' }] },
  });
  expect(view.clocks.map(({ clock: id, from, due, status }) => `${id} ${from} ${due} ${status}`)).toEqual([
    'acknowledgement 2026-05-11 2026-05-14 ended',
    'stage-1 2026-05-11 2026-05-26 running',
  ]);
  expect((await play.step(reference, 'stage-1')).due).toBe('2026-05-26');
  expect(await play.story(reference)).toContain('decide stage-1#1 superseded');
  const [letter, ...others] = await lettersTo(play, 'your dates have changed');
  expect(others).toEqual([]);
  expect(letter?.text).toContain('We were using our procedure for complaints about what the council does.');
  expect(letter?.text).toContain(
    'The right one is our procedure for complaints about social care for children.',
  );
  expect(letter?.text).toContain('We will write to you with our answer by Tuesday 26 May 2026.');
  expect(letter?.text).toContain('stage 2, an investigation by people who are independent of the council');
  expect(await rowOf(play, reference)).toMatchObject({
    procedure: 'childrens-statutory',
    investigated: true,
    stage1: { opened: '2026-05-11', due: '2026-05-26' },
  });
  expect((await browse(play).get(await play.privateLink())).text).toContain('26 May 2026');
  // The day was wrong as well: a second letter explains it, and the page follows.
  expect((await correct(play, reference, 'receivedOn', '2026-05-06')).status).toBe(200);
  expect(await clock(play, reference, 'stage-1')).toMatchObject({ from: '2026-05-06', due: '2026-05-20' });
  const again = (await lettersTo(play, 'your dates have changed')).slice(1);
  expect(again).toHaveLength(1);
  expect(again[0]?.text).toContain('The right day is Wednesday 6 May 2026.');
  expect(again[0]?.text).toContain('We will write to you with our answer by Wednesday 20 May 2026.');
  expect((await browse(play).get(await play.privateLink())).text).toContain('20 May 2026');
  // It goes its way under the right procedure.
  await play.along(reference, [
    [
      'stage-1',
      'respond',
      {
        findings: [{ point: 'P1', finding: 'upheld', reasons: 'The calls were not returned.' }],
        response: 'We are sorry.',
      },
      'team-manager',
    ],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
  ]);
  const refused = await correct(play, reference, 'procedure', 'corporate');
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('is past stage 1')]);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('the right procedure that was due already says so, and promises no past day', async () => {
  // Of before April 2026, so that the corporate answer has thirty working days.
  const play = await openPlay('2026-03-16T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [corporate, acknowledge]);
  await play.to('2026-04-14', '10:00');
  expect((await correct(play, reference, 'procedure', 'childrens-statutory')).status).toBe(200);
  expect(await clock(play, reference, 'stage-1')).toMatchObject({ due: '2026-03-30', workingDaysLate: 9 });
  const [letter] = await lettersTo(play, 'your dates have changed');
  expect(letter?.text).toContain('Our answer was due by Monday 30 March 2026. That day has passed');
  expect(await lettersTo(play, 'we are late')).toEqual([]);
  expect(await play.story(reference)).toContain('breach stage-1#2');
});

test('a child is offered an advocate when the right procedure asks for it', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', { ...routed, procedure: 'adult-social-care', relation: 'child' }],
    acknowledge,
  ]);
  expect((await correct(play, reference, 'procedure', 'childrens-statutory')).status).toBe(200);
  expect((await play.step(reference, 'acknowledge')).status).toBe('open');
  const offered = { investigator: 'team-manager', advocacyOffered: true };
  await play.along(reference, [['acknowledge', 'acknowledge', offered]]);
  expect((await play.step(reference, 'stage-1')).due).toBe('2026-05-26');
});

test.each([
  ['compliment', 'Thank', 'thank'],
  ['comment', 'Answer', 'answer'],
  ['service-request', 'Pass', 'pass-on'],
])('a complaint that is really for %s goes there and back', async (procedure, _, step) => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  expect((await correct(play, reference, 'procedure', procedure)).status).toBe(200);
  const view = await play.view(reference);
  expect(view.procedure?.id).toBe(procedure);
  expect(view.facts.kind).not.toBe('complaint');
  expect((await play.step(reference, step)).status).toBe('open');
  expect(await rowOf(play, reference)).toMatchObject({ procedure, investigated: false, stage1: null });
  expect((await correct(play, reference, 'procedure', 'childrens-statutory')).status).toBe(200);
  expect(await play.view(reference)).toMatchObject({
    kind: 'complaint',
    procedure: { id: 'childrens-statutory' },
  });
  expect(await clock(play, reference, 'stage-1')).toMatchObject({ from: '2026-05-11', due: '2026-05-26' });
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('a compliment that is really a complaint has its clocks from the day it came, closed or not', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaint({ kind: 'compliment' });
  await play.along(reference, [
    ['triage', 'route', { ...routed, kind: 'compliment', procedure: 'compliment' }],
    ['thank', 'pass-on', { team: 'Assessment Team' }],
  ]);
  expect((await play.view(reference)).status).toBe('closed');
  await play.to('2026-05-18', '10:00');
  expect((await correct(play, reference, 'kind', 'complaint')).status).toBe(200);
  const view = await play.view(reference);
  expect(view).toMatchObject({ status: 'open', kind: 'complaint', procedure: { id: 'intake' } });
  expect(view.clocks.find(({ clock: id }) => id === 'acknowledgement')).toMatchObject({
    from: '2026-05-11',
    due: '2026-05-14',
  });
  expect(view.overdue).toBe(true);
  await play.along(reference, [['triage', 'route', routed], acknowledge]);
  expect((await play.step(reference, 'stage-1')).due).toBe('2026-05-26');
  expect(await rowOf(play, reference)).toMatchObject({ kind: 'complaint', investigated: true });
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('points keep their numbers, none is used again, and a new one needs a finding', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const points = [{ text: 'No one called.' }, { text: 'No one came.' }];
  const reference = await play.complaint();
  await play.along(reference, [['triage', 'route', { ...routed, points }], acknowledge]);
  const value = [{ id: 'P1', text: 'No one called back.' }, { text: 'No one said sorry.' }];
  expect((await correct(play, reference, 'points', value)).status).toBe(200);
  expect((await play.view(reference)).facts.points).toEqual([
    { id: 'P1', text: 'No one called back.' },
    { id: 'P3', text: 'No one said sorry.' },
  ]);
  await correct(play, reference, 'points', [{ id: 'P1', text: 'No one called back.' }]);
  await correct(play, reference, 'points', [{ id: 'P1', text: 'No one called back.' }, { text: 'New.' }]);
  expect((await play.view(reference)).facts.points?.map(({ id }) => id)).toEqual(['P1', 'P4']);
  const finding = (point: string) => ({ point, finding: 'upheld', reasons: 'It is so.' });
  const one = { findings: [finding('P1')], response: 'We are sorry.' };
  expect((await play.decide(reference, 'stage-1', 'respond', one, 'team-manager')).status).toBe(422);
  const both = { ...one, findings: [finding('P1'), finding('P4')] };
  expect((await play.decide(reference, 'stage-1', 'respond', both, 'team-manager')).status).toBe(200);
  const checked = await correct(play, reference, 'points', [{ id: 'P1', text: 'No one called.' }]);
  expect([checked.status, checked.text]).toEqual([409, expect.stringContaining('is being checked')]);
  await play.along(reference, [
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
  ]);
  expect((await correct(play, reference, 'points', [{ id: 'P4', text: 'New.' }])).status).toBe(200);
  // What stage 1 found stays with stage 1.
  const view = await play.view(reference);
  expect(view.findings[0]?.findings.map(({ point }) => point)).toEqual(['P1', 'P4']);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test.each([
  ['channel', 'letter', { channel: 'letter' }, { channel: 'letter' }],
  ['summary', 'No one called.', { facts: { summary: 'No one called.' } }, {}],
  ['team', 'Leaving Care Team', { facts: { team: 'Leaving Care Team' } }, { team: 'Leaving Care Team' }],
])('%s is corrected, and reports read what is right', async (what, value, seen, row) => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const answer = await correct(play, reference, what, value);
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(reference)]);
  expect(await play.view(reference)).toMatchObject(seen);
  expect(await rowOf(play, reference)).toMatchObject(row);
  expect((await correct(play, reference, what, value)).status).toBe(422);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('a wrong team put right: its tasks go to the right one, and both are told', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const begun = (await play.file(reference)).state.letters.length;
  expect((await correct(play, reference, 'team', 'Looked After Children Team')).status).toBe(200);
  await play.toInstant('2026-05-11T11:00:00Z');
  const { state } = await play.file(reference);
  const task = state.tasks.find(({ step }) => step === 'stage-1');
  expect([task?.status, task?.assignee]).toEqual(['open', undefined]);
  expect(state.letters.slice(begun).map(({ template, to, status }) => [template, to, status])).toEqual([
    ['alert-task-elsewhere', 'user:team-manager', 'sent'],
    ['alert-task-opened', 'user:team-manager-2', 'sent'],
  ]);
  const sent = (await play.letters()).filter(({ subject }) => subject.includes('no longer yours'));
  expect(sent.map(({ text }) => text)).toEqual([
    expect.stringContaining(
      'The team of case ' + reference + ' was recorded wrongly and has been corrected.',
    ),
  ]);
  // The officer assigns it, and the complainant is told who looks into it now.
  const given = { assignee: 'team-manager-2', reason: 'Her team.' };
  expect((await play.post(`/cases/${reference}/tasks/stage-1/assignee`, given)).status).toBe(200);
  await play.settle();
  expect((await play.view(reference)).facts).toMatchObject({ investigator: 'team-manager-2' });
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('the service area and the category are of the lists of the council', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const [area = ''] = play.deps.council.serviceAreas;
  const category = play.deps.council.categories[0]?.name ?? '';
  expect((await correct(play, reference, 'serviceArea', area)).status).toBe(200);
  expect((await correct(play, reference, 'category', category)).status).toBe(200);
  expect(await rowOf(play, reference)).toMatchObject({ serviceArea: area, category });
  expect((await correct(play, reference, 'category', 'Nonsense')).status).toBe(422);
});

test.each<[string, string, unknown, number, string, RegExp]>([
  ['a day to come', 'receivedOn', '2026-05-12', 422, 'value', /11 May 2026 or an earlier/],
  ['a time to come', 'receivedOn', '2026-05-11T20:00:00Z', 422, 'value', /cannot be in the future/],
  ['a day after a decision', 'receivedOn', '2026-05-09', 422, 'value', /8 May 2026 or an earlier/],
  ['a day long ago', 'receivedOn', '2025-05-01', 422, 'confirmed', /more than a year ago/],
  ['a day before the calendar', 'receivedOn', '1990-05-01', 422, 'value', /or a later day/],
  ['the same day', 'receivedOn', '2026-05-08', 422, 'value', /recorded already/],
  ['an unknown channel', 'channel', 'pigeon', 422, 'value', /./],
  ['no procedure of ours', 'procedure', 'magic', 422, 'value', /childrens-statutory/],
  ['the procedure that it has', 'procedure', 'childrens-statutory', 422, 'value', /recorded already/],
  ['an unknown point', 'points', [{ id: 'P9', text: 'x' }], 422, 'value', /P1/],
  ['no point', 'points', [], 422, 'value', /./],
  ['what cannot be corrected', 'colour', 'red', 422, 'what', /receivedOn, channel, kind.*category/],
])('%s is refused by field and changes nothing', async (_, what, value, status, field, words) => {
  const play = await openPlay('2026-05-08T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-05-11', '10:00');
  const before = (await play.view(reference)).version;
  const refused = await correct(play, reference, what, value);
  expect(refused.status).toBe(status);
  const problem = z.object({ errors: z.array(z.object({ field: z.string(), message: z.string() })) });
  const [error] = problem.parse(refused.body).errors;
  expect([error?.field.split('.')[0], error?.message]).toEqual([field, expect.stringMatching(words)]);
  expect((await play.view(reference)).version).toBe(before);
});

test('a day more than a year ago is taken when it is confirmed', async () => {
  const play = await openPlay('2026-05-08T09:00:00Z');
  const reference = await play.complaint();
  expect((await correct(play, reference, 'receivedOn', '2025-05-01')).status).toBe(422);
  expect((await correct(play, reference, 'receivedOn', '2025-05-01', { confirmed: true })).status).toBe(200);
  expect((await play.view(reference)).receivedOn).toBe('2025-05-01');
});

test('a correction that cannot wait for the case is refused by what stands in its way', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const untriaged = await play.complaint();
  const early = await correct(play, untriaged, 'procedure', 'corporate');
  expect([early.status, early.text]).toEqual([409, expect.stringContaining('Choose one at triage')]);
  const paused = await play.complaintAt('stage-1');
  const freeze = { reason: 'A court hears it.', reviewOn: '2026-06-11' };
  await play.along(paused, [['stage-1', 'freeze', freeze]]);
  const refused = await correct(play, paused, 'procedure', 'corporate');
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Resume it first')]);
});

test('cases that were split off are corrected with the complaint that they were a part of', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaint();
  const points = [
    { text: 'No one called.' },
    { text: 'The bill is wrong.', procedure: 'corporate', procedureReason: 'It is about council tax.' },
  ];
  await play.along(reference, [['triage', 'route', { ...routed, points }]]);
  const other = (await play.view(reference)).links[0]?.to ?? '';
  expect((await correct(play, reference, 'receivedOn', '2026-05-07')).status).toBe(200);
  expect((await play.view(other)).receivedOn).toBe('2026-05-07');
  expect(await clock(play, other, 'acknowledgement')).toMatchObject({ from: '2026-05-07' });
  // The part that went elsewhere stays there when the rest changes its procedure to the same one.
  expect((await correct(play, reference, 'procedure', 'corporate')).status).toBe(200);
  const view = await play.view(reference);
  expect(view.facts.points?.map(({ id, case: to }) => [id, to])).toEqual([
    ['P1', undefined],
    ['P2', other],
  ]);
  expect(await brokenPromises(play, reference)).toEqual([]);
  expect(await brokenPromises(play, other)).toEqual([]);
});

test('the timeline says what was, what is, who said so and why', async () => {
  const play = await openPlay('2026-05-11T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await correct(play, reference, 'channel', 'letter');
  const view = CaseView.parse((await play.get(`/cases/${reference}`)).body);
  expect(view.corrections).toEqual([
    { what: 'channel', from: 'phone', to: 'letter', reason, by: 'user:complaints-officer', at: play.now() },
  ]);
  expect((await play.get(`/cases/${reference}`, 'team-manager')).status).toBe(200);
  const refused = await play.post(
    `/cases/${reference}/corrections`,
    { what: 'channel', value: 'phone', reason },
    { user: 'team-manager' },
  );
  expect(refused.status).toBe(403);
});
