import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { withoutWaiting } from '../../functions/adapters/local/without-waiting.ts';
import { words } from './words.ts';

/** The time of the local system. It never goes back. */
export interface VirtualClock {
  now(): Date;
  /** Whether the clock is running. False while it is held, and for a clock that never runs by itself. */
  runs(): boolean;
  /** Stops the clock at the current instant. */
  hold(): void;
  /** Moves the clock forward to an instant. An earlier instant changes nothing. */
  moveTo(instant: Date): void;
  /** Lets a held clock continue from its current time. */
  release(): void;
}

/** Something with timers: the workflow engine, the daily schedule. */
export interface TimerSource {
  /** The next time there is something to do, for a clock that is moved to `until`. Now or earlier means at once. */
  nextTimer(until?: Date): Date | undefined;
  /** Does everything that is due at the clock's current time. */
  runDue(): Promise<void>;
}

const Row = z.object({ offset: z.number() });

/**
 * A clock that follows real time at a distance stored in the table `virtual_clock`, so it continues after a restart.
 * `startAt` applies only the first time. `realNow` returns milliseconds since the epoch.
 */
export function makeVirtualClock(options: {
  database: DatabaseSync;
  startAt?: Date;
  realNow?: () => number;
}): VirtualClock {
  const { database, startAt, realNow = Date.now } = options;
  database.exec(
    'CREATE TABLE IF NOT EXISTS virtual_clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset INTEGER NOT NULL) STRICT',
  );
  const save = database.prepare(
    'INSERT INTO virtual_clock (id, offset) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET offset = excluded.offset',
  );
  const row = database.prepare('SELECT offset FROM virtual_clock WHERE id = 1').get();
  let offset = row === undefined ? 0 : Row.parse(row).offset;
  if (row === undefined) {
    if (startAt !== undefined) offset = startAt.getTime() - realNow();
    save.run(offset);
  }
  let latest = realNow() + offset;
  let held = false;

  const put = (instant: number): void => {
    latest = instant;
    offset = instant - realNow();
    withoutWaiting(database, () => save.run(offset));
  };
  const read = (): number => {
    // The machine's clock can be set back. This clock never goes back.
    if (!held) latest = Math.max(latest, realNow() + offset);
    return latest;
  };
  return {
    now: () => new Date(read()),
    runs: () => !held,
    hold() {
      read();
      held = true;
    },
    moveTo(instant) {
      if (instant.getTime() > read()) put(instant.getTime());
    },
    release() {
      if (held) put(latest);
      held = false;
    },
  };
}

/** A clock that stays still until it is moved, for tests and single runs. */
export function makeStillClock(startAt: Date): VirtualClock {
  let instant = startAt.getTime();
  return {
    now: () => new Date(instant),
    runs: () => false,
    hold() {},
    moveTo(to) {
      instant = Math.max(instant, to.getTime());
    },
    release() {},
  };
}

type Advanced = { ok: true; now: Date } | { ok: false; reason: string };

export interface Timekeeper {
  /**
   * Moves the clock forward. It stops at each timer on the way until everything due then is done, including the
   * consequences. Resolves when everything up to `target` has run; then the clock continues from there.
   */
  advanceTo(target: Date): Promise<Advanced>;
  /** Does everything due now, including the consequences. */
  settle(): Promise<void>;
  /** Does everything due, now and whenever the next timer comes, until `stop`. */
  follow(): void;
  /** Says that there is new work, so the next timer is not waited for. */
  wake(): void;
  /** Sets no more timers. Resolves when the running work has ended. */
  stop(): Promise<void>;
}

// setTimeout takes at most 2^31 - 1 ms. Waking up regularly also notices a clock that was set back.
const longestSleep = 3_600_000;
const pauseAfterFault = 1_000;
const mostRounds = 100_000;

/** Runs the timers of several sources on one clock, one at a time. `failed` is called for faults while following. */
export function makeTimekeeper(options: {
  clock: VirtualClock;
  sources: readonly TimerSource[];
  failed?: (error: unknown) => void;
}): Timekeeper {
  const { clock, sources, failed = (error) => console.error(error) } = options;
  let following = false;
  let woken = false;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** After the running work. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    // The fault is for the one who called; the work after it only waits.
    last = mine.catch(() => undefined);
    return mine;
  };

  const nextTimer = (until?: Date): Date | undefined => {
    const times = sources.flatMap((source) => source.nextTimer(until)?.getTime() ?? []);
    return times.length === 0 ? undefined : new Date(Math.min(...times));
  };

  /** The work of one source may give another something to do. */
  const runUntilQuiet = async (): Promise<void> => {
    for (let round = 0; round < mostRounds; round += 1) {
      for (const source of sources) await source.runDue();
      const next = nextTimer();
      if (next === undefined || next > clock.now()) return;
    }
    throw new Error('A timer stays due however often its work is done');
  };

  const sleep = (least: number): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!following || !clock.runs()) return;
    const next = nextTimer();
    if (next === undefined) return;
    const delay = Math.min(Math.max(next.getTime() - clock.now().getTime(), least), longestSleep);
    timer = setTimeout(wake, delay).unref();
  };

  const wake = (): void => {
    if (!following || woken) return;
    woken = true;
    inTurn(async () => {
      woken = false;
      if (following) await runUntilQuiet();
    }).then(
      () => sleep(0),
      (error: unknown) => {
        failed(error);
        sleep(pauseAfterFault);
      },
    );
  };

  return {
    advanceTo: (target) =>
      inTurn(async () => {
        if (Number.isNaN(target.getTime())) return { ok: false, reason: words.clock.notAnInstant };
        if (target < clock.now()) {
          const [to, now] = [target.toISOString(), clock.now().toISOString()];
          return { ok: false, reason: words.clock.notBack({ to, now }) };
        }
        clock.hold();
        try {
          await runUntilQuiet();
          for (let next = nextTimer(target); next !== undefined && next <= target; next = nextTimer(target)) {
            clock.moveTo(next);
            await runUntilQuiet();
          }
          clock.moveTo(target);
        } finally {
          clock.release();
          sleep(0);
        }
        return { ok: true, now: clock.now() };
      }),
    settle: () => inTurn(runUntilQuiet),
    follow() {
      following = true;
      wake();
    },
    wake,
    async stop() {
      following = false;
      clearTimeout(timer);
      await last;
    },
  };
}
