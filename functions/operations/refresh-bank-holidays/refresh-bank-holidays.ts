import {
  bundledBankHolidays,
  holidaysMissingFrom,
  parseGovUkFeed,
  unionOfHolidays,
} from '../../domain/time/bank-holidays.ts';
import type { BankHoliday } from '../../domain/time/bank-holidays.ts';

/** Thrown when the feed is not in GOV.UK's format; nothing was saved and the calendar stands. */
class BankHolidayFeedUnreadable extends Error {
  override readonly name = 'BankHolidayFeedUnreadable';
}

/**
 * Brings the saved calendar up to date with the GOV.UK feed and with the holidays of this version. `readKnown`
 * answers the calendar that stands, or [] before the first save. When it changes, `moveDeadlines` works every open
 * deadline out again (law.md section 1); `disputed` dates stay in the calendar and are for a person to look
 * at.
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
  // A newer version can bring holidays and projections that were never saved; what was saved as published stays.
  const known = unionOfHolidays(bundledBankHolidays, saved).events;
  const { events, disputed } = unionOfHolidays(known, feed.events);
  const added = holidaysMissingFrom(standing, events);
  const removed = holidaysMissingFrom(events, standing);
  const changed = added.length + removed.length > 0;
  // Before the calendar is saved, so that a run that dies finds the change again and moves the rest.
  if (changed) await moveDeadlines({ before: standing, after: events });
  // Titles and the mark of a projection can change where no date does.
  if (JSON.stringify(events) !== JSON.stringify(standing)) await save(events);
  // And once more: steps may have been opened under the old calendar meanwhile.
  if (changed) await moveDeadlines({ before: standing, after: events });
  return { changed, added, removed, disputed };
};
