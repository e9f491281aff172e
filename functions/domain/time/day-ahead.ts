import { addYears, type CivilDate } from './civil-date.ts';
import type { WorkingDays } from './working-days.ts';
import type { RefusalOf } from '../text/refusal.ts';

/**
 * How many years ahead a day can be set on which someone must do something. No time limit and no review lasts as long:
 * such a year was mistyped, and the task would never come up.
 */
const yearsAhead = 5;

/** Why a day on which someone must do something is too far ahead. The calendar of working days may end before then. */
export function refuseFarDay(
  day: CivilDate,
  today: CivilDate,
  { last }: Pick<WorkingDays, 'last'>,
): RefusalOf<'too-far-ahead'> | undefined {
  const inYears = addYears(today, yearsAhead);
  const farthest = inYears < last ? inYears : last;
  return day > farthest ? { code: 'too-far-ahead', params: { last: farthest } } : undefined;
}
