import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseOutcome, Facts, findingValues } from '../../../functions/domain/case/facts.ts';

const findingsOf = (values: readonly (typeof findingValues)[number][]) =>
  values.map((finding, index) => ({ point: `P${index + 1}`, finding, reasons: 'We looked.' }));

test.each<[(typeof findingValues)[number][], string]>([
  [['upheld'], 'upheld'],
  [['not upheld', 'not upheld'], 'not upheld'],
  [['upheld', 'not upheld'], 'partially upheld'],
  [['partially upheld'], 'partially upheld'],
  [['upheld', 'partially upheld'], 'partially upheld'],
  [['no finding', 'not upheld'], 'not upheld'],
  [['no finding'], 'no finding'],
  [[], 'no finding'],
])('%j makes the case %s', (values, outcome) => {
  expect(caseOutcome(findingsOf(values))).toBe(outcome);
});

test('ignores the order of points and points without a finding', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...findingValues), { maxLength: 6 }), (values) => {
      const outcome = caseOutcome(findingsOf(values));
      expect(caseOutcome(findingsOf(values.toReversed()))).toBe(outcome);
      expect(caseOutcome(findingsOf([...values, 'no finding']))).toBe(outcome);
    }),
  );
});

test('refuses an unknown fact', () => {
  expect(Facts.safeParse({ colour: 'red' }).success).toBe(false);
});
