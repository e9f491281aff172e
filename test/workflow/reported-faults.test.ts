import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repairCases, restartStopped } from '../../functions/operations/repair-cases.ts';
import { sendDigests } from '../../functions/operations/send-digests.ts';
import type { Log } from '../../functions/runtime/log-messages.ts';
import { openPlay } from '../play.ts';

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

test('an execution that cannot be started is logged, again by the repair, and started once it can be', async () => {
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

test('a decision that the state machine cannot be told is logged', async () => {
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

test('an alert that cannot go with a message that came is logged', async () => {
  const { play, down, logged } = await openFailing();
  const reference = await play.complaintAt('acknowledge');
  down.add('send');
  const { letters } = await play.file(reference);
  await play.mail({ inReplyTo: letters[0]?.mailId ?? '', subject: `Re: ${reference}` });
  expect((await play.file(reference)).messages).toHaveLength(2);
  expect(logged).toContainEqual({ code: 'letters-not-delivered', fields: { caseId: reference, ...fault } });
});

test('an execution that cannot be looked after is logged', async () => {
  const { play, down, logged } = await openFailing();
  const reference = await play.complaintAt('acknowledge');
  down.add('status');
  expect(await restartStopped(play.deps)).toMatchObject({ restarted: 0, failed: expect.any(Number) });
  expect(logged).toContainEqual({
    code: 'execution-not-restarted',
    fields: { caseId: reference, execution: expect.any(String), ...fault },
  });
});

test('a digest that cannot be sent is logged by the id of its user, and fails the run', async () => {
  const { play, down, logged } = await openFailing();
  await play.complaintAt('stage-1');
  await play.to('2026-06-19', '07:59');
  down.add('send');
  const morning = { now: () => '2026-06-19T08:00:00.000Z' };
  await expect(sendDigests({ ...play.deps, clock: morning })).rejects.toThrow(
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
