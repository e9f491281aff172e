import type { Case, Task } from '../case/case.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Milestone, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

// A response is drafted, checked and signed off within one legal limit. Steps that share a limit share one start, one
// due date and one extension, and each reminder or breach happens once.

/** The step whose limit applies: the step itself, or the one whose deadline it shares. */
export function timedBy(procedure: Procedure, id: string): string {
  return procedure.steps[id]?.sameDeadlineAs ?? id;
}

/** The limit and the extension that apply to a step. */
export function timeOf(procedure: Procedure, step: Step): Pick<Step, 'limit' | 'extension' | 'title'> {
  return (step.sameDeadlineAs === undefined ? undefined : procedure.steps[step.sameDeadlineAs]) ?? step;
}

/**
 * The tasks of a run that share a deadline with a step, oldest first. None if the step shares its deadline with no
 * other.
 */
export function tasksSharing(
  state: Case,
  procedure: Procedure,
  { run, step }: { run: number; step: string },
): Task[] {
  const base = timedBy(procedure, step);
  const shared = Object.values(procedure.steps).some(({ sameDeadlineAs }) => sameDeadlineAs === base);
  if (!shared) return [];
  return state.tasks.filter((task) => task.run === run && timedBy(procedure, task.step) === base);
}

/** Whether a milestone has passed, on this task or on one that shares its deadline, for any due date. */
export function hasPassed(state: Case, procedure: Procedure, task: Task, milestone: string): boolean {
  return [task, ...tasksSharing(state, procedure, task)].some(({ milestones }) =>
    milestones.some((passed) => passed.startsWith(`${milestone}@`)),
  );
}

/**
 * The day a milestone counts from. When that day moves, the milestone comes up again: a reminder, for example, after an
 * extension.
 */
export function anchor(milestone: Milestone, task: Task): CivilDate {
  const fixed =
    milestone.when === 'opened' ||
    (typeof milestone.when === 'object' && 'afterWorkingDays' in milestone.when);
  return fixed ? task.clockFrom : task.due;
}

/** The key by which a task records that a milestone has passed. */
export function milestoneKey(milestone: Milestone, task: Task): string {
  return `${milestone.id}@${anchor(milestone, task)}`;
}
