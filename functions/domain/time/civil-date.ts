import * as z from 'zod/mini';

// All dates of the procedures are civil dates in Europe/London; all moments are instants in UTC (law.md section 1).
// Both are strings of fixed width, so `<`, `===` and sorting compare them correctly.

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

/** A day of the calendar, `YYYY-MM-DD`; days that do not exist, such as 2021-02-30, do not parse. */
export const CivilDate = z.iso.date();
export type CivilDate = z.infer<typeof CivilDate>;

/** A moment, `2026-11-23T10:00:00.000Z`. ISO 8601 with any offset is accepted and becomes UTC with milliseconds. */
export const Instant = z.pipe(
  z.pipe(
    z.iso.datetime({ offset: true }),
    z.transform((text) => new Date(text).toISOString()),
  ),
  // Outside the years 0000-9999 the form is longer and could no longer be compared as a string.
  z.string().check(z.length(24)),
);
export type Instant = z.infer<typeof Instant>;

export type Weekday = (typeof weekdays)[number];

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
/** The names of the months, January first. */
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Thrown if a string that should have been checked on input is not a date, time or instant. */
class UnreadableDate extends Error {
  override readonly name = 'UnreadableDate';
}

const toInstant = (ms: number): Instant => new Date(ms).toISOString();

/** The milliseconds at which a clock in UTC shows this date and this `HH:MM`. */
const wallClock = (date: CivilDate, time: string): number => {
  const ms = Date.parse(`${date}T${time}:00.000Z`);
  // The date parser turns 30 February into a day in March. Only a date that comes back unchanged is valid.
  if (Number.isNaN(ms) || toInstant(ms) !== `${date}T${time}:00.000Z`) {
    throw new UnreadableDate(`"${date}" at "${time}" is not a date YYYY-MM-DD and a time HH:MM`);
  }
  return ms;
};

const epoch = (instant: Instant): number => {
  // Without an offset the parser would use the time zone of the machine.
  const ms = instant.endsWith('Z') ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(ms)) throw new UnreadableDate(`"${instant}" is not an instant in UTC`);
  return ms;
};

// Making a formatter costs a hundred times as much as using it.
const londonFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  timeZoneName: 'longOffset',
});

/** A function that remembers its last answers, up to ten thousand of them: a case asks for the same days again and again. */
function remembering<K, V>(answer: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = answer(key);
    if (known.size >= 10_000) known.clear();
    known.set(key, found);
    return found;
  };
}

/** How far London's clocks are ahead of UTC: "GMT" or "GMT+01:00". Always whole hours, never behind. */
const londonOffset = (ms: number): number => offsetOfHour(Math.floor(ms / hour));

// Clocks change on the hour, so an offset is valid for the whole hour; even using the formatter is slow.
const offsetOfHour = remembering((hours: number) => formattedOffset(hours * hour));

const formattedOffset = (ms: number): number => {
  const name = londonFormat.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return Number(/\+(\d\d):/.exec(name)?.[1] ?? 0) * hour;
};

/** Whole days since 1970-01-01, negative before it. Throws UnreadableDate. */
export const dayNumber = remembering((date: CivilDate): number => wallClock(date, '00:00') / day);

/** The date with this number of days since 1970-01-01. */
export const dateOfDayNumber = remembering((number: number): CivilDate =>
  toInstant(number * day).slice(0, 10),
);

/** The date in London at this instant: 23:30 UTC in July is already the next day. */
export const londonDate = (instant: Instant): CivilDate => {
  const ms = epoch(instant);
  return toInstant(ms + londonOffset(ms)).slice(0, 10);
};

/**
 * The instant at which London's clocks show this date and `HH:MM`. In October one hour happens twice: the first one
 * counts. In March one hour is skipped: a time in it means an hour later, as on the clocks.
 */
export const londonInstant = (date: CivilDate, time: string): Instant => {
  const wall = wallClock(date, time);
  return toInstant(wall - londonOffset(wall - hour));
};

/** The first moment of the day in London. */
export const startOfLondonDay = (date: CivilDate): Instant => londonInstant(date, '00:00');

/** The last second of the day in London, 23:59:59. A step due on that day is still in time then (law.md section 1). */
export const endOfLondonDay = (date: CivilDate): Instant =>
  toInstant(epoch(startOfLondonDay(addCalendarDays(date, 1))) - second);

/** Whether a deadline on this day is past: true from 00:00:00 London of the day after. */
export const isDayOver = (date: CivilDate, now: Instant): boolean => londonDate(now) > date;

/** The date n calendar days later, or earlier when n is negative. */
export const addCalendarDays = (date: CivilDate, n: number): CivilDate =>
  dateOfDayNumber(dayNumber(date) + n);

/** The same day of the month n months later, or the last day of that month if it is shorter. */
export const addMonths = (date: CivilDate, n: number): CivilDate => {
  const from = new Date(wallClock(date, '00:00'));
  const month = from.getUTCMonth() + n;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return toInstant(Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), lastDay))).slice(0, 10);
};

/** The same date n years later. 29 February becomes 28 February in a year that has none. */
export const addYears = (date: CivilDate, n: number): CivilDate => addMonths(date, 12 * n);

/** Calendar days from a to b; negative when b is earlier. */
export const daysBetween = (a: CivilDate, b: CivilDate): number => dayNumber(b) - dayNumber(a);

/** The name of the day, "Monday". */
export const weekday = (date: CivilDate): Weekday =>
  weekdays[new Date(wallClock(date, '00:00')).getUTCDay()] ?? 'Sunday';

/** "19 April 2021", as letters and pages write it. */
export const longDate = (date: CivilDate): string => {
  const then = new Date(wallClock(date, '00:00'));
  return `${then.getUTCDate()} ${months[then.getUTCMonth()]} ${then.getUTCFullYear()}`;
};

/** "19 Apr 2021", for lists with one line for each row. */
export const shortDate = (date: CivilDate): string => {
  const [dayOfMonth, month = '', year] = longDate(date).split(' ');
  return `${dayOfMonth} ${month.slice(0, 3)} ${year}`;
};

/** "Monday 19 April 2021". */
export const longDateWithWeekday = (date: CivilDate): string => `${weekday(date)} ${longDate(date)}`;

/** The reporting year of a date, 1 April to 31 March: "2021/22" (law.md section 10). */
export const financialYear = (date: CivilDate): string => {
  const start = Number(addMonths(date, -3).slice(0, 4));
  return `${start}/${String((start + 1) % 100).padStart(2, '0')}`;
};
