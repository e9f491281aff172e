import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ChoiceState, FailState, ParallelState, State, TaskState, WaitState } from './definition.ts';
import { waitForTaskToken } from './definition.ts';
import { evaluate, evaluateAs, EvaluationFault, type Scope } from './evaluate.ts';
import { errorMatches, type Failure } from './faults.ts';
import { exceedsPayloadLimit, type Json, type JsonObject } from './json.ts';
import { Timestamp } from './schema.ts';
import type { Branch } from './store.ts';

/** The next action of a branch. `events`: the types of the history events before it. */
export type Step = { events?: readonly string[] } & (
  | { to: 'wait'; until: number }
  | {
      to: 'invoke';
      arguments: Json;
      token: string | null;
      timeoutSeconds: number | null;
      heartbeatSeconds: number | null;
    }
  | { to: 'fork'; input: Json }
  | { to: 'retry'; retrier: number; delay: number }
  /** Leaves the state for another one. Without `next` it ends the branch with the output. */
  | { to: 'leave'; output: Json; assign: JsonObject; next: string | undefined }
  | { to: 'fail'; failure: Failure }
);

/** The input of a transition: the branch and everything its expressions can use. */
export interface Situation {
  branch: Branch;
  /** The context object without Task. */
  context: JsonObject;
  /** All variables that the branch can use. */
  variables: JsonObject;
  /** Milliseconds since the epoch. */
  now: number;
  newToken: () => string;
}

/** Limits the due time of a retry to what a Date can hold: a century. */
const longestDelay = 3_155_760_000;

class StateFault extends Error {
  override readonly name = 'StateFault';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.cause);
    this.failure = failure;
  }
}

/** Calculates one transition without changing anything. */
export async function decideStep(state: State, situation: Situation): Promise<Step> {
  const { branch } = situation;
  try {
    if (branch.phase !== 'settle') return await start(state, situation);
    if (branch.outcome?.ok === false) return await handle(state, situation, branch.outcome.failure, []);
    if (state.Type === 'Choice' || state.Type === 'Fail')
      throw new TypeError(`${state.Type} states do not settle`);
    const result = branch.outcome?.result;
    if (state.Type === 'Task' && result !== undefined) checkSize(situation, result);
    return await leave(state, situation, result === undefined ? {} : { result });
  } catch (error) {
    const failure = failureOf(situation, error);
    const events = failure.error === 'States.QueryEvaluationError' ? ['EvaluationFailed'] : [];
    return handle(state, situation, failure, events);
  }
}

function start(state: State, situation: Situation): Promise<Step> {
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return leave(state, situation, {});
    case 'Choice':
      return choose(state, situation);
    case 'Wait':
      return wait(state, situation);
    case 'Fail':
      return fail(state, situation);
    case 'Task':
      return invoke(state, situation);
    default:
      return fork(state, situation);
  }
}

function scopeOf(
  situation: Situation,
  extra: JsonObject = {},
  context: JsonObject = situation.context,
): Scope {
  const states = { input: situation.branch.input, ...extra, context };
  return { variables: situation.variables, states, now: situation.now };
}

/**
 * Output and Assign of a state, a choice rule or a catcher. Both see the variables as they were on entry. `extra`: the
 * additional fields of $states, result or errorOutput or none; without Output it is the output.
 */
async function leave(
  fields: { Output?: Json | undefined; Assign?: JsonObject | undefined; Next?: string | undefined },
  situation: Situation,
  extra: JsonObject,
  prefix = '',
): Promise<Step> {
  const scope = scopeOf(situation, extra);
  const assign: JsonObject = {};
  if (fields.Assign !== undefined) {
    for (const [name, value] of Object.entries(fields.Assign)) {
      assign[name] = await evaluate(value, `${prefix}Assign/${name}`, scope);
    }
    checkSize(situation, assign);
  }
  const [unchanged = situation.branch.input] = Object.values(extra);
  const output =
    fields.Output === undefined ? unchanged : await evaluate(fields.Output, `${prefix}Output`, scope);
  checkSize(situation, output);
  return { to: 'leave', output, assign, next: fields.Next };
}

async function choose(state: ChoiceState, situation: Situation): Promise<Step> {
  for (const [index, rule] of state.Choices.entries()) {
    const field = `Choices[${index}]/Condition`;
    if (await evaluateAs(z.boolean(), 'boolean', rule.Condition, field, scopeOf(situation))) {
      return leave(rule, situation, {}, `Choices[${index}]/`);
    }
  }
  if (state.Default === undefined) {
    throw new StateFault({
      error: 'States.NoChoiceMatched',
      cause: 'Failed to transition out of the state. The state does not point to a next state.',
    });
  }
  return leave({ ...state, Next: state.Default }, situation, {});
}

async function wait(state: WaitState, situation: Situation): Promise<Step> {
  const { now } = situation;
  if (state.Seconds !== undefined) {
    const seconds = await evaluateAs(z.number(), 'number', state.Seconds, 'Seconds', scopeOf(situation));
    return { to: 'wait', until: now + wholeSeconds('Seconds', seconds, 0) * 1000 };
  }
  const text = await evaluateAs(
    z.string(),
    'string',
    state.Timestamp ?? null,
    'Timestamp',
    scopeOf(situation),
  );
  const until = Timestamp.safeParse(text);
  if (!until.success) {
    throw new EvaluationFault(`The Timestamp field is not a valid RFC 3339 timestamp: ${text}`);
  }
  return { to: 'wait', until: until.data };
}

async function fail(state: FailState, situation: Situation): Promise<Step> {
  const text = (value: string, field: string): Promise<string> =>
    evaluateAs(z.string(), 'string', value, field, scopeOf(situation));
  const failure: Failure = {};
  if (state.Error !== undefined) failure.error = await text(state.Error, 'Error');
  if (state.Cause !== undefined) failure.cause = await text(state.Cause, 'Cause');
  return { to: 'fail', failure };
}

async function invoke(state: TaskState, situation: Situation): Promise<Step> {
  const token = state.Resource.endsWith(waitForTaskToken) ? situation.newToken() : null;
  const context = token === null ? situation.context : { ...situation.context, Task: { Token: token } };
  const timeoutSeconds = await limit(state.TimeoutSeconds, 'TimeoutSeconds', situation);
  const heartbeatSeconds = await limit(state.HeartbeatSeconds, 'HeartbeatSeconds', situation);
  const args =
    state.Arguments === undefined
      ? situation.branch.input
      : await evaluate(state.Arguments, 'Arguments', scopeOf(situation, {}, context));
  checkSize(situation, args);
  return { to: 'invoke', arguments: args, token, timeoutSeconds, heartbeatSeconds };
}

async function limit(
  value: number | string | undefined,
  field: string,
  situation: Situation,
): Promise<number | null> {
  if (value === undefined) return null;
  return wholeSeconds(field, await evaluateAs(z.number(), 'number', value, field, scopeOf(situation)), 1);
}

async function fork(state: ParallelState, situation: Situation): Promise<Step> {
  const input =
    state.Arguments === undefined
      ? situation.branch.input
      : await evaluate(state.Arguments, 'Arguments', scopeOf(situation));
  checkSize(situation, input);
  return { to: 'fork', input };
}

/** Retriers first, then catchers, otherwise the branch fails (spec, "Error Handling"). */
async function handle(
  state: State,
  situation: Situation,
  failure: Failure,
  events: readonly string[],
): Promise<Step> {
  if (state.Type !== 'Task' && state.Type !== 'Parallel') return { to: 'fail', failure, events };
  const { branch } = situation;
  const index = state.Retry.findIndex(({ ErrorEquals }) => errorMatches(ErrorEquals, failure));
  const retrier = state.Retry[index];
  const made = branch.retries[index] ?? 0;
  if (retrier !== undefined && made < retrier.MaxAttempts) {
    const seconds = Math.min(
      retrier.IntervalSeconds * retrier.BackoffRate ** made,
      retrier.MaxDelaySeconds ?? longestDelay,
    );
    const part = retrier.JitterStrategy === 'FULL' ? chance(situation, index, made) : 1;
    return { to: 'retry', retrier: index, delay: Math.round(seconds * part * 1000), events };
  }
  const given =
    failure.branch === true && branch.outcome?.ok === false ? [...events, 'ParallelStateFailed'] : events;
  const catcherIndex = state.Catch.findIndex(({ ErrorEquals }) => errorMatches(ErrorEquals, failure));
  const catcher = state.Catch[catcherIndex];
  if (catcher === undefined) return { to: 'fail', failure, events: given };
  const errorOutput = { Error: failure.error ?? '', Cause: failure.cause ?? '' };
  try {
    return {
      ...(await leave(catcher, situation, { errorOutput }, `Catch[${catcherIndex}]/`)),
      events: given,
    };
  } catch (error) {
    return { to: 'fail', failure: failureOf(situation, error), events: [...given, 'EvaluationFailed'] };
  }
}

/**
 * A number from 0 to below 1 for a delay with jitter: another one for each retry of each execution, and the same when the
 * same is run again, so that runs are repeatable.
 */
function chance({ branch, context }: Situation, retrier: number, made: number): number {
  const of = JSON.stringify([context['Execution'], branch.state, branch.entered_event, retrier, made]);
  return createHash('sha256').update(of).digest().readUInt32BE(0) / 2 ** 32;
}

/** The failure that an exception stands for. The Cause of the interpreter's own failures names the state. */
function failureOf({ branch }: Situation, error: unknown): Failure {
  const prefix = `An error occurred while executing the state '${branch.state}' (entered at the event id #${branch.entered_event}). `;
  if (error instanceof EvaluationFault) {
    return { error: 'States.QueryEvaluationError', cause: prefix + error.message };
  }
  if (error instanceof StateFault) {
    const { cause, ...failure } = error.failure;
    return cause === undefined ? failure : { ...failure, cause: prefix + cause };
  }
  throw error;
}

function checkSize({ branch }: Situation, value: Json): void {
  if (!exceedsPayloadLimit(value)) return;
  throw new StateFault({
    error: 'States.DataLimitExceeded',
    cause: `The state/task '${branch.state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  });
}

function wholeSeconds(field: string, value: number, least: 0 | 1): number {
  if (!Number.isInteger(value)) {
    throw new EvaluationFault(`The ${field} field cannot be parsed as an integer: ${value}`);
  }
  if (value < 0 || value > 99_999_999) {
    throw new EvaluationFault(`${field} must be between 0 and 99999999 but was: ${value}`);
  }
  if (value < least) throw new EvaluationFault(`${field} must be a positive integer but was: ${value}`);
  return value;
}
