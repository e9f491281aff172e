import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addCalendarDays,
  addMonths,
  addYears,
  CivilDate,
  dateOfDayNumber,
  isDayOver,
  dayNumber,
  daysBetween,
  endOfLondonDay,
  financialYear,
  Instant,
  londonDate,
  londonInstant,
  longDate,
  longDateWithWeekday,
  startOfLondonDay,
  weekday,
} from '../../../functions/domain/time/civil-date.ts';

const anyDate = fc
  .integer({ min: dayNumber('1972-01-01'), max: dayNumber('2099-12-31') })
  .map(dateOfDayNumber);
const sixYears = fc.integer({ min: -2200, max: 2200 });

describe('parsing dates and instants', () => {
  test.each(['2021-04-19', '2020-02-29', '2000-02-29', '1946-12-31'])('%s is a date', (text) => {
    expect(CivilDate.parse(text)).toBe(text);
  });

  test.each([
    '2021-02-30',
    '2021-02-29',
    '2100-02-29',
    '2021-04-31',
    '2021-13-01',
    '2021-4-1',
    '19/04/2021',
    '',
  ])('refuses the date "%s"', (text) => {
    expect(CivilDate.safeParse(text).success).toBe(false);
  });

  test.each([
    ['2026-11-23T10:00:00.000Z', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00.000Z'],
    ['2026-06-01T00:30:00+01:00', '2026-05-31T23:30:00.000Z'],
    ['2026-01-01T00:00:00.123456-05:00', '2026-01-01T05:00:00.123Z'],
  ])('%s is the instant %s', (text, instant) => {
    expect(Instant.parse(text)).toBe(instant);
  });

  test.each([
    '2026-11-23T10:00:00',
    '2026-02-30T10:00:00Z',
    '2026-11-23',
    '9999-12-31T23:59:59-05:00',
    'now',
  ])('refuses the instant "%s"', (text) => {
    expect(Instant.safeParse(text).success).toBe(false);
  });

  test('throws for a date, time or instant that was never parsed', () => {
    const fault = expect.objectContaining({ name: 'UnreadableDate' });
    expect(() => addCalendarDays('2021-02-30', 1)).toThrow(fault);
    expect(() => longDate('2021-4-1')).toThrow(fault);
    expect(() => londonInstant('2021-04-01', '8:00')).toThrow(fault);
    expect(() => londonInstant('2021-04-01', '24:00')).toThrow(fault);
    expect(() => londonDate('2021-04-01T10:00:00')).toThrow(fault);
  });
});

describe('London and UTC', () => {
  // Summer time 2021: from 28 March 01:00 UTC to 31 October 01:00 UTC.
  test.each([
    ['an email at 00:30 BST belongs to that British day', '2021-04-18T23:30:00.000Z', '2021-04-19'],
    ['last moment of a British summer day', '2021-07-01T22:59:59.999Z', '2021-07-01'],
    ['first moment of a British summer day', '2021-07-01T23:00:00.000Z', '2021-07-02'],
    ['last moment of a winter day', '2021-12-31T23:59:59.999Z', '2021-12-31'],
    ['half an hour before midnight on the eve of summer time', '2021-03-27T23:30:00.000Z', '2021-03-27'],
    ['the same hour a day later is already the next day', '2021-03-28T23:30:00.000Z', '2021-03-29'],
    ['the last night of summer time', '2021-10-30T23:30:00.000Z', '2021-10-31'],
    ['the first night of winter time', '2021-10-31T23:30:00.000Z', '2021-10-31'],
  ])('%s', (_, instant, date) => {
    expect(londonDate(instant)).toBe(date);
  });

  test.each([
    ['2021-01-15', '08:00', '2021-01-15T08:00:00.000Z'],
    ['2021-07-15', '08:00', '2021-07-15T07:00:00.000Z'],
    ['2021-03-28', '00:59', '2021-03-28T00:59:00.000Z'],
    ['2021-03-28', '01:30', '2021-03-28T01:30:00.000Z'], // left out: the clocks show 02:30
    ['2021-03-28', '02:00', '2021-03-28T01:00:00.000Z'],
    ['2021-10-31', '00:59', '2021-10-30T23:59:00.000Z'],
    ['2021-10-31', '01:30', '2021-10-31T00:30:00.000Z'], // twice: the first
    ['2021-10-31', '02:00', '2021-10-31T02:00:00.000Z'],
  ])('%s %s in London is %s', (date, time, instant) => {
    expect(londonInstant(date, time)).toBe(instant);
  });

  test.each([
    ['2021-03-27', '2021-03-27T00:00:00.000Z', '2021-03-27T23:59:59.000Z'],
    ['2021-03-28', '2021-03-28T00:00:00.000Z', '2021-03-28T22:59:59.000Z'],
    ['2021-03-29', '2021-03-28T23:00:00.000Z', '2021-03-29T22:59:59.000Z'],
    ['2021-10-31', '2021-10-30T23:00:00.000Z', '2021-10-31T23:59:59.000Z'],
    ['2021-11-01', '2021-11-01T00:00:00.000Z', '2021-11-01T23:59:59.000Z'],
  ])('%s begins at %s and ends at %s', (date, start, end) => {
    expect(startOfLondonDay(date)).toBe(start);
    expect(endOfLondonDay(date)).toBe(end);
  });

  test('a step due on 19 April 2021 is in time to 23:59:59 British summer time', () => {
    expect(isDayOver('2021-04-19', '2021-04-19T22:59:59.999Z')).toBe(false);
    expect(isDayOver('2021-04-19', '2021-04-19T23:00:00.000Z')).toBe(true);
  });

  test('begins every day where the day before ends', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const start = startOfLondonDay(date);
        const justBefore = new Date(Date.parse(start) - 1).toISOString();
        expect(londonDate(start)).toBe(date);
        expect(londonDate(justBefore)).toBe(addCalendarDays(date, -1));
        expect(londonDate(endOfLondonDay(date))).toBe(date);
      }),
    );
  });

  test('gives every instant a minute in London', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    fc.assert(
      fc.property(anyDate, minute, (date, m) => {
        const time = `${String(Math.trunc(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
        expect(londonDate(londonInstant(date, time))).toBe(date);
      }),
    );
  });
});

describe('counting in the calendar', () => {
  test.each([
    ['2020-02-28', 1, '2020-02-29'],
    ['2021-02-28', 1, '2021-03-01'],
    ['2021-01-01', -1, '2020-12-31'],
    ['2021-03-27', 28, '2021-04-24'],
  ])('%s and %i days is %s', (date, n, expected) => {
    expect(addCalendarDays(date, n)).toBe(expected);
  });

  test.each([
    ['2021-01-31', 1, '2021-02-28'],
    ['2020-01-31', 1, '2020-02-29'],
    ['2021-11-30', 3, '2022-02-28'],
    ['2021-03-31', -1, '2021-02-28'],
    ['2021-01-15', -1, '2020-12-15'],
    ['2021-08-31', 6, '2022-02-28'],
  ])('%s and %i months is %s', (date, n, expected) => {
    expect(addMonths(date, n)).toBe(expected);
  });

  test.each([
    ['2020-02-29', 1, '2021-02-28'],
    ['2020-02-29', 4, '2024-02-29'],
    ['2021-04-03', 1, '2022-04-03'],
    ['2004-02-29', 75, '2079-02-28'],
    ['2021-04-03', -6, '2015-04-03'],
  ])('%s and %i years is %s', (date, n, expected) => {
    expect(addYears(date, n)).toBe(expected);
  });

  test('daysBetween undoes addCalendarDays', () => {
    expect(daysBetween('2021-04-03', '2021-04-19')).toBe(16);
    fc.assert(
      fc.property(anyDate, sixYears, (date, n) => {
        expect(daysBetween(date, addCalendarDays(date, n))).toBe(n);
      }),
    );
  });
});

describe('formatting dates', () => {
  test.each([
    ['2021-04-19', 'Monday', '19 April 2021'],
    ['2021-12-25', 'Saturday', '25 December 2021'],
    ['2024-02-29', 'Thursday', '29 February 2024'],
    ['1969-07-20', 'Sunday', '20 July 1969'],
    ['2022-01-02', 'Sunday', '2 January 2022'],
  ])('%s is %s, %s', (date, day, text) => {
    expect(weekday(date)).toBe(day);
    expect(longDate(date)).toBe(text);
    expect(longDateWithWeekday(date)).toBe(`${day} ${text}`);
  });

  test.each([
    ['2021-03-31', '2020/21'],
    ['2021-04-01', '2021/22'],
    ['2021-05-31', '2021/22'],
    ['2022-01-01', '2021/22'],
    ['2022-03-31', '2021/22'],
    ['2000-03-31', '1999/00'],
    ['2009-04-01', '2009/10'],
  ])('%s is in %s', (date, year) => {
    expect(financialYear(date)).toBe(year);
  });
});
