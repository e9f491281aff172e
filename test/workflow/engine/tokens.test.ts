import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { makeVirtualClock } from '../../../infra/local/virtual-clock.ts';
import { makeWorkflowEngine } from '../../../infra/local/workflow-engine.ts';
import { engineFor, lambdaWithToken, machine, seconds, start, task } from './run-machine.ts';

// Developer guide, "Wait for a Callback with Task Token"; API reference of SendTaskSuccess, SendTaskFailure,
// SendTaskHeartbeat.

const withToken = (fields: Record<string, unknown> = {}): unknown =>
  task('ask', { Resource: lambdaWithToken, ...fields }, { token: '{% $states.context.Task.Token %}' });
const Payload = z.object({ token: z.string() });

/** An execution that waits for its token; `token` answers the latest. */
async function waiting(definition: unknown) {
  const setting = engineFor(definition);
  const { executionArn } = setting.engine.startExecution({ stateMachine: 'machine', name: 'run' });
  await setting.engine.runDue();
  const token = (): string => Payload.parse(setting.calls.at(-1)?.payload).token;
  const later = async (sum: number): Promise<void> => {
    setting.clock.moveTo(new Date(start.getTime() + sum * 1000));
    await setting.engine.runDue();
  };
  const ending = () => {
    const { status, output, error, cause, stopDate } = setting.engine.describeExecution(executionArn);
    return { status, output, error, cause, at: stopDate === undefined ? undefined : seconds(stopDate) };
  };
  return { ...setting, executionArn, token, later, ending };
}

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
  return 'none';
}

describe('a task that waits for its token', () => {
  test('continues with the output it is sent', async () => {
    const run = await waiting(machine({ A: withToken({ Output: '{% $states.result.v %}' }) }));
    expect(run.ending()).toMatchObject({ status: 'RUNNING' });
    expect(run.engine.describeExecution('run').currentStates).toEqual(['A']);
    expect(run.engine.nextTimer()).toBeUndefined();
    run.engine.sendTaskSuccess({ taskToken: run.token(), output: '{"v": 7}' });
    expect(run.engine.nextTimer()).toEqual(start);
    await run.engine.runDue();
    expect(run.ending()).toMatchObject({ status: 'SUCCEEDED', output: 7 });
    expect(run.engine.getExecutionHistory('run').map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('fails with the error it is sent, and gets a new token for a retry', async () => {
    const run = await waiting(machine({ A: withToken({ Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }] }) }));
    const first = run.token();
    run.engine.sendTaskFailure({ taskToken: first, error: 'E', cause: 'c' });
    await run.later(0);
    await run.later(1);
    expect(run.token()).not.toBe(first);
    expect(faultOf(() => run.engine.sendTaskSuccess({ taskToken: first, output: '1' }))).toBe('TaskTimedOut');
    run.engine.sendTaskFailure({ taskToken: run.token(), error: 'E', cause: 'c' });
    await run.engine.runDue();
    expect(run.ending()).toMatchObject({ status: 'FAILED', error: 'E', cause: 'c' });
  });

  test('can be answered from within its own call', async () => {
    const definition = machine({ A: withToken() });
    const { engine, runToEnd } = engineFor(definition, {
      ask: async (payload) => {
        engine.sendTaskSuccess({ taskToken: Payload.parse(payload).token, output: '"at once"' });
        // Waiting for the run that waits for this call would never end; it answers at once.
        await engine.runDue();
        return 'not the result';
      },
    });
    engine.startExecution({ stateMachine: 'machine', name: 'run' });
    await runToEnd();
    expect(engine.describeExecution('run')).toMatchObject({ status: 'SUCCEEDED', output: 'at once' });
  });

  test('waits for the function to end, even if its token was returned long ago', async () => {
    let ended = false;
    const { engine, runToEnd } = engineFor(machine({ A: withToken() }), {
      ask: async (payload) => {
        engine.sendTaskSuccess({ taskToken: Payload.parse(payload).token, output: '1' });
        while (engine.describeExecution('run').status === 'RUNNING') await new Promise(setImmediate);
        ended = true;
      },
    });
    engine.startExecution({ stateMachine: 'machine', name: 'run' });
    await runToEnd();
    expect(ended).toBe(true);
  });

  test('fails when the function does', async () => {
    const { engine, runToEnd } = engineFor(machine({ A: withToken() }), {
      ask: () => {
        throw new TypeError('m');
      },
    });
    engine.startExecution({ stateMachine: 'machine', name: 'run' });
    await runToEnd();
    expect(engine.describeExecution('run')).toMatchObject({ status: 'FAILED', error: 'TypeError' });
  });
});

describe('time-outs', () => {
  test('TimeoutSeconds: States.Timeout without a cause, at the very second', async () => {
    const run = await waiting(
      machine({ A: withToken({ TimeoutSeconds: '{% $states.context.State.RetryCount + 60 %}' }) }),
    );
    await run.later(59);
    expect(run.ending()).toMatchObject({ status: 'RUNNING' });
    await run.later(60);
    expect(run.ending()).toEqual({
      status: 'FAILED',
      error: 'States.Timeout',
      output: undefined,
      cause: undefined,
      at: 60,
    });
  });

  test('an answer in the second of the time-out is too late, even before the engine runs', async () => {
    const run = await waiting(machine({ A: withToken({ TimeoutSeconds: 60 }) }));
    run.clock.moveTo(new Date(start.getTime() + 60_000));
    expect(faultOf(() => run.engine.sendTaskSuccess({ taskToken: run.token(), output: '1' }))).toBe(
      'TaskTimedOut',
    );
    await run.engine.runDue();
    expect(run.ending()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('a function that never ends is abandoned at its time-out', async () => {
    const database = new DatabaseSync(':memory:');
    const engine = makeWorkflowEngine({
      database,
      clock: makeVirtualClock({ database }),
      definitions: { machine: machine({ A: task('hangs', { TimeoutSeconds: 1 }) }) },
      invoke: () => Promise.withResolvers<void>().promise,
    });
    engine.startExecution({ stateMachine: 'machine', name: 'run' });
    await engine.runDue();
    expect(engine.describeExecution('run')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('the time-out of the whole execution closes its tokens', async () => {
    const run = await waiting(machine({ A: withToken() }, { TimeoutSeconds: 60 }));
    run.clock.moveTo(new Date(start.getTime() + 61_000));
    expect(faultOf(() => run.engine.sendTaskHeartbeat({ taskToken: run.token() }))).toBe('TaskTimedOut');
    expect(run.ending()).toMatchObject({ status: 'TIMED_OUT' });
  });

  const caught = (ErrorEquals: string[]): unknown =>
    machine({
      A: withToken({
        TimeoutSeconds: 600,
        HeartbeatSeconds: 60,
        Catch: [{ ErrorEquals, Output: '{% $states.errorOutput %}', Next: 'B' }],
      }),
      B: { Type: 'Succeed' },
    });
  const timeout = { Error: 'States.Timeout', Cause: '' };

  test.each([['States.Timeout'], ['States.HeartbeatTimeout'], ['States.ALL']])(
    'a missed heartbeat is caught as %s',
    async (name) => {
      const run = await waiting(caught([name]));
      await run.later(50);
      run.engine.sendTaskHeartbeat({ taskToken: run.token() });
      await run.later(109);
      expect(run.ending()).toMatchObject({ status: 'RUNNING' });
      await run.later(110);
      expect(run.ending()).toMatchObject({ status: 'SUCCEEDED', output: timeout, at: 110 });
    },
  );

  test.each([
    ['States.Timeout', { status: 'SUCCEEDED', output: timeout, at: 600 }],
    ['States.HeartbeatTimeout', { status: 'FAILED', error: 'States.Timeout', at: 600 }],
    ['States.TaskFailed', { status: 'FAILED', error: 'States.Timeout', at: 600 }],
  ])('TimeoutSeconds in spite of heartbeats, caught as %s', async (name, ending) => {
    const run = await waiting(caught([name]));
    for (const at of [55, 110, 165, 220, 275, 330, 385, 440, 495, 550]) {
      await run.later(at);
      run.engine.sendTaskHeartbeat({ taskToken: run.token() });
    }
    await run.later(600);
    expect(run.ending()).toMatchObject(ending);
  });

  test.each([
    ['0', 'TimeoutSeconds must be a positive integer but was: 0'],
    ['-1', 'TimeoutSeconds must be between 0 and 99999999 but was: -1'],
    ['1.6', 'The TimeoutSeconds field cannot be parsed as an integer: 1.6'],
    [
      '"3"',
      "The JSONata expression '\"3\"' specified for the field 'TimeoutSeconds' returned an unexpected result type. Expected 'number', but was 'string' for value: \"3\"",
    ],
  ])('TimeoutSeconds of %s', async (value, sentence) => {
    const run = await waiting(machine({ A: withToken({ TimeoutSeconds: `{% ${value} %}` }) }));
    expect(run.calls).toEqual([]);
    expect(run.ending()).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: `An error occurred while executing the state 'A' (entered at the event id #2). ${sentence}`,
    });
  });
});

describe('tokens of abandoned tasks', () => {
  test('expire with their branch when another branch fails', async () => {
    const definition = machine({
      P: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'A', States: { A: withToken() } },
          {
            StartAt: 'W',
            States: { W: { Type: 'Wait', Seconds: 9, Next: 'F' }, F: { Type: 'Fail', Error: 'E' } },
          },
        ],
        Catch: [{ ErrorEquals: ['E'], Next: 'B' }],
        End: true,
      },
      B: { Type: 'Wait', Seconds: 100, End: true },
    });
    const run = await waiting(definition);
    await run.later(9);
    expect(faultOf(() => run.engine.sendTaskSuccess({ taskToken: run.token(), output: '1' }))).toBe(
      'TaskTimedOut',
    );
    expect(run.ending()).toMatchObject({ status: 'RUNNING' });
  });

  test('every refusal has its name', async () => {
    const { engine, token } = await waiting(machine({ A: withToken() }));
    const send = (taskToken: string, output: string): string =>
      faultOf(() => engine.sendTaskSuccess({ taskToken, output }));
    expect(send('token', '1')).toBe('InvalidToken');
    expect(send('a'.repeat(43), '1')).toBe('TaskDoesNotExist');
    expect(send(token(), '{')).toBe('InvalidOutput');
    expect(send(token(), JSON.stringify('x'.repeat(262_144)))).toBe('InvalidOutput');
    expect(send(token(), '1')).toBe('none');
    expect(send(token(), '1')).toBe('TaskTimedOut');
    expect(faultOf(() => engine.sendTaskFailure({ taskToken: token() }))).toBe('TaskTimedOut');
    expect(faultOf(() => engine.sendTaskHeartbeat({ taskToken: token() }))).toBe('TaskTimedOut');
  });
});

describe('executions', () => {
  const definition = machine({ A: { Type: 'Wait', Seconds: 60, End: true } });

  test('the same name with the same input is the same execution while it runs', async () => {
    const { engine, clock, runToEnd } = engineFor(definition);
    const begin = (input: unknown): unknown =>
      engine.startExecution({ stateMachine: 'machine', name: 'run', input });
    const first = begin({ a: 1, b: 2 });
    clock.moveTo(new Date(start.getTime() + 5000));
    expect(begin({ b: 2, a: 1 })).toEqual(first);
    expect(faultOf(() => begin({ a: 2 }))).toBe('ExecutionAlreadyExists');
    await runToEnd();
    expect(faultOf(() => begin({ a: 1, b: 2 }))).toBe('ExecutionAlreadyExists');
    expect(engine.listExecutions()).toHaveLength(1);
  });

  test('every refusal has its name', () => {
    const { engine } = engineFor(definition);
    const begin = (stateMachine: string, name: string, input: unknown = {}): string =>
      faultOf(() => engine.startExecution({ stateMachine, name, input }));
    expect(begin('other', 'run')).toBe('StateMachineDoesNotExist');
    expect(begin('machine', '')).toBe('InvalidName');
    expect(begin('machine', 'a/b')).toBe('InvalidName');
    expect(begin('machine', 'x'.repeat(81))).toBe('InvalidName');
    expect(begin('machine', 'run', 'x'.repeat(262_144))).toBe('InvalidExecutionInput');
    expect(faultOf(() => engine.describeExecution('run'))).toBe('ExecutionDoesNotExist');
    expect(faultOf(() => engineFor({}))).toBe('InvalidDefinition');
  });

  test('stop at once', async () => {
    const { engine, runToEnd, calls } = engineFor(
      machine({ A: { Type: 'Wait', Seconds: 60, Next: 'B' }, B: task('f') }),
    );
    const { executionArn } = engine.startExecution({ stateMachine: 'machine', name: 'run' });
    await engine.runDue();
    expect(engine.stopExecution({ executionArn, error: 'Withdrawn', cause: 'by phone' })).toEqual({
      stopDate: start,
    });
    await runToEnd();
    expect(engine.describeExecution(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Withdrawn',
      cause: 'by phone',
      currentStates: [],
    });
    expect(calls).toEqual([]);
  });

  test('are listed by state machine and status', async () => {
    const { engine, runToEnd } = engineFor(definition);
    for (const name of ['one', 'two']) engine.startExecution({ stateMachine: 'machine', name });
    expect(
      engine.listExecutions({ stateMachine: 'machine', status: 'RUNNING' }).map(({ name }) => name),
    ).toEqual(['one', 'two']);
    expect(engine.listExecutions({ stateMachine: 'other' })).toEqual([]);
    await runToEnd();
    expect(engine.listExecutions({ status: 'RUNNING' })).toEqual([]);
    expect(engine.listExecutions({ status: 'SUCCEEDED' })).toHaveLength(2);
  });

  test('run at most four functions at once, without holding up the others', async () => {
    const gates = Array.from({ length: 6 }, () => Promise.withResolvers<void>());
    let most = 0;
    let now = 0;
    const { engine } = engineFor(
      machine({
        A: {
          Type: 'Choice',
          Choices: [{ Condition: "{% $states.context.Execution.Name = 'no-task' %}", Next: 'B' }],
          Default: 'T',
        },
        B: { Type: 'Succeed' },
        T: task('f'),
      }),
      {
        f: async (_, call) => {
          now += 1;
          most = Math.max(most, now);
          await gates[call]?.promise;
          now -= 1;
        },
      },
    );
    for (let index = 0; index < 6; index += 1)
      engine.startExecution({ stateMachine: 'machine', name: `task-${index}` });
    const run = engine.runDue();
    engine.startExecution({ stateMachine: 'machine', name: 'no-task' });
    while (engine.describeExecution('no-task').status === 'RUNNING') await new Promise(setImmediate);
    expect(most).toBe(4);
    expect(engine.listExecutions({ status: 'RUNNING' })).toHaveLength(6);
    for (const gate of gates) gate.resolve();
    await run;
    expect(engine.listExecutions({ status: 'SUCCEEDED' })).toHaveLength(7);
  });
});
