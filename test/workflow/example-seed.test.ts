import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { replay } from '../../functions/domain/case/replay.ts';
import { examples } from '../../infra/local/example-cases.ts';
import { openLocalSystem } from '../../infra/local/open-local-system.ts';
import { seedExamples, seedStart } from '../../infra/local/seed.ts';
import { makeVirtualClock } from '../../infra/local/virtual-clock.ts';
import { openPlay, type Play } from '../play.ts';
import { scratch } from '../prefixes.ts';
import { takesAll } from '../sample.ts';
import { browse } from '../web/pages/browse.ts';

/** Three months of cases are played: the limit ends a test that hangs, not one on a busy machine. */
vi.setConfig({ testTimeout: 600_000 });

const today = new Date('2026-11-25T11:00:00Z');
const folder = mkdtempSync(path.join(scratch, 'redress-seed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inFolder = (name: string) => path.join(folder, name);

/** A system as `npm start` opens it to play the examples, on a clock that is kept but does not go on by itself. */
const options = (name: string) => ({
  dataDir: inFolder(name),
  startAt: seedStart(today),
  makeClock: (clock: Parameters<typeof makeVirtualClock>[0]) =>
    makeVirtualClock({ ...clock, realNow: () => today.getTime() }),
});
const open = (name: string) => openPlay(today.toISOString(), options(name));

const casesOf = async ({ deps }: Play) => (await deps.store.cases({ limit: 100 })).items;

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);

const isStaff = (to: string) => to.startsWith('user:');
const staffDomain = '@council.example';

/**
 * The state of every case, without details that differ between two plays: names of tokens, times to the second, and
 * which of two simultaneous executions is first.
 */
async function endOf(play: Play) {
  const cases = await casesOf(play);
  const ends = cases.map((state) => ({
    reference: state.reference,
    kind: state.kind,
    received: state.receivedOn,
    status: state.status,
    closedAs: state.closedAs,
    outcome: state.outcome,
    stops: state.stops,
    tasks: state.tasks.toSorted(byKey).map(({ key, status, due, assignee, milestones, decisions }) => ({
      key,
      status,
      due,
      assignee,
      milestones,
      decisions: decisions.map(({ outcome, by, at }) => [outcome, by, at.slice(0, 10)]),
    })),
    letters: state.letters
      .map(({ key, to, status }) =>
        (isStaff(to) ? [key.replace(/^.*(?=\/alerts-together-)/, ''), to] : [key, to, status]).join(' '),
      )
      .sort(),
    // Of alerts of one moment to one person the first goes at once, and the others wait for the end of the hour.
    statuses: state.letters.map(({ to, status }) => `${to} ${status}`).sort(),
  }));
  const outbox = await play.system.mailer.listOutbox();
  return {
    now: play.now(),
    cases: ends.toSorted((a, b) => (a.reference < b.reference ? -1 : 1)),
    outbox: outbox.map(({ to, subject }) => [to, to.endsWith(staffDomain) ? '' : subject].join()).sort(),
    sent: outbox.map(({ to, sentAt }) => [to, sentAt.slice(0, 16)].join()).sort(),
  };
}

let whole: Awaited<ReturnType<typeof endOf>> | undefined;

test('a first start has three months of example cases, and no list is empty', async () => {
  const play = await open('whole');
  await seedExamples(play.system, today);
  expect(play.faults).toEqual([]);
  expect(play.now()).toBe(today.toISOString());
  const cases = await casesOf(play);
  expect(cases).toHaveLength(examples.length);
  for (const state of cases) {
    const { events } = await play.file(state.id);
    expect(replay(state.id, events)).toEqual(state);
  }
  expect(await play.deps.store.outbox({ before: '2100-01-01T00:00:00Z', limit: 10 })).toEqual({ items: [] });
  // Every waiting run has a running execution, so no case stopped because a machine failed.
  const executions = play.system.engine.listExecutions().map(({ status }) => status);
  expect([...new Set(executions)].sort()).toEqual(['RUNNING', 'SUCCEEDED']);

  expect(new Set(cases.map(({ kind }) => kind))).toEqual(new Set(['complaint', 'compliment', 'comment']));
  expect(new Set(cases.map(({ status }) => status))).toEqual(new Set(['open', 'closed']));
  expect(cases.some(({ withdrawn }) => withdrawn !== undefined)).toBe(true);
  expect(cases.some(({ stops }) => stops.some(({ until }) => until === undefined))).toBe(true);

  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const shown = async (url: string) => (await officer.get(url)).text;
  for (const due of ['overdue', 'today']) {
    const list = await shown(`/tasks?show=all&due=${due}`);
    expect(list).toMatch(/(SC|CC)-2026-\d{5}-\d/);
  }
  const all = await shown('/tasks?show=all');
  for (const tag of ['Overdue', 'Due today', 'Paused']) expect(all).toContain(tag);
  whole = await endOf(play);

  // It is played once, and never on top of what people have made of it.
  await seedExamples(play.system, today);
  expect(await casesOf(play)).toHaveLength(examples.length);
});

test.skipIf(!takesAll('CRASH_FULL')).each([2, 400])(
  'broken off at write %i and started again, it ends the same',
  async (last) => {
    let writes = 0;
    const stopped = Promise.withResolvers<void>();
    const never = new Promise<never>(() => undefined);
    const first = openLocalSystem({
      ...options(`broken-${last}`),
      adapters: ({ store }) => ({
        store: {
          ...store,
          change(change) {
            writes += 1;
            // From here on nothing comes back, as when the process is killed: the folder stays as it is now.
            if (writes === last) stopped.resolve();
            return writes >= last ? never : store.change(change);
          },
        },
      }),
    });
    void seedExamples(first, today);
    await stopped.promise;
    cpSync(inFolder(`broken-${last}`), inFolder(`again-${last}`), { recursive: true });

    const again = await open(`again-${last}`);
    await seedExamples(again.system, today);
    expect(again.faults).toEqual([]);
    expect(await endOf(again)).toEqual(whole);
  },
);
