import { describe, expect, test } from 'vitest';
import { byItselfProblems } from '../../../workflows/procedures/check-decided-by-itself.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome, Step } from '../../../workflows/procedures/procedure.ts';
import { fieldOf, leadsTo, task } from './small-procedure.ts';

const answer = leadsTo('closed');
const ending = leadsTo('closed', { by: [] });
const window = (lapse: Outcome) => task('one', { answer, lapse }, { kind: 'window', lapse: 'lapse' });
const passedOver = (skip: Outcome, more: Partial<Step> = {}) =>
  task(
    'one',
    { answer, skip },
    {
      passOver: { outcome: 'skip', when: 'no money waits for approval' },
      ...more,
    },
  );

describe('what is decided by itself asks no one, waits for nothing and leads on', () => {
  const where = (name: string) => `outcome "${name}" is decided by itself`;
  const held = 'nothing can hold it up (gates, onlyAfter)';
  const asks = (field: Partial<Field>) => ({ form: { why: fieldOf('yes-no', field) } });
  test.each<[string, Partial<Outcome>, string[]]>([
    ['as it should be', {}, []],
    ['a field that may be left out', asks({}), []],
    ['a field that is not required', asks({ required: false }), []],
    ['a required field', asks({ required: true }), ['no one answers its field "why"']],
    [
      'a field needed with another',
      asks({ neededWhen: { field: 'x', is: true } }),
      ['no one answers its field "why"'],
    ],
    [
      'a field needed for a child',
      asks({ neededFor: 'child or care leaver' }),
      ['no one answers its field "why"'],
    ],
    ['a field that must be yes', asks({ mustBeYes: true }), ['no one answers its field "why"']],
    ['a gate', { gates: ['a point upheld'] }, [held]],
    ['no gates', { gates: [] }, []],
    ['a milestone to wait for', { onlyAfter: 'day-20' }, [held]],
    ['a gate and a milestone', { gates: ['a point upheld'], onlyAfter: 'day-20' }, [held]],
    ['the same step again', { next: 'again' }, ['it leads on']],
  ])('%s', (_, more, problems) => {
    const outcome = { ...ending, ...more };
    expect(byItselfProblems(window(outcome))).toEqual(problems.map((one) => `${where('lapse')}: ${one}`));
    expect(byItselfProblems(passedOver(outcome))).toEqual(problems.map((one) => `${where('skip')}: ${one}`));
  });

  test('an outcome that the step does not have is named by check-procedure.ts', () => {
    expect(byItselfProblems(task('one', { answer }, { kind: 'window', lapse: 'toString' }))).toEqual([]);
  });
});

test.each<[string, Step, string[]]>([
  ['a window with a lapse', window(ending), []],
  ['a task without one', task('one', { answer }), []],
  ['a task with one', task('one', { answer }, { lapse: 'answer' }), ['lapse: only a window ends by itself']],
])('only a window ends by itself: %s', (_, step, problems) => {
  expect(byItselfProblems(step)).toEqual(problems);
});

describe('someone can decide every outcome that is not decided by itself', () => {
  const no = (name: string) => `outcome "${name}": no one can decide it, and it is not decided by itself`;
  test.each<[string, Record<string, Outcome>, string[]]>([
    ['everyone of the step', { other: leadsTo('closed') }, []],
    ['someone', { other: leadsTo('closed', { by: ['director'] }) }, []],
    ['no one', { other: leadsTo('closed', { by: [] }) }, [no('other')]],
    [
      'no one, but it is called off from elsewhere',
      { other: leadsTo('closed', { by: [], effect: 'call off' }) },
      [],
    ],
    [
      'no one, and it has another effect',
      { other: leadsTo('closed', { by: [], effect: 'keep' }) },
      [no('other')],
    ],
  ])('%s', (_, others, problems) => {
    expect(byItselfProblems(task('one', { answer, ...others }))).toEqual(problems);
  });
});

describe('someone can decide an outcome that leads on', () => {
  const problem = 'no one can decide an outcome that leads on';
  test.each<[string, Record<string, Outcome>, string[]]>([
    ['one of two', { stay: leadsTo('again'), answer }, []],
    ['only to stay', { stay: leadsTo('again') }, [problem]],
    ['only by itself', { skip: ending }, [problem]],
    ['one to stay, one by itself', { stay: leadsTo('again'), skip: ending }, [problem]],
  ])('%s', (_, outcomes, problems) => {
    const step = passedOver(ending);
    expect(byItselfProblems({ ...step, outcomes })).toEqual(problems);
  });
});
