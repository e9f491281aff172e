import { expect, test } from 'vitest';
import { refuseFarDay } from '../../../functions/domain/time/day-ahead.ts';

const last = '2098-12-31';

test.each([
  ['tomorrow', '2026-06-11', '2026-06-10', undefined],
  ['five years ahead to the day', '2031-06-10', '2026-06-10', undefined],
  ['the day after', '2031-06-11', '2026-06-10', '2031-06-10'],
  ['a mistyped year', '2999-01-01', '2026-06-10', '2031-06-10'],
  ['five years after 29 February', '2029-02-28', '2024-02-29', undefined],
  ['1 March five years after 29 February', '2029-03-01', '2024-02-29', '2029-02-28'],
  ['the last day of the calendar', last, '2096-01-01', undefined],
  ['the day after it, within five years', '2099-01-01', '2096-01-01', last],
])('a day ahead that is %s', (_, day, today, until) => {
  expect(refuseFarDay(day, today, { last })).toEqual(
    until === undefined ? undefined : { code: 'too-far-ahead', params: { last: until } },
  );
});
