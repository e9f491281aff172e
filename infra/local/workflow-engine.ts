import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { VirtualClock } from './virtual-clock.ts';
import { waitForTaskToken } from './workflow-engine/definition.ts';
import { type Engine, makeEngine, type TaskCall, type TaskAnswer } from './workflow-engine/engine.ts';
import { Json, throughJson } from './workflow-engine/json.ts';

export { WorkflowFault } from './workflow-engine/faults.ts';

/** Calls a function as AWS Lambda would. An exception is the function's error. */
export type Invoke = (call: { functionName: string; payload: unknown }) => Promise<unknown>;

/**
 * The local substitute for Step Functions: runs state machines in Amazon States Language (query language JSONata) on a
 * virtual clock and stores everything in SQLite, each transition in one transaction. So a process killed at any moment
 * continues where it was. A task whose result was not recorded is called again, with the same token. Throws
 * InvalidDefinition for definitions that it cannot carry out exactly; the other functions throw WorkflowFault with the
 * names of the Step Functions API. Nothing runs except in `runDue`.
 */
export function makeWorkflowEngine(options: {
  database: DatabaseSync;
  clock: VirtualClock;
  definitions: Record<string, unknown>;
  invoke: Invoke;
  onWork?: () => void;
}): Engine {
  const { invoke, ...rest } = options;
  return makeEngine({ ...rest, resources: 'lambda', perform: (call) => callLambda(invoke, call) });
}

const LambdaArguments = z.strictObject({
  FunctionName: z.string().min(1),
  Payload: Json.optional(),
});

async function callLambda(invoke: Invoke, call: TaskCall): Promise<TaskAnswer> {
  const args = LambdaArguments.safeParse(call.arguments);
  if (!args.success) {
    const cause = `The Arguments of state '${call.state}' are not those of lambda:invoke: ${z.prettifyError(args.error)}`;
    return { ok: false, failure: { error: 'States.Runtime', cause } };
  }
  const { FunctionName: functionName, Payload: payload = {} } = args.data;
  try {
    const returned = throughJson(await invoke({ functionName, payload }));
    if (call.resource.endsWith(waitForTaskToken)) return 'submitted';
    return { ok: true, result: { ExecutedVersion: '$LATEST', Payload: returned, StatusCode: 200 } };
  } catch (error) {
    // The form in which the Node.js runtime of Lambda reports it.
    const isError = error instanceof Error;
    const errorType = isError ? error.name : typeof error;
    const errorMessage = isError ? error.message : String(error);
    return {
      ok: false,
      failure: { error: errorType, cause: JSON.stringify({ errorType, errorMessage, trace: [] }) },
    };
  }
}
