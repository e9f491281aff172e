import { mailDownFrom, mailDownRecord, type MailDown } from '../domain/correspondence/mail-down.ts';
import type { Dependencies } from '../dependencies.ts';

/** Since when the mail service takes nothing, and why. Undefined while it works, or if it was only busy for some minutes. */
export async function mailDown({
  shortLived,
  clock,
}: Pick<Dependencies, 'shortLived' | 'clock'>): Promise<MailDown | undefined> {
  const now = clock.now();
  return mailDownFrom(await shortLived.get(mailDownRecord, now), now);
}
