import * as z from 'zod/mini';
import { readWord, topicText } from '../../runtime/queue-message.ts';

/** The mail service's report about a letter that it had accepted. */
export interface DeliveryReport {
  /** Ids of the letter: the one in its tag, and the one that the service gave it. */
  names: readonly string[];
  /** 'returned': it did not arrive; 'unwanted': it did, and its reader called it spam. */
  became: 'returned' | 'unwanted';
  /** In words, without anyone's address. */
  detail: string;
}

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
      const kind = `${bounceType}, ${bounceSubType}${status === undefined ? '' : `, ${status}`}`;
      return { names, became: 'returned', detail: `It came back from the mail server (${kind}).` };
    }
    case 'Complaint':
      return { names, became: 'unwanted', detail: 'Its reader marked it as spam.' };
    case 'Reject':
      return { names, became: 'returned', detail: 'SES rejected it: it found a virus in it.' };
    case 'Rendering Failure':
      return { names, became: 'returned', detail: 'SES could not put it together.' };
  }
}
