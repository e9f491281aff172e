import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextRound } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { VirtualClock } from '../virtual-clock.ts';
import { loadDefinition, type Machine, type Resources, stateOf } from './definition.ts';
import { type Failure, type Outcome, WorkflowFault } from './faults.ts';
import { exceedsPayloadLimit, type Json, parseJson, throughJson } from './json.ts';
import { eventsOf, executionArn, makeProgress, mostEvents, type Taken, tokenForm } from './progress.ts';
import { type Branch, type Execution, openStore, type Status } from './store.ts';
import { decideStep } from './transition.ts';

/** One attempt at a Task state. */
export interface TaskCall {
  execution: string;
  state: string;
  resource: string;
  arguments: Json;
  /** Whether it has TimeoutSeconds or HeartbeatSeconds. */
  timesOut: boolean;
}

/** `submitted`: it was called, and now waits for its token or its time-out. */
export type TaskAnswer = Outcome | 'submitted';

export interface EngineOptions {
  database: DatabaseSync;
  clock: VirtualClock;
  /** Amazon States Language by state machine name, as plain objects that are not changed afterwards. */
  definitions: Record<string, unknown>;
  /** Carries out a task. An exception is the task's failure with the error States.TaskFailed. */
  perform: (call: TaskCall) => Promise<TaskAnswer>;
  resources?: Resources;
  /** Called when there is something to do: an execution was started, or a token came back. */
  onWork?: () => void;
}

const mostCalls = 4; // Not more than half of what store.invocations() returns, because some of those are already running.
const transitionsPerRound = 50;

// A machine never changes, and checking one takes as long as running it for a day. So each is checked once, however
// often the engine is opened.
const loaded = new Map<string, Machine>();

function load(hash: string, definition: () => Json, resources: Resources): Machine {
  const key = `${resources} ${hash}`;
  const machine = loaded.get(key) ?? loadDefinition(definition(), resources);
  loaded.set(key, machine);
  return machine;
}

interface AsText {
  plain: Json;
  text: string;
  hash: string;
}
const texts = new WeakMap<object, AsText>();

/** A definition as it is kept and known. An object that was given before is not looked at again. */
function asText(definition: unknown): AsText {
  const known = typeof definition === 'object' && definition !== null ? texts.get(definition) : undefined;
  if (known) return known;
  const plain = throughJson(definition);
  const text = JSON.stringify(plain);
  const made = { plain, text, hash: createHash('sha256').update(text).digest('hex') };
  if (typeof definition === 'object' && definition !== null) texts.set(definition, made);
  return made;
}

/** The engine. workflow-engine.ts documents its functions. */
export function makeEngine(options: EngineOptions) {
  const { database, clock, perform, resources = 'lambda', onWork = () => undefined } = options;
  const store = openStore(database);
  const current = new Map(
    Object.entries(options.definitions).map(([name, definition]) => {
      const { plain, hash, text } = asText(definition);
      return [name, { machine: load(hash, () => plain, resources), hash, text }];
    }),
  );
  const progress = makeProgress(store, (execution): Machine => {
    const hash = store.definitionOf(execution);
    return load(hash, () => parseJson(store.definition(hash)), resources);
  });
  const now = (): number => clock.now().getTime();

  // Running calls by their number; faults outside the task itself; and the callers waiting for news.
  const calls = new Map<number, Promise<unknown>>();
  const faults: unknown[] = [];
  const insideCall = new AsyncLocalStorage<{ active: boolean }>();
  let news = Promise.withResolvers<void>();
  const tell = (): void => {
    news.resolve();
    insideCall.exit(onWork);
  };

  /**
   * Takes a branch from state to state, at most so many, until it waits for something or ends, and stores that in one
   * transaction. Returns how many states it was taken through.
   */
  async function advance(branch: Branch, most: number): Promise<number> {
    const block = progress.blockOf(branch);
    const { execution, at } = progress.situationsOf(branch);
    const path: Taken[] = [];
    let { events } = execution;
    const goesOn = (): boolean => path.length === 0 || (path.length < most && events < mostEvents);
    for (let next: Branch | undefined = branch; next && goesOn();) {
      const instant = now();
      const step = await decideStep(stateOf(block, next.state), at(next, instant));
      const taken = { branch: next, step, now: instant };
      path.push(taken);
      events += eventsOf(block, taken).length;
      next = progress.entered(taken, events);
    }
    store.transaction(() => {
      // The branch may have been stopped while the expressions were evaluated.
      if (store.branch(branch.id)?.turn !== branch.turn) return;
      // A state knows the number of the event of its entry: what else happened meanwhile has taken that of the next.
      const isAlone = store.execution(branch.execution).events === execution.events;
      progress.apply(block, isAlone ? path : path.slice(0, 1));
    });
    return path.length;
  }

  function call(branch: Branch): void {
    const { invocation } = branch;
    const state = stateOf(progress.blockOf(branch), branch.state);
    if (invocation === null || state.Type !== 'Task') return;
    const done = attempt(branch, state.Resource)
      .catch((error: unknown) => faults.push(error))
      .finally(() => calls.delete(invocation));
    calls.set(invocation, done);
  }

  async function attempt(branch: Branch, resource: string): Promise<void> {
    const { id, execution, state, invocation, arguments: args } = branch;
    const timesOut = branch.due_at !== null;
    const inside = { active: true };
    const answer = await insideCall
      .run(inside, async () => perform({ execution, state, resource, arguments: args, timesOut }))
      .catch((error: unknown) => failedWith('States.TaskFailed', String(error)));
    inside.active = false;
    store.transaction(() => {
      const fresh = store.branch(id);
      // The token came back, the task timed out or it was stopped meanwhile. Then this answer is ignored.
      if (fresh?.invocation !== invocation) return;
      if (answer !== 'submitted') {
        progress.answer(fresh, limited(fresh, answer), now());
        return;
      }
      store.addEvents(execution, [{ at: now(), type: 'TaskSubmitted', state }]);
      store.updateBranch(id, { phase: 'token', invocation: null });
    });
  }

  function limited(branch: Branch, outcome: Outcome): Outcome {
    if (!outcome.ok || !exceedsPayloadLimit(outcome.result)) return outcome;
    const cause = `The state/task '${branch.state}' returned a result with a size exceeding the maximum number of bytes service limit.`;
    return failedWith('States.DataLimitExceeded', cause);
  }

  /** Fires one timer that is due. Returns whether there was one. */
  function fireTimer(): boolean {
    const branch = store.dueBranch(now());
    if (branch === undefined) return false;
    store.transaction(() => fire(branch));
    return true;
  }

  /** Ends one execution whose TimeoutSeconds are over at `instant`. */
  function endOverdue(instant: number): boolean {
    const execution = store.overdueExecution(instant);
    if (execution === undefined) return false;
    store.transaction(() => timeOut(execution.arn));
    return true;
  }

  function fire(branch: Branch): void {
    abandonCall(branch);
    progress.fire(branch, now());
  }

  function timeOut(execution: string): void {
    for (const branch of store.branchesOf(execution)) abandonCall(branch);
    progress.end(execution, 'TIMED_OUT', now(), { error: 'States.Timeout' });
  }

  /** A call that takes longer than allowed may never end, so it is abandoned. */
  function abandonCall({ invocation }: Branch): void {
    if (invocation !== null) calls.delete(invocation);
  }

  /** Waits for a call to end, for news, or for the next timer of a running clock. */
  async function rest(): Promise<void> {
    const next = store.nextTimer();
    let timer: NodeJS.Timeout | undefined;
    const waits: Promise<unknown>[] = [news.promise, ...calls.values()];
    if (next !== null && clock.runs()) {
      const { promise, resolve } = Promise.withResolvers<void>();
      timer = setTimeout(resolve, Math.min(Math.max(next - now(), 1), 3_600_000));
      waits.push(promise);
    }
    await Promise.race(waits);
    clearTimeout(timer);
  }

  /** Until when there is nothing to do, in an edition of the tables: time can go by without their being asked again. */
  let quiet = { edition: '', until: 0 };
  const quietUntil = (): number => (quiet.edition === store.edition() ? quiet.until : 0);

  async function drain(most: number): Promise<void> {
    if (calls.size === 0 && faults.length === 0 && now() < quietUntil()) return;
    for (let made = 0; made < most;) {
      news = Promise.withResolvers();
      if (faults.length > 0) throw faults.pop();
      if ((store.nextTimer() ?? Number.POSITIVE_INFINITY) <= now() && (fireTimer() || endOverdue(now() - 1)))
        continue;
      for (const branch of store.invocations()) {
        if (calls.size < mostCalls && !calls.has(branch.invocation ?? 0)) call(branch);
      }
      const branch = store.nextInTurn();
      if (branch !== undefined) {
        const round = transitionsPerRound - (made % transitionsPerRound);
        made += await advance(branch, Math.min(most - made, round));
        if (made % transitionsPerRound === 0) await nextRound();
        continue;
      }
      // Last, because an execution that ends exactly when its time is over took no longer than allowed.
      if (endOverdue(now())) continue;
      if (calls.size === 0) {
        quiet = { edition: store.edition(), until: store.nextTimer() ?? Number.POSITIVE_INFINITY };
        return;
      }
      await rest();
    }
  }

  let last: Promise<void> = Promise.resolve();

  function find(arnOrName: string): Execution {
    if (arnOrName.startsWith('arn:')) return store.execution(arnOrName);
    const [execution] = store.executionsNamed(arnOrName);
    if (execution === undefined)
      throw new WorkflowFault('ExecutionDoesNotExist', `There is no execution ${arnOrName}`);
    return execution;
  }

  /** Changes the branch that waits for a token, in one transaction. */
  function withToken(token: string, change: (branch: Branch, at: number) => void): void {
    if (!tokenForm.test(token)) throw new WorkflowFault('InvalidToken', 'This is not a task token');
    const stillWaits = store.transaction(() => {
      const id = store.tokenBranch(token);
      if (id === undefined) throw new WorkflowFault('TaskDoesNotExist', 'No task was given this token');
      const branch = id === null ? undefined : store.branch(id);
      if (branch === undefined) return false;
      const at = now();
      // Time-outs apply from their exact instant, even if nothing has run since.
      if (branch.due_at !== null && branch.due_at <= at) {
        fire(branch);
        return false;
      }
      if ((store.execution(branch.execution).timeout_at ?? at) < at) {
        timeOut(branch.execution);
        return false;
      }
      change(branch, at);
      return true;
    });
    tell();
    if (!stillWaits)
      throw new WorkflowFault('TaskTimedOut', 'The task has timed out, or it has already ended');
  }

  const described = (execution: Execution) => ({
    executionArn: execution.arn,
    name: execution.name,
    stateMachine: execution.machine,
    status: execution.status,
    startDate: new Date(execution.started_at),
    ...(execution.stopped_at === null ? {} : { stopDate: new Date(execution.stopped_at) }),
  });

  return {
    /**
     * Starts an execution. Nothing of it runs before `runDue`. The same name with the same input returns the same
     * execution while it runs. Exceptions ExecutionAlreadyExists, StateMachineDoesNotExist, InvalidName,
     * InvalidExecutionInput.
     */
    startExecution(start: { stateMachine: string; name: string; input?: unknown }) {
      const definition = current.get(start.stateMachine);
      if (definition === undefined) {
        throw new WorkflowFault(
          'StateMachineDoesNotExist',
          `There is no state machine ${start.stateMachine}`,
        );
      }
      if (!executionName.test(start.name)) {
        throw new WorkflowFault('InvalidName', `"${start.name}" cannot be the name of an execution`);
      }
      const input = throughJson(start.input === undefined ? {} : start.input);
      if (exceedsPayloadLimit(input)) {
        throw new WorkflowFault('InvalidExecutionInput', 'The input is larger than 256 KiB');
      }
      const arn = executionArn(start.stateMachine, start.name);
      const started = store.transaction(() => {
        const before = store.findExecution(arn);
        if (before !== undefined) {
          if (before.status === 'RUNNING' && isDeepStrictEqual(before.input, input)) return before.started_at;
          throw new WorkflowFault('ExecutionAlreadyExists', `There has been an execution ${arn}`);
        }
        const startedAt = now();
        const seconds = definition.machine.timeoutSeconds;
        store.addDefinition(definition.hash, definition.text);
        store.addExecution({
          arn,
          machine: start.stateMachine,
          name: start.name,
          definition: definition.hash,
          input: JSON.stringify(input),
          started_at: startedAt,
          timeout_at: seconds === undefined ? null : startedAt + seconds * 1000,
        });
        store.addEvents(arn, [{ at: startedAt, type: 'ExecutionStarted' }]);
        progress.begin(arn, definition.machine, input, startedAt, { parent: null, position: 0 });
        return startedAt;
      });
      tell();
      return { executionArn: arn, startDate: new Date(started) };
    },

    /** Ends an execution as ABORTED. An execution that has ended stays as it is. Exception ExecutionDoesNotExist. */
    stopExecution(stop: { executionArn: string; error?: string; cause?: string }) {
      const stoppedAt = store.transaction(() => {
        const { arn, status, stopped_at } = find(stop.executionArn);
        if (status !== 'RUNNING') return stopped_at ?? now();
        const failure: Failure = {};
        if (stop.error !== undefined) failure.error = stop.error;
        if (stop.cause !== undefined) failure.cause = stop.cause;
        progress.end(arn, 'ABORTED', now(), failure);
        return now();
      });
      tell();
      return { stopDate: new Date(stoppedAt) };
    },

    /**
     * Gives a waiting task its result, a JSON text, which is stored for good when this returns. Exceptions
     * InvalidOutput, InvalidToken (malformed), TaskDoesNotExist (never given out), TaskTimedOut (ended, or its time is
     * over).
     */
    sendTaskSuccess({ taskToken, output }: { taskToken: string; output: string }): void {
      const result = parsedOutput(output);
      withToken(taskToken, (branch, at) => progress.answer(branch, { ok: true, result }, at));
    },

    /** Fails a waiting task. Same exceptions as sendTaskSuccess. */
    sendTaskFailure({
      taskToken,
      error,
      cause,
    }: {
      taskToken: string;
      error?: string;
      cause?: string;
    }): void {
      const failure: Failure = {};
      if (error !== undefined) failure.error = error;
      if (cause !== undefined) failure.cause = cause;
      withToken(taskToken, (branch, at) => progress.answer(branch, { ok: false, failure }, at));
    },

    /** Restarts HeartbeatSeconds. Same exceptions as sendTaskSuccess. */
    sendTaskHeartbeat({ taskToken }: { taskToken: string }): void {
      withToken(taskToken, (branch, at) => progress.heartbeat(branch, at));
    },

    /** The state of an execution. A name means the latest execution with that name. Exception ExecutionDoesNotExist. */
    describeExecution(arnOrName: string) {
      const execution = find(arnOrName);
      return {
        ...described(execution),
        input: execution.input,
        // The output itself may be null.
        ...(execution.status === 'SUCCEEDED' ? { output: execution.output } : {}),
        ...(execution.error === null ? {} : { error: execution.error }),
        ...(execution.cause === null ? {} : { cause: execution.cause }),
        currentStates: store
          .branchesOf(execution.arn)
          .flatMap(({ phase, state }) => (phase === 'done' ? [] : [state])),
      };
    },

    /** Executions in the order in which they started. */
    listExecutions: ({ stateMachine, status }: { stateMachine?: string; status?: Status } = {}) =>
      store.executions(stateMachine ?? null, status ?? null).map(described),

    /** The history in order, with the event types of Step Functions. Exception ExecutionDoesNotExist. */
    getExecutionHistory: (arnOrName: string) =>
      store.events(find(arnOrName).arn).map(({ id, at, type, state }) => ({
        id,
        timestamp: new Date(at),
        type,
        ...(state === null ? {} : { state }),
      })),

    /**
     * Does everything due at the clock's current time, including calls of tasks. Simultaneous calls run one after the
     * other. With `transitions` it stops after that many.
     */
    runDue(limits: { transitions?: number } = {}): Promise<void> {
      // Called by a task: the run that called the task will do the work. Waiting for that run would never end.
      if (insideCall.getStore()?.active === true) return Promise.resolve();
      const mine = last.then(() => drain(limits.transitions ?? Number.POSITIVE_INFINITY));
      // The fault is for the one who called; the run after it only waits.
      last = mine.catch(() => undefined);
      return mine;
    },

    /** The earliest timer (a wait, a retry, a time-out), or the current time if there is something to do at once. */
    nextTimer(): Date | undefined {
      const until = quietUntil();
      if (until === Number.POSITIVE_INFINITY) return undefined;
      if (until > 0) return new Date(until);
      if (!store.isIdle()) return clock.now();
      const timer = store.nextTimer();
      return timer === null ? undefined : new Date(timer);
    },
  };
}

export type Engine = ReturnType<typeof makeEngine>;

/** StartExecution: 1 to 80 characters, none of them white space, a bracket, a wildcard or special. */
const executionName = /^[^\s\p{Cc}<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/u;

function failedWith(error: string, cause: string): Outcome {
  return { ok: false, failure: { error, cause } };
}

function parsedOutput(output: string): Json {
  let result: Json;
  try {
    result = parseJson(output);
  } catch {
    throw new WorkflowFault('InvalidOutput', 'The output is not a JSON text');
  }
  if (exceedsPayloadLimit(result))
    throw new WorkflowFault('InvalidOutput', 'The output is larger than 256 KiB');
  return result;
}
