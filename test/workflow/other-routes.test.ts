import { describe, expect, test } from 'vitest';
import { readCouncil } from '../../functions/domain/council/council.ts';
import { rowOf } from '../../functions/operations/export-rows.ts';
import { wrongInLetter } from '../letter-rules.ts';
import {
  checkedAndSent,
  childrensWay,
  complainant,
  openPlay,
  responded,
  routed,
  type Play,
} from '../play.ts';
import { council } from '../unit/a-case.ts';
import { browse } from '../web/pages/browse.ts';

// A Monday.
const received = '2026-06-01T09:00:00Z';
const points = [{ text: 'No one called back.' }, { text: 'I want to see my file.' }];
const [triage, ...onward] = childrensWay;

/** A complaint of two points, at stage 1. */
const ofTwoPoints = (play: Play) =>
  play.complaintAt('stage-1', {}, [['triage', 'route', { ...triage?.[2], points }], ...onward]);

const toInformation = {
  route: 'subject-access-request',
  points: ['P2'],
  reason: 'They ask for the record.',
  to: 'Information team',
  goesOn: false,
};

const send = async (play: Play, reference: string, sent: object, user = 'complaints-officer') => {
  const answer = await play.post(`/cases/${reference}/routes`, sent, { user });
  await play.settle();
  return answer;
};

/** The letters of the case about other routes: template, addressee, status. */
async function ofRoutes(play: Play, reference: string): Promise<string[]> {
  const { letters } = (await play.file(reference)).state;
  return letters
    .filter(({ template }) => template.endsWith('-to-route'))
    .map(({ template, to, status }) => `${template} ${to} ${status}`);
}

describe('a point sent to the route of subject access requests', () => {
  test('ends here with one letter, and the rest goes on to an answer without a finding for it', async () => {
    const play = await openPlay(received);
    const reference = await ofTwoPoints(play);
    await play.to('2026-06-03');
    const sent = { ...toInformation, routeReference: 'SAR/26/77', copy: true };
    expect((await send(play, reference, sent)).status).toBe(200);

    const { routes, facts, events } = await play.view(reference);
    expect(routes).toEqual([
      {
        sending: 'W1',
        route: 'subject-access-request',
        points: ['P2'],
        reason: 'They ask for the record.',
        to: 'Information team',
        on: '2026-06-03',
        goesOn: false,
        routeReference: 'SAR/26/77',
        // One month after receipt, not after it was sent there.
        dueOn: '2026-07-01',
        copied: true,
        at: '2026-06-03T08:00:00.000Z',
        by: 'user:complaints-officer',
      },
    ]);
    expect(events.filter(({ type }) => type === 'sent-to-route')).toHaveLength(1);
    expect(facts.points).toEqual([
      expect.objectContaining({ id: 'P1' }),
      expect.objectContaining({ id: 'P2', route: 'subject-access-request' }),
    ]);
    expect(await ofRoutes(play, reference)).toEqual([
      'sent-to-route complainant sent',
      'copy-to-route contact:subject-access-request sent',
    ]);
    const letters = await play.letters();
    const told = letters.findLast(({ to }) => to === complainant);
    expect(told?.text).toContain('There is a better way to deal with this part of what you told us:');
    expect(told?.text).toContain('- I want to see my file.');
    expect(told?.text).toContain('This is called a subject access request.');
    expect(told?.text).toContain('Information team will deal with this part.');
    expect(told?.text).toContain('Their reference is SAR/26/77.');
    expect(told?.text).toContain('They should answer you by Wednesday 1 July 2026.');
    expect(told?.text).not.toContain('No one called back.');
    // The reason is written for colleagues.
    expect(told?.text).not.toContain('They ask for the record.');
    expect(
      wrongInLetter({ template: 'sent-to-route', text: told?.text ?? '', html: told?.html ?? '' }),
    ).toEqual([]);
    const shown = (await browse(play).get(await play.privateLink())).text;
    expect(shown).toContain('We will deal with part of it another way, Wednesday 3 June 2026');
    expect(shown).toContain('We will answer by Monday 15 June 2026.');
    const copy = letters.find(({ to }) => to === 'information@council.example');
    expect(copy?.text).toContain('I want to see my file.');
    expect(copy?.text).toContain('Your reference: SAR/26/77');
    for (const secret of ['Sam Carter', complainant, 'No one called back.', '/follow/'])
      expect(`${copy?.subject} ${copy?.text} ${copy?.html}`).not.toContain(secret);

    const missing = await play.choose(
      reference,
      'stage-1',
      'respond',
      { ...responded, findings: [...responded.findings, { point: 'P2', finding: 'upheld', reasons: 'x' }] },
      'team-manager',
    );
    expect(missing.status).toBe(422);
    await play.along(reference, [['stage-1', 'respond', responded, 'team-manager'], ...checkedAndSent]);
    const answer = (await play.letters()).findLast(({ to }) => to === complainant);
    expect(answer?.text).toContain('No one called back.');
    expect(answer?.text).not.toContain('my file');
    const row = await rowOf(play.deps, (await play.file(reference)).state);
    expect([row?.findings, row?.routes]).toEqual([
      { upheld: 1, partiallyUpheld: 0, notUpheld: 0 },
      [{ route: 'subject-access-request', count: 1 }],
    ]);
    expect(play.faults).toEqual([]);
  });

  test('is on the page of the case, in its timeline, and hidden from independent people', async () => {
    const play = await openPlay(received);
    const reference = await ofTwoPoints(play);
    const visitor = browse(play);
    await visitor.signIn('complaints-officer');
    const form = await visitor.get(`/cases/${reference}/steer/route`);
    const { points: _, goesOn: __, ...typed } = toInformation;
    const check = await visitor.send(form, { ...typed, points: 'P2', goesOn: 'no' }, { do: 'check' });
    const shown = await visitor.send(check, {}, { do: 'confirm' });
    await play.settle();
    expect(shown.html).toContain('Sent to another route: Subject access request');
    const { html } = await visitor.get(`/cases/${reference}`);
    expect(html).toContain('Subject access request: Information team');
    expect(html).toContain('Handled elsewhere: Subject access request');
    expect(html).toContain(
      'P2 sent to another route: Subject access request, Information team (ended here): They ask for the record.',
    );
    expect(html).toContain('They must answer by 1 July 2026');

    await play.along(reference, [
      ['stage-1', 'respond', responded, 'team-manager'],
      ...checkedAndSent,
      ['stage-2-window', 'request-stage-2', { unresolved: 'The calls.' }],
      [
        'stage-2-commission',
        'commission',
        {
          investigatingOfficer: 'investigating-officer',
          independentPerson: 'independent-person',
          adjudicatingOfficer: 'adjudicating-officer',
          independenceConfirmed: true,
        },
      ],
    ]);
    await play.sign(reference, 'investigating-officer');
    const seen = await play.get(`/cases/${reference}`, 'investigating-officer');
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('No one called back.');
    expect(seen.text).not.toMatch(/subject-access-request|to-route|Information team|I want to see my file/);
    expect(seen.body).toMatchObject({ routes: [] });
  });

  test('after the day of the law the letter says that we are late', async () => {
    const play = await openPlay(received);
    const reference = await ofTwoPoints(play);
    await play.to('2026-07-06');
    expect((await send(play, reference, toInformation)).status).toBe(200);
    const told = (await play.letters()).findLast(({ text }) => text.includes('a better way'));
    expect(told?.text).toContain(
      'You should have had an answer about this part by Wednesday 1 July 2026. We are late, and we are sorry.',
    );
    expect(
      wrongInLetter({ template: 'sent-to-route', text: told?.text ?? '', html: told?.html ?? '' }),
    ).toEqual([]);
  });
});

test('the whole complaint goes to freedom of information too, and is answered here with every point', async () => {
  const play = await openPlay(received);
  const reference = await ofTwoPoints(play);
  const sent = { route: 'freedom-of-information', reason: 'Costs.', to: 'Information team', goesOn: true };
  expect((await send(play, reference, sent)).status).toBe(200);
  // Twenty working days after Monday 1 June 2026.
  expect((await play.view(reference)).routes).toMatchObject([
    { points: ['P1', 'P2'], goesOn: true, dueOn: '2026-06-29' },
  ]);
  expect(await ofRoutes(play, reference)).toEqual([]);
  const refused = await play.choose(reference, 'stage-1', 'respond', responded, 'team-manager');
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('P2')]);
  const row = await rowOf(play.deps, (await play.file(reference)).state);
  expect(row?.routes).toEqual([{ route: 'freedom-of-information', count: 1 }]);
});

test('an allegation against a team manager goes to the LADO, and neither manager nor complainant is written to', async () => {
  const play = await openPlay(received);
  const reference = await ofTwoPoints(play);
  const manager = 'team-manager';
  expect((await play.get(`/cases/${reference}`, manager)).status).toBe(200);
  const details = { complainedAbout: [manager] };
  expect((await play.post(`/cases/${reference}/details`, details)).status).toBe(200);
  await play.settle();
  const before = (await play.letters()).length;
  const sent = {
    route: 'lado',
    points: ['P2'],
    reason: 'Harm by a manager.',
    to: 'The LADO',
    copy: true,
    goesOn: false,
  };
  expect((await send(play, reference, sent, manager)).status).toBe(404);
  expect((await send(play, reference, sent)).status).toBe(200);
  expect(await ofRoutes(play, reference)).toEqual(['copy-to-route contact:lado sent']);
  expect((await play.letters()).slice(before).map(({ to }) => to)).toEqual(['lado@council.example']);

  for (const path of [`/cases/${reference}`, `/cases/${reference}/tasks/stage-1`])
    expect((await play.get(path, manager)).status).toBe(404);
  for (const path of ['/cases', '/tasks'])
    expect((await play.get(path, manager)).text).not.toContain(reference);
  const visitor = browse(play);
  await visitor.signIn(manager);
  for (const path of [`/cases/${reference}`, '/tasks', `/cases?q=${reference}`])
    expect((await visitor.get(path)).html).not.toMatch(/Harm by a manager|Allegation against a member/);
});

test('a copy is refused if it would go to someone the complaint is about', async () => {
  const email = council.users.find(({ id }) => id === 'team-manager')?.email ?? '';
  const play = await openPlay(received, {
    council: readCouncil({ ...council, routeAddresses: { lado: email.toUpperCase() } }),
  });
  const reference = await ofTwoPoints(play);
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['team-manager'] });
  const sent = { route: 'lado', reason: 'x', to: 'The LADO', copy: true, goesOn: true };
  const answer = await send(play, reference, sent);
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('"copy"')]);
  expect((await send(play, reference, { ...sent, copy: false })).status).toBe(200);
});

test('a point that ended stays ended when the statement names it again, and can be added again as a new point', async () => {
  const play = await openPlay(received);
  const reference = await ofTwoPoints(play);
  expect((await send(play, reference, toInformation)).status).toBe(200);
  const value = [{ id: 'P1', text: 'No one called back.' }, { text: 'I want to see my file.' }];
  const added = { what: 'points', value, reason: 'It was no request.' };
  expect((await play.post(`/cases/${reference}/corrections`, added)).status).toBe(200);
  const known = { id: 'P2', route: 'subject-access-request' };
  expect((await play.view(reference)).facts.points).toMatchObject([{ id: 'P1' }, known, { id: 'P3' }]);
  const findings = ['P1', 'P3'].map((point) => ({ point, finding: 'upheld', reasons: 'Yes.' }));
  await play.along(reference, [
    ['stage-1', 'respond', { ...responded, findings }, 'team-manager'],
    ...checkedAndSent,
    ['stage-2-window', 'request-stage-2', { unresolved: 'The calls.' }],
    [
      'stage-2-commission',
      'commission',
      {
        investigatingOfficer: 'investigating-officer',
        independentPerson: 'independent-person',
        adjudicatingOfficer: 'adjudicating-officer',
        independenceConfirmed: true,
      },
    ],
    ['stage-2-statement', 'send-statement', { statement: 'The calls and the file.' }],
    [
      'stage-2-statement',
      'agreed',
      {
        agreedOn: '2026-06-01',
        statement: 'The calls and the file.',
        unsignedConfirmed: true,
        points: [{ text: 'No one called back.' }, { text: 'I want to see my file.' }],
      },
    ],
  ]);
  expect((await play.view(reference)).facts.points).toMatchObject([{ id: 'P1' }, known, { id: 'P3' }]);
});

describe('is refused by field', () => {
  test.each<[string, object, string, RegExp]>([
    ['an unknown route', { route: 'police' }, 'route', /safeguarding-referral/],
    ['an unknown point', { points: ['P9'] }, 'points', /P1, P2/],
    ['a point twice', { points: ['P2', 'P2'] }, 'points', /P1, P2/],
    ['no point left', { points: ['P1', 'P2'] }, 'points', /withdraw or close/],
    ['no point left of all', { points: undefined }, 'goesOn', /withdraw or close/],
    ['no answer whether it goes on', { goesOn: undefined }, 'goesOn', /answer/i],
    ['no reason', { reason: '' }, 'reason', /./],
    ['no one to deal with it', { to: '' }, 'to', /./],
    ['a day to come', { on: '2026-06-02' }, 'on', /./],
    ['a day before receipt', { on: '2026-05-29' }, 'on', /./],
    ['a copy without an address', { route: 'insurance-claim', copy: true }, 'copy', /no email address/],
  ])('%s', async (_, wrong, field, says) => {
    const play = await openPlay(received);
    const reference = await ofTwoPoints(play);
    const { version } = await play.view(reference);
    const answer = await send(play, reference, { ...toInformation, ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      errors: [{ field, message: expect.stringMatching(says) }],
    });
    expect((await play.view(reference)).version).toBe(version);
  });

  test('the same again, a point that has ended, and a copy of nothing', async () => {
    const play = await openPlay(received);
    const reference = await ofTwoPoints(play);
    expect((await send(play, reference, toInformation)).status).toBe(200);
    expect((await send(play, reference, toInformation)).text).toContain('"points"');
    const going = { route: 'tribunal', reason: 'x', to: 'SEND team', goesOn: true };
    expect((await send(play, reference, going)).status).toBe(200);
    expect((await send(play, reference, going)).text).toContain('"route"');
    expect((await play.view(reference)).routes).toMatchObject([{ points: ['P2'] }, { points: ['P1'] }]);
    expect(await ofRoutes(play, reference)).toEqual(['sent-to-route complainant sent']);

    const untriaged = await play.complaint();
    const early = { route: 'lado', reason: 'x', to: 'The LADO', copy: true, goesOn: true };
    expect((await send(play, untriaged, early)).text).toContain('"copy"');
    expect((await send(play, untriaged, { ...early, copy: false })).status).toBe(200);
    expect((await play.view(untriaged)).routes).toMatchObject([{ route: 'lado', points: [] }]);
    // It is triaged and answered like any other.
    await play.along(untriaged, [['triage', 'route', routed]]);
    expect((await play.step(untriaged, 'acknowledge')).status).toBe('open');
  });
});

test('addresses of other routes are checked with the council', () => {
  expect(() => readCouncil({ ...council, routeAddresses: { lado: 'no address' } })).toThrow(
    'routeAddresses.lado: not-an-email',
  );
  expect(() => readCouncil({ ...council, routeAddresses: { police: 'a@council.example' } })).toThrow(
    'routeAddresses',
  );
});

test('what becomes of it on the other route is a task with the day of the law, or of our own, until it is recorded', async () => {
  // Received on Monday 1 June: one month is 1 July; 20 working days from 1 June is Monday 29 June.
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const sent = { reason: 'They ask for it.', to: 'The right desk', goesOn: true };
  for (const route of ['subject-access-request', 'insurance-claim'])
    expect((await play.post(`/cases/${reference}/routes`, { ...sent, route })).status).toBe(200);
  await play.settle();
  const tasks = async () =>
    (await play.file(reference)).state.tasks.filter(({ step }) => step === 'follow-route');
  expect((await tasks()).map(({ due, assignee }) => [due, assignee])).toEqual([
    ['2026-07-01', 'complaints-officer'],
    ['2026-06-29', 'complaints-officer'],
  ]);
  await play.to('2026-06-30', '10:00');
  expect((await tasks()).map(({ breachedAt }) => breachedAt !== undefined)).toEqual([false, true]);
  const [first] = await tasks();
  const answers = { did: 'They sent the file.', theirReference: 'SAR-12' };
  const key = encodeURIComponent(first?.key ?? '');
  expect((await play.decide(reference, key, 'still-waiting', { said: 'Next week.' })).status).toBe(200);
  expect((await play.decide(reference, key, 'dealt-with', answers)).status).toBe(200);
  expect((await tasks()).map(({ status }) => status)).toEqual(['decided', 'open']);
});

describe('a message that asks for records', () => {
  const passed = {
    how: 'other route',
    route: 'subject-access-request',
    routeTo: 'Information team',
    note: 'The file of the family.',
    copy: true,
  };

  test('is passed to that route, which starts with the day of the message', async () => {
    const play = await openPlay(received);
    const reference = await play.complaintAt('stage-1');
    await play.to('2026-06-04', '10:00');
    await play.mail({ subject: `Re: ${reference}`, text: 'Send me my file. Sam Carter, 01632 960123' });
    await play.to('2026-06-08', '10:00');
    const handle = async (body: object) => {
      const answer = await play.post(`/messages/${reference}-M2/handling`, body);
      await play.settle();
      return answer;
    };
    const { routeTo: _, ...without } = passed;
    expect((await handle(without)).body).toMatchObject({ errors: [{ field: 'routeTo' }] });
    for (const on of ['1926-06-04', '2062-06-04'])
      expect(await handle({ ...passed, on })).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'on' }] },
      });
    expect((await handle(passed)).status).toBe(200);
    expect((await handle(passed)).status).toBe(409);
    expect((await play.view(reference)).routes).toMatchObject([
      {
        sending: 'W1',
        route: 'subject-access-request',
        points: [],
        message: 'M2',
        to: 'Information team',
        on: '2026-06-08',
        goesOn: true,
        // 4 July is a Saturday.
        dueOn: '2026-07-06',
      },
    ]);
    expect((await play.step(reference, 'follow-route')).due).toBe('2026-07-06');
    expect(await ofRoutes(play, reference)).toEqual(['copy-to-route contact:subject-access-request sent']);
    const copy = (await play.letters()).find(({ to }) => to === 'information@council.example');
    expect(copy?.text).toContain('The file of the family.');
    expect(copy?.text).not.toContain('Sam Carter');
    expect((await play.file(reference)).state.tasks.find(({ step }) => step === 'message')?.status).toBe(
      'decided',
    );
    const visitor = browse(play);
    await visitor.signIn('complaints-officer');
    const { text } = await visitor.get(`/cases/${reference}`);
    expect(text).toContain('About what a message asks for');
    expect(text).toContain('A message sent to another route: Subject access request, Information team');
    expect(play.faults).toEqual([]);
  });

  test('is passed on by the form, and on a closed case', async () => {
    const play = await openPlay(received);
    const reference = await play.complaintAt('stage-1');
    await play.decide(reference, 'stage-1', 'withdraw', { reason: 'Settled.' });
    await play.mail({ subject: `Re: ${reference}`, text: 'I still want to see my file.' });
    const visitor = browse(play);
    await visitor.signIn('complaints-officer');
    const form = await visitor.get(`/cases/${reference}/steer/message-dealt-with/M2`);
    const check = await visitor.send(form, { ...passed, copy: 'no' }, { do: 'check' });
    expect(check.text).toContain('Information team');
    await visitor.send(check, {}, { do: 'confirm' });
    await play.settle();
    expect((await play.view(reference)).routes).toMatchObject([{ message: 'M2', dueOn: '2026-07-01' }]);
  });
});
