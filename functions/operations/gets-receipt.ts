import { createHash } from 'node:crypto';
import { mostReceipts } from '../domain/correspondence/receipt.ts';
import { addCalendarDays, londonDate, startOfLondonDay, type Instant } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';

/** Whether an address gets a receipt now, because it has had few of them today. Counts this one. */
export async function getsReceipt(
  { shortLived }: Pick<Dependencies, 'shortLived'>,
  email: string | undefined,
  now: Instant,
): Promise<boolean> {
  if (email === undefined) return false;
  const day = londonDate(now);
  const who = createHash('sha256').update(email.toLowerCase()).digest('hex');
  const until = startOfLondonDay(addCalendarDays(day, 2));
  return (await shortLived.count(`receipts:${day}:${who}`, until)) <= mostReceipts;
}
