import * as z from 'zod/mini';
import type { LetterReturn } from '../../domain/case/event-codes.ts';
import { readWord, topicText } from '../../runtime/queue-message.ts';

/** A report about a letter that the mail service had accepted. */
export type DeliveryReport = {
  /** A mail says so, which anyone can send: it has to name what only the mail of the letter carried. */
  byMail?: true;
  /** Ids of the letter: the one in its tag, and the one that the service gave it. */
  names: readonly string[];
} & (
  | {
      /** It did not arrive. */
      became: 'returned';
      detail: LetterReturn;
      /** The kind of failure and its status, such as "Permanent, General, 5.1.1". Never anyone's address. */
      status?: string | undefined;
    }
  /** It arrived, and its reader marked it as spam. */
  | { became: 'unwanted' }
  /** The mail server of its reader has taken it. */
  | { became: 'delivered' }
);

const mail = z.object({
  messageId: z.string(),
  tags: z.optional(z.object({ letter: z.optional(z.array(z.string())) })),
});

/**
 * The events of SES, reduced to the fields we need. Addresses, subjects and diagnostic texts are not read at all
 * (Amazon SES Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS").
 */
const SesEvent = z.discriminatedUnion('eventType', [
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z.object({
      bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
      bounceSubType: z.string(),
      bouncedRecipients: z.array(
        z.object({ action: z.optional(z.string()), status: z.optional(z.string()) }),
      ),
    }),
  }),
  z.object({ eventType: z.literal('Complaint'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail }),
  z.object({ eventType: z.literal('Reject'), mail }),
  z.object({ eventType: z.literal('Rendering Failure'), mail }),
]);

/** SES sends this text to test the topic when the destination is created or changed. */
const trialText = 'Successfully validated SNS topic for Amazon SES event publishing.';

/**
 * Reads the body of a queue message. Undefined if it changes nothing. Throws if it is not an event we know; then the
 * dead-letter queue keeps it.
 */
export function readDeliveryEvent(body: string): DeliveryReport | undefined {
  const text = topicText(body);
  if (text.trim() === trialText) return undefined;
  const event = readWord(SesEvent, text);
  const names = [...(event.mail.tags?.letter ?? []), `<${event.mail.messageId}@amazonses.com>`];
  switch (event.eventType) {
    case 'Bounce': {
      const { bounceType, bounceSubType, bouncedRecipients } = event.bounce;
      // When SES gives up after soft bounces, it reports the action "failed" as in a delivery report. A Transient
      // bounce without it is an automatic answer, such as an absence note, which SES counts as a bounce too.
      if (bounceType === 'Transient' && !bouncedRecipients.some(({ action }) => action === 'failed'))
        return undefined;
      const status = bouncedRecipients.find((recipient) => recipient.status !== undefined)?.status;
      const failure = [bounceType, bounceSubType, ...(status === undefined ? [] : [status])];
      return { names, became: 'returned', detail: 'bounce', status: failure.join(', ') };
    }
    case 'Complaint':
      return { names, became: 'unwanted' };
    case 'Delivery':
      return { names, became: 'delivered' };
    case 'Reject':
      return { names, became: 'returned', detail: 'virus' };
    case 'Rendering Failure':
      return { names, became: 'returned', detail: 'not-composed' };
  }
}
