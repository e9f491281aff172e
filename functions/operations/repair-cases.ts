import type { Dependencies } from '../dependencies.ts';
import { openTasks, runOf, type Case, type Run } from '../domain/case/case.ts';
import { addCalendarDays, londonDate } from '../domain/time/civil-date.ts';
import { faultFields } from '../runtime/faults.ts';
import { itemsOf } from './list-pages.ts';
import { dispatchOrLog } from './dispatch.ts';
import { rebuildCase } from './rebuild-case.ts';

/** A promise younger than this is still being kept by the call that made it. */
const leaveAloneMs = 60 * 1000;

/**
 * Keeps the promises that were left: executions never started, decisions never told (the service was down, a process
 * died between its two writes). Harmless at any time and any number of times. `failed`: still to be kept.
 */
export async function repairCases(
  deps: Dependencies,
  options: { alsoFresh?: boolean } = {},
): Promise<{ kept: number; failed: number }> {
  const now = Date.parse(deps.clock.now());
  const before = new Date(options.alsoFresh ? now + 1 : now - leaveAloneMs).toISOString();
  let kept = 0;
  let failed = 0;
  for (const entry of await deps.store.outbox({ before, limit: 1000 })) {
    const done = await dispatchOrLog(deps, entry);
    if (done === true) kept += 1;
    else failed += 1;
    if (done === false)
      deps.log('outbox-entry-waiting', { caseId: entry.caseId, entry: entry.id, kind: entry.kind });
  }
  return { kept, failed };
}

/** Cases are looked after in time: what is due this many days from now or earlier. */
const daysAhead = 7;

/**
 * Starts again the executions that have stopped before their runs were over: of every case with a step that is due soon
 * or overdue, and of open cases that wait for nobody. Asks Step Functions about those alone. One that cannot be started
 * stops no other.
 */
export async function restartStopped(deps: Dependencies): Promise<{ restarted: number; failed: number }> {
  const dueBefore = addCalendarDays(londonDate(deps.clock.now()), daysAhead + 1);
  const due = itemsOf((page) => deps.store.openTasks({ dueBefore, ...page }));
  const open = itemsOf((page) => deps.store.cases({ status: 'open', ...page }));
  const seen = new Set<string>();
  const done = { restarted: 0, failed: 0 };
  async function lookAfter(
    state: Case,
    { run, execution, status, ...of }: Run,
    isStopped: (now: string) => boolean,
  ) {
    if (status === 'ended' || seen.has(execution)) return;
    seen.add(execution);
    const stateMachine = deps.procedures.version(of.procedure, of.version)?.stateMachine;
    if (stateMachine === undefined) return;
    try {
      if (!isStopped(await deps.workflows.status({ stateMachine, name: execution }))) return;
      const rebuilt = await rebuildCase(deps, state.id, run);
      done[rebuilt.ok ? 'restarted' : 'failed'] += 1;
      if (!rebuilt.ok)
        deps.log('execution-not-rebuilt', { caseId: state.id, execution, why: rebuilt.reason });
    } catch (fault) {
      done.failed += 1;
      deps.log('execution-not-restarted', { caseId: state.id, execution, ...faultFields(fault) });
    }
  }
  for await (const { state } of due)
    for (const { run } of openTasks(state))
      // A step is open, so its execution did begin; one that ended long ago is not even known any more.
      await lookAfter(state, runOf(state, run), (now) => now !== 'running');
  for await (const state of open) {
    const waiting = new Set(openTasks(state).map(({ run }) => run));
    for (const run of state.runs)
      // It stopped with a decision on its way to the next step. One that is not known is about to be started.
      if (!waiting.has(run.run)) await lookAfter(state, run, (now) => now === 'ended');
  }
  return done;
}
