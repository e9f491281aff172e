import * as z from 'zod/mini';
import bundled from './bank-holidays-england-and-wales.json' with { type: 'json' };
import { CivilDate } from './civil-date.ts';

const Title = z.string().check(z.minLength(1));

/**
 * A bank holiday of England and Wales. `projected` marks a date that we calculated ahead from the usual rules and that
 * is not published yet. Only such a date may be removed from the calendar again.
 */
export const BankHoliday = z.object({
  date: CivilDate,
  title: Title,
  projected: z.optional(z.literal(true)),
});
export type BankHoliday = z.infer<typeof BankHoliday>;

/** Bank holidays in the order of their dates. */
export const BankHolidays = z.array(BankHoliday);

const BundledFile = z.object({
  division: z.literal('england-and-wales'),
  source: z.string(),
  events: BankHolidays,
});

/** The holidays this version was built with: 2000 to 2060, projected after the last year GOV.UK published. */
export const bundledBankHolidays: readonly BankHoliday[] = BundledFile.parse(bundled).events;

/** https://www.gov.uk/bank-holidays.json, as far as we use it. */
const GovUkFeed = z.object({
  'england-and-wales': z.object({
    division: z.literal('england-and-wales'),
    events: z.array(z.object({ date: CivilDate, title: Title })),
  }),
});

/** Reads the decoded GOV.UK feed. A refusal names the first field that differs from the published format. */
export const parseGovUkFeed = (
  json: unknown,
): { ok: true; events: BankHoliday[] } | { ok: false; reason: string } => {
  const feed = GovUkFeed.safeParse(json);
  if (feed.success) return { ok: true, events: feed.data['england-and-wales'].events };
  const field = feed.error.issues[0]?.path.join('.');
  return {
    ok: false,
    reason: `The bank holiday feed is not in GOV.UK's format${field ? ` at ${field}` : ''}.`,
  };
};

/** No year since 1978 has had fewer. A feed with fewer does not list the whole year (not yet, or not any more). */
const holidaysOfAYear = 8;

const yearOf = ({ date }: BankHoliday): string => date.slice(0, 4);

/** The holidays of `some` whose dates `others` does not have. */
export const holidaysMissingFrom = (
  others: readonly BankHoliday[],
  some: readonly BankHoliday[],
): BankHoliday[] => {
  const dates = new Set(others.map(({ date }) => date));
  return some.filter(({ date }) => !dates.has(date));
};

/**
 * The calendar after the feed is known. A published date is never dropped, because the feed drops old years (law.md
 * section 1). Where the feed lists a whole year, it replaces our own projection of that year. `added` and `removed` are
 * the dates that move open deadlines. `disputed` are published dates missing from a year that the feed lists: a holiday
 * was moved or the feed is wrong, so they stay and a person must check.
 */
export const unionOfHolidays = (
  known: readonly BankHoliday[],
  feed: readonly BankHoliday[],
): { events: BankHoliday[]; added: BankHoliday[]; removed: BankHoliday[]; disputed: BankHoliday[] } => {
  const published = [...new Map(feed.filter((h) => !h.projected).map((h) => [h.date, h])).values()];
  const perYear = Map.groupBy(published, yearOf);
  const contradicted = holidaysMissingFrom(published, known).filter(
    (holiday) => (perYear.get(yearOf(holiday))?.length ?? 0) >= holidaysOfAYear,
  );
  const removed = contradicted.filter(({ projected }) => projected);
  const kept = holidaysMissingFrom([...published, ...removed], known);
  return {
    events: [...kept, ...published].sort((a, b) => (a.date < b.date ? -1 : 1)),
    added: holidaysMissingFrom(known, published),
    removed,
    disputed: contradicted.filter(({ projected }) => !projected),
  };
};
