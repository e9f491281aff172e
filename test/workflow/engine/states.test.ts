import { describe, expect, test } from 'vitest';
import { machine, runMachine, start, task } from './run-machine.ts';

const end = { Type: 'Pass', End: true };

function after(secondsLater: number): string {
  return new Date(start.getTime() + secondsLater * 1000).toISOString();
}

describe('Pass, Succeed, Fail', () => {
  test.each<[string, unknown, unknown]>([
    ['Pass copies its input', machine({ A: end }), { status: 'SUCCEEDED', output: { i: 1 } }],
    [
      'Succeed copies its input',
      machine({ A: { Type: 'Succeed' } }),
      { status: 'SUCCEEDED', output: { i: 1 } },
    ],
    [
      'Succeed with Output',
      machine({ A: { Type: 'Succeed', Output: '{% $states.input.i + 1 %}' } }),
      { status: 'SUCCEEDED', output: 2 },
    ],
    [
      'Fail',
      machine({ A: { Type: 'Fail', Error: 'ErrorA', Cause: 'Kaiju attack' } }),
      { status: 'FAILED', error: 'ErrorA', cause: 'Kaiju attack' },
    ],
    ['Fail without anything', machine({ A: { Type: 'Fail' } }), { status: 'FAILED' }],
    [
      'Fail with expressions',
      machine({
        A: { Type: 'Fail', Error: "{% 'E' & $states.input.i %}", Cause: '{% $states.context.State.Name %}' },
      }),
      { status: 'FAILED', error: 'E1', cause: 'A' },
    ],
    [
      'Fail with a number as Error',
      machine({ A: { Type: 'Fail', Error: '{% $states.input.i %}' } }),
      {
        status: 'FAILED',
        error: 'States.QueryEvaluationError',
        cause:
          "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.input.i' specified for the field 'Error' returned an unexpected result type. Expected 'string', but was 'number' for value: 1",
      },
    ],
  ])('%s', async (_, definition, ending) => {
    expect((await runMachine(definition, { i: 1 })).ending).toEqual(ending);
  });

  test('uses an empty object when there is no input', async () => {
    expect((await runMachine(machine({ A: end }), undefined)).ending).toMatchObject({ output: {} });
  });
});

// Spec, "Choice State": its example.
describe('Choice', () => {
  const definition = machine({
    Seed: {
      Type: 'Pass',
      Assign: { value: '{% $states.input.value %}', range: 'none' },
      Next: 'DispatchEvent',
    },
    DispatchEvent: {
      Type: 'Choice',
      Choices: [
        { Condition: "{% $states.input.type != 'Private' %}", Next: 'Public' },
        {
          Condition: "{% $type($value) = 'number' and $value >= 20 and $value < 30 %}",
          Assign: { range: 'twenties' },
          Next: 'ValueInTwenties',
        },
        {
          Condition: '{% $states.input.rating >= $states.input.auditThreshold %}',
          Output: { excess: '{% $states.input.rating - $states.input.auditThreshold %}' },
          Next: 'StartAudit',
        },
      ],
      Default: 'RecordEvent',
      Assign: { range: 'default' },
    },
    ...Object.fromEntries(
      ['Public', 'ValueInTwenties', 'StartAudit', 'RecordEvent'].map((name) => [
        name,
        { Type: 'Pass', Output: [name, '{% $range %}', '{% $states.input %}'], End: true },
      ]),
    ),
  });

  test.each([
    [{ type: 'Public', value: 22 }, ['Public', 'none', { type: 'Public', value: 22 }]],
    [{ type: 'Private', value: 22 }, ['ValueInTwenties', 'twenties', { type: 'Private', value: 22 }]],
    [{ type: 'Private', value: 'x', rating: 17, auditThreshold: 10 }, ['StartAudit', 'none', { excess: 7 }]],
    [
      { type: 'Private', value: 30, rating: 1, auditThreshold: 10 },
      ['RecordEvent', 'default', { type: 'Private', value: 30, rating: 1, auditThreshold: 10 }],
    ],
  ])('%j', async (input, output) => {
    expect((await runMachine(definition, input)).ending).toEqual({ status: 'SUCCEEDED', output });
  });

  const choice = (fields: Record<string, unknown>): unknown =>
    machine({ A: { Type: 'Choice', ...fields }, B: { Type: 'Pass', End: true } });
  const prefix = "An error occurred while executing the state 'A' (entered at the event id #2). ";

  test.each<[string, unknown, unknown]>([
    [
      'the first rule that holds',
      choice({
        Choices: [
          { Condition: false, Next: 'B', Output: 1 },
          { Condition: true, Next: 'B', Output: 2 },
        ],
      }),
      { status: 'SUCCEEDED', output: 2 },
    ],
    [
      'Output of the default way',
      choice({ Choices: [{ Condition: false, Next: 'B' }], Default: 'B', Output: 'default' }),
      { status: 'SUCCEEDED', output: 'default' },
    ],
    [
      'no rule and no Default',
      choice({ Choices: [{ Condition: false, Next: 'B' }] }),
      {
        status: 'FAILED',
        error: 'States.NoChoiceMatched',
        cause: `${prefix}Failed to transition out of the state. The state does not point to a next state.`,
      },
    ],
    [
      'a condition that is not boolean',
      choice({
        Choices: [
          { Condition: false, Next: 'B' },
          { Condition: '{% "yes" %}', Next: 'B' },
        ],
        Default: 'B',
      }),
      {
        status: 'FAILED',
        error: 'States.QueryEvaluationError',
        cause: `${prefix}The JSONata expression '"yes"' specified for the field 'Choices[1]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: "yes"`,
      },
    ],
    [
      'an undefined condition is no "false"',
      choice({ Choices: [{ Condition: '{% $states.input.absent %}', Next: 'B' }], Default: 'B' }),
      {
        status: 'FAILED',
        error: 'States.QueryEvaluationError',
        cause: `${prefix}The JSONata expression '$states.input.absent' specified for the field 'Choices[0]/Condition' returned nothing (undefined).`,
      },
    ],
    [
      'the Output of a rule',
      choice({ Choices: [{ Condition: true, Output: { v: '{% $absent %}' }, Next: 'B' }] }),
      {
        status: 'FAILED',
        error: 'States.QueryEvaluationError',
        cause: `${prefix}The JSONata expression '$absent' specified for the field 'Choices[0]/Output/v' returned nothing (undefined).`,
      },
    ],
  ])('%s', async (_, definition_, ending) => {
    expect((await runMachine(definition_)).ending).toEqual(ending);
  });
});

describe('Wait', () => {
  test.each<[string, Record<string, unknown>, number]>([
    ['seconds', { Seconds: 10 }, 10],
    ['no seconds', { Seconds: 0 }, 0],
    ['seconds from an expression', { Seconds: '{% $states.input.s %}' }, 90],
    ['until an instant', { Timestamp: after(3600) }, 3600],
    ['with an offset', { Timestamp: '2026-04-01T11:00:00+01:00' }, 3600],
    ['until an instant of the past', { Timestamp: '2016-03-14T01:59:00Z' }, 0],
    ['until an instant from an expression', { Timestamp: '{% $states.input.t %}' }, 7200],
    ['nearly a year', { Seconds: 30_000_000 }, 30_000_000],
  ])('%s', async (_, fields, took) => {
    const definition = machine({ A: { Type: 'Wait', ...fields, Output: 'done', End: true } });
    const run = await runMachine(definition, { s: 90, t: after(7200) });
    expect(run.ending).toEqual({ status: 'SUCCEEDED', output: 'done' });
    expect(run.took).toBe(took);
  });

  test('Assign and Output are evaluated when the wait is over', async () => {
    const definition = machine({
      A: { Type: 'Wait', Seconds: 60, Assign: { at: '{% $now() %}' }, Output: '{% $now() %}', Next: 'B' },
      B: { Type: 'Pass', Output: ['{% $at %}', '{% $states.input %}'], End: true },
    });
    expect((await runMachine(definition)).ending).toMatchObject({ output: [after(60), after(60)] });
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      'text',
      { Seconds: '{% "10" %}' },
      "The JSONata expression '\"10\"' specified for the field 'Seconds' returned an unexpected result type. Expected 'number', but was 'string' for value: \"10\"",
    ],
    ['a fraction', { Seconds: '{% 1.6 %}' }, 'The Seconds field cannot be parsed as an integer: 1.6'],
    ['less than nothing', { Seconds: '{% -1 %}' }, 'Seconds must be between 0 and 99999999 but was: -1'],
    [
      'no instant',
      { Timestamp: '{% "tomorrow" %}' },
      'The Timestamp field is not a valid RFC 3339 timestamp: tomorrow',
    ],
  ])('a time that is %s', async (_, fields, sentence) => {
    const { ending } = await runMachine(machine({ A: { Type: 'Wait', ...fields, End: true } }));
    expect(ending).toEqual({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: `An error occurred while executing the state 'A' (entered at the event id #2). ${sentence}`,
    });
  });
});

// Spec, "Assigning State Machine Variables" and "Variable Scope".
describe('variables', () => {
  const show = {
    Type: 'Pass',
    Output: { x: '{% $x %}', y: '{% $y %}', input: '{% $states.input %}' },
    End: true,
  };

  test('give Assign and Output the values on entry, and are assigned at once', async () => {
    const definition = machine({
      A: { Type: 'Pass', Assign: { x: 3, a: 6 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { x: '{% $a %}', y: '{% $x %}' }, Output: '{% $x %}', Next: 'C' },
      C: show,
    });
    expect((await runMachine(definition)).ending).toMatchObject({ output: { x: 6, y: 3, input: 3 } });
  });

  test('are separate from variables of an expression', async () => {
    const definition = machine({
      A: { Type: 'Pass', Assign: { x: 1, y: '{% ($x := 2; $x) %}' }, Next: 'B' },
      B: show,
    });
    expect((await runMachine(definition)).ending).toMatchObject({ output: { x: 1, y: 2 } });
  });

  test('can be null', async () => {
    const definition = machine({
      A: { Type: 'Pass', Assign: { x: null, y: '{% null %}' }, Next: 'B' },
      B: show,
    });
    expect((await runMachine(definition)).ending).toMatchObject({ output: { x: null, y: null } });
  });

  test('are not assigned by a state that fails', async () => {
    const definition = machine({
      A: { Type: 'Pass', Assign: { x: 1, y: 1 }, Next: 'B' },
      B: task('f', {
        Assign: { x: 2 },
        Output: '{% $absent %}',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
      }),
      C: { ...show, Output: '{% $x %}' },
    });
    expect((await runMachine(definition)).ending).toMatchObject({ output: 1 });
  });

  test('are readable in branches, whose own do not outlive them', async () => {
    const branch = (name: string): unknown => ({
      StartAt: `${name}1`,
      States: {
        [`${name}1`]: { Type: 'Pass', Assign: { inner: name, seen: '{% $outer %}' }, Next: `${name}2` },
        [`${name}2`]: { Type: 'Succeed', Output: '{% $inner & $seen %}' },
      },
    });
    const definition = machine({
      A: { Type: 'Pass', Assign: { outer: '!' }, Next: 'P' },
      P: {
        Type: 'Parallel',
        Branches: [branch('L'), branch('R')],
        Assign: { outer: '{% $states.result %}' },
        Next: 'Z',
      },
      Z: { Type: 'Pass', Output: { outer: '{% $outer %}', leaked: '{% $exists($inner) %}' }, End: true },
    });
    expect((await runMachine(definition)).ending).toMatchObject({
      output: { outer: ['L!', 'R!'], leaked: false },
    });
  });
});

describe('Parallel', () => {
  const wait = (name: string, secondsLong: number): unknown => ({
    StartAt: name,
    States: {
      [name]: { Type: 'Wait', Seconds: secondsLong, Output: { name, got: '{% $states.input %}' }, End: true },
    },
  });

  test('runs its branches concurrently and orders their outputs', async () => {
    const definition = machine({
      P: {
        Type: 'Parallel',
        Arguments: '{% $states.input.a %}',
        Branches: [wait('slow', 50), wait('quick', 5)],
        End: true,
      },
    });
    const run = await runMachine(definition, { a: 1 });
    expect(run.ending).toMatchObject({
      output: [
        { name: 'slow', got: 1 },
        { name: 'quick', got: 1 },
      ],
    });
    expect(run.took).toBe(50);
  });

  test('without Arguments each branch gets the input; Output reshapes the result', async () => {
    const definition = machine({
      P: { Type: 'Parallel', Branches: [wait('one', 1)], Output: '{% $states.result[0].got %}', End: true },
    });
    expect((await runMachine(definition, { a: 1 })).ending).toMatchObject({ output: { a: 1 } });
  });

  test('nests', async () => {
    const inner = {
      StartAt: 'In',
      States: { In: { Type: 'Parallel', Branches: [wait('a', 1), wait('b', 2)], End: true } },
    };
    const definition = machine({ P: { Type: 'Parallel', Branches: [inner, wait('c', 3)], End: true } });
    expect((await runMachine(definition)).ending).toMatchObject({
      output: [[{ name: 'a' }, { name: 'b' }], { name: 'c' }],
    });
  });

  test('fails and stops the other branches when one fails', async () => {
    const fails = {
      StartAt: 'soon',
      States: {
        soon: { Type: 'Wait', Seconds: 5, Next: 'no' },
        no: { Type: 'Fail', Error: 'E', Cause: 'c' },
      },
    };
    const definition = machine({ P: { Type: 'Parallel', Branches: [wait('slow', 50), fails], End: true } });
    const run = await runMachine(definition);
    expect(run.ending).toEqual({ status: 'FAILED', error: 'E', cause: 'c' });
    expect(run.took).toBe(5);
    expect(run.history.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'WaitStateEntered',
      'WaitStateEntered',
      'WaitStateExited',
      'FailStateEntered',
      'WaitStateAborted',
      'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });
});

describe('the whole execution', () => {
  test('has a history of states and times', async () => {
    const definition = machine({
      A: task('f', { Next: 'B' }),
      B: { Type: 'Wait', Seconds: 10, Next: 'C' },
      C: { Type: 'Succeed' },
    });
    const { history } = await runMachine(definition);
    expect(
      history.map(({ id, type, state, timestamp }) => [id, type, state, timestamp.toISOString()]),
    ).toEqual([
      [1, 'ExecutionStarted', undefined, after(0)],
      [2, 'TaskStateEntered', 'A', after(0)],
      [3, 'TaskScheduled', 'A', after(0)],
      [4, 'TaskStarted', 'A', after(0)],
      [5, 'TaskSucceeded', 'A', after(0)],
      [6, 'TaskStateExited', 'A', after(0)],
      [7, 'WaitStateEntered', 'B', after(0)],
      [8, 'WaitStateExited', 'B', after(10)],
      [9, 'SucceedStateEntered', 'C', after(10)],
      [10, 'SucceedStateExited', 'C', after(10)],
      [11, 'ExecutionSucceeded', undefined, after(10)],
    ]);
  });

  test.each([
    [9, { status: 'TIMED_OUT', error: 'States.Timeout' }, 9],
    // Spec: "executes longer than the specified time".
    [10, { status: 'SUCCEEDED', output: {} }, 10],
  ])('with TimeoutSeconds %i and a wait of 10 seconds', async (TimeoutSeconds, ending, took) => {
    const run = await runMachine(
      machine({ A: { Type: 'Wait', Seconds: 10, End: true } }, { TimeoutSeconds }),
    );
    expect(run.ending).toEqual(ending);
    expect(run.took).toBe(took);
  });

  test('has a time-out that nothing can catch', async () => {
    const definition = machine(
      {
        P: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'A', States: { A: { Type: 'Wait', Seconds: 10, End: true } } }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }],
          End: true,
        },
        B: end,
      },
      { TimeoutSeconds: 5 },
    );
    expect((await runMachine(definition)).ending).toMatchObject({ status: 'TIMED_OUT' });
  });

  test('fails at 25,000 events in an endless loop', async () => {
    const definition = machine({
      A: { Type: 'Choice', Choices: [{ Condition: false, Next: 'B' }], Default: 'A' },
      B: end,
    });
    expect((await runMachine(definition)).ending).toEqual({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    });
  });
});
