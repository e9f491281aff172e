import { expect, test } from 'vitest';
import { browse } from '../web/pages/browse.ts';
import {
  childrensWay,
  complainant,
  openPlay,
  responded,
  routed,
  stage2Way,
  type Play,
  type Turn,
} from '../play.ts';

const names = {
  'investigating-officer': 'Janet Cole',
  'investigating-officer-2': 'Alan Pike',
  'independent-person': 'Grace Obi',
};

/** A case whose stage 2 was commissioned on Monday 1 June 2026; no one has signed. */
async function commissioned() {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 1)]);
  return { play, reference };
}

const toComplainant = async (play: Play) => (await play.letters()).filter(({ to }) => to === complainant);
const newest = async (play: Play) => (await toComplainant(play)).at(-1);

const declare = async (play: Play, reference: string, user: string, body: object = { decision: 'sign' }) => {
  const answer = await play.post(`/cases/${reference}/declaration`, body, { user });
  await play.settle();
  return answer;
};

const appoint = async (play: Play, reference: string, body: object) => {
  const answer = await play.post(`/cases/${reference}/appointments`, { reason: 'Long-term leave.', ...body });
  await play.settle();
  return answer;
};

/** What the complainant reads anywhere: their letters and their page. */
async function everythingTheyRead(play: Play): Promise<string> {
  const page = await browse(play).get(await play.privateLink());
  return [...(await toComplainant(play)).map(({ text }) => text), page.text].join('\n');
}

test('the names of stage 2 go out by letter when the last of the two has signed, and nowhere before', async () => {
  const { play, reference } = await commissioned();
  const started = await newest(play);
  expect(started?.subject).toBe(`Your complaint ${reference}: stage 2 begins`);
  expect(started?.text).toContain('We will write to you with their names.');
  await declare(play, reference, 'investigating-officer');
  // The statement is agreed and the task of the investigation is late: still no name of anyone who has not signed.
  await play.along(reference, stage2Way.slice(1, 3));
  await play.decide(reference, 'stage-2', 'tell-delay', {
    expected: '2026-07-30',
    reason: 'A witness is away.',
  });
  const before = await everythingTheyRead(play);
  for (const name of ['Grace Obi']) expect(before).not.toContain(name);
  await play.to('2026-06-04', '11:00');
  await declare(play, reference, 'independent-person');
  const named = await newest(play);
  expect(named?.subject).toBe(`Your complaint ${reference}: who will look into it`);
  expect(named?.text).toContain('Date: Thursday 4 June 2026');
  expect(named?.text).toContain(
    `${names['investigating-officer']} is the Independent Investigating Officer.`,
  );
  expect(named?.text).toContain(`${names['independent-person']} is the Independent Person.`);
  await declare(play, reference, 'independent-person');
  expect(
    (await play.lettersOf(reference, 'complainant')).filter((one) => one === 'stage-2-people'),
  ).toHaveLength(1);
});

test('an independent person who is replaced is told of, and the new name follows when they have signed', async () => {
  const { play, reference } = await commissioned();
  for (const user of ['investigating-officer', 'independent-person']) await declare(play, reference, user);
  const replaced = await appoint(play, reference, {
    part: 'independent person',
    user: 'independent-person-2',
  });
  expect(replaced.status).toBe(200);
  const told = await newest(play);
  expect(told?.subject).toBe(`Your complaint ${reference}: a change to who takes part`);
  expect(told?.text).toContain('Grace Obi is no longer the Independent Person.');
  expect(told?.text).toContain('We will write to you with the name.');
  expect(told?.text).not.toContain('Martin Dale');
  expect(told?.text).not.toContain('Long-term leave');
  await declare(play, reference, 'independent-person-2');
  const named = await newest(play);
  expect(named?.subject).toBe(`Your complaint ${reference}: who will look into it`);
  expect(named?.text).toContain('Janet Cole is the Independent Investigating Officer.');
  expect(named?.text).toContain('Martin Dale is the Independent Person.');
  // Someone who has acted in the case as one of them cannot come back as another.
  const other = await appoint(play, reference, { part: 'investigating officer', user: 'independent-person' });
  expect(other.status).toBe(422);
});

test('someone who steps back before they signed is told of without a name, and only once', async () => {
  const { play, reference } = await commissioned();
  await declare(play, reference, 'investigating-officer', { decision: 'decline', reason: 'My neighbour.' });
  const told = await newest(play);
  expect(told?.text).toContain(
    'The person we had asked to be the Independent Investigating Officer cannot do it.',
  );
  expect(told?.text).not.toContain('neighbour');
  await appoint(play, reference, { part: 'investigating officer', user: 'investigating-officer-2' });
  const changes = (await play.lettersOf(reference, 'complainant')).filter((one) => one === 'person-replaced');
  expect(changes).toHaveLength(1);
  expect(await everythingTheyRead(play)).not.toContain('Janet Cole');
});

test('the outcome that appoints another investigating officer tells of it too', async () => {
  const { play, reference } = await commissioned();
  for (const user of ['investigating-officer', 'independent-person']) await declare(play, reference, user);
  await play.along(reference, stage2Way.slice(1, 3));
  const another = {
    investigatingOfficer: 'investigating-officer-2',
    independenceConfirmed: true,
    reason: 'Long-term leave.',
  };
  await play.along(reference, [['stage-2', 'replace-investigating-officer', another]]);
  expect((await newest(play))?.text).toContain(
    'Janet Cole is no longer the Independent Investigating Officer.',
  );
  await declare(play, reference, 'investigating-officer-2');
  expect((await newest(play))?.text).toContain('Alan Pike is the Independent Investigating Officer.');
});

test('an adjudicating officer and an investigator of stage 1 are replaced by name at once', async () => {
  const { play, reference } = await commissioned();
  await appoint(play, reference, { part: 'adjudicating officer', user: 'adjudicating-officer-2' });
  const told = (await newest(play))?.text;
  expect(told).toContain('Helen Marsh is no longer the senior manager who will decide on your complaint.');
  expect(told).toContain('David Lowe is now the senior manager who will decide on your complaint.');
  const other = await play.complaint();
  await play.along(other, childrensWay.slice(0, 2));
  await play.post(`/cases/${other}/tasks/stage-1/assignee`, { assignee: 'team-manager-2', reason: 'Leave.' });
  await play.settle();
  const assigned = (await newest(play))?.text;
  expect(assigned).toContain(`Our reference: ${other}`);
  expect(assigned).toContain('Megan Price is no longer the person looking into your complaint.');
  expect(assigned).toContain('Owen Hughes is now the person looking into your complaint.');
});

test('an investigation is begun or reported by someone who has not signed only after a warning, and names go out once', async () => {
  const { play, reference } = await commissioned();
  await play.along(reference, stage2Way.slice(1, 2));
  for (const title of ['Investigation', 'Independent Person']) await play.document(reference, title);
  const agreed = { agreedOn: '2026-06-01', statement: 'Nobody called back.' };
  const begin = (more = {}) => play.decide(reference, 'stage-2-statement', 'agreed', { ...agreed, ...more });
  const warned = await begin();
  expect(warned.status).toBe(422);
  expect(warned.body).toMatchObject({
    code: 'confirmation-needed',
    errors: [{ field: 'answers.unsignedConfirmed', code: 'declarations-missing' }],
  });
  expect(warned.text).toContain('Janet Cole');
  expect(warned.text).toContain('Grace Obi');
  await declare(play, reference, 'investigating-officer');
  const one = await begin();
  expect([one.status, one.text.includes('Janet Cole'), one.text.includes('Grace Obi')]).toEqual([
    422,
    false,
    true,
  ]);
  expect((await begin({ unsignedConfirmed: true })).status).toBe(200);
  // The complaints officer records both reports: of whoever has signed without a question, of the other with one.
  const report = { investigationReport: 'D1', findings: responded.findings };
  expect((await play.decide(reference, 'stage-2', 'submit-report', report)).status).toBe(200);
  const second = (more = {}) =>
    play.decide(reference, 'stage-2-independent-report', 'submit-report', {
      independentReport: 'D2',
      ...more,
    });
  expect((await second()).body).toMatchObject({ code: 'confirmation-needed' });
  expect(await everythingTheyRead(play)).not.toContain('Grace Obi');
  await declare(play, reference, 'independent-person');
  expect((await second()).status).toBe(200);
  await declare(play, reference, 'investigating-officer');
  const named = (await play.lettersOf(reference, 'complainant')).filter((id) => id === 'stage-2-people');
  expect(named).toHaveLength(1);
});

/** A complaint at the review of its answer, whose reviewer is the senior manager or, for adults, the investigator. */
const corporate: Turn[] = [
  ['triage', 'route', { ...routed, procedure: 'corporate' }],
  ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
  ['stage-1', 'respond', responded, 'team-manager'],
  ['stage-1-check', 'accept', {}, 'quality-checker'],
  ['stage-1-sign-off', 'send'],
  ['stage-2-window', 'request-stage-2'],
  ['stage-2-acknowledge', 'acknowledge', { reviewer: 'senior-manager' }],
];

test('a reviewer who is reassigned is told of by name, and is never who investigated stage 1', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, corporate);
  const assign = async (assignee: string) => {
    const answer = await play.post(`/cases/${reference}/tasks/stage-2/assignee`, {
      assignee,
      reason: 'Leave.',
    });
    await play.settle();
    return answer;
  };
  const letters = (await toComplainant(play)).length;
  const investigator = await assign('team-manager');
  expect(investigator.status).toBe(422);
  expect((await toComplainant(play)).length).toBe(letters);
  expect((await assign('senior-manager-2')).status).toBe(200);
  const told = await newest(play);
  expect(told?.subject).toBe(`Your complaint ${reference}: a change to who takes part`);
  expect(told?.text).toContain('is no longer the person reviewing our answer.');
  expect(told?.text).toContain('is now the person reviewing our answer.');
  expect(told?.text).not.toContain('Leave.');
  expect((await play.view(reference)).facts.reviewer).toBe('senior-manager-2');
  expect((await play.step(reference, 'stage-2')).assignee).toBe('senior-manager-2');
});

test('the manager who answers a complaint about care for an adult is replaced by name, and has no part in it otherwise', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', { ...routed, procedure: 'adult-social-care', relation: undefined }],
    ['acknowledge', 'acknowledge', { investigator: 'team-manager' }],
  ]);
  const assign = async (assignee: string) => {
    const answer = await play.post(`/cases/${reference}/tasks/response/assignee`, {
      assignee,
      reason: 'Leave.',
    });
    await play.settle();
    return answer;
  };
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['team-manager-2'] });
  expect((await assign('team-manager-2')).status).toBe(422);
  await play.post(`/cases/${reference}/details`, { complainedAbout: [] });
  expect((await assign('team-manager-2')).status).toBe(200);
  const told = await newest(play);
  expect(told?.text).toContain('Megan Price is no longer the person looking into your complaint.');
  expect(told?.text).toContain('Owen Hughes is now the person looking into your complaint.');
  expect((await play.view(reference)).facts.investigator).toBe('team-manager-2');
});
