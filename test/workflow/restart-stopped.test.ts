import { expect, test } from 'vitest';
import { sweepCases } from '../../functions/operations/sweep-cases/sweep-cases.ts';
import { acknowledged, brokenPromises, complainant, openPlay, responded, routed } from '../play.ts';

/** The executions of a case that run at present. */
const running = (play: Awaited<ReturnType<typeof openPlay>>) =>
  play.system.engine.listExecutions({ status: 'RUNNING' }).map(({ name }) => name);

test('restarts a stopped execution in the morning, and the case continues', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  expect(running(play)).toEqual([`${reference}-2`]);
  const { executionArn } = play.system.engine.describeExecution(`${reference}-2`);
  play.system.engine.stopExecution({ executionArn });

  expect(running(play)).toEqual([]);
  // It is not due for two weeks, and is found all the same.
  await play.to('2026-06-02', '11:01');
  expect(running(play)).toEqual([`${reference}-2-2`]);
  await play.to('2026-06-03', '09:01');
  expect(running(play)).toEqual([`${reference}-2-2`]);

  expect((await play.decide(reference, 'stage-1', 'respond', responded, 'team-manager')).status).toBe(200);
  expect((await play.step(reference, 'stage-1-check')).status).toBe('open');
  expect((await play.story(reference)).filter((one) => one === 'run-continued')).toHaveLength(1);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('restarts one stopped between a decision and the next step', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('acknowledge');
  const { executionArn } = play.system.engine.describeExecution(`${reference}-2`);
  play.system.engine.stopExecution({ executionArn, error: 'Lambda.TooManyRequestsException' });
  await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged);
  expect((await play.view(reference)).steps.map(({ step }) => step)).not.toContain('stage-1');

  await play.to('2026-06-02', '11:01');
  expect(running(play)).toEqual([`${reference}-2-2`]);
  expect((await play.step(reference, 'stage-1')).status).toBe('open');
  expect(await play.subjectsTo(complainant)).toHaveLength(1);
  expect(await brokenPromises(play, reference)).toEqual([]);
});

/** A play whose workflow service can go wrong while it seems to work, with what was logged. */
async function openDeaf() {
  const wrong = { outcome: false, token: false };
  const logged: { code: string; fields: object }[] = [];
  const play = await openPlay('2026-06-01T09:00:00Z', {
    log: (code, fields) => void logged.push({ code, fields }),
    adapters: ({ workflows, store }) => ({
      workflows: {
        ...workflows,
        succeed: (token, output) =>
          workflows.succeed(token, wrong.outcome ? { ...output, outcome: 'unheard-of' } : output),
      },
      store: {
        ...store,
        putToken: async (caseId, token) => (wrong.token ? undefined : store.putToken(caseId, token)),
      },
    }),
  });
  return { play, wrong, logged };
}

test('reports and repairs an execution that waits forever after a decision', async () => {
  const { play, wrong, logged } = await openDeaf();
  const reference = await play.complaintAt('acknowledge');
  wrong.outcome = true;
  await play.decide(reference, 'acknowledge', 'acknowledge', acknowledged);
  wrong.outcome = false;
  // An open case without an open task, and an execution that runs.
  expect((await play.file(reference)).state.tasks.map(({ status }) => status)).toEqual([
    'decided',
    'decided',
  ]);
  expect(running(play)).toEqual([`${reference}-2`]);

  await play.to('2026-06-02', '11:01');
  const why = 'its execution has not come from a decision to the next step';
  expect(logged).toEqual([
    { code: 'case-stood-still', fields: { caseId: reference, run: 2, execution: `${reference}-2`, why } },
  ]);
  expect((await play.step(reference, 'stage-1')).status).toBe('open');
  expect(await play.subjectsTo(complainant)).toHaveLength(1);

  // What stood still ends itself when it looks again, and nothing happens twice.
  await play.to('2026-06-10');
  expect(running(play)).toEqual([`${reference}-2-2`]);
  expect((await play.decide(reference, 'stage-1', 'respond', responded, 'team-manager')).status).toBe(200);
  expect((await play.step(reference, 'stage-1-check')).status).toBe('open');
  expect(await brokenPromises(play, reference)).toEqual([]);
});

test('reports and repairs a task that its execution does not wait for', async () => {
  const { play, wrong, logged } = await openDeaf();
  wrong.token = true;
  const reference = await play.complaint();
  wrong.token = false;
  await play.to('2026-06-02', '11:01');
  const why = 'its execution does not wait for the open task';
  expect(logged).toEqual([
    { code: 'case-stood-still', fields: { caseId: reference, run: 1, execution: `${reference}-1`, why } },
  ]);
  await play.along(reference, [['triage', 'route', routed]]);
  expect((await play.step(reference, 'acknowledge')).status).toBe('open');
  expect(await brokenPromises(play, reference)).toEqual([]);

  // A case at which nothing is wrong is left alone.
  logged.splice(0);
  await play.to('2026-06-05', '09:01');
  expect(logged).toEqual([]);
});

test('each hour asks about another part of the executions, and a day about each', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const cases: string[] = [];
  for (let n = 0; n < 30; n += 1) cases.push(await play.complaint());
  const asked: string[] = [];
  const read: string[] = [];
  const { store, workflows } = play.deps;
  const counting = {
    ...play.deps,
    store: {
      ...store,
      cases: async (query: Parameters<typeof store.cases>[0]) => {
        const page = await store.cases(query);
        read.push(...page.items.map(({ id }) => id));
        return page;
      },
    },
    workflows: {
      ...workflows,
      status: async (execution: Parameters<typeof workflows.status>[0]) => {
        asked.push(execution.name);
        return workflows.status(execution);
      },
    },
  };
  const inEachHour: number[] = [];
  for (let hour = 0; hour < 22; hour += 1) {
    const before = asked.length;
    const now = new Date(Date.parse(play.now()) + hour * 60 * 60 * 1000).toISOString();
    await sweepCases({ ...counting, clock: { now: () => now } });
    inEachHour.push(asked.length - before);
  }
  expect(asked.toSorted()).toEqual(cases.map((reference) => `${reference}-1`).toSorted());
  expect(read.toSorted()).toEqual(cases.toSorted());
  expect(Math.max(...inEachHour)).toBeLessThan(8);
});
