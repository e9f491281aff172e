import { expect, test } from 'vitest';
import { letterId } from '../../functions/dependencies.ts';
import { openPlay, type Play } from '../play.ts';
import { browse } from './pages/browse.ts';

const at = '2026-06-01T09:00:00Z';

/** Who read what that is of no one case, as the record of the day has it. */
const others = async (play: Play) =>
  (await play.deps.store.readsOfDay('2026-06-01')).flatMap(({ read }) =>
    read === undefined ? [] : [[read.user, read.kind, read.what, ...(read.cases ?? [])].join(' ')],
  );

test('lists, searches, held mail, reports and prints are recorded, with the cases that they showed', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1', {
    person: { name: 'Dana Whitlock', email: 'd@home.example' },
  });
  const other = await play.complaint({ person: { name: 'Robin Ash', email: 'r@home.example' } });
  await play.mail({ from: play.deps.council.intakeAddress, subject: 'Help', text: 'Nobody rings.' });
  const held = (await play.deps.store.heldMail({ limit: 1 })).items[0]?.id ?? '';
  const me = 'complaints-officer-2';
  const officer = browse(play);
  await officer.signIn(me);
  for (const page of [
    '/cases',
    '/cases?q=Whitlock',
    '/cases?q=Nobody',
    '/mail',
    `/mail/${held}`,
    '/reports',
    '/record',
  ])
    expect([page, (await officer.get(page)).status]).toEqual([page, 200]);
  for (const path of [
    '/cases?q=Whitlock',
    `/held-mail/${held}`,
    '/messages',
    '/reporting-rows',
    '/letters/to-post',
  ])
    expect([path, (await play.get(path, me)).status]).toEqual([path, 200]);
  await play.post('/letters/print', { letters: [] }, { user: me });
  const both = [reference, other].sort().join(' ');
  expect((await others(play)).filter((entry) => entry.startsWith(`${me} `)).toSorted(byText)).toEqual(
    [
      `${me} list /tasks ${other}`,
      `${me} list /cases ${both}`,
      `${me} search /cases ${reference}`,
      `${me} search /cases`,
      `${me} list /mail`,
      `${me} held-mail /mail/${held}`,
      `${me} report /reports`,
      `${me} held-mail /held-mail/${held}`,
      `${me} list /messages`,
      `${me} report /reporting-rows`,
      `${me} list /letters/to-post`,
    ].toSorted(byText),
  );
  // What was typed is nowhere.
  expect(JSON.stringify(await play.deps.store.readsOfDay('2026-06-01'))).not.toMatch(/Whitlock|Nobody/);
});

const byText = (one: string, two: string) => (one < two ? -1 : 1);

test('of a case each part is recorded, prints and attachments too; of an erased case only hashes are left', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1', {
    person: { name: 'Dana Whitlock', address: '1 High Street\nOldtown\nOT1 1AA' },
  });
  const [letter] = (await play.file(reference)).letters.filter(({ to }) => to === 'complainant');
  const id = letterId(reference, letter?.key ?? '');
  const officer = browse(play);
  await officer.signIn('complaints-officer-2');
  const printing = await officer.get(`/cases/${reference}/letters/${id}/print`);
  expect(printing.status).toBe(200);
  await play.get(`/cases/${reference}`, 'complaints-officer-2');
  const reads = (await play.deps.store.reads(reference)).filter(
    ({ user }) => user === 'complaints-officer-2',
  );
  expect(reads.map(({ kind, what }) => [kind, what])).toEqual([
    ['case', undefined],
    ['print', id],
  ]);
  const entries = await play.deps.store.readsOfDay('2026-06-01');
  const hashes = await Promise.all(reads.map((read) => play.deps.store.hashOfRead(read, reference)));
  const of = await play.deps.store.hashOfCase(reference);
  for (const hash of hashes) expect(entries).toContainEqual({ hash, of });
  await play.deps.store.eraseRows(reference, []);
  expect(await play.deps.store.reads(reference)).toEqual([]);
  expect(await play.deps.store.readsOfDay('2026-06-01')).toEqual(entries);
  expect(JSON.stringify(entries)).not.toContain(reference);
});
