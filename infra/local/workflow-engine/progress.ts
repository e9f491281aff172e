import { randomBytes } from 'node:crypto';
import { type Block, type Machine, stateOf } from './definition.ts';
import { type Failure, type Outcome, WorkflowFault } from './faults.ts';
import type { Json, JsonObject } from './json.ts';
import type { Branch, Execution, Status, Store } from './store.ts';
import type { Situation, Step } from './transition.ts';

/** A branch in a state, and what it does there at an instant. */
export interface Taken {
  branch: Branch;
  step: Step;
  now: number;
}

/** The most events that one execution's history may have (Step Functions quotas). */
export const mostEvents = 25_000;
const account = '000000000000';
const region = 'eu-west-2';

/**
 * Moves executions forward. Every function that changes something must be called within one transaction; `now` is the
 * virtual time in milliseconds. `machineOf` returns the definition that an execution uses.
 */
export function makeProgress(store: Store, machineOf: (execution: string) => Machine) {
  let turn = store.lastTurn();
  const nextTurn = (): number => (turn += 1);
  /** How many events the execution has that was written to last. */
  let events = 0;
  const addEvents = (execution: string, added: Parameters<Store['addEvents']>[1]): number =>
    (events = store.addEvents(execution, added));
  const addEvent = (execution: string, at: number, type: string, state?: string): number =>
    addEvents(execution, [{ at, type, state }]);

  function blockOf(branch: Branch): Block {
    if (branch.parent === null) return machineOf(branch.execution);
    const parent = existing(branch.parent);
    const state = stateOf(blockOf(parent), parent.state);
    const block = state.Type === 'Parallel' ? state.blocks[branch.position] : undefined;
    if (block === undefined)
      throw new WorkflowFault('InvalidDefinition', `State "${parent.state}": has no such branch`);
    return block;
  }

  function existing(id: number): Branch {
    const branch = store.branch(id);
    if (branch === undefined) throw new TypeError(`There is no branch ${id}`);
    return branch;
  }

  /** Starts a branch at the first state of its block. */
  function begin(
    execution: string,
    block: Block,
    input: Json,
    now: number,
    place: { parent: number | null; position: number },
  ): void {
    const state = block.startAt;
    const entered_event = addEvent(execution, now, enteredEvent(block, state), state);
    const values = entry({ state, input, variables: {}, entered_at: now, entered_event });
    store.addBranch({ execution, ...place, ...values });
  }

  /** The branch in the state to which a step leads at once; undefined if it waits for something, or ends. */
  function entered({ branch, step, now }: Taken, number: number): Branch | undefined {
    if (step.to !== 'leave' || step.next === undefined) return undefined;
    const variables = { ...branch.variables, ...step.assign };
    const entry = { input: step.output, variables, entered_at: now, entered_event: number };
    return { ...branch, ...noWork, ...entry, state: step.next, phase: 'start', retries: {}, retry_count: 0 };
  }

  /** The columns of a branch that has just entered a state. */
  const entry = ({ state, input, variables, entered_at, entered_event }: Entered) => ({
    state,
    phase: 'start',
    input: JSON.stringify(input),
    variables: JSON.stringify(variables),
    entered_at,
    entered_event,
    retries: '{}',
    retry_count: 0,
    turn: nextTurn(),
    ...noWork,
  });

  /** Stores what a branch did in one state after the other; all but the last step led to the next state at once. */
  function apply(block: Block, path: readonly Taken[]): void {
    const [first] = path;
    const last = path.at(-1);
    if (!first || !last) return;
    const { branch, step, now } = last;
    const noted = path.flatMap((taken) => eventsOf(block, taken));
    if (noted.length > 0) addEvents(branch.execution, noted);
    // Where it came before the last step is stored together with what the last step makes of it.
    const moved = branch === first.branch ? {} : entry(branch);
    switch (step.to) {
      case 'wait':
        store.updateBranch(branch.id, { ...moved, phase: 'wait', due_at: step.until, turn: null });
        break;
      case 'invoke': {
        if (step.token !== null) store.addToken(step.token, branch.id);
        const after = (seconds: number | null): number | null =>
          seconds === null ? null : now + seconds * 1000;
        const timers = { timeout_at: after(step.timeoutSeconds), heartbeat_at: after(step.heartbeatSeconds) };
        store.updateBranch(branch.id, {
          ...moved,
          phase: 'invoke',
          arguments: JSON.stringify(step.arguments),
          token: step.token,
          heartbeat_seconds: step.heartbeatSeconds,
          ...timers,
          due_at: earlier(timers.timeout_at, timers.heartbeat_at),
          turn: null,
          invocation: nextTurn(),
        });
        break;
      }
      case 'fork': {
        const state = stateOf(block, branch.state);
        if (state.Type !== 'Parallel') throw new TypeError(`${state.Type} states have no branches`);
        store.updateBranch(branch.id, { ...moved, phase: 'children', turn: null });
        state.blocks.forEach((child, position) =>
          begin(branch.execution, child, step.input, now, { parent: branch.id, position }),
        );
        break;
      }
      case 'retry':
        store.updateBranch(branch.id, {
          ...moved,
          ...noWork,
          phase: 'retry',
          retries: JSON.stringify({
            ...branch.retries,
            [step.retrier]: (branch.retries[step.retrier] ?? 0) + 1,
          }),
          retry_count: branch.retry_count + 1,
          due_at: now + step.delay,
          turn: null,
        });
        break;
      case 'leave': {
        const next = entered(last, events);
        if (next) store.updateBranch(branch.id, entry(next));
        else finish(branch, step.output, now);
        break;
      }
      case 'fail':
        failBranch(branch, step.failure, now);
        break;
    }
    capHistory(branch.id, now);
  }

  /** A branch has ended: the execution succeeds, or the Parallel state may be complete. */
  function finish(branch: Branch, output: Json, now: number): void {
    if (branch.parent === null) {
      end(branch.execution, 'SUCCEEDED', now, { output });
      return;
    }
    const outcome: Outcome = { ok: true, result: output };
    store.updateBranch(branch.id, { ...noWork, phase: 'done', outcome: JSON.stringify(outcome), turn: null });
    const children = store.children(branch.parent);
    const results = children.flatMap((child) => (child.outcome?.ok === true ? [child.outcome.result] : []));
    if (children.some(({ phase }) => phase !== 'done')) return;
    const parent = existing(branch.parent);
    addEvent(parent.execution, now, 'ParallelStateSucceeded', parent.state);
    for (const child of children) store.deleteBranch(child.id);
    settle(parent.id, { ok: true, result: results });
  }

  /** An error that nothing in the branch handled: the surrounding Parallel state fails, or the execution. */
  function failBranch(branch: Branch, failure: Failure, now: number): void {
    if (branch.parent === null) {
      end(branch.execution, 'FAILED', now, failure);
      return;
    }
    if (stateOf(blockOf(branch), branch.state).Type === 'Task') {
      addEvent(branch.execution, now, 'TaskStateAborted', branch.state);
    }
    dropChildren(branch.parent, branch.id, now);
    settle(branch.parent, { ok: false, failure: { ...failure, branch: true } });
  }

  function dropChildren(parent: number, failed: number, now: number): void {
    for (const child of store.children(parent)) {
      if (child.id !== failed && child.phase !== 'done') {
        dropChildren(child.id, failed, now);
        const { Type } = stateOf(blockOf(child), child.state);
        addEvent(child.execution, now, `${Type}StateAborted`, child.state);
      }
      store.deleteBranch(child.id);
    }
  }

  /** Records the result of a state's work. Its Output, Retry and Catch are handled at its next turn. */
  function settle(id: number, outcome: Outcome): void {
    store.closeToken(id);
    store.updateBranch(id, {
      ...noWork,
      phase: 'settle',
      outcome: JSON.stringify(outcome),
      turn: nextTurn(),
    });
  }

  /** Records the answer of a task. */
  function answer(branch: Branch, outcome: Outcome, now: number): void {
    addEvent(branch.execution, now, outcome.ok ? 'TaskSucceeded' : 'TaskFailed', branch.state);
    settle(branch.id, outcome);
  }

  /** A timer of the branch is due. */
  function fire(branch: Branch, now: number): void {
    if (branch.phase === 'wait' || branch.phase === 'retry') {
      const phase = branch.phase === 'wait' ? 'settle' : 'start';
      store.updateBranch(branch.id, { phase, due_at: null, turn: nextTurn() });
      return;
    }
    addEvent(branch.execution, now, 'TaskTimedOut', branch.state);
    const missedHeartbeat =
      branch.heartbeat_at !== null && branch.heartbeat_at < (branch.timeout_at ?? Number.POSITIVE_INFINITY);
    // Both report States.Timeout without a Cause, as Step Functions does.
    const failure: Failure = { error: 'States.Timeout', ...(missedHeartbeat ? { heartbeat: true } : {}) };
    settle(branch.id, { ok: false, failure });
  }

  function heartbeat(branch: Branch, now: number): void {
    if (branch.heartbeat_seconds === null) return;
    const heartbeatAt = now + branch.heartbeat_seconds * 1000;
    store.updateBranch(branch.id, {
      heartbeat_at: heartbeatAt,
      due_at: earlier(branch.timeout_at, heartbeatAt),
    });
  }

  function end(execution: string, status: Status, now: number, ending: Failure & { output?: Json }): void {
    addEvent(execution, now, executionEvent[status]);
    for (const branch of store.branchesOf(execution)) store.deleteBranch(branch.id);
    store.endExecution({
      arn: execution,
      status,
      output: ending.output === undefined ? null : JSON.stringify(ending.output),
      error: ending.error ?? null,
      cause: ending.cause ?? null,
      stopped_at: now,
    });
  }

  function capHistory(id: number, now: number): void {
    if (events < mostEvents) return;
    const branch = store.branch(id);
    if (branch === undefined || store.execution(branch.execution).events < mostEvents) return;
    const cause = `The execution reached the maximum number of history events (${mostEvents}).`;
    end(branch.execution, 'FAILED', now, { error: 'States.Runtime', cause });
  }

  /** Everything the expressions of a branch's states can use: of each state in which it comes to be. */
  function situationsOf(branch: Branch): {
    execution: Execution;
    at: (at: Branch, now: number) => Situation;
  } {
    const execution = store.execution(branch.execution);
    const outer: JsonObject[] = [];
    for (let scope = branch.parent; scope !== null;) {
      const { variables, parent } = existing(scope);
      outer.unshift(variables);
      scope = parent;
    }
    return { execution, at: (at, now) => situationIn(execution, at, outer, now) };
  }

  return { begin, apply, entered, answer, fire, heartbeat, end, situationsOf, blockOf };
}

/** What a branch has when it enters a state. */
type Entered = Pick<Branch, 'state' | 'input' | 'variables' | 'entered_at' | 'entered_event'>;

const enteredEvent = (block: Block, name: string): string => `${stateOf(block, name).Type}StateEntered`;

/** The history events of a step, in order. */
export function eventsOf(block: Block, { branch, step, now }: Taken) {
  const here = (type: string) => ({ at: now, type, state: branch.state });
  const noted = (step.events ?? []).map(here);
  switch (step.to) {
    case 'invoke':
      return [...noted, here('TaskScheduled'), here('TaskStarted')];
    case 'fork':
      return [...noted, here('ParallelStateStarted')];
    case 'leave': {
      const left = [...noted, here(`${stateOf(block, branch.state).Type}StateExited`)];
      const { next } = step;
      return next === undefined ? left : [...left, { at: now, type: enteredEvent(block, next), state: next }];
    }
    default:
      return noted;
  }
}

function situationIn(
  execution: Execution,
  branch: Branch,
  outer: readonly JsonObject[],
  now: number,
): Situation {
  const context = {
    Execution: {
      Id: execution.arn,
      Input: execution.input,
      Name: execution.name,
      RoleArn: `arn:aws:iam::${account}:role/${execution.machine}`,
      StartTime: isoTime(execution.started_at),
      RedriveCount: 0,
    },
    State: {
      EnteredTime: isoTime(branch.entered_at),
      Name: branch.state,
      RetryCount: branch.retry_count,
    },
    StateMachine: { Id: machineArn(execution.machine), Name: execution.machine },
  };
  return { branch, context, variables: Object.assign({}, ...outer, branch.variables), now, newToken };
}

/** A branch with no task, timer or outcome. */
const noWork = {
  arguments: null,
  token: null,
  timeout_at: null,
  heartbeat_seconds: null,
  heartbeat_at: null,
  due_at: null,
  outcome: null,
  invocation: null,
} as const;

const executionEvent = {
  RUNNING: 'ExecutionStarted',
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
} as const;

function machineArn(machine: string): string {
  return `arn:aws:states:${region}:${account}:stateMachine:${machine}`;
}

export function executionArn(machine: string, name: string): string {
  return `arn:aws:states:${region}:${account}:execution:${machine}:${name}`;
}

/** 32 random bytes as text, so a malformed token can be distinguished from an unknown one. */
export const tokenForm = /^[\w-]{43}$/;

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function earlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

function isoTime(instant: number): string {
  return new Date(instant).toISOString();
}
