import type { CivilDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';

// The one place where days late are counted: pages, letters, lists, milestones and reports ask here.

/** A period in which the clock was paused. Without `until` it is still paused. */
export interface Pause {
  from: CivilDate;
  until?: CivilDate | undefined;
}

/**
 * The working days after `from`, up to and including `to`, on which a clock runs. A pause takes out the days after its
 * first up to the day on which it ends; without an end it goes on.
 */
export function runningDays(
  from: CivilDate,
  to: CivilDate,
  pauses: readonly Pause[],
  calendar: WorkingDays,
): number {
  const counted = (a: CivilDate, b: CivilDate) => (a < b ? calendar.count(a, b) : 0);
  return (
    counted(from, to) -
    pauses.reduce((sum, pause) => {
      const until = pause.until === undefined || pause.until > to ? to : pause.until;
      return sum + counted(pause.from < from ? from : pause.from, until);
    }, 0)
  );
}

/**
 * How many working days late something is: 0 on the due date itself, and over the weekend after a Friday, so that it can be
 * overdue and still 0 working days late. The days of a pause are not late.
 */
export const workingDaysLate = (
  due: CivilDate,
  today: CivilDate,
  pauses: readonly Pause[],
  calendar: WorkingDays,
): number => runningDays(due, today, pauses, calendar);

/** The day on which something is so many working days late (at least one), by the pauses that are over. */
export function dayLate(
  due: CivilDate,
  days: number,
  pauses: readonly Pause[],
  calendar: WorkingDays,
): CivilDate {
  const over = pauses.filter(({ until }) => until !== undefined);
  let day = calendar.add(due, days);
  for (let late = runningDays(due, day, over, calendar); late < days;) {
    day = calendar.add(day, days - late);
    late = runningDays(due, day, over, calendar);
  }
  return day;
}
