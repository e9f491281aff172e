import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  bundledBankHolidays,
  parseGovUkFeed,
  unionOfHolidays,
} from '../../../functions/domain/time/bank-holidays.ts';
import type { BankHoliday } from '../../../functions/domain/time/bank-holidays.ts';
import { weekday } from '../../../functions/domain/time/civil-date.ts';
import {
  bankHolidaysFile,
  conventions,
  corrections,
  generateBankHolidays,
  outputFile,
  rawHolidays,
} from '../../../infra/generate-bank-holidays.ts';

// GOV.UK's published bank holidays from 2012 to 2028, to compare with.
const published = z
  .object({ events: z.array(z.object({ date: z.string(), title: z.string() })) })
  .parse(
    JSON.parse(readFileSync(new URL('bank-holidays-england-and-wales.json', import.meta.url), 'utf8')),
  ).events;
const publishedYears = (holidays: readonly BankHoliday[]) =>
  holidays.filter(({ date }) => date >= '2012-01-01' && date <= '2028-12-31');
const ofYear = (year: number, holidays: readonly BankHoliday[] = bundledBankHolidays) =>
  holidays.filter(({ date }) => date.startsWith(String(year)));

describe('the generated holidays', () => {
  test('are up to date in the committed file', () => {
    expect(readFileSync(outputFile, 'utf8')).toBe(bankHolidaysFile());
  });

  test('match those that GOV.UK published, by date and title', () => {
    expect(publishedYears(bundledBankHolidays)).toEqual(published);
  });

  test('corrections to date-holidays', () => {
    expect(publishedYears(rawHolidays())).not.toEqual(published);
  });

  test.each(conventions)('still needed: $why', (convention) => {
    const without = generateBankHolidays(conventions.filter((other) => other !== convention));
    expect(publishedYears(without)).not.toEqual(published);
  });

  test.each(corrections)('still a difference: $put.date $put.title', ({ drop, put }) => {
    const raw = new Map(rawHolidays().map(({ date, title }) => [date, title]));
    expect(raw.get(put.date)).not.toBe(put.title);
    expect(drop === undefined || raw.has(drop)).toBe(true);
    if (put.date < '2012') return;
    expect(published).toContainEqual(put);
    expect(published.map(({ date }) => date)).not.toContain(drop);
  });

  test('before the feed begins: the Golden Jubilee of 2002 and the royal wedding of 2011', () => {
    expect(ofYear(2002).map(({ date }) => date)).toEqual([
      '2002-01-01',
      '2002-03-29',
      '2002-04-01',
      '2002-05-06',
      '2002-06-03',
      '2002-06-04',
      '2002-08-26',
      '2002-12-25',
      '2002-12-26',
    ]);
    expect(ofYear(2011).map(({ date }) => date)).toEqual([
      '2011-01-03',
      '2011-04-22',
      '2011-04-25',
      '2011-04-29',
      '2011-05-02',
      '2011-05-30',
      '2011-08-29',
      '2011-12-26',
      '2011-12-27',
    ]);
  });

  test.each([
    [2035, '2035-03-23', '2035-03-26', 'an early Easter, 25 March'],
    [2038, '2038-04-23', '2038-04-26', 'the latest possible Easter, 25 April'],
    [2049, '2049-04-16', '2049-04-19', 'Easter on 18 April'],
  ])('project %i: Good Friday %s, Easter Monday %s (%s)', (year, goodFriday, easterMonday) => {
    expect(ofYear(year)).toContainEqual({ date: goodFriday, title: 'Good Friday', projected: true });
    expect(ofYear(year)).toContainEqual({ date: easterMonday, title: 'Easter Monday', projected: true });
  });

  test('from 2000 to 2060 are at least eight a year, in order, unique, never on a weekend', () => {
    const dates = bundledBankHolidays.map(({ date }) => date);
    expect([...new Set(dates)].sort()).toEqual(dates);
    expect(dates.filter((date) => ['Saturday', 'Sunday'].includes(weekday(date)))).toEqual([]);
    const years = Array.from({ length: 61 }, (_, i) => 2000 + i);
    expect(years.filter((year) => ofYear(year).length < 8)).toEqual([]);
    expect(new Set(dates.map((date) => Number(date.slice(0, 4))))).toEqual(new Set(years));
  });

  test('are projected only for unpublished years', () => {
    for (const { date, projected } of bundledBankHolidays)
      expect(projected ?? false).toBe(date > '2028-12-31');
  });
});

describe('the GOV.UK feed', () => {
  const feed = (events: unknown, division: unknown = 'england-and-wales') => ({
    'england-and-wales': { division, events },
    scotland: { division: 'scotland', events: [{ title: '2nd January', date: '2026-01-02' }] },
  });

  test('is read only for England and Wales, without notes and bunting', () => {
    const event = { title: 'Boxing Day', date: '2026-12-28', notes: 'Substitute day', bunting: true };
    expect(parseGovUkFeed(feed([event]))).toEqual({
      ok: true,
      events: [{ date: '2026-12-28', title: 'Boxing Day' }],
    });
  });

  test('cannot mark a date as our projection', () => {
    const event = { title: 'Boxing Day', date: '2029-12-26', projected: true };
    expect(parseGovUkFeed(feed([event]))).toEqual({
      ok: true,
      events: [{ date: '2029-12-26', title: 'Boxing Day' }],
    });
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, "The bank holiday feed is not in GOV.UK's format."],
    ['a page of HTML', '<!doctype html>', "The bank holiday feed is not in GOV.UK's format."],
    ['no England and Wales', {}, "The bank holiday feed is not in GOV.UK's format at england-and-wales."],
    ['another division', feed([], 'scotland'), 'at england-and-wales.division.'],
    ['no list', feed('none'), 'at england-and-wales.events.'],
    ['an impossible date', feed([{ title: 'X', date: '2026-02-30' }]), 'at england-and-wales.events.0.date.'],
    ['a British date', feed([{ title: 'X', date: '01/01/2026' }]), 'at england-and-wales.events.0.date.'],
    ['no title', feed([{ title: '', date: '2026-01-01' }]), 'at england-and-wales.events.0.title.'],
  ])('is refused when it is %s', (_, json, reason) => {
    const answer = parseGovUkFeed(json);
    expect(answer).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });
});

describe('merging the calendar and the feed', () => {
  const asPublished = (holidays: readonly BankHoliday[]) =>
    holidays.map(({ date, title }) => ({ date, title }));
  const nothing = { added: [], removed: [], disputed: [] };

  test('changes nothing for an empty feed or one of known years', () => {
    expect(unionOfHolidays(bundledBankHolidays, [])).toEqual({ events: bundledBankHolidays, ...nothing });
    expect(unionOfHolidays(bundledBankHolidays, published)).toEqual({
      events: bundledBankHolidays,
      ...nothing,
    });
  });

  test('keeps years that the feed has dropped', () => {
    const { events } = unionOfHolidays(published, ofYear(2028, published));
    expect(events).toEqual(published);
  });

  test('adds a proclaimed day', () => {
    const funeral = { date: '2022-09-19', title: 'Bank Holiday for the State Funeral of Queen Elizabeth II' };
    const before = published.filter(({ date }) => date !== funeral.date);
    expect(unionOfHolidays(before, published)).toEqual({ events: published, ...nothing, added: [funeral] });
  });

  test('replaces our projection with the published year', () => {
    const spring = ofYear(2029).filter(({ title }) => title === 'Spring bank holiday');
    const moved = { date: '2029-06-01', title: 'Spring bank holiday' };
    const feed = [...asPublished(ofYear(2029)).filter(({ title }) => title !== moved.title), moved];
    const { events, ...changes } = unionOfHolidays(bundledBankHolidays, feed);
    expect(changes).toEqual({ added: [moved], removed: spring, disputed: [] });
    expect(ofYear(2029, events)).toEqual(feed.toSorted((a, b) => a.date.localeCompare(b.date)));
    expect(ofYear(2030, events)).toEqual(ofYear(2030));
  });

  test('keeps the projection of a year that the feed lists only in part', () => {
    const firstThree = asPublished(ofYear(2029)).slice(0, 3);
    const { events, ...changes } = unionOfHolidays(bundledBankHolidays, firstThree);
    expect(changes).toEqual(nothing);
    expect(asPublished(events)).toEqual(asPublished(bundledBankHolidays));
  });

  test('keeps a moved holiday with its new day until a person checks it', () => {
    const early = { date: '2020-05-04', title: 'Early May bank holiday' };
    const veDay = { date: '2020-05-08', title: 'Early May bank holiday (VE day)' };
    const asOf2018 = [...published.filter(({ date }) => date !== veDay.date), early];
    const { events, ...changes } = unionOfHolidays(asOf2018, published);
    expect(changes).toEqual({ added: [veDay], removed: [], disputed: [early] });
    expect(events).toContainEqual(early);
  });

  test('keeps the title of the feed', () => {
    const known = [{ date: '2029-01-01', title: 'New Year', projected: true as const }];
    expect(unionOfHolidays(known, [{ date: '2029-01-01', title: 'New Year’s Day' }])).toEqual({
      events: [{ date: '2029-01-01', title: 'New Year’s Day' }],
      ...nothing,
    });
  });
});
