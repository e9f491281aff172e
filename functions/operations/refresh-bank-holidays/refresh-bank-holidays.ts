import {
  bundledBankHolidays,
  holidaysMissingFrom,
  parseGovUkFeed,
  unionOfHolidays,
} from '../../domain/time/bank-holidays.ts';
import type { BankHoliday } from '../../domain/time/bank-holidays.ts';

/** Thrown if the feed is not in GOV.UK's format. Nothing is saved and the calendar stays as it was. */
class BankHolidayFeedUnreadable extends Error {
  override readonly name = 'BankHolidayFeedUnreadable';
}

/**
 * Updates the saved calendar from the GOV.UK feed and the holidays of this version. `readKnown` returns the saved
 * calendar, or [] before the first save. If it changes, `moveDeadlines` recalculates every open deadline (law.md
 * section 1). `disputed` dates stay in the calendar until a person checks them.
 */
export const refreshBankHolidays = async ({
  fetchFeed,
  readKnown,
  save,
  moveDeadlines,
}: {
  fetchFeed: () => Promise<unknown>;
  readKnown: () => Promise<readonly BankHoliday[]>;
  save: (events: readonly BankHoliday[]) => Promise<void>;
  moveDeadlines: (change: {
    before: readonly BankHoliday[];
    after: readonly BankHoliday[];
  }) => Promise<unknown>;
}) => {
  const feed = parseGovUkFeed(await fetchFeed());
  if (!feed.ok) throw new BankHolidayFeedUnreadable(feed.reason);
  const saved = await readKnown();
  const standing = saved.length > 0 ? saved : bundledBankHolidays;
  // A newer version can add holidays and projections that were never saved. Dates saved as published stay.
  const known = unionOfHolidays(bundledBankHolidays, saved).events;
  const { events, disputed } = unionOfHolidays(known, feed.events);
  const added = holidaysMissingFrom(standing, events);
  const removed = holidaysMissingFrom(events, standing);
  const changed = added.length + removed.length > 0;
  // Before the calendar is saved, so a run after a crash sees the change again and moves the rest.
  if (changed) await moveDeadlines({ before: standing, after: events });
  // Titles and projection marks can change without a change of dates.
  if (JSON.stringify(events) !== JSON.stringify(standing)) await save(events);
  // And again, because steps may have been opened under the old calendar meanwhile.
  if (changed) await moveDeadlines({ before: standing, after: events });
  return { changed, added, removed, disputed };
};
