import { mailDownRecord, refusedAgain } from '../domain/correspondence/mail-down.ts';
import { reportAndGoOn } from './faults.ts';
import type { Log } from './log-messages.ts';
import type { Clock, Mailer, ShortLived } from '../ports.ts';

/**
 * A mailer that remembers since when its service takes nothing, for the pages and for the alarm: word of that cannot go by
 * mail. What is remembered never changes what becomes of a mail.
 */
export function watchedMailer(
  mailer: Mailer,
  { shortLived, clock, log }: { shortLived: ShortLived; clock: Clock; log: Log },
): Mailer {
  async function note(result: Awaited<ReturnType<Mailer['send']>>): Promise<void> {
    const now = clock.now();
    const known = await shortLived.get(mailDownRecord, now);
    if (result.outcome === 'busy') {
      const { record, until } = refusedAgain(known, result.reason, now);
      await shortLived.put(mailDownRecord, record, until);
    } else if (result.outcome === 'sent' && known !== undefined) await shortLived.remove(mailDownRecord);
  }
  return {
    ...mailer,
    async send(mail) {
      const result = await mailer.send(mail);
      await reportAndGoOn(note(result), (fault) => log('mail-trouble-not-noted', fault));
      return result;
    },
  };
}
