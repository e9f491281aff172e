import { describe, expect, test } from 'vitest';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import type { BankHoliday } from '../../../functions/domain/time/bank-holidays.ts';
import { refreshBankHolidays } from '../../../functions/operations/refresh-bank-holidays/refresh-bank-holidays.ts';

/** One refresh against a calendar in memory: what it answered, and what is saved afterwards. */
const refresh = async (feed: unknown, saved: readonly BankHoliday[] = []) => {
  let kept = saved;
  let saves = 0;
  const moves: { calendar: number; from: number; to: number }[] = [];
  const answer = await refreshBankHolidays({
    fetchFeed: async () => feed,
    readKnown: async () => kept,
    save: async (events) => {
      kept = events;
      saves += 1;
    },
    moveDeadlines: async ({ before, after }) =>
      moves.push({ calendar: kept.length, from: before.length, to: after.length }),
  });
  return { answer, kept, saves, moves };
};

const govUk = (events: readonly { date: string; title: string }[]) => ({
  'england-and-wales': {
    division: 'england-and-wales',
    events: events.map(({ date, title }) => ({ title, date, notes: '', bunting: true })),
  },
});
const ofYear = (year: number) => bundledBankHolidays.filter(({ date }) => date.startsWith(String(year)));

const nothingChanged = { changed: false, added: [], removed: [], disputed: [] };
const proclaimed = { date: '2027-06-18', title: 'Proclaimed bank holiday' };

describe('refreshing the bank holidays', () => {
  test('saves nothing when the feed has nothing new', async () => {
    const { answer, saves, moves } = await refresh(govUk([...ofYear(2026), ...ofYear(2027)]));
    expect(answer).toEqual(nothingChanged);
    expect([saves, moves]).toEqual([0, []]);
  });

  test('saves a proclaimed day once, with all known days', async () => {
    const feed = govUk([...ofYear(2027), proclaimed]);
    const first = await refresh(feed);
    expect(first.answer).toEqual({ ...nothingChanged, changed: true, added: [proclaimed] });
    expect(first.kept).toHaveLength(bundledBankHolidays.length + 1);
    expect(first.kept).toEqual(expect.arrayContaining([proclaimed, ...bundledBankHolidays]));

    // Deadlines move before the calendar is saved, so a crash loses none, and again after it.
    const [known, now] = [bundledBankHolidays.length, bundledBankHolidays.length + 1];
    expect(first.moves).toEqual([
      { calendar: 0, from: known, to: now },
      { calendar: now, from: known, to: now },
    ]);

    const second = await refresh(feed, first.kept);
    expect(second.moves).toEqual([]);
    expect(second.answer).toEqual(nothingChanged);
    expect(second.saves).toBe(0);
  });

  test('keeps published days of a year that the feed has dropped', async () => {
    const { kept } = await refresh(govUk([...ofYear(2027), proclaimed]));
    const { answer, kept: later } = await refresh(govUk(ofYear(2028)), kept);
    expect(answer).toEqual(nothingChanged);
    expect(later).toEqual(kept);
  });

  test.each<[string, unknown]>([
    ['empty', govUk([])],
    ['shrunken', govUk(ofYear(2026).slice(0, 2))],
    ['shrunken to a part of a projected year', govUk(ofYear(2040).slice(3, 6))],
  ])('never removes days for an %s feed', async (_, feed) => {
    const { answer, kept } = await refresh(feed, [...bundledBankHolidays, proclaimed]);
    expect(answer).toEqual(nothingChanged);
    expect(kept.map(({ date }) => date).toSorted()).toEqual(
      [...bundledBankHolidays, proclaimed].map(({ date }) => date).toSorted(),
    );
  });

  test('saves a year as published even if no date changes', async () => {
    const { answer, kept, saves } = await refresh(govUk(ofYear(2029)));
    expect(answer).toEqual(nothingChanged);
    expect(saves).toBe(1);
    expect(kept.filter(({ date, projected }) => projected && date.startsWith('2029'))).toEqual([]);
  });

  test('adds the days this version knows to a calendar saved by an older one', async () => {
    const funeral = ofYear(2022).filter(({ date }) => date === '2022-09-19');
    const older = bundledBankHolidays.filter(({ date }) => date !== '2022-09-19' && date < '2050');
    const { answer, kept } = await refresh(govUk([]), older);
    expect(answer.added).toEqual([...funeral, ...bundledBankHolidays.filter(({ date }) => date > '2050')]);
    expect(kept).toEqual(bundledBankHolidays);
  });

  test.each<[string, unknown]>([
    ['an error page', 'Service unavailable'],
    ['an impossible date', govUk([{ date: '2027-02-30', title: 'Never' }])],
  ])('throws for %s and saves nothing', async (_, feed) => {
    let saves = 0;
    const refreshed = refreshBankHolidays({
      fetchFeed: async () => feed,
      readKnown: async () => [],
      save: async () => {
        saves += 1;
      },
      moveDeadlines: async () => {
        saves += 1;
      },
    });
    await expect(refreshed).rejects.toThrow(expect.objectContaining({ name: 'BankHolidayFeedUnreadable' }));
    expect(saves).toBe(0);
  });
});
