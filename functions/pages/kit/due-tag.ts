import type { StepView } from '../../case-views/schemas.ts';
import { daysOf, isOverdue, type ClockState } from '../../domain/clocks/stage-clocks.ts';
import { longDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { WorkingDays } from '../../domain/time/working-days.ts';
import type { Words } from '../../words/words.ts';
import type { TimedStep } from './timed-step.ts';

interface Tag {
  text: string;
  colour: 'grey' | 'red' | 'yellow' | 'blue' | 'green';
}

/** The time left for a step, in words. The colour only repeats them. A step is overdue by the clock of its stage. */
export function dueTag(
  step: Pick<
    TimedStep,
    'status' | 'paused' | 'pauseToReview' | 'overdue' | 'workingDaysLate' | 'shownDay' | 'dueNow'
  >,
  today: CivilDate,
  calendar: WorkingDays,
  { staff: { due } }: Words,
): Tag {
  if (step.status === 'decided') return { text: due.done, colour: 'green' };
  if (step.pauseToReview) return { text: due.pauseToReview, colour: 'yellow' };
  if (step.paused) return { text: due.paused, colour: 'grey' };
  // A step due on a Friday is late on Saturday, before a working day has passed.
  if (step.overdue) return { text: due.overdue({ days: step.workingDaysLate }), colour: 'red' };
  if (step.dueNow === 'today') return { text: due.today, colour: 'yellow' };
  if (step.shownDay < today) return { text: due.targetPassed, colour: 'yellow' };
  return { text: due.later({ days: calendar.count(today, step.shownDay) }), colour: 'blue' };
}

/** The same for a target of the council within a stage: passing it is no breach. */
export function targetTag(
  {
    status,
    paused,
    pauseToReview,
    due: target,
  }: Pick<StepView, 'status' | 'paused' | 'pauseToReview' | 'due'>,
  today: CivilDate,
  calendar: WorkingDays,
  words: Words,
): Tag {
  const step = { status, paused, pauseToReview, shownDay: target, overdue: false, workingDaysLate: 0 };
  return dueTag({ ...step, dueNow: target === today ? 'today' : undefined }, today, calendar, words);
}

/** How much time a clock of a stage has left, or when it ended. */
export function clockTag(
  clock: ClockState,
  today: CivilDate,
  calendar: WorkingDays,
  { staff: { due, clocks } }: Words,
): Tag {
  const { status, endedOn, clock: rule } = clock;
  const { workingDaysLate: days } = daysOf(clock, today, calendar);
  if (endedOn !== undefined) {
    const on = longDate(endedOn);
    return endedOn > clock.due
      ? { text: clocks.endedLate({ on, days }), colour: 'yellow' }
      : { text: clocks.ended({ on }), colour: 'green' };
  }
  if (status === 'paused') return { text: due.paused, colour: 'grey' };
  // What is only reported raises no alarm.
  if (isOverdue(clock, today))
    return { text: due.overdue({ days }), colour: rule.reportedWith === undefined ? 'red' : 'yellow' };
  if (clock.due === today) return { text: due.today, colour: 'yellow' };
  return { text: due.later({ days: calendar.count(today, clock.due) }), colour: 'blue' };
}
