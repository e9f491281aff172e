import type { Dependencies } from '../dependencies.ts';
import { openTasks, runOf, type Case, type Run } from '../domain/case/case.ts';
import { addCalendarDays, londonDate } from '../domain/time/civil-date.ts';
import { faultFields } from '../runtime/faults.ts';
import { itemsOf } from './list-pages.ts';
import { dispatchOrLog } from './dispatch.ts';
import { rebuildCase } from './rebuild-case.ts';

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

/** Executions are checked ahead of time: for steps due this many days from now or earlier. */
const daysAhead = 7;

/**
 * Restarts executions that stopped before their runs were over: for every case with a step due soon or overdue, and for
 * open cases that are waiting for no one. It asks Step Functions only about those. An execution that cannot be
 * restarted does not stop the others.
 */
export async function restartStopped(deps: Dependencies): Promise<{ restarted: number; failed: number }> {
  const dueBefore = addCalendarDays(londonDate(deps.clock.now()), daysAhead + 1);
  const due = itemsOf((page) => deps.store.openTasks({ dueBefore, ...page }));
  const open = itemsOf((page) => deps.store.cases({ status: 'open', ...page }));
  const seen = new Set<string>();
  const results = { restarted: 0, failed: 0 };
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
      results[rebuilt.ok ? 'restarted' : 'failed'] += 1;
      if (!rebuilt.ok)
        deps.log('execution-not-rebuilt', { caseId: state.id, execution, why: rebuilt.reason });
    } catch (fault) {
      results.failed += 1;
      deps.log('execution-not-restarted', { caseId: state.id, execution, ...faultFields(fault) });
    }
  }
  for await (const { state } of due)
    for (const { run } of openTasks(state))
      // A step is open, so its execution did begin. Step Functions forgets executions that ended long ago.
      await lookAfter(state, runOf(state, run), (now) => now !== 'running');
  for await (const state of open) {
    const waiting = new Set(openTasks(state).map(({ run }) => run));
    for (const run of state.runs)
      // It stopped on the way from a decision to the next step. An unknown execution is just about to be started.
      if (!waiting.has(run.run)) await lookAfter(state, run, (now) => now === 'ended');
  }
  return results;
}
