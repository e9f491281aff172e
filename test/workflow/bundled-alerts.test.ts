import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { taskOfLetter } from '../../functions/domain/correspondence/letter-values.ts';
import { lettersFor } from '../../functions/domain/correspondence/prepare-letters.ts';
import { deliverLetters } from '../../functions/operations/send-letter/deliver-letters.ts';
import { repairCases } from '../../functions/operations/repair-cases.ts';
import { writeCase } from '../../functions/operations/write-case.ts';
import { acknowledged, complainant, openPlay, routed, type Play } from '../play.ts';
import { scratch } from '../prefixes.ts';

// Alerts about one case are bundled, one an hour to each person (law.md section 5). The clock of a play stands still
// between its moves, so everything that happens without one happens within the hour.

const officer = 'complaints-officer@council.example';
const to = async (play: Play) =>
  (await play.letters())
    .filter((letter) => letter.to === officer)
    .map(({ subject, text }) => ({ subject, text }));

/** A case whose officer had the alert of its first task at 09:00, and two more reasons for one within the hour. */
async function eventfulHour(options: Parameters<typeof openPlay>[1] = {}) {
  const play = await openPlay('2026-06-01T08:00:00Z', options);
  const reference = await play.complaint();
  await play.along(reference, [['triage', 'route', { ...routed, handler: 'complaints-officer' }]]);
  const recorded = await play.post(`/cases/${reference}/messages`, messageByPhone);
  if (recorded.status >= 300) throw new Error(recorded.text);
  await play.settle();
  return { play, reference };
}

const messageByPhone = {
  channel: 'phone',
  text: 'Please hurry. My name is Sam Carter.',
};

describe('within an hour a person gets one email about a case', () => {
  test('and when it is over another, which names what has happened and nothing of the complaint', async () => {
    const { play, reference } = await eventfulHour();
    expect((await to(play)).map(({ subject }) => subject)).toEqual([
      `${reference}: Triage, due Tuesday 2 June 2026`,
    ]);
    await play.to('2026-06-01', '09:59');
    expect(await to(play)).toHaveLength(1);
    // The outbox is looked at every hour here, on AWS every quarter of an hour.
    await play.to('2026-06-01', '11:05');
    const [, bundle, ...more] = await to(play);
    expect(more).toEqual([]);
    expect(bundle?.subject).toBe(`${reference}: several updates`);
    expect(bundle?.text).toContain(`- ${reference}: Acknowledgement, due Thursday 4 June 2026`);
    expect(bundle?.text).toContain(`- ${reference}: new message`);
    expect(bundle?.text).toContain(`/cases/${reference}`);
    for (const personal of ['Sam', 'Carter', 'hurry', complainant])
      expect(bundle?.text).not.toContain(personal);
    const { letters } = await play.view(reference);
    expect(letters.filter(({ status }) => status === 'prepared')).toEqual([]);
    expect(letters.filter(({ status }) => status === 'bundled')).toHaveLength(2);
    expect(await play.deps.store.outbox({ before: '2027-01-01T00:00:00.000Z', limit: 10 })).toEqual({
      items: [],
    });
    // The next hour begins with that email.
    await play.along(reference, [['acknowledge', 'acknowledge', acknowledged]]);
    await play.to('2026-06-08', '10:00');
    expect((await to(play)).length).toBeGreaterThan(2);
  });

  test('only what waits alone goes as it is', async () => {
    const play = await openPlay('2026-06-01T08:00:00Z');
    const reference = await play.complaint();
    await play.along(reference, [['triage', 'route', { ...routed, handler: 'complaints-officer' }]]);
    await play.to('2026-06-01', '11:05');
    expect((await to(play)).map(({ subject }) => subject)).toEqual([
      `${reference}: Triage, due Tuesday 2 June 2026`,
      `${reference}: Acknowledgement, due Thursday 4 June 2026`,
    ]);
  });

  test('and other cases, and other people, do not wait for it', async () => {
    const { play } = await eventfulHour();
    const other = await play.complaint();
    expect((await to(play)).at(-1)?.subject).toBe(`${other}: Triage, due Tuesday 2 June 2026`);
  });
});

test('a message is told of once: by itself, not by the task to deal with it as well', async () => {
  const play = await openPlay('2026-06-01T08:00:00Z');
  const reference = await play.complaint();
  await play.along(reference, [['triage', 'route', { ...routed, handler: 'complaints-officer' }]]);
  await play.to('2026-06-02', '10:00');
  const recorded = await play.post(`/cases/${reference}/messages`, messageByPhone);
  if (recorded.status >= 300) throw new Error(recorded.text);
  await play.to('2026-06-02', '15:00');
  expect((await play.step(reference, 'message')).status).toBe('open');
  expect((await to(play)).slice(2).map(({ subject }) => subject)).toEqual([`${reference}: new message`]);
});

describe('nothing that waits is lost', () => {
  test('when the system stops within the hour', async () => {
    const dataDir = await mkdtemp(path.join(scratch, 'redress-alerts-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const { play, reference } = await eventfulHour({ dataDir });
    await play.close();
    const again = await openPlay('2026-06-01T08:30:00Z', { dataDir });
    await again.to('2026-06-01', '11:05');
    expect((await to(again)).map(({ subject }) => subject).at(-1)).toBe(`${reference}: several updates`);
  });

  test('when the mail service is away as the hour ends', async () => {
    const { play, reference } = await eventfulHour();
    const away = {
      ...play.deps,
      clock: { now: () => '2026-06-01T09:01:00.000Z' },
      mailer: {
        ...play.deps.mailer,
        send: () => Promise.resolve({ outcome: 'busy' as const, reason: 'away' }),
      },
    };
    expect(await repairCases(away, { alsoFresh: true })).toEqual({ dispatched: 0, failed: 0 });
    expect(await to(play)).toHaveLength(1);
    await play.to('2026-06-01', '11:05');
    expect((await to(play)).map(({ subject }) => subject).slice(1)).toEqual([
      `${reference}: several updates`,
    ]);
  });

  test('when it is prepared just as the first one leaves, long after its own hour', async () => {
    let away = true;
    const play = await openPlay('2026-06-01T08:00:00Z', {
      adapters: ({ mailer }) => ({
        mailer: {
          ...mailer,
          send: async (mail) => (away ? { outcome: 'busy', reason: 'away' } : mailer.send(mail)),
        },
      }),
    });
    const reference = await play.complaint();
    await play.to('2026-06-01', '10:20');
    // The mail service is back. Between reading and claiming the first alert, a message prepares the second.
    let asked = false;
    const store = {
      ...play.deps.store,
      claimLetter: async (...claim: Parameters<typeof play.deps.store.claimLetter>) => {
        if (!asked) {
          asked = true;
          await writeCase(play.deps, reference, ({ state }) => ({
            events: lettersFor(
              'alert-new-message',
              ['complaints-officer'],
              'by phone',
              state,
              taskOfLetter(state, undefined),
              { council: play.deps.council, now: play.deps.clock.now() },
            ),
          }));
        }
        return play.deps.store.claimLetter(...claim);
      },
    };
    await deliverLetters({ ...play.deps, store, mailer: play.system.mailer }, reference);
    const triage = `${reference}: Triage, due Tuesday 2 June 2026`;
    expect((await to(play)).map(({ subject }) => subject)).toEqual([triage]);
    away = false;
    const waiting = await play.deps.store.outbox({ before: '2027-01-01T00:00:00.000Z', limit: 10 });
    expect(waiting.items.map(({ since, kind }) => [since, kind])).toContainEqual([
      '2026-06-01T10:20:00.000Z',
      'letters',
    ]);
    await play.to('2026-06-01', '12:05');
    expect((await to(play)).map(({ subject }) => subject)).toEqual([triage, `${reference}: new message`]);
  });

  test('and nothing is dispatched before the hour is over, or left for ever when the case is gone', async () => {
    const { play, reference } = await eventfulHour();
    expect(await repairCases(play.deps, { alsoFresh: true })).toEqual({ dispatched: 0, failed: 0 });
    const { store } = play.deps;
    const state = await store.state(reference);
    if (!state) throw new Error('no case');
    const { items } = await store.outbox({ before: '2027-01-01T00:00:00.000Z', limit: 10 });
    const [entry] = items;
    expect(entry).toMatchObject({ caseId: reference, kind: 'letters', since: '2026-06-01T09:00:00.000Z' });
    const remains = await store.remains(reference);
    expect(remains.keys.some((key) => key.includes('alerts-2026-06-01T09:00'))).toBe(true);
    await store.eraseRows(reference, []);
    const later = { ...play.deps, clock: { now: () => '2026-06-01T09:05:00.000Z' } };
    expect(await repairCases(later)).toEqual({ dispatched: 0, failed: 0 });
    expect(await to(play)).toHaveLength(1);
  });
});

test('what asks for work on a step that was done within the hour does not go', async () => {
  const { play, reference } = await eventfulHour();
  await play.along(reference, [['acknowledge', 'acknowledge', acknowledged]]);
  await play.to('2026-06-01', '11:05');
  // Of the acknowledgement, the message and what came after, only the message is news to the officer.
  expect((await to(play)).map(({ subject }) => subject).slice(1)).toEqual([`${reference}: new message`]);
  const { state, events } = await play.file(reference);
  const over = state.letters.find(
    ({ template, task }) => template === 'alert-task-opened' && task === 'acknowledge#1',
  );
  expect(over?.status).toBe('not needed');
  expect(events.find((event) => event.type === 'letter-settled' && event.letter === over?.key)).toMatchObject(
    { detail: 'step-over' },
  );
});

test('an alert that waits does not go to anyone who has come to be complained about', async () => {
  const { play, reference } = await eventfulHour();
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['complaints-officer'] });
  await play.to('2026-06-01', '11:05');
  expect(await to(play)).toHaveLength(1);
  expect((await play.file(reference)).letters.filter(({ status }) => status === 'prepared')).toEqual([]);
});
