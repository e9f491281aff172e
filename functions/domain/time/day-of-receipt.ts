import { addYears, type CivilDate } from './civil-date.ts';
import type { WorkingDays } from './working-days.ts';
import type { RefusalOf } from '../text/refusal.ts';

/** Why feedback cannot have been received on a day: the day is in the future, or no deadline can be counted from it. */
export function refuseDayOfReceipt(
  day: CivilDate,
  today: CivilDate,
  { first }: Pick<WorkingDays, 'first'>,
): RefusalOf<'day-in-future' | 'before-calendar'> | undefined {
  if (day > today) return { code: 'day-in-future', params: { today } };
  if (day < first) return { code: 'before-calendar', params: { first } };
  return undefined;
}

/** Why nothing can have happened to a case on a day: the day is in the future, or before the case was received. */
export function refuseDayOfCase(
  day: CivilDate,
  today: CivilDate,
  { receivedOn }: { receivedOn: CivilDate },
): RefusalOf<'day-in-future' | 'before-receipt'> | undefined {
  if (day > today) return { code: 'day-in-future', params: { today } };
  if (day < receivedOn) return { code: 'before-receipt', params: { receivedOn } };
  return undefined;
}

/** So long ago that the year was probably mistyped. People are asked to check it; programs are not. */
export const isLongAgo = (day: CivilDate, today: CivilDate): boolean => day < addYears(today, -1);
