import { describe, expect, test } from 'vitest';
import { milestoneKey } from '../../../functions/domain/case/replay.ts';
import { aCase, facts, opened, recorded, started, type What } from '../a-case.ts';

// What an event changes in a case, and what it leaves as it was.

const at = '2026-06-10T09:00:00.000Z';
const stage1 = (more: object = {}) => opened('stage-1', 'team-manager', more);
const taskAfter = (...happened: What[]) => aCase(started(), ...happened).tasks[0];

describe('an extension', () => {
  const extended = (more: Partial<Extract<What, { type: 'extended' }>> = {}): What => ({
    type: 'extended',
    at,
    task: 'stage-1#1',
    due: '2026-06-15',
    until: '2026-06-22',
    reason: 'x',
    ...more,
  });
  const days = (task: ReturnType<typeof taskAfter>) => [
    task?.due,
    task?.alsoDue,
    task?.clockDue,
    task?.extensions.length,
  ];
  test.each<[string, object, object, (string | number | undefined)[]]>([
    ['of a step moves its day and is kept with it', {}, {}, ['2026-06-22', undefined, undefined, 1]],
    [
      'of a clock moves the day of the step and is kept with the case',
      {},
      { clock: 'stage-1' },
      ['2026-06-22', undefined, undefined, 0],
    ],
    [
      'of a clock leaves the target of a step',
      { clockDue: '2026-06-15' },
      { clock: 'stage-1', stepKeeps: true },
      ['2026-06-15', undefined, '2026-06-22', 0],
    ],
    [
      'moves the second day that comes before',
      { alsoDue: '2026-06-18' },
      {},
      ['2026-06-22', '2026-06-22', undefined, 1],
    ],
    [
      'leaves the second day that is the same',
      { alsoDue: '2026-06-22' },
      {},
      ['2026-06-22', '2026-06-22', undefined, 1],
    ],
    [
      'leaves the second day that comes after',
      { alsoDue: '2026-06-30' },
      {},
      ['2026-06-22', '2026-06-30', undefined, 1],
    ],
    [
      'leaves the second day of a step that keeps its target',
      { alsoDue: '2026-06-18' },
      { clock: 'stage-1', stepKeeps: true },
      ['2026-06-15', '2026-06-18', undefined, 0],
    ],
  ])('%s', (_, before, more, expected) => {
    expect(days(taskAfter(stage1(before), extended(more)))).toEqual(expected);
  });
  test('of a clock is kept with its run', () => {
    const state = aCase(
      started(),
      stage1(),
      extended({ clock: 'stage-1' }),
      extended({ clock: 'stage-1', due: '2026-06-22', until: '2026-06-24' }),
    );
    expect(state.extensions).toEqual([
      { run: 1, clock: 'stage-1', at, from: '2026-06-15', until: '2026-06-22' },
      { run: 1, clock: 'stage-1', at, from: '2026-06-22', until: '2026-06-24' },
    ]);
    expect(aCase(started(), stage1(), extended())).not.toHaveProperty('extensions');
  });
});

describe('a move of a day', () => {
  const moved = (more: object): What => ({
    type: 'deadline-moved',
    task: 'stage-1#1',
    due: '2026-06-15',
    until: '2026-06-17',
    reason: 'x',
    ...more,
  });
  test('changes what it names, and nothing else', () => {
    expect(taskAfter(stage1(), moved({}))).toEqual({ ...taskAfter(stage1()), due: '2026-06-17' });
    expect(
      taskAfter(stage1(), moved({ from: '2026-06-03', alsoUntil: '2026-06-18', clockUntil: '2026-06-19' })),
    ).toMatchObject({
      clockFrom: '2026-06-03',
      due: '2026-06-17',
      alsoDue: '2026-06-18',
      clockDue: '2026-06-19',
      originalDue: '2026-06-15',
    });
  });
});

describe('a clock', () => {
  const start = (clock: string, from: string, run = 1): What => ({
    type: 'clock-started',
    task: 'stage-1#1',
    run,
    clock,
    from,
  });
  const end = (clock: string, on: string, run = 1): What => ({
    type: 'clock-ended',
    task: 'stage-1#1',
    run,
    clock,
    on,
  });
  const clocks = (...happened: What[]) => aCase(started(), stage1(), ...happened).clocks;
  test.each<[string, What[], object[]]>([
    ['that began by itself ends', [end('a', '2026-06-10')], [{ run: 1, clock: 'a', endedOn: '2026-06-10' }]],
    [
      'that was started ends',
      [start('a', '2026-06-02'), end('a', '2026-06-10')],
      [{ run: 1, clock: 'a', from: '2026-06-02', endedOn: '2026-06-10' }],
    ],
    [
      'is not ended with another',
      [start('a', '2026-06-02'), end('b', '2026-06-10')],
      [
        { run: 1, clock: 'a', from: '2026-06-02' },
        { run: 1, clock: 'b', endedOn: '2026-06-10' },
      ],
    ],
    [
      'is not ended with that of another run',
      [start('a', '2026-06-02'), end('a', '2026-06-10', 2)],
      [
        { run: 1, clock: 'a', from: '2026-06-02' },
        { run: 2, clock: 'a', endedOn: '2026-06-10' },
      ],
    ],
    [
      'that was started again ends the second time',
      [start('a', '2026-06-02'), end('a', '2026-06-03'), start('a', '2026-06-04'), end('a', '2026-06-10')],
      [
        { run: 1, clock: 'a', from: '2026-06-02', endedOn: '2026-06-03' },
        { run: 1, clock: 'a', from: '2026-06-04', endedOn: '2026-06-10' },
      ],
    ],
  ])('%s', (_, happened, expected) => {
    expect(clocks(...happened)).toEqual(expected);
  });
});

describe('a milestone', () => {
  const milestone = (more: Partial<Extract<What, { type: 'milestone' }>>): What => ({
    type: 'milestone',
    at,
    task: 'stage-1#1',
    milestone: 'm',
    title: 'x',
    due: '2026-06-15',
    ...more,
  });
  test('is remembered with its clock and the day it is counted from', () => {
    expect(milestoneKey({ milestone: 'm', due: '2026-06-15' })).toBe('m@2026-06-15');
    expect(milestoneKey({ clock: 'stage-1', milestone: 'm', due: '2026-06-15' })).toBe(
      'stage-1/m@2026-06-15',
    );
    expect(taskAfter(stage1(), milestone({}), milestone({ clock: 'stage-1' }))?.milestones).toEqual([
      'm@2026-06-15',
      'stage-1/m@2026-06-15',
    ]);
  });
  test.each<[string, Partial<Extract<What, { type: 'milestone' }>>, boolean]>([
    ['is a breach by what it means', { means: 'breach' }, true],
    ['is no breach by another meaning, whatever its name', { milestone: 'breach', means: 'reminder' }, false],
    ['was a breach by its name before', { milestone: 'breach' }, true],
    ['is no breach otherwise', {}, false],
  ])('%s', (_, more, breached) => {
    expect(taskAfter(stage1(), milestone(more))?.breachedAt).toBe(breached ? at : undefined);
  });
});

describe('a letter', () => {
  const prepared = (letter: string): What => ({
    type: 'letter-prepared',
    letter,
    template: 'x',
    to: 'complainant',
  });
  const settled = (status: 'sent' | 'unconfirmed', leftOn?: string): What => ({
    type: 'letter-settled',
    letter: 'L1',
    status,
    ...(leftOn ? { leftOn } : {}),
  });
  const delivered: What = { type: 'letter-delivered', letter: 'L1', at: '2026-06-10T23:00:00.000Z' };
  const after = (...happened: What[]) =>
    aCase(started(), prepared('L1'), prepared('L2'), ...happened).letters.map(({ status, leftOn }) => [
      status,
      leftOn,
    ]);
  const other = ['prepared', undefined];
  test.each<[string, What[], unknown[]]>([
    [
      'that may have left has left once it is delivered',
      [settled('unconfirmed'), delivered],
      [['sent', '2026-06-11'], other],
    ],
    [
      'keeps the day on which it left',
      [settled('unconfirmed', '2026-06-09'), delivered],
      [['sent', '2026-06-09'], other],
    ],
    [
      'that was sent is only delivered',
      [settled('sent', '2026-06-08'), delivered],
      [['sent', '2026-06-08'], other],
    ],
    ['that is not sent is not sent by a delivery', [delivered], [other, other]],
    ['is printed without having left', [{ type: 'letter-printed', letter: 'L1' }], [other, other]],
    [
      'is posted on its day',
      [{ type: 'letter-posted', letter: 'L1', on: '2026-06-12' }],
      [['posted', '2026-06-12'], other],
    ],
  ])('%s', (_, happened, expected) => {
    expect(after(...happened)).toEqual(expected);
  });
});

describe('points sent to another route', () => {
  const sent = (goesOn: boolean, points = ['P2']): What => ({
    type: 'sent-to-route',
    sending: 'W1',
    route: 'lado',
    points,
    reason: 'x',
    to: 'LADO',
    on: '2026-06-10',
    goesOn,
  });
  const routes = (...happened: What[]) => {
    const { facts: known, routes: all } = aCase(
      started(),
      facts({
        points: [
          { id: 'P1', text: 'a' },
          { id: 'P2', text: 'b' },
        ],
      }),
      ...happened,
    );
    return [known.points?.map(({ id, route }) => [id, route]), all?.map(({ sending }) => sending)];
  };
  test.each<[string, What[], unknown[]]>([
    [
      'end here',
      [sent(false)],
      [
        [
          ['P1', undefined],
          ['P2', 'lado'],
        ],
        ['W1'],
      ],
    ],
    [
      'go on here too',
      [sent(true)],
      [
        [
          ['P1', undefined],
          ['P2', undefined],
        ],
        ['W1'],
      ],
    ],
    [
      'are kept beside what was sent before',
      [sent(true), sent(false, ['P1'])],
      [
        [
          ['P1', 'lado'],
          ['P2', undefined],
        ],
        ['W1', 'W1'],
      ],
    ],
  ])('%s', (_, happened, expected) => {
    expect(routes(...happened)).toEqual(expected);
  });
  test('are none of a complaint that has none', () => {
    expect(aCase(started(), sent(false, [])).facts.points ?? []).toEqual([]);
  });
});

describe('a run', () => {
  test('remembers its definition and since when, once it was recorded', () => {
    const [plain, defined] = aCase(started(), {
      ...started({ run: 2, beside: true, definition: 'abc' }),
      at,
    }).runs;
    expect(plain).not.toHaveProperty('since');
    expect(plain).not.toHaveProperty('takesOver');
    expect([defined?.definition, defined?.since]).toEqual(['abc', at]);
  });
  test('alongside takes over the subject of the one that it follows, with what that began as', () => {
    const beside = (run: number, procedure: string, follows?: number) =>
      started({ run, procedure, beside: true, ...(follows === undefined ? {} : { follows }) });
    const { runs } = aCase(
      started(),
      beside(2, 'a'),
      beside(3, 'b', 2),
      beside(4, 'c', 3),
      started({ run: 5, follows: 1 }),
    );
    expect(runs.map(({ takesOver }) => takesOver)).toEqual([
      undefined,
      undefined,
      { run: 2, procedure: 'a' },
      { run: 3, procedure: 'a' },
      undefined,
    ]);
    expect(runs.map(({ status }) => status)).toEqual(['ended', 'ended', 'ended', 'running', 'running']);
  });
  test('has the next number', () => {
    expect(() => aCase(started({ run: 2 }))).toThrow('run 2 after 0');
    expect(() => aCase(started(), started())).toThrow('run 1 after 1');
    expect(() => aCase({ type: 'run-ended', run: 1, as: 'x' })).toThrow('no run 1');
  });
});

test('what only rows remember changes nothing in the state', () => {
  const before = aCase(started());
  const unseen: What[] = [
    { type: 'letter-read', letter: 'L1' },
    { type: 'letter-printed', letter: 'L1' },
    { type: 'letter-written', letter: 'L1', subject: 'x', text: 'x' },
  ];
  for (const happened of unseen)
    expect(aCase(started(), happened)).toEqual({ ...before, version: before.version + 1 });
});

describe('a legal hold', () => {
  const hold = (on: boolean): What => ({
    type: 'legal-hold',
    on,
    reason: 'x',
    at: '2026-06-10T23:30:00.000Z',
  });
  const kept = (until: string): What => ({ type: 'kept', until, reason: 'x' });
  const { after } = recorded(started(), hold(true));
  test('holds since its moment, and once lifted the case is kept until the day after', () => {
    expect(after.legalHold).toEqual({ since: '2026-06-10T23:30:00.000Z', by: 'system' });
    expect(aCase(started(), hold(true), hold(false))).not.toHaveProperty('legalHold');
    // Half an hour past midnight on 11 June in London.
    expect(aCase(started(), hold(true), hold(false)).keptUntil).toBe('2026-06-12');
  });
  test.each([
    ['2026-06-11', '2026-06-12'],
    ['2026-06-12', '2026-06-12'],
    ['2026-06-13', '2026-06-13'],
  ])('that ends leaves a case that is kept until %s kept until %s', (until, expected) => {
    expect(aCase(started(), kept(until), hold(true), hold(false)).keptUntil).toBe(expected);
  });
});
