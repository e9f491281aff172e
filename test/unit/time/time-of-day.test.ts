import { describe, expect, test } from 'vitest';
import {
  isLongAgo,
  refuseDayOfCase,
  refuseDayOfReceipt,
} from '../../../functions/domain/time/day-of-receipt.ts';
import { TimeOfDay, timeInWords } from '../../../functions/domain/time/time-of-day.ts';

describe('a time of day in words', () => {
  test.each([
    ['00:00', 'midnight'],
    ['00:05', '12:05am'],
    ['01:00', '1am'],
    ['09:30', '9:30am'],
    ['11:59', '11:59am'],
    ['12:00', 'midday'],
    ['12:01', '12:01pm'],
    ['13:00', '1pm'],
    ['23:45', '11:45pm'],
  ])('%s', (time, words) => {
    expect(timeInWords(time)).toBe(words);
    expect(TimeOfDay.safeParse(time).success).toBe(true);
  });
  test.each(['24:00', '9:30', '09:60', '09:30:00', ''])('is none: %s', (time) => {
    expect(TimeOfDay.safeParse(time).success).toBe(false);
  });
});

describe('a day', () => {
  const today = '2026-06-10';
  const receipt = (day: string) => refuseDayOfReceipt(day, today, { first: '2001-01-01' })?.code;
  test.each([
    ['2026-06-11', 'day-in-future'],
    ['2026-06-10', undefined],
    ['2001-01-01', undefined],
    ['2000-12-31', 'before-calendar'],
  ])('of receipt: %s', (day, code) => {
    expect(receipt(day)).toBe(code);
  });
  test.each([
    ['2026-06-11', 'day-in-future'],
    ['2026-06-10', undefined],
    ['2026-06-01', undefined],
    ['2026-05-31', 'before-receipt'],
  ])('of a case: %s', (day, code) => {
    expect(refuseDayOfCase(day, today, { receivedOn: '2026-06-01' })?.code).toBe(code);
  });
  test('is long ago when it is more than a year before', () => {
    expect(['2025-06-09', '2025-06-10', '2026-06-10'].map((day) => isLongAgo(day, today))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
