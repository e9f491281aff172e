import { describe, expect, test } from 'vitest';
import { payloadLimit } from '../../../infra/local/workflow-engine/json.ts';
import { type Functions, lambda, machine, runMachine, task, thrown } from './run-machine.ts';

/** A function that throws these errors in turn, then answers 'ok'. */
function failing(...names: string[]): Functions {
  return {
    f: (_, call) => {
      const name = names[call];
      if (name !== undefined) throw thrown(name);
      return 'ok';
    },
  };
}

const payload = '{% $states.result.Payload %}';
const retry = (...Retry: unknown[]): unknown => machine({ A: task('f', { Retry, Output: payload }) });
const cause = (errorType: string): string =>
  JSON.stringify({ errorType, errorMessage: 'no luck', trace: [] });

// Spec, "Retrying after error"; the instants are seconds since the start.
describe('Retry', () => {
  test.each<[string, unknown, string[], number[], string]>([
    [
      'by default 3 attempts more, after 1, 2 and 4 seconds',
      retry({ ErrorEquals: ['E'] }),
      ['E', 'E', 'E'],
      [0, 1, 3, 7],
      'SUCCEEDED',
    ],
    ['no more than that', retry({ ErrorEquals: ['E'] }), ['E', 'E', 'E', 'E'], [0, 1, 3, 7], 'E'],
    [
      'the interval and the rate',
      retry({ ErrorEquals: ['E'], IntervalSeconds: 3, MaxAttempts: 2, BackoffRate: 1.5 }),
      ['E', 'E'],
      [0, 3, 7.5],
      'SUCCEEDED',
    ],
    [
      'MaxDelaySeconds caps the interval',
      retry({ ErrorEquals: ['E'], IntervalSeconds: 3, MaxAttempts: 3, MaxDelaySeconds: 4 }),
      ['E', 'E', 'E'],
      [0, 3, 7, 11],
      'SUCCEEDED',
    ],
    [
      'MaxAttempts 0 is never, before States.ALL',
      retry({ ErrorEquals: ['E'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }),
      ['E'],
      [0],
      'E',
    ],
    ['other errors not', retry({ ErrorEquals: ['Other'] }), ['E'], [0], 'E'],
    ['names are case-sensitive', retry({ ErrorEquals: ['e'] }), ['E'], [0], 'E'],
    ['States.ALL', retry({ ErrorEquals: ['States.ALL'] }), ['E', 'F'], [0, 1, 3], 'SUCCEEDED'],
    ['States.TaskFailed', retry({ ErrorEquals: ['States.TaskFailed'] }), ['E', 'F'], [0, 1, 3], 'SUCCEEDED'],
    // Spec, "Complex retry scenarios"
    [
      'each retrier counts for itself',
      retry(
        { ErrorEquals: ['ErrorA', 'ErrorB'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
        { ErrorEquals: ['ErrorC'], IntervalSeconds: 5 },
      ),
      ['ErrorA', 'ErrorB', 'ErrorC', 'ErrorB'],
      [0, 1, 3, 8],
      'ErrorB',
    ],
  ])('%s', async (_, definition, errors, at, end) => {
    const { ending, calls } = await runMachine(definition, {}, failing(...errors));
    expect(calls.map((call) => call.at)).toEqual(at);
    expect(ending).toEqual(
      end === 'SUCCEEDED'
        ? { status: end, output: 'ok' }
        : { status: 'FAILED', error: end, cause: cause(end) },
    );
  });

  test('counts attempts in RetryCount, and starts a new visit at 0 with fresh retriers', async () => {
    const definition = machine({
      A: task(
        'f',
        { Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }], Next: 'B' },
        '{% $states.context.State.RetryCount %}',
      ),
      B: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $exists($again) %}', Next: 'C' }],
        Default: 'A',
        Assign: { again: true },
      },
      C: { Type: 'Succeed' },
    });
    const f = (_: unknown, call: number): string => {
      if (call % 2 === 0) throw thrown('E');
      return 'ok';
    };
    const { calls, ending } = await runMachine(definition, {}, { f });
    expect(ending.status).toBe('SUCCEEDED');
    expect(calls.map((call) => call.payload)).toEqual([0, 1, 0, 1]);
  });

  test('with jitter waits for a part of each delay, another one each time, and the same when it is run again', async () => {
    const definition = retry({
      ErrorEquals: ['E'],
      IntervalSeconds: 100,
      BackoffRate: 1,
      MaxAttempts: 20,
      JitterStrategy: 'FULL',
    });
    const delays = async () => {
      const { calls } = await runMachine(definition, {}, failing(...Array.from({ length: 20 }, () => 'E')));
      return calls.slice(1).map(({ at }, n) => at - (calls[n]?.at ?? 0));
    };
    const waited = await delays();
    expect(waited).toHaveLength(20);
    expect(Math.min(...waited)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...waited)).toBeLessThan(100);
    expect(new Set(waited.map((seconds) => Math.floor(seconds / 25))).size).toBe(4);
    expect(await delays()).toEqual(waited);
  });

  test('retries an expression that fails', async () => {
    const definition = machine({
      A: task('f', {
        Output: '{% $states.result.Payload.v %}',
        Retry: [{ ErrorEquals: ['States.QueryEvaluationError'] }],
      }),
    });
    const { ending } = await runMachine(definition, {}, { f: (_, call) => (call === 2 ? { v: 'ok' } : {}) });
    expect(ending).toEqual({ status: 'SUCCEEDED', output: 'ok' });
  });

  test('restarts all branches of a Parallel state', async () => {
    const branch = (name: string): unknown => ({
      StartAt: name,
      States: { [name]: task(name, { Output: payload }) },
    });
    const definition = machine({
      P: {
        Type: 'Parallel',
        Branches: [branch('steady'), branch('f')],
        Retry: [{ ErrorEquals: ['E'] }],
        End: true,
      },
    });
    const { ending, calls } = await runMachine(
      definition,
      {},
      { steady: (_, call) => call, ...failing('E', 'E') },
    );
    expect(ending).toEqual({ status: 'SUCCEEDED', output: [2, 'ok'] });
    expect(calls.filter(({ functionName }) => functionName === 'steady').map(({ at }) => at)).toEqual([
      0, 1, 3,
    ]);
  });
});

describe('Catch', () => {
  const catching = (...Catch: unknown[]): unknown =>
    machine({
      A: task('f', { Catch, Next: 'Z' }),
      B: { Type: 'Pass', Output: ['B', '{% $states.input %}'], End: true },
      C: { Type: 'Pass', Output: ['C', '{% $states.input %}'], End: true },
      Z: { Type: 'Succeed' },
    });
  const toB = (ErrorEquals: string[], more: Record<string, unknown> = {}): unknown => ({
    ErrorEquals,
    Next: 'B',
    ...more,
  });
  const toC = (ErrorEquals: string[]): unknown => ({ ErrorEquals, Next: 'C' });
  const E = { Error: 'E', Cause: cause('E') };

  test.each<[string, unknown, unknown]>([
    ['the output is the error output', catching(toB(['E']), toC(['States.ALL'])), ['B', E]],
    ['the first that matches', catching(toC(['F']), toB(['F', 'E']), toC(['E'])), ['B', E]],
    ['States.ALL', catching(toC(['F']), toB(['States.ALL'])), ['B', E]],
    ['States.TaskFailed', catching(toB(['States.TaskFailed']), toC(['States.ALL'])), ['B', E]],
    [
      'Output sees input and error',
      catching(
        toB(['E'], { Output: ['{% $states.input.i %}', '{% $states.errorOutput.Error %}'] }),
        toC(['States.ALL']),
      ),
      ['B', [1, 'E']],
    ],
  ])('%s', async (_, definition, output) => {
    // C has to be reachable: a second catcher leads to it.
    expect((await runMachine(definition, { i: 1 }, failing('E'))).ending).toEqual({
      status: 'SUCCEEDED',
      output,
    });
  });

  test('applies Assign of the catcher, not of the state', async () => {
    const definition = machine({
      A: { Type: 'Pass', Assign: { x: 0 }, Next: 'B' },
      B: task('f', {
        Assign: { x: 'state' },
        Catch: [{ ErrorEquals: ['E'], Assign: { x: '{% $states.errorOutput.Error & $x %}' }, Next: 'C' }],
      }),
      C: { Type: 'Pass', Output: '{% $x %}', End: true },
    });
    expect((await runMachine(definition, {}, failing('E'))).ending).toMatchObject({ output: 'E0' });
  });

  test('comes after Retry', async () => {
    const definition = machine({
      A: task('f', {
        Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['E'], Output: 'caught', Next: 'B' }],
      }),
      B: { Type: 'Succeed' },
    });
    const { ending, calls } = await runMachine(definition, {}, failing('E', 'E'));
    expect(ending).toMatchObject({ output: 'caught' });
    expect(calls).toHaveLength(2);
  });

  test('catches expressions that fail in Arguments and in Output', async () => {
    const caught = [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'B' }];
    const last = { Type: 'Succeed' };
    const sentence = (field: string, event: number): string =>
      `An error occurred while executing the state 'A' (entered at the event id #${event}). The JSONata expression '$absent' specified for the field '${field}' returned nothing (undefined).`;
    const inArguments = machine({ A: task('f', { Catch: caught }, { a: '{% $absent %}' }), B: last });
    expect((await runMachine(inArguments)).ending).toMatchObject({
      output: { Error: 'States.QueryEvaluationError', Cause: sentence('Arguments/Payload/a', 2) },
    });
    const inOutput = machine({ A: task('f', { Catch: caught, Output: '{% $absent %}' }), B: last });
    expect((await runMachine(inOutput)).ending).toMatchObject({
      output: { Error: 'States.QueryEvaluationError', Cause: sentence('Output', 2) },
    });
  });

  test('fails the state when an expression of the catcher fails', async () => {
    const definition = machine({
      A: task('f', { Catch: [{ ErrorEquals: ['States.ALL'], Output: { v: '{% $absent %}' }, Next: 'B' }] }),
      B: { Type: 'Succeed' },
    });
    expect((await runMachine(definition, {}, failing('E'))).ending).toEqual({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause:
        "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$absent' specified for the field 'Catch[0]/Output/v' returned nothing (undefined).",
    });
  });

  test.each([['E'], ['States.ALL'], ['States.TaskFailed'], ['States.BranchFailed']])(
    'of a Parallel state catches the error of a branch as %s',
    async (name) => {
      const definition = machine({
        P: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'A', States: { A: task('f') } },
            { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 99, End: true } } },
          ],
          Catch: [{ ErrorEquals: [name], Next: 'B' }],
          End: true,
        },
        B: { Type: 'Succeed' },
      });
      const { ending, took, history } = await runMachine(definition, {}, failing('E'));
      expect(ending).toEqual({ status: 'SUCCEEDED', output: E });
      expect(took).toBe(0);
      expect(history.map(({ type }) => type).slice(5)).toEqual([
        'TaskScheduled',
        'TaskStarted',
        'TaskFailed',
        'TaskStateAborted',
        'WaitStateAborted',
        'ParallelStateFailed',
        'ParallelStateExited',
        'SucceedStateEntered',
        'SucceedStateExited',
        'ExecutionSucceeded',
      ]);
    },
  );

  test('catches a Choice without a match outside the branch', async () => {
    const choice = { Type: 'Choice', Choices: [{ Condition: false, Next: 'D' }] };
    const definition = machine({
      P: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'A', States: { A: choice, D: { Type: 'Succeed' } } }],
        Catch: [{ ErrorEquals: ['States.NoChoiceMatched'], Output: 'caught', Next: 'B' }],
        End: true,
      },
      B: { Type: 'Succeed' },
    });
    expect((await runMachine(definition)).ending).toEqual({ status: 'SUCCEEDED', output: 'caught' });
  });
});

// Developer guide, "Error names": States.ALL catches neither of these.
describe('terminal errors', () => {
  const all = [{ ErrorEquals: ['States.ALL'], Output: 'caught', Next: 'B' }];
  const caughtByAll = (A: unknown): unknown => machine({ A, B: { Type: 'Succeed' } });
  const large = 'x'.repeat(payloadLimit);
  const tooLarge = {
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
    cause: expect.stringContaining('with a size exceeding the maximum number of bytes service limit'),
  };

  test('States.Runtime: arguments that are not those of lambda:invoke', async () => {
    const definition = caughtByAll({
      Type: 'Task',
      Resource: lambda,
      Arguments: '{% {"Name": "f"} %}',
      Catch: all,
      End: true,
    });
    expect((await runMachine(definition)).ending).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
    });
  });

  test.each<[string, unknown]>([
    ['the result of a task', task('f', { Catch: all, Retry: [{ ErrorEquals: ['States.TaskFailed'] }] })],
    ['the arguments of a task', task('f', { Catch: all }, '{% $pad("", 262144, "x") %}')],
    ['an output', task('g', { Catch: all, Output: '{% $pad("", 262144, "x") %}' })],
    ['variables', task('g', { Catch: all, Assign: { a: '{% $pad("", 262144, "x") %}' } })],
  ])('States.DataLimitExceeded: %s of more than 256 KiB', async (_, state) => {
    const { ending, calls } = await runMachine(caughtByAll(state), {}, { f: () => large });
    expect(ending).toEqual(tooLarge);
    expect(calls.length).toBeLessThan(2);
  });

  test('States.DataLimitExceeded can be caught by its name', async () => {
    const catchers = [{ ErrorEquals: ['States.DataLimitExceeded'], Output: 'caught', Next: 'B' }];
    const { ending } = await runMachine(caughtByAll(task('f', { Catch: catchers })), {}, { f: () => large });
    expect(ending).toEqual({ status: 'SUCCEEDED', output: 'caught' });
  });

  test('256 KiB are not too large', async () => {
    const definition = machine({ A: { Type: 'Pass', Output: '{% $pad("", 262142, "x") %}', End: true } });
    expect((await runMachine(definition)).ending.status).toBe('SUCCEEDED');
  });
});

describe('errors thrown by a function', () => {
  test.each<[string, unknown, string, unknown]>([
    [
      'an error',
      new RangeError('too far'),
      'RangeError',
      { errorType: 'RangeError', errorMessage: 'too far', trace: [] },
    ],
    [
      'an error with its own name',
      thrown('CaseIsClosed', 'm'),
      'CaseIsClosed',
      { errorType: 'CaseIsClosed', errorMessage: 'm', trace: [] },
    ],
    ['a text', 'no', 'string', { errorType: 'string', errorMessage: 'no', trace: [] }],
  ])('%s', async (_, error, name, expected) => {
    const f = (): never => {
      throw error;
    };
    const { ending } = await runMachine(machine({ A: task('f') }), {}, { f });
    expect(ending).toEqual({ status: 'FAILED', error: name, cause: JSON.stringify(expected) });
  });
});
