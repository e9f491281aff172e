import type { Viewpoint } from '../../case-views/case-view.ts';
import { isPaused, type Case, type Task } from '../../domain/case/case.ts';
import { addCalendarDays, londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { teamOf } from '../../domain/people/teams.ts';
import type { Dependencies } from '../../dependencies.ts';
import { itemsOf } from '../../operations/list-pages.ts';
import { timedStep } from './timed-step.ts';

/** A task in a list, with its case. */
export interface CaseTask {
  state: Case;
  task: Task;
}

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

/**
 * The query for a user's own tasks: those assigned to them, and those of no one, without the steps that only other roles
 * perform. `isMine` says which of them are theirs.
 */
export const queryOfMine = ({ procedures }: Pick<Dependencies, 'procedures'>, { id, roles }: User) => {
  const performers = new Map<string, Set<string>>();
  for (const procedure of procedures.all)
    for (const [step, { performer }] of Object.entries(procedure.steps))
      performers.set(step, (performers.get(step) ?? new Set()).add(performer));
  const notTheirs = [...performers].flatMap(([step, by]) =>
    roles.some((role) => by.has(role)) ? [] : [step],
  );
  return { assignee: id, notTheirs };
};

type Query = Pick<Parameters<Dependencies['store']['openTasks']>[0], 'assignee' | 'notTheirs'>;

/** The open tasks of a query that are wanted, by due date; with `dueBefore` only those due before that day. */
async function* openTasksWhere(
  { store }: Pick<Dependencies, 'store'>,
  query: Query,
  wanted: (item: CaseTask) => boolean,
  dueBefore?: CivilDate,
): AsyncGenerator<CaseTask> {
  const due = dueBefore === undefined ? {} : { dueBefore };
  for await (const item of itemsOf((page) => store.openTasks({ ...page, ...query, ...due })))
    if (wanted(item)) yield item;
}

/**
 * How many of the wanted tasks are overdue by the clock of their stage, and how many have a day that is today. Paused
 * tasks are not counted.
 */
export async function dueCounts(
  deps: Dependencies,
  query: Query,
  wanted: (item: CaseTask) => boolean,
  view: Viewpoint,
) {
  const counts = { overdue: 0, today: 0 };
  const tomorrow = addCalendarDays(londonDate(view.now), 1);
  for await (const { state, task } of openTasksWhere(deps, query, wanted, tomorrow)) {
    const { dueNow } = timedStep(state, task, view);
    if (dueNow !== undefined && dueNow !== 'pause') counts[dueNow] += 1;
  }
  return counts;
}

/** The next task of this user: the first by due date that is not paused. */
export async function nextTask(deps: Dependencies, user: User): Promise<CaseTask | undefined> {
  const mine = (item: CaseTask) => isMine(user, item, deps);
  for await (const item of openTasksWhere(deps, queryOfMine(deps, user), mine))
    if (!isPaused(item.state, item.task)) return item;
  return undefined;
}
