import { expect, test } from 'vitest';
import { openPlay, type Play } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

async function pageOf(play: Play, reference: string) {
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  return officer.get(`/cases/${reference}`);
}

test('the head of a case says how far its clocks are, and nothing while they are paused', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-06-03', '10:00');
  const head = async () => (await pageOf(play, reference)).text;
  expect(await head()).toContain('Stage 1, local resolution: working day 2 of 10, at most 20');
  await play.decide(reference, 'stage-1', 'freeze', { reason: 'A court', reviewOn: '2026-07-31' });
  expect(await head()).not.toContain('working day 2 of');
});

test('the timeline shows the latest events, and the earlier ones when someone asks for them', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const shown = await pageOf(play, reference);
  const lists = shown.page.querySelectorAll('section[aria-labelledby=timeline] ol');
  const told = lists.map((list) => list.querySelectorAll('li').map(({ textContent }) => textContent));
  expect(lists.map((list) => list.closest('details') !== null)).toEqual([false, true, true]);
  const [latest = [], earlier = [], every = []] = told;
  expect(latest).toHaveLength(8);
  expect(shown.text).toContain(`${earlier.length} earlier`);
  expect(earlier.at(-1)).toMatch(/^Received/);
  // Each is in the list of all events too, in the same order.
  expect(every.filter((line) => [...latest, ...earlier].includes(line))).toEqual([...latest, ...earlier]);
});
