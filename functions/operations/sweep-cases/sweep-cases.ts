import type { Case } from '../../domain/case/case.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Slice } from '../../ports.ts';
import { faultFields } from '../../runtime/faults.ts';
import { casesUnderWay } from '../runs/under-way.ts';
import { askYoungPeople } from './ask-young-people.ts';
import { findMissingAdvocate } from './find-missing-advocate.ts';
import { restartStopped } from './restart-stopped.ts';
import { wakeLate } from './wake-late.ts';

/** What the hourly look has done. `tasksFailed`: cases in which a task that is due could not be started. */
export interface Swept {
  restarted: number;
  failed: number;
  tasksFailed: number;
}

/**
 * Each case is looked at once in so many hours, another part of them each hour: with the hour that a case may be on its
 * way, one that stands still is found within a day.
 */
const slices = 22;

/** All of them at once. */
export const everyCase: Slice = { part: 0, of: 1 };

/** The cases to look at now, when the last look was so many hours ago. */
export function sliceAfter(hours: number, now: Instant): Slice {
  const of = Math.max(1, Math.floor(slices / hours));
  return { part: Math.floor(Date.parse(now) / (hours * 60 * 60 * 1000)) % of, of };
}

/**
 * Looks once a day at every case under way, for what nothing else would notice: a machine that waits too long, a child who has turned 18, an advocate who
 * was asked for before there was a task for it, and a run on which nothing works any more. It reads the slice of the
 * current hour. What fails on one case is logged and does not stop the others; the next day's look tries again.
 */
export async function sweepCases(
  deps: Dependencies,
  slice: Slice = sliceAfter(1, deps.clock.now()),
): Promise<Swept> {
  const swept: Swept = { restarted: 0, failed: 0, tasksFailed: 0 };
  for await (const state of casesUnderWay(deps, slice)) {
    if (!(await startsTasksDue(deps, state))) swept.tasksFailed += 1;
    const { restarted, failed } = await restartStopped(deps, state);
    swept.restarted += restarted;
    swept.failed += failed;
  }
  return swept;
}

/** Wakes the machines of a case that are late, and starts the tasks that are due. Returns whether it could. */
async function startsTasksDue(deps: Dependencies, state: Case): Promise<boolean> {
  try {
    await wakeLate(deps, state);
    if (state.status !== 'open' || state.tasks.length === 0) return true;
    await askYoungPeople(deps, state);
    await findMissingAdvocate(deps, state);
    return true;
  } catch (fault) {
    deps.log('task-not-started', { caseId: state.id, ...faultFields(fault) });
    return false;
  }
}
