import { expect, test } from 'vitest';
import { browse } from '../web/pages/browse.ts';
import { childrensWay, complainant, openPlay, stage2Way, type Play } from '../play.ts';

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
