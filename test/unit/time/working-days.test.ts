import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import { dateOfDayNumber, dayNumber, weekday } from '../../../functions/domain/time/civil-date.ts';
import { makeWorkingDays } from '../../../functions/domain/time/working-days.ts';

const days = makeWorkingDays(bundledBankHolidays);

describe('due dates: the day that triggers the clock is day 0', () => {
  test.each([
    ['2021-04-03', 10, '2021-04-19', 'received on Easter Saturday (law.md section 1)'],
    ['2021-12-25', 10, '2022-01-12', 'received on Christmas Day, a Saturday (law.md section 1)'],
    ['2021-09-06', 10, '2021-09-20', 'no holidays on the way (law.md section 1)'],
    ['2021-04-01', 1, '2021-04-06', 'Maundy Thursday: over Good Friday and Easter Monday'],
    ['2021-04-02', 1, '2021-04-06', 'received on Good Friday'],
    ['2021-12-24', 1, '2021-12-29', 'Christmas and Boxing Day on a weekend: Monday and Tuesday stand in'],
    ['2022-12-23', 1, '2022-12-28', 'Christmas Day on a Sunday: Boxing Day on Monday, Tuesday stands in'],
    ['2020-12-24', 1, '2020-12-29', 'Boxing Day on a Saturday: Monday stands in'],
    ['2021-12-31', 1, '2022-01-04', 'New Year’s Day on a Saturday'],
    ['2022-12-30', 1, '2023-01-03', 'New Year’s Day on a Sunday'],
    ['2020-05-01', 1, '2020-05-04', '2020: Monday 4 May was worked'],
    ['2020-05-07', 1, '2020-05-11', '2020: Friday 8 May, VE Day, was the holiday instead'],
    ['2022-05-27', 1, '2022-05-30', '2022: the spring bank holiday was not in May'],
    ['2022-06-01', 1, '2022-06-06', '2022: Thursday 2 and Friday 3 June, Platinum Jubilee'],
    ['2012-06-01', 1, '2012-06-06', '2012: Monday 4 and Tuesday 5 June, Diamond Jubilee'],
    ['2002-05-31', 1, '2002-06-05', '2002: Monday 3 and Tuesday 4 June, Golden Jubilee'],
    ['2011-04-21', 4, '2011-05-03', '2011: Easter, the royal wedding and early May in eleven days'],
    ['2022-09-16', 1, '2022-09-20', 'the State Funeral on 19 September 2022'],
    ['2022-09-05', 10, '2022-09-20', 'a stage 1 that was open when the State Funeral was proclaimed'],
    ['2023-05-05', 1, '2023-05-09', 'the coronation, Monday 8 May 2023'],
    ['2023-04-28', 5, '2023-05-09', 'three bank holidays in May 2023'],
    ['2024-02-28', 1, '2024-02-29', 'a leap day is worked'],
    ['2024-02-29', 1, '2024-03-01', 'received on a leap day'],
    ['2020-02-28', 1, '2020-03-02', 'a leap day on a Saturday'],
    ['2021-09-06', 65, '2021-12-06', 'a stage 2 at its longest'],
    ['2021-09-06', 0, '2021-09-06', 'no days'],
    ['2021-04-03', 0, '2021-04-03', 'no days from a Saturday'],
    ['2021-04-19', -10, '2021-04-01', 'ten working days before, over Easter'],
    ['2021-04-05', -1, '2021-04-01', 'one working day before Easter Monday'],
    ['2022-01-12', -10, '2021-12-24', 'ten working days before, over Christmas'],
    ['2038-04-22', 1, '2038-04-27', 'the latest possible Easter'],
  ])('%s %i working days: %s (%s)', (date, n, due) => {
    expect(days.add(date, n)).toBe(due);
  });

  test.each([
    ['2021-04-03', '2021-04-19', 10],
    ['2021-04-03', '2021-04-03', 0],
    ['2021-04-01', '2021-04-05', 0],
    ['2021-09-06', '2021-09-06', 0],
    ['2021-09-06', '2021-09-12', 4],
    ['2021-09-20', '2021-09-06', -10],
    ['2021-04-06', '2021-04-02', 0],
    ['2021-04-03', '2021-04-01', -1],
  ])('from %s to %s: %i', (from, to, expected) => {
    expect(days.count(from, to)).toBe(expected);
  });

  test.each([
    ['2021-04-01', '2021-04-06', '2021-04-01'],
    ['2021-04-02', '2021-04-06', '2021-04-06'],
    ['2021-04-03', '2021-04-06', '2021-04-06'],
    ['2021-04-06', '2021-04-07', '2021-04-06'],
  ])('after %s comes %s; on or after it, %s', (date, next, onOrAfter) => {
    expect(days.nextWorkingDay(date)).toBe(next);
    expect(days.onOrAfter(date)).toBe(onOrAfter);
  });
});

describe('the skipped days of a deadline', () => {
  test('Christmas 2021', () => {
    expect(days.skipped('2021-12-25', '2022-01-12')).toEqual([
      { date: '2021-12-26', why: 'Sunday' },
      { date: '2021-12-27', why: 'Christmas Day' },
      { date: '2021-12-28', why: 'Boxing Day' },
      { date: '2022-01-01', why: 'Saturday' },
      { date: '2022-01-02', why: 'Sunday' },
      { date: '2022-01-03', why: 'New Year’s Day' },
      { date: '2022-01-08', why: 'Saturday' },
      { date: '2022-01-09', why: 'Sunday' },
    ]);
  });

  test('count backwards over Easter 2021, from a panel to its papers', () => {
    expect(days.skipped('2021-04-07', '2021-04-01')).toEqual([
      { date: '2021-04-02', why: 'Good Friday' },
      { date: '2021-04-03', why: 'Saturday' },
      { date: '2021-04-04', why: 'Sunday' },
      { date: '2021-04-05', why: 'Easter Monday' },
    ]);
  });

  test('are none on the same day, weekend or not', () => {
    expect(days.skipped('2021-04-03', '2021-04-03')).toEqual([]);
  });
});

describe('the edges of the calendar', () => {
  const small = makeWorkingDays([], { from: 2024, to: 2024 });

  test('include the first and the last day', () => {
    expect(small.isWorkingDay('2024-01-01')).toBe(true);
    expect(small.isWorkingDay('2024-12-31')).toBe(true);
    expect(small.count('2024-01-01', '2024-12-31')).toBe(261);
    expect(small.add('2024-01-01', 261)).toBe('2024-12-31');
    expect(small.add('2024-12-31', -261)).toBe('2024-01-01');
  });

  test.each<[string, () => unknown]>([
    ['a date before', () => small.isWorkingDay('2023-12-31')],
    ['a date after', () => small.isWorkingDay('2025-01-01')],
    ['a due date after', () => small.add('2024-12-31', 1)],
    ['a due date long after', () => small.add('2024-12-31', 100_000)],
    ['a day before', () => small.add('2024-01-01', -1)],
    ['a count from before', () => small.count('2023-12-31', '2024-01-02')],
    ['a count to after', () => small.count('2024-12-31', '2025-01-01')],
    ['skipped days from before', () => small.skipped('2023-12-30', '2024-01-02')],
    ['no days from outside', () => small.add('2025-01-01', 0)],
  ])('throws for %s', (_, ask) => {
    expect(ask).toThrow(expect.objectContaining({ name: 'OutsideCalendar' }));
  });

  test('names the date and the range in the fault', () => {
    expect(() => small.isWorkingDay('2025-01-01')).toThrow(
      '2025-01-01 is outside the working-day calendar, 2024-01-01 to 2024-12-31',
    );
    expect(() => small.add('2024-12-30', 5)).toThrow('2024-12-30 and 5 working days is outside');
  });

  test('reach from 2000 to 2099 by default, with weekends where no holidays are known', () => {
    expect(days.isWorkingDay('2000-01-04')).toBe(true);
    expect(days.isWorkingDay('2099-12-25')).toBe(true);
    expect(days.isWorkingDay('2099-12-26')).toBe(false);
    expect(() => days.isWorkingDay('1999-12-31')).toThrow('1999-12-31 is outside');
    expect(() => days.isWorkingDay('2100-01-01')).toThrow('2100-01-01 is outside');
  });

  test('may be before 1970', () => {
    const old = makeWorkingDays([], { from: 1965, to: 1971 });
    expect(old.add('1969-12-26', 5)).toBe('1970-01-02');
    expect(old.skipped('1969-12-26', '1970-01-02')).toEqual([
      { date: '1969-12-27', why: 'Saturday' },
      { date: '1969-12-28', why: 'Sunday' },
    ]);
  });
});

describe('properties', () => {
  const holidays = new Set(bundledBankHolidays.map(({ date }) => date));
  const worked = (day: number) => {
    const date = dateOfDayNumber(day);
    return !['Saturday', 'Sunday'].includes(weekday(date)) && !holidays.has(date);
  };
  const slowAdd = (date: string, n: number) => {
    let day = dayNumber(date);
    for (let left = Math.abs(n); left > 0; left -= worked(day) ? 1 : 0) day += Math.sign(n);
    return dateOfDayNumber(day);
  };
  const slowCount = (from: string, to: string) => {
    const step = from <= to ? 1 : -1;
    let counted = 0;
    for (let day = dayNumber(from); day !== dayNumber(to);) {
      day += step;
      if (worked(day)) counted += step;
    }
    return counted;
  };

  const anyDate = fc
    .integer({ min: dayNumber('2001-01-01'), max: dayNumber('2059-12-31') })
    .map(dateOfDayNumber);
  const distance = fc.integer({ min: -130, max: 130 });

  test('the table agrees with counting day by day', () => {
    fc.assert(
      fc.property(anyDate, distance, (date, n) => {
        const there = dateOfDayNumber(dayNumber(date) + n);
        expect(days.isWorkingDay(date)).toBe(worked(dayNumber(date)));
        expect(days.add(date, n)).toBe(slowAdd(date, n));
        expect(days.count(date, there)).toBe(slowCount(date, there));
      }),
    );
  });

  test('counting inverts adding, forwards and backwards', () => {
    fc.assert(
      fc.property(anyDate, distance, (date, n) => {
        expect(days.count(date, days.add(date, n))).toBe(n);
      }),
    );
  });

  test('a due date is a working day, and days add up', () => {
    const some = fc.integer({ min: 1, max: 65 });
    fc.assert(
      fc.property(anyDate, some, some, (date, n, m) => {
        const due = days.add(date, n);
        expect(days.isWorkingDay(due)).toBe(true);
        expect(days.add(due, m)).toBe(days.add(date, n + m));
      }),
    );
  });

  test('every day between is either counted or skipped', () => {
    fc.assert(
      fc.property(anyDate, distance, (date, n) => {
        const there = dateOfDayNumber(dayNumber(date) + n);
        const counted = Math.abs(days.count(date, there));
        expect(counted + days.skipped(date, there).length).toBe(Math.abs(n));
      }),
    );
  });

  test('one more bank holiday never makes a deadline earlier', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (date, ahead, n) => {
          const proclaimed = { date: dateOfDayNumber(dayNumber(date) + ahead), title: 'Proclaimed' };
          const later = makeWorkingDays([...bundledBankHolidays, proclaimed], { to: 2061 });
          expect(later.add(date, n) >= days.add(date, n)).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });
});
