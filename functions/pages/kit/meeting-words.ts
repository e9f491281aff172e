import type { Case } from '../../domain/case/case.ts';
import { longDateWithWeekday } from '../../domain/time/civil-date.ts';
import { timeInWords } from '../../domain/time/time-of-day.ts';

/** Day, time and place of the panel meeting, if the reader may see them. */
export function meetingWords({ facts: { meetingOn, meetingTime, meetingPlace } }: Case): string | undefined {
  if (meetingOn === undefined) return undefined;
  const time = meetingTime === undefined ? undefined : timeInWords(meetingTime);
  return [longDateWithWeekday(meetingOn), time, meetingPlace].filter((part) => part !== undefined).join(', ');
}
