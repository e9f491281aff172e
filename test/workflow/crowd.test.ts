import { expect, test } from 'vitest';
import { StoreBusy } from '../../functions/adapters/table.ts';
import { openPlay, responded } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

const at = '2026-06-01T09:00:00Z';
const fifty = Array.from({ length: 50 }, (_, n) => n);

test('fifty people decide one step at the same moment: one outcome, and 49 clear answers', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const task = await play.get(`/cases/${reference}/tasks/stage-1`, 'team-manager');
  const etag = task.headers.get('etag') ?? '';
  const body = { outcome: 'respond', answers: responded };
  const answers = await Promise.all(
    fifty.map(() =>
      play.post(`/cases/${reference}/tasks/stage-1/decision`, body, {
        user: 'team-manager',
        headers: { 'if-match': etag },
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status, body: said } of answers.filter((one) => one.status !== 200)) {
    expect([409, 412, 503]).toContain(status);
    expect(said).toMatchObject({ detail: expect.stringContaining('already been decided') });
  }
  await play.settle();
  const { state } = await play.file(reference);
  expect(state.tasks.find(({ step }) => step === 'stage-1')?.decisions).toHaveLength(1);
  expect(play.faults).toEqual([]);
});

test('fifty notes on one case at the same moment: each is there, or its author hears that it is not', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const noted = await Promise.all(
    fifty.map((n) => play.post(`/cases/${reference}/notes`, { kind: 'note', text: `Note number ${n}.` })),
  );
  expect(noted.map(({ status }) => status).filter((status) => status !== 201 && status !== 503)).toEqual([]);
  const { events } = await play.file(reference);
  const there = JSON.stringify(events);
  for (const [n, { status }] of noted.entries())
    expect([n, there.includes(`Note number ${n}.`)]).toEqual([n, status === 201]);
  expect(play.faults).toEqual([]);
});

test('a table that takes nothing at the moment answers 503 in words, and keeps what a user typed', async () => {
  let isBusy = false;
  let keeps = true;
  const logged: string[] = [];
  const play = await openPlay(at, {
    log: (code) => void logged.push(code),
    adapters: ({ store, shortLived }) => ({
      shortLived: {
        ...shortLived,
        put: (...record) => (keeps ? shortLived.put(...record) : Promise.reject(new Error('no answer'))),
      },
      store: {
        ...store,
        change: (change) =>
          isBusy ? Promise.reject(new StoreBusy('in conflict, five times')) : store.change(change),
      },
    }),
  });
  const reference = await play.complaintAt('stage-1');
  const desk = browse(play);
  await desk.signIn('complaints-officer');
  const check = await desk.send(await desk.get(`/cases/${reference}/steer/note`), { text: 'They rang.' });
  isBusy = true;
  const api = await play.post(`/cases/${reference}/notes`, { kind: 'note', text: 'They rang.' });
  expect(api).toMatchObject({
    status: 503,
    body: {
      detail: 'Others are changing this at the same moment. Nothing was saved. Try again in a moment.',
    },
  });
  expect(api.headers.get('retry-after')).toBe('2');
  const page = await desk.send(check, {}, { do: 'confirm' });
  expect([page.status, page.text]).toEqual([503, expect.stringContaining('what you typed is kept')]);
  expect(page.text).not.toContain('They rang.');
  const kept = page.page.querySelector('main a')?.getAttribute('href') ?? '';
  expect((await desk.get(kept)).html).toContain('They rang.');
  // What cannot even be kept is not said to be.
  keeps = false;
  const lost = await desk.send(check, {}, { do: 'confirm' });
  expect([lost.status, lost.text]).toEqual([503, expect.stringContaining('Go back and try again')]);
  expect(logged).toEqual(['form-not-kept']);
  keeps = true;
  isBusy = false;
  expect((await play.file(reference)).events.filter(({ type }) => type === 'note-recorded')).toEqual([]);
  expect(play.faults).toEqual([]);
});
