import {
  addCalendarDays,
  addMonths,
  financialYear,
  longDate,
  months,
  weekday,
  type CivilDate,
} from '../domain/time/civil-date.ts';

/** The period of a report, first and last day included. */
export interface Period {
  name: string;
  from: CivilDate;
  until: CivilDate;
}

/** The reporting year "2021/22": 1 April to 31 March (law.md section 10). */
export function reportingYear(name: string): { ok: true; year: Period } | { ok: false; reason: string } {
  const start = Number(/^(20\d\d)\/\d\d$/.exec(name)?.[1]);
  const from = `${start}-04-01`;
  if (Number.isNaN(start) || financialYear(from) !== name)
    return { ok: false, reason: `"${name}" is no reporting year; write it as 2021/22.` };
  return { ok: true, year: { name, from, until: `${start + 1}-03-31` } };
}

/** The quarter of a day: Q1 is April to June. */
export function quarterOf(day: CivilDate): Period {
  const month = Number(day.slice(5, 7));
  const from = `${addMonths(day, -((month - 1) % 3)).slice(0, 7)}-01`;
  return {
    name: `${quarterName(day)} of ${financialYear(day)}`,
    from,
    until: addCalendarDays(addMonths(from, 3), -1),
  };
}

/** The week of a day, Monday to Sunday. */
export function weekOf(day: CivilDate): Period {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  const from = addCalendarDays(day, -days.indexOf(weekday(day)));
  return { name: `Week from ${longDate(from)}`, from, until: addCalendarDays(from, 6) };
}

/** The number of months in a period of whole months. */
export function monthsOf({ from, until }: Period): number {
  const monthOf = (day: CivilDate) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7));
  return monthOf(until) - monthOf(from) + 1;
}

export function within(day: CivilDate | null | undefined, { from, until }: Period): boolean {
  return day !== null && day !== undefined && day >= from && day <= until;
}

export const monthNames: readonly string[] = [...months.slice(3), ...months.slice(0, 3)];
export const quarterNames = ['Q1', 'Q2', 'Q3', 'Q4'] as const;

/** The position of a day's month in the reporting year: April 0, March 11. */
const monthIndex = (day: CivilDate): number => (Number(day.slice(5, 7)) + 8) % 12;

export const monthName = (day: CivilDate): string => monthNames[monthIndex(day)] ?? '';
export const quarterName = (day: CivilDate): string => quarterNames[Math.floor(monthIndex(day) / 3)] ?? '';
