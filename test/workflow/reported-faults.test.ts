import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { letterId } from '../../functions/dependencies.ts';
import { receiveDeliveryEvent } from '../../functions/operations/receive-delivery-event/receive-delivery-event.ts';
import { repairCases } from '../../functions/operations/repair-cases.ts';
import { reviewRetention } from '../../functions/operations/review-retention/review-retention.ts';
import { sendDigests } from '../../functions/operations/send-digests.ts';
import { sweepCases } from '../../functions/operations/sweep-cases/sweep-cases.ts';
import type { Log } from '../../functions/runtime/log-messages.ts';
import { childrensWay, openPlay, routed, stage2Way, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

/** An error whose text must not reach a log. */
class ServiceDown extends Error {
  override readonly name = 'ServiceDown';
  constructor() {
    super('550 sam.carter@home.example is unknown');
  }
}

/** A play in which services fail while `down` names them, and what was logged meanwhile. */
async function openFailing() {
  const down = new Set<'start' | 'succeed' | 'status' | 'send'>();
  const logged: { code: string; fields: object }[] = [];
  const log: Log = (code, fields) => void logged.push({ code, fields });
  const fail = (service: Parameters<typeof down.has>[0]) => {
    if (down.has(service)) throw new ServiceDown();
  };
  const play = await openPlay('2026-06-01T09:00:00Z', {
    log,
    adapters: ({ workflows, mailer }) => ({
      workflows: {
        ...workflows,
        start: async (execution) => (fail('start'), workflows.start(execution)),
        succeed: async (token, output) => (fail('succeed'), workflows.succeed(token, output)),
        status: async (execution) => (fail('status'), workflows.status(execution)),
      },
      mailer: { ...mailer, send: async (mail) => (fail('send'), mailer.send(mail)) },
    }),
  });
  return { play, down, logged };
}

const fault = { error: 'ServiceDown', at: expect.stringMatching(/^at /) };

test('logs an execution that cannot be started, now and in the repair, and starts it once possible', async () => {
  const { play, down, logged } = await openFailing();
  down.add('start');
  const reference = await play.complaint();
  const entry = { caseId: reference, entry: expect.any(String), kind: 'start', ...fault };
  expect(logged).toEqual([{ code: 'outbox-entry-not-dispatched', fields: entry }]);
  expect(await repairCases(play.deps, { alsoFresh: true })).toEqual({ dispatched: 0, failed: 1 });
  expect(logged).toHaveLength(2);
  expect(logged[1]).toEqual({ code: 'outbox-entry-not-dispatched', fields: entry });
  down.clear();
  expect(await repairCases(play.deps, { alsoFresh: true })).toEqual({ dispatched: 1, failed: 0 });
  expect(JSON.stringify(logged)).not.toMatch(/sam\.carter|550/i);
});

test('logs a decision that cannot be sent to the state machine', async () => {
  const { play, down, logged } = await openFailing();
  const reference = await play.complaintAt('acknowledge');
  down.add('succeed');
  const decided = await play.choose(reference, 'acknowledge', 'acknowledge', {
    investigator: 'team-manager',
  });
  expect(decided.status).toBe(200);
  expect(logged).toEqual([
    {
      code: 'outbox-entry-not-dispatched',
      fields: { caseId: reference, entry: expect.any(String), kind: 'signal', ...fault },
    },
  ]);
});

/** Actions up to the moment before the fault, and then the fault. Returns the case concerned. */
interface Doing {
  what: string;
  service: 'start' | 'send';
  kind: 'start' | 'letters';
  prepare: (play: Play) => Promise<string>;
  act: (play: Play, reference: string) => Promise<string>;
}

const done = (reference: string, { status, text }: { status: number; text: string }) => {
  if (status >= 300) throw new Error(`${status} ${text}`);
  return reference;
};

const doings: Doing[] = [
  {
    what: 'a part of a case is split off',
    service: 'start',
    kind: 'start',
    async prepare(play) {
      const reference = await play.complaint();
      const points = [{ text: 'The calls.' }, { text: 'The bins.' }];
      await play.along(reference, [['triage', 'route', { ...routed, points }]]);
      return reference;
    },
    async act(play, reference) {
      const command = { points: ['P2'], procedure: 'corporate', reason: 'Bins are not social care.' };
      const answer = await play.post(`/cases/${reference}/split`, command);
      return done(z.object({ reference: z.string() }).parse(answer.body).reference, answer);
    },
  },
  {
    what: 'the Ombudsman asks about a case',
    service: 'start',
    kind: 'start',
    prepare: (play) => play.complaintAt('acknowledge'),
    act: async (play, reference) =>
      done(reference, await play.post(`/cases/${reference}/enquiries`, { receivedOn: '2026-06-01' })),
  },
  {
    what: 'a complainant asks for a new link',
    service: 'send',
    kind: 'letters',
    prepare: (play) => play.complaintAt('acknowledge'),
    async act(play, reference) {
      const visitor = browse(play);
      const form = (await visitor.get('/follow')).page.querySelectorAll('main form')[1];
      const csrf = form?.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
      const answer = await visitor.request('/follow/new-link', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ _csrf: csrf, reference }).toString(),
      });
      return done(reference, answer);
    },
  },
  {
    what: 'the day comes to review how long a case is kept',
    service: 'start',
    kind: 'start',
    async prepare(play) {
      const reference = await play.complaintAt('acknowledge');
      await play.along(reference, [['acknowledge', 'withdraw', { reason: 'Settled.' }]]);
      // The alerts that wait have gone.
      await play.to('2026-06-01', '14:00');
      play.system.clock.moveTo(new Date('2032-09-01T12:00:00Z'));
      return reference;
    },
    async act(play, reference) {
      expect(await reviewRetention(play.deps)).toMatchObject({ begun: 1 });
      return reference;
    },
  },
  {
    what: 'a letter comes back',
    service: 'start',
    kind: 'start',
    prepare: (play) => play.complaintAt('stage-1'),
    async act(play, reference) {
      const row = (await play.file(reference)).letters.find(({ to }) => to === 'complainant');
      const mail = {
        messageId: '0100',
        destination: [],
        tags: { letter: [letterId(reference, row?.key ?? '')] },
      };
      const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] };
      const Message = JSON.stringify({ eventType: 'Bounce', bounce, mail });
      expect(await receiveDeliveryEvent(play.deps, JSON.stringify({ Message }))).toBe('returned');
      return reference;
    },
  },
  {
    what: 'an appointment is declined',
    service: 'send',
    kind: 'letters',
    async prepare(play) {
      const reference = await play.complaint();
      await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 3)]);
      return reference;
    },
    async act(play, reference) {
      const declined = { decision: 'decline', reason: 'I know them.' };
      const by = { user: 'independent-person' };
      return done(reference, await play.post(`/cases/${reference}/declaration`, declined, by));
    },
  },
];

test.each(doings)('logs it when $what and a service is down, and the repair catches up', async (doing) => {
  const { play, down, logged } = await openFailing();
  const prepared = await doing.prepare(play);
  expect(logged).toEqual([]);
  down.add(doing.service);
  const caseId = await doing.act(play, prepared);
  const entry = {
    code: 'outbox-entry-not-dispatched',
    fields: { caseId, entry: expect.any(String), kind: doing.kind, ...fault },
  };
  const letter = { code: 'letter-not-sent', fields: { caseId, template: expect.any(String), ...fault } };
  expect(logged).toEqual([doing.kind === 'letters' ? letter : entry]);
  down.clear();
  expect(await repairCases(play.deps, { alsoFresh: true })).toEqual({ dispatched: 1, failed: 0 });
  expect(logged).toHaveLength(1);
});

test('logs an alert of a new message that cannot be sent', async () => {
  const { play, down, logged } = await openFailing();
  const reference = await play.complaintAt('acknowledge');
  // Alerts of the way here have gone, and no one's hour is running.
  await play.to('2026-06-01', '14:00');
  down.add('send');
  const { letters } = await play.file(reference);
  await play.mail({ inReplyTo: letters[0]?.mailId ?? '', subject: `Re: ${reference}` });
  expect((await play.file(reference)).messages).toHaveLength(2);
  const fields = { caseId: reference, template: 'alert-new-message', ...fault };
  expect(logged).toContainEqual({ code: 'letter-not-sent', fields });
});

test('a reply that comes before the first step is open waits for no step: receipt and alert go at once, and once', async () => {
  const { play, down, logged } = await openFailing();
  const from = 'kim@example.net';
  down.add('start');
  const first = await play.mail({ from, messageId: '<1@example.net>' });
  const reference = 'reference' in first ? first.reference : '';
  expect((await play.file(reference)).state.tasks).toEqual([]);
  await play.mail({ from, inReplyTo: '<1@example.net>', text: 'I forgot to say: it was on Monday.' });
  expect(logged.map(({ code }) => code)).not.toContain('letters-not-delivered');
  const alerts = async () => (await play.lettersOf(reference, 'user:complaints-officer')).length;
  const [receipt] = await play.lettersTo(from);
  expect(receipt?.subject).toBe(`We have your message: ${reference}`);
  // The acknowledgement is due on the third working day after Monday 1 June.
  expect(receipt?.text).toContain('We will write to you by Thursday 4 June 2026');
  expect(await alerts()).toBe(1);
  down.clear();
  await repairCases(play.deps, { alsoFresh: true });
  await play.settle();
  expect((await play.step(reference, 'triage')).status).toBe('open');
  expect(await play.subjectsTo(from)).toEqual([`We have your message: ${reference}`]);
});

test('logs an execution that cannot be checked', async () => {
  const { play, down, logged } = await openFailing();
  const reference = await play.complaintAt('acknowledge');
  down.add('status');
  expect(await sweepCases(play.deps, { part: 0, of: 1 })).toMatchObject({
    restarted: 0,
    failed: expect.any(Number),
  });
  expect(logged).toContainEqual({
    code: 'execution-not-restarted',
    fields: { caseId: reference, execution: expect.any(String), ...fault },
  });
});

test('logs a task that the hourly look cannot start, and looks at the other cases all the same', async () => {
  const { play, logged } = await openFailing();
  const reference = await play.complaintAt('acknowledge');
  const other = await play.complaintAt('acknowledge');
  const { store } = play.deps;
  // As a case of before there was a task to find an advocate: one is wanted, and nothing looks for one.
  const cases: typeof store.cases = async (query) => {
    const page = await store.cases(query);
    const items = page.items.map((state) =>
      state.id === reference
        ? { ...state, facts: { ...state.facts, advocacyWanted: true, advocateAppointed: undefined } }
        : state,
    );
    return { ...page, items };
  };
  const looked: string[] = [];
  const failing = {
    ...play.deps,
    store: {
      ...store,
      cases,
      file: async (caseId: string) => {
        if (caseId === reference) throw new ServiceDown();
        return store.file(caseId);
      },
      token: async (caseId: string, task: string) => {
        looked.push(caseId);
        return store.token(caseId, task);
      },
    },
  };
  expect(await sweepCases(failing, { part: 0, of: 1 })).toEqual({ restarted: 0, failed: 0, tasksFailed: 1 });
  expect(logged).toEqual([{ code: 'task-not-started', fields: { caseId: reference, ...fault } }]);
  expect(looked).toEqual(expect.arrayContaining([reference, other]));
});

test('logs a digest that cannot be sent by the id of its user, and fails the run', async () => {
  const { play, down, logged } = await openFailing();
  await play.complaintAt('stage-1');
  await play.to('2026-06-19', '07:59');
  down.add('send');
  const morning = { now: () => '2026-06-19T08:00:00.000Z' };
  await expect(sendDigests({ ...play.deps, clock: morning }, '08:00')).rejects.toThrow(
    expect.objectContaining({ name: 'DigestsLeft' }),
  );
  expect(logged).toContainEqual({ code: 'digest-not-sent', fields: { user: 'team-manager', ...fault } });
  expect(JSON.stringify(logged)).not.toContain('@');
});

test('no operation throws a fault away', () => {
  const folder = path.join(import.meta.dirname, '../../functions/operations');
  const silent = globSync('**/*.ts', { cwd: folder }).filter((file) =>
    /\.catch\(\(\) =>/.test(readFileSync(path.join(folder, file), 'utf8')),
  );
  expect(silent).toEqual([]);
});
