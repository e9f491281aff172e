import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { makeStillClock } from './virtual-clock.ts';
import { type Engine, makeEngine, type TaskAnswer, type TaskCall } from './workflow-engine/engine.ts';
import { Json } from './workflow-engine/json.ts';

// Runs one execution of a state machine in memory, at once, with mocked tasks:
//   npm run asl -- --definition file.asl.json [--input file.json] [--mock mocks.json] [--start-at 2026-04-01T09:00:00Z]
// Prints {"status":"SUCCEEDED","output":…} and ends with 0, or {"status":"FAILED"|"TIMED_OUT","error":…,"cause":…}
// and ends with 1; with 2 where the arguments, files or mocks are wrong.

interface Printed {
  exitCode: 0 | 1 | 2;
  stdout?: string;
  stderr?: string;
}

/** A mistake that the caller has to correct. Reported on stderr, exit code 2. */
class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

const Attempt = z.union(
  [
    z.strictObject({ Return: Json }),
    z.strictObject({ Throw: z.strictObject({ Error: z.string().optional(), Cause: z.string().optional() }) }),
    z.strictObject({ Timeout: z.literal(true) }),
  ],
  { error: 'must be {"Return": …}, {"Throw": {"Error": …, "Cause": …}} or {"Timeout": true}' },
);
/** The answers of each Task state by its name, one for each attempt in order. */
const Mocks = z.record(
  z.string(),
  z.array(Attempt, { error: 'must be an array, with one entry for each attempt' }),
);
type Mocks = z.infer<typeof Mocks>;

const StartAt = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

function readArguments(args: string[]): { definition: string; input?: string; mock?: string; startAt: Date } {
  const usage =
    'Usage: npm run asl -- --definition <file> [--input <file>] [--mock <file>] [--start-at <instant>]';
  let values: Partial<Record<'definition' | 'input' | 'mock' | 'start-at', string>>;
  try {
    const option = { type: 'string' } as const;
    ({ values } = parseArgs({
      args,
      options: { definition: option, input: option, mock: option, 'start-at': option },
    }));
  } catch (error) {
    throw new UsageFault(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
  const { definition, 'start-at': instant = new Date().toISOString(), ...files } = values;
  if (definition === undefined) throw new UsageFault(`--definition is missing\n${usage}`);
  const startAt = StartAt.safeParse(instant);
  if (!startAt.success)
    throw new UsageFault(`--start-at: "${instant}" is not an instant such as 2026-04-01T09:00:00Z`);
  return { definition, ...files, startAt: startAt.data };
}

async function readJson(file: string): Promise<Json> {
  try {
    return Json.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new UsageFault(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readMocks(file: string | undefined): Promise<Mocks> {
  if (file === undefined) return {};
  const mocks = Mocks.safeParse(await readJson(file));
  if (!mocks.success) {
    const [issue] = mocks.error.issues;
    const [state, attempt] = issue?.path ?? [];
    const place =
      state === undefined
        ? ''
        : ` State "${String(state)}"${attempt === undefined ? '' : `, attempt ${Number(attempt) + 1}`}:`;
    throw new UsageFault(`${file}:${place} ${issue?.message ?? 'is not valid'}`);
  }
  return mocks.data;
}

async function run(argv: string[]): Promise<Printed> {
  const args = readArguments(argv);
  const definition = await readJson(args.definition);
  const input = args.input === undefined ? {} : await readJson(args.input);
  const mocks = await readMocks(args.mock);

  const attempts = new Map<string, number>();
  let problem: string | undefined;
  const answer = (call: TaskCall): TaskAnswer => {
    const index = attempts.get(call.state) ?? 0;
    attempts.set(call.state, index + 1);
    const mock = mocks[call.state]?.[index];
    if (mock === undefined) {
      throw new UsageFault(
        mocks[call.state] === undefined
          ? `State "${call.state}" is a Task without a mock`
          : `State "${call.state}": there is no mock for attempt ${index + 1}`,
      );
    }
    if ('Return' in mock) return { ok: true, result: mock.Return };
    if ('Throw' in mock) {
      const { Error: error, Cause: cause } = mock.Throw;
      return {
        ok: false,
        failure: { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) },
      };
    }
    if (!call.timesOut && !machineTimesOut(definition)) {
      throw new UsageFault(
        `State "${call.state}" would wait for ever: its mock never answers and it has neither TimeoutSeconds nor HeartbeatSeconds`,
      );
    }
    return 'submitted';
  };

  const clock = makeStillClock(args.startAt);
  let engine: Engine;
  try {
    engine = makeEngine({
      database: new DatabaseSync(':memory:'),
      clock,
      definitions: { asl: definition },
      resources: 'any',
      // A mock that cannot answer ends the run: no Retry or Catch may handle it.
      perform: async (call) => {
        try {
          return answer(call);
        } catch (error) {
          problem = error instanceof Error ? error.message : String(error);
          engine.stopExecution({ executionArn: call.execution });
          return 'submitted';
        }
      },
    });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'InvalidDefinition') throw error;
    throw new UsageFault(`${args.definition}: ${error.message}`);
  }

  const { executionArn } = engine.startExecution({ stateMachine: 'asl', name: 'run', input });
  for (;;) {
    await engine.runDue();
    const next = engine.nextTimer();
    if (next === undefined) break;
    clock.moveTo(next);
  }
  if (problem !== undefined) throw new UsageFault(`${args.mock ?? args.definition}: ${problem}`);
  const { status, output, error, cause } = engine.describeExecution(executionArn);
  return status === 'SUCCEEDED'
    ? { exitCode: 0, stdout: JSON.stringify({ status, output }) }
    : { exitCode: 1, stdout: JSON.stringify({ status, error, cause }) };
}

function machineTimesOut(definition: Json): boolean {
  return z.object({ TimeoutSeconds: z.number() }).safeParse(definition).success;
}

/** Runs the command line. Returns the text to print and the exit code. */
export async function asl(argv: string[]): Promise<Printed> {
  try {
    return await run(argv);
  } catch (error) {
    if (!(error instanceof Error) || (error.name !== 'UsageFault' && error.name !== 'InvalidExecutionInput'))
      throw error;
    return { exitCode: 2, stderr: error.message };
  }
}

if (import.meta.main) {
  const { exitCode, stdout, stderr } = await asl(process.argv.slice(2));
  if (stdout !== undefined) console.log(stdout);
  if (stderr !== undefined) console.error(stderr);
  process.exitCode = exitCode;
}
