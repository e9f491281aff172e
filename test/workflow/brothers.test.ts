import { expect, test } from 'vitest';
import { browse } from '../web/pages/browse.ts';
import { childrensWay, complainant, openPlay, stage2Way } from '../play.ts';

test('one complaint about two brothers has both as parties; the panel learns their names and no more', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAtStage3('stage-3-panel-meeting');
  const understood = { what: 'summary', value: 'No one called about Ali and Ben.', reason: 'She said so.' };
  expect((await play.post(`/cases/${reference}/corrections`, understood)).status).toBe(200);
  for (const [name, careNumber] of [
    ['Ali Carter', 'LL-4711'],
    ['Ben Carter', 'LL-4712'],
    ['Cleo Carter', 'LL-4713'],
  ])
    expect(
      (await play.addParty(reference, { name, careNumber, bornOn: '2014-05-02', roles: ['child'] })).status,
    ).toBe(201);
  const { parties } = await play.view(reference);
  expect(parties.filter(({ roles }) => roles.includes('child'))).toMatchObject([
    { id: 'P2', name: 'Ali Carter', bornOn: '2014-05-02', careNumber: 'LL-4711' },
    { id: 'P3', name: 'Ben Carter' },
    { id: 'P4', name: 'Cleo Carter' },
  ]);
  await play.sign(reference, 'panel-chair');
  const seen = await play.get(`/cases/${reference}`, 'panel-chair');
  expect(seen.text).toContain('Ben Carter');
  expect(seen.text).not.toMatch(/LL-471|2014-05-02/);
  // The complaint does not name their sister, so nothing says that she is part of the case.
  expect(seen.text).not.toMatch(/Cleo|P4/);
  const chair = browse(play);
  await chair.signIn('panel-chair');
  expect((await chair.get(`/cases/${reference}`)).text).not.toContain('Cleo');
  expect((await chair.get('/cases?q=Cleo+Carter')).text).not.toContain(reference);
  expect((await chair.get('/cases?q=Ben+Carter')).text).toContain(reference);
  // Who may see the case finds it by the name of a child.
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  expect((await officer.get('/cases?q=Ben+Carter')).text).toContain(reference);
});

test('two linked complaints of different parents: who sees one learns nothing of the other', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const other = await play.complaintAt('stage-1', {
    text: 'About Ben, at his new school.',
    person: { name: 'Dana Price', email: 'dana.price@home.example' },
  });
  await play.addParty(other, { name: 'Ben Carter', roles: ['child'], careNumber: 'LL-4712' });
  const reference = await play.complaintAt('stage-2', {}, [...childrensWay, ...stage2Way]);
  await play.addParty(reference, { name: 'Ali Carter', roles: ['child'], careNumber: 'LL-4711' });
  const linked = await play.post(`/cases/${reference}/links`, { to: other, why: 'Brothers of two fathers.' });
  expect(linked.status).toBe(200);
  await play.settle();

  const ofOther = new RegExp(`${other}|Dana|Ben|LL-4712|two fathers`);
  await play.sign(reference, 'investigating-officer');
  const toInvestigator = await play.get(`/cases/${reference}`, 'investigating-officer');
  expect(toInvestigator.status).toBe(200);
  expect(toInvestigator.text).toContain('Ali Carter');
  expect(toInvestigator.text).not.toMatch(ofOther);
  expect((await play.get(`/cases/${other}`, 'investigating-officer')).status).toBe(404);
  const parent = await browse(play).get(await play.privateLink());
  expect(parent.text).toContain(reference);
  expect(parent.text).not.toMatch(ofOther);
  const lettersTo = async (address: string) =>
    (await play.letters()).filter(({ to }) => to === address).map(({ text }) => text);
  expect((await lettersTo(complainant)).join('\n')).not.toMatch(ofOther);
  // The wall has two sides.
  const ofThis = new RegExp(`${reference}|Sam Carter|Ali|LL-4711|two fathers`);
  const toDana = await lettersTo('dana.price@home.example');
  expect(toDana.join('\n')).not.toMatch(ofThis);
  const link = /\/follow\/[0-9a-z]{52}\b/.exec(toDana.at(-1) ?? '')?.[0] ?? '';
  const otherParent = await browse(play).get(link);
  expect(otherParent.text).toContain(other);
  expect(otherParent.text).not.toMatch(ofThis);
});
