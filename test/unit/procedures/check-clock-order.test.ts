import { describe, expect, test } from 'vitest';
import { clockOrderProblems, clocksAtSteps } from '../../../workflows/procedures/check-clock-order.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { clockOf, leadsTo, ownTime, procedureOf, task } from './small-procedure.ts';

const starts = (...clocks: string[]) => ({ starts: clocks.map((clock) => ({ clock })) });
const ends = (...clocks: string[]) => ({ ends: clocks.map((clock) => ({ clock })) });
const fromReceipt = clockOf('stage 1', { from: 'receipt' });
const byOutcome = clockOf('stage 2');

/** The clocks at a step, in alphabetical order. */
const at = (procedure: Procedure, step: string) => {
  const here = clocksAtSteps(procedure).get(step);
  return here && { started: [...here.started].toSorted(), running: [...here.running].toSorted() };
};

describe('which clocks have started at the first step', () => {
  const one = { first: task('one', { on: leadsTo('closed') }) };
  test.each<[string, Parameters<typeof clockOf>[1], string[]]>([
    ['a clock from the receipt', { from: 'receipt' }, ['one']],
    ['a clock from the subject of the run', { from: 'subject' }, ['one']],
    ['a clock from a recorded day', { from: { fact: 'standingAcceptedOn', or: 'receipt' } }, ['one']],
    ['a clock that an outcome starts', {}, []],
    ['a clock from the end of another', { from: { endOf: 'before' } }, []],
    [
      'a clock from the end of another, or its due date',
      { from: { endOf: 'before', atLatest: 'its due date' } },
      [],
    ],
  ])('%s', (_, clock, expected) => {
    const found = at(procedureOf(one, { one: clockOf('stage 1', clock) }), 'first');
    expect(found).toEqual({ started: expected, running: expected });
  });

  test('none in a procedure without clocks', () => {
    expect(at(procedureOf({ first: task(undefined, {}, ownTime) }), 'first')).toEqual({
      started: [],
      running: [],
    });
  });
});

describe('which clocks have started, and may run, after an outcome', () => {
  const clocks = { a: fromReceipt, b: byOutcome, c: clockOf('stage 2', { from: { endOf: 'a' } }) };
  test.each<[string, Parameters<typeof leadsTo>[1], string, string[], string[]]>([
    ['nothing turned', {}, 'a', ['a'], ['a']],
    ['one ended', ends('a'), 'b', ['a'], []],
    ['one started', starts('b'), 'b', ['a', 'b'], ['a', 'b']],
    ['one ended, one started', { ...ends('a'), ...starts('b') }, 'b', ['a', 'b'], ['b']],
    ['a withdrawal', { effect: 'withdraw' }, 'b', ['a'], []],
    ['a withdrawal that starts one', { effect: 'withdraw', ...starts('b') }, 'b', ['a', 'b'], []],
    ['another effect', { effect: 'pause' }, 'b', ['a'], ['a']],
    ['the end that the clock of the next step waits for', ends('a'), 'c', ['a', 'c'], ['c']],
    ['that end, past the steps of the waiting clock', ends('a'), 'b', ['a'], []],
    ['no end, at a step of the waiting clock', {}, 'c', ['a'], ['a']],
    ['an end of both, at a step of the waiting clock', ends('a', 'c'), 'c', ['a', 'c'], ['c']],
  ])('%s', (_, outcome, clockOfNext, started, running) => {
    const steps = {
      first: task('a', { on: leadsTo('next', outcome) }),
      next: task(clockOfNext, { on: leadsTo('closed') }),
    };
    expect(at(procedureOf(steps, clocks), 'next')).toEqual({ started, running });
  });
});

describe('steps that several ways lead to', () => {
  const clocks = { a: fromReceipt, b: byOutcome, c: clockOf('stage 3') };

  test('a clock has started if every way started it, and may run if one way did not end it', () => {
    const steps = {
      first: task('a', {
        left: leadsTo('left', { ...ends('a'), ...starts('b') }),
        right: leadsTo('right', starts('c')),
      }),
      left: task('b', { on: leadsTo('both', starts('c')) }),
      right: task('c', { on: leadsTo('both') }),
      both: task('c', { on: leadsTo('closed') }),
    };
    expect(at(procedureOf(steps, clocks), 'both')).toEqual({
      started: ['a', 'c'],
      running: ['a', 'b', 'c'],
    });
  });

  test('a way found later counts for all steps behind it', () => {
    const steps = {
      first: task('a', { far: leadsTo('far', starts('b')), near: leadsTo('near', starts('b')) }),
      near: task('b', { on: leadsTo('far') }),
      far: task('b', { on: leadsTo('last') }),
      last: task('b', { back: leadsTo('near', starts('c')), on: leadsTo('closed') }),
    };
    const found = procedureOf(steps, clocks);
    for (const step of ['near', 'far', 'last'])
      expect(at(found, step)).toEqual({ started: ['a', 'b'], running: ['a', 'b', 'c'] });
  });

  test.each([
    ['known first', { early: leadsTo('middle', starts('b')), late: leadsTo('middle') }],
    ['known last', { late: leadsTo('middle'), early: leadsTo('middle', starts('b')) }],
  ])(
    'a clock that one way does not start has not started for certain: the way that does is %s',
    (_, ways) => {
      const steps = {
        first: task('a', ways),
        middle: task('a', { on: leadsTo('last') }),
        last: task('a', { on: leadsTo('closed') }),
      };
      expect(at(procedureOf(steps, clocks), 'last')).toEqual({ started: ['a'], running: ['a', 'b'] });
    },
  );

  test('endings, and what is no step, are not gone on from', () => {
    const steps = {
      first: task('a', {
        on: leadsTo('closed'),
        stay: leadsTo('again'),
        odd: leadsTo('toString'),
        nowhere: leadsTo('lost'),
      }),
      closed: task('a', { on: leadsTo('behind') }),
      behind: task('a', { on: leadsTo('again') }),
    };
    expect([...clocksAtSteps(procedureOf(steps, clocks)).keys()]).toEqual(['first']);
  });

  test('a procedure whose first step is missing has no clocks anywhere else', () => {
    const found = procedureOf({ one: task('a', {}) }, clocks, { first: 'lost' });
    expect([...clocksAtSteps(found).keys()]).toEqual(['lost']);
  });
});

describe('the clock of a step has started when the step opens', () => {
  const clocks = { a: fromReceipt, b: byOutcome };
  const on = { on: leadsTo('closed') };
  test.each<[string, ReturnType<typeof task>, object, string[]]>([
    ['started', task('b', on), starts('b'), []],
    ['not started', task('b', on), {}, ['step "next": can open before its clock "b" has started']],
    ['not started, but the step has a time of its own', task('b', on, ownTime), {}, []],
    ['a step without a clock', task(undefined, on), {}, []],
  ])('%s', (_, next, turned, problems) => {
    const steps = { first: task('a', { on: leadsTo('next', { ...ends('a'), ...turned }) }), next };
    expect(clockOrderProblems(procedureOf(steps, clocks))).toEqual(problems);
  });

  test('a step that is never reached has no order', () => {
    const steps = { first: task('a', on), lost: task('b', { on: leadsTo('first', starts('b')) }) };
    expect(clockOrderProblems(procedureOf(steps, clocks))).toEqual([]);
  });
});

describe('an outcome turns each clock once', () => {
  test.each<[string, object, string[]]>([
    ['ends one and starts another', { ...ends('a'), ...starts('b') }, []],
    [
      'starts and ends one',
      { ...ends('a', 'b'), ...starts('b') },
      ['step "first", outcome "on": starts and ends the clock "b" at once'],
    ],
  ])('%s', (_, turned, problems) => {
    const steps = { first: task('a', { on: leadsTo('closed', turned) }) };
    expect(clockOrderProblems(procedureOf(steps, { a: fromReceipt, b: byOutcome }))).toEqual(problems);
  });
});

describe('a clock ends together with the one that it is reported with', () => {
  const beside = clockOf('stage 1', { reportedWith: 'a' });
  const problem = 'step "last", outcome "on": ends the clock "a" and not "beside", which is reported with it';
  test.each<[string, object, object, string[]]>([
    ['both end', starts('beside'), ends('a', 'beside'), []],
    ['one of them ends', starts('beside'), ends('a'), [problem]],
    ['the other never started', {}, ends('a'), []],
    ['the other has ended', { ...starts('beside'), ...ends('beside') }, ends('a'), []],
    ['neither ends', starts('beside'), {}, []],
  ])('%s', (_, before, turned, problems) => {
    const steps = {
      first: task('a', { on: leadsTo('last', before) }),
      last: task('a', { on: leadsTo('closed', turned) }),
    };
    const found = clockOrderProblems(procedureOf(steps, { a: fromReceipt, beside }));
    expect(found.filter((one) => !one.includes('at once'))).toEqual(problems);
  });
});

describe('a promised step has a day', () => {
  const clocks = { a: fromReceipt, b: byOutcome };
  const problem = 'step "first", outcome "on": promises: the clock "b" of that step has not started';
  const never = { on: leadsTo('closed') };
  test.each<[string, Parameters<typeof leadsTo>[1], ReturnType<typeof task>, string[]]>([
    ['its clock has started', { promises: 'later' }, task('a', never), []],
    ['the outcome starts its clock', { promises: 'later', ...starts('b') }, task('b', never), []],
    ['its clock has not started', { promises: 'later' }, task('b', never), [problem]],
    ['it has a time of its own', { promises: 'later' }, task('b', never, ownTime), []],
    ['it has no clock', { promises: 'later' }, task(undefined, never), []],
    ['it is no step', { promises: 'lost' }, task('b', never), []],
    ['nothing is promised', {}, task('b', never), []],
  ])('%s', (_, outcome, later, problems) => {
    const steps = { first: task('a', { on: leadsTo('closed', outcome) }), later };
    expect(clockOrderProblems(procedureOf(steps, clocks))).toEqual(problems);
  });
});

describe('no clock is left running where no later step could end it', () => {
  const stages = { ack: 'acknowledgement', one: 'stage 1', other: 'stage 1', two: 'stage 2' } as const;
  /** All clocks; those that run have started with the receipt. */
  const clocksOf = (running: readonly string[]) => ({
    ...Object.fromEntries(
      Object.entries(stages).map(([id, stage]) => [
        id,
        clockOf(stage, running.includes(id) ? { from: 'receipt' } : {}),
      ]),
    ),
    beside: clockOf('acknowledgement', { from: 'receipt', reportedWith: 'one' }),
  });

  test.each<[string, string[], string | undefined, object, string | undefined, string[]]>([
    ['to a step of the same clock', ['one'], 'one', {}, 'one', []],
    ['to a step of another clock, the own one running', ['one'], 'one', {}, 'other', ['one']],
    ['to a step of an earlier stage, the own one running', ['one'], 'one', {}, 'ack', ['one']],
    ['to a step of no clock, the own one running', ['one'], 'one', {}, undefined, ['one']],
    ['to a step of another clock, the own one ended', ['one'], 'one', ends('one', 'beside'), 'other', []],
    ['past an earlier stage that still runs', ['ack', 'one'], 'ack', ends('ack'), 'two', ['one']],
    ['past an earlier stage that has ended', ['ack', 'one'], 'ack', ends('ack', 'one', 'beside'), 'two', []],
    ['to a step of the stage of what runs', ['ack', 'one'], 'ack', ends('ack'), 'other', []],
    ['to an earlier stage than that of what runs', ['one', 'two'], 'one', ends('one', 'beside'), 'ack', []],
    ['to a step of no clock', ['ack', 'one'], 'ack', ends('ack'), undefined, ['one']],
    ['from a step of no clock, where it was left before', ['one'], undefined, {}, undefined, []],
    ['from a step of no clock to a later stage, likewise', ['one'], undefined, {}, 'two', []],
    ['from a later stage, likewise', ['one', 'two'], 'two', {}, 'two', []],
    ['by a withdrawal, which ends all', ['one'], 'one', { effect: 'withdraw' }, undefined, []],
  ])('%s', (_, running, from, turned, to, left) => {
    const steps = {
      first: task(from, { on: leadsTo('next', turned) }, ownTime),
      next: task(to, {}, ownTime),
    };
    expect(clockOrderProblems(procedureOf(steps, clocksOf(running)))).toEqual(
      left.map((name) => `step "first", outcome "on": leads on while the clock "${name}" runs (ends)`),
    );
  });

  test.each(['closed', 'again', 'erased', 'chosen procedure'])('a clock may run on to "%s"', (ending) => {
    const steps = { first: task('one', { on: leadsTo(ending) }), [ending]: task('two', {}, ownTime) };
    expect(clockOrderProblems(procedureOf(steps, clocksOf(['one'])))).toEqual([]);
  });

  test('what is no clock of the procedure is not left behind', () => {
    const steps = {
      first: task('one', { on: leadsTo('next', { ...ends('one', 'beside'), ...starts('lost') }) }),
      next: task('two', {}, ownTime),
    };
    expect(clockOrderProblems(procedureOf(steps, clocksOf(['one'])))).toEqual([]);
  });
});

describe('times that depend on each other have an order', () => {
  const steps = { first: task('a', { on: leadsTo('closed', ends('a')) }) };
  const after = (endOf: string) => clockOf('stage 1', { from: { endOf } });
  test.each<[string, Procedure, string[]]>([
    ['a clock after another', procedureOf(steps, { a: fromReceipt, b: after('a'), c: after('b') }), []],
    [
      'clocks after each other',
      procedureOf(steps, { a: fromReceipt, b: after('c'), c: after('b') }),
      ['b', 'c'].map((id) => `clock "${id}": it begins with an end that it comes before itself`),
    ],
    [
      'a clock after such clocks is none of them',
      procedureOf(steps, { a: after('b'), b: after('c'), c: after('b') }),
      ['b', 'c'].map((id) => `clock "${id}": it begins with an end that it comes before itself`),
    ],
    [
      // That it begins with its own end is told by check-procedure.ts.
      'a clock after itself',
      procedureOf(steps, { a: fromReceipt, b: after('b') }),
      [],
    ],
    [
      'a clock reported with another',
      procedureOf(steps, { a: fromReceipt, b: clockOf('stage 1', { reportedWith: 'a' }) }),
      [],
    ],
    [
      'a clock reported with one that is itself reported with another',
      procedureOf(steps, {
        a: fromReceipt,
        b: clockOf('stage 1', { reportedWith: 'a' }),
        c: clockOf('stage 1', { reportedWith: 'b' }),
      }),
      ['clock "c": it is reported with "b", which is reported with another itself'],
    ],
    [
      'steps that start with each other, and one that starts with them',
      procedureOf({
        ...steps,
        one: task(undefined, {}, { limit: { ...ownTime.limit, from: { sameStartAs: 'two' } } }),
        two: task(undefined, {}, { limit: { ...ownTime.limit, from: { sameStartAs: 'one' } } }),
        three: task(undefined, {}, { limit: { ...ownTime.limit, from: { sameStartAs: 'one' } } }),
      }),
      ['one', 'two'].map((id) => `step "${id}": its time starts with its own start`),
    ],
    [
      'a step that starts with itself',
      procedureOf({
        one: task(undefined, {}, { limit: { ...ownTime.limit, from: { sameStartAs: 'one' } } }),
      }),
      ['step "one": its time starts with its own start'],
    ],
    [
      'a step after another step',
      procedureOf({
        one: task(undefined, {}, { limit: { ...ownTime.limit, from: { step: 'one' } } }),
      }),
      [],
    ],
  ])('%s', (_, procedure, problems) => {
    expect(clockOrderProblems(procedure)).toEqual(problems);
  });

  test('what runs in a circle is named alone, before its order is looked at', () => {
    const found = procedureOf(
      { first: task('b', { on: leadsTo('closed', { ...starts('a'), ...ends('a') }) }) },
      { a: fromReceipt, b: after('c'), c: after('b') },
    );
    expect(clockOrderProblems(found)).toEqual(
      ['b', 'c'].map((id) => `clock "${id}": it begins with an end that it comes before itself`),
    );
  });
});
