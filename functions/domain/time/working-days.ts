import { dateOfDayNumber, dayNumber } from './civil-date.ts';
import type { CivilDate } from './civil-date.ts';

/** A day that does not count, and why: "Saturday", "Sunday" or the bank holiday's title. */
type SkippedDay = { date: CivilDate; why: string };

/** Questions about working days. Each throws OutsideCalendar if it leaves the years of the table. */
export type WorkingDays = {
  /**
   * The first and the last day from which limits can be counted. Each is a year within the table, because some limits
   * count back.
   */
  first: CivilDate;
  last: CivilDate;
  isWorkingDay: (date: CivilDate) => boolean;
  /**
   * n > 0: the n-th working day after `date`, which is day 0 even if it is not a working day (law.md section 1). n < 0:
   * the n-th working day before it. n = 0: `date` itself.
   */
  add: (date: CivilDate, n: number) => CivilDate;
  /**
   * Working days after `from` up to and including `to`; the same day gives 0. If `to` is earlier: minus the working
   * days before `from` back to and including `to`. So count(d, add(d, n)) is n for every n.
   */
  count: (from: CivilDate, to: CivilDate) => number;
  /** The days that `count` skipped, in the order of the calendar. */
  skipped: (from: CivilDate, to: CivilDate) => SkippedDay[];
  /** The first working day after `date`. */
  nextWorkingDay: (date: CivilDate) => CivilDate;
  /** `date` if it is a working day, otherwise the next one. */
  onOrAfter: (date: CivilDate) => CivilDate;
};

/** Thrown if a question or its answer is outside the years of the table. */
class OutsideCalendar extends Error {
  override readonly name = 'OutsideCalendar';
  constructor(asked: string, first: CivilDate, last: CivilDate) {
    super(`${asked} is outside the working-day calendar, ${first} to ${last}`);
  }
}

/**
 * The working days of the years `from` to `to`, both included: all days except Saturdays, Sundays and the given bank
 * holidays (law.md section 1). Calculated once; every answer except `skipped` is then a look-up, whatever the distance.
 */
export const makeWorkingDays = (
  bankHolidays: readonly { date: CivilDate; title: string }[],
  { from = 2000, to = 2099 }: { from?: number; to?: number } = {},
): WorkingDays => {
  const firstDate = `${from}-01-01`;
  const lastDate = `${to}-12-31`;
  const first = dayNumber(firstDate);
  const length = dayNumber(lastDate) - first + 1;
  const titles = new Map(bankHolidays.map(({ date, title }) => [dayNumber(date), title]));

  const whyNot = (day: number): string | undefined => {
    // Day 0, 1 January 1970, was a Thursday; the remainder of a negative day is negative.
    const sinceSunday = (((day + 4) % 7) + 7) % 7;
    return sinceSunday === 6 ? 'Saturday' : sinceSunday === 0 ? 'Sunday' : titles.get(day);
  };

  // workedBefore[i]: how many working days precede the table's day i. nth[k]: the day after k working days.
  const workedBefore = new Int32Array(length + 1);
  const nth = new Int32Array(length);
  let worked = 0;
  for (let i = 0; i < length; i += 1) {
    if (whyNot(first + i) === undefined) {
      nth[worked] = first + i;
      worked += 1;
    }
    workedBefore[i + 1] = worked;
  }

  const position = (date: CivilDate) => {
    const i = dayNumber(date) - first;
    const before = workedBefore[i];
    const upTo = workedBefore[i + 1];
    if (before === undefined || upTo === undefined) throw new OutsideCalendar(date, firstDate, lastDate);
    return { before, upTo };
  };

  const isWorkingDay = (date: CivilDate): boolean => {
    const { before, upTo } = position(date);
    return upTo > before;
  };

  const add = (date: CivilDate, n: number): CivilDate => {
    const { before, upTo } = position(date);
    if (n === 0) return date;
    const k = n > 0 ? upTo + n - 1 : before + n;
    const day = k < worked ? nth[k] : undefined;
    if (day === undefined) throw new OutsideCalendar(`${date} and ${n} working days`, firstDate, lastDate);
    return dateOfDayNumber(day);
  };

  return {
    first: `${from + 1}-01-01`,
    last: `${to - 1}-12-31`,
    isWorkingDay,
    add,
    count: (start, end) => {
      const a = position(start);
      const b = position(end);
      return end >= start ? b.upTo - a.upTo : b.before - a.before;
    },
    skipped: (start, end) => {
      position(start);
      position(end);
      const [low, high] =
        end >= start ? [dayNumber(start) + 1, dayNumber(end)] : [dayNumber(end), dayNumber(start) - 1];
      const days: SkippedDay[] = [];
      for (let day = low; day <= high; day += 1) {
        const why = whyNot(day);
        if (why !== undefined) days.push({ date: dateOfDayNumber(day), why });
      }
      return days;
    },
    nextWorkingDay: (date) => add(date, 1),
    onOrAfter: (date) => (isWorkingDay(date) ? date : add(date, 1)),
  };
};
