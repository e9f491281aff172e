import { expect, test } from 'vitest';
import { browse } from '../web/pages/browse.ts';
import { childrensWay, complainant, openPlay, type Play, linkIn } from '../play.ts';

const jo = 'jo@other-home.example';
const moved = 'jo@new-home.example';

const add = async (play: Play, reference: string, body: object) => {
  expect((await play.addParty(reference, body)).status).toBe(201);
};
const patch = async (play: Play, reference: string, body: object) => {
  const answer = await play.request('PATCH', `/api/v1/cases/${reference}/parties/P2`, { body });
  await play.settle();
  expect(answer.status).toBe(200);
};
const opens = async (play: Play, link: string, reference: string) =>
  (await browse(play).get(link)).text.includes(reference);

const second = { name: 'Jo Carter', roles: ['complainant'], email: jo };

test('each complainant is written to under their own name, with a private link of their own', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  await add(play, reference, second);
  const [first] = await play.lettersTo(jo);
  expect(first?.subject).toBe(`Your private link for ${reference}`);
  expect(await opens(play, linkIn(first?.text), reference)).toBe(true);

  await play.along(reference, childrensWay.slice(1, 2));
  const mine = (await play.lettersTo(complainant)).at(-1);
  const theirs = (await play.lettersTo(jo)).at(-1);
  expect(theirs?.subject).toBe(mine?.subject);
  expect(theirs?.text).toMatch(/^Dear Jo Carter$/m);
  expect(theirs?.text).not.toContain('This is a copy');
  expect(theirs?.text).not.toContain('Sam Carter');
  const links = [mine, theirs].map((letter) => linkIn(letter?.text));
  expect(links[0]).not.toBe(links[1]);
  for (const link of links) expect(await opens(play, link, reference)).toBe(true);
  const { letters } = await play.view(reference);
  const acknowledgements = letters.filter(({ template }) => template === 'acknowledgement');
  expect(acknowledgements.map(({ to, status }) => [to, status])).toEqual([
    ['complainant', 'sent'],
    ['party:P2', 'sent'],
  ]);
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  expect((await officer.get(`/cases/${reference}`)).text).toContain('Jo Carter');
});

test('when one of them moves, only their links stop working, and they get a new one', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await add(play, reference, second);
  const mine = await play.privateLink();
  const old = linkIn((await play.lettersTo(jo)).at(-1)?.text);
  await patch(play, reference, { email: moved, reason: 'Jo has a new provider.' });
  expect(await opens(play, old, reference)).toBe(false);
  expect(await opens(play, mine, reference)).toBe(true);
  const fresh = linkIn((await play.lettersTo(moved)).at(-1)?.text);
  expect(await opens(play, fresh, reference)).toBe(true);
  // Who is no complainant any more opens nothing.
  await patch(play, reference, { roles: ['third party'], copies: 'nothing', reason: 'Jo withdraws.' });
  expect(await opens(play, fresh, reference)).toBe(false);
  expect(await opens(play, mine, reference)).toBe(true);
});

test('they can ask that one of them gets everything', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  await add(play, reference, { ...second, copies: 'nothing' });
  await play.along(reference, childrensWay.slice(1, 2));
  expect(await play.lettersTo(jo)).toEqual([]);
});

test('when the first of them dies the other goes on, with condolences and a link', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await add(play, reference, second);
  const old = linkIn((await play.lettersTo(jo)).at(-1)?.text);
  const answer = await play.request('PATCH', `/api/v1/cases/${reference}/parties/P1`, {
    body: { ended: 'died', reason: 'Jo called us.' },
  });
  await play.settle();
  expect(answer.status).toBe(200);
  const letter = (await play.lettersTo(jo)).at(-1);
  expect(letter?.subject).toBe(`We are sorry for your loss: ${reference}`);
  expect(await opens(play, linkIn(letter?.text), reference)).toBe(true);
  // What went to them before would outlive the next change of their address.
  expect(await opens(play, old, reference)).toBe(false);
  expect((await play.file(reference)).state.runs.map(({ procedure }) => procedure)).not.toContain(
    'after-death',
  );
});

test('a complainant without an email gets a letter to print, with a link made for that print', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  await add(play, reference, { name: 'Jo Carter', roles: ['complainant'], address: '2 New Road\nLudlow' });
  await play.along(reference, childrensWay.slice(1, 2));
  const { letters } = await play.file(reference);
  const row = letters.find(({ template, to }) => template === 'acknowledgement' && to === 'party:P2');
  expect(row?.status).toBe('to be posted');
});
