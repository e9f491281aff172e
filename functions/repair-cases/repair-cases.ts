import type { Dependencies } from '../dependencies.ts';
import { openTasks, runOf } from '../domain/case.ts';
import { addCalendarDays, londonDate } from '../domain/civil-date.ts';
import { keepPromise } from '../keep-promise.ts';
import { rebuildCase } from '../rebuild-case/rebuild-case.ts';

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
  for (const pending of await deps.store.pending({ before, limit: 1000 })) {
    const done = await keepPromise(deps, pending).catch(() => false);
    if (done) kept += 1;
    else failed += 1;
  }
  return { kept, failed };
}

/** Cases are looked after in time: what is due this many days from now or earlier. */
const daysAhead = 7;

/**
 * Starts again the executions that have stopped before their runs were over, for every case with a step that is due soon
 * or overdue; cost follows what is due. Answers how many were started.
 */
export async function restartStopped(deps: Dependencies): Promise<{ restarted: number }> {
  const dueBefore = addCalendarDays(londonDate(deps.clock.now()), daysAhead + 1);
  const seen = new Set<string>();
  let restarted = 0;
  for (let cursor: string | undefined; ;) {
    const page = await deps.store.openTasks({
      dueBefore,
      limit: 100,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { state } of page.items) {
      for (const { run: number } of openTasks(state)) {
        const { run, execution, status, ...of } = runOf(state, number);
        if (status === 'ended' || seen.has(execution)) continue;
        seen.add(execution);
        const stateMachine = deps.procedures.version(of.procedure, of.version)?.stateMachine;
        if (stateMachine === undefined) continue;
        // A step is open, so its execution did begin; one that ended long ago is not even known any more.
        if ((await deps.workflows.status({ stateMachine, name: execution })) === 'running') continue;
        const result = await rebuildCase(deps, state.id, run);
        if (result.ok) restarted += 1;
      }
    }
    cursor = page.next;
    if (cursor === undefined) return { restarted };
  }
}
