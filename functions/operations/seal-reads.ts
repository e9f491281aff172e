import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { addCalendarDays, CivilDate, Instant } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';

// The record of what was read is closed day by day (decision 0057): a file has the hashes of the day, and one over them and over
// the file before it. S3 keeps it from everyone, also from administrators of the account, for as long as the entries are kept.

/** The folder of these files. */
export const digestFolder = 'read-digests/';
/** Seven years, as the entries are (adapters/read-rows.ts). */
export const daysKept = 7 * 366;

/** How many days are looked at that have no digest yet: quiet ones, and those on which no one could close the day before. */
const mostDays = 14;

/** The keyed hash of a read and, if it is of a case, that of the case. */
const Entry = z.union([z.tuple([z.string()]), z.tuple([z.string(), z.string()])]);

export const ReadDigest = z.object({
  day: CivilDate,
  /** The head of the digest before; empty in the first one. */
  previous: z.string(),
  entries: z.array(Entry),
  /** The hash of the previous head, the day and the entries. */
  head: z.string(),
});
export type ReadDigest = z.infer<typeof ReadDigest>;

export const headOf = ({ previous, day, entries }: Omit<ReadDigest, 'head'>): string =>
  createHash('sha256')
    .update(JSON.stringify([previous, day, entries]))
    .digest('base64url');

export const digestKey = (day: CivilDate): string => `${digestFolder}${day}.json`;

/**
 * Closes the record of each day that is over and not closed, and returns how many days it closed. A day on which no one read
 * anything has no digest. The first call closes the day before it.
 */
export async function sealReads({
  store,
  files,
  clock,
}: Pick<Dependencies, 'store' | 'files' | 'clock'>): Promise<number> {
  const yesterday = addCalendarDays(CivilDate.parse(clock.now().slice(0, 10)), -1);
  const last = (await files.list(digestFolder)).at(-1);
  const content = last === undefined ? undefined : await files.get(last);
  let previous =
    content === undefined ? undefined : ReadDigest.parse(JSON.parse(new TextDecoder().decode(content)));
  let closed = 0;
  const earliest = addCalendarDays(yesterday, 1 - mostDays);
  const next = previous === undefined ? yesterday : addCalendarDays(previous.day, 1);
  for (let day = next < earliest ? earliest : next; day <= yesterday; day = addCalendarDays(day, 1)) {
    const entries = (await store.readsOfDay(day)).map(({ hash, of }): z.infer<typeof Entry> =>
      of === undefined ? [hash] : [hash, of],
    );
    if (entries.length === 0) continue;
    const open = { day, previous: previous?.head ?? '', entries };
    const digest = { ...open, head: headOf(open) };
    const until = Instant.parse(`${addCalendarDays(day, daysKept)}T00:00:00.000Z`);
    const bytes = new TextEncoder().encode(JSON.stringify(digest));
    await files.putLocked(digestKey(day), bytes, 'application/json', until);
    previous = digest;
    closed += 1;
  }
  return closed;
}
