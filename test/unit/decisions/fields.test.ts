import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  checkForm,
  fieldOptions,
  formSchema,
  type FormContext,
} from '../../../functions/domain/decisions/forms.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { council } from '../a-case.ts';

const context: FormContext = {
  council,
  procedures: [
    { id: 'corporate', title: 'Corporate' },
    { id: 'adult-social-care', title: 'Adults' },
  ],
  points: [
    { id: 'P1', text: 'No calls' },
    { id: 'P2', text: 'No visit' },
  ],
  recommendations: [
    { id: 'R1', text: 'Say sorry' },
    { id: 'R2', text: 'Train' },
  ],
  documents: [{ id: 'D1', title: 'Report' }],
  actions: [{ id: 'A1', text: 'Train' }],
};
const options = [{ value: 'a', label: 'A' }];
const field = (more: Omit<Field, 'label'>): Field => ({ label: 'It', ...more });

describe('the options of a field', () => {
  const values = (more: Omit<Field, 'label'>) => fieldOptions(field(more), context);
  test.each<[string, Omit<Field, 'label'>, { value: string; label: string }[]]>([
    ['its own', { type: 'choice', options }, options],
    [
      'procedures by their titles',
      { type: 'choice', optionsFrom: 'procedures' },
      [
        { value: 'corporate', label: 'Corporate' },
        { value: 'adult-social-care', label: 'Adults' },
      ],
    ],
    [
      'points by their texts',
      { type: 'choices', optionsFrom: 'points' },
      [
        { value: 'P1', label: 'No calls' },
        { value: 'P2', label: 'No visit' },
      ],
    ],
    ['documents by their titles', { type: 'document' }, [{ value: 'D1', label: 'Report' }]],
    ['several documents', { type: 'documents' }, [{ value: 'D1', label: 'Report' }]],
    ['none of a text', { type: 'text' }, []],
  ])('%s', (_, more, expected) => {
    expect(values(more)).toEqual(expected);
  });
  test.each<[Field['optionsFrom'], string[]]>([
    ['service areas', council.serviceAreas],
    ['themes', council.themes],
    ['categories', council.categories.map(({ name }) => name)],
    ['feedback kinds', ['complaint', 'compliment', 'comment', 'service request', 'enquiry']],
  ])('the %s', (optionsFrom, expected) => {
    expect(
      values({ type: 'choice', ...(optionsFrom ? { optionsFrom } : {}) })
        .map(({ value }) => value)
        .toSorted(),
    ).toEqual(expected.toSorted());
  });
  test('each sub-category once', () => {
    const all = values({ type: 'choice', optionsFrom: 'sub-categories' }).map(({ value }) => value);
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all).size).toBe(all.length);
    expect(
      council.categories.every(({ subCategories }) => subCategories.every((one) => all.includes(one))),
    ).toBe(true);
  });
  test('users, of a role where one is asked for', () => {
    const ids = (more: Omit<Field, 'label'>) => values(more).map(({ value }) => value);
    expect(ids({ type: 'user', role: 'director' })).toEqual(['director', 'director-2']);
    expect(ids({ type: 'users' })).toEqual(expect.arrayContaining(['director', 'team-manager']));
    expect(values({ type: 'user', role: 'director' })[0]?.label).toBe(
      council.users.find(({ id }) => id === 'director')?.name,
    );
  });
});

/** One field, answered: `ok`, or the refusals. */
const check = (more: Omit<Field, 'label'>, answer: unknown, of: FormContext = context) => {
  const result = checkForm(
    { it: field({ required: true, ...more }) },
    answer === undefined ? {} : { it: answer },
    of,
  );
  return result.ok
    ? 'ok'
    : result.errors.map(({ field: path, code, params }) => ({ field: path, code, params }));
};
const refused = (path: string, code: string, params: object = {}) => [{ field: path, code, params }];

describe('an answer', () => {
  const money = (amount: string) => [{ amount, for: 'fares' }];
  const accepted = (recommendation: string, how = 'accepted') => ({
    recommendation,
    accepted: how,
    answer: 'Yes.',
  });
  const finding = (point: string, more: object = {}) => ({ point, finding: 'upheld', reasons: 'x', ...more });
  const action = (more: object = {}) => [{ text: 'Train', owner: 'director', dueOn: '2026-07-01', ...more }];
  const reasonFor = (more: object) => [{ text: 'No calls', ...more }];
  test.each<[string, Omit<Field, 'label'>, unknown, unknown]>([
    ['a time', { type: 'time' }, '14:30', 'ok'],
    ['yes where it must be', { type: 'yes-no', mustBeYes: true }, true, 'ok'],
    ['no where it must be yes', { type: 'yes-no', mustBeYes: true }, false, refused('it', 'must-be-yes')],
    ['an amount', { type: 'money' }, money('12.50'), 'ok'],
    ['no amount', { type: 'money' }, money('much'), refused('it.0.amount', 'not-an-amount')],
    [
      'a point for a procedure, with the reason',
      { type: 'points' },
      reasonFor({ procedure: 'corporate', procedureReason: 'x' }),
      'ok',
    ],
    [
      'a point for no procedure of this council',
      { type: 'points' },
      reasonFor({ procedure: 'not for this council', procedureReason: 'x' }),
      'ok',
    ],
    [
      'a point for a procedure, without one',
      { type: 'points' },
      reasonFor({ procedure: 'corporate' }),
      refused('it', 'reason-for-each-point'),
    ],
    [
      'each recommendation',
      { type: 'recommendation answers' },
      [accepted('R1'), accepted('R2', 'partly accepted')],
      'ok',
    ],
    [
      'a recommendation that is not accepted',
      { type: 'recommendation answers' },
      [accepted('R1', 'not accepted'), accepted('R2')],
      'ok',
    ],
    [
      'not each recommendation',
      { type: 'recommendation answers' },
      [accepted('R1')],
      refused('it', 'one-answer-for-each-recommendation', { recommendations: ['R1', 'R2'] }),
    ],
    [
      'one recommendation twice',
      { type: 'recommendation answers' },
      [accepted('R1'), accepted('R1')],
      refused('it', 'one-answer-for-each-recommendation', { recommendations: ['R1', 'R2'] }),
    ],
    ['each point', { type: 'findings' }, [finding('P1'), finding('P2')], 'ok'],
    [
      'one point twice besides each',
      { type: 'findings' },
      [finding('P1'), finding('P2'), finding('P1')],
      refused('it', 'one-finding-for-each-point', { points: ['P1', 'P2'] }),
    ],
    [
      'why it is another finding, where one is followed',
      { type: 'findings', follows: 'investigation' },
      [finding('P1', { whyNot: 'x' }), finding('P2')],
      'ok',
    ],
    [
      'that where none is followed',
      { type: 'findings' },
      [finding('P1', { whyNot: 'x' }), finding('P2')],
      expect.arrayContaining([expect.objectContaining({ field: 'it.0.whyNot', code: 'unknown-field' })]),
    ],
    ['an action', { type: 'actions' }, action(), 'ok'],
    ['an action under way', { type: 'actions' }, action({ id: 'A1' }), 'ok'],
    [
      'an action that is not',
      { type: 'actions' },
      action({ id: 'A2' }),
      refused('it.0.id', 'only-value', { value: 'A1' }),
    ],
    ['a recommendation on a point', { type: 'recommendations' }, [{ text: 'Train', point: 'P1' }], 'ok'],
    [
      'a recommendation on an unknown point',
      { type: 'recommendations' },
      [{ text: 'Train', point: 'P9' }],
      refused('it.0.point', 'not-an-option', { options: ['P1', 'P2'] }),
    ],
    ['a document', { type: 'document' }, 'D1', 'ok'],
  ])('%s', (_, more, answer, expected) => {
    expect(check(more, answer)).toEqual(expected);
  });

  test.each<[Field['type'], string]>([
    ['text', 'text'],
    ['paragraphs', 'text'],
    ['time', 'text'],
    ['date', 'date'],
    ['yes-no', 'yes or no'],
    ['choice', 'choice'],
    ['user', 'choice'],
    ['document', 'choice'],
    ['choices', 'choice'],
    ['users', 'choice'],
    ['documents', 'choice'],
    ['list', 'list'],
    ['findings', 'list'],
    ['money', 'list'],
  ])('to %s that is missing asks for %s', (type, question) => {
    const more = type === 'choice' || type === 'choices' ? { type, options } : { type };
    expect(check(more, undefined)).toEqual(refused('it', 'answer-needed', { label: 'It', question }));
  });

  test('cannot be given where there is nothing to choose from', () => {
    const none = { ...context, documents: [], points: [], recommendations: [], actions: [] };
    expect(check({ type: 'document' }, undefined, none)).toEqual(refused('it', 'no-documents'));
    expect(check({ type: 'documents' }, ['x'], none)).toEqual(refused('it.0', 'no-documents'));
    expect(check({ type: 'choice', optionsFrom: 'points' }, undefined, none)).toEqual(
      refused('it', 'no-options'),
    );
    expect(check({ type: 'choices', optionsFrom: 'points' }, ['x'], none)).toEqual(
      refused('it.0', 'no-options'),
    );
    expect(check({ type: 'recommendation answers' }, undefined, none)).toBe('ok');
    expect(check({ type: 'actions' }, action({ id: 'A1' }), none)).toMatchObject([{ code: 'unknown-field' }]);
  });

  test('that is left out means that nothing is recommended', () => {
    expect(checkForm({ it: field({ type: 'recommendations', required: true }) }, {}, context)).toEqual({
      ok: true,
      answers: { it: [] },
    });
  });

  test('to a field that the form does not have names those it has', () => {
    expect(checkForm({ it: field({ type: 'text' }) }, { that: 'x' }, context)).toMatchObject({
      ok: false,
      errors: [{ field: 'that', code: 'unknown-field', params: { fields: ['it'] } }],
    });
    expect(checkForm({ it: field({ type: 'text' }) }, 'x', context)).toMatchObject({
      ok: false,
      errors: [{ code: 'wrong-type' }],
    });
  });

  test('is needed when another field says so', () => {
    const form = {
      why: field({ type: 'text', neededWhen: { field: 'ground', is: 'a' } }),
      ground: field({ type: 'text' }),
    };
    expect(checkForm(form, { ground: 'a' }, context)).toMatchObject({
      ok: false,
      errors: [{ field: 'why', code: 'answer-needed' }],
    });
    expect(checkForm(form, { ground: 'a', why: 'x' }, context)).toEqual({
      ok: true,
      answers: { ground: 'a', why: 'x' },
    });
    expect(checkForm(form, { ground: 'b' }, context)).toMatchObject({ ok: true });
    expect(checkForm({ ground: field({ type: 'text' }) }, { ground: 'a' }, context)).toMatchObject({
      ok: true,
    });
  });
});

test('a schema describes a field with its label and its hint', () => {
  const form = { it: field({ type: 'text', hint: 'A hint' }), that: field({ type: 'date' }) };
  const { properties = {} } = z.toJSONSchema(formSchema(form, context), { io: 'input' });
  expect(properties['it']).toMatchObject({ title: 'It', description: 'A hint' });
  expect(properties['that']).not.toHaveProperty('description');
});
