import { expect, test } from 'vitest';
import { acknowledged, brokenPromises, complainant, openPlay, responded } from '../play.ts';

/** The executions of a case that run at present. */
const running = (play: Awaited<ReturnType<typeof openPlay>>) =>
  play.system.engine.listExecutions({ status: 'RUNNING' }).map(({ name }) => name);

test('an execution that was stopped is started again in the morning, and the case goes on', async () => {
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

test('also when it was stopped with a decision on its way to the next step', async () => {
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
