import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import {
  makeStillClock,
  makeTimekeeper,
  makeVirtualClock,
  type TimerSource,
  type VirtualClock,
} from '../../../infra/local/virtual-clock.ts';
import { makeWorkflowEngine } from '../../../infra/local/workflow-engine.ts';
import { engineFor, machine, seconds, start, task } from './run-machine.ts';

const hour = 3_600_000;
const later = (milliseconds: number): Date => new Date(start.getTime() + milliseconds);

describe('the virtual clock', () => {
  /** Real time as the test likes it. */
  function real(at: number) {
    const time = { at, now: () => time.at };
    return time;
  }

  test('follows real time from START_AT', () => {
    const time = real(1_000);
    const clock = makeVirtualClock({
      database: new DatabaseSync(':memory:'),
      startAt: start,
      realNow: time.now,
    });
    expect(clock.now()).toEqual(start);
    time.at += hour;
    expect(clock.now()).toEqual(later(hour));
  });

  test('is real time without START_AT', () => {
    const clock = makeVirtualClock({
      database: new DatabaseSync(':memory:'),
      realNow: () => start.getTime(),
    });
    expect(clock.now()).toEqual(start);
  });

  test('continues after a restart, using START_AT only at the first start', () => {
    const database = new DatabaseSync(':memory:');
    const time = real(1_000);
    makeVirtualClock({ database, startAt: start, realNow: time.now }).moveTo(later(24 * hour));
    time.at += hour;
    const clock = makeVirtualClock({ database, startAt: new Date(0), realNow: time.now });
    expect(clock.now()).toEqual(later(25 * hour));
  });

  test('never goes back, neither when moved nor with the system clock', () => {
    const time = real(5_000);
    const clock = makeVirtualClock({
      database: new DatabaseSync(':memory:'),
      startAt: start,
      realNow: time.now,
    });
    clock.moveTo(later(-hour));
    expect(clock.now()).toEqual(start);
    time.at = 0;
    expect(clock.now()).toEqual(start);
    time.at = 6_000;
    expect(clock.now()).toEqual(later(1_000));
  });

  test('stops while held and continues from there', () => {
    const time = real(0);
    const clock = makeVirtualClock({
      database: new DatabaseSync(':memory:'),
      startAt: start,
      realNow: time.now,
    });
    clock.hold();
    time.at += hour;
    expect(clock.now()).toEqual(start);
    expect(clock.runs()).toBe(false);
    clock.moveTo(later(1000));
    clock.release();
    expect(clock.now()).toEqual(later(1000));
    time.at += 500;
    expect(clock.now()).toEqual(later(1500));
  });
});

describe('advancing', () => {
  /** Something that happens every so many seconds; it notes when. */
  function every(
    clock: VirtualClock,
    interval: number,
    also: () => void = () => undefined,
  ): TimerSource & { ran: number[] } {
    let next = later(interval * 1000);
    const ran: number[] = [];
    return {
      ran,
      nextTimer: () => next,
      async runDue() {
        if (clock.now() < next) return;
        ran.push(seconds(clock.now()));
        next = new Date(next.getTime() + interval * 1000);
        also();
      },
    };
  }

  test('stops at each timer of every source, up to and including the target', async () => {
    const clock = makeStillClock(start);
    const sources = [every(clock, 20), every(clock, 30)];
    const advanced = await makeTimekeeper({ clock, sources }).advanceTo(later(60_000));
    expect(advanced).toEqual({ ok: true, now: later(60_000) });
    expect(sources.map(({ ran }) => ran)).toEqual([
      [20, 40, 60],
      [30, 60],
    ]);
  });

  test('runs work that one source causes in another before moving on', async () => {
    const definition = machine({
      A: task('first', { Next: 'B' }),
      B: { Type: 'Wait', Seconds: 5, Next: 'C' },
      C: task('second'),
    });
    const { engine, clock, calls } = engineFor(definition);
    let number = 0;
    const daily = every(clock, 100, () => {
      number += 1;
      engine.startExecution({ stateMachine: 'machine', name: `run-${number}` });
    });
    await makeTimekeeper({ clock, sources: [engine, daily] }).advanceTo(later(250_000));
    expect(calls.map(({ functionName, at }) => [functionName, at])).toEqual([
      ['first', 100],
      ['second', 105],
      ['first', 200],
      ['second', 205],
    ]);
    expect(clock.now()).toEqual(later(250_000));
  });

  test('first does overdue work', async () => {
    const { engine, clock, calls } = engineFor(machine({ A: task('f') }));
    engine.startExecution({ stateMachine: 'machine', name: 'run' });
    await makeTimekeeper({ clock, sources: [engine] }).advanceTo(start);
    expect(calls).toHaveLength(1);
  });

  test('does work due now even if the clock runs on meanwhile', async () => {
    let milliseconds = start.getTime();
    const clock = makeVirtualClock({
      database: new DatabaseSync(':memory:'),
      startAt: start,
      realNow: () => (milliseconds += 1),
    });
    const source = every(clock, 20);
    const keeper = makeTimekeeper({ clock, sources: [source] });
    await keeper.settle();
    expect(source.ran).toEqual([]);
    milliseconds += 20_000;
    await keeper.settle();
    expect(source.ran).toHaveLength(1);
  });

  test('refuses to go back and refuses invalid instants', async () => {
    const keeper = makeTimekeeper({ clock: makeStillClock(start), sources: [] });
    expect(await keeper.advanceTo(later(-1))).toEqual({
      ok: false,
      reason: 'The clock cannot go back to 2026-04-01T08:59:59.999Z: it is 2026-04-01T09:00:00.000Z',
    });
    expect(await keeper.advanceTo(new Date('soon'))).toEqual({ ok: false, reason: 'That is not an instant' });
  });

  test('runs two calls one after the other', async () => {
    const clock = makeStillClock(start);
    const source = every(clock, 20);
    const keeper = makeTimekeeper({ clock, sources: [source] });
    const [far, near] = await Promise.all([keeper.advanceTo(later(60_000)), keeper.advanceTo(later(30_000))]);
    expect(far.ok).toBe(true);
    expect(near.ok).toBe(false);
    expect(source.ran).toEqual([20, 40, 60]);
  });

  test('lets the clock continue after a fault', async () => {
    const clock = makeVirtualClock({
      database: new DatabaseSync(':memory:'),
      startAt: start,
      realNow: () => 0,
    });
    const broken: TimerSource = {
      nextTimer: () => later(20_000),
      runDue: async () => {
        if (clock.now() >= later(20_000)) throw new Error('broken');
      },
    };
    await expect(makeTimekeeper({ clock, sources: [broken] }).advanceTo(later(60_000))).rejects.toThrow(
      'broken',
    );
    expect(clock.runs()).toBe(true);
    expect(clock.now()).toEqual(later(20_000));
  });

  test('throws when a timer stays due', async () => {
    const stuck: TimerSource = { nextTimer: () => start, runDue: async () => undefined };
    const keeper = makeTimekeeper({ clock: makeStillClock(start), sources: [stuck] });
    await expect(keeper.advanceTo(start)).rejects.toThrow('A timer stays due');
  });
});

describe('following real time', () => {
  test('does new work when woken, and later work at its time', async () => {
    const ended = Promise.withResolvers<void>();
    const definition = machine({
      A: task('first', { Next: 'B' }),
      B: { Type: 'Wait', Timestamp: '{% $states.input.Payload %}', Next: 'C' },
      C: task('second'),
    });
    const database = new DatabaseSync(':memory:');
    const clock = makeVirtualClock({ database, startAt: start });
    const called: string[] = [];
    const engine = makeWorkflowEngine({
      database,
      clock,
      definitions: { machine: definition },
      invoke: async ({ functionName }) => {
        called.push(functionName);
        if (functionName === 'second') ended.resolve();
        return new Date(clock.now().getTime() + 30).toISOString();
      },
      onWork: () => keeper.wake(),
    });
    const keeper = makeTimekeeper({ clock, sources: [engine] });
    keeper.follow();
    engine.startExecution({ stateMachine: 'machine', name: 'run' });
    await ended.promise;
    await keeper.stop();
    expect(called).toEqual(['first', 'second']);
    expect(engine.describeExecution('run').status).toBe('SUCCEEDED');
  });

  test('reports a fault and continues', async () => {
    const told = Promise.withResolvers<unknown>();
    const clock = makeVirtualClock({ database: new DatabaseSync(':memory:') });
    let broken = true;
    const source: TimerSource = {
      nextTimer: () => undefined,
      runDue: async () => {
        if (broken) throw new Error('broken');
      },
    };
    const keeper = makeTimekeeper({ clock, sources: [source], failed: told.resolve });
    keeper.follow();
    expect(await told.promise).toMatchObject({ message: 'broken' });
    broken = false;
    expect(await keeper.advanceTo(new Date(clock.now().getTime() + hour))).toMatchObject({ ok: true });
    await keeper.stop();
  });
});
