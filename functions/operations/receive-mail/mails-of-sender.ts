import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { addCalendarDays, londonDate, startOfLondonDay } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';

/** So many mails of one sender begin a case each in a day. What comes after them is kept on one more case, mail by mail. */
export const mostCasesOfSender = 20;

/**
 * The case on which the further mails of a sender are gathered today (decision 0055). Counts this mail. `into`: the case, once
 * there is one; `begin`: remembers the case that this mail begins as that case. Undefined for a sender who has not sent so many.
 * `proven`: the mail service has proven the address, so that no one fills the day of a person whose address they use.
 */
export async function gatheringOf(
  { shortLived, store, clock }: Pick<Dependencies, 'shortLived' | 'store' | 'clock'>,
  { address, proven }: { address: string; proven: boolean },
): Promise<{ into: string } | { begin: (caseId: string) => Promise<void> } | undefined> {
  const day = londonDate(clock.now());
  const sender = createHash('sha256').update(`${proven} ${address.toLowerCase()}`).digest('hex');
  const until = startOfLondonDay(addCalendarDays(day, 2));
  if ((await shortLived.count(`mails:${day}:${sender}`, until)) <= mostCasesOfSender) return undefined;
  const name = `gathered:${day}:${sender}`;
  const known = z.string().safeParse(await shortLived.get(name, clock.now())).data;
  const state = known === undefined ? undefined : await store.state(known);
  if (state) return { into: state.mergedInto ?? state.id };
  return { begin: (caseId) => shortLived.put(name, caseId, until) };
}
