import { describe, expect, test } from 'vitest';
import { rightProblems } from '../../../workflows/procedures/check-rights.ts';
import type { Milestone, Outcome, Step } from '../../../workflows/procedures/procedure.ts';
import { clockOf, leadsTo, milestoneAt, ownTime, procedureOf, task } from './small-procedure.ts';

const day20 = { afterWorkingDays: 20 };
const right = milestoneAt(day20, { id: 'right', means: 'right' });
const told = (letter: string, when: Milestone['when'] = day20) =>
  milestoneAt(when, { id: 'told', letter, to: ['complainant'] });
const ends = [{ clock: 'one' }];
const goOn = leadsTo('next', { onlyAfter: 'right', by: ['complainant'], ends });

/** A procedure with the milestones at its first clock, or at its first step. */
const withMilestones = (at: 'clock' | 'step', milestones: Milestone[], outcomes: Record<string, Outcome>) =>
  procedureOf(
    {
      first: task('one', { on: leadsTo('closed'), ...outcomes }, at === 'step' ? { milestones } : {}),
      same: task('one', { on: leadsTo('closed') }),
      next: task('two', { on: leadsTo('closed') }),
    },
    {
      one: clockOf('stage 1', { from: 'receipt', milestones: at === 'clock' ? milestones : [] }),
      two: clockOf('stage 2', { from: 'receipt' }),
    },
  );

describe.each([
  ['clock', 'clock "one"'],
  ['step', 'step "first"'],
] as const)('at a %s', (at, where) => {
  const untold = (letter: string) =>
    `${where}: milestone "told": its letter "${letter}" tells of a right that no milestone begins then (means)`;

  test.each<[string, Milestone[], string[]]>([
    ['with the right that begins then', [right, told('may-go-on')], []],
    ['to staff as well', [right, told('alert-may-go-on')], []],
    ['without a right', [told('may-go-on')], [untold('may-go-on')]],
    ['to staff without a right', [told('alert-may-go-on')], [untold('alert-may-go-on')]],
    ['before the right begins', [right, told('may-go-on', { afterWorkingDays: 15 })], [untold('may-go-on')]],
    [
      'with something that is no right',
      [{ ...right, means: 'reminder' }, told('may-go-on')],
      [untold('may-go-on')],
    ],
    ['of something else', [told('delay')], []],
    ['of nothing', [milestoneAt(day20)], []],
  ])('a letter tells of a right %s', (_, milestones, problems) => {
    expect(rightProblems(withMilestones(at, milestones, { goOn }))).toEqual(problems);
  });

  const noStage = `${where}: milestone "right": outcome "goOn" of step "first" leads to no other stage`;
  const noOne = `${where}: milestone "right": the complainant cannot ask for outcome "goOn" of step "first"`;
  const notGiven = `${where}: milestone "right": no outcome of step "first" gives the right that it begins (onlyAfter)`;
  test.each<[string, Record<string, Outcome>, string[]]>([
    ['to the complainant, of another stage', { goOn }, []],
    ['by no outcome', {}, [notGiven]],
    ['by an outcome after another milestone', { goOn: { ...goOn, onlyAfter: 'other' } }, [notGiven]],
    ['within its stage', { goOn: { ...goOn, next: 'same' } }, [noStage]],
    ['to an ending', { goOn: { ...goOn, next: 'closed' } }, [noStage]],
    ['to officers only', { goOn: { ...goOn, by: ['director'] } }, [noOne]],
    ['to the performers of the step', { goOn: leadsTo('next', { onlyAfter: 'right', ends }) }, [noOne]],
    ['to officers and within its stage', { goOn: { ...goOn, next: 'same', by: [] } }, [noStage, noOne]],
  ])('a right is given %s', (_, outcomes, problems) => {
    expect(rightProblems(withMilestones(at, [right], outcomes))).toEqual(problems);
  });
});

describe('a right of a clock is given at each task at which it can begin', () => {
  const problem = (id: string) =>
    `clock "one": milestone "right": no outcome of step "${id}" gives the right that it begins (onlyAfter)`;
  const problemsWith = (second: Step, toSecond: Partial<Outcome> = {}) =>
    rightProblems(
      procedureOf(
        {
          first: task('one', { goOn, on: leadsTo('second', toSecond) }),
          second,
          next: task('two', { on: leadsTo('closed') }, ownTime),
        },
        {
          one: clockOf('stage 1', { from: 'receipt', milestones: [right] }),
          two: clockOf('stage 2'),
        },
      ),
    );

  test('and not only at the first', () => {
    expect(problemsWith(task('one', { goOn }))).toEqual([]);
    expect(problemsWith(task('one', { on: leadsTo('closed') }))).toEqual([problem('second')]);
  });
  test('but not where the clock has ended', () => {
    expect(problemsWith(task('one', { on: leadsTo('closed') }), { ends })).toEqual([]);
  });
  test('nor at a window, which has a right of its own', () => {
    expect(problemsWith(task('one', { on: leadsTo('closed') }, { kind: 'window' }))).toEqual([]);
  });
});

test('a procedure without clocks has the rights of its steps', () => {
  expect(
    rightProblems(procedureOf({ first: task(undefined, {}, { ...ownTime, milestones: [right] }) })),
  ).toEqual([
    'step "first": milestone "right": no outcome of step "first" gives the right that it begins (onlyAfter)',
  ]);
});
