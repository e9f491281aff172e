import * as z from 'zod/mini';
import { Instant } from '../time/civil-date.ts';

/** The short-lived record that the mail service takes nothing. The next mail that it takes removes it. */
export const mailDownRecord = 'mail-down';

/** Since when the mail service has taken nothing, and the name of the error with which it last refused. */
export const MailDown = z.object({ since: Instant, why: z.string() });
export type MailDown = z.infer<typeof MailDown>;

/** A mail that is tried again within this time may still go, as when the service was only busy. */
const graceMs = 5 * 60_000;

/** Mail is tried once an hour while there is some to send. Without another refusal, after so long no one knows any more. */
const rememberedMs = 3 * 60 * 60_000;

/** What is known after the mail service has refused everything again, and until when it is remembered. */
export function refusedAgain(
  known: unknown,
  why: string,
  now: Instant,
): { record: MailDown; until: Instant } {
  const since = MailDown.safeParse(known).data?.since ?? now;
  return { record: { since, why }, until: new Date(Date.parse(now) + rememberedMs).toISOString() };
}

/** Whether people should know: what is stored, if the mail service has taken nothing for some minutes. */
export function mailDownFrom(stored: unknown, now: Instant): MailDown | undefined {
  const down = MailDown.safeParse(stored).data;
  return down && Date.parse(now) - Date.parse(down.since) >= graceMs ? down : undefined;
}
