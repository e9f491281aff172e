import { runOf, type Case, type Task } from '../case/case.ts';
import { partsOfMilestoneKey } from '../case/replay.ts';
import type { MilestoneMeaning } from '../../../workflows/procedures/meanings.ts';
import {
  meaningOf,
  type Milestone,
  type Procedure,
  type StageClock,
} from '../../../workflows/procedures/procedure.ts';

// The steps of a stage share its clock: each reminder or breach of the clock comes once, whichever of them is open.

/** The tasks of a run whose step belongs to a clock, oldest first. */
export function tasksOfClock(state: Case, procedure: Procedure, run: number, clock: string): Task[] {
  return state.tasks.filter((task) => task.run === run && procedure.steps[task.step]?.clock === clock);
}

/**
 * The tasks whose clocks are one with those of a run: the intake watches the limits of the procedure that follows it, so
 * what it raised is not raised again. A reopening begins anew, and a run alongside the case has clocks of its own.
 */
export function tasksOfRound(state: Case, run: number): Task[] {
  const own = runOf(state, run);
  const round = new Set(
    state.runs
      .filter((other) => !other.beside && other.matter?.from === own.matter?.from)
      .map((other) => other.run),
  );
  return state.tasks.filter((task) => (own.beside ? task.run === run : round.has(task.run)));
}

/** A milestone of a step, or of a clock. */
export function milestoneOf(
  { steps, clocks }: Procedure,
  step: string,
  id: string,
): { milestone: Milestone; clock?: string } | undefined {
  const own = steps[step]?.milestones.find((milestone) => milestone.id === id);
  if (own) return { milestone: own };
  // Of the step's own clock first; another clock of the same procedure can bring a right, too.
  const names = [steps[step]?.clock ?? '', ...Object.keys(clocks ?? {})];
  for (const clock of names) {
    const milestone = clocks?.[clock]?.milestones.find((one) => one.id === id);
    if (milestone) return { milestone, clock };
  }
  return undefined;
}

/** Whether a milestone of a step, or of the clock of its stage, has passed, for whichever due date. */
export function hasPassed(state: Case, procedure: Procedure, task: Task, milestone: string): boolean {
  const clock = milestoneOf(procedure, task.step, milestone)?.clock;
  if (clock === undefined) return task.milestones.some((passed) => passed.startsWith(`${milestone}@`));
  // Before clocks were recorded, milestones were those of the steps that shared the time.
  const sharing = new Set(tasksOfClock(state, procedure, task.run, clock).map(({ key }) => key));
  return tasksOfRound(state, task.run).some(({ key, milestones }) =>
    milestones.some(
      (passed) =>
        passed.startsWith(`${clock}/${milestone}@`) ||
        (sharing.has(key) && passed.startsWith(`${milestone}@`)),
    ),
  );
}

/** The milestones that have passed on a task, with the clock of each that is not the step's own. */
export function milestonesPassed(
  { step, milestones }: Task,
  procedure: Procedure | undefined,
): { milestone: Milestone; clock?: StageClock }[] {
  if (!procedure) return [];
  return milestones.flatMap((key) => {
    const { clock, milestone: id } = partsOfMilestoneKey(key);
    const passed =
      clock === undefined
        ? milestoneOf(procedure, step, id)
        : { clock, milestone: procedure.clocks?.[clock]?.milestones.find((one) => one.id === id) };
    if (!passed?.milestone) return [];
    const of = passed.clock === undefined ? undefined : procedure.clocks?.[passed.clock];
    return [{ milestone: passed.milestone, ...(of ? { clock: of } : {}) }];
  });
}

/** How often milestones of a meaning have passed on a task. */
export const timesPassed = (task: Task, procedure: Procedure | undefined, means: MilestoneMeaning): number =>
  milestonesPassed(task, procedure).filter(({ milestone }) => meaningOf(milestone) === means).length;
