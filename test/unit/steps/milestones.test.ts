import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import { dueNow, pauseReview } from '../../../functions/domain/steps/milestones.ts';
import type { Milestone, Procedure } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, council, decided, opened, started, type What } from '../a-case.ts';
import { statutory, stage1, clock1, milestone } from '../a-procedure.ts';

// A complaint received on Monday 1 June 2026: stage 1 is due on Monday 15 June, extended at most to Monday 29 June. London
// is an hour ahead of UTC. Each test gives the step, or its clock, milestones of its own.

/** The procedure with these milestones of the step and of its clock, and with no other clock. */
const withMilestones = (ofStep: Milestone[], ofClock: Milestone[] = []): Procedure => ({
  ...statutory,
  steps: {
    'stage-1': { ...stage1, milestones: ofStep },
    'stage-1-check': { ...stage1, milestones: ofStep },
    other: {
      ...stage1,
      milestones: [],
      limit: { days: 5, unit: 'working days', from: 'opened', citation: 'x' },
    },
  },
  clocks: { 'stage-1': { ...clock1, milestones: ofClock } },
});

function due(now: string, procedure: Procedure, state: Case) {
  const task = state.tasks.find(({ status }) => status === 'open');
  const step = procedure.steps[task?.step ?? ''];
  if (!task || !step) throw new Error('no open step');
  return dueNow(state, procedure, task, step, { council, calendar, now, answersOf: () => undefined });
}
const atStage1 = (...happened: What[]) => aCase(started(), opened('stage-1', 'team-manager'), ...happened);

/** Milestones and letters of a moment, or the next moment. */
function raised(now: string, procedure: Procedure, state: Case): string[] {
  const { events, next } = due(now, procedure, state);
  if (events.length === 0) return [`next ${next}`];
  return events.map((event) =>
    event.type === 'letter-prepared' ? `${event.template} to ${event.to}` : event.type,
  );
}
const passed = (milestoneId: string, day: string, clock?: string, task = 'stage-1#1'): What => ({
  type: 'milestone',
  task,
  milestone: milestoneId,
  title: '',
  due: day,
  ...(clock === undefined ? {} : { clock }),
});

const late = '2026-06-15T23:00:00.000Z';

describe('a milestone is recorded with its letters', () => {
  test('of a step', () => {
    const reminder = milestone(
      { workingDays: -1, time: '08:00' },
      { letter: 'reminder', to: ['complainant'] },
    );
    const now = '2026-06-12T07:00:00.000Z';
    expect(due(now, withMilestones([reminder]), atStage1())).toEqual({
      events: [
        {
          at: now,
          by: 'system',
          type: 'milestone',
          task: 'stage-1#1',
          milestone: 'm',
          title: 'M',
          due: '2026-06-15',
        },
        {
          at: now,
          by: 'system',
          type: 'letter-prepared',
          letter: 'stage-1#1/m@2026-06-15/reminder/complainant',
          template: 'reminder',
          to: 'complainant',
          task: 'stage-1#1',
        },
      ],
      next: undefined,
    });
  });

  test('of a clock, which its letters name as well, with what it means', () => {
    const breach = milestone('late', { letter: 'late', to: ['complainant'] });
    expect(due(late, withMilestones([], [breach]), atStage1()).events).toEqual([
      {
        at: late,
        by: 'system',
        type: 'milestone',
        task: 'stage-1#1',
        milestone: 'm',
        title: 'M',
        due: '2026-06-15',
        clock: 'stage-1',
        means: 'breach',
      },
      {
        at: late,
        by: 'system',
        type: 'letter-prepared',
        letter: 'stage-1#1/stage-1/m@2026-06-15/late/complainant',
        template: 'late',
        to: 'complainant',
        task: 'stage-1#1',
        clock: 'stage-1',
      },
    ]);
  });
});

describe('a milestone', () => {
  const at8 = { workingDays: -1, time: '08:00' };
  test.each<[string, string, What[], string]>([
    ['waits for its moment', '2026-06-12T06:59:59.999Z', [], 'next 2026-06-12T07:00:00.000Z'],
    ['comes at its moment', '2026-06-12T07:00:00.000Z', [], 'milestone'],
    ['comes once for its day', '2026-06-12T07:00:00.000Z', [passed('m', '2026-06-15')], 'next undefined'],
    ['comes again for another day', '2026-06-12T07:00:00.000Z', [passed('m', '2026-06-12')], 'milestone'],
  ])('%s', (_, now, happened, expected) => {
    expect(raised(now, withMilestones([milestone(at8)]), atStage1(...happened))).toEqual([expected]);
  });

  test.each<[string, What[], string]>([
    ['once', [passed('m', '2026-06-15', 'stage-1')], 'next undefined'],
    [
      'also when it was recorded with a step, before clocks were',
      [passed('m', '2026-06-15')],
      'next undefined',
    ],
    ['again for another day', [passed('m', '2026-06-12', 'stage-1')], 'milestone'],
    ['whatever else has passed', [passed('n', '2026-06-15', 'stage-1')], 'milestone'],
  ])('of a clock comes %s', (_, happened, expected) => {
    expect(raised(late, withMilestones([], [milestone('late')]), atStage1(...happened))).toEqual([expected]);
  });

  const answered = decided('stage-1', 'respond', 'user:team-manager');
  const check = opened('stage-1-check', 'quality-checker', { turn: 2 });
  test.each<[string, What[], string]>([
    ['recorded there', [passed('m', '2026-06-15', 'stage-1')], 'next undefined'],
    ['recorded there before clocks were', [passed('m', '2026-06-15')], 'next undefined'],
    ['not recorded there', [], 'milestone'],
  ])('of a clock comes once for all its steps: %s', (_, happened, expected) => {
    const state = atStage1(...happened, answered, check);
    expect(raised(late, withMilestones([], [milestone('late')]), state)).toEqual([expected]);
  });

  test('of a step with a time of its own says nothing of the clock', () => {
    const other = opened('other', 'team-manager');
    const own = passed('m', '2026-06-15', undefined, 'other#1');
    const state = aCase(started(), other, own, decided('other', 'x', 'system'), check);
    expect(raised(late, withMilestones([], [milestone('late')]), state)).toEqual(['milestone']);
  });

  test('that repeats comes again after its working days', () => {
    const still = milestone({ pastLimit: { everyWorkingDays: 10, time: '08:00' } });
    const procedure = withMilestones([], [still]);
    const end = '2026-06-30T07:00:00.000Z';
    const known = atStage1(passed('m', '2026-06-29', 'stage-1'));
    expect(raised(end, procedure, atStage1())).toEqual(['milestone']);
    expect(raised(end, procedure, known)).toEqual(['next 2026-07-13T07:00:00.000Z']);
    expect(raised('2026-07-13T07:00:00.000Z', procedure, known)).toEqual(['milestone']);
  });

  test('that comes first is the next moment', () => {
    const two = [milestone('late'), milestone(at8, { id: 'n' })];
    expect(raised('2026-06-10T09:00:00.000Z', withMilestones(two), atStage1())).toEqual([
      'next 2026-06-12T07:00:00.000Z',
    ]);
    expect(raised('2026-06-10T09:00:00.000Z', withMilestones([]), atStage1())).toEqual(['next undefined']);
  });
});

describe('a reminder', () => {
  const at = (openedAt: string) => aCase(started(), opened('stage-1', 'team-manager', { at: openedAt }));
  const remind = (workingDays: number) => withMilestones([milestone({ workingDays, time: '08:00' })]);
  test.each<[string, number, string, string, string]>([
    [
      'is sent when the step opens at its moment',
      -1,
      '2026-06-12T07:00:00.000Z',
      '2026-06-12T09:00:00.000Z',
      'milestone',
    ],
    [
      'is not sent when its moment was before the step',
      -1,
      '2026-06-12T07:00:00.001Z',
      '2026-06-12T09:00:00.000Z',
      'next undefined',
    ],
    ['is not sent once it is late', -1, '2026-06-01T09:00:00.000Z', late, 'next undefined'],
    ['is sent up to then', -1, '2026-06-01T09:00:00.000Z', '2026-06-15T22:59:59.999Z', 'milestone'],
    ['of the last day is not sent once it is late', 0, '2026-06-01T09:00:00.000Z', late, 'next undefined'],
    [
      'of days after the last is sent',
      1,
      '2026-06-01T09:00:00.000Z',
      '2026-06-16T07:00:00.000Z',
      'milestone',
    ],
    [
      'of days after the last is sent by a step that opens later',
      1,
      '2026-06-17T09:00:00.000Z',
      '2026-06-17T09:00:00.000Z',
      'milestone',
    ],
  ])('%s', (_, workingDays, openedAt, now, expected) => {
    expect(raised(now, remind(workingDays), at(openedAt))).toEqual([expected]);
  });
});

describe('the complainant gets', () => {
  const now = '2026-06-16T07:00:00.000Z';
  const toBoth = (more: Partial<Milestone>) =>
    milestone({ workingDays: 1, time: '08:00' }, { letter: 'x', to: ['complainant'], ...more });
  const told: What = {
    type: 'letter-prepared',
    at: late,
    letter: 'L',
    template: 'dates-changed',
    to: 'complainant',
    task: 'stage-1#1',
  };
  const about = (quiet?: true, ...happened: What[]) =>
    aCase(
      started({ matter: { id: 'M2', from: '2026-06-01', ...(quiet ? { quiet } : {}) } }),
      opened('stage-1', 'team-manager'),
      ...happened,
    );
  const letter = ['milestone', 'x to complainant'];
  test.each<[string, Partial<Milestone>, Case, string[]]>([
    ['the letter of a milestone', {}, atStage1(told), letter],
    ['none about a delay that they know of', { unlessTold: true }, atStage1(told), ['milestone']],
    ['the one about a delay that they do not know of', { unlessTold: true }, atStage1(), letter],
    ['none about a subject that is quiet', { unlessQuiet: true }, about(true), ['milestone']],
    ['one about a subject that is not', { unlessQuiet: true }, about(), letter],
    ['one about a quiet subject that does not ask', {}, about(true), letter],
    ['one of no subject', { unlessQuiet: true }, atStage1(), letter],
  ])('%s', (_, more, state, expected) => {
    expect(raised(now, withMilestones([toBoth(more)]), state)).toEqual(expected);
  });

  const open = milestone('opened', { letter: 'x', to: ['complainant'] });
  const ofMessage = (occasion: string): What => ({ ...told, letter: `${occasion}/alert/complainant` });
  test.each<[string, Milestone, string, string[]]>([
    ['nothing of a task about a message of which they were told', open, 'message-M2', ['milestone']],
    ['what opens a task about another message', open, 'message-M3', letter],
    ['what opens a task about a message with a longer number', open, 'message-M22', letter],
    [
      'what comes later about that message',
      milestone({ hours: 1 }, { letter: 'x', to: ['complainant'] }),
      'message-M2',
      letter,
    ],
  ])('%s', (_, one, occasion, expected) => {
    expect(raised(now, withMilestones([one]), about(undefined, ofMessage(occasion)))).toEqual(expected);
  });
});

describe('of several letters to the complainant at one moment', () => {
  const now = '2026-07-14T12:00:00.000Z';
  const delay = milestone('late', { id: 'delay', letter: 'delay', to: ['complainant'], unlessTold: true });
  const right = milestone({ afterWorkingDays: 20 }, { id: 'right', letter: 'right', to: ['complainant'] });
  const still = milestone(
    { pastLimit: { everyWorkingDays: 10, time: '08:00' } },
    { id: 'still', letter: 'still', to: ['complainant'] },
  );
  const alert = milestone('late', { id: 'alert', letter: 'alert', to: ['director'] });
  const first = (...all: Milestone[]) => raised(now, withMilestones([], all), atStage1());
  test.each<[string, Milestone[], string[]]>([
    ['that we are late, by itself', [delay], ['milestone', 'delay to complainant']],
    ['not that we are late beside a right', [delay, right], ['milestone']],
    ['not that we are late beside being past the last day', [delay, still], ['milestone']],
    ['not that we are past the last day beside a right', [still, right], ['milestone']],
    [
      'that we are past the last day beside that we are late',
      [still, delay],
      ['milestone', 'still to complainant'],
    ],
    [
      'that we are late beside what sends them nothing',
      [delay, milestone('late', { id: 'n' })],
      ['milestone', 'delay to complainant'],
    ],
    ['that we are late beside an alert to others', [delay, alert], ['milestone', 'delay to complainant']],
    [
      'that we are late beside the same',
      [delay, { ...delay, id: 'n' }],
      ['milestone', 'delay to complainant'],
    ],
    ['a right, whatever else', [right, right], ['milestone', 'right to complainant']],
  ])('%s', (_, all, expected) => {
    expect(first(...all)).toEqual(expected);
  });

  const before = (more: object): What => ({
    type: 'letter-prepared',
    at: '2026-07-14T09:00:00.000Z',
    letter: 'L',
    template: 'y',
    to: 'complainant',
    task: 'stage-1#1',
    clock: 'stage-2',
    ...more,
  });
  test.each<[string, What, string[]]>([
    ['a clock wrote today', before({}), ['milestone']],
    [
      'another clock wrote on the working day before',
      before({ at: '2026-07-13T09:00:00.000Z' }),
      ['milestone'],
    ],
    [
      'another clock wrote before that',
      before({ at: '2026-07-10T09:00:00.000Z' }),
      ['milestone', 'still to complainant'],
    ],
    [
      'the same clock wrote on the working day before',
      before({ at: '2026-07-13T09:00:00.000Z', clock: 'stage-1' }),
      ['milestone', 'still to complainant'],
    ],
    ['a letter of no clock went today', before({ clock: undefined }), ['milestone', 'still to complainant']],
    [
      'a clock alerted someone else today',
      before({ to: 'user:director' }),
      ['milestone', 'still to complainant'],
    ],
    ['a letter about no step went today', before({ task: undefined }), ['milestone', 'still to complainant']],
  ])('past the last day, when %s', (_, happened, expected) => {
    expect(raised(now, withMilestones([], [still]), atStage1(happened))).toEqual(expected);
  });

  test('a right goes although a clock wrote today', () => {
    expect(raised(now, withMilestones([], [right]), atStage1(before({})))).toEqual([
      'milestone',
      'right to complainant',
    ]);
  });
});

describe('the review of a pause', () => {
  const paused: What = {
    type: 'frozen',
    at: '2026-06-03T09:00:00.000Z',
    reason: 'Court',
    reviewOn: '2026-06-10',
  };
  const review = (now: string) => {
    const state = atStage1(paused);
    const [task] = state.tasks;
    if (!task) throw new Error('no task');
    return pauseReview(state, task, { council, calendar, now, answersOf: () => undefined });
  };
  test('is a milestone of its day, with an alert to those who run the case', () => {
    const now = '2026-06-10T07:00:00.000Z';
    const { events, next } = review(now);
    expect(next).toBeUndefined();
    expect(events[0]).toEqual({
      at: now,
      by: 'system',
      type: 'milestone',
      task: 'stage-1#1',
      milestone: 'pause-review',
      title: 'pause-review',
      due: '2026-06-10',
    });
    expect(events[1]).toMatchObject({
      type: 'letter-prepared',
      letter: 'stage-1#1/pause-review@2026-06-10/alert-pause-review/user:complaints-officer',
      template: 'alert-pause-review',
      to: 'user:complaints-officer',
    });
  });
  test.each([
    ['before the fifth working day', '2026-06-16T12:00:00.000Z', '2026-06-10'],
    ['on the fifth, before its time', '2026-06-17T06:59:59.999Z', '2026-06-10'],
    ['on the fifth, at its time', '2026-06-17T07:00:00.000Z', '2026-06-17'],
    ['on the tenth, before its time', '2026-06-24T06:59:59.999Z', '2026-06-17'],
    ['on the tenth, at its time', '2026-06-24T07:00:00.000Z', '2026-06-24'],
  ])('comes again every five working days: %s', (_, now, day) => {
    expect(review(now).events[0]).toMatchObject({ due: day });
  });
});
