import {
  addCalendarDays,
  addMonths,
  financialYear,
  weekday,
  type CivilDate,
} from '../domain/time/civil-date.ts';

/** The period of a report, first and last day included. */
export interface Period {
  /** As the API, commands and files name it: "2021/22", "Q1 of 2021/22". Pages say `kindOf` in words. */
  name: string;
  from: CivilDate;
  until: CivilDate;
}

/** The reporting year "2021/22": 1 April to 31 March (law.md section 10). */
export function reportingYear(name: string): { ok: true; year: Period } | { ok: false } {
  const start = Number(/^(20\d\d)\/\d\d$/.exec(name)?.[1]);
  const from = `${start}-04-01`;
  if (Number.isNaN(start) || financialYear(from) !== name) return { ok: false };
  return { ok: true, year: { name, from, until: `${start + 1}-03-31` } };
}

/** The quarter of a day: Q1 is April to June. */
export function quarterOf(day: CivilDate): Period {
  const month = Number(day.slice(5, 7));
  const from = `${addMonths(day, -((month - 1) % 3)).slice(0, 7)}-01`;
  return {
    name: `${quarterIn(day)} of ${financialYear(day)}`,
    from,
    until: addCalendarDays(addMonths(from, 3), -1),
  };
}

/** The week of a day, Monday to Sunday. */
export function weekOf(day: CivilDate): Period {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  const from = addCalendarDays(day, -days.indexOf(weekday(day)));
  return { name: from, from, until: addCalendarDays(from, 6) };
}

/** The number of months in a period of whole months. */
export function monthsOf({ from, until }: Pick<Period, 'from' | 'until'>): number {
  const monthNumber = (day: CivilDate) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7));
  return monthNumber(until) - monthNumber(from) + 1;
}

export function within(day: CivilDate | null | undefined, { from, until }: Period): boolean {
  return day !== null && day !== undefined && day >= from && day <= until;
}

/** The months of a reporting year, by their numbers. */
export const months = ['04', '05', '06', '07', '08', '09', '10', '11', '12', '01', '02', '03'] as const;
export const quarters = ['Q1', 'Q2', 'Q3', 'Q4'] as const;
export type Month = (typeof months)[number];
export type Quarter = (typeof quarters)[number];

export const monthOf = (day: CivilDate): string => day.slice(5, 7);
/** The quarter of the reporting year in which a day lies. */
export const quarterIn = (day: CivilDate): Quarter => {
  const month = months.findIndex((one) => one === monthOf(day));
  return quarters[Math.floor(month / 3)] ?? 'Q1';
};

/** A period by what it is, for words: a year, a quarter of a year, or the week that begins on a day. */
export type PeriodKind =
  | { is: 'year'; year: string }
  | { is: 'quarter'; quarter: Quarter; year: string }
  | { is: 'week'; from: CivilDate };

export function kindOf(period: Pick<Period, 'from' | 'until'>): PeriodKind {
  const year = financialYear(period.from);
  if (addCalendarDays(period.from, 6) === period.until) return { is: 'week', from: period.from };
  return monthsOf(period) === 12
    ? { is: 'year', year }
    : { is: 'quarter', quarter: quarterIn(period.from), year };
}
