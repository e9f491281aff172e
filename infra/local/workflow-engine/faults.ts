import * as z from 'zod';

/** The exceptions of the engine, with the names of the Step Functions API if it has one. */
export type FaultName =
  | 'InvalidDefinition'
  | 'InvalidName'
  | 'InvalidExecutionInput'
  | 'ExecutionAlreadyExists'
  | 'ExecutionDoesNotExist'
  | 'StateMachineDoesNotExist'
  | 'InvalidToken'
  | 'TaskDoesNotExist'
  | 'TaskTimedOut'
  | 'InvalidOutput';

export class WorkflowFault extends Error {
  override readonly name: FaultName;

  constructor(name: FaultName, message: string) {
    super(message);
    this.name = name;
  }
}

/** The reason why a state failed: the Error and Cause that retriers, catchers and DescribeExecution see. */
export const Failure = z.object({
  error: z.string().optional(),
  cause: z.string().optional(),
  /** The time-out was a missed heartbeat. The error is States.Timeout, and States.HeartbeatTimeout matches it too. */
  heartbeat: z.literal(true).optional(),
  /** The error came to a Parallel state from one of its branches. States.BranchFailed matches it too. */
  branch: z.literal(true).optional(),
});
export type Failure = z.infer<typeof Failure>;

/** The result of the work of a Task or a Parallel state, before its Output, Retry and Catch are applied. */
export const Outcome = z.union([
  z.object({ ok: z.literal(true), result: z.json() }),
  z.object({ ok: z.literal(false), failure: Failure }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** Whether an ErrorEquals list matches (Step Functions developer guide, "Error names"). */
export function errorMatches(errorEquals: readonly string[], failure: Failure): boolean {
  const { error } = failure;
  // "A States.Runtime error isn't retriable, and will always cause the execution to fail."
  if (error === 'States.Runtime') return false;
  const timedOut = error === 'States.Timeout' || error === 'States.HeartbeatTimeout';
  const terminal = error === 'States.DataLimitExceeded';
  return errorEquals.some(
    (name) =>
      name === error ||
      (name === 'States.ALL' && !terminal) ||
      (name === 'States.TaskFailed' && !terminal && !timedOut) ||
      (name === 'States.Timeout' && timedOut) ||
      (name === 'States.HeartbeatTimeout' && failure.heartbeat === true) ||
      (name === 'States.BranchFailed' && failure.branch === true && !terminal),
  );
}
