import { describe, expect, test } from 'vitest';
import { dayLate } from '../../../functions/domain/clocks/days-late.ts';
import { deadline, milestoneAfter, milestoneAt } from '../../../functions/domain/clocks/deadlines.ts';
import { milestoneOf, milestonesPassed, timesPassed } from '../../../functions/domain/clocks/shared-clock.ts';
import { procedures } from '../../shropshire.ts';
import type { Limit, Milestone } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, opened, started, type What } from '../a-case.ts';

// A clock from Monday 1 June 2026, due on Monday 15 June and extended at most to Monday 29 June. No bank holiday falls
// between 25 May and 31 August. London is an hour ahead of UTC.

const days = {
  openedAt: '2026-06-02T10:11:12.000Z',
  from: '2026-06-01',
  due: '2026-06-15',
  cap: '2026-06-29',
};

describe('a milestone falls due', () => {
  const momentOf = (
    when: Milestone['when'],
    more: object = {},
    now = '2026-06-02T12:00:00.000Z',
    stops = [],
  ) => {
    const found = milestoneAt(
      { id: 'm', title: 'M', when, to: [] },
      { ...days, ...more },
      stops,
      calendar,
      now,
    );
    return found && `${found.at} of ${found.anchor}`;
  };

  test.each<[string, Milestone['when'], object, string | undefined]>([
    [
      'when its step opens, counted from the start of its time',
      'opened',
      {},
      '2026-06-02T10:11:12.000Z of 2026-06-01',
    ],
    ['not for a clock, which opens nothing', 'opened', { openedAt: undefined }, undefined],
    ['with the end of the last day', 'late', {}, '2026-06-15T23:00:00.000Z of 2026-06-15'],
    [
      'working days before the last day',
      { workingDays: -1, time: '08:00' },
      {},
      '2026-06-12T07:00:00.000Z of 2026-06-15',
    ],
    ['on the last day', { workingDays: 0, time: '08:00' }, {}, '2026-06-15T07:00:00.000Z of 2026-06-15'],
    [
      'working days after the last day',
      { workingDays: 1, time: '08:00' },
      {},
      '2026-06-16T07:00:00.000Z of 2026-06-15',
    ],
    ['hours after its step opened', { hours: 24 }, {}, '2026-06-03T10:11:12.000Z of 2026-06-01'],
    [
      'hours after its subject came up',
      { hours: 2 },
      { since: '2026-06-01T09:00:00.000Z' },
      '2026-06-01T11:00:00.000Z of 2026-06-01',
    ],
    ['not after hours of what never began', { hours: 24 }, { openedAt: undefined }, undefined],
    [
      'with the end of the day that the complainant agreed to',
      { afterAgreedDay: true },
      { agreed: '2026-06-19' },
      '2026-06-19T23:00:00.000Z of 2026-06-19',
    ],
    ['not without such a day', { afterAgreedDay: true }, {}, undefined],
    [
      'after working days from the start',
      { afterWorkingDays: 20 },
      {},
      '2026-06-29T23:00:00.000Z of 2026-06-01',
    ],
    [
      'not past a last day that is unknown',
      { pastLimit: { everyWorkingDays: 10, time: '08:00' } },
      { cap: undefined },
      undefined,
    ],
  ])('%s', (_, when, more, expected) => {
    expect(momentOf(when, more)).toBe(expected);
  });

  const every10 = { pastLimit: { everyWorkingDays: 10, time: '08:00' } };
  const first5 = { pastLimit: { everyWorkingDays: 10, firstAfter: 5, time: '08:00' } };
  test.each<[string, Milestone['when'], string, string]>([
    [
      'at the end of the last day possible',
      every10,
      '2026-06-29T22:59:59.999Z',
      '2026-06-30T07:00:00.000Z of 2026-06-29',
    ],
    [
      'the day before it comes again',
      every10,
      '2026-07-10T12:00:00.000Z',
      '2026-06-30T07:00:00.000Z of 2026-06-29',
    ],
    [
      'on the day it comes again, before its time',
      every10,
      '2026-07-13T06:59:59.999Z',
      '2026-06-30T07:00:00.000Z of 2026-06-29',
    ],
    [
      'on the day it comes again, at its time',
      every10,
      '2026-07-13T07:00:00.000Z',
      '2026-07-13T07:00:00.000Z of 2026-07-13',
    ],
    ['when it came twice', every10, '2026-07-28T07:00:00.000Z', '2026-07-27T07:00:00.000Z of 2026-07-27'],
    ['first some days later', first5, '2026-06-29T22:59:59.999Z', '2026-07-06T07:00:00.000Z of 2026-07-06'],
    [
      'first some days later, on that day',
      first5,
      '2026-07-06T06:00:00.000Z',
      '2026-07-06T07:00:00.000Z of 2026-07-06',
    ],
    [
      'again after that, before its time',
      first5,
      '2026-07-20T06:59:59.999Z',
      '2026-07-06T07:00:00.000Z of 2026-07-06',
    ],
    ['again after that', first5, '2026-07-20T07:00:00.000Z', '2026-07-20T07:00:00.000Z of 2026-07-20'],
  ])('past the last day possible: %s', (_, when, now, expected) => {
    expect(momentOf(when, {}, now)).toBe(expected);
  });
  test('past a last day possible that is a Friday: on Monday morning', () => {
    expect(momentOf(every10, { cap: '2026-07-03' }, '2026-07-04T12:00:00.000Z')).toBe(
      '2026-07-06T07:00:00.000Z of 2026-07-03',
    );
  });

  test.each<[string, Milestone['when'], string | undefined]>([
    ['repeats after its working days', every10, '2026-07-13T07:00:00.000Z'],
    ['comes once: late', 'late', undefined],
    ['comes once: opened', 'opened', undefined],
    ['comes once: working days', { workingDays: 2, time: '08:00' }, undefined],
  ])('and %s', (_, when, expected) => {
    expect(milestoneAfter({ id: 'm', title: 'M', when, to: [] }, '2026-06-29', calendar)).toBe(expected);
  });
});

test.each<[string, { from: string; until?: string }[], string]>([
  ['without a pause', [], '2026-06-17'],
  ['after a pause of a week', [{ from: '2026-06-15', until: '2026-06-22' }], '2026-06-24'],
  ['after a pause that began a day late', [{ from: '2026-06-16', until: '2026-06-18' }], '2026-06-19'],
  ['in a pause that goes on, as if there were none', [{ from: '2026-06-15' }], '2026-06-17'],
  [
    'after a pause and in another',
    [{ from: '2026-06-15', until: '2026-06-16' }, { from: '2026-06-16' }],
    '2026-06-18',
  ],
  ['with a pause that was over before', [{ from: '2026-06-08', until: '2026-06-10' }], '2026-06-17'],
])('two working days late %s', (_, pauses, expected) => {
  expect(dayLate('2026-06-15', 2, pauses, calendar)).toBe(expected);
});

describe('a deadline', () => {
  const ten: Omit<Limit, 'from'> = { days: 10, unit: 'working days', citation: 'Regulation 14' };
  const due = (more: Partial<Parameters<typeof deadline>[0]>) =>
    deadline({ limit: ten, from: '2026-06-01', ...more }, calendar).due;

  test.each<[string, Parameters<typeof due>[0], string]>([
    [
      'goes to the day granted last, in whatever order they are known',
      {
        extensions: [
          { on: '2026-06-10', until: '2026-06-24' },
          { on: '2026-06-08', until: '2026-06-19' },
        ],
      },
      '2026-06-24',
    ],
    [
      'granted on the day a pause began, is extended before it',
      {
        extensions: [{ on: '2026-06-08', until: '2026-06-22' }],
        stops: [{ from: '2026-06-08', until: '2026-06-10' }],
      },
      '2026-06-24',
    ],
    [
      'extended after a pause, ends on the day granted',
      {
        extensions: [{ on: '2026-06-11', until: '2026-06-22' }],
        stops: [{ from: '2026-06-08', until: '2026-06-10' }],
      },
      '2026-06-22',
    ],
    [
      'can be extended to an earlier day than it had',
      { extensions: [{ on: '2026-06-08', until: '2026-06-12' }] },
      '2026-06-12',
    ],
    [
      'is never made earlier by an extension of another clock',
      { second: true, extensions: [{ on: '2026-06-08', until: '2026-06-12' }] },
      '2026-06-15',
    ],
    [
      'is made later by one',
      { second: true, extensions: [{ on: '2026-06-08', until: '2026-06-16' }] },
      '2026-06-16',
    ],
    [
      'counted back from a day, does not move with a pause',
      {
        limit: { ...ten, before: true },
        from: '2026-06-29',
        stops: [{ from: '2026-06-03', until: '2026-06-10' }],
      },
      '2026-06-15',
    ],
    ['does not move with a pause that lasts', { stops: [{ from: '2026-06-08' }] }, '2026-06-15'],
    [
      'moves with a pause that began on its last day',
      { stops: [{ from: '2026-06-15', until: '2026-06-17' }] },
      '2026-06-17',
    ],
    [
      'does not move with a pause that began after it',
      { stops: [{ from: '2026-06-16', until: '2026-06-18' }] },
      '2026-06-15',
    ],
    [
      'does not move with a pause that ended when it began',
      { stops: [{ from: '2026-05-25', until: '2026-06-01' }] },
      '2026-06-15',
    ],
    [
      'moves with the part of a pause after its start',
      { stops: [{ from: '2026-05-25', until: '2026-06-02' }] },
      '2026-06-16',
    ],
    ['set for its subject, replaces the limit', { set: '2026-06-19' }, '2026-06-19'],
    [
      'of months, moves by calendar days',
      { limit: { ...ten, days: 1, unit: 'months' }, stops: [{ from: '2026-06-03', until: '2026-06-06' }] },
      '2026-07-04',
    ],
  ])('%s', (_, more, expected) => {
    expect(due(more)).toBe(expected);
  });

  test('tells what it was worked out from', () => {
    const plain = deadline({ limit: ten, from: '2026-06-01' }, calendar);
    expect(plain).toMatchObject({
      limit: { days: 10, unit: 'working days', before: false, citation: 'Regulation 14', toBeChecked: false },
      extensions: [],
      stops: [],
    });
    expect(plain).not.toHaveProperty('set');
    expect(plain.skipped.map(({ why }) => why)).toEqual(['Saturday', 'Sunday', 'Saturday', 'Sunday']);
    const set = deadline({ limit: ten, from: '2026-06-01', set: '2026-06-19' }, calendar);
    expect([set.set, set.skipped]).toEqual(['2026-06-19', []]);
    const months = deadline({ limit: { ...ten, unit: 'months' }, from: '2026-06-01' }, calendar);
    expect(months.skipped).toEqual([]);
  });
});

describe('the milestones that passed on a task', () => {
  const procedure = procedures.version('childrens-statutory', '2006');
  if (!procedure) throw new Error('no procedure');
  const passed = (milestone: string, clock?: string): What => ({
    type: 'milestone',
    task: 'stage-1#1',
    milestone,
    title: '',
    due: '2026-06-15',
    ...(clock === undefined ? {} : { clock }),
  });
  const found = (...happened: What[]) => {
    const [task] = aCase(started(), opened('stage-1', 'team-manager'), ...happened).tasks;
    if (!task) throw new Error('no task');
    return { task, of: milestonesPassed(task, procedure) };
  };

  test.each<[string, What, string[]]>([
    ['of its step, without a clock', passed('opened'), ['opened of no clock']],
    ['of its clock', passed('breach', 'stage-1'), ['breach of stage-1']],
    ['of its clock, from before clocks were recorded', passed('breach'), ['breach of stage-1']],
    ['none that the procedure no longer has', passed('gone'), []],
    ['none of a clock that has no such milestone', passed('opened', 'stage-1'), []],
    ['none of a clock that it no longer has', passed('breach', 'gone'), []],
  ])('%s', (_, happened, expected) => {
    const clockNames = new Map(Object.entries(procedure.clocks ?? {}).map(([id, clock]) => [clock, id]));
    const { of } = found(happened);
    expect(
      of.map(({ milestone, clock }) => `${milestone.id} of ${clock ? clockNames.get(clock) : 'no clock'}`),
    ).toEqual(expected);
    expect(of.every((one) => one.clock !== undefined || !('clock' in one))).toBe(true);
  });

  test('are counted by what they mean, and there are none without a procedure', () => {
    const { task } = found(
      passed('breach', 'stage-1'),
      passed('escalation-1', 'stage-1'),
      passed('escalation-2', 'stage-1'),
    );
    expect(timesPassed(task, procedure, 'breach')).toBe(1);
    expect(timesPassed(task, procedure, 'escalation')).toBe(2);
    expect(timesPassed(task, procedure, 'right')).toBe(0);
    expect(milestonesPassed(task, undefined)).toEqual([]);
  });

  test('are first those of the step, then of its own clock, then of any other', () => {
    const clockOf = (step: string, id: string) => milestoneOf(procedure, step, id)?.clock;
    expect(milestoneOf(procedure, 'stage-1', 'opened')).not.toHaveProperty('clock');
    expect(clockOf('stage-1', 'breach')).toBe('stage-1');
    expect(clockOf('acknowledge', 'breach')).toBe('acknowledgement');
    expect(clockOf('acknowledge', 'stage-2-without-response')).toBe('stage-1');
    expect(milestoneOf(procedure, 'stage-1', 'gone')).toBeUndefined();
    expect(clockOf('gone', 'stage-2-without-response')).toBe('stage-1');
  });
});
