import type { Deadline } from '../domain/clocks/deadlines.ts';
import { longDate } from '../domain/time/civil-date.ts';
import type { Words } from './words.ts';

/** The explanation of a due date, as officers read it on a page and programs in the API's `explanation`. */
export function deadlineInWords(deadline: Deadline, { deadlines: words }: Pick<Words, 'deadlines'>): string {
  const { limit, original, due, set } = deadline;
  const { days, unit, before, citation } = limit;
  const from = longDate(deadline.from);
  const weekend = deadline.skipped.filter(({ why }) => why === 'Saturday' || why === 'Sunday');
  const holidays = deadline.skipped.filter((day) => !weekend.includes(day));
  return [
    set === undefined
      ? words.limit({ days, unit, before, from, due: longDate(original) })
      : words.dateSet({ set: longDate(set), days, unit, from }),
    (limit.toBeChecked ? words.ruleToBeChecked : words.rule)({ citation }),
    ...(deadline.skipped.length > 0
      ? [
          words.excludes({
            weekendDays: weekend.length,
            holidays: holidays.map(({ date, why }) => ({ title: why, on: longDate(date) })),
          }),
        ]
      : []),
    ...deadline.extensions.map(({ on, until }) =>
      words.extended({ on: longDate(on), until: longDate(until) }),
    ),
    ...deadline.stops.map((pause) =>
      pause.until === undefined
        ? words.pausedSince({ from: longDate(pause.from) })
        : words.paused({ from: longDate(pause.from), until: longDate(pause.until) }),
    ),
    ...(due === original ? [] : [words.nowDue({ due: longDate(due) })]),
  ].join(' ');
}
