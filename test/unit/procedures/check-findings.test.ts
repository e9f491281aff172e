import { describe, expect, test } from 'vitest';
import { findingsProblems } from '../../../workflows/procedures/check-findings.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { AnsweredStage } from '../../../workflows/procedures/meanings.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { clockOf, fieldOf, leadsTo, ownTime, procedureOf, task } from './small-procedure.ts';

const clocks = {
  ack: clockOf('acknowledgement'),
  one: clockOf('stage 1'),
  two: clockOf('stage 2'),
};
const found = fieldOf('findings', { required: true, fact: 'findings' });
const answering = (stage: AnsweredStage['stage'], as: AnsweredStage['as'] = 'response') => ({
  answers: { stage, as },
});

/** The problems of an outcome at a step of the clock `of`, in a procedure with another outcome before it. */
const problemsOf = (outcome: Outcome, of: string | undefined = 'one', before = leadsTo('closed')) => {
  const step = task(of, { on: outcome }, ownTime);
  const earlier = task('one', { on: before, last: leadsTo('closed') }, ownTime);
  return findingsProblems(outcome, step, procedureOf({ earlier, step }, clocks));
};

describe('an answer to a stage has its findings', () => {
  const lacks = 'answers stage 1: its form needs one required field of type "findings"';
  test.each<[string, Record<string, Field>, string[]]>([
    ['one required field', { found, why: fieldOf('text') }, []],
    ['none', { why: fieldOf('text') }, [lacks]],
    ['one that may be left out', { found: { ...found, required: false } }, [lacks]],
    ['two', { found, again: found }, [lacks]],
  ])('%s', (_, form, problems) => {
    expect(problemsOf(leadsTo('closed', { ...answering('stage 1'), form }))).toEqual(problems);
  });

  test.each<[string, AnsweredStage['stage'], string | undefined, string[]]>([
    ['of the stage of its step', 'stage 2', 'two', []],
    ['of another stage', 'stage 2', 'one', ['answers stage 2, but the clock of the step is of stage 1']],
    ['at a step of no stage', 'stage 2', 'lost', []],
    ['at the acknowledgement, which is no stage', 'stage 1', 'ack', []],
  ])('%s', (_, stage, of, problems) => {
    expect(problemsOf(leadsTo('closed', { ...answering(stage), form: { found } }), of)).toEqual(problems);
  });

  test('findings of no stage answer nothing', () => {
    expect(problemsOf(leadsTo('closed', { form: { found } }))).toEqual([
      'records findings without saying which stage they answer (answers)',
    ]);
    expect(problemsOf(leadsTo('closed', { form: { why: fieldOf('text') } }))).toEqual([]);
  });
});

describe('findings and the lists beside them are recorded under their own names', () => {
  const ways = [
    ['findings', 'findings'],
    ['recommendations', 'recommendations'],
    ['recommendation answers', 'recommendationAnswers'],
  ] as const;
  const problems = (field: Field) =>
    problemsOf(leadsTo('closed', { form: { x: field } })).filter((problem) => problem.startsWith('field'));

  test.each(ways)('%s', (type, fact) => {
    expect(problems(fieldOf(type, { fact }))).toEqual([]);
    expect(problems(fieldOf(type))).toEqual([`field "x": ${type} are recorded as "${fact}"`]);
    expect(problems(fieldOf(type, { fact: 'points' }))).toEqual([
      `field "x": ${type} are recorded as "${fact}"`,
    ]);
    expect(problems(fieldOf('text', { fact }))).toEqual([
      `field "x": the fact "${fact}" is not of type "text"`,
    ]);
  });

  test('other fields record other facts, or none', () => {
    expect(problems(fieldOf('points', { fact: 'points' }))).toEqual([]);
    expect(problems(fieldOf('text'))).toEqual([]);
  });

  test('in an answer to a stage as well', () => {
    const form = { found, said: fieldOf('recommendations') };
    expect(problemsOf(leadsTo('closed', { ...answering('stage 1'), form }))).toEqual([
      'field "said": recommendations are recorded as "recommendations"',
    ]);
  });
});

describe('findings follow what was found before at their stage', () => {
  const none = 'field "found": follows: no outcome records what the panel found at this stage';
  const following = leadsTo('closed', {
    ...answering('stage 1'),
    form: { found: { ...found, follows: 'panel' } },
  });
  const by = (stage: AnsweredStage['stage'], as: AnsweredStage['as']) =>
    leadsTo('closed', { ...answering(stage, as), form: { found } });
  test.each<[string, Outcome, string[]]>([
    ['the panel at this stage', by('stage 1', 'panel'), []],
    ['the panel at another stage', by('stage 2', 'panel'), [none]],
    ['the investigation at this stage', by('stage 1', 'investigation'), [none]],
    ['no one', leadsTo('closed'), [none]],
  ])('%s', (_, before, problems) => {
    expect(problemsOf(following, 'one', before)).toEqual(problems);
  });

  test('nothing else follows anything', () => {
    const form = { said: fieldOf('text', { follows: 'panel' }) };
    expect(problemsOf(leadsTo('closed', { form }), 'one', by('stage 1', 'panel'))).toEqual([
      'field "said": follows: only findings follow others',
    ]);
  });
});
