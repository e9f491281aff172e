import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import {
  addCalendarDays,
  Instant,
  londonDate,
  londonInstant,
} from '../../functions/domain/time/civil-date.ts';
import { withoutWaiting } from '../../functions/adapters/local/without-waiting.ts';
import type { TimerSource, VirtualClock } from './virtual-clock.ts';

/** What EventBridge Scheduler runs on AWS: every so many minutes, or each day at an hour of London's clocks (`HH:MM`). */
export type Job = ({ everyMinutes: number } | { dailyAt: string }) & { run: () => Promise<unknown> };

const Row = z.object({ next: z.number() });
const retryAfterMs = 15 * 60_000;

/**
 * Runs jobs at their times on the virtual clock; when the process was down over several, the job runs once. Its next
 * time is kept when it has run, so that one that was killed runs again; `failed` hears of a job that could not be done,
 * which is tried again after a quarter of an hour.
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
  // Read once: the times are asked for at every move of the clock, and nobody else writes them.
  const known = new Map<string, number>();
  for (const name of Object.keys(jobs)) {
    const row = Row.optional().parse(read.get(name));
    if (row) known.set(name, row.next);
  }
  const keep = (name: string, next: number) => {
    withoutWaiting(database, () => save.run(name, next));
    known.set(name, next);
  };
  for (const [name, job] of Object.entries(jobs))
    if ('dailyAt' in job && !known.has(name)) keep(name, nextDaily(clock.now(), job.dailyAt));
  // Any other job that was never run is due at once, so that a start also repairs.
  const nextOf = (name: string) => known.get(name) ?? 0;
  return {
    nextTimer: () => new Date(Math.min(...Object.keys(jobs).map(nextOf))),
    async runDue() {
      const now = clock.now();
      for (const [name, job] of Object.entries(jobs)) {
        if (nextOf(name) > now.getTime()) continue;
        let next = 'dailyAt' in job ? nextDaily(now, job.dailyAt) : now.getTime() + job.everyMinutes * 60_000;
        try {
          await job.run();
        } catch (fault) {
          failed(fault);
          next = Math.min(next, now.getTime() + retryAfterMs);
        }
        keep(name, next);
      }
    },
  };
}

/** The next moment after `now`, in milliseconds, at which London's clocks show `time`. */
function nextDaily(now: Date, time: string): number {
  const today = londonDate(Instant.parse(now.toISOString()));
  const at = (date: string) => Date.parse(londonInstant(date, time));
  return at(today) > now.getTime() ? at(today) : at(addCalendarDays(today, 1));
}
