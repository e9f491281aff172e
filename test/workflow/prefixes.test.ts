import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { brokenPromises, openPlay, type Play } from '../play.ts';
import { prefixStore, scratch } from '../prefixes.ts';

/** A moment at which no other test begins, so nothing of it is kept. */
const at = '2026-06-01T09:07:13Z';

/** Made up at random when a system first stores a person: two plays have the same one only if one is a copy. */
function secretOf(play: Play): unknown {
  using database = new DatabaseSync(path.join(play.dataDir, 'redress.sqlite'));
  return database.prepare("SELECT doc FROM items WHERE pk = 'PEPPER' AND sk = 'CONTACTS'").get()?.['doc'];
}

/** What has become of a case, without what is made up at random: the secrets of its links. */
async function outcomeOf(play: Play, reference: string) {
  const { state, letters } = await play.file(reference);
  const neutral = (text: string) => text.replaceAll(/\/follow\/\w+/g, '/follow/SECRET');
  return {
    reference,
    now: play.now(),
    state: neutral(JSON.stringify(state)),
    story: await play.story(reference),
    rows: letters.map(({ key, to, status, attempts, preparedAt }) => [key, to, status, attempts, preparedAt]),
    outbox: (await play.letters()).map(({ to, subject, text }) => [to, subject, neutral(text)]),
    digests: (await play.digests()).map(({ to, subject, text }) => [to, subject, text]),
    timer: play.system.engine.nextTimer(),
    executions: play.system.engine
      .listExecutions()
      .map(({ name, status, startDate }) => [name, status, startDate]),
    broken: await brokenPromises(play, reference),
  };
}

test('a complaint that begins where another has been is the same as one that is played, and goes on the same', async () => {
  const played = await openPlay(at);
  const begun = await openPlay(at);
  // With an option, if only where a system is served, everything is played.
  const playedToo = await openPlay(at, { port: 0 });
  const outcomes: unknown[][] = [];
  const secrets: unknown[] = [];
  for (const play of [played, begun, playedToo]) {
    const reference = await play.complaintAt('stage-1');
    secrets.push(secretOf(play));
    const soon = await outcomeOf(play, reference);
    await play.to('2026-06-17');
    outcomes.push([soon, await outcomeOf(play, reference)]);
  }
  expect(secrets).toEqual([expect.any(String), secrets[0], expect.any(String)]);
  expect(secrets[2]).not.toBe(secrets[0]);
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
});

test('a longer way goes on from the longest beginning of it', async () => {
  const way = async (stage: string, feedback = {}) => {
    const play = await openPlay(at);
    await play.complaintAt(stage, feedback);
    return secretOf(play);
  };
  const text = 'Only this test says so.';
  const secret = await way('acknowledge', { text });
  expect(await way('stage-1-check', { text })).toBe(secret);
  expect(await way('stage-1-sign-off', { text })).toBe(secret);
  // Every difference makes another case, what is left out on purpose too.
  expect(await way('acknowledge', { text, person: { name: 'Sam Carter', phone: '01632 960 001' } })).not.toBe(
    secret,
  );
  expect(await way('acknowledge', { text, channel: 'letter' })).not.toBe(secret);
  // In a system that has been used, nothing is taken from elsewhere.
  const used = await openPlay(at);
  expect(used.today()).toBe('2026-06-01');
  await used.complaintAt('acknowledge', { text });
  expect(secretOf(used)).not.toBe(secret);
});

test('only the first complaint of a system begins where another has been', async () => {
  const complaints = async () => {
    const play = await openPlay(at);
    const references = [await play.complaint(), await play.complaint()];
    references.push(...(await Promise.all([play.complaint(), play.complaint()])));
    return references.toSorted();
  };
  const played = await complaints();
  expect(new Set(played).size).toBe(4);
  expect(await complaints()).toEqual(played);
});

test('nothing is kept or taken without a folder of the run, or in the folder of another', async () => {
  const folders = [
    mkdtempSync(path.join(scratch, 'redress-kept-')),
    mkdtempSync(path.join(scratch, 'redress-kept-')),
  ];
  onTestFinished(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
  const [mine, others] = folders.map((folder) => prefixStore(folder));
  const play = await openPlay(at, { port: 0 });
  const reference = await play.complaint();
  mine?.keep(at, ['a', 'b'], play.dataDir, reference);
  // A second process that kept the same changes nothing.
  mine?.keep(at, ['a', 'b'], play.dataDir, 'another');
  const into = path.join(folders[1] ?? '', 'copy');
  expect(mine?.begin(at, ['a'], into)).toBeUndefined();
  expect(mine?.begin(at, ['a', 'c'], into)).toBeUndefined();
  expect(mine?.begin('2026-06-01T09:07:14Z', ['a', 'b'], into)).toBeUndefined();
  expect(others?.begin(at, ['a', 'b'], into)).toBeUndefined();
  expect(existsSync(into)).toBe(false);
  expect(mine?.begin(at, ['a', 'b', 'c'], into)).toEqual({ reference, done: 2 });
  expect(existsSync(path.join(into, 'redress.sqlite'))).toBe(true);
});
