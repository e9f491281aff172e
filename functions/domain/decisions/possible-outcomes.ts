import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { isPaused } from '../case/case.ts';
import { hasPassed } from '../clocks/shared-clock.ts';
import type { Council, User } from '../council/council.ts';
import { may } from '../people/may.ts';
import { londonDate, type Instant } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { fitsPause, reminderProblem, type StepOfCase } from './checks.ts';
import { leavesTimeFor } from './effects.ts';

/**
 * The outcomes of a step that a user may decide at a moment, with their ids. None of a step that is decided. A paused case
 * can only be resumed or withdrawn, and a running one not resumed; an extension needs a later day that is left; an outcome
 * that follows a reminder or a milestone waits for it.
 */
export function outcomesFor(
  user: User,
  stepOfCase: StepOfCase,
  { calendar, now, council }: { calendar: WorkingDays; now: Instant; council: Council },
): [id: string, Outcome][] {
  const { state, task, procedure, step } = stepOfCase;
  if (task.status === 'decided') return [];
  const paused = isPaused(state, task);
  const today = londonDate(now);
  return Object.entries(step.outcomes).filter(
    ([, outcome]) =>
      may(user, { do: 'decide', task, step, outcome }, state, council) &&
      fitsPause(outcome, paused) &&
      leavesTimeFor(outcome, stepOfCase, calendar, today) &&
      reminderProblem(stepOfCase, outcome, today) === undefined &&
      (outcome.onlyAfter === undefined || hasPassed(state, procedure, task, outcome.onlyAfter)),
  );
}
