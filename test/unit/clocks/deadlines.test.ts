import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import { addCalendarDays } from '../../../functions/domain/time/civil-date.ts';
import {
  deadline,
  dueDate,
  lateFrom,
  milestoneAt,
  type Granted,
} from '../../../functions/domain/clocks/deadlines.ts';
import type { Pause } from '../../../functions/domain/clocks/days-late.ts';
import { makeWorkingDays } from '../../../functions/domain/time/working-days.ts';
import { deadlineInWords } from '../../../functions/words/deadline-in-words.ts';
import { wordsIn } from '../../../functions/words/words.ts';
import type { Limit, Milestone } from '../../../workflows/procedures/procedure.ts';

const calendar = makeWorkingDays(bundledBankHolidays);
const ten: Limit = { days: 10, unit: 'working days', from: 'receipt', citation: 'Regulation 14' };

test.each<[string, number, Limit['unit'], string]>([
  // The three dates of law.md section 1.
  ['2021-04-03', 10, 'working days', '2021-04-19'],
  ['2021-12-25', 10, 'working days', '2022-01-12'],
  ['2021-09-06', 10, 'working days', '2021-09-20'],
  ['2021-09-06', 20, 'working days', '2021-10-04'],
  ['2021-09-06', 65, 'working days', '2021-12-06'],
  ['2022-09-09', 10, 'working days', '2022-09-26'],
  ['2026-06-01', 28, 'calendar days', '2026-06-29'],
  ['2026-08-31', 6, 'months', '2027-02-28'],
])('%s and %i %s is %s', (from, days, unit, due) => {
  expect(dueDate(from, days, unit, calendar)).toBe(due);
});

describe('working out a deadline from extensions and pauses', () => {
  test.each<[string, { stops?: Pause[]; extensions?: Granted[]; limit?: Partial<Limit> }, string]>([
    ['nothing happened', {}, '2026-06-15'],
    [
      'paused after four days, for five weeks',
      { stops: [{ from: '2026-06-05', until: '2026-07-10' }] },
      '2026-07-20',
    ],
    [
      'paused twice',
      {
        stops: [
          { from: '2026-06-03', until: '2026-06-10' },
          { from: '2026-06-12', until: '2026-06-19' },
        ],
      },
      '2026-06-29',
    ],
    ['paused and resumed on one day', { stops: [{ from: '2026-06-05', until: '2026-06-05' }] }, '2026-06-15'],
    ['paused over a weekend only', { stops: [{ from: '2026-06-05', until: '2026-06-07' }] }, '2026-06-15'],
    ['paused on the day of receipt', { stops: [{ from: '2026-06-01', until: '2026-06-08' }] }, '2026-06-22'],
    [
      'paused since before the clock began',
      { stops: [{ from: '2026-05-20', until: '2026-06-03' }] },
      '2026-06-17',
    ],
    [
      'a pause that was over before the clock began',
      { stops: [{ from: '2026-05-20', until: '2026-05-27' }] },
      '2026-06-15',
    ],
    ['paused on the last day', { stops: [{ from: '2026-06-15', until: '2026-07-01' }] }, '2026-07-01'],
    [
      'paused when it was late already',
      { stops: [{ from: '2026-06-16', until: '2026-07-01' }] },
      '2026-06-15',
    ],
    ['still paused', { stops: [{ from: '2026-06-05' }] }, '2026-06-15'],
    ['extended', { extensions: [{ on: '2026-06-10', until: '2026-06-25' }] }, '2026-06-25'],
    [
      'extended, then paused',
      {
        extensions: [{ on: '2026-06-10', until: '2026-06-25' }],
        stops: [{ from: '2026-06-18', until: '2026-06-25' }],
      },
      '2026-07-02',
    ],
    [
      'paused, then extended',
      {
        extensions: [{ on: '2026-06-12', until: '2026-06-25' }],
        stops: [{ from: '2026-06-05', until: '2026-06-10' }],
      },
      '2026-06-25',
    ],
    [
      'extended and paused on one day',
      {
        extensions: [{ on: '2026-06-10', until: '2026-06-17' }],
        stops: [{ from: '2026-06-10', until: '2026-06-22' }],
      },
      '2026-06-29',
    ],
    [
      'resumed and extended on one day',
      {
        extensions: [{ on: '2026-06-10', until: '2026-06-25' }],
        stops: [{ from: '2026-06-05', until: '2026-06-10' }],
      },
      '2026-06-25',
    ],
    [
      'calendar days, paused',
      { limit: { unit: 'calendar days', days: 28 }, stops: [{ from: '2026-06-05', until: '2026-06-12' }] },
      '2026-07-06',
    ],
  ])('%s', (_, { limit, ...history }, due) => {
    expect(deadline({ limit: { ...ten, ...limit }, from: '2026-06-01', ...history }, calendar).due).toBe(due);
  });

  test('explaining it in words', () => {
    const worked = deadline(
      {
        limit: { ...ten, toBeChecked: true },
        from: '2026-05-21',
        stops: [{ from: '2026-05-28', until: '2026-06-02' }],
        extensions: [{ on: '2026-06-03', until: '2026-06-12' }],
      },
      calendar,
    );
    expect(deadlineInWords(worked, wordsIn(undefined))).toBe(
      '10 working days from 21 May 2026 (day 0) is 5 June 2026. Rule: Regulation 14 (to be checked). Excludes 6 weekend days and Spring bank holiday (25 May 2026). Extended on 3 June 2026 to 12 June 2026. Paused from 28 May 2026 to 2 June 2026. Days used before the pause still count. Now due 12 June 2026.',
    );
    expect(worked.skipped).toContainEqual({ date: '2026-05-25', why: 'Spring bank holiday' });
  });

  const day = fc.nat(700).map((n) => addCalendarDays('2025-01-01', n));
  test('never loses time to a pause, and a longer pause never gives less', () => {
    fc.assert(
      fc.property(day, fc.nat(40), fc.nat(60), fc.nat(30), (from, start, length, more) => {
        const stop = (days: number) => ({
          from: addCalendarDays(from, start),
          until: addCalendarDays(from, start + days),
        });
        const due = (stops: Pause[]) => deadline({ limit: ten, from, stops }, calendar).due;
        expect(due([stop(length)]) >= due([])).toBe(true);
        expect(due([stop(length + more)]) >= due([stop(length)])).toBe(true);
      }),
    );
  });
});

test.each([
  ['2026-06-15', '2026-06-15T23:00:00.000Z'],
  ['2026-12-07', '2026-12-08T00:00:00.000Z'],
  // The day on which the clocks go forward, and that on which they go back.
  ['2026-03-28', '2026-03-29T00:00:00.000Z'],
  ['2026-03-29', '2026-03-29T23:00:00.000Z'],
  ['2026-10-24', '2026-10-24T23:00:00.000Z'],
  ['2026-10-25', '2026-10-26T00:00:00.000Z'],
])('something due on %s is late from %s', (due, late) => {
  expect(lateFrom(due)).toBe(late);
});

test.each<[string, Milestone['when'], string]>([
  ['at once', 'opened', '2026-06-02T10:11:12.000Z'],
  ['late', 'late', '2026-06-15T23:00:00.000Z'],
  ['three working days before', { workingDays: -3, time: '08:00' }, '2026-06-10T07:00:00.000Z'],
  ['on the last day', { workingDays: 0, time: '16:30' }, '2026-06-15T15:30:00.000Z'],
  ['two working days late', { workingDays: 2, time: '08:00' }, '2026-06-17T07:00:00.000Z'],
  [
    'twenty working days after the clock began, less the pause',
    { afterWorkingDays: 20 },
    '2026-07-06T23:00:00.000Z',
  ],
])('a milestone %s', (_, when, at) => {
  const milestone: Milestone = { id: 'm', title: 'M', when, to: [] };
  const days = { openedAt: '2026-06-02T10:11:12.000Z', from: '2026-06-01', due: '2026-06-15' };
  const stops = [{ from: '2026-06-18', until: '2026-06-25' }];
  expect(milestoneAt(milestone, days, stops, calendar, '2026-06-02T12:00:00.000Z')?.at).toBe(at);
});
