import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { readCouncil } from '../../../functions/domain/council/council.ts';
import * as z from 'zod/mini';
import { checkForm, formSchema, type FormContext } from '../../../functions/domain/decisions/forms.ts';
import type { Refusal } from '../../../functions/domain/text/refusal.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';

const council = readCouncil(
  JSON.parse(
    readFileSync(new URL('../../../infra/councils/shropshire/council.json', import.meta.url), 'utf8'),
  ),
);
const context: FormContext = {
  council,
  procedures: [{ id: 'corporate', title: 'Corporate' }],
  points: [
    { id: 'P1', text: 'No calls' },
    { id: 'P2', text: 'No visit' },
  ],
  recommendations: [{ id: 'R1', text: 'Say sorry' }],
  documents: [{ id: 'D1', title: 'Report' }],
};
const options = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
];
const finding = (point: string) => ({ point, finding: 'upheld', reasons: 'We looked.' });

/** One field, required, answered. */
const check = (field: Omit<Field, 'label'>, answer: unknown) =>
  checkForm({ it: { label: 'It', required: true, ...field } }, { it: answer }, context);

describe('answers', () => {
  test.each<[string, Omit<Field, 'label'>, unknown, unknown]>([
    ['text, trimmed', { type: 'text' }, '  Ja, née O’Brien 漢 ', 'Ja, née O’Brien 漢'],
    ['paragraphs', { type: 'paragraphs' }, 'One\n\nTwo', 'One\n\nTwo'],
    ['a date', { type: 'date' }, '2028-02-29', '2028-02-29'],
    ['no', { type: 'yes-no' }, false, false],
    ['one of some', { type: 'choice', options }, 'b', 'b'],
    ['several of some', { type: 'choices', options }, ['a', 'b'], ['a', 'b']],
    ['a list', { type: 'list' }, ['An apology'], ['An apology']],
    ['a user of a role', { type: 'user', role: 'director' }, 'director-2', 'director-2'],
    ['users', { type: 'users' }, ['director', 'team-manager'], ['director', 'team-manager']],
    ['a team', { type: 'choice', optionsFrom: 'teams' }, 'Assessment Team', 'Assessment Team'],
    ['a procedure', { type: 'choice', optionsFrom: 'procedures' }, 'corporate', 'corporate'],
    ['points', { type: 'points' }, [{ text: ' No calls ' }], [{ text: 'No calls' }]],
    ['findings', { type: 'findings' }, [finding('P2'), finding('P1')], [finding('P2'), finding('P1')]],
  ])('%s', (_, field, answer, kept) => {
    expect(check(field, answer)).toEqual({ ok: true, answers: { it: kept } });
  });
});

test('describes each field as JSON Schema without affecting another', () => {
  const form: Record<string, Field> = {
    response: { label: 'The response', hint: 'What was found', type: 'paragraphs' },
    said: { label: 'On which day', type: 'date' },
    remedies: { label: 'What is put right', type: 'list' },
    actions: { label: 'Actions', type: 'actions' },
  };
  // A second form must not say of the first what is true of its own fields alone.
  formSchema({ other: { label: 'Another', type: 'paragraphs' } }, context);
  const { properties = {} } = z.toJSONSchema(formSchema(form, context), { io: 'input' });
  const titles = (part: unknown): unknown[] =>
    typeof part === 'object' && part !== null
      ? Object.entries(part).flatMap(([name, value]) => (name === 'title' ? [value] : titles(value)))
      : [];
  expect(Object.values(properties).map(titles)).toEqual([
    ['The response'],
    ['On which day'],
    ['What is put right'],
    ['Actions'],
  ]);
});

describe('refusals name the field and the problem', () => {
  test.each<[string, Omit<Field, 'label'>, unknown, string, Omit<Refusal, 'field'>]>([
    [
      'nothing',
      { type: 'text' },
      undefined,
      'it',
      { code: 'answer-needed', params: { label: 'It', question: 'text' } },
    ],
    ['null', { type: 'text' }, null, 'it', { code: 'wrong-type', params: { wanted: 'text' } }],
    ['blank', { type: 'paragraphs' }, ' \n\t', 'it', { code: 'answer-needed', params: {} }],
    [
      'a line that is too long',
      { type: 'text' },
      'x'.repeat(1001),
      'it',
      { code: 'too-long', params: { most: 1000 } },
    ],
    [
      'a text that is too long',
      { type: 'paragraphs' },
      'x'.repeat(100_001),
      'it',
      { code: 'too-long', params: { most: 100_000 } },
    ],
    ['a day that is none', { type: 'date' }, '2027-02-29', 'it', { code: 'not-a-date', params: {} }],
    [
      'a date as the British write it',
      { type: 'date' },
      '29/02/2028',
      'it',
      { code: 'not-a-date', params: {} },
    ],
    [
      'yes as a word',
      { type: 'yes-no' },
      'yes',
      'it',
      { code: 'wrong-type', params: { wanted: 'true or false' } },
    ],
    [
      'none of some',
      { type: 'choice', options },
      'c',
      'it',
      { code: 'not-an-option', params: { options: ['a', 'b'] } },
    ],
    ['no learning where it is needed', { type: 'learning' }, [], 'it', { code: 'at-least-one', params: {} }],
    ['no action where one is needed', { type: 'actions' }, [], 'it', { code: 'at-least-one', params: {} }],
    [
      'one that is none among several',
      { type: 'choices', options },
      ['a', 'c'],
      'it.1',
      { code: 'not-an-option', params: { options: ['a', 'b'] } },
    ],
    [
      'a user of another role',
      { type: 'user', role: 'director' },
      'team-manager',
      'it',
      { code: 'not-an-option', params: { options: ['director', 'director-2'] } },
    ],
    ['no points', { type: 'points' }, [], 'it', { code: 'at-least-one', params: {} }],
    [
      'a point with an id of its own',
      { type: 'points' },
      [{ text: 'x', id: 'P9' }],
      'it.0.id',
      { code: 'unknown-field', params: {} },
    ],
    [
      'a point left out',
      { type: 'findings' },
      [finding('P1')],
      'it',
      { code: 'one-finding-for-each-point', params: { points: ['P1', 'P2'] } },
    ],
    [
      'one point twice',
      { type: 'findings' },
      [finding('P1'), finding('P1')],
      'it',
      { code: 'one-finding-for-each-point', params: { points: ['P1', 'P2'] } },
    ],
    [
      'reasons left out',
      { type: 'findings' },
      [{ ...finding('P1'), reasons: '' }, finding('P2')],
      'it.0.reasons',
      { code: 'answer-needed', params: {} },
    ],
  ])('%s', (_, field, answer, where, wanted) => {
    const result = check(field, answer);
    expect(result).toEqual({
      ok: false,
      errors: [{ ...wanted, field: where }],
    });
  });

  test('refuses a field that is not in the form, whatever its name', () => {
    for (const name of ['more', 'constructor', 'toString']) {
      expect(checkForm({}, { [name]: 1 }, context)).toEqual({
        ok: false,
        errors: [{ field: name, code: 'unknown-field', params: { fields: [] } }],
      });
    }
  });

  test.each([[undefined], [null], ['text'], [7], [[]]])('%j is no form', (answers) => {
    expect(checkForm({}, answers, context).ok).toBe(false);
  });
});

test('refuses a document that is not on the case', () => {
  for (const [type, answer] of [
    ['document', 'D1'],
    ['documents', ['D1']],
  ] as const) {
    const form = { it: { label: 'It', type } };
    const checked = checkForm(form, { it: answer }, { ...context, documents: [] });
    expect(checked.ok ? [] : checked.errors.map(({ code }) => code)).toEqual(['no-documents']);
  }
});

test('accepts an absent optional field but not an empty one', () => {
  const form = { it: { label: 'It', type: 'text' } } as const;
  expect(checkForm(form, {}, context)).toEqual({ ok: true, answers: {} });
  expect(checkForm(form, { it: '' }, context).ok).toBe(false);
});

test.each<[Omit<Field, 'label'>, string[]]>([
  [{ type: 'choice', optionsFrom: 'service areas' }, council.serviceAreas],
  [{ type: 'choice', optionsFrom: 'categories' }, ['Service standards', 'Policy', 'Assessment']],
  [{ type: 'choice', optionsFrom: 'teams' }, council.teams.map(({ name }) => name)],
  [{ type: 'user', role: 'panel-chair' }, ['panel-chair', 'panel-chair-2']],
])('takes the choices of %j from the council, in its order', (field, choices) => {
  expect(check(field, 'none')).toEqual({
    ok: false,
    errors: [{ field: 'it', code: 'not-an-option', params: { options: choices } }],
  });
});

test.each([
  [3_500_000, []],
  [3_500_001, [{ field: 'report', code: 'too-large-to-send', params: { megabytes: 3.5 } }]],
])('a document of %d bytes that a form asks for must fit into a letter with another', (size, errors) => {
  const form = { report: { label: 'Report', type: 'document' as const } };
  const checked = checkForm(
    form,
    { report: 'D1' },
    { ...context, documents: [{ id: 'D1', title: 'Report', size }] },
  );
  expect(checked.ok ? [] : checked.errors).toEqual(errors);
});
