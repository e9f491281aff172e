import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { asl } from '../../../infra/local/asl-cli.ts';
import { lambdaWithToken, machine } from './run-machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'asl-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function write(content: unknown): string {
  const file = join(folder, `${(files += 1)}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function cli(...args: string[]): Promise<{ code: number; out: unknown; err: string }> {
  const { exitCode, stdout, stderr = '' } = await asl(args);
  return { code: exitCode, out: stdout === undefined ? undefined : JSON.parse(stdout), err: stderr };
}

/** Runs a definition; input and mocks where they are given. */
function run(definition: unknown, given: { input?: unknown; mock?: unknown } = {}) {
  const options = Object.entries(given).flatMap(([name, content]) => [`--${name}`, write(content)]);
  return cli('--definition', write(definition), ...options, '--start-at', '2026-04-01T09:00:00Z');
}

const mocked = (fields: Record<string, unknown> = {}): unknown =>
  machine({
    Ask: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Arguments: {}, End: true, ...fields },
  });

describe('npm run asl', () => {
  test.each([
    [machine({ A: { Type: 'Succeed' } }), 0, '{"status":"SUCCEEDED","output":{}}\n', ''],
    [machine({ A: { Type: 'Fail', Error: 'E' } }), 1, '{"status":"FAILED","error":"E"}\n', ''],
    ['{', 2, '', expect.stringContaining('.json: ')],
  ])('as a process, with %j', (definition, status, stdout, stderr) => {
    const script = join(import.meta.dirname, '../../../infra/local/asl-cli.ts');
    const ended = spawnSync(process.execPath, [script, '--definition', write(definition)], {
      encoding: 'utf8',
    });
    expect(ended).toMatchObject({ status, stdout, stderr });
  });

  test('runs to the end at once, however long the waits are', async () => {
    const definition = machine({
      A: { Type: 'Wait', Seconds: 31_536_000, Next: 'B' },
      B: { Type: 'Pass', Output: ['{% $states.input %}', '{% $now() %}'], End: true },
    });
    expect(await run(definition, { input: { a: 1 } })).toEqual({
      code: 0,
      out: { status: 'SUCCEEDED', output: [{ a: 1 }, '2027-04-01T09:00:00.000Z'] },
      err: '',
    });
  });

  test.each<[string, unknown, { input?: unknown; mock?: unknown }, number, unknown]>([
    [
      'without input it is {}',
      machine({ A: { Type: 'Succeed' } }),
      {},
      0,
      { status: 'SUCCEEDED', output: {} },
    ],
    [
      'an output of null',
      machine({ A: { Type: 'Succeed' } }),
      { input: null },
      0,
      { status: 'SUCCEEDED', output: null },
    ],
    [
      'a failure',
      machine({ A: { Type: 'Fail', Error: 'E', Cause: 'c' } }),
      {},
      1,
      { status: 'FAILED', error: 'E', cause: 'c' },
    ],
    [
      'the whole timed out',
      machine({ A: { Type: 'Wait', Seconds: 60, End: true } }, { TimeoutSeconds: 5 }),
      {},
      1,
      { status: 'TIMED_OUT', error: 'States.Timeout' },
    ],
    [
      'what a mock returns is the result',
      mocked({ Output: '{% $states.result.id %}' }),
      { mock: { Ask: [{ Return: { id: 7 } }] } },
      0,
      { status: 'SUCCEEDED', output: 7 },
    ],
    [
      'one answer for each attempt',
      mocked({ Retry: [{ ErrorEquals: ['Busy'] }] }),
      { mock: { Ask: [{ Throw: { Error: 'Busy' } }, { Throw: { Error: 'Busy' } }, { Return: null }] } },
      0,
      { status: 'SUCCEEDED', output: null },
    ],
    [
      'what a mock throws is the error',
      mocked(),
      { mock: { Ask: [{ Throw: { Error: 'E', Cause: 'c' } }] } },
      1,
      { status: 'FAILED', error: 'E', cause: 'c' },
    ],
    [
      'a token that comes back',
      mocked({ Resource: lambdaWithToken }),
      { mock: { Ask: [{ Return: { decided: true } }] } },
      0,
      { status: 'SUCCEEDED', output: { decided: true } },
    ],
    [
      'a token that does not: TimeoutSeconds pass on the virtual clock',
      machine({
        Ask: {
          Type: 'Task',
          Resource: lambdaWithToken,
          TimeoutSeconds: 864_000,
          Catch: [{ ErrorEquals: ['States.Timeout'], Output: '{% $now() %}', Next: 'End' }],
          Next: 'End',
        },
        End: { Type: 'Succeed' },
      }),
      { mock: { Ask: [{ Timeout: true }] } },
      0,
      { status: 'SUCCEEDED', output: '2026-04-11T09:00:00.000Z' },
    ],
    [
      'a missed heartbeat',
      mocked({ HeartbeatSeconds: 5 }),
      { mock: { Ask: [{ Timeout: true }] } },
      1,
      { status: 'FAILED', error: 'States.Timeout' },
    ],
    [
      'a Task that is not reached needs no mock',
      machine({
        A: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Ask' }], Default: 'B' },
        Ask: { Type: 'Task', Resource: 'r', Next: 'B' },
        B: { Type: 'Succeed' },
      }),
      {},
      0,
      { status: 'SUCCEEDED', output: {} },
    ],
  ])('%s', async (_, definition, given, code, out) => {
    expect(await run(definition, given)).toEqual({ code, out, err: '' });
  });

  const caughtByAll = machine({
    Ask: {
      Type: 'Task',
      Resource: 'r',
      Retry: [{ ErrorEquals: ['Busy'] }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End' }],
      End: true,
    },
    End: { Type: 'Succeed' },
  });

  test.each<[string, unknown, { input?: unknown; mock?: unknown }, string]>([
    ['no mock for a Task, though errors are caught', caughtByAll, {}, 'State "Ask" is a Task without a mock'],
    [
      'too few answers',
      caughtByAll,
      { mock: { Ask: [{ Throw: { Error: 'Busy' } }] } },
      'State "Ask": there is no mock for attempt 2',
    ],
    [
      'a Task that would wait for ever',
      mocked(),
      { mock: { Ask: [{ Timeout: true }] } },
      'State "Ask" would wait for ever',
    ],
    [
      'a definition that is refused',
      mocked({ ResultPath: '$' }),
      {},
      'State "Ask", field "ResultPath": belongs to JSONPath',
    ],
    [
      'a mock of another form',
      mocked(),
      { mock: { Ask: [{ Return: 1 }, { Returns: 1 }] } },
      'State "Ask", attempt 2: must be {"Return"',
    ],
    ['mocks that are no lists', mocked(), { mock: { Ask: { Return: 1 } } }, 'State "Ask": must be an array'],
    ['an input that is no JSON', mocked(), { input: '{' }, '.json: '],
  ])('%s: exit 2', async (_, definition, given, sentence) => {
    const { code, out, err } = await run(definition, given);
    expect({ code, out }).toEqual({ code: 2, out: undefined });
    expect(err).toContain(sentence);
    expect(err).toMatch(/^\/.*\.json: /);
  });

  test.each([
    [[], '--definition is missing'],
    [['--definition', '/does/not/exist.json'], '/does/not/exist.json: ENOENT'],
    [['--defintion', 'x'], "Unknown option '--defintion'"],
    [['--definition', 'x', '--start-at', 'soon'], '--start-at: "soon" is not an instant'],
  ])('arguments %j: exit 2', async (args, sentence) => {
    const { code, err } = await cli(...args);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});
