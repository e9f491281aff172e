import { describe, expect, test } from 'vitest';
import { assignmentProblems, fieldProblems } from '../../../workflows/procedures/check-fields.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { FactName } from '../../../workflows/procedures/meanings.ts';
import { fieldOf, leadsTo, ownTime, task } from './small-procedure.ts';

/** The problems of one field of a form, without the words that name it. */
const problemsOf = (field: Field, others: Record<string, Field> = {}) =>
  fieldProblems(leadsTo('closed', { form: { x: field, ...others } })).map((problem) =>
    problem.replace(/^field "x": /, ''),
  );

const options = (...values: string[]) => ({ options: values.map((value) => ({ value, label: value })) });

describe('a fact is recorded by a field of its type', () => {
  test.each<[FactName, Field['type'][], Field['type'], string]>([
    ['summary', ['text', 'paragraphs'], 'date', '"text" or "paragraphs"'],
    ['handler', ['user'], 'users', '"user"'],
    ['panelMembers', ['users'], 'user', '"users"'],
    ['investigationReport', ['document'], 'documents', '"document"'],
    ['panelPapers', ['documents'], 'document', '"documents"'],
    ['agreedToWaitUntil', ['date'], 'text', '"date"'],
    ['meetingTime', ['time'], 'date', '"time"'],
    ['lookedAfter', ['yes-no'], 'text', '"yes-no"'],
    ['points', ['points'], 'list', '"points"'],
    ['remedies', ['list'], 'paragraphs', '"list"'],
    ['learning', ['learning'], 'actions', '"learning"'],
    ['actions', ['actions'], 'learning', '"actions"'],
    ['money', ['money'], 'text', '"money"'],
  ])('%s', (fact, types, other, wanted) => {
    for (const type of types) expect(problemsOf(fieldOf(type, { fact }))).toEqual([]);
    expect(problemsOf(fieldOf(other, { fact }))).toEqual([
      `the fact "${fact}" is of type ${wanted}, not "${other}"`,
    ]);
  });

  test('a field that records nothing, and a fact with rules of its own, may be of any type', () => {
    expect(problemsOf(fieldOf('text'))).toEqual([]);
    expect(problemsOf(fieldOf('text', { fact: 'findings' }))).toEqual([]);
  });
});

describe('someone appointed is recorded in the fact of their part', () => {
  test.each<[NonNullable<Field['appoints']>, FactName, Field['type']]>([
    ['investigator', 'investigator', 'user'],
    ['reviewer', 'reviewer', 'user'],
    ['investigating officer', 'investigatingOfficer', 'user'],
    ['independent person', 'independentPerson', 'user'],
    ['adjudicating officer', 'adjudicatingOfficer', 'user'],
    ['panel chair', 'panelChair', 'user'],
    ['panel member', 'panelMembers', 'users'],
  ])('%s', (appoints, fact, type) => {
    const problem = `who is appointed ${appoints} is recorded as "${fact}"`;
    expect(problemsOf(fieldOf(type, { appoints, fact }))).toEqual([]);
    expect(problemsOf(fieldOf(type, { appoints }))).toEqual([problem]);
    expect(problemsOf(fieldOf('user', { appoints, fact: 'handler' }))).toEqual([problem]);
  });

  test('only someone appointed is replaced', () => {
    const replaces = { replaces: true, fact: 'reviewer' } as const;
    expect(problemsOf(fieldOf('user', replaces))).toEqual(['replaces: it appoints no one']);
    expect(problemsOf(fieldOf('user', { ...replaces, appoints: 'reviewer' }))).toEqual([]);
  });
});

describe('a choice has options, each once; nothing else has any', () => {
  test.each<[string, Field, string[]]>([
    ['a choice of two', fieldOf('choice', options('a', 'b')), []],
    ['choices of two', fieldOf('choices', options('a', 'b')), []],
    ['a choice from the council', fieldOf('choice', { optionsFrom: 'teams' }), []],
    [
      'choices from the council and their own',
      fieldOf('choices', { optionsFrom: 'themes', ...options('a') }),
      [],
    ],
    ['a choice without options', fieldOf('choice'), ['there is nothing to choose from']],
    ['a choice of none', fieldOf('choice', options()), ['there is nothing to choose from']],
    ['choices without options', fieldOf('choices'), ['there is nothing to choose from']],
    ['a choice of the same', fieldOf('choice', options('a', 'b', 'a')), ['two options are called "a"']],
    ['a text without options', fieldOf('text'), []],
    ['a text with options', fieldOf('text', options('a')), ['a field of type "text" has no options']],
    [
      'a text with options of the council',
      fieldOf('text', { optionsFrom: 'teams' }),
      ['a field of type "text" has no options'],
    ],
  ])('%s', (_, field, problems) => {
    expect(problemsOf(field)).toEqual(problems);
  });
});

describe('rules of a date, a user and a yes or no belong to fields of their type', () => {
  const within = { days: 10, unit: 'working days', citation: 'A rule' } as const;
  const moreThan = { days: 12, unit: 'months' } as const;
  test.each<[string, Partial<Field>]>([
    ['not', { not: ['past'] }],
    ['within', { within }],
    ['lateNeeds', { lateNeeds: 'why' }],
    ['moreThan', { moreThan }],
  ])('%s is a rule of a date', (rule, given) => {
    expect(problemsOf(fieldOf('date', given))).toEqual([]);
    expect(problemsOf(fieldOf('text', given))).toEqual([`${rule}: only a date has this rule`]);
  });

  test('each of several rules is named', () => {
    expect(problemsOf(fieldOf('time', { not: ['past'], moreThan }))).toEqual([
      'not: only a date has this rule',
      'moreThan: only a date has this rule',
    ]);
  });

  test('a role is that of a user', () => {
    const role = 'team-manager';
    expect(problemsOf(fieldOf('user', { role }))).toEqual([]);
    expect(problemsOf(fieldOf('users', { role }))).toEqual([]);
    expect(problemsOf(fieldOf('text', { role }))).toEqual(['role: only a user has this rule']);
  });

  test('only a user is appointed', () => {
    expect(problemsOf(fieldOf('text', { appoints: 'reviewer', fact: 'reviewer' }))).toEqual([
      'the fact "reviewer" is of type "user", not "text"',
      'appoints: only a user has this rule',
    ]);
  });

  test('only a yes or no must be yes', () => {
    expect(problemsOf(fieldOf('yes-no', { mustBeYes: true }))).toEqual([]);
    expect(problemsOf(fieldOf('text', { mustBeYes: true }))).toEqual([
      'mustBeYes: only a yes-no field has this rule',
    ]);
  });
});

describe('a condition is one that an answer can meet', () => {
  const never = (is: unknown) => [`neededWhen: "asked" is never "${String(is)}"`];
  test.each<[string, Field, string | boolean, string[]]>([
    ['yes', fieldOf('yes-no'), true, []],
    ['no', fieldOf('yes-no'), false, []],
    ['a yes or no in words', fieldOf('yes-no'), 'true', never('true')],
    ['one of the options', fieldOf('choice', options('a', 'b')), 'b', []],
    ['none of the options', fieldOf('choice', options('a', 'b')), 'c', never('c')],
    ['any option of the council', fieldOf('choice', { optionsFrom: 'teams' }), 'c', []],
    ['a choice of nothing', fieldOf('choice'), 'c', never('c')],
    ['one of several choices, which are a list', fieldOf('choices', options('a')), 'a', never('a')],
    ['a text', fieldOf('text'), 'a', never('a')],
  ])('%s', (_, asked, is, problems) => {
    const found = problemsOf(fieldOf('text', { neededWhen: { field: 'asked', is } }), { asked });
    expect(found.filter((problem) => problem.startsWith('neededWhen'))).toEqual(problems);
  });

  test('not on itself', () => {
    const onItself = fieldOf('yes-no', { neededWhen: { field: 'x', is: true } });
    expect(problemsOf(onItself)).toEqual(['neededWhen: it depends on itself']);
  });

  test('a field that is not in the form is named by check-procedure.ts', () => {
    expect(problemsOf(fieldOf('text', { neededWhen: { field: 'lost', is: 'a' } }))).toEqual([]);
  });
});

test('each problem names its field', () => {
  const form = { one: fieldOf('choice'), two: fieldOf('text', { mustBeYes: true }) };
  expect(fieldProblems(leadsTo('closed', { form }))).toEqual([
    'field "one": there is nothing to choose from',
    'field "two": mustBeYes: only a yes-no field has this rule',
  ]);
});

describe('what goes with a letter is a document', () => {
  const alert = { letter: 'alert', to: [] };
  test.each<[string, Parameters<typeof leadsTo>[1], string[]]>([
    ['nothing', {}, []],
    ['a report', { encloses: ['investigationReport', 'panelReport'] }, []],
    ['a text', { encloses: ['summary'] }, ['encloses: the fact "summary" is no document']],
    [
      'papers, which are several',
      { encloses: ['panelPapers'] },
      ['encloses: the fact "panelPapers" is no document'],
    ],
    [
      'a fact with rules of its own',
      { encloses: ['findings'] },
      ['encloses: the fact "findings" is no document'],
    ],
    ['a report with an alert', { alerts: [alert, { ...alert, encloses: ['panelReport'] }] }, []],
    [
      'a text with an alert',
      { alerts: [alert, { ...alert, encloses: ['statement'] }] },
      ['encloses: the fact "statement" is no document'],
    ],
  ])('%s', (_, more, problems) => {
    expect(fieldProblems(leadsTo('closed', more))).toEqual(problems);
  });
});

test.each<[string, FactName | undefined, string[]]>([
  ['someone', 'investigator', []],
  ['no one', undefined, []],
  ['several people', 'panelMembers', ['assignedBy: the fact "panelMembers" is no person']],
  ['a text', 'summary', ['assignedBy: the fact "summary" is no person']],
])('a step is given to %s', (_, assignedBy, problems) => {
  const step = task(undefined, {}, { ...ownTime, ...(assignedBy === undefined ? {} : { assignedBy }) });
  expect(assignmentProblems(step)).toEqual(problems);
});
