import type { StepView } from '../../case-views/schemas.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import type { WorkingDays } from '../../domain/time/working-days.ts';
import type { Words } from '../../words/words.ts';

/** The time left for a step, in words. The colour only repeats them. */
export function dueTag(
  step: Pick<StepView, 'status' | 'paused' | 'overdue' | 'workingDaysLate' | 'due'>,
  today: CivilDate,
  calendar: WorkingDays,
  { staff: { due } }: Words,
): { text: string; colour: 'grey' | 'red' | 'yellow' | 'blue' | 'green' } {
  if (step.status === 'decided') return { text: due.done, colour: 'green' };
  if (step.paused) return { text: due.paused, colour: 'grey' };
  // A step due on a Friday is late on Saturday, before a working day has passed.
  if (step.overdue) return { text: due.overdue({ days: step.workingDaysLate }), colour: 'red' };
  if (step.due === today) return { text: due.today, colour: 'yellow' };
  return { text: due.later({ days: calendar.count(today, step.due) }), colour: 'blue' };
}
