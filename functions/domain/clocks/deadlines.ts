import {
  addCalendarDays,
  addMonths,
  daysBetween,
  londonDate,
  startOfLondonDay,
  londonInstant,
  type CivilDate,
  type Instant,
} from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { dayLate, type Pause } from './days-late.ts';
import type { DayUnit } from '../../../workflows/procedures/meanings.ts';
import type { Limit, Milestone } from '../../../workflows/procedures/procedure.ts';

/** An extension as it was granted: on the day `on`, until the day `until`. */
export interface Granted {
  on: CivilDate;
  until: CivilDate;
}

/** A due date and the facts that explain it; `deadlineInWords` puts them into words for people and the Ombudsman. */
export interface Deadline {
  limit: { days: number; unit: DayUnit; before: boolean; citation: string; toBeChecked: boolean };
  from: CivilDate;
  original: CivilDate;
  due: CivilDate;
  extensions: Granted[];
  stops: Pause[];
  /** The days that were not counted. `why`: "Saturday", "Sunday", or the title of the bank holiday. */
  skipped: { date: CivilDate; why: string }[];
  /** A date set for this subject. It replaces the limit. */
  set?: CivilDate;
}

/**
 * The last day on which something is in time: `days` of `unit` after `from`. `from` is day 0, working day or not
 * (law.md section 1).
 */
export function dueDate(from: CivilDate, days: number, unit: DayUnit, calendar: WorkingDays): CivilDate {
  switch (unit) {
    case 'working days':
      return calendar.add(from, days);
    case 'calendar days':
      return addCalendarDays(from, days);
    case 'months':
      return addMonths(from, days);
  }
}

/** The last day on which a limit is met. A limit that counts back ends that many days before its start. */
export function limitEnd(
  from: CivilDate,
  limit: Pick<Limit, 'days' | 'unit' | 'before'>,
  calendar: WorkingDays,
): CivilDate {
  return dueDate(from, limit.before ? -limit.days : limit.days, limit.unit, calendar);
}

/**
 * Calculates a deadline from its history. Days used before a pause count (law.md section 2c, "Pause"): when the clock
 * resumes, the rest of the limit starts again with that day as day 0. A pause that begins after the due date changes
 * nothing. During a pause the due date is the one there would be without it.
 */
export function deadline(
  clock: {
    limit: Omit<Limit, 'from'>;
    from: CivilDate;
    /** A date set for this subject. It replaces the limit. */
    set?: CivilDate | undefined;
    stops?: readonly Pause[];
    extensions?: readonly Granted[];
    /** The extension was granted on another clock. It never makes this clock end earlier. */
    second?: boolean;
  },
  calendar: WorkingDays,
): Deadline {
  const { limit, from } = clock;
  const original = clock.set ?? limitEnd(from, limit, calendar);
  // Extensions first: one granted on the day a pause began was granted before it, since a paused case is not extended.
  const history = [
    ...(clock.extensions ?? []).map((granted) => ({ on: granted.on, granted })),
    ...(clock.stops ?? []).map((stop) => ({ on: stop.from, stop })),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  let due = original;
  for (const entry of history) {
    if ('granted' in entry)
      due = clock.second === true && due > entry.granted.until ? due : entry.granted.until;
    // A limit that counts back from a day, such as a meeting, does not move with a pause, because that day has not
    // moved.
    else if (limit.before) continue;
    else if (entry.stop.until !== undefined && entry.stop.from <= due && entry.stop.until > entry.stop.from) {
      const stopped = entry.stop.from < from ? from : entry.stop.from;
      if (entry.stop.until > stopped) due = carriedOver(stopped, entry.stop.until, due, limit.unit, calendar);
    }
  }
  const counted = limit.unit === 'working days' && clock.set === undefined;
  let listed: Deadline['skipped'] | undefined;
  return {
    limit: {
      days: limit.days,
      unit: limit.unit,
      before: limit.before ?? false,
      citation: limit.citation,
      toBeChecked: limit.toBeChecked ?? false,
    },
    from,
    original,
    due,
    extensions: [...(clock.extensions ?? [])],
    stops: [...(clock.stops ?? [])],
    // A list of days that only an explanation reads: most deadlines are worked out for their due date alone.
    get skipped() {
      listed ??= counted ? calendar.skipped(from, due) : [];
      return listed;
    },
    ...(clock.set === undefined ? {} : { set: clock.set }),
  };
}

/** Adds the days that were left on `stopped` to `resumed`. */
function carriedOver(
  stopped: CivilDate,
  resumed: CivilDate,
  due: CivilDate,
  unit: DayUnit,
  calendar: WorkingDays,
): CivilDate {
  return unit === 'working days'
    ? calendar.add(resumed, calendar.count(stopped, due))
    : addCalendarDays(resumed, daysBetween(stopped, due));
}

/**
 * The first moment that is too late for `due`, which is in time to 23:59:59 Europe/London (law.md section 1).
 */
export function lateFrom(due: CivilDate): Instant {
  return startOfLondonDay(addCalendarDays(due, 1));
}

/** The days that milestones are counted from. `cap`: the last day to which the clock can be extended. */
export interface MilestoneDays {
  openedAt?: Instant | undefined;
  /** The moment from which hours count. */
  since?: Instant | undefined;
  from: CivilDate;
  due: CivilDate;
  cap?: CivilDate | undefined;
  /** The day until which the complainant agreed to wait. */
  agreed?: CivilDate | undefined;
}

/**
 * When a milestone falls due, and the day it is counted from: it comes up again when that day moves, as a reminder does
 * after an extension. Undefined for one that never does. One that repeats has its latest time up to `now`, or its first.
 */
export function milestoneAt(
  { when }: Milestone,
  { openedAt, since = openedAt, from, due, cap, agreed }: MilestoneDays,
  stops: readonly Pause[],
  calendar: WorkingDays,
  now: Instant,
): { at: Instant; anchor: CivilDate } | undefined {
  if (when === 'opened') return openedAt === undefined ? undefined : { at: openedAt, anchor: from };
  if (when === 'late') return { at: lateFrom(due), anchor: due };
  if ('workingDays' in when) {
    const { workingDays: days, time } = when;
    const day = days > 0 ? dayLate(due, days, stops, calendar) : calendar.add(due, days);
    return { at: londonInstant(day, time), anchor: due };
  }
  if ('hours' in when)
    return since === undefined
      ? undefined
      : { at: new Date(Date.parse(since) + when.hours * 3_600_000).toISOString(), anchor: from };
  if ('pastLimit' in when)
    return cap === undefined ? undefined : pastLimit(when.pastLimit, cap, calendar, now);
  if ('afterAgreedDay' in when)
    return agreed === undefined ? undefined : { at: lateFrom(agreed), anchor: agreed };
  const limit = { days: when.afterWorkingDays, unit: 'working days' as const, citation: '' };
  return { at: lateFrom(deadline({ limit, from, stops }, calendar).due), anchor: from };
}

type PastLimit = Extract<Exclude<Milestone['when'], string>, { pastLimit: unknown }>['pastLimit'];

/**
 * A time of a milestone that repeats, the first one being 0. What counts from the last day itself comes on the next working
 * day: no one is written to at midnight, or on a Saturday.
 */
function nthPastLimit(
  n: number,
  { everyWorkingDays, firstAfter = 0, time }: PastLimit,
  cap: CivilDate,
  calendar: WorkingDays,
): { at: Instant; anchor: CivilDate } {
  const day = calendar.add(cap, firstAfter + n * everyWorkingDays);
  return { at: londonInstant(day === cap ? calendar.add(cap, 1) : day, time), anchor: day };
}

function pastLimit(
  when: PastLimit,
  cap: CivilDate,
  calendar: WorkingDays,
  now: Instant,
): { at: Instant; anchor: CivilDate } {
  const { everyWorkingDays, firstAfter = 0 } = when;
  const nth = (n: number) => nthPastLimit(n, when, cap, calendar);
  const passed = Math.max(
    0,
    Math.floor((calendar.count(cap, londonDate(now)) - firstAfter) / everyWorkingDays),
  );
  // On the day itself its time may be yet to come.
  return passed > 0 && nth(passed).at > now ? nth(passed - 1) : nth(passed);
}

/**
 * The times at which a milestone has fallen due, in order: each time of one that repeats, of any other the one time that its
 * days give. `hasPassed` says of a moment whether it counts.
 */
export function timesPassed(
  milestone: Milestone,
  days: MilestoneDays,
  { stops, calendar, now }: { stops: readonly Pause[]; calendar: WorkingDays; now: Instant },
  hasPassed: (at: Instant) => boolean,
): { at: Instant; anchor: CivilDate }[] {
  const { when } = milestone;
  const { cap } = days;
  if (typeof when === 'string' || !('pastLimit' in when) || cap === undefined) {
    const only = milestoneAt(milestone, days, stops, calendar, now);
    return only !== undefined && hasPassed(only.at) ? [only] : [];
  }
  const times = [];
  for (let n = 0; ; n++) {
    const time = nthPastLimit(n, when.pastLimit, cap, calendar);
    if (!hasPassed(time.at)) return times;
    times.push(time);
  }
}

/** The next time of a milestone that repeats; undefined for one that does not. */
export function milestoneAfter(
  { when }: Milestone,
  anchor: CivilDate,
  calendar: WorkingDays,
): Instant | undefined {
  if (typeof when === 'string' || !('pastLimit' in when)) return undefined;
  const { everyWorkingDays, time } = when.pastLimit;
  return londonInstant(calendar.add(anchor, everyWorkingDays), time);
}
