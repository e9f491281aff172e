import * as z from 'zod/mini';
import { Instant } from '../../domain/time/civil-date.ts';
import { readWord, topicText } from '../../runtime/queue-message.ts';
import { Verdict } from '../../domain/case/sender.ts';
import type { ArrivedMail } from './receive-mail.ts';

const verdict = z.object({ status: Verdict });

/**
 * The notification that SES sends after it has put a mail into the bucket (Amazon SES Developer Guide, "Contents of
 * notifications").
 */
const SesNotification = z.object({
  notificationType: z.literal('Received'),
  mail: z.object({ messageId: z.string(), timestamp: Instant, source: z.optional(z.string()) }),
  receipt: z.object({
    recipients: z.array(z.string()),
    spamVerdict: verdict,
    virusVerdict: verdict,
    spfVerdict: z.optional(verdict),
    dkimVerdict: z.optional(verdict),
    dmarcVerdict: z.optional(verdict),
    action: z.object({ type: z.literal('S3'), objectKey: z.string() }),
  }),
});

/**
 * Reads the body of a queue message. Throws if it is not a notification of received mail; then the dead-letter queue
 * keeps it.
 */
export function readNotification(body: string): ArrivedMail {
  const { mail, receipt } = readWord(SesNotification, topicText(body));
  const { spamVerdict, virusVerdict, spfVerdict, dkimVerdict, dmarcVerdict } = receipt;
  return {
    raw: receipt.action.objectKey,
    // Not the receipt's own time, which is when the rule ran: a clock starts when the council has the mail (law.md
    // section 1).
    receivedAt: mail.timestamp,
    messageId: mail.messageId,
    recipients: receipt.recipients,
    envelopeFrom: mail.source,
    verdicts: {
      spam: spamVerdict.status,
      virus: virusVerdict.status,
      ...(spfVerdict ? { spf: spfVerdict.status } : {}),
      ...(dkimVerdict ? { dkim: dkimVerdict.status } : {}),
      ...(dmarcVerdict ? { dmarc: dmarcVerdict.status } : {}),
    },
  };
}
