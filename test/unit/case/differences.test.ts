import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { differencesOf } from '../../../functions/domain/case/differences.ts';

test.each<[string, unknown, unknown, string[]]>([
  ['nothing', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
  ['a value', { a: { b: 1 } }, { a: { b: 2 } }, ['a.b']],
  [
    'a value in a list',
    { tasks: [{ due: '1' }, { due: '2' }] },
    { tasks: [{ due: '1' }, { due: '3' }] },
    ['tasks[1].due'],
  ],
  ['what is there once', { a: 1, b: 2 }, { a: 1 }, ['b']],
  ['a longer list', { a: [1] }, { a: [1, 2] }, ['a[1]']],
  ['a list and an object', { a: [] }, { a: {} }, ['a']],
  ['null and an object', { a: null }, { a: {} }, ['a']],
  ['a member that is undefined and none', { a: undefined }, {}, []],
  ['two places', { a: 1, b: { c: 1 } }, { a: 2, b: { c: 2 } }, ['a', 'b.c']],
])('names %s', (_, one, other, paths) => {
  expect(differencesOf(one, other)).toEqual(paths);
  expect(differencesOf(other, one)).toEqual(paths);
});

test('there are none exactly between equal values', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(differencesOf(one, other).length === 0).toBe(isDeepStrictEqual(one, other));
      expect(differencesOf(one, structuredClone(one))).toEqual([]);
    }),
  );
});
