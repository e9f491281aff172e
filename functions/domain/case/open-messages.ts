import { messageNumber, type Case } from './case.ts';
import type { Event } from './events.ts';
import { countOf, hasNumber, withNumber, withoutRange } from './number-ranges.ts';

// The messages of a case that wait for someone. Usually each has a task. Beyond a bound they share the task of one of them,
// which leads the further ones, and the state keeps only their numbers (decision 0044).

type Waiting = Pick<Case, 'openMessages' | 'furtherMessages'>;
type Received = Extract<Event, { type: 'message-received' }>;
type DealtWith = Extract<Event, { type: 'message-dealt-with' }>;

export const waitingCount = ({ openMessages = [], furtherMessages = [] }: Waiting): number =>
  openMessages.length + countOf(furtherMessages);

/** The message whose task is also about the further ones. */
export const leadingMessage = ({ openMessages = [] }: Waiting): string | undefined =>
  openMessages.find(({ leads }) => leads === true)?.message;

/** The further message that is next to get a task: the one that has waited longest, if no other has it for them. */
export function nextToLead(waiting: Waiting): string | undefined {
  const [first] = waiting.furtherMessages ?? [];
  return first === undefined || leadingMessage(waiting) !== undefined ? undefined : `M${first[0]}`;
}

export function afterReceipt(
  waiting: Waiting,
  { message, at, toDealWith, further }: Pick<Received, 'message' | 'at' | 'toDealWith' | 'further'>,
): Waiting {
  const { openMessages = [], furtherMessages = [] } = waiting;
  if (!toDealWith) return {};
  return further === 'follows'
    ? { furtherMessages: withNumber(furtherMessages, messageNumber(message)) }
    : {
        openMessages: [
          ...openMessages,
          { message, at, ...(further === 'leads' ? { leads: true as const } : {}) },
        ],
      };
}

/** A further message for which a run begins leads those that are left. */
export function afterStart(
  { openMessages = [], furtherMessages = [] }: Waiting,
  { matter, at }: Pick<Extract<Event, { type: 'procedure-started' }>, 'matter' | 'at'>,
): Waiting {
  const number = messageNumber(matter?.id ?? '');
  if (matter === undefined || !hasNumber(furtherMessages, number)) return {};
  return {
    openMessages: [...openMessages, { message: matter.id, at, leads: true }],
    furtherMessages: withoutRange(furtherMessages, [number, number]),
  };
}

export const afterTakingUp = (
  { openMessages = [] }: Waiting,
  { message, at }: Pick<Received, 'message' | 'at'>,
): Waiting => ({ openMessages: [...openMessages, { message, at }] });

export function afterDealing(
  { openMessages = [], furtherMessages }: Waiting,
  { message, further = [] }: DealtWith,
): Waiting {
  const number = messageNumber(message);
  return {
    openMessages: openMessages.filter((open) => open.message !== message),
    ...(furtherMessages === undefined
      ? {}
      : { furtherMessages: [[number, number] as const, ...further].reduce(withoutRange, furtherMessages) }),
  };
}
