import { describe, expect, test } from 'vitest';
import { coveredByAnother } from '../../../functions/domain/steps/one-letter-at-once.ts';
import type { Milestone } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, opened, started, type What } from '../a-case.ts';

// On Tuesday 16 June 2026 a stage is late. Which of the letters that fall due together does the complainant get?

const now = '2026-06-16T08:00:00.000Z';
const milestone = (more: Partial<Milestone>): Milestone => ({
  id: 'm',
  title: 'A milestone',
  when: 'late',
  letter: 'a-letter',
  to: ['complainant'],
  ...more,
});
/** We are late, which goes unless they know it. */
const late = milestone({ unlessTold: true });
/** We are past the last day possible. */
const pastLimit = milestone({ when: { pastLimit: { everyWorkingDays: 10, time: '08:00' } } });
/** A right that begins. */
const right = milestone({ when: { afterWorkingDays: 20 } });
const toStaff = milestone({ to: ['complaints-officer'] });
const silent: Milestone = { id: 'm', title: 'A milestone', when: 'late', to: ['complainant'] };
/** What says both that we are past the last day and that they may know it weighs as little as that we are late. */
const pastLimitUnlessTold = { ...pastLimit, unlessTold: true as const };

const stage1 = opened('stage-1', 'team-manager');
const letter = (more: Partial<Extract<What, { type: 'letter-prepared' }>> = {}): What => ({
  type: 'letter-prepared',
  at: '2026-06-16T07:00:00.000Z',
  letter: 'L1',
  template: 'running-late',
  to: 'complainant',
  task: 'stage-1#1',
  clock: 'stage-1',
  ...more,
});

function covered(one: Milestone, together: readonly Milestone[], ...happened: What[]): boolean {
  const state = aCase(started(), stage1, ...happened);
  const [task] = state.tasks;
  if (!task) throw new Error('no task');
  const atOnce = { milestone: one, clock: 'stage-1', dueNow: together, clocks: [] };
  return coveredByAnother(state, task, atOnce, { now, calendar });
}

describe('of letters due at one moment', () => {
  test.each<[string, Milestone, Milestone[], boolean]>([
    ['a delay alone is told', late, [], false],
    ['a delay is told once, whoever else tells the same', late, [late, late], false],
    ['a delay is not told beside the last day possible', late, [late, pastLimit], true],
    ['a delay is not told beside a right', late, [right, late], true],
    ['the last day possible alone is told', pastLimit, [pastLimit], false],
    ['the last day possible is told beside a delay', pastLimit, [late, pastLimit], false],
    ['the last day possible is not told beside a right', pastLimit, [pastLimit, right], true],
    ['a right is told beside everything', right, [late, pastLimit, right, right], false],
    ['a delay is told beside what staff are told', late, [late, toStaff], false],
    ['a delay is told beside what sends no letter', late, [late, silent], false],
    [
      'a delay past the last day is not told beside one that always goes',
      pastLimitUnlessTold,
      [pastLimit],
      true,
    ],
    ['an alert to staff goes beside everything', toStaff, [late, pastLimit, right], false],
    ['what sends no letter is no letter', silent, [late, pastLimit, right], false],
  ])('%s', (_, one, together, expected) => {
    expect(covered(one, together)).toBe(expected);
  });
});

describe('after a letter of a clock to the complainant of the same day', () => {
  test.each<[string, Milestone, boolean]>([
    ['a delay is not told', late, true],
    ['the last day possible is not told', pastLimit, true],
    ['a right is told', right, false],
    ['staff are told', toStaff, false],
    ['nothing is told that sends no letter', silent, false],
  ])('%s', (_, one, expected) => {
    expect(covered(one, [one], letter())).toBe(expected);
  });

  // A day in London in summer ends at 23:00Z.
  test.each<[string, What[], boolean]>([
    ['from its first moment', [letter({ at: '2026-06-15T23:00:00.000Z' })], true],
    ['not of the day before', [letter({ at: '2026-06-15T22:59:59.999Z' })], false],
    ['of another clock', [letter({ clock: 'acknowledgement' })], true],
    ['not of no clock', [letter({ clock: undefined })], false],
    ['not to someone else', [letter({ to: 'user:director' })], false],
    ['not about no task', [letter({ task: undefined })], false],
    ['of another task of the run', [opened('respond', 'team-manager'), letter({ task: 'respond#1' })], true],
    [
      'not of a task of another run',
      [started({ run: 2 }), opened('respond', 'team-manager', { run: 2 }), letter({ task: 'respond#1' })],
      false,
    ],
    ['not of a task that is not known', [letter({ task: 'respond#1' })], false],
    ['if one of several is', [letter({ clock: undefined }), letter({ letter: 'L2' })], true],
  ])('a delay is not told again: %s', (_, happened, expected) => {
    expect(covered(late, [late], ...happened)).toBe(expected);
  });
});

describe('that we are still late, past the last day possible', () => {
  const clockOf = (id: string, cap: string, milestones = [pastLimit]) => ({
    id,
    cap,
    clock: {
      stage: 'stage 1' as const,
      title: 'x',
      limit: { days: 10, unit: 'working days' as const, citation: 'x' },
      milestones,
    },
  });
  /** The clock of the letter, whose last day possible was 1 June. */
  const own = clockOf('stage-1', '2026-06-01');
  const still = (clocks: ReturnType<typeof clockOf>[], ...happened: What[]) => {
    const state = aCase(started(), stage1, ...happened);
    const [task] = state.tasks;
    if (!task) throw new Error('no task');
    return coveredByAnother(
      state,
      task,
      { milestone: pastLimit, clock: 'stage-1', dueNow: [pastLimit], clocks },
      { now, calendar },
    );
  };
  const of = (clock: string, day: string) => letter({ clock, at: `${day}T07:00:00.000Z` });

  // The working day before Tuesday 16 June is Monday 15 June.
  test.each<[string, What[], boolean]>([
    ['is told although another clock wrote two days before', [of('second', '2026-06-12')], false],
    ['is not told the day after another clock wrote', [of('second', '2026-06-15')], true],
    [
      'is not told when another clock wrote on the Saturday before Monday',
      [of('second', '2026-06-13')],
      false,
    ],
    ['is told the day after its own clock wrote', [of('stage-1', '2026-06-15')], false],
  ])('%s', (_, happened, expected) => {
    expect(still([own], ...happened)).toBe(expected);
  });

  const wrote = of('second', '2026-06-08');
  test.each<[string, ReturnType<typeof clockOf>[], What[], boolean]>([
    [
      'is left to a clock that ended later and goes on writing',
      [own, clockOf('second', '2026-06-05')],
      [wrote],
      true,
    ],
    ['is told by the clock that ended later', [own, clockOf('second', '2026-05-29')], [wrote], false],
    ['is told by each of two that end together', [own, clockOf('second', '2026-06-01')], [wrote], false],
    ['is told while the other has not written', [own, clockOf('second', '2026-06-05')], [], false],
    [
      'is told when the other wrote up to its last day',
      [own, clockOf('second', '2026-06-08')],
      [wrote],
      false,
    ],
    ['is left to the other from the day after that', [own, clockOf('second', '2026-06-07')], [wrote], true],
    [
      'is told while the other is not past its last day',
      [own, clockOf('second', '2026-06-16')],
      [wrote],
      false,
    ],
    [
      'is told when a third clock wrote',
      [own, clockOf('second', '2026-06-05')],
      [of('third', '2026-06-08')],
      false,
    ],
    [
      'is told when the other says nothing of it',
      [own, clockOf('second', '2026-06-05', [late, right])],
      [wrote],
      false,
    ],
    [
      'is left to the other if one of its letters says so',
      [own, clockOf('second', '2026-06-05', [late, pastLimit])],
      [wrote],
      true,
    ],
    ['is told of a clock that no longer runs', [clockOf('second', '2026-06-05')], [wrote], false],
    ['is told without other clocks', [own], [wrote], false],
  ])('%s', (_, clocks, happened, expected) => {
    expect(still(clocks, ...happened)).toBe(expected);
  });

  test('that we are late goes to each clock of its own, whatever others wrote before', () => {
    expect(covered(late, [late], of('second', '2026-06-15'))).toBe(false);
  });
});
