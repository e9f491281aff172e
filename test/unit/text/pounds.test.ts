import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { penceOf, poundsToPrint } from '../../../functions/domain/text/pounds.ts';

test.each([
  ['150', 15_000],
  ['£150', 15_000],
  [' £ 150.00 ', 15_000],
  ['0.29', 29],
  ['1,200.50', 120_050],
  ['999,999.99', 99_999_999],
])('"%s" is %i pence', (amount, pence) => {
  expect(penceOf(amount)).toBe(pence);
});

test.each([
  '',
  '0',
  '0.00',
  '-3',
  '150.005',
  '1.5',
  '1.',
  '.50',
  '1,20',
  '1,2000',
  '12 pounds',
  '1e3',
  '£',
  '1000000',
  '１５０',
])('refuses "%s"', (amount) => {
  expect(penceOf(amount)).toBeUndefined();
});

test('reads back every printed amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), (pence) => {
      expect(penceOf(poundsToPrint(pence))).toBe(pence);
    }),
  );
});
