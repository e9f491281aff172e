import { describe, expect, test } from 'vitest';
import { machine, runMachine, task } from './run-machine.ts';

// Spec, "JSONata Evaluation" and "JSONata Runtime Errors"; developer guide, "Transforming data with JSONata".
// The wording of causes is that of Step Functions.

const input = {
  name: 'Ada',
  num: 5,
  list: [1, 2, 3, 4, 5],
  nothing: null,
  deep: { items: [{ v: 1 }, { v: 9 }] },
};

function output(value: unknown): unknown {
  return machine({ A: { Type: 'Pass', Output: value, End: true } });
}

describe('the value of a field', () => {
  test.each<[string, unknown, unknown]>([
    [
      'literals stay',
      { a: [1, null, true, 'x', {}], b: '$states.input' },
      { a: [1, null, true, 'x', {}], b: '$states.input' },
    ],
    [
      'only a whole string is an expression',
      [' {% 1 %}', '{% 1 %} ', '{% 1'],
      [' {% 1 %}', '{% 1 %} ', '{% 1'],
    ],
    ['at any depth', { a: [{ b: '{% $states.input.num * 2 %}' }] }, { a: [{ b: 10 }] }],
    ['alone', '{% $states.input.deep.items[v > 5].v %}', 9],
    ['over several lines', '{%\n  $states.input.num\n%}', 5],
    ['null is a value', { a: '{% $states.input.nothing %}' }, { a: null }],
    ['an object leaves out what is missing', '{% {"a": $states.input.absent, "b": 1} %}', { b: 1 }],
    ['an empty text is a value', '', ''],
    [
      'functions of JSONata',
      '{% $uppercase($states.input.name) & $string($count($states.input.list)) %}',
      'ADA5',
    ],
    ['own functions', '{% ($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(5)) %}', 120],
    ['$partition', '{% $partition($states.input.list, 2) %}', [[1, 2], [3, 4], [5]]],
    ['$partition cuts fractions', '{% $partition($states.input.list, 2.6) %}', [[1, 2], [3, 4], [5]]],
    ['$partition without a size', '{% $partition($states.input.list) %}', [[1, 2, 3, 4, 5]]],
    ['$range', '{% $range(0, 10, 2) %}', [0, 2, 4, 6, 8, 10]],
    ['$range cuts fractions', '{% $range(1.4, 5.6, 2.2) %}', [1, 3, 5]],
    ['$range downwards', '{% $range(3, 1, -1) %}', [3, 2, 1]],
    [
      '$hash',
      '{% $hash("hello", "SHA-256") %}',
      '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    ],
    [
      '$hash of other letters',
      '{% $hash("✓", "SHA-256") %}',
      '1dabba21cdad44541f6b15796f8d22978fc7ea10c46aeceeeeb66c23b3ac7604',
    ],
    ['$parse', `{% $parse('{"a": [1, "x"]}') %}`, { a: [1, 'x'] }],
    ['$random with a seed', '{% [$random(7) = $random(7), $random(7) = $random(8)] %}', [true, false]],
    ['$random in [0, 1)', '{% ($r := $random(); $r >= 0 and $r < 1) %}', true],
    [
      '$uuid',
      '{% $match($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/).index %}',
      0,
    ],
    [
      '$now is virtual',
      '{% [$now(), $now("[Y]"), $string($millis())] %}',
      ['2026-04-01T09:00:00.000Z', '2026', '1775034000000'],
    ],
  ])('%s', async (_, value, expected) => {
    expect((await runMachine(output(value), input)).ending).toEqual({
      status: 'SUCCEEDED',
      output: expected,
    });
  });
});

describe('fails the state with States.QueryEvaluationError when an expression fails', () => {
  test.each<[string, unknown, string]>([
    [
      'nothing comes out',
      { a: ['{% $states.input.absent %}'] },
      "The JSONata expression '$states.input.absent' specified for the field 'Output/a[0]' returned nothing (undefined).",
    ],
    [
      'a variable without a value',
      '{% $never %}',
      "The JSONata expression '$never' specified for the field 'Output' returned nothing (undefined).",
    ],
    [
      'a type error',
      '{% $states.input.name + 1 %}',
      "The JSONata expression '$states.input.name + 1' specified for the field 'Output' threw an error during evaluation. T2001: The left side of the \"+\" operator must evaluate to a number",
    ],
    [
      'its own error',
      '{% $error("stop here") %}',
      "The JSONata expression '$error(\"stop here\")' specified for the field 'Output' threw an error during evaluation. D3137: stop here",
    ],
    [
      '$eval',
      '{% $eval("1") %}',
      "The JSONata expression '$eval(\"1\")' specified for the field 'Output' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
    [
      'a wrong argument',
      '{% $parse(1) %}',
      "The JSONata expression '$parse(1)' specified for the field 'Output' threw an error during evaluation. T0410: Argument 1 of function \"parse\" does not match function signature",
    ],
    [
      'endless recursion',
      '{% ($f := function($n) { 1 + $f($n) }; $f(1)) %}',
      "The JSONata expression '($f := function($n) { 1 + $f($n) }; $f(1))' specified for the field 'Output' threw an error during evaluation: Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive",
    ],
  ])('%s', async (_, value, sentence) => {
    const cause = `An error occurred while executing the state 'A' (entered at the event id #2). ${sentence}`;
    const { ending, history } = await runMachine(output(value), input);
    expect(ending).toEqual({ status: 'FAILED', error: 'States.QueryEvaluationError', cause });
    expect(history.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'EvaluationFailed',
      'ExecutionFailed',
    ]);
  });

  test.each([
    '{% $partition([1, 2], 0) %}',
    '{% $partition([1, 2], "2") %}',
    '{% $partition("x", 2) %}',
    '{% $partition([1], 1, 1) %}',
    '{% $range(1, 10, 0.4) %}',
    '{% $range(1, 5) %}',
    '{% $range(1, 5, -1) %}',
    '{% $hash("x", "sha-256") %}',
    '{% $hash(1, "SHA-256") %}',
    '{% $parse("{bad}") %}',
    '{% $parse("") %}',
    '{% $uuid("x") %}',
    '{% $random("seed") %}',
    '{% $sum %}',
    '{% [function($x) { $x }] %}',
  ])('%s', async (value) => {
    expect((await runMachine(output(value))).ending).toMatchObject({ error: 'States.QueryEvaluationError' });
  });
});

test('the context object', async () => {
  const definition = machine({
    A: { Type: 'Wait', Seconds: 60, Next: 'B' },
    B: { Type: 'Pass', Output: '{% $states.context %}', End: true },
  });
  const { ending } = await runMachine(definition, { a: 1 });
  expect(ending).toEqual({
    status: 'SUCCEEDED',
    output: {
      Execution: {
        Id: 'arn:aws:states:eu-west-2:000000000000:execution:machine:run',
        Input: { a: 1 },
        Name: 'run',
        RedriveCount: 0,
        RoleArn: 'arn:aws:iam::000000000000:role/machine',
        StartTime: '2026-04-01T09:00:00.000Z',
      },
      State: { EnteredTime: '2026-04-01T09:01:00.000Z', Name: 'B', RetryCount: 0 },
      StateMachine: { Id: 'arn:aws:states:eu-west-2:000000000000:stateMachine:machine', Name: 'machine' },
    },
  });
});

describe('$states.result and $states.errorOutput are available where they exist', () => {
  test('the result of lambda:invoke', async () => {
    const definition = machine({
      A: task('f', {
        Assign: { r: '{% $states.result.Payload.v %}' },
        Output: '{% $states.result %}',
        Next: 'B',
      }),
      B: { Type: 'Pass', Output: { r: '{% $r %}', input: '{% $states.input %}' }, End: true },
    });
    expect((await runMachine(definition, {}, { f: () => ({ v: 7 }) })).ending).toEqual({
      status: 'SUCCEEDED',
      output: { r: 7, input: { ExecutedVersion: '$LATEST', Payload: { v: 7 }, StatusCode: 200 } },
    });
  });

  test('serialises a result as JSON, as Lambda does', async () => {
    const definition = machine({ A: task('f', { Output: '{% $states.result.Payload %}' }) });
    const at = new Date('2026-01-01T00:00:00Z');
    expect((await runMachine(definition, {}, { f: () => ({ at, gone: undefined }) })).ending).toMatchObject({
      output: { at: '2026-01-01T00:00:00.000Z' },
    });
    expect((await runMachine(definition, {}, { f: () => undefined })).ending).toMatchObject({ output: null });
  });
});
