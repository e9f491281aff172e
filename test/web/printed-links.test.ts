import { expect, test } from 'vitest';
import { letterId } from '../../functions/dependencies.ts';
import { openPlay, type Play } from '../play.ts';
import { browse } from './pages/browse.ts';

const printer = 'complaints-officer-2';

async function onPaper() {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1', {
    person: { name: 'Sam Carter', address: '1 High Street\nShrewsbury\nSY1 1AA' },
  });
  const { letters } = await play.file(reference);
  const key = letters.find(({ template }) => template === 'acknowledgement')?.key ?? '';
  /** Prints the letter and reads the link off it. */
  const print = async (user: string) => {
    const { text } = await play.post('/letters/print', { letters: [letterId(reference, key)] }, { user });
    return /\/follow\/[0-9a-z-]{64}/.exec(text)?.[0] ?? 'no link';
  };
  return { play, reference, key, print };
}

const opened = async (play: Play, reference: string) =>
  (await play.deps.store.reads(reference))
    .filter(({ kind }) => kind === 'private-link')
    .map(({ user, what }) => [user, what]);

test('a colleague who follows a printed link is seen, and does nothing in the name of the complainant', async () => {
  const { play, reference, key, print } = await onPaper();
  const link = await print(printer);
  const officer = browse(play);
  await officer.signIn(printer);
  const page = await officer.get(link);
  expect([page.status, page.text.includes(reference)]).toEqual([200, true]);
  expect(await opened(play, reference)).toEqual([[printer, printer]]);
  const letter = /href="(\/follow\/letters\/[^"]+)"/.exec(page.html)?.[1] ?? 'no letter';
  expect((await officer.get(letter)).status).toBe(200);
  const sent = await officer.send(await officer.get('/follow/add'), { message: 'I withdraw.' }, {});
  expect([sent.status, sent.text.includes('you cannot answer for them')]).toEqual([403, true]);
  const file = await play.file(reference);
  expect(file.messages).toHaveLength(1);
  expect(file.letters.find((row) => row.key === key)?.readAt).toBeUndefined();
  const someone = browse(play);
  await someone.signIn('complaints-officer');
  const name = play.deps.council.users.find(({ id }) => id === printer)?.name ?? '';
  expect((await someone.get(`/cases/${reference}/reads`)).text).toContain(
    `the private link that ${name} printed`,
  );
});

test('where no one is signed in, the record names who printed it', async () => {
  const { play, reference, print } = await onPaper();
  await browse(play).get(await print(printer));
  expect(await opened(play, reference)).toEqual([['complainant', printer]]);
});

test('someone who is shut out is out with what they printed too, and with what they opened', async () => {
  const { play, reference, print } = await onPaper();
  const [held, posted, ofAnother] = [
    await print(printer),
    await print(printer),
    await print('complaints-officer'),
  ];
  const officer = browse(play);
  await officer.signIn(printer);
  await officer.get(held);
  expect((await officer.get('/follow')).text).toContain(reference);
  await browse(play).get(posted);
  const kate = browse(play);
  await kate.signIn('administrator');
  await kate.send(await kate.get(`/admin/people/${printer}`), { retired: 'yes' }, {});
  expect((await officer.get('/follow')).text).not.toContain(reference);
  const status = async (link: string) => (await browse(play).get(link)).status;
  // The complainant had opened one before, and can ask for another instead of the one that was not.
  expect([await status(held), await status(posted), await status(ofAnother)]).toEqual([404, 200, 200]);
});

test('so is someone whose role has changed, or who is complained about', async () => {
  const { play, reference, print } = await onPaper();
  const link = await print(printer);
  await play.post(`/cases/${reference}/details`, { complainedAbout: [printer] });
  expect((await browse(play).get(link)).status).toBe(404);
});
