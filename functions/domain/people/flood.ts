import { messageNumber, type Case } from '../case/case.ts';
import { hasNumber, withNumber, type NumberRanges } from '../case/number-ranges.ts';
import { leadingMessage } from '../case/open-messages.ts';
import type { Message } from '../case/stored-rows.ts';
import { londonDate } from '../time/civil-date.ts';
import { sameMailbox } from './mail-address.ts';

/** So many messages of one sender on one case in a day have a task and an alert each. */
const mostOfSender = 10;

/** So many messages of a case that wait have a task each, whoever sent them. */
const mostOpen = 40;

type Sent = Pick<Message, 'from' | 'sender' | 'receivedAt' | 'automatic'>;

/** Whether two messages came from one sender: by their address, or without one as the same party or user. */
function sameSender(one: Sent, other: Sent): boolean {
  const [address, otherAddress] = [one.from.email, other.from.email];
  if (address !== undefined && otherAddress !== undefined) return sameMailbox(address, otherAddress);
  if (address !== otherAddress || !one.sender || !other.sender) return false;
  return one.sender.party === other.sender.party && one.sender.user === other.sender.user;
}

/** The further messages of a case that came from the sender of this message. */
export function furtherOfSender(
  { furtherMessages = [] }: Pick<Case, 'furtherMessages'>,
  messages: readonly Message[],
  message: Message,
): NumberRanges {
  return messages
    .filter((one) => one.id !== message.id && sameSender(one, message))
    .map(({ id }) => messageNumber(id))
    .filter((number) => hasNumber(furtherMessages, number))
    .sort((one, other) => one - other)
    .reduce<NumberRanges>(withNumber, []);
}

/**
 * How a message joins those that wait: with a task of its own, or, when more came than have one each, as one that leads the
 * further messages or follows (decision 0044). `before`: the messages of the case so far. What an officer records or passes
 * on is no flood, but counts towards what waits. `oneOfMany`: its sender has begun many cases today.
 */
export function placeAmongWaiting(
  state: Pick<Case, 'openMessages' | 'furtherMessages'>,
  before: readonly Sent[],
  message: Sent,
  { byOfficer, oneOfMany = false }: { byOfficer: boolean; oneOfMany?: boolean },
): 'leads' | 'follows' | undefined {
  const day = londonDate(message.receivedAt);
  const today = before.filter(
    (other) => !other.automatic && londonDate(other.receivedAt) === day && sameSender(other, message),
  );
  const isFurther =
    oneOfMany ||
    (!byOfficer && today.length >= mostOfSender) ||
    (state.openMessages ?? []).length >= mostOpen;
  if (!isFurther) return undefined;
  return leadingMessage(state) === undefined ? 'leads' : 'follows';
}
