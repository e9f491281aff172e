import { expect, test } from 'vitest';
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

  await play.to('2026-06-01', '23:00');
  expect(running(play)).toEqual([]);
  // It is not due for two weeks, and is found all the same.
  await play.to('2026-06-02', '07:31');
  expect(running(play)).toEqual([`${reference}-2-2`]);
  await play.to('2026-06-03', '07:31');
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

  await play.to('2026-06-02', '07:31');
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

  await play.to('2026-06-02', '07:31');
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
  await play.to('2026-06-02', '07:31');
  const why = 'its execution does not wait for the open task';
  expect(logged).toEqual([
    { code: 'case-stood-still', fields: { caseId: reference, run: 1, execution: `${reference}-1`, why } },
  ]);
  await play.along(reference, [['triage', 'route', routed]]);
  expect((await play.step(reference, 'acknowledge')).status).toBe('open');
  expect(await brokenPromises(play, reference)).toEqual([]);

  // A case at which nothing is wrong is left alone.
  logged.splice(0);
  await play.to('2026-06-05', '07:31');
  expect(logged).toEqual([]);
});
