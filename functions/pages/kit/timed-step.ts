import { stepView, type Viewpoint } from '../../case-views/case-view.ts';
import type { StepView } from '../../case-views/schemas.ts';
import type { Case, Task } from '../../domain/case/case.ts';
import type { ClockState } from '../../domain/clocks/stage-clocks.ts';
import { clockOfTask } from '../../domain/clocks/step-clock.ts';
import { londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';

/** A step with the time that pages show for it. */
export interface TimedStep extends StepView {
  /** The last day of the clock of its stage, or its own: after it, the step is overdue. */
  lastDay: CivilDate;
  /** The clock of its stage, until it ends. */
  clock: ClockState | undefined;
  /** Its own day is only a target within that clock. */
  isTarget: boolean;
  /** The day to show in a list: its target until the clock of the stage is what counts. */
  shownDay: CivilDate;
  /** Overdue, or with a day that is today; a paused step is neither, but its pause can be due for review. */
  dueNow: 'overdue' | 'today' | 'pause' | undefined;
}

export function timedStep(state: Case, task: Task, view: Viewpoint): TimedStep {
  const { deps, calendar, now } = view;
  const today = londonDate(now);
  const step = stepView(state, task, view);
  const procedure = procedureOfTask(task, deps.procedures);
  const found = procedure && clockOfTask(state, task, procedure, calendar, today);
  const clock = found?.status === 'ended' ? undefined : found;
  const lastDay = clock?.due ?? task.due;
  const isTarget = clock !== undefined && procedure?.steps[task.step]?.limit !== undefined;
  const waiting = step.status === 'open' && !step.paused;
  const dueNow = step.pauseToReview
    ? 'pause'
    : step.overdue
      ? 'overdue'
      : waiting && (lastDay === today || step.due === today)
        ? 'today'
        : undefined;
  const clockCounts = !isTarget || today >= lastDay || lastDay < step.due;
  // While it is paused, the next day on which something has to be done is that of the review.
  const shownDay = step.pauseReviewOn ?? (clockCounts ? lastDay : step.due);
  return { ...step, lastDay, clock, isTarget, dueNow, shownDay };
}
