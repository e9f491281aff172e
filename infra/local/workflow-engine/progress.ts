import { randomBytes } from 'node:crypto';
import { type Block, type Machine, stateOf } from './definition.ts';
import { type Failure, type Outcome, WorkflowFault } from './faults.ts';
import type { Json, JsonObject } from './json.ts';
import type { Branch, Status, Store } from './store.ts';
import type { Situation, Step } from './transition.ts';

/** The most events that one execution's history may have (Step Functions quotas). */
const mostEvents = 25_000;
const account = '000000000000';
const region = 'eu-west-2';

/**
 * Moves executions forward. Every function that changes something must be called within one transaction; `now` is the
 * virtual time in milliseconds. `machineOf` returns the definition that an execution uses.
 */
export function makeProgress(store: Store, machineOf: (execution: string) => Machine) {
  let turn = store.lastTurn();
  const nextTurn = (): number => (turn += 1);

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
    store.addBranch({ execution, ...place, ...entry(execution, block, block.startAt, input, {}, now) });
  }

  /** The columns of a branch that enters a state. Adds the event. */
  function entry(
    execution: string,
    block: Block,
    name: string,
    input: Json,
    variables: JsonObject,
    now: number,
  ) {
    return {
      state: name,
      phase: 'start',
      input: JSON.stringify(input),
      variables: JSON.stringify(variables),
      entered_at: now,
      entered_event: store.addEvent(execution, now, `${stateOf(block, name).Type}StateEntered`, name),
      retries: '{}',
      retry_count: 0,
      turn: nextTurn(),
      ...noWork,
    };
  }

  function apply(branch: Branch, step: Step, now: number): void {
    const block = blockOf(branch);
    const note = (type: string): number => store.addEvent(branch.execution, now, type, branch.state);
    for (const type of step.events ?? []) note(type);
    switch (step.to) {
      case 'wait':
        store.updateBranch(branch.id, { phase: 'wait', due_at: step.until, turn: null });
        break;
      case 'invoke': {
        note('TaskScheduled');
        note('TaskStarted');
        if (step.token !== null) store.addToken(step.token, branch.id);
        const after = (seconds: number | null): number | null =>
          seconds === null ? null : now + seconds * 1000;
        const timers = { timeout_at: after(step.timeoutSeconds), heartbeat_at: after(step.heartbeatSeconds) };
        store.updateBranch(branch.id, {
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
        note('ParallelStateStarted');
        store.updateBranch(branch.id, { phase: 'children', turn: null });
        state.blocks.forEach((child, position) =>
          begin(branch.execution, child, step.input, now, { parent: branch.id, position }),
        );
        break;
      }
      case 'retry':
        store.updateBranch(branch.id, {
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
        note(`${stateOf(block, branch.state).Type}StateExited`);
        if (step.next === undefined) {
          finish(branch, step.output, now);
          break;
        }
        const variables = { ...branch.variables, ...step.assign };
        store.updateBranch(branch.id, entry(branch.execution, block, step.next, step.output, variables, now));
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
    store.addEvent(parent.execution, now, 'ParallelStateSucceeded', parent.state);
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
      store.addEvent(branch.execution, now, 'TaskStateAborted', branch.state);
    }
    dropChildren(branch.parent, branch.id, now);
    settle(branch.parent, { ok: false, failure: { ...failure, branch: true } });
  }

  function dropChildren(parent: number, failed: number, now: number): void {
    for (const child of store.children(parent)) {
      if (child.id !== failed && child.phase !== 'done') {
        dropChildren(child.id, failed, now);
        const { Type } = stateOf(blockOf(child), child.state);
        store.addEvent(child.execution, now, `${Type}StateAborted`, child.state);
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
    store.addEvent(branch.execution, now, outcome.ok ? 'TaskSucceeded' : 'TaskFailed', branch.state);
    settle(branch.id, outcome);
  }

  /** A timer of the branch is due. */
  function fire(branch: Branch, now: number): void {
    if (branch.phase === 'wait' || branch.phase === 'retry') {
      const phase = branch.phase === 'wait' ? 'settle' : 'start';
      store.updateBranch(branch.id, { phase, due_at: null, turn: nextTurn() });
      return;
    }
    store.addEvent(branch.execution, now, 'TaskTimedOut', branch.state);
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
    store.addEvent(execution, now, executionEvent[status]);
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
    const branch = store.branch(id);
    if (branch === undefined || store.execution(branch.execution).events < mostEvents) return;
    const cause = `The execution reached the maximum number of history events (${mostEvents}).`;
    end(branch.execution, 'FAILED', now, { error: 'States.Runtime', cause });
  }

  /** Everything the expressions of a branch's state can use. */
  function situationOf(branch: Branch, now: number): Situation {
    const execution = store.execution(branch.execution);
    const variables: JsonObject[] = [];
    for (let scope: Branch | undefined = branch; scope !== undefined;) {
      variables.unshift(scope.variables);
      scope = scope.parent === null ? undefined : store.branch(scope.parent);
    }
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
    return { branch, context, variables: Object.assign({}, ...variables), now, newToken };
  }

  return { begin, apply, answer, fire, heartbeat, end, situationOf, blockOf };
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
