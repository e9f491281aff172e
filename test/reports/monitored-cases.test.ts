import { expect, test } from 'vitest';
import { keepSettledCases } from '../../functions/operations/monitored-cases.ts';
import { openPlay, responded, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

const file = 'reports/settled-cases.json';
const readers = ['report-writer', 'senior-manager', 'director'];
const views = ['week', 'quarter', 'escalations', 'quarter?asOf=2026-06-20', 'week?asOf=2026-05-04'];

/** What each reader is shown by each view. */
async function shown(play: Play): Promise<Record<string, string>> {
  const pages: Record<string, string> = {};
  for (const reader of readers) {
    const visitor = browse(play);
    await visitor.signIn(reader);
    for (const view of views) {
      const { status, html } = await visitor.get(`/reports/monitor/${view}`);
      expect([view, status]).toEqual([view, 200]);
      pages[`${reader} ${view}`] = html;
    }
  }
  return pages;
}

/** What they are shown when all cases are read, because there is no file. */
async function shownFromAll(play: Play): Promise<Record<string, string>> {
  const kept = await play.deps.files.get(file);
  await play.deps.files.erase(file);
  const pages = await shown(play);
  if (kept) await play.deps.files.put(file, kept, 'application/json');
  return pages;
}

async function aboutDirector(play: Play, reference: string): Promise<void> {
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['director'] });
}

const close = (play: Play, reference: string) =>
  play.decide(reference, 'triage', 'close-without-procedure', { reason: 'Nothing to do.' });

test('the monitor shows each reader the same from the cases that were kept as from all', async () => {
  const play = await openPlay('2026-03-02T09:00:00Z');
  await play.complaintAt('stage-2-window');
  await close(play, await play.complaint());
  const about = await play.complaintAt('stage-1');
  await aboutDirector(play, about);
  await play.to('2026-06-01', '12:00');
  // At five in the morning the file was made.
  expect(await play.deps.files.get(file)).toBeDefined();
  const withdrawn = await play.complaintAt('stage-1');
  await aboutDirector(play, withdrawn);
  const promised = await play.complaintAt('stage-1');
  await play.along(promised, [
    [
      'stage-1',
      'respond',
      {
        ...responded,
        actions: [{ text: 'Train the team', owner: 'team-manager', dueOn: '2026-07-10' }],
      },
    ],
    ['stage-1-check', 'accept', {}, 'quality-checker'],
    ['stage-1-sign-off', 'send'],
  ]);
  await play.to('2026-06-15', '12:00');
  // After it, on one day: a case that was in it ends, one begins, and one of before begins and ends.
  await play.decide(withdrawn, 'stage-1', 'withdraw', { reason: 'Settled.' });
  await play.complaintAt('stage-1');
  const late = await play.complaint({ receivedAt: '2026-06-03T09:00:00Z' });
  await close(play, late);
  await play.settle();
  const live = await shown(play);
  expect(live).toEqual(await shownFromAll(play));
  await play.to('2026-06-23', '12:00');
  const pages = await shown(play);
  expect(pages).toEqual(await shownFromAll(play));
  expect(pages['director quarter']).not.toBe(pages['senior-manager quarter']);
  expect(pages['senior-manager quarter']).toContain(promised);
  // In the next quarter, the one before can still be asked for.
  await play.to('2026-08-01', '12:00');
  expect(await shown(play)).toEqual(await shownFromAll(play));
  expect(play.faults).toEqual([]);
});

test('bringing the file up to date gives the same as making it anew', async () => {
  const play = await openPlay('2026-03-02T09:00:00Z');
  const one = await play.complaintAt('stage-1');
  await close(play, await play.complaint());
  await keepSettledCases(play.deps);
  await play.to('2026-06-15', '12:00');
  await play.decide(one, 'stage-1', 'withdraw', { reason: 'Settled.' });
  await close(play, await play.complaint());
  await play.complaint();
  await play.settle();
  const kept = async () => new TextDecoder().decode(await play.deps.files.get(file));
  await keepSettledCases(play.deps);
  const updated = await kept();
  await keepSettledCases(play.deps, { anew: true });
  expect(JSON.parse(updated)).toEqual(JSON.parse(await kept()));
});

test('a case whose number was given before the file, and that is written after it, is found', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  await close(play, reference);
  await play.settle();
  const { store } = play.deps;
  // Its number is taken, and the case is not there yet.
  const none = () => Promise.resolve({ items: [] });
  const without = { ...store, cases: none, states: none };
  const before = { ...without, lastNumber: () => Promise.resolve(0) };
  for (const each of [before, without, store]) await keepSettledCases({ ...play.deps, store: each });
  expect(new TextDecoder().decode(await play.deps.files.get(file))).toContain(
    `["2026-06-01","${reference}"]`,
  );
});
