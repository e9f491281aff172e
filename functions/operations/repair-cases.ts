import type { Dependencies } from '../dependencies.ts';
import { openTasks, type Case, type Run, type Task } from '../domain/case/case.ts';
import { addCalendarDays, londonDate, londonInstant, type Instant } from '../domain/time/civil-date.ts';
import { faultFields } from '../runtime/faults.ts';
import type { Slice } from '../ports.ts';
import { itemsOf } from './list-pages.ts';
import { dispatchOrLog } from './dispatch.ts';
import { handOver, isOutdated } from './runs/hand-over.ts';
import { rebuildCase } from './runs/rebuild-case.ts';

/** A younger outbox entry is still being dispatched by the call that wrote it. */
const leaveAloneMs = 60 * 1000;

/**
 * Dispatches outbox entries left undispatched: executions never started, decisions never told (the service was down, or
 * a process crashed between its two writes). It can safely run at any time and any number of times. `failed`: entries
 * still in the outbox.
 */
export async function repairCases(
  deps: Dependencies,
  options: { alsoFresh?: boolean } = {},
): Promise<{ dispatched: number; failed: number }> {
  const now = Date.parse(deps.clock.now());
  const before = new Date(options.alsoFresh ? now + 1 : now - leaveAloneMs).toISOString();
  let dispatched = 0;
  let failed = 0;
  for (const entry of await deps.store.outbox({ before, limit: 1000 })) {
    const wasDispatched = await dispatchOrLog(deps, entry);
    if (wasDispatched === true) dispatched += 1;
    else failed += 1;
    if (wasDispatched === false)
      deps.log('outbox-entry-waiting', { caseId: entry.caseId, entry: entry.id, kind: entry.kind });
  }
  return { dispatched, failed };
}

/** What a look at every case under way has found and done. */
export interface Restarted {
  restarted: number;
  failed: number;
}

/** An execution is given so long to come from one state to the next before it counts as standing still. */
const onItsWayMs = 60 * 60 * 1000;

/** Why nothing works on a run: what is found is wrong only if it was so for a while. */
type Standstill =
  | 'its execution has ended'
  | 'its execution is unknown'
  | 'its execution does not wait for the open task'
  | 'its execution has not come from a decision to the next step';

/**
 * Each case is looked at once in so many hours, another part of them each hour: with the hour that a case may be on its
 * way, one that stands still is found within a day.
 */
const slices = 22;
export const sliceOfHour = (now: Instant): Slice => ({
  part: Math.floor(Date.parse(now) / (60 * 60 * 1000)) % slices,
  of: slices,
});

/**
 * Finds runs on which nothing works any more, reports each and continues it at its step: the execution has ended, or is
 * lost, or it runs and does not wait for the open task, or has not come from a decision to the next step within an hour.
 * It looks at the runs of one slice of the cases that are open, or have an open task: the slice of the current hour. A run
 * that cannot be continued does not stop the others.
 */
export async function restartStopped(
  deps: Dependencies,
  slice: Slice = sliceOfHour(deps.clock.now()),
): Promise<Restarted> {
  const results: Restarted = { restarted: 0, failed: 0 };
  const now = Date.parse(deps.clock.now());
  for await (const { state, run } of runsUnderWay(deps, slice)) {
    const { execution } = run;
    try {
      const why = await standstillOf(deps, state, run, now);
      if (why === undefined) continue;
      deps.log('case-stood-still', { caseId: state.id, run: run.run, execution, why });
      const rebuilt = await rebuildCase(deps, state.id, run.run);
      results[rebuilt.ok ? 'restarted' : 'failed'] += 1;
      if (!rebuilt.ok)
        deps.log('execution-not-rebuilt', { caseId: state.id, execution, why: rebuilt.reason });
    } catch (fault) {
      results.failed += 1;
      deps.log('execution-not-restarted', { caseId: state.id, execution, ...faultFields(fault) });
    }
  }
  return results;
}

/** Whether the letters of a decision have not left yet: while the mail service is away, the execution tries again and again. */
const waitsForMail = ({ letters }: Case, decided: Task | undefined): boolean =>
  decided !== undefined && letters.some(({ task, status }) => task === decided.key && status === 'prepared');

async function standstillOf(
  deps: Dependencies,
  state: Case,
  run: Run,
  now: number,
): Promise<Standstill | undefined> {
  const mine = state.tasks.filter((task) => task.run === run.run);
  const open = mine.find(({ status }) => status === 'open');
  const waiting = open && (await deps.store.token(state.id, open.key));
  const since = [
    run.since,
    waiting?.at,
    ...mine.flatMap((task) => [task.openedAt, task.decisions.at(-1)?.at]),
  ];
  const lastMoved = Math.max(0, ...since.map((at) => (at === undefined ? 0 : Date.parse(at))));
  const forLong = now - lastMoved >= onItsWayMs;
  // Of a version that was withdrawn the machine is not known, only whether the token is of any use.
  const stateMachine = deps.procedures.version(run.procedure, run.version)?.stateMachine;
  const status =
    stateMachine === undefined
      ? 'running'
      : await deps.workflows.status({ stateMachine, name: run.execution });
  if (status === 'ended') return 'its execution has ended';
  // A step is open, so its execution did begin; else it may be just about to. Step Functions forgets executions that
  // ended long ago.
  if (status === 'unknown' && (open || forLong)) return 'its execution is unknown';
  if (status === 'unknown' || !forLong) return undefined;
  if (!open)
    return waitsForMail(state, mine.at(-1))
      ? undefined
      : 'its execution has not come from a decision to the next step';
  const waits = waiting !== undefined && (await deps.workflows.waits(waiting.token));
  return waits ? undefined : 'its execution does not wait for the open task';
}

/**
 * Has the executions hand over that run another definition than the current one, which every deployment that changed a
 * machine leaves behind. It wakes those that wait; the others are told when they plan next. `failed`: it could not be
 * told.
 */
export async function handOverOutdated(deps: Dependencies): Promise<{ handedOver: number; failed: number }> {
  const results = { handedOver: 0, failed: 0 };
  for await (const { state, run } of runsUnderWay(deps)) {
    try {
      for (const task of openTasks(state).filter((one) => one.run === run.run)) {
        const waiting = await deps.store.token(state.id, task.key);
        if (!waiting || !isOutdated(deps, run, waiting.definition)) continue;
        const told = await deps.workflows.succeed(waiting.token, {
          outcome: handOver,
          decision: waiting.handled,
        });
        if (told === 'told') results.handedOver += 1;
      }
    } catch (fault) {
      results.failed += 1;
      deps.log('execution-not-restarted', {
        caseId: state.id,
        execution: run.execution,
        ...faultFields(fault),
      });
    }
  }
  return results;
}

const lastSweep = 'definitions-handed-over';

/**
 * Has outdated executions hand over, once after each deployment that changed a machine: until there was none left to
 * tell. Afterwards it costs one read.
 */
export async function handOverAfterDeployment(
  deps: Dependencies,
): Promise<{ handedOver: number; failed: number }> {
  const now = deps.clock.now();
  const deployed = deps.procedures.all
    .map((procedure) => `${procedure.stateMachine} ${deps.definitionOf(procedure)}`)
    .join('\n');
  if ((await deps.shortLived.get(lastSweep, now)) === deployed) return { handedOver: 0, failed: 0 };
  const results = await handOverOutdated(deps);
  const until = londonInstant(addCalendarDays(londonDate(now), sweptAgainAfterDays), '00:00');
  if (results.handedOver === 0 && results.failed === 0) await deps.shortLived.put(lastSweep, deployed, until);
  return results;
}

/** As a safety net, all executions are looked at again after a while even without a deployment. */
const sweptAgainAfterDays = 30;

/** The runs that have not ended, of open cases and of cases with an open task, each once. */
async function* runsUnderWay(deps: Dependencies, slice?: Slice): AsyncGenerator<{ state: Case; run: Run }> {
  const only = slice === undefined ? {} : { slice };
  const seen = new Set<string>();
  function* of(state: Case) {
    for (const run of state.runs) {
      if (run.status === 'ended' || seen.has(run.execution)) continue;
      seen.add(run.execution);
      yield { state, run };
    }
  }
  for await (const state of itemsOf((page) => deps.store.cases({ status: 'open', ...only, ...page })))
    yield* of(state);
  // Alongside cases that are closed.
  for await (const { state } of itemsOf((page) => deps.store.openTasks({ ...only, ...page })))
    yield* of(state);
}
