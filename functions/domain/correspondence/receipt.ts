import type { NewEvent } from '../case/events.ts';
import type { Message, Person } from '../case/stored-rows.ts';
import { sameMailbox } from '../people/mail-address.ts';
import type { Instant } from '../time/civil-date.ts';

/** The letter that says at once that a message has arrived, once for each case. */
export const receiptLetter = 'receipt';

/** How many receipts an address gets in a day. Whoever fills in forms in the name of others makes us write to them. */
export const mostReceipts = 3;

/** The receipt of what began a case. It is sent as soon as the first step of the case is open. */
export function receiptFor(now: Instant): NewEvent {
  return {
    at: now,
    by: 'system',
    type: 'letter-prepared',
    letter: `receipt/${receiptLetter}/complainant`,
    template: receiptLetter,
    to: 'complainant',
  };
}

/**
 * Whether a receipt may have a private link: only if the address to which it goes is proven to be that of the sender.
 * Anyone can write someone else's address into a form or an email, and would have their case opened to them.
 */
export function receiptMayLink(
  [first]: readonly Pick<Message, 'from' | 'sender'>[],
  person: Pick<Person, 'email'> | undefined,
): boolean {
  const from = first?.from.email;
  return (
    first?.sender?.proof === 'verified address' &&
    from !== undefined &&
    person?.email !== undefined &&
    sameMailbox(from, person.email)
  );
}
