import { addYears, longDate, type CivilDate } from './civil-date.ts';
import type { WorkingDays } from './working-days.ts';

/** Why feedback cannot have been received on a day: it is yet to come, or no deadline can be counted from it. */
export function whyNotReceivedOn(
  day: CivilDate,
  today: CivilDate,
  { first }: Pick<WorkingDays, 'first'>,
): string | undefined {
  if (day > today) return `Give ${longDate(today)} or an earlier day`;
  if (day < first) return `Give ${longDate(first)} or a later day: no deadline can be counted from before it`;
  return undefined;
}

/** So long ago that the year was more likely mistyped: people are asked, programs are believed. */
export const isLongAgo = (day: CivilDate, today: CivilDate): boolean => day < addYears(today, -1);
