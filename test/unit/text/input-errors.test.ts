import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { inputRefusals } from '../../../functions/domain/text/input-errors.ts';
import { invalid, refuse } from '../../../functions/domain/text/refusal.ts';
import { EmailAddress } from '../../../functions/domain/text/email-address.ts';

/** The refusals of an input, parsed with `reportInput` as in the API and the pages. */
function refusals(schema: z.ZodMiniType, input: unknown) {
  const parsed = schema.safeParse(input, { reportInput: true });
  return parsed.success ? [] : inputRefusals(parsed.error.issues);
}
const answer = (schema: z.ZodMiniType, input: unknown) =>
  refusals(z.object({ answer: schema }), { answer: input });
const refused = (code: string, params: object = {}) => [{ field: 'answer', code, params }];

test.each<[string, z.ZodMiniType, unknown, string, object?]>([
  ['an answer that is missing', z.string(), undefined, 'answer-needed'],
  ['an answer that is empty', z.string().check(z.minLength(1)), '', 'answer-needed'],
  ['a number for a text', z.string(), 1, 'wrong-type', { wanted: 'text' }],
  ['a text for a number', z.number(), 'one', 'wrong-type', { wanted: 'number' }],
  ['a part of a number', z.int(), 1.5, 'wrong-type', { wanted: 'whole number' }],
  ['a text for yes or no', z.boolean(), 'yes', 'wrong-type', { wanted: 'true or false' }],
  ['a text for a list', z.array(z.string()), 'a', 'wrong-type', { wanted: 'list' }],
  ['a list for an object', z.object({}), [], 'wrong-type', { wanted: 'object' }],
  ['a text for a record', z.record(z.string(), z.string()), 'a', 'wrong-type', { wanted: 'object' }],
  ['a type that has no name for people', z.map(z.string(), z.string()), 1, 'unusable'],
  ['a value that is not the only one', z.literal('a'), 'b', 'only-value', { value: 'a' }],
  ['a value that is no option', z.enum(['a', 'b', 'c']), 'd', 'not-an-option', { options: ['a', 'b', 'c'] }],
  ['any value when there is no option', z.enum([]), 'a', 'no-options'],
  ['a day that is none', z.iso.date(), '2026-02-30', 'not-a-date'],
  ['a time that is none', z.iso.datetime(), 'noon', 'not-a-time'],
  ['an email address that is none', EmailAddress, 'jo@gmail', 'not-an-email-address'],
  ['a web address that is none', z.url(), 'www', 'not-a-web-address'],
  ['another pattern', z.string().check(z.regex(/^a$/)), 'b', 'wrong-format'],
  ['a text that is too long', z.string().check(z.maxLength(2)), 'abc', 'too-long', { most: 2 }],
  ['a text that is too short', z.string().check(z.minLength(2)), 'a', 'too-short', { least: 2 }],
  ['a list that is too long', z.array(z.int()).check(z.maxLength(1)), [1, 2], 'too-many', { most: 1 }],
  ['an empty list', z.array(z.int()).check(z.minLength(1)), [], 'at-least-one'],
  ['a list that is too short', z.array(z.int()).check(z.minLength(2)), [1], 'too-few', { least: 2 }],
  ['a number that is too small', z.number().check(z.minimum(1)), 0, 'too-few', { least: 1 }],
  ['a number that is too big', z.number().check(z.maximum(1)), 2, 'too-many', { most: 1 }],
  ['what fits none of several', z.union([z.string(), z.int()]), true, 'unusable'],
])('refuses %s with its code', (_, schema, input, code, params) => {
  expect(answer(schema, input)).toEqual(refused(code, params));
});

test('accepts a valid answer', () => {
  expect(answer(z.string(), 'a')).toEqual([]);
});

test('refuses each unknown field by its own path', () => {
  const schema = z.object({ people: z.array(z.strictObject({ name: z.string() })) });
  expect(refusals(schema, { people: [{ name: 'Jo' }, { nam: 'Al', age: 7 }] })).toEqual([
    { field: 'people.1.name', code: 'answer-needed', params: {} },
    { field: 'people.1.nam', code: 'unknown-field', params: {} },
    { field: 'people.1.age', code: 'unknown-field', params: {} },
  ]);
});

test('of what has several shapes the field that decides says which there are', () => {
  const schema = z.discriminatedUnion('what', [
    z.strictObject({ what: z.literal('day'), value: z.iso.date() }),
    z.strictObject({ what: z.enum(['team', 'area']), value: z.string() }),
  ]);
  const options = ['day', 'team', 'area'];
  expect(refusals(schema, { what: 'colour' })).toEqual([
    { field: 'what', code: 'not-an-option', params: { options } },
  ]);
  expect(refusals(schema, {})).toEqual([{ field: 'what', code: 'answer-needed', params: {} }]);
});

test('a refusal lists fields only when there are some', () => {
  const refusal = { code: 'answers-wrong', params: {} } as const;
  const error = { field: 'answer', code: 'answer-needed', params: {} } as const;
  expect(refuse('conflict', refusal)).toEqual({ ok: false, kind: 'conflict', refusal });
  expect(refuse('invalid', refusal, [error])).toEqual({
    ok: false,
    kind: 'invalid',
    refusal,
    errors: [error],
  });
  expect(invalid(error)).toEqual({ ok: false, kind: 'invalid', refusal: error, errors: [error] });
});
