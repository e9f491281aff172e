import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import {
  alarming,
  clockOfRun,
  clocksOf,
  clocksOfRun,
} from '../../../functions/domain/clocks/stage-clocks.ts';
import { procedures } from '../../shropshire.ts';
import type { Procedure, StageClock } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, decided, opened, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026. No bank holiday falls between 25 May and 31 August. The procedure of these
// tests has clocks of its own, of five working days.

const found = procedures.version('childrens-statutory', '2006');
const stage1 = found?.steps['stage-1'];
const respond = stage1?.outcomes['respond'];
if (!found || !stage1 || !respond) throw new Error('no procedure');

const five: StageClock = {
  stage: 'stage 1',
  title: 'A clock',
  limit: { days: 5, unit: 'working days', citation: 'a test' },
  milestones: [],
};
const upTo = (days: number): Pick<StageClock, 'extension'> => ({
  extension: { upTo: days, citation: 'a test' },
});
const { limit: _, ...withoutLimit } = stage1;
const withClocks = (clocks: Record<string, StageClock>): Procedure => ({
  ...found,
  first: 'first',
  clocks,
  steps: {
    first: {
      ...withoutLimit,
      clock: 'one',
      outcomes: {
        on: { ...respond, next: 'second', ends: [{ clock: 'one' }], starts: [{ clock: 'two', on: 'day' }] },
        away: { ...respond, next: 'closed', ends: [{ clock: 'one' }] },
        stop: { ...respond, next: 'closed', effect: 'withdraw' },
      },
    },
    second: {
      ...withoutLimit,
      clock: 'two',
      outcomes: { on: { ...respond, next: 'closed', ends: [{ clock: 'two' }] } },
    },
    target: { ...withoutLimit, clock: 'one', limit: { ...five.limit, from: 'opened' } },
  },
});
const one = { one: { ...five, from: 'receipt' as const } };

/** One clock of a run; `today` is Wednesday 10 June. */
function clock(
  state: Case,
  clocks: Record<string, StageClock>,
  { id = 'one', run: nth = 1, opening = '' } = {},
) {
  const run = state.runs.find(({ run: number }) => number === nth);
  if (!run) throw new Error('no run');
  const all = clocksOfRun(state, run, withClocks(clocks), calendar, '2026-06-10', opening || undefined);
  return all.find((found1) => found1.id === id);
}
const at = (day: string) => `${day}T09:00:00.000Z`;
const first = opened('first', 'team-manager');

describe('how far a clock can be extended', () => {
  const about = (dueOn?: string) =>
    aCase(started({ matter: { id: 'A1', from: '2026-06-03', ...(dueOn === undefined ? {} : { dueOn }) } }));
  const subject = (more: Partial<StageClock> = {}) => ({
    one: { ...five, from: 'subject' as const, ...more },
  });
  test.each<[string, Case, Record<string, StageClock>, string, string]>([
    ['not without a rule for it', aCase(started()), one, '2026-06-08', '2026-06-08'],
    ['to so many days', aCase(started()), { one: { ...one.one, ...upTo(8) } }, '2026-06-08', '2026-06-11'],
    [
      'as the complainant agrees',
      aCase(started()),
      { one: { ...one.one, extension: { citation: 'a test', agreed: true } } },
      '2026-06-08',
      '2026-06-08',
    ],
    ['from the day of its subject', about(), subject(upTo(8)), '2026-06-10', '2026-06-15'],
    ['from a later day that was set', about('2026-06-17'), subject(upTo(8)), '2026-06-17', '2026-06-22'],
    [
      'no less for an earlier day that was set',
      about('2026-06-05'),
      subject(upTo(8)),
      '2026-06-05',
      '2026-06-15',
    ],
    [
      'not by a day set for another start',
      about('2026-06-17'),
      { one: { ...one.one, ...upTo(8) } },
      '2026-06-08',
      '2026-06-11',
    ],
  ])('%s', (_name, state, clocks, due, cap) => {
    expect(clock(state, clocks)).toMatchObject({ due, cap });
  });

  test('a clock about a subject without a day counts from the receipt', () => {
    expect(clock(aCase(started()), subject())?.from).toBe('2026-06-01');
    expect(clock(aCase(started({ matter: { id: 'A1' } })), subject())?.from).toBe('2026-06-01');
  });
});

describe('a clock is for', () => {
  const kinds = { one: { ...one.one, feedback: ['complaint' as const, 'comment' as const] } };
  test.each<[string, Case, boolean]>([
    ['what it says', aCase(started()), true],
    ['nothing else', { ...aCase(started()), kind: 'compliment' }, false],
    ['an email that no one could read yet', { ...aCase(started()), kind: 'unreadable email' }, true],
    [
      'the kind that was recorded since',
      aCase(started(), { type: 'facts-recorded', facts: { kind: 'compliment' } }),
      false,
    ],
  ])('%s', (_name, state, watched) => {
    expect(clock(state, kinds) !== undefined).toBe(watched);
  });
});

describe('the end of a clock', () => {
  test('is no earlier than its start', () => {
    const late = { one: { ...five, from: 'subject' as const } };
    const ended: What = { type: 'clock-ended', task: 'first#1', run: 1, clock: 'one', on: '2026-06-02' };
    const about = started({ matter: { id: 'A1', from: '2026-06-03' } });
    expect(clock(aCase(about, ended), late)).toMatchObject({ status: 'ended', endedOn: '2026-06-03' });
    expect(clock(aCase(about, { ...ended, on: '2026-06-04' }), late)).toMatchObject({
      endedOn: '2026-06-04',
    });
  });

  test('is the first withdrawal of its run, in order of time', () => {
    const stop = (task: string, day: string): What => decided(task, 'stop', 'system', { at: at(day) });
    const twice = aCase(
      started(),
      first,
      opened('second', 'team-manager', { turn: 2 }),
      decided('second', 'on', 'system', { at: at('2026-06-05') }),
      stop('first', '2026-06-04'),
    );
    expect(clock(twice, one)).toMatchObject({ endedOn: '2026-06-04' });
    const other = aCase(started(), first, stop('first', '2026-06-04'), started({ run: 2, follows: 1 }));
    expect(clock(other, one, { run: 2 })?.status).toBe('running');
  });

  test('is the last decision of a run that ended, or the receipt when there was none', () => {
    const closed: What = { type: 'closed', as: 'answered', run: 1, at: at('2026-06-09') };
    const late = decided('second', 'gone', 'system', { at: at('2026-06-08') });
    const early = decided('first', 'gone', 'system', { at: at('2026-06-04') });
    const second = opened('second', 'team-manager', { turn: 2 });
    const noClock = { other: { ...five, from: 'receipt' as const } };
    expect(
      clock(aCase(started(), first, second, early, late, closed), noClock, { id: 'other' })?.endedOn,
    ).toBe('2026-06-08');
    expect(
      clock(aCase(started(), second, first, late, early, closed), noClock, { id: 'other' })?.endedOn,
    ).toBe('2026-06-08');
    expect(clock(aCase(started(), closed), noClock, { id: 'other' })?.endedOn).toBe('2026-06-01');
  });
});

describe('what another run did', () => {
  const before: What[] = [
    started(),
    first,
    {
      type: 'extended',
      at: at('2026-06-02'),
      task: 'first#1',
      clock: 'one',
      due: '2026-06-08',
      until: '2026-06-10',
      reason: 'x',
    },
    { type: 'clock-started', task: 'first#1', run: 1, clock: 'two', from: '2026-06-02' },
    { type: 'clock-ended', task: 'first#1', run: 1, clock: 'one', on: '2026-06-03' },
    decided('first', 'on', 'system', { at: at('2026-06-03') }),
    started({ run: 2, follows: 1 }),
  ];
  test('starts, extends and ends no clock of this one', () => {
    const both = { ...one, two: five };
    expect(clock(aCase(...before), both)).toMatchObject({ status: 'ended', due: '2026-06-10' });
    expect(clock(aCase(...before), both, { run: 2 })).toMatchObject({ status: 'running', due: '2026-06-08' });
    expect(clock(aCase(...before), both, { id: 'two' })).toMatchObject({ from: '2026-06-02' });
    expect(clock(aCase(...before), both, { id: 'two', run: 2 })).toBeUndefined();
  });

  test('is not read from its tasks either, of cases from before clocks were recorded', () => {
    const old = before.filter(
      ({ type }) => type !== 'clock-started' && type !== 'clock-ended' && type !== 'extended',
    );
    const both = { ...one, two: five };
    expect(clock(aCase(...old), both)).toMatchObject({ status: 'ended', endedOn: '2026-06-03' });
    expect(clock(aCase(...old), both, { run: 2 })).toMatchObject({ status: 'running' });
    expect(clock(aCase(...old), both, { id: 'two', run: 2 })).toBeUndefined();
  });
});

describe('of a case from before clocks were recorded', () => {
  const second = (more: object = {}) => opened('second', 'team-manager', { turn: 2, ...more });
  const both = { ...one, two: five };
  test.each<[string, What[], string | undefined]>([
    [
      'the start is the day given to the step that followed',
      [second({ clockFrom: '2026-06-02' })],
      '2026-06-02',
    ],
    [
      'the day given to its second clock goes first',
      [second({ clockFrom: '2026-06-02', alsoFrom: '2026-06-01' })],
      '2026-06-01',
    ],
    ['the start is the decision, when no step followed', [], '2026-06-03'],
  ])('%s', (_name, after, from) => {
    const state = aCase(
      started(),
      first,
      decided('first', 'on', 'system', { at: at('2026-06-03') }),
      ...after,
    );
    expect(clock(state, both, { id: 'two' })?.from).toBe(from);
  });

  test('the start is the last decision that starts it, the end the first that ends it', () => {
    const again = opened('first', 'team-manager', { task: 'first#2', turn: 2 });
    const state = aCase(
      started(),
      first,
      decided('first', 'on', 'system', { at: at('2026-06-03') }),
      again,
      decided('first', 'on', 'system', { at: at('2026-06-05'), task: 'first#2' }),
    );
    expect(clock(state, both, { id: 'two' })?.from).toBe('2026-06-05');
    expect(clock(state, both)?.endedOn).toBe('2026-06-03');
  });

  test('an extension of a step counts for its clock, unless the step has a target of its own', () => {
    const extended = (task: string): What => ({
      type: 'extended',
      task,
      due: '2026-06-08',
      until: '2026-06-12',
      reason: 'x',
    });
    expect(clock(aCase(started(), first, extended('first#1')), one)?.due).toBe('2026-06-12');
    expect(
      clock(
        aCase(started(), first, extended('first#1')),
        { ...one, two: { ...five, from: 'receipt' } },
        { id: 'two' },
      )?.due,
    ).toBe('2026-06-08');
    const target = opened('target', 'team-manager');
    expect(clock(aCase(started(), target, extended('target#1')), one)?.due).toBe('2026-06-08');
  });
});

describe('a clock that begins with the end of another', () => {
  const after = (more: object = {}): Record<string, StageClock> => ({
    ...one,
    two: { ...five, from: { endOf: 'one', ...more } },
  });
  const ended: What = { type: 'clock-ended', task: 'first#1', run: 1, clock: 'one', on: '2026-06-03' };
  const decision = (outcome: string) => [
    first,
    decided('first', outcome, 'system', { at: at('2026-06-03') }),
    ended,
  ];
  test.each<[string, What[], Record<string, StageClock>, string | undefined]>([
    ['begins on that day', decision('on'), after(), '2026-06-03'],
    ['does not begin while the other runs', [first], after(), undefined],
    ['begins at the latest when the other was due', [first], after({ atLatest: true }), '2026-06-08'],
    ['does not begin when the decision leads past it', decision('away'), after(), undefined],
    ['begins without a decision that ended the other', [first, ended], after(), '2026-06-03'],
    [
      'does not begin with a clock that is unknown',
      [first, ended],
      { two: { ...five, from: { endOf: 'gone' } } },
      undefined,
    ],
  ])('%s', (_name, happened, clocks, from) => {
    expect(clock(aCase(started(), ...happened), clocks, { id: 'two' })?.from).toBe(from);
  });
});

test('a step that is just opening counts as one that the run has been at', () => {
  const reopened = aCase(started({ matter: { id: 'reopening', from: '2026-06-08' } }));
  const two = { two: five };
  expect(clock(reopened, two, { id: 'two' })).toBeUndefined();
  expect(clock(reopened, two, { id: 'two', opening: 'second' })?.from).toBe('2026-06-08');
  expect(clock(reopened, two, { id: 'two', opening: 'first' })).toBeUndefined();
});

test('one clock of a run is worked out alone, and a procedure without clocks has none', () => {
  const state = aCase(started(), first);
  const [run] = state.runs;
  if (!run) throw new Error('no run');
  const of = (id: string, procedure: Procedure) =>
    clockOfRun(id, { state, run, procedure, calendar, today: '2026-06-10' })?.due;
  expect(of('one', withClocks(one))).toBe('2026-06-08');
  expect(of('gone', withClocks(one))).toBeUndefined();
  const { clocks: __, ...without } = withClocks(one);
  expect(of('one', without)).toBeUndefined();
  expect(clocksOfRun(state, run, without, calendar, '2026-06-10')).toEqual([]);
});

test('only a clock that runs and is not reported with another raises alarms', () => {
  const both = { ...one, two: { ...five, from: 'receipt' as const, reportedWith: 'one' } };
  const ids = (...happened: What[]) => {
    const state = aCase(started(), first, ...happened);
    const [run] = state.runs;
    return (
      run && alarming(clocksOfRun(state, run, withClocks(both), calendar, '2026-06-10')).map(({ id }) => id)
    );
  };
  expect(ids()).toEqual(['one']);
  expect(ids({ type: 'frozen', at: at('2026-06-03'), reason: 'Court', reviewOn: '2026-07-01' })).toEqual([]);
  expect(ids({ type: 'clock-ended', task: 'first#1', run: 1, clock: 'one', on: '2026-06-03' })).toEqual([]);
});

test('the clocks with alarms come first, whatever the order of the procedure', () => {
  const both = { two: { ...five, from: 'receipt' as const, reportedWith: 'one' }, ...one };
  const version = () => withClocks(both);
  expect(clocksOf(aCase(started()), { version }, calendar, '2026-06-10').map(({ id }) => id)).toEqual([
    'one',
    'two',
  ]);
});

test('an extension of a clock moves the one that is reported with it, never to an earlier day', () => {
  const both = { ...one, two: { ...five, from: 'subject' as const, reportedWith: 'one' } };
  const extended = (until: string): What => ({
    type: 'extended',
    at: at('2026-06-02'),
    task: 'first#1',
    clock: 'one',
    due: '2026-06-08',
    until,
    reason: 'x',
  });
  const about = started({ matter: { id: 'A1', from: '2026-06-04' } });
  expect(clock(aCase(about, first, extended('2026-06-09')), both, { id: 'two' })?.due).toBe('2026-06-11');
  expect(clock(aCase(about, first, extended('2026-06-12')), both, { id: 'two' })?.due).toBe('2026-06-12');
});
