import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { TimerSource, VirtualClock } from './virtual-clock.ts';

/** What EventBridge Scheduler runs on AWS. */
export interface Job {
  everyMinutes: number;
  run: () => Promise<unknown>;
}

const Row = z.object({ next: z.number() });

/** Runs jobs at their times on the virtual clock; when the process was down over several, the job runs once. */
export function makeSchedule(options: {
  database: DatabaseSync;
  clock: VirtualClock;
  jobs: Record<string, Job>;
}): TimerSource {
  const { database, clock, jobs } = options;
  database.exec('CREATE TABLE IF NOT EXISTS schedule (job TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT');
  const read = database.prepare('SELECT next FROM schedule WHERE job = ?');
  const save = database.prepare(
    'INSERT INTO schedule (job, next) VALUES (?, ?) ON CONFLICT (job) DO UPDATE SET next = excluded.next',
  );
  // A job that was never run is due at once, so that a start also repairs.
  const nextOf = (name: string) => Row.optional().parse(read.get(name))?.next ?? 0;
  return {
    nextTimer: () => new Date(Math.min(...Object.keys(jobs).map(nextOf))),
    async runDue() {
      const now = clock.now().getTime();
      for (const [name, { everyMinutes, run }] of Object.entries(jobs)) {
        if (nextOf(name) > now) continue;
        save.run(name, now + everyMinutes * 60_000);
        await run();
      }
    },
  };
}
