import { describe, expect, test } from 'vitest';
import { togetherProblems } from '../../../workflows/procedures/check-together.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { fieldOf, leadsTo, procedureOf, task } from './small-procedure.ts';

const problemsOf = (form: Record<string, Field>, alongside?: true) => {
  const outcome = leadsTo('closed', { form });
  return togetherProblems(
    outcome,
    procedureOf({ first: task('one', { on: outcome }) }, undefined, alongside ? { alongside } : {}),
  );
};

describe('an advocate is found together with how to reach them', () => {
  const advocate = fieldOf('text', { required: true, fact: 'advocateAppointed' });
  const contact = fieldOf('text', { required: true, means: 'advocateContact' });
  const unreached = 'an advocate is found with a required field "advocateContact" of type "text"';
  const unnamed = '"advocateContact" needs a required field that records the fact "advocateAppointed"';
  test.each<[string, Record<string, Field>, true | undefined, string[]]>([
    ['both', { advocate, contact }, true, []],
    [
      'both, by the name of the field',
      { advocate, advocateContact: fieldOf('text', { required: true }) },
      true,
      [],
    ],
    ['neither', { why: fieldOf('text') }, true, []],
    ['an advocate alone, alongside a case', { advocate }, true, [unreached]],
    ['an advocate alone, who is known to the case', { advocate }, undefined, []],
    [
      'a contact that may be left out',
      { advocate, contact: { ...contact, required: false } },
      undefined,
      [unreached],
    ],
    [
      'a contact of another type',
      { advocate, contact: { ...contact, type: 'date' } },
      undefined,
      [unreached],
    ],
    ['a contact alone', { contact }, undefined, [unnamed]],
    [
      'an advocate who may be left out',
      { contact, advocate: { ...advocate, required: false } },
      true,
      [unnamed],
    ],
    ['an advocate in another fact', { contact, x: { ...advocate, fact: 'summary' } }, undefined, [unnamed]],
  ])('%s', (_, form, alongside, problems) => {
    expect(problemsOf(form, alongside)).toEqual(problems);
  });
});

describe('a referral has whom it went to, its day and its time', () => {
  const whole = {
    to: fieldOf('text', { required: true, means: 'referredTo' }),
    on: fieldOf('date', { required: true, means: 'referredOn' }),
    at: fieldOf('time', { required: true, means: 'referredAt' }),
  };
  const reference = fieldOf('text', { means: 'referralReference' });
  const { to, on, at } = whole;
  const needs = (meaning: string, type: string) =>
    `a referral needs a required field "${meaning}" of type "${type}"`;
  test.each<[string, Record<string, Field>, string[]]>([
    ['all three', whole, []],
    ['all three and a reference', { ...whole, reference }, []],
    ['no referral', { why: fieldOf('text') }, []],
    ['no one', { on, at }, [needs('referredTo', 'text')]],
    ['no day', { to, at }, [needs('referredOn', 'date')]],
    ['no time', { to, on }, [needs('referredAt', 'time')]],
    [
      'a time that may be left out',
      { to, on, at: { ...at, required: false } },
      [needs('referredAt', 'time')],
    ],
    ['a day in words', { to, on: { ...on, type: 'text' }, at }, [needs('referredOn', 'date')]],
    [
      'a reference alone',
      { reference },
      [needs('referredTo', 'text'), needs('referredOn', 'date'), needs('referredAt', 'time')],
    ],
  ])('%s', (_, form, problems) => {
    expect(problemsOf(form)).toEqual(problems);
  });
});
