import { expect, test } from 'vitest';
import { childrensWay, complainant, openPlay, stage2Way, stage3Way, type Play } from '../play.ts';

const advocate = 'robin.vale@advocacy.example';

const patch = async (play: Play, reference: string, party: string, body: object) => {
  const answer = await play.request('PATCH', `/api/v1/cases/${reference}/parties/${party}`, { body });
  await play.settle();
  return answer;
};

const representative = {
  name: 'Robin Vale',
  email: advocate,
  roles: ['representative'],
  authority: { kind: 'consent', on: '2026-06-01' },
  copies: 'all letters',
};

test('a representative who comes at stage 2 gets a copy of each letter from then on, once, without the private link', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-2-statement', {}, [...childrensWay, ...stage2Way]);
  const { authority: _, ...unproven } = representative;
  const refused = await play.addParty(reference, unproven);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('"field":"copies"')]);
  expect((await play.addParty(reference, representative)).status).toBe(201);
  expect(await play.lettersTo(advocate)).toEqual([]);

  await play.along(reference, stage2Way.slice(1, 2));
  const original = (await play.lettersTo(complainant)).at(-1);
  const copies = await play.lettersTo(advocate);
  expect(copies.map(({ subject }) => subject)).toEqual([`Copy: ${original?.subject}`]);
  const [copy] = copies;
  expect(original?.text).toMatch(/\/follow\/[0-9a-z]{52}\b/);
  expect(copy?.text).not.toContain('/follow');
  expect(copy?.html).not.toContain('/follow');
  expect(copy?.text).toMatch(/^Dear Robin Vale\n\nThis is a copy of our letter to Sam Carter\./);
  expect(copy?.text).toContain('Dear Sam Carter');
  const { letters } = await play.view(reference);
  expect(letters.filter(({ to }) => to === 'party:P2').map(({ status }) => status)).toEqual(['sent']);
  // Looking again sends nothing twice.
  await play.settle();
  expect(await play.lettersTo(advocate)).toHaveLength(1);
});

test('copies of decisions only, then none, and none without authority', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  await play.addParty(reference, { ...representative, copies: 'decisions' });
  await play.along(reference, childrensWay.slice(1, 5));
  expect((await play.lettersTo(advocate)).map(({ subject }) => subject)).toEqual([
    `Copy: Our answer to your complaint ${reference}`,
  ]);
  const reason = 'She has withdrawn her consent.';
  const kept = await patch(play, reference, 'P2', { authority: null, reason });
  expect([kept.status, kept.text]).toEqual([422, expect.stringContaining('"field":"authority"')]);
  const changed = await patch(play, reference, 'P2', { authority: null, copies: 'nothing', reason });
  expect(changed.status).toBe(200);
  await play.along(reference, childrensWay.slice(5));
  expect(await play.lettersTo(advocate)).toHaveLength(1);
});

test('a copy on paper is printed with the address of its reader and posted by hand', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  const { email: _, ...onPaper } = { ...representative, address: '9 Mill Lane\nShrewsbury\nSY1 1AA' };
  await play.addParty(reference, onPaper);
  await play.along(reference, childrensWay.slice(1, 2));
  expect((await play.step(reference, 'post-letter')).status).toBe('open');
  expect((await play.view(reference)).letters.find(({ to }) => to === 'party:P2')).toMatchObject({
    template: 'acknowledgement',
    status: 'to be posted',
  });
  const posted = await play.decide(reference, 'post-letter', 'posted', { postedOn: '2026-06-01' });
  expect(posted.status).toBe(200);
  expect((await play.view(reference)).letters.find(({ to }) => to === 'party:P2')?.status).toBe('posted');
});

test('the advocate gets the invitation to the panel and its report', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAtStage3('stage-3-panel');
  await play.addParty(reference, { ...representative, roles: ['advocate'], copies: 'nothing' });
  await play.along(reference, stage3Way.slice(2, 6));
  const subjects = (await play.lettersTo(advocate)).map(({ subject }) => subject);
  expect(subjects).toHaveLength(2);
  expect(subjects.every((subject) => subject.startsWith('Copy: '))).toBe(true);
});

test('an advocate named among the details becomes a party', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  const named = { advocateAppointed: 'Robin Vale', advocacyProvider: 'Voice for Children' };
  for (let time = 0; time < 2; time += 1) await play.post(`/cases/${reference}/details`, named);
  const { parties } = await play.view(reference);
  expect(parties).toMatchObject([
    { id: 'P1', roles: ['complainant'] },
    {
      id: 'P2',
      roles: ['advocate'],
      name: 'Robin Vale',
      organisation: 'Voice for Children',
      copies: 'nothing',
    },
  ]);
});
