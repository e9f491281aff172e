import { addCalendarDays, londonDate, weekday } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';

/** The day of the week on which stored files are searched for files without a record. */
const sweepDay = 'Sunday';

export const isSweepDay = ({ clock }: Dependencies): boolean => weekday(londonDate(clock.now())) === sweepDay;

/**
 * Whether something was already without a record on the sweep a week ago, so that no one can still be working on it. If
 * not, notes it for the next sweep.
 */
export async function wasAstray({ store, clock }: Dependencies, what: string): Promise<boolean> {
  const today = londonDate(clock.now());
  if (await store.isClaimed(`stray:${what}:${addCalendarDays(today, -7)}`)) return true;
  await store.claimOnce(`stray:${what}:${today}`);
  return false;
}
