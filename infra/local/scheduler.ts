import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import {
  addCalendarDays,
  type CivilDate,
  Instant,
  londonDate,
  londonInstant,
  weekday,
} from '../../functions/domain/time/civil-date.ts';
import type { Days, When } from '../../functions/manifest.ts';
import { withoutWaiting } from '../../functions/adapters/local/without-waiting.ts';
import type { TimerSource, VirtualClock } from './virtual-clock.ts';

/** A schedule of the manifest, and the function that it runs here, `hours` after it ran last: one after a start. */
export type Job = { when: When; run: (hours: number) => Promise<unknown> };

const Row = z.object({ next: z.number() });
const retryAfterMs = 15 * 60_000;

/**
 * Runs jobs at their times on the virtual clock. If the process was down at several of them, the job runs once. The
 * next time of a job with a time of day is stored after it has run, so an interrupted job runs again. Those that run every
 * so many minutes run at each start, then as if there had been none. `failed` is called for a job that failed; the job is
 * tried again after a quarter of an hour.
 */
export function makeSchedule(options: {
  database: DatabaseSync;
  clock: VirtualClock;
  jobs: Record<string, Job>;
  failed: (fault: unknown) => void;
}): TimerSource {
  const { database, clock, jobs, failed } = options;
  database.exec('CREATE TABLE IF NOT EXISTS schedule (job TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT');
  const read = database.prepare('SELECT next FROM schedule WHERE job = ?');
  const save = database.prepare(
    'INSERT INTO schedule (job, next) VALUES (?, ?) ON CONFLICT (job) DO UPDATE SET next = excluded.next',
  );
  // Read once: every move of the clock asks for the times, and no one else writes them.
  const known = new Map<string, number>();
  for (const [name, { when }] of Object.entries(jobs)) {
    if (!('at' in when)) continue;
    const row = Row.optional().parse(read.get(name));
    if (row) known.set(name, row.next);
  }
  const keep = (name: string, next: number) => {
    if ('at' in (jobs[name]?.when ?? {})) withoutWaiting(database, () => save.run(name, next));
    known.set(name, next);
  };
  for (const [name, { when }] of Object.entries(jobs))
    if ('at' in when && !known.has(name)) keep(name, nextRun(clock.now(), when));
  // Any other job is due at once, so a start also repairs.
  const nextOf = (name: string) => known.get(name) ?? 0;
  return {
    nextTimer: (until) => {
      // A clock that is moved by months would stop at each hour of them. What comes between, such as a letter's day or a
      // daily job, lets the jobs run as well. The last day goes by the hour, so whoever looks then misses nothing.
      const leapsFrom = until === undefined ? 0 : until.getTime() - dayMs;
      const stops = Object.entries(jobs).map(([name, { when }]) => {
        const next = nextOf(name);
        return 'everyMinutes' in when && known.has(name) && next < leapsFrom
          ? Math.min(next + leapMs, leapsFrom)
          : next;
      });
      return new Date(Math.min(...stops));
    },
    async runDue() {
      const now = clock.now();
      for (const [name, job] of Object.entries(jobs)) {
        if (nextOf(name) > now.getTime()) continue;
        let next = nextRun(now, job.when);
        const hours = known.has(name) ? 1 + Math.floor((now.getTime() - nextOf(name)) / 3_600_000) : 1;
        try {
          await job.run(hours);
        } catch (fault) {
          failed(fault);
          next = Math.min(next, now.getTime() + retryAfterMs);
        }
        keep(name, next);
      }
    },
  };
}

const shortestIntervalMinutes = 60;

const dayMs = 24 * 60 * 60_000;
/** How long after its time a job of every so many minutes may run while the clock is moved by more than a day. */
const leapMs = 11 * 60 * 60_000;

/**
 * The next moment after `now`, in milliseconds, at which a job runs. One that runs every so many minutes does so when that
 * time has passed since a moment that no start moves, so that letters go at the same times whether or not the process was
 * stopped meanwhile.
 */
export function nextRun(now: Date, when: When): number {
  if ('everyMinutes' in when) {
    const interval = Math.max(when.everyMinutes, shortestIntervalMinutes) * 60_000;
    return (Math.floor(now.getTime() / interval) + 1) * interval;
  }
  for (let day = londonDate(Instant.parse(now.toISOString())); ; day = addCalendarDays(day, 1)) {
    const at = Date.parse(londonInstant(day, when.at));
    if (at > now.getTime() && runsOn(day, when.days)) return at;
  }
}

const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const placeInWeek = (name: string) => weekdays.indexOf(name.slice(0, 3).toUpperCase());

function runsOn(day: CivilDate, days: Days | undefined): boolean {
  if (days === undefined) return true;
  if ('dayOfMonth' in days)
    return Number(day.slice(8)) === days.dayOfMonth && days.months.includes(Number(day.slice(5, 7)));
  const [first = '', last = first] = days.weekdays.split('-');
  const today = placeInWeek(weekday(day));
  return placeInWeek(first) <= today && today <= placeInWeek(last);
}
