import { describe, expect, test } from 'vitest';
import { reopening } from '../../../functions/domain/case/case.ts';
import { clocksOf, daysGiven, daysOf, isOverdue } from '../../../functions/domain/clocks/stage-clocks.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, decided, facts, opened, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026. No bank holiday falls between 25 May and 31 August.

const today = '2026-06-10';

function clock(id: string, happened: What[], on = today) {
  return clocksOf(aCase(...happened), procedures, calendar, on).find((one) => one.id === id);
}

const children = started();
const officer = 'user:complaints-officer';
const requested = (from: string): What => ({
  type: 'clock-started',
  task: 'stage-2-window#1',
  run: 1,
  clock: 'stage-2',
  from,
});
const agreed = (from: string): What => ({
  type: 'clock-started',
  task: 'stage-2-statement#1',
  run: 1,
  clock: 'stage-2-from-statement',
  from,
});
const ended = (name: string, on: string): What => ({
  type: 'clock-ended',
  task: 'stage-1-sign-off#1',
  run: 1,
  clock: name,
  on,
});
const extended = (name: string, due: string, until: string, at = '2026-06-08T09:00:00.000Z'): What => ({
  type: 'extended',
  at,
  task: 'stage-1#1',
  clock: name,
  due,
  until,
  reason: 'A witness is away.',
});
const paused = (at: string): What => ({ type: 'frozen', at, reason: 'Court', reviewOn: '2026-07-01' });
const resumed = (at: string): What => ({ type: 'resumed', at, reason: 'Over' });

describe('a clock starts', () => {
  test('with the receipt, before the first step of its stage has opened', () => {
    expect(clock('acknowledgement', [children])).toMatchObject({ from: '2026-06-01', due: '2026-06-04' });
    expect(clock('stage-1', [children])).toMatchObject({
      from: '2026-06-01',
      due: '2026-06-15',
      cap: '2026-06-29',
      status: 'running',
    });
  });
  test('on the day a person of sufficient interest is accepted', () => {
    const accepted = facts({ standingAcceptedOn: '2026-06-03' });
    expect(clock('stage-1', [children, accepted])).toMatchObject({ from: '2026-06-03', due: '2026-06-17' });
  });
  test('on the day a stage was requested, and not before', () => {
    expect(clock('stage-2', [children])).toBeUndefined();
    expect(clock('stage-2', [children, requested('2026-06-08')])).toMatchObject({
      from: '2026-06-08',
      due: '2026-07-13',
      cap: '2026-09-08',
    });
  });
  test('with the end of another clock', () => {
    expect(clock('stage-3-report', [children])).toBeUndefined();
    const met: What[] = [
      { type: 'clock-started', task: 'stage-3-window#1', run: 1, clock: 'stage-3-panel', from: '2026-06-01' },
      ended('stage-3-panel', '2026-06-05'),
    ];
    expect(clock('stage-3-report', [children, ...met])).toMatchObject({
      from: '2026-06-05',
      due: '2026-06-12',
    });
  });
  test.each([
    ['acknowledged early', '2026-06-02', '2026-06-10', '2026-06-02', '2026-06-16'],
    ['acknowledged on the last day', '2026-06-08', '2026-06-10', '2026-06-08', '2026-06-22'],
    ['acknowledged late: that moves nothing', '2026-06-12', '2026-06-15', '2026-06-08', '2026-06-22'],
    ['not acknowledged at all', undefined, '2026-06-09', '2026-06-08', '2026-06-22'],
    ['not acknowledged, on the last day for it', undefined, '2026-06-08', undefined, undefined],
  ])('of corporate stage 1 when %s', (_, on, day, from, due) => {
    const corporate = started({ procedure: 'corporate', version: '2026' });
    const found = clock('stage-1', [corporate, ...(on ? [ended('acknowledgement', on)] : [])], day);
    expect([found?.from, found?.due]).toEqual([from, due]);
  });
});

describe('a clock is extended', () => {
  const once = extended('stage-1', '2026-06-15', '2026-06-22');
  test('any number of times, up to the day granted last', () => {
    const twice = extended('stage-1', '2026-06-22', '2026-06-29', '2026-06-18T09:00:00.000Z');
    const stage1 = [children, opened('stage-1', 'team-manager')];
    expect(clock('stage-1', [...stage1, once])).toMatchObject({ original: '2026-06-15', due: '2026-06-22' });
    expect(clock('stage-1', [...stage1, once, twice])?.due).toBe('2026-06-29');
    expect(clock('acknowledgement', [...stage1, once])?.due).toBe('2026-06-04');
  });
  test('together with the clock that is reported beside it', () => {
    const stage2 = [
      children,
      opened('stage-1', 'team-manager'),
      requested('2026-06-01'),
      agreed('2026-06-03'),
      extended('stage-2', '2026-07-06', '2026-07-31'),
    ];
    expect(clock('stage-2-from-statement', stage2)).toMatchObject({
      from: '2026-06-03',
      original: '2026-07-08',
      due: '2026-07-31',
    });
  });
});

describe('a pause', () => {
  const stage1 = [children, paused('2026-06-08T09:00:00.000Z')];
  test.each([
    ['after the clock has ended', '2026-06-05', '2026-06-15', '2026-06-29'],
    ['on the day it ended', '2026-06-08', '2026-06-15', '2026-06-29'],
    ['before it ended', '2026-06-12', '2026-06-17', '2026-07-01'],
  ])('moves the last day only of a clock that runs: %s', (_, endedOn, due, cap) => {
    const over = resumed('2026-06-10T09:00:00.000Z');
    expect(clock('stage-1', [...stage1, over, ended('stage-1', endedOn)])).toMatchObject({
      original: '2026-06-15',
      due,
      cap,
      status: 'ended',
      endedOn,
    });
  });
  test('stops the clock', () => {
    expect(clock('stage-1', stage1)).toMatchObject({ status: 'paused', due: '2026-06-15' });
  });
  test('leaves the remaining time when it ends, and moves the cap too', () => {
    const over = clock('stage-1', [...stage1, resumed('2026-06-15T09:00:00.000Z')], '2026-06-16');
    expect(over).toMatchObject({ status: 'running', due: '2026-06-22', cap: '2026-07-06' });
    // Received on the 1st: five days before the pause, one after it.
    expect(over && daysOf(over, '2026-06-16', calendar)).toEqual({ workingDaysUsed: 6, workingDaysLate: 0 });
  });
  test('is over on the day it ends', () => {
    const over = clock('stage-1', [...stage1, resumed('2026-06-10T09:00:00.000Z')], '2026-06-10');
    expect(over?.status).toBe('running');
  });
});

describe('a clock ends', () => {
  test.each([
    ['the due day itself is in time', '2026-06-15', 0],
    ['the day after is not', '2026-06-16', 1],
  ])('%s', (_, on, late) => {
    const over = clock('stage-1', [children, ended('stage-1', on)], '2026-06-30');
    expect(over).toMatchObject({ status: 'ended', endedOn: on });
    expect(over && daysOf(over, '2026-06-30', calendar).workingDaysLate).toBe(late);
    expect(over && isOverdue(over, '2026-06-30')).toBe(false);
  });
  test('when the complaint is withdrawn', () => {
    const at = '2026-06-09T09:00:00.000Z';
    const withdrawn: What = { type: 'withdrawn', at, phase: 'before investigation', carriedOn: true };
    const happened = [
      children,
      opened('acknowledge', 'complaints-officer'),
      decided('acknowledge', 'withdraw-and-review', officer, { at }),
      withdrawn,
    ];
    expect(clock('stage-1', happened)).toMatchObject({ status: 'ended', endedOn: '2026-06-09' });
  });
  test('with its run', () => {
    const closed: What[] = [
      opened('acknowledge', 'complaints-officer'),
      decided('acknowledge', 'decline', officer, { at: '2026-06-03T09:00:00.000Z' }),
      { type: 'closed', as: 'declined', run: 1, at: '2026-06-03T09:00:01.000Z' },
    ];
    expect(clock('stage-1', [children, ...closed])).toMatchObject({ status: 'ended', endedOn: '2026-06-03' });
  });
});

test.each([
  ['on the due day', '2026-06-12', false, 0],
  ['on the Saturday after a Friday', '2026-06-13', true, 0],
  ['on the Sunday', '2026-06-14', true, 0],
  ['on the Monday', '2026-06-15', true, 1],
])('a clock that runs out on a Friday is late %s', (_, on, overdue, late) => {
  const friday = clock('stage-1', [children, facts({ standingAcceptedOn: '2026-05-29' })], on);
  expect(friday?.due).toBe('2026-06-12');
  expect(friday && isOverdue(friday, on)).toBe(overdue);
  expect(friday && daysOf(friday, on, calendar).workingDaysLate).toBe(late);
});

describe('the clocks of a case', () => {
  const ids = (...happened: What[]) =>
    clocksOf(aCase(...happened), procedures, calendar, today).map(({ id, run }) => `${run} ${id}`);
  const intake = started({ procedure: 'intake', version: '1' });
  test('are the shortest possible limits before triage', () => {
    expect(ids(intake)).toEqual(['1 acknowledgement', '1 stage-1']);
  });
  test('do not exist before triage when it is not a complaint', () => {
    expect(ids(intake, facts({ kind: 'compliment' }))).toEqual([]);
  });
  test('are those of its procedure after triage', () => {
    expect(ids(intake, started({ run: 2, follows: 1 }))).toEqual(['2 acknowledgement', '2 stage-1']);
  });
  test('list the one with alarms first', () => {
    expect(ids(children, agreed('2026-06-03'), requested('2026-06-01')).slice(-2)).toEqual([
      '1 stage-2',
      '1 stage-2-from-statement',
    ]);
  });
  test('are that of stage 2 alone after a reopening at stage 2', () => {
    const again = started({ run: 2, follows: 1, matter: { id: reopening, from: '2026-06-08' } });
    const state = aCase(
      children,
      { type: 'closed', as: 'answered at stage 1', run: 1 },
      again,
      opened('stage-2', 'investigating-officer', { run: 2, clockFrom: '2026-06-08' }),
    );
    const later = clocksOf(state, procedures, calendar, today).filter(({ run }) => run === 2);
    expect(later.map(({ id, from }) => [id, from])).toEqual([['stage-2', '2026-06-08']]);
  });
});

describe('a case stored before clocks were recorded', () => {
  const old = [
    children,
    opened('acknowledge', 'complaints-officer'),
    decided('acknowledge', 'acknowledge', officer, { at: '2026-06-03T09:00:00.000Z' }),
    opened('stage-1', 'team-manager', { turn: 2, originalDue: '2026-06-15' }),
  ];
  test('takes the end of a clock from the decision', () => {
    expect(clock('acknowledgement', old)).toMatchObject({ status: 'ended', endedOn: '2026-06-03' });
  });
  test('takes the start of a clock from the day given to the step that followed', () => {
    const asked: What[] = [
      opened('stage-2-window', 'complainant', { turn: 3 }),
      decided('stage-2-window', 'request-stage-2', 'complainant', { at: '2026-06-09T09:00:00.000Z' }),
      opened('stage-2-commission', 'complaints-officer', { turn: 4, clockFrom: '2026-06-05' }),
    ];
    expect(clock('stage-2', [...old, ...asked])?.from).toBe('2026-06-05');
  });
  test('keeps an extension recorded only on its step', () => {
    const ofStep: What = {
      type: 'extended',
      task: 'stage-1#1',
      due: '2026-06-15',
      until: '2026-06-22',
      reason: 'A witness is away.',
    };
    expect(clock('stage-1', [...old, ofStep])?.due).toBe('2026-06-22');
  });
});

describe('a clock that begins with the end of another', () => {
  const panel: What[] = [
    { type: 'clock-started', task: 'stage-3-window#1', run: 1, clock: 'stage-3-panel', from: '2026-06-01' },
    opened('stage-3-acknowledgement', 'complaints-officer'),
  ];
  test('does not begin when the decision skips its stage', () => {
    const referred = decided('stage-3-acknowledgement', 'refer-early', officer);
    const early = [children, ...panel, referred, ended('stage-3-panel', '2026-06-05')];
    expect(clock('stage-3-panel', early)?.status).toBe('ended');
    expect(clock('stage-3-report', early)).toBeUndefined();
  });
  test('does not begin when the complaint is withdrawn', () => {
    const withdrawn = decided('stage-3-acknowledgement', 'withdraw-and-review', officer);
    expect(clock('stage-3-panel', [children, ...panel, withdrawn])?.status).toBe('ended');
    expect(clock('stage-3-report', [children, ...panel, withdrawn])).toBeUndefined();
  });
  test('does not begin during a pause that moves the other due date', () => {
    const corporate = started({ procedure: 'corporate', version: '2026' });
    const over = paused('2026-06-08T09:00:00.000Z');
    expect(clock('stage-1', [corporate, over], '2026-06-15')).toBeUndefined();
    const after = paused('2026-06-09T09:00:00.000Z');
    expect(clock('stage-1', [corporate, after], '2026-06-15')?.from).toBe('2026-06-08');
  });
});

test('a clock has the working days of its limit, and at most those of its extensions, without those of a pause', () => {
  const given = (...more: What[]) => {
    const found = clock('stage-1', [children, ...more], '2026-06-16');
    return found && daysGiven(found, calendar);
  };
  expect(given()).toEqual({ workingDays: 10, atMost: 20 });
  const over = [paused('2026-06-08T09:00:00.000Z'), resumed('2026-06-15T09:00:00.000Z')];
  expect(given(...over)).toEqual({ workingDays: 10, atMost: 20 });
});

test('a paused clock is as late as when the pause began, without the days of the pause', () => {
  const stopped = [children, paused('2026-06-17T09:00:00.000Z')];
  const late = clock('stage-1', stopped, '2026-06-30');
  expect(late && daysOf(late, '2026-06-30', calendar)).toEqual({ workingDaysUsed: 12, workingDaysLate: 2 });
  const over = clock('stage-1', [...stopped, resumed('2026-06-30T09:00:00.000Z')], '2026-07-01');
  expect(over && daysOf(over, '2026-07-01', calendar)).toEqual({ workingDaysUsed: 13, workingDaysLate: 3 });
});

test('the day of a withdrawal still ends its clocks after a later reopening', () => {
  const state = aCase(
    children,
    opened('acknowledge', 'complaints-officer'),
    decided('acknowledge', 'withdraw-and-review', officer, { at: '2026-06-03T09:00:00.000Z' }),
    opened('management-review', 'team-manager', { turn: 2 }),
    decided('management-review', 'conclude', officer, { at: '2026-06-05T09:00:00.000Z' }),
    { type: 'closed', as: 'withdrawn', run: 1, at: '2026-06-05T09:00:01.000Z' },
    { type: 'reopened', step: 'stage-1', reason: 'It came up again.', at: '2026-06-08T09:00:00.000Z' },
  );
  const [first] = clocksOf(state, procedures, calendar, today);
  expect(first).toMatchObject({ id: 'acknowledgement', status: 'ended', endedOn: '2026-06-03' });
});

test('a case reopened after a request starts the clock of that request with its first step', () => {
  const corporate = { procedure: 'corporate', version: '2019' };
  const again = started({ ...corporate, run: 2, follows: 1, matter: { id: reopening, from: '2026-06-08' } });
  const at = (...happened: What[]) =>
    clocksOf(aCase(started(corporate), again, ...happened), procedures, calendar, today).flatMap((one) =>
      one.run === 2 ? [`${one.id} ${one.from}`] : [],
    );
  const first = opened('stage-2-acknowledge', 'complaints-officer', { run: 2 });
  expect(at(first)).toEqual(['stage-2-acknowledgement 2026-06-08']);
  expect(
    at(
      first,
      decided('stage-2-acknowledge', 'acknowledge', officer),
      opened('stage-2', 'owner', { run: 2, turn: 2 }),
    ),
  ).toEqual(['stage-2 2026-06-08', 'stage-2-acknowledgement 2026-06-08']);
});

describe('a case that was reopened', () => {
  const again = (...happened: What[]) =>
    clocksOf(
      aCase(
        children,
        { type: 'closed', as: 'answered', run: 1 },
        started({ run: 2, follows: 1, matter: { id: reopening, from: '2026-06-08' } }),
        ...happened,
      ),
      procedures,
      calendar,
      today,
    ).flatMap(({ id, run, from }) => (run === 2 ? [`${id} ${from}`] : []));
  const acknowledge = opened('acknowledge', 'complaints-officer', { run: 2 });

  test('counts all clocks of its first stage from the reopening when it begins anew', () => {
    expect(again(acknowledge)).toEqual(['acknowledgement 2026-06-08', 'stage-1 2026-06-08']);
  });

  test('counts from a later day that was recorded, and not from an earlier one', () => {
    expect(again(facts({ standingAcceptedOn: '2026-06-09' }), acknowledge)).toEqual([
      'acknowledgement 2026-06-08',
      'stage-1 2026-06-09',
    ]);
    expect(again(facts({ standingAcceptedOn: '2026-06-02' }), acknowledge)).toEqual([
      'acknowledgement 2026-06-08',
      'stage-1 2026-06-08',
    ]);
  });

  test('has the clock of the step at which it goes on alone', () => {
    expect(again(opened('stage-1', 'team-manager', { run: 2 }))).toEqual(['stage-1 2026-06-08']);
    expect(again()).toEqual([]);
    expect(again(opened('learning', 'team-manager', { run: 2 }))).toEqual([]);
  });

  test('counts a clock of a later step from the reopening, which has no decision that starts it', () => {
    expect(
      again(
        opened('stage-2-window', 'complainant', { run: 2 }),
        opened('stage-2', 'investigating-officer', { run: 2, turn: 2 }),
      ),
    ).toEqual(['stage-2 2026-06-08']);
  });

  test('is another thing than a run about a subject of its own', () => {
    const about = started({ matter: { id: 'A1', from: '2026-06-08' } });
    expect(clock('stage-1', [about])?.from).toBe('2026-06-01');
  });
});

describe('a case stored before clocks were recorded takes the start from the step that followed', () => {
  test.each([
    ['given on the day of the decision', '2026-06-09', '2026-06-09'],
    ['given on the day of receipt', '2026-06-01', '2026-06-01'],
    ['not when it is later than the decision', '2026-06-10', '2026-06-09'],
    ['not when it is before the receipt', '2026-05-31', '2026-06-09'],
  ])('%s', (_, clockFrom, from) => {
    const happened = [
      children,
      opened('stage-2-window', 'complainant'),
      decided('stage-2-window', 'request-stage-2', 'complainant', { at: '2026-06-09T09:00:00.000Z' }),
      opened('stage-2-commission', 'complaints-officer', { turn: 2, clockFrom }),
    ];
    expect(clock('stage-2', happened)?.from).toBe(from);
  });

  test('and without one, from the decision', () => {
    const happened = [
      children,
      opened('stage-2-window', 'complainant'),
      decided('stage-2-window', 'request-stage-2', 'complainant', { at: '2026-06-09T23:30:00.000Z' }),
    ];
    expect(clock('stage-2', happened)?.from).toBe('2026-06-10');
  });
});

test('corporate stage 1 begins with its acknowledgement only in its own run, by a decision that leads to it', () => {
  const corporate = started({ procedure: 'corporate', version: '2026' });
  const acknowledge = opened('acknowledge', 'complaints-officer', { due: '2026-06-08' });
  const at = '2026-06-03T09:00:00.000Z';
  const from = (...happened: What[]) => clock('stage-1', [corporate, ...happened])?.from;
  expect(from(acknowledge)).toBe('2026-06-08');
  expect(clock('stage-1', [corporate, acknowledge], '2026-06-05')).toBeUndefined();
  expect(from(acknowledge, decided('acknowledge', 'acknowledge', officer, { at }))).toBe('2026-06-03');
  const withdrawn = decided('acknowledge', 'withdraw-and-review', officer, { at });
  expect(clock('stage-1', [corporate, acknowledge, withdrawn], '2026-06-05')).toBeUndefined();
});

test('an extension of a step with a target of its own does not move the clock', () => {
  const stage2 = [
    children,
    requested('2026-06-01'),
    opened('stage-2-commission', 'complaints-officer'),
    {
      type: 'extended' as const,
      task: 'stage-2-commission#1',
      due: '2026-06-15',
      until: '2026-06-22',
      reason: 'A witness is away.',
    },
  ];
  expect(clock('stage-2', stage2)?.due).toBe('2026-07-06');
});
