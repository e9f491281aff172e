import type { Viewpoint } from '../../case-views/case-view.ts';
import { isPaused, type Case, type Task } from '../../domain/case/case.ts';
import { addCalendarDays, londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { teamOf } from '../../domain/people/teams.ts';
import type { Dependencies } from '../../dependencies.ts';
import { timedStep } from './timed-step.ts';

/** A task in a list, with its case. */
export interface CaseTask {
  state: Case;
  task: Task;
}

/** The most open tasks read to find those of one person. */
const mostSearched = 2_000;
const pageSize = 100;

/** Whether a task is this user's to do: assigned to them, or to no one and for their role and team. */
export function isMine(user: User, { state, task }: CaseTask, { council }: Pick<Dependencies, 'council'>) {
  if (!may(user, { do: 'read case' }, state, council)) return false;
  if (task.assignee !== undefined) return task.assignee === user.id;
  const team = teamOf(state, task, council);
  return (
    user.roles.some((role) => role === task.performer) &&
    (user.team === undefined || team === undefined || user.team === team)
  );
}

/** The wanted open tasks by due date; with `dueBefore` only those due before that day. */
async function* openTasksWhere(
  deps: Dependencies,
  wanted: (item: CaseTask) => boolean,
  dueBefore?: CivilDate,
): AsyncGenerator<CaseTask> {
  let cursor: string | undefined;
  for (let seen = 0; seen < mostSearched; seen += pageSize) {
    const page = await deps.store.openTasks({
      limit: pageSize,
      ...(dueBefore === undefined ? {} : { dueBefore }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const item of page.items) if (wanted(item)) yield item;
    if (page.next === undefined) return;
    cursor = page.next;
  }
}

/**
 * How many of the wanted tasks are overdue by the clock of their stage, and how many have a day that is today. Paused
 * tasks are not counted.
 */
export async function dueCounts(deps: Dependencies, wanted: (item: CaseTask) => boolean, view: Viewpoint) {
  const counts = { overdue: 0, today: 0 };
  const tomorrow = addCalendarDays(londonDate(view.now), 1);
  for await (const { state, task } of openTasksWhere(deps, wanted, tomorrow)) {
    const { dueNow } = timedStep(state, task, view);
    if (dueNow !== undefined && dueNow !== 'pause') counts[dueNow] += 1;
  }
  return counts;
}

/** The next task of this user: the first by due date that is not paused. */
export async function nextTask(deps: Dependencies, user: User): Promise<CaseTask | undefined> {
  const mine = (item: CaseTask) => isMine(user, item, deps);
  for await (const item of openTasksWhere(deps, mine)) if (!isPaused(item.state, item.task)) return item;
  return undefined;
}
