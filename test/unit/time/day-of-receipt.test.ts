import { expect, test } from 'vitest';
import { isLongAgo, refuseDayOfReceipt } from '../../../functions/domain/time/day-of-receipt.ts';

test.each([
  ['today', '2026-06-10', undefined],
  ['tomorrow', '2026-06-11', { code: 'day-in-future', params: { today: '2026-06-10' } }],
  ['the first day of the calendar', '2000-01-01', undefined],
  ['the day before it', '1999-12-31', { code: 'before-calendar', params: { first: '2000-01-01' } }],
])('feedback was received %s', (_, day, refusal) => {
  expect(refuseDayOfReceipt(day, '2026-06-10', { first: '2000-01-01' })).toEqual(refusal);
});

test.each([
  ['a year ago to the day', '2025-06-10', false],
  ['a year and a day ago', '2025-06-09', true],
  ['today', '2026-06-10', false],
])('%s is out of time: %o %o', (_, day, longAgo) => {
  expect(isLongAgo(day, '2026-06-10')).toBe(longAgo);
});
