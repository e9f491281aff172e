import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import { recountMilestones } from '../../../functions/domain/steps/recount-milestones.ts';
import type { Milestone, Procedure } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, decided, opened, started, type What } from '../a-case.ts';
import { statutory, stage1, clock1, milestone } from '../a-procedure.ts';

// A complaint that was recorded as received on Monday 1 June 2026, with stage 1 due on Monday 15 June. It came on another
// day. Each test gives the step, or its clock, milestones of its own. London is an hour ahead of UTC.

const withMilestones = (ofStep: Milestone[], ofClock: Milestone[] = []): Procedure => ({
  ...statutory,
  steps: { 'stage-1': { ...stage1, milestones: ofStep } },
  clocks: { 'stage-1': { ...clock1, milestones: ofClock } },
});
const ofClock = (one: Milestone) => withMilestones([], [one]);

const passed = (day: string, clock?: string, more: object = {}): What => ({
  type: 'milestone',
  task: 'stage-1#1',
  milestone: 'm',
  title: '',
  due: day,
  ...(clock === undefined ? {} : { clock }),
  ...more,
});
/** The case with the right day of receipt. */
const from = (receivedOn: string, ...happened: What[]): Case => ({
  ...aCase(started(), opened('stage-1', 'team-manager'), ...happened),
  receivedOn,
});
const recount = (state: Case, procedure: Procedure, now = '2026-06-16T09:00:00.000Z', run = 1) =>
  recountMilestones(state, run, procedure, { calendar, now });
const was = 'stage-1/m@2026-06-15';

describe('a milestone that passed on a clock', () => {
  const breach = ofClock(milestone('late'));
  test.each<[string, string, string, object[]]>([
    ['stays for the same day', '2026-06-01', '2026-06-16T09:00:00.000Z', []],
    [
      'is counted from the right day, when it has passed by then as well',
      '2026-05-29',
      '2026-06-16T09:00:00.000Z',
      [{ task: 'stage-1#1', was, is: 'stage-1/m@2026-06-12' }],
    ],
    [
      'never was when it is yet to come',
      '2026-06-02',
      '2026-06-16T09:00:00.000Z',
      [{ task: 'stage-1#1', was }],
    ],
    [
      'has passed at its very moment',
      '2026-06-02',
      '2026-06-16T23:00:00.000Z',
      [{ task: 'stage-1#1', was, is: 'stage-1/m@2026-06-16' }],
    ],
    [
      'has not passed a moment before',
      '2026-06-02',
      '2026-06-16T22:59:59.999Z',
      [{ task: 'stage-1#1', was }],
    ],
  ])('%s', (_, receivedOn, now, expected) => {
    expect(recount(from(receivedOn, passed('2026-06-15', 'stage-1')), breach, now).milestones).toEqual(
      expected,
    );
  });

  const ended = (on: string): What => ({
    type: 'clock-ended',
    task: 'stage-1#1',
    run: 1,
    clock: 'stage-1',
    on,
  });
  test.each<[string, string, object[]]>([
    [
      'that ended on the day of its moment, has passed',
      '2026-06-17',
      [{ task: 'stage-1#1', was, is: 'stage-1/m@2026-06-16' }],
    ],
    ['that ended before its moment, never was', '2026-06-16', [{ task: 'stage-1#1', was }]],
  ])('%s', (_, on, expected) => {
    const state = from('2026-06-02', passed('2026-06-15', 'stage-1'), ended(on));
    expect(recount(state, breach, '2026-06-30T09:00:00.000Z').milestones).toEqual(expected);
  });

  test.each<[string, Milestone, string | undefined]>([
    ['a right stays theirs', milestone('late', { means: 'right' }), 'stage-1/m@2026-06-16'],
    [
      'so does what is counted from the start of the clock',
      milestone({ afterWorkingDays: 10 }),
      'stage-1/m@2026-06-02',
    ],
    ['an escalation does not', milestone('late', { means: 'escalation' }), undefined],
    ['nor a reminder', milestone({ workingDays: 1, time: '08:00' }), undefined],
  ])('that is yet to come: %s', (_, one, is) => {
    const { milestones } = recount(from('2026-06-02', passed('2026-06-15', 'stage-1')), ofClock(one));
    expect(milestones).toEqual([{ task: 'stage-1#1', was, ...(is === undefined ? {} : { is }) }]);
  });

  // The last day possible is Monday 29 June, that is 20 working days; the next time is Monday 13 July.
  const everyTen = ofClock(milestone({ pastLimit: { everyWorkingDays: 10, time: '08:00' } }));
  const on = (day: string) => `stage-1/m@${day}`;
  const [first, second] = [on('2026-06-29'), on('2026-07-13')];
  test.each<[string, string, string, object[]]>([
    [
      'each time has its own day by the right one',
      '2026-05-29',
      '2026-07-14T09:00:00.000Z',
      [
        { task: 'stage-1#1', was: first, is: on('2026-06-26') },
        { task: 'stage-1#1', was: second, is: on('2026-07-10') },
      ],
    ],
    [
      'the last is the last that has passed, and one before it keeps its day',
      '2026-06-02',
      '2026-07-13T12:00:00.000Z',
      [{ task: 'stage-1#1', was: second, is: on('2026-06-30') }],
    ],
    [
      'none has passed',
      '2026-06-18',
      '2026-07-14T09:00:00.000Z',
      [
        { task: 'stage-1#1', was: first },
        { task: 'stage-1#1', was: second },
      ],
    ],
  ])('that repeats: %s', (_, receivedOn, now, expected) => {
    const state = from(receivedOn, passed('2026-06-29', 'stage-1'), passed('2026-07-13', 'stage-1'));
    expect(recount(state, everyTen, now).milestones).toEqual(expected);
  });

  test('that repeats has passed while its clock ran, however long it has ended', () => {
    const state = from('2026-05-29', passed('2026-06-29', 'stage-1'), ended('2026-06-30'));
    expect(recount(state, everyTen, '2026-08-03T09:00:00.000Z').milestones).toEqual([
      { task: 'stage-1#1', was: first, is: on('2026-06-26') },
    ]);
  });

  test('stays on the day that it had before an extension, beside the one after it', () => {
    const extended: What = {
      type: 'extended',
      task: 'stage-1#1',
      clock: 'stage-1',
      due: '2026-06-15',
      until: '2026-06-22',
      reason: '',
    };
    const times = [passed('2026-06-15', 'stage-1'), passed('2026-06-22', 'stage-1')];
    const state = from('2026-05-29', ...times, extended);
    expect(recount(state, breach, '2026-06-24T09:00:00.000Z').milestones).toEqual([]);
  });

  test('stays when the clock has not begun by the right day, or the milestone is unknown', () => {
    const { from: _, ...notBegun } = clock1;
    const never: Procedure = {
      ...withMilestones([]),
      clocks: { 'stage-1': { ...notBegun, milestones: [milestone('late')] } },
    };
    const state = from('2026-06-02', passed('2026-06-15', 'stage-1'));
    expect(recount(state, never).milestones).toEqual([]);
    expect(recount(state, withMilestones([])).milestones).toEqual([]);
    expect(recount(from('2026-06-02', passed('2026-06-15', 'gone')), breach).milestones).toEqual([]);
    // A day that the complainant agreed to is not counted from the receipt.
    expect(recount(state, ofClock(milestone({ afterAgreedDay: true }))).milestones).toEqual([]);
  });

  test('is counted in its own run', () => {
    expect(recount(from('2026-06-02', passed('2026-06-15', 'stage-1')), breach, undefined, 2)).toEqual({
      milestones: [],
      neverBreached: [],
    });
  });
});

describe('a milestone that passed on a step', () => {
  const late = withMilestones([milestone('late')]);
  const moved: What = {
    type: 'deadline-moved',
    task: 'stage-1#1',
    due: '2026-06-15',
    until: '2026-06-16',
    reason: 'receipt-corrected',
  };
  test('is counted from the days of the step while that is open', () => {
    expect(recount(from('2026-06-02', passed('2026-06-15'), moved), late).milestones).toEqual([
      { task: 'stage-1#1', was: 'm@2026-06-15' },
    ]);
    expect(
      recount(from('2026-06-02', passed('2026-06-15'), moved), late, '2026-06-17T09:00:00.000Z').milestones,
    ).toEqual([{ task: 'stage-1#1', was: 'm@2026-06-15', is: 'm@2026-06-16' }]);
  });
  test('stays once it is decided', () => {
    const state = from(
      '2026-06-02',
      passed('2026-06-15'),
      moved,
      decided('stage-1', 'respond', 'user:team-manager'),
    );
    expect(recount(state, late).milestones).toEqual([]);
  });
  test('is counted from the right day when it is that the step opened, until it is decided', () => {
    const opening = withMilestones([milestone('opened')]);
    expect(recount(from('2026-06-02', passed('2026-05-29')), opening).milestones).toEqual([
      { task: 'stage-1#1', was: 'm@2026-05-29', is: 'm@2026-06-01' },
    ]);
    const over = from('2026-06-02', passed('2026-05-29'), decided('stage-1', 'respond', 'user:team-manager'));
    expect(recount(over, opening).milestones).toEqual([]);
  });
});

describe('a breach never was', () => {
  const breach = milestone('late');
  const breached = passed('2026-06-15', 'stage-1', { means: 'breach' });
  test.each<[string, Case, Procedure, string[]]>([
    ['when it is yet to come', from('2026-06-02', breached), ofClock(breach), ['stage-1#1']],
    ['not when it has passed by the right day', from('2026-05-29', breached), ofClock(breach), []],
    [
      'not when another breach of the step stays',
      from('2026-06-02', breached, passed('2026-06-12', undefined, { milestone: 'own', means: 'breach' })),
      withMilestones([milestone('late', { id: 'own' })], [breach]),
      [],
    ],
    [
      'not of an escalation',
      from('2026-06-02', passed('2026-06-15', 'stage-1', { means: 'escalation' })),
      ofClock(milestone('late', { means: 'escalation' })),
      [],
    ],
    ['not of a milestone that is unknown', from('2026-06-02', breached), withMilestones([]), []],
  ])('%s', (_, state, procedure, tasks) => {
    // The step that is open has its own days as they were.
    const stays = state.tasks.map((task) => ({ ...task, due: '2026-06-12' }));
    expect(recount({ ...state, tasks: stays }, procedure).neverBreached).toEqual(tasks);
  });
});
