import { DatabaseSync } from 'node:sqlite';
import { makeStillClock } from '../../../infra/local/virtual-clock.ts';
import { makeWorkflowEngine } from '../../../infra/local/workflow-engine.ts';

export const start = new Date('2026-04-01T09:00:00.000Z');
export const lambda = 'arn:aws:states:::lambda:invoke';
export const lambdaWithToken = `${lambda}.waitForTaskToken`;

/** A state machine that starts at the first of its states. */
export function machine(states: Record<string, unknown>, more: Record<string, unknown> = {}): unknown {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...more };
}

/** A Task that calls the function `name` with the payload; by default it ends the machine. */
export function task(name: string, fields: Record<string, unknown> = {}, payload: unknown = {}): unknown {
  return {
    Type: 'Task',
    Resource: lambda,
    Arguments: { FunctionName: name, Payload: payload },
    ...('Next' in fields ? {} : { End: true }),
    ...fields,
  };
}

export type Functions = Record<string, (payload: unknown, call: number) => unknown>;

/** An engine on a still clock, with the definition as the state machine `machine`. */
export function engineFor(
  definition: unknown,
  functions: Functions = {},
  database = new DatabaseSync(':memory:'),
) {
  const clock = makeStillClock(start);
  const calls: { functionName: string; payload: unknown; at: number }[] = [];
  const engine = makeWorkflowEngine({
    database,
    clock,
    definitions: { machine: definition },
    invoke: async ({ functionName, payload }) => {
      const earlier = calls.filter((call) => call.functionName === functionName).length;
      calls.push({ functionName, payload, at: seconds(clock.now()) });
      return functions[functionName]?.(payload, earlier);
    },
  });
  /** Jumps from timer to timer until none is left. */
  const runToEnd = async (): Promise<void> => {
    await engine.runDue();
    for (let next = engine.nextTimer(); next !== undefined; next = engine.nextTimer()) {
      clock.moveTo(next);
      await engine.runDue();
    }
  };
  return { engine, clock, calls, runToEnd, database };
}

/** Runs one execution to its end: how it ended, what was called, its history, and the seconds it took. */
export async function runMachine(definition: unknown, input: unknown = {}, functions: Functions = {}) {
  const { engine, calls, runToEnd } = engineFor(definition, functions);
  const { executionArn } = engine.startExecution({ stateMachine: 'machine', name: 'run', input });
  await runToEnd();
  const { status, output, error, cause, stopDate } = engine.describeExecution(executionArn);
  const history = engine.getExecutionHistory(executionArn);
  const ending = {
    status,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
  return { ending, calls, history, took: stopDate === undefined ? undefined : seconds(stopDate) };
}

/** Seconds of virtual time since the start. */
export function seconds(instant: Date): number {
  return (instant.getTime() - start.getTime()) / 1000;
}

/** An exception as a function throws it, with its own name. */
export function thrown(name: string, message = 'no luck'): Error {
  return Object.assign(new Error(message), { name });
}
