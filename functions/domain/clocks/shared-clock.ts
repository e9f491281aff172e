import type { Case, Task } from '../case/case.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Milestone, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

// A response is drafted, checked and signed off within one limit of the law: steps that share it have one start, one
// due date and one extension between them, and each reminder or breach comes once.

/** The step that says how long: the step itself, or the one whose time it shares. */
export function timedBy(procedure: Procedure, id: string): string {
  return procedure.steps[id]?.sameDeadlineAs ?? id;
}

/** The limit and the extension that hold for a step. */
export function timeOf(procedure: Procedure, step: Step): Pick<Step, 'limit' | 'extension' | 'title'> {
  return (step.sameDeadlineAs === undefined ? undefined : procedure.steps[step.sameDeadlineAs]) ?? step;
}

/** The tasks of a run that share one time with a step, oldest first; none when the step shares its time with no other. */
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

/** Whether a milestone of a step has passed, on this task or on one that shared its time, for whichever due date. */
export function hasPassed(state: Case, procedure: Procedure, task: Task, milestone: string): boolean {
  return [task, ...tasksSharing(state, procedure, task)].some(({ milestones }) =>
    milestones.some((passed) => passed.startsWith(`${milestone}@`)),
  );
}

/** What a milestone counts from: it comes up again when that moves, as a reminder does after an extension. */
export function anchor(milestone: Milestone, task: Task): CivilDate {
  const fixed =
    milestone.when === 'opened' ||
    (typeof milestone.when === 'object' && 'afterWorkingDays' in milestone.when);
  return fixed ? task.clockFrom : task.due;
}

/** A milestone as a task remembers that it has passed. */
export function milestoneKey(milestone: Milestone, task: Task): string {
  return `${milestone.id}@${anchor(milestone, task)}`;
}
