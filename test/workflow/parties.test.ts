import { expect, test } from 'vitest';
import { letterId } from '../../functions/dependencies.ts';
import { receiveDeliveryEvent } from '../../functions/operations/receive-delivery-event/receive-delivery-event.ts';
import { printLetter } from '../../functions/operations/follow-case/print-letter.ts';
import { browse } from '../web/pages/browse.ts';
import { childrensWay, complainant, openPlay, type Play, linkIn } from '../play.ts';

const newAddress = 'sam@new-home.example';

const patch = async (play: Play, reference: string, party: string, body: object, user?: string) => {
  const answer = await play.request('PATCH', `/api/v1/cases/${reference}/parties/${party}`, {
    body,
    ...(user === undefined ? {} : { user }),
  });
  await play.settle();
  return answer;
};

test('after a bounce the address is changed: the old link is dead, a new one and what follows go to the new address', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const oldLink = await play.privateLink();
  expect((await browse(play).get(oldLink)).text).toContain(reference);
  const { letters } = await play.file(reference);
  const row = letters.find(({ template }) => template === 'acknowledgement');
  const letter = letterId(reference, row?.key ?? '');
  await receiveDeliveryEvent(
    play.deps,
    JSON.stringify({
      Message: JSON.stringify({
        eventType: 'Bounce',
        bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] },
        mail: { messageId: letter, tags: { letter: [letter] } },
      }),
    }),
  );
  await play.settle();
  expect((await play.step(reference, 'contact')).status).toBe('open');

  const before = (await play.lettersTo(complainant)).length;
  const changed = await patch(play, reference, 'P1', {
    email: newAddress,
    reason: 'She has a new provider.',
  });
  expect([changed.status, changed.body]).toEqual([
    200,
    { reference, version: expect.any(Number), party: 'P1' },
  ]);
  const dead = await browse(play).get(oldLink);
  expect(dead.text).not.toContain('Nobody has called me back');
  expect((await play.deps.store.state(reference))?.linkEpoch).toBe(1);
  const [fresh] = await play.lettersTo(newAddress);
  expect(fresh?.subject).toBe(`Your private link for ${reference}`);
  expect((await browse(play).get(linkIn(fresh?.text))).text).toContain(reference);

  // The letter that came back is offered again, and is sent once more to the new address.
  const again = () => play.post(`/cases/${reference}/letters/${letter}/again`, {});
  expect((await again()).status).toBe(200);
  await play.settle();
  expect((await again()).status).toBe(409);
  const acknowledgements = (await play.lettersTo(newAddress)).filter(
    ({ letterId: id }) => id !== fresh?.letterId,
  );
  expect(acknowledgements.map(({ text }) => text.includes('Nobody has called back'))).toEqual([true]);
  expect((await play.view(reference)).steps.find(({ step }) => step === 'contact')?.status).toBe('decided');

  // Everything after it goes to the new address.
  await play.decide(reference, 'stage-1', 'withdraw', { reason: 'Settled.' });
  expect((await play.lettersTo(complainant)).length).toBe(before);
  expect((await play.lettersTo(newAddress)).map(({ subject }) => subject)).toContain(
    `We have stopped work on your complaint ${reference}, as you asked`,
  );

  const view = await play.view(reference);
  expect(view.parties).toEqual([
    {
      id: 'P1',
      roles: ['complainant'],
      copies: 'all letters',
      since: '2026-06-01',
      name: 'Sam Carter',
      email: newAddress,
      earlier: [
        {
          field: 'email',
          value: complainant,
          at: '2026-06-01T09:00:00.000Z',
          by: 'user:complaints-officer',
          reason: 'She has a new provider.',
        },
      ],
    },
  ]);
  // No event and no state has an address.
  const { state, events } = await play.file(reference);
  expect(JSON.stringify([state, events])).not.toMatch(/example/);
});

test('a changed phone number or wish revokes nothing and writes to no one', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const link = await play.privateLink();
  const sent = (await play.letters()).length;
  const changed = await patch(play, reference, 'P1', {
    phone: '01743 000000',
    language: 'Polish',
    needs: 'An interpreter.',
    safeContact: 'Not at the office.',
    preferredWay: 'phone',
    reason: 'Said on the phone.',
  });
  expect(changed.status).toBe(200);
  expect((await play.letters()).length).toBe(sent);
  expect((await browse(play).get(link)).text).toContain(reference);
  expect(await play.view(reference)).toMatchObject({
    parties: [{ phone: '01743 000000', language: 'Polish', preferredWay: 'phone' }],
  });
});

test('a letter on paper that is not posted yet prints the new address', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1', {
    person: { name: 'Sam Carter', address: '1 Old Street\nShrewsbury' },
  });
  const { letters } = await play.file(reference);
  const row = letters.find(({ template }) => template === 'acknowledgement');
  expect(row?.status).toBe('to be posted');
  await patch(play, reference, 'P1', { address: '2 New Road\nLudlow', reason: 'She has moved.' });
  const officer = play.deps.council.users.find(({ id }) => id === 'complaints-officer');
  if (!officer) throw new Error('no officer');
  const letter = letterId(reference, row?.key ?? '');
  const printed = await printLetter(play.deps, { caseId: reference, letter, by: officer });
  expect(printed).toContain('2 New Road');
  expect(printed).not.toContain('1 Old Street');
});

test('a wrong change names its field and changes nothing', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  const { version } = (await play.file(reference)).state;
  const reason = 'x';
  for (const [body, field] of [
    [{ email: 'not an address', reason }, 'email'],
    [{ email: newAddress }, 'reason'],
    [{ name: null, reason }, 'name'],
    [{ bornOn: '2027-01-01', reason }, 'bornOn'],
    [{ format: 'smoke signals', reason }, 'format'],
    [{ authority: { kind: 'consent', document: 'D9' }, reason }, 'authority.document'],
    [{ roles: ['child'], reason }, 'roles'],
    [{ ended: 'no longer acts', reason }, 'ended'],
    [{ colour: 'red', reason }, 'colour'],
  ] as const) {
    const answer = await patch(play, reference, 'P1', body);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(`"field":"${field}"`)]);
  }
  expect((await patch(play, reference, 'P9', { phone: '1', reason })).status).toBe(404);
  expect((await patch(play, reference, 'P1', { phone: '1', reason }, 'team-manager')).status).toBe(404);
  const added = await play.addParty(reference, { roles: ['advocate'] });
  expect([added.status, added.text]).toEqual([422, expect.stringContaining('"field":"name"')]);
  expect((await play.file(reference)).state.version).toBe(version);
});

test('a mail forwarded by a colleague is put right in one action: the person quoted is the complainant', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reception = 'reception@council.example';
  await play.mail({ from: reception, name: 'Reception', text: 'Please see below.' });
  const [state] = (await play.deps.store.cases({ limit: 1 })).items;
  const reference = state?.reference ?? '';
  await play.along(reference, childrensWay.slice(0, 2));
  const oldLink = linkIn((await play.lettersTo(reception)).at(-1)?.text);
  const right = { name: 'Sam Carter', email: complainant, sender: 'third party', reason: 'Passed on.' };
  const wrong = await play.post(`/cases/${reference}/parties/forwarded`, { ...right, email: reception });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('"field":"email"')]);
  const changed = await play.post(`/cases/${reference}/parties/forwarded`, right);
  expect([changed.status, changed.body]).toMatchObject([200, { party: 'P2' }]);
  await play.settle();
  const { complainant: now, parties } = await play.view(reference);
  expect(now).toMatchObject({ id: 'P2', name: 'Sam Carter' });
  expect(parties.map(({ name, roles, copies }) => [name, roles, copies])).toEqual([
    ['Reception', ['third party'], 'nothing'],
    ['Sam Carter', ['complainant'], 'all letters'],
  ]);
  expect((await browse(play).get(oldLink)).text).not.toContain('Please see below');
  expect((await browse(play).get(await play.privateLink())).text).toContain(reference);
});

test('putting the sender right also corrects the day of receipt, and the clocks count from the day they wrote', async () => {
  // Passed on on Monday 8 June, written on Friday 5 June: ten working days for stage 1 end on Friday 19 June.
  const play = await openPlay('2026-06-08T09:00:00Z');
  const reception = 'reception@council.example';
  await play.mail({ from: reception, name: 'Reception', text: 'Please see below.' });
  const [state] = (await play.deps.store.cases({ limit: 1 })).items;
  const reference = state?.reference ?? '';
  await play.along(reference, childrensWay.slice(0, 2));
  expect((await play.view(reference)).clocks.find(({ stage }) => stage === 'stage 1')?.due).toBe(
    '2026-06-22',
  );
  const right = { name: 'Sam Carter', email: complainant, sender: 'no one', reason: 'Reception kept it.' };
  const forwarded = `/cases/${reference}/parties/forwarded`;
  const wrong = await play.post(forwarded, { ...right, receivedOn: '2027-01-01' });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('"field":"receivedOn"')]);
  expect((await play.view(reference)).parties).toHaveLength(1);
  const changed = await play.post(forwarded, { ...right, receivedOn: '2026-06-05' });
  expect([changed.status, changed.body]).toMatchObject([200, { party: 'P2' }]);
  await play.settle();
  const view = await play.view(reference);
  expect([view.receivedOn, view.complainant?.id]).toEqual(['2026-06-05', 'P2']);
  expect(view.clocks.find(({ stage }) => stage === 'stage 1')?.due).toBe('2026-06-19');
  const corrected = (await play.events(reference)).find(({ type }) => type === 'corrected');
  expect(corrected).toMatchObject({ correction: { what: 'receivedOn' }, reason: 'Reception kept it.' });
});

test('when the complainant dies no letter goes to them, and who goes on gets our condolences and a link', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const oldLink = await play.privateLink();
  const before = (await play.lettersTo(complainant)).length;
  const reason = 'Her daughter called us.';
  expect((await patch(play, reference, 'P1', { ended: 'died', reason })).status).toBe(200);
  expect(await play.lettersOf(reference, 'user:complaints-officer')).toContain('alert-complainant-died');
  expect((await browse(play).get(oldLink)).text).not.toContain(reference);
  await play.along(reference, childrensWay.slice(2, 5));
  expect((await play.lettersTo(complainant)).length).toBe(before);
  expect(
    (await play.view(reference)).letters.find(({ template }) => template === 'stage-1-response')?.status,
  ).toBe('not needed');
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const shown = await officer.get(`/cases/${reference}`);
  expect(shown.text).toContain('The complainant has died');
  expect(shown.text).toContain('Letters to them have stopped.');

  const daughter = { name: 'Jo Carter', email: newAddress, roles: ['complainant'], reason };
  expect((await play.addParty(reference, daughter)).status).toBe(201);
  const letters = await play.lettersTo(newAddress);
  expect(letters.map(({ subject }) => subject)).toEqual([`We are sorry for your loss: ${reference}`]);
  expect(letters[0]?.text).toContain('We are very sorry that the person who wrote to us has died.');
  expect((await browse(play).get(linkIn(letters[0]?.text))).text).toContain(reference);
  expect((await play.lettersTo(complainant)).length).toBe(before);
});

test('a new representative takes the place of another, who gets nothing more', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  const one = {
    roles: ['representative'],
    authority: { kind: 'consent', on: '2026-06-01' },
    copies: 'all letters',
  };
  await play.addParty(reference, { ...one, name: 'Robin Vale', email: 'robin@home.example' });
  const replaced = { ...one, name: 'Kit Moss', email: newAddress, replaces: 'P2', reason: 'Robin is away.' };
  expect((await play.addParty(reference, { ...replaced, replaces: 'P7' })).status).toBe(422);
  expect((await play.addParty(reference, replaced)).status).toBe(201);
  await play.along(reference, childrensWay.slice(1, 2));
  expect((await play.lettersTo(newAddress)).length).toBe(1);
  expect(await play.lettersTo('robin@home.example')).toEqual([]);
});

test('on the day a child turns 18 the officer is asked once, and parental responsibility gives no copies', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  await play.addParty(reference, { name: 'Ali Carter', bornOn: '2008-06-03', roles: ['child'] });
  const father = { name: 'Kit Carter', email: newAddress, roles: ['representative'], copies: 'all letters' };
  await play.addParty(reference, { ...father, authority: { kind: 'parental responsibility' } });
  await play.to('2026-06-02', '12:00');
  const alerts = async () =>
    (await play.lettersOf(reference, 'user:complaints-officer')).filter((id) => id === 'alert-child-adult');
  expect(await alerts()).toEqual([]);
  await play.to('2026-06-05', '12:00');
  expect(await alerts()).toHaveLength(1);
  await play.along(reference, childrensWay.slice(1, 2));
  expect(await play.lettersTo(newAddress)).toEqual([]);
  expect((await play.lettersTo(complainant)).length).toBeGreaterThan(0);
});

test('a user who is a party can do nothing on the case and cannot find it', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const email = play.deps.council.users.find(({ id }) => id === 'team-manager')?.email;
  expect((await play.get(`/cases/${reference}`, 'team-manager')).status).toBe(200);
  const added = await play.addParty(reference, { name: 'Her neighbour', email, roles: ['representative'] });
  expect(added.status).toBe(201);
  expect((await play.get(`/cases/${reference}`, 'team-manager')).status).toBe(404);
  expect((await play.file(reference)).state.tasks.at(-1)?.assignee).toBeUndefined();
});
