import { addCalendarDays, londonDate, weekday } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';

/** On this day of the week the stored files are looked through for what no row names. */
const sweepDay = 'Sunday';

export const isSweepDay = ({ clock }: Dependencies): boolean => weekday(londonDate(clock.now())) === sweepDay;

/** Whether something was astray on the sweep a week ago too, so that nobody is at work on it; notes it when it was not. */
export async function wasAstray({ store, clock }: Dependencies, what: string): Promise<boolean> {
  const today = londonDate(clock.now());
  if (await store.isClaimed(`stray:${what}:${addCalendarDays(today, -7)}`)) return true;
  await store.claimOnce(`stray:${what}:${today}`);
  return false;
}
