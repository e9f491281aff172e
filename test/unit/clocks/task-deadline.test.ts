import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import {
  clockDue,
  lastDayOf,
  movedTo,
  stepTime,
  taskDeadline,
} from '../../../functions/domain/clocks/step-clock.ts';
import { procedures } from '../../shropshire.ts';
import type { Limit, Procedure } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, decided, opened, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026: stage 1 is due on Monday 15 June. No bank holiday falls between 25 May and
// 31 August.

const found = procedures.version('childrens-statutory', '2006');
if (!found) throw new Error('no procedure');
const procedure: Procedure = found;
const today = '2026-06-10';

const stage1 = [started(), opened('stage-1', 'team-manager')];
const stage2: What[] = [
  started(),
  { type: 'clock-started', task: 'stage-1#1', run: 1, clock: 'stage-2', from: '2026-06-01' },
  opened('stage-2', 'investigating-officer', { due: '2026-07-06' }),
];
const agreed: What = {
  type: 'clock-started',
  task: 'stage-2#1',
  run: 1,
  clock: 'stage-2-from-statement',
  from: '2026-06-03',
};
const paused = (at: string): What => ({ type: 'frozen', at, reason: 'Court', reviewOn: '2026-07-01' });
const resumed = (at: string): What => ({ type: 'resumed', at, reason: 'Over' });

function last(state: Case) {
  const task = state.tasks.at(-1);
  if (!task) throw new Error('no task');
  return task;
}
const withLimit = (step: string, limit: Limit): Procedure => ({
  ...procedure,
  steps: Object.fromEntries(
    Object.entries(procedure.steps).map(([id, one]) => [id, id === step ? { ...one, limit } : one]),
  ),
});

describe('the deadline of a task', () => {
  const dueOf = (state: Case, of = procedure) => {
    const worked = taskDeadline(state, last(state), of, calendar);
    return worked && [worked.from, worked.due, worked.second?.due];
  };

  test('is that of its clock, and of the one that is reported with it', () => {
    expect(dueOf(aCase(...stage1))).toEqual(['2026-06-01', '2026-06-15', undefined]);
    expect(dueOf(aCase(...stage2))).toEqual(['2026-06-01', '2026-07-06', undefined]);
    expect(dueOf(aCase(...stage2, agreed))).toEqual(['2026-06-01', '2026-07-06', '2026-07-08']);
    expect(taskDeadline(aCase(...stage2), last(aCase(...stage2)), procedure, calendar)).not.toHaveProperty(
      'second',
    );
  });

  test('is unknown for a step that the procedure does not have, or whose clock has not begun', () => {
    const [task] = aCase(...stage1).tasks;
    expect(
      task && taskDeadline(aCase(...stage1), { ...task, step: 'gone' }, procedure, calendar),
    ).toBeUndefined();
    expect(dueOf(aCase(started(), opened('stage-2', 'investigating-officer')))).toBeUndefined();
  });

  const extendedAt = (at: string): What => ({
    type: 'extended',
    at,
    task: 'stage-1#1',
    clock: 'stage-1',
    due: '2026-06-15',
    until: '2026-06-22',
    reason: 'A witness is away.',
  });
  const answeredAt = decided('stage-1', 'respond', 'user:team-manager', { at: '2026-06-09T09:00:00.000Z' });
  test.each<[string, What[], string]>([
    ['an extension before', [extendedAt('2026-06-08T09:00:00.000Z'), answeredAt], '2026-06-22'],
    [
      'a pause before',
      [paused('2026-06-03T09:00:00.000Z'), resumed('2026-06-05T09:00:00.000Z'), answeredAt],
      '2026-06-17',
    ],
    [
      'no pause that began on a later day',
      [answeredAt, paused('2026-06-10T09:00:00.000Z'), resumed('2026-06-12T09:00:00.000Z')],
      '2026-06-15',
    ],
    [
      'a pause that began on that day',
      [answeredAt, paused('2026-06-09T15:00:00.000Z'), resumed('2026-06-11T09:00:00.000Z')],
      '2026-06-17',
    ],
  ])('of a step that was decided counts %s', (_, happened, due) => {
    expect(dueOf(aCase(...stage1, ...happened))?.[1]).toBe(due);
  });

  test.each([
    ['at that moment', '2026-06-09T09:00:00.000Z', '2026-06-22'],
    ['after it', '2026-06-09T09:00:00.001Z', '2026-06-15'],
  ])('of a step that was decided, with an extension of its clock %s', (_, at, due) => {
    const state = aCase(...stage1, answeredAt);
    const [task] = state.tasks;
    const extensions = [{ run: 1, clock: 'stage-1', at, from: '2026-06-15', until: '2026-06-22' }];
    expect(task && taskDeadline({ ...state, extensions }, task, procedure, calendar)?.due).toBe(due);
  });

  const three: Limit = { days: 3, unit: 'working days', from: 'receipt', citation: 'a test' };
  const late = opened('acknowledge', 'complaints-officer', { clockFrom: '2026-06-02' });
  const acknowledged = decided('acknowledge', 'acknowledge', 'user:complaints-officer');
  test.each<[string, What[], Limit['from'], string]>([
    ['moves with the day of receipt while it is open', [started(), late], 'receipt', '2026-06-01'],
    [
      'moves with the day of its subject',
      [started({ matter: { id: 'A1', from: '2026-06-03' } }), late],
      'receipt',
      '2026-06-03',
    ],
    ['keeps its day once it is decided', [started(), late, acknowledged], 'receipt', '2026-06-02'],
    ['keeps the day from which another time counts', [started(), late], 'opened', '2026-06-02'],
  ])('with a time of its own %s', (_, happened, from, day) => {
    expect(dueOf(aCase(...happened), withLimit('acknowledge', { ...three, from }))?.[0]).toBe(day);
  });

  test('can be a day that was set for its subject, where the time counts from that', () => {
    const set = aCase(started({ matter: { id: 'A1', from: '2026-06-03', dueOn: '2026-06-05' } }), late);
    expect(dueOf(set, withLimit('acknowledge', { ...three, from: 'subject' }))?.[1]).toBe('2026-06-05');
    expect(dueOf(set, withLimit('acknowledge', { ...three, from: 'opened' }))?.[1]).toBe('2026-06-05');
    expect(dueOf(set, withLimit('acknowledge', { ...three, days: 4, from: 'opened' }))?.[1]).toBe(
      '2026-06-08',
    );
  });
});

describe('a task moves', () => {
  const moved = (state: Case, on = today) => movedTo(state, last(state), procedure, calendar, on);
  const pause = [paused('2026-06-03T09:00:00.000Z'), resumed('2026-06-05T09:00:00.000Z')];
  const ended: What = {
    type: 'clock-ended',
    task: 'stage-1#1',
    run: 1,
    clock: 'acknowledgement',
    on: '2026-06-02',
  };

  test('not while its days are right', () => {
    expect(moved(aCase(...stage1, ended))).toBeUndefined();
    const known = [started(), opened('stage-1', 'team-manager', { clockDue: '2026-06-15' }), ended];
    expect(moved(aCase(...known))).toBeUndefined();
  });

  test('to its new last day, with the first clock that runs out', () => {
    expect(moved(aCase(...stage1, ended, ...pause))).toEqual({
      until: '2026-06-17',
      clockUntil: '2026-06-17',
    });
  });

  test('for another first clock alone', () => {
    const known = [started(), opened('stage-1', 'team-manager', { clockDue: '2026-06-04' }), ended];
    expect(moved(aCase(...known))).toEqual({ until: '2026-06-15', clockUntil: '2026-06-15' });
  });

  test('without a clock that runs out once all have ended', () => {
    const done: What = { type: 'clock-ended', task: 'stage-1#1', run: 1, clock: 'stage-1', on: '2026-06-09' };
    expect(
      moved(aCase(started(), opened('stage-1', 'team-manager', { due: '2026-06-12' }), ended, done)),
    ).toEqual({
      until: '2026-06-15',
    });
  });

  test('for another start of its time', () => {
    const late = opened('stage-1', 'team-manager', { clockFrom: '2026-06-02' });
    expect(moved(aCase(started(), late, ended))).toEqual({
      until: '2026-06-15',
      from: '2026-06-01',
      clockUntil: '2026-06-15',
    });
  });

  test('for the second clock', () => {
    const both = aCase(...stage2, agreed);
    expect(moved(both)).toMatchObject({ until: '2026-07-06', alsoUntil: '2026-07-08' });
    const known = [
      ...stage2.slice(0, 2),
      agreed,
      opened('stage-2', 'investigating-officer', { due: '2026-07-06', alsoDue: '2026-07-08' }),
    ];
    expect(moved(aCase(...known))).toBeUndefined();
    expect(moved(aCase(...stage1, ended, ...pause))).not.toHaveProperty('alsoUntil');
  });

  test('not when the procedure no longer has its step', () => {
    const state = aCase(started(), opened('gone', 'team-manager'));
    expect(moved(state)).toBeUndefined();
  });
});

describe('a step is held', () => {
  const heldTo = (of: Procedure | undefined, ...happened: What[]) => {
    const state = aCase(started(), opened('stage-1', 'team-manager', { due: '2026-06-12' }), ...happened);
    return lastDayOf(state, last(state), of, calendar, today);
  };
  const done: What = { type: 'clock-ended', task: 'stage-1#1', run: 1, clock: 'stage-1', on: '2026-06-09' };

  test('to the clock of its stage while that runs, else to its own day', () => {
    expect(heldTo(procedure)).toBe('2026-06-15');
    expect(heldTo(procedure, done)).toBe('2026-06-12');
    expect(heldTo(undefined)).toBe('2026-06-12');
  });

  test('to its own day when it belongs to no clock', () => {
    const state = aCase(started(), opened('learning', 'team-manager', { due: '2026-06-12' }));
    expect(lastDayOf(state, last(state), procedure, calendar, today)).toBe('2026-06-12');
  });
});

test('the first clock that runs out is the earliest of those with alarms', () => {
  const first = (...happened: What[]) => {
    const state = aCase(started(), ...happened);
    const [run] = state.runs;
    return run && clockDue(state, run, procedure, calendar, today);
  };
  const ended = (clock: string): What => ({
    type: 'clock-ended',
    task: 'x#1',
    run: 1,
    clock,
    on: '2026-06-02',
  });
  const asked: What = { type: 'clock-started', task: 'x#1', run: 1, clock: 'stage-2', from: '2026-06-01' };
  expect(first()).toBe('2026-06-04');
  expect(first(ended('acknowledgement'))).toBe('2026-06-15');
  expect(first(ended('acknowledgement'), asked)).toBe('2026-06-15');
  expect(first(ended('acknowledgement'), ended('stage-1'), asked)).toBe('2026-07-06');
  expect(first(ended('acknowledgement'), ended('stage-1'))).toBeUndefined();
  expect(first(paused('2026-06-03T09:00:00.000Z'))).toBeUndefined();
});

describe('the time of a step that opens', () => {
  const timeOf = (
    step: string,
    happened: What[],
    { limit, run: nth = 1 }: { limit?: Limit; run?: number } = {},
  ) => {
    const state = aCase(...happened);
    const run = state.runs.find(({ run: number }) => number === nth);
    const of = limit === undefined ? procedure : withLimit(step, limit);
    const found1 = of.steps[step];
    if (!run || !found1) throw new Error('no run');
    return stepTime(step, found1, { state, procedure: of, run, today, answersOf: () => undefined, calendar });
  };
  const five: Limit = { days: 5, unit: 'working days', from: 'subject', citation: 'a test' };
  const request: What = {
    type: 'clock-started',
    task: 'stage-1#1',
    run: 1,
    clock: 'stage-2',
    from: '2026-06-01',
  };

  test('is that of its clock, with the one that is reported with it', () => {
    expect(timeOf('stage-2', [started(), request, agreed])).toEqual({
      from: '2026-06-01',
      due: '2026-07-06',
      originalDue: '2026-07-06',
      alsoFrom: '2026-06-03',
      alsoDue: '2026-07-08',
    });
    expect(timeOf('stage-2', [started(), request])).not.toHaveProperty('alsoDue');
    expect(timeOf('stage-1', [started()])).not.toHaveProperty('alsoFrom');
  });

  test('can be a target of its own that counts from the start of its clock', () => {
    const target: Limit = { ...five, from: 'clock' };
    expect(timeOf('stage-2', [started(), request], { limit: target })).toEqual({
      from: '2026-06-01',
      due: '2026-06-08',
    });
    expect(timeOf('stage-2', [started()], { limit: target }).from).toBe(today);
  });

  const about = (run: number, takesOver?: number) =>
    started({
      run,
      beside: true,
      matter: { id: 'A1', from: '2026-06-03' },
      ...(takesOver === undefined ? {} : { follows: takesOver }),
    });
  const visit = opened('acknowledge', 'complaints-officer', { run: 2, due: '2026-06-10' });
  const granted = (task: string): What => ({
    type: 'extended',
    at: '2026-06-09T09:00:00.000Z',
    task,
    due: '2026-06-10',
    until: '2026-06-17',
    reason: 'More time.',
  });
  test('keeps what was granted to an earlier visit, where it counts from its subject', () => {
    const before = [started(), about(2), visit, granted('acknowledge#1')];
    expect(timeOf('acknowledge', before, { limit: five, run: 2 })).toEqual({
      from: '2026-06-03',
      due: '2026-06-17',
      originalDue: '2026-06-10',
      extensions: [{ at: '2026-06-09T09:00:00.000Z', from: '2026-06-10', until: '2026-06-17' }],
    });
    const opens: Limit = { ...five, from: 'opened' };
    expect(timeOf('acknowledge', before, { limit: opens, run: 2 })).toEqual({
      from: today,
      due: '2026-06-17',
    });
    expect(timeOf('stage-1', before, { limit: five, run: 2 })).not.toHaveProperty('extensions');
    expect(timeOf('acknowledge', [...before, about(3)], { limit: five, run: 3 })).toEqual({
      from: '2026-06-03',
      due: '2026-06-10',
    });
  });
  test('keeps it in a run that takes the subject over as well', () => {
    const state = aCase(started(), about(2), visit, granted('acknowledge#1'), about(3));
    const run = state.runs.find(({ run: number }) => number === 3);
    const of = withLimit('acknowledge', five);
    const step = of.steps['acknowledge'];
    if (!run || !step) throw new Error('no run');
    const context = { state, procedure: of, today, answersOf: () => undefined, calendar };
    const over = { ...run, takesOver: { run: 2, procedure: 'action' } };
    expect(stepTime('acknowledge', step, { ...context, run: over }).due).toBe('2026-06-17');
    expect(stepTime('acknowledge', step, { ...context, run }).due).toBe('2026-06-10');
  });

  test('counts from decisions of its own run alone', () => {
    const decision: Limit = { ...five, from: 'decision' };
    const earlier: Limit = { ...five, from: { step: 'acknowledge' } };
    const done = [
      started(),
      opened('acknowledge', 'complaints-officer'),
      decided('acknowledge', 'acknowledge', 'user:complaints-officer', { at: '2026-06-08T09:00:00.000Z' }),
      started({ run: 2, follows: 1 }),
    ];
    for (const limit of [decision, earlier]) {
      expect(timeOf('stage-1', done, { limit, run: 1 }).from).toBe('2026-06-08');
      expect(timeOf('stage-1', done, { limit, run: 2 }).from).toBe(today);
    }
  });
});

test('an open window moves with the letter that it follows, and stays once it is decided', () => {
  const answered = [
    started(),
    opened('stage-1-sign-off', 'team-manager'),
    decided('stage-1-sign-off', 'send', 'user:team-manager', { at: '2026-06-08T09:00:00.000Z' }),
  ];
  const window = opened('stage-2-window', 'complainant', { turn: 2, clockFrom: '2026-06-04' });
  const fromOf = (...more: What[]) => {
    const state = aCase(...answered, window, ...more);
    return taskDeadline(state, last(state), procedure, calendar)?.from;
  };
  expect(fromOf()).toBe('2026-06-08');
  expect(fromOf(decided('stage-2-window', 'lapse', 'system'))).toBe('2026-06-04');
});

test('what a step with a time of its own was granted moves its deadline', () => {
  const state = aCase(started(), opened('acknowledge', 'complaints-officer'), {
    type: 'extended',
    at: '2026-06-02T09:00:00.000Z',
    task: 'acknowledge#1',
    due: '2026-06-04',
    until: '2026-06-09',
    reason: 'x',
  });
  const three: Limit = { days: 3, unit: 'working days', from: 'opened', citation: 'a test' };
  expect(taskDeadline(state, last(state), withLimit('acknowledge', three), calendar)).toMatchObject({
    due: '2026-06-09',
    extensions: [{ on: '2026-06-02', until: '2026-06-09' }],
  });
});
