import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { sendDigests } from '../../functions/operations/send-digests.ts';
import { openPlay, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// A pause past its review day stands in digest and lists until the case is resumed or the pause is reviewed
// (law.md section 2). The lists find it by that day, so what is not due for review costs nothing.

const Listed = z.object({
  items: z.array(
    z.object({
      reference: z.string(),
      paused: z.boolean(),
      pauseToReview: z.boolean(),
      pauseReviewOn: z.optional(z.string()),
    }),
  ),
});

async function listed(play: Play, address: string): Promise<z.infer<typeof Listed>['items']> {
  const { items } = Listed.parse((await play.get(address)).body);
  return items;
}

async function pausedCase(play: Play, reviewOn: string): Promise<string> {
  const reference = await play.complaintAt('stage-1');
  await play.decide(reference, 'stage-1', 'freeze', { reason: 'A court case.', reviewOn });
  return reference;
}

const toReview = '?pauseToReview=true';
const ofCases = async (play: Play, address: string) =>
  (await listed(play, address)).map(({ reference }) => reference);

test('a pause past its review day is marked in every list and filtered by, until it is reviewed or ended', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const kept = await pausedCase(play, '2026-06-08');
  const resumed = await pausedCase(play, '2026-06-09');
  const later = await pausedCase(play, '2026-07-31');
  const running = await play.complaintAt('stage-1');
  const officer = browse(play);
  await officer.signIn('complaints-officer');

  await play.to('2026-06-05', '10:00');
  for (const list of ['/cases', '/tasks']) expect(await ofCases(play, `${list}${toReview}`)).toEqual([]);
  expect((await officer.get('/tasks?show=all')).text).not.toContain('Review the pause');

  await play.to('2026-06-10', '10:00');
  for (const list of ['/cases', '/tasks']) {
    expect((await ofCases(play, `${list}${toReview}`)).toSorted()).toEqual([kept, resumed].toSorted());
    const others = await ofCases(play, `${list}?pauseToReview=false`);
    expect(others.toSorted()).toEqual([later, running].toSorted());
  }
  expect((await listed(play, `/tasks${toReview}`))[0]).toEqual({
    reference: kept,
    paused: true,
    pauseToReview: true,
    pauseReviewOn: '2026-06-08',
  });
  // The day that a list shows is that of the review, soonest first.
  await officer.signIn('complaints-officer');
  const tasks = (await officer.get('/tasks?show=all&due=pause')).text;
  expect(tasks).toContain('Review the pause 8 Jun 2026');
  expect(tasks.indexOf('8 Jun 2026')).toBeLessThan(tasks.indexOf('Review the pause 9 Jun 2026'));
  expect([tasks.includes(later), tasks.includes(running)]).toEqual([false, false]);
  const all = (await officer.get('/tasks?show=all')).text;
  expect(all).toContain('Paused 31 Jul 2026');
  const cases = (await officer.get('/cases')).text;
  expect(cases.match(/Review the pause/g)).toHaveLength(2);
  await officer.signIn('senior-manager');
  const overview = await officer.get('/overview');
  expect(overview.text).toContain('Pauses to review');
  expect(overview.text).toContain('8 June 2026 Review the pause');
  expect(overview.text).not.toContain(later);

  await play.decide(kept, 'stage-1', 'keep-paused', { reason: 'It goes on.', reviewOn: '2026-07-10' });
  await play.decide(resumed, 'stage-1', 'resume', { reason: 'The court has decided.' });
  for (const list of ['/cases', '/tasks']) expect(await ofCases(play, `${list}${toReview}`)).toEqual([]);
  expect((await officer.get('/overview')).text).not.toContain('Pauses to review');
});

test('a digest reads no paused case before the day of its review, and asks for no list of cases', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await pausedCase(play, '2026-06-08');
  for (const reviewOn of ['2026-07-30', '2026-07-31']) await pausedCase(play, reviewOn);
  const read: string[] = [];
  const store: typeof play.deps.store = {
    ...play.deps.store,
    openTasks: async (query) => {
      const found = await play.deps.store.openTasks(query);
      read.push(...found.items.map(({ state }) => state.reference));
      return found;
    },
    cases: () => Promise.reject(new Error('a digest reads only what is due')),
  };
  // The steps would have been due on 15 June; until then nothing of the other two is.
  for (const [day, found] of [
    ['2026-06-02', []],
    ['2026-06-08', [reference]],
    ['2026-06-17', [reference]],
  ] as const) {
    await play.to(day, '10:00');
    read.length = 0;
    await sendDigests({ ...play.deps, store }, '08:00');
    expect(read).toEqual(found);
  }
});
