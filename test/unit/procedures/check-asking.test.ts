import { describe, expect, test } from 'vitest';
import { reminderProblems, warningProblems } from '../../../workflows/procedures/check-asking.ts';
import type { Field, Warning } from '../../../workflows/procedures/form-field.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { fieldOf, leadsTo, procedureOf, task } from './small-procedure.ts';

describe('a warning is confirmed where it applies, and is about something the form asks', () => {
  const recording = leadsTo('closed', {
    form: { why: fieldOf('text'), met: fieldOf('date', { fact: 'meetingOn' }) },
  });
  const misrecording = leadsTo('closed', {
    form: { met: fieldOf('text', { fact: 'meetingOn' }), other: fieldOf('date', { fact: 'apologyBy' }) },
  });

  /** The problems of a form with a date, a text and a field that confirms, without the words that name that field. */
  const problemsOf = (confirms: Warning, more: Partial<Field> = {}, other: Outcome = recording): string[] => {
    const form = {
      day: fieldOf('date'),
      text: fieldOf('text'),
      yes: fieldOf('yes-no', { confirms, ...more }),
    };
    const first = task('one', { on: leadsTo('closed', { form }) });
    const second = task('one', { on: leadsTo('closed'), other });
    return warningProblems(leadsTo('closed', { form }), procedureOf({ first, second })).map((problem) =>
      problem.replace(/^field "yes": confirms: /, ''),
    );
  };

  const always = 'a warning is confirmed by a yes-no field that is asked only when it applies';
  test.each<[string, Partial<Field>, string[]]>([
    ['asked when it applies', {}, []],
    ['asked when it applies, so not required', { required: false }, []],
    ['always required', { required: true }, [always]],
    ['always yes', { mustBeYes: true }, [always]],
    ['a text', { type: 'text' }, [always]],
  ])('%s', (_, more, problems) => {
    expect(problemsOf({ dayOff: 'day' }, more)).toEqual(problems);
    expect(problemsOf({ unsigned: ['panel chair'] }, more)).toEqual(problems);
  });

  test.each<[string, Warning, string[]]>([
    ['a day off, of a date', { dayOff: 'day' }, []],
    ['a day off, of a text', { dayOff: 'text' }, ['"text" is no date of the form']],
    ['a day off, of no field', { dayOff: 'lost' }, ['"lost" is no date of the form']],
    ['a date before one that is recorded', { day: 'day', before: 'meetingOn' }, []],
    ['a text before it', { day: 'text', before: 'meetingOn' }, ['"text" is no date of the form']],
    [
      'a date before one that no form records',
      { day: 'day', before: 'statementReplyBy' },
      ['no form records a day as "statementReplyBy"'],
    ],
    [
      'both',
      { day: 'lost', before: 'statementReplyBy' },
      ['"lost" is no date of the form', 'no form records a day as "statementReplyBy"'],
    ],
    [
      'those who sign a declaration',
      { unsigned: ['investigating officer', 'independent person', 'panel chair', 'panel member'] },
      [],
    ],
    [
      'others among them',
      { unsigned: ['panel chair', 'reviewer', 'investigator'] },
      ['the part "reviewer" signs no declaration', 'the part "investigator" signs no declaration'],
    ],
  ])('%s', (_, confirms, problems) => {
    expect(problemsOf(confirms)).toEqual(problems);
  });

  test('a fact in words, or a date of another fact, records no day', () => {
    expect(problemsOf({ day: 'day', before: 'meetingOn' }, {}, misrecording)).toEqual([
      'no form records a day as "meetingOn"',
    ]);
  });

  test('a field that confirms nothing may be anything; each problem names its field', () => {
    const form = {
      plain: fieldOf('text', { required: true }),
      yes: fieldOf('yes-no', { confirms: { dayOff: 'lost' } }),
    };
    const first = task('one', { on: leadsTo('closed') });
    expect(warningProblems(leadsTo('closed', { form }), procedureOf({ first }))).toEqual([
      'field "yes": confirms: "lost" is no date of the form',
    ]);
  });
});

describe('an outcome after a reminder follows one that asks for an answer by a day', () => {
  const day = { replyBy: fieldOf('date', { required: true, fact: 'statementReplyBy' }) };
  const good = leadsTo('again', { letters: ['statement-reminder'], form: day });
  const noDay = 'onlyAfterReminder: "remind" needs one required date that is recorded, the day to answer by';
  test.each<[string, Outcome | undefined, string[]]>([
    ['such an outcome', good, []],
    ['with other fields', { ...good, form: { ...day, on: fieldOf('date'), why: fieldOf('text') } }, []],
    ['none of this name', undefined, ['onlyAfterReminder: the step has no outcome "remind"']],
    ['one that ends the step', { ...good, next: 'closed' }, ['onlyAfterReminder: "remind" ends the step']],
    ['one without a letter', { ...good, letters: [] }, ['onlyAfterReminder: "remind" sends no letter']],
    ['one without a day', { ...good, form: { why: fieldOf('text', { fact: 'summary' }) } }, [noDay]],
    [
      'one whose day may be left out',
      { ...good, form: { by: fieldOf('date', { fact: 'meetingOn' }) } },
      [noDay],
    ],
    [
      'one whose day is not recorded',
      { ...good, form: { by: fieldOf('date', { required: true }) } },
      [noDay],
    ],
    [
      'one with two days',
      { ...good, form: { ...day, other: fieldOf('date', { required: true, fact: 'meetingOn' }) } },
      [noDay],
    ],
  ])('%s', (_, remind, problems) => {
    const after = leadsTo('closed', { onlyAfterReminder: 'remind' });
    const step = task('one', { after, ...(remind && { remind }) });
    expect(reminderProblems(after, step)).toEqual(problems);
  });

  test('no reminder is needed by other outcomes', () => {
    expect(reminderProblems(leadsTo('closed'), task('one', {}))).toEqual([]);
  });

  test('a name that every object has is no outcome', () => {
    expect(reminderProblems(leadsTo('closed', { onlyAfterReminder: 'toString' }), task('one', {}))).toEqual([
      'onlyAfterReminder: the step has no outcome "toString"',
    ]);
  });
});
