import { describe, expect, test } from 'vitest';
import { loadDefinition } from '../../../infra/local/workflow-engine/definition.ts';
import { lambda, machine, task } from './run-machine.ts';

const pass = { Type: 'Pass', End: true };
const succeed = { Type: 'Succeed' };

/** The sentence with which a definition is refused. */
function refusalOf(definition: unknown): string {
  try {
    loadDefinition(definition);
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidDefinition') return error.message;
    throw error;
  }
  return 'accepted';
}

const top = 'Top level, field';
const one = (state: Record<string, unknown>): unknown => machine({ A: state });

describe('refused definitions', () => {
  test.each<[string, unknown, string]>([
    // Spec, "Top-level fields"
    ['no object', 'Pass', 'Top level: '],
    [
      'no QueryLanguage, which means JSONPath',
      { StartAt: 'A', States: { A: pass } },
      `${top} "QueryLanguage"`,
    ],
    [
      'JSONPath',
      machine({ A: pass }, { QueryLanguage: 'JSONPath' }),
      `${top} "QueryLanguage": must be "JSONata"`,
    ],
    ['no StartAt', { QueryLanguage: 'JSONata', States: { A: pass } }, `${top} "StartAt"`],
    [
      'StartAt that is no state',
      machine({ A: pass }, { StartAt: 'B' }),
      `${top} "StartAt": there is no state "B"`,
    ],
    ['no states', machine({}, { StartAt: 'A' }), `${top} "States": must have at least one state`],
    ['a time-out of 0', machine({ A: pass }, { TimeoutSeconds: 0 }), `${top} "TimeoutSeconds"`],
    ['another version', machine({ A: pass }, { Version: '2.0' }), `${top} "Version"`],
    [
      'an unknown field',
      machine({ A: pass }, { Startat: 'A' }),
      `${top} "Startat": is not a field of the top level`,
    ],
    // Spec, "States"
    ['no Type', one({ End: true }), 'State "A", field "Type"'],
    ['an unknown Type', one({ Type: 'Nap', End: true }), 'State "A", field "Type": the state type "Nap"'],
    [
      'Map',
      one({ Type: 'Map', End: true }),
      'State "A", field "Type": the state type "Map" is not supported',
    ],
    [
      'an unknown field',
      one({ ...pass, Colour: 'red' }),
      'State "A", field "Colour": is not a field of a Pass state',
    ],
    ['a name of 81 characters', machine({ ['x'.repeat(81)]: pass }), '1 to 80 characters'],
    [
      'JSONPath in one state',
      one({ ...pass, QueryLanguage: 'JSONPath' }),
      'State "A", field "QueryLanguage"',
    ],
    ...['InputPath', 'OutputPath', 'Parameters', 'Result', 'ResultPath', 'ResultSelector'].map(
      (field): [string, unknown, string] => [
        `the JSONPath field ${field}`,
        one({ ...pass, [field]: '$' }),
        `State "A", field "${field}": belongs to JSONPath`,
      ],
    ),
    // Spec, "Transitions"
    ['neither Next nor End', one({ Type: 'Pass' }), 'State "A", field "Next": exactly one'],
    [
      'both Next and End',
      machine({ A: { ...pass, Next: 'B' }, B: pass }),
      'State "A", field "End": exactly one',
    ],
    ['Next to nowhere', one({ Type: 'Pass', Next: 'B' }), 'State "A", field "Next": there is no state "B"'],
    ['an unreachable state', machine({ A: pass, B: pass }), 'State "B", field "Next": no transition leads'],
    [
      'no end',
      machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
      'Top level, field "States": no state ends it',
    ],
    ['Succeed with Next', machine({ A: { ...succeed, Next: 'B' }, B: pass }), 'State "A", field "Next"'],
    ['Fail with End', one({ Type: 'Fail', End: true }), 'State "A", field "End"'],
    ['Fail with Output', one({ Type: 'Fail', Output: 1 }), 'State "A", field "Output"'],
    ['Succeed with Assign', one({ ...succeed, Assign: {} }), 'State "A", field "Assign"'],
    // Spec, "Choice State"
    [
      'a Choice without rules',
      one({ Type: 'Choice', Choices: [], Default: 'A' }),
      'State "A", field "Choices"',
    ],
    [
      'a rule without Next',
      one({ Type: 'Choice', Choices: [{ Condition: true }] }),
      'State "A", field "Choices[0]/Next"',
    ],
    [
      'a rule without Condition',
      machine({ A: { Type: 'Choice', Choices: [{ Next: 'B' }] }, B: pass }),
      'State "A", field "Choices[0]/Condition"',
    ],
    [
      'a condition that is neither boolean nor JSONata',
      machine({ A: { Type: 'Choice', Choices: [{ Condition: 'yes', Next: 'B' }] }, B: pass }),
      'State "A", field "Choices[0]/Condition": must be a boolean or a JSONata string',
    ],
    [
      'a JSONPath rule',
      machine({ A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'B' }] }, B: pass }),
      'State "A", field "Choices[0]/Variable": belongs to JSONPath',
    ],
    [
      'a Choice with Next',
      machine({ A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }], Next: 'B' }, B: pass }),
      'State "A", field "Next": is not a field of a Choice state',
    ],
    [
      'a Default to nowhere',
      machine({ A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }], Default: 'C' }, B: pass }),
      'State "A", field "Default": there is no state "C"',
    ],
    // Spec, "Wait State"
    ['a Wait for nothing', one({ Type: 'Wait', End: true }), 'State "A", field "Seconds": exactly one'],
    [
      'a Wait for two things',
      one({ Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true }),
      'State "A", field "Seconds": exactly one',
    ],
    ['negative seconds', one({ Type: 'Wait', Seconds: -1, End: true }), 'State "A", field "Seconds"'],
    ['half seconds', one({ Type: 'Wait', Seconds: 1.5, End: true }), 'State "A", field "Seconds"'],
    ['seconds as text', one({ Type: 'Wait', Seconds: '10', End: true }), 'State "A", field "Seconds"'],
    ['a day', one({ Type: 'Wait', Timestamp: '2026-01-01', End: true }), 'State "A", field "Timestamp"'],
    [
      'a day that does not exist',
      one({ Type: 'Wait', Timestamp: '2026-02-30T00:00:00Z', End: true }),
      'State "A", field "Timestamp"',
    ],
    [
      'a lower-case z',
      one({ Type: 'Wait', Timestamp: '2026-01-01T00:00:00z', End: true }),
      'State "A", field "Timestamp"',
    ],
    // Spec, "Task State"
    ['a Task without Resource', one({ Type: 'Task', End: true }), 'State "A", field "Resource"'],
    [
      'another resource',
      one({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true }),
      `State "A", field "Resource": "arn:aws:states:::sqs:sendMessage" is not supported; it must be ${lambda}`,
    ],
    [
      'a time-out of 0 seconds',
      machine({ A: task('f', { TimeoutSeconds: 0 }) }),
      'State "A", field "TimeoutSeconds"',
    ],
    [
      'heartbeats as seldom as the time-out',
      machine({ A: task('f', { TimeoutSeconds: 60, HeartbeatSeconds: 60 }) }),
      'State "A", field "HeartbeatSeconds": must be smaller than TimeoutSeconds',
    ],
    [
      'no function',
      one({ Type: 'Task', Resource: lambda, Arguments: { Payload: 1 }, End: true }),
      'State "A", field "Arguments/FunctionName": is needed',
    ],
    [
      'another way to call a function',
      one({
        Type: 'Task',
        Resource: lambda,
        Arguments: { FunctionName: 'f', InvocationType: 'Event' },
        End: true,
      }),
      'State "A", field "Arguments/InvocationType": is not supported',
    ],
    ['credentials', machine({ A: task('f', { Credentials: {} }) }), 'State "A", field "Credentials"'],
    // Spec, "Retrying after error" and "Fallback states"
    [
      'an empty ErrorEquals',
      machine({ A: task('f', { Retry: [{ ErrorEquals: [] }] }) }),
      'Retry[0]/ErrorEquals',
    ],
    [
      'States.ALL in company',
      machine({ A: task('f', { Retry: [{ ErrorEquals: ['States.ALL', 'Mine'] }] }) }),
      'State "A", field "Retry[0]/ErrorEquals": States.ALL must stand alone',
    ],
    [
      'States.ALL before others',
      machine({
        A: task('f', {
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'B' },
            { ErrorEquals: ['Mine'], Next: 'B' },
          ],
        }),
        B: pass,
      }),
      'State "A", field "Catch[0]/ErrorEquals": States.ALL must stand alone, in the last entry',
    ],
    [
      'a catcher to nowhere',
      machine({ A: task('f', { Catch: [{ ErrorEquals: ['Mine'], Next: 'B' }] }) }),
      'State "A", field "Catch[0]/Next": there is no state "B"',
    ],
    [
      'a catcher with ResultPath',
      machine({ A: task('f', { Catch: [{ ErrorEquals: ['Mine'], Next: 'A', ResultPath: '$' }] }) }),
      'State "A", field "Catch[0]/ResultPath": belongs to JSONPath',
    ],
    ...[
      { IntervalSeconds: 0 },
      { MaxAttempts: -1 },
      { BackoffRate: 0.5 },
      { MaxDelaySeconds: 0 },
      { JitterStrategy: 'SOME' },
      { Attempts: 3 },
    ].map((wrong): [string, unknown, string] => [
      `Retry with ${JSON.stringify(wrong)}`,
      machine({ A: task('f', { Retry: [{ ErrorEquals: ['Mine'], ...wrong }] }) }),
      `State "A", field "Retry[0]/${Object.keys(wrong)[0]}"`,
    ]),
    [
      'Retry in a Pass',
      one({ ...pass, Retry: [] }),
      'State "A", field "Retry": is not a field of a Pass state',
    ],
    // Spec, "State Machine Variables"
    ['an assignment to states', one({ ...pass, Assign: { states: 1 } }), 'State "A", field "Assign/states"'],
    ['a variable with a hyphen', one({ ...pass, Assign: { 'a-b': 1 } }), 'State "A", field "Assign/a-b"'],
    ['a variable that is a number', one({ ...pass, Assign: { '1a': 1 } }), 'State "A", field "Assign/1a"'],
    ['Assign as an expression', one({ ...pass, Assign: '{% {"a": 1} %}' }), 'State "A", field "Assign"'],
    // Spec, "Parallel State" and "Variable Scope"
    ['no branches', one({ Type: 'Parallel', Branches: [], End: true }), 'State "A", field "Branches"'],
    [
      'a branch with a query language of its own',
      one({ Type: 'Parallel', Branches: [machine({ B: pass })], End: true }),
      'State "A", field "Branches[0]/QueryLanguage": is not a field of a branch',
    ],
    [
      'a way out of a branch',
      machine({
        A: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', Next: 'C' } } }],
          Next: 'C',
        },
        C: pass,
      }),
      'State "B", field "Next": there is no state "C" here',
    ],
    [
      'one name twice, in two branches',
      one({
        Type: 'Parallel',
        Branches: [
          { StartAt: 'B', States: { B: pass } },
          { StartAt: 'B', States: { B: pass } },
        ],
        End: true,
      }),
      'State "B", field "States": the name is used twice',
    ],
    [
      'an outer variable assigned in a branch',
      one({
        Type: 'Parallel',
        Assign: { x: 1 },
        Branches: [{ StartAt: 'B', States: { B: { ...pass, Assign: { x: 2 } } } }],
        End: true,
      }),
      'State "B", field "Assign/x": the variable belongs to an outer scope',
    ],
    // Spec, "JSONata Restrictions" and "Reserved states Variable with JSONata"
    [
      'a syntax error',
      one({ ...pass, Output: { a: '{% 1 + %}' } }),
      'State "A", field "Output/a": is not valid JSONata',
    ],
    [
      'the input document as $',
      one({ ...pass, Output: '{% $.a %}' }),
      'field "Output": refers to \'$\' at the top level',
    ],
    ['the input document as $$', one({ ...pass, Output: '{% $x[$$.a] %}' }), "refers to '$$'"],
    [
      'an unqualified name',
      one({ ...pass, Output: ['{% total %}'] }),
      'field "Output[0]": refers to \'total\'',
    ],
    ['the result of a Pass', one({ ...pass, Output: '{% $states.result %}' }), 'refers to $states.result'],
    [
      'the result in Arguments',
      machine({ A: task('f', {}, '{% $states.result %}') }),
      'refers to $states.result',
    ],
    [
      'an error where none is',
      machine({ A: task('f', { Output: '{% $states.errorOutput %}' }) }),
      '$states.errorOutput',
    ],
    [
      'an unknown part of $states',
      one({ ...pass, Output: '{% $states.output %}' }),
      'refers to $states.output',
    ],
  ])('%s', (_, definition, sentence) => {
    expect(refusalOf(definition)).toContain(sentence);
  });

  test('reports every mistake of a state', () => {
    expect(
      refusalOf(one({ Type: 'Wait', Seconds: -1, SecondsPath: '$', End: true })).split('\n'),
    ).toHaveLength(2);
  });
});

describe('accepted definitions', () => {
  test.each<[string, unknown]>([
    ['all top-level fields', machine({ A: pass }, { Comment: 'c', Version: '1.0', TimeoutSeconds: 5 })],
    ['"End": false with Next', machine({ A: { Type: 'Pass', End: false, Next: 'B' }, B: pass })],
    [
      'a state reached only by a catcher',
      machine({ A: task('f', { Catch: [{ ErrorEquals: ['E'], Next: 'B' }] }), B: pass }),
    ],
    [
      'context inside an expression',
      one({ ...pass, Output: '{% $x[total > 10 and $.a].(b; $.c)^(d){e: f} %}' }),
    ],
    ['a function in an expression', one({ ...pass, Output: '{% $map($x, function($v, $i) { $v.a }) %}' })],
    ['variables of an expression', one({ ...pass, Output: '{% ($a := 1; $a + 1) %}' })],
    ['text that only looks like JSONata', one({ ...pass, Output: [' {% total %}', '{% total', '$.total'] })],
    ['variables in other alphabets', one({ ...pass, Assign: { größe: 1, a_1: 2 } })],
    [
      'one variable in two branches',
      one({
        Type: 'Parallel',
        Branches: ['B', 'C'].map((name) => ({
          StartAt: name,
          States: { [name]: { ...pass, Assign: { x: 1 } } },
        })),
        End: true,
      }),
    ],
    [
      'comments everywhere',
      machine({
        A: task('f', {
          Comment: 'c',
          Retry: [{ ErrorEquals: ['E'], JitterStrategy: 'FULL', MaxAttempts: 0, Comment: 'c' }],
          Catch: [
            {
              ErrorEquals: ['States.ALL'],
              Next: 'B',
              Comment: 'c',
              Assign: { e: '{% $states.errorOutput %}' },
            },
          ],
          Output: '{% $states.result %}',
        }),
        B: pass,
      }),
    ],
  ])('%s', (_, definition) => {
    expect(refusalOf(definition)).toBe('accepted');
  });
});
