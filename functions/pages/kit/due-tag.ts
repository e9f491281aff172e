import type { StepView } from '../../case-views/schemas.ts';
import type { CivilDate } from '../../domain/time/civil-date.ts';
import type { WorkingDays } from '../../domain/time/working-days.ts';

/** How a step stands with its time, in words; the colour only repeats them. */
export function dueTag(
  step: Pick<StepView, 'status' | 'paused' | 'overdue' | 'workingDaysLate' | 'due'>,
  today: CivilDate,
  calendar: WorkingDays,
): { text: string; colour: 'grey' | 'red' | 'yellow' | 'blue' | 'green' } {
  if (step.status === 'decided') return { text: 'Done', colour: 'green' };
  if (step.paused) return { text: 'Paused', colour: 'grey' };
  // A step that fell due on a Friday is late on Saturday, before a working day has passed.
  if (step.overdue)
    return step.workingDaysLate === 0
      ? { text: 'Overdue', colour: 'red' }
      : { text: `Overdue by ${inWorkingDays(step.workingDaysLate)}`, colour: 'red' };
  if (step.due === today) return { text: 'Due today', colour: 'yellow' };
  const left = calendar.count(today, step.due);
  return { text: left === 1 ? 'Due next working day' : `Due in ${inWorkingDays(left)}`, colour: 'blue' };
}

const inWorkingDays = (n: number) => `${n} working ${n === 1 ? 'day' : 'days'}`;
