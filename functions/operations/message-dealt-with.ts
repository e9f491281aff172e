import type { Case } from '../domain/case/case.ts';
import type { Actor } from '../domain/case/events.ts';
import type { NumberRanges } from '../domain/case/number-ranges.ts';
import type { MessageHandling } from '../domain/case/sender.ts';
import type { Instant } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';
import { endFollowUps } from './case-actions/follow-up.ts';
import type { EventsAndOutbox } from './events-and-outbox.ts';

/** What is recorded when a message has been dealt with. Without `how`, the words say it. */
export interface Dealt {
  message: string;
  how?: MessageHandling;
  done: string;
  outcome?: { task: string; decision: number };
  to?: string;
  route?: string;
  /** Further messages dealt with in the same way. */
  further?: NumberRanges;
}

/** The events by which a message is dealt with: its task ends with it. */
export function messageDealtWith(
  deps: Pick<Dependencies, 'procedures'>,
  state: Case,
  dealt: Dealt,
  { now, by }: { now: Instant; by: Actor },
): EventsAndOutbox {
  const ended = endFollowUps(
    deps,
    state,
    {
      procedures: [proceduresAlongside.dealWithMessage],
      subject: dealt.message,
      effect: 'message dealt with',
      // The task asks for words; without any, how it was dealt with says it.
      answers: { done: dealt.done === '' ? (dealt.how ?? '') : dealt.done },
    },
    { now, by },
  );
  return {
    events: [...ended.events, { at: now, by, type: 'message-dealt-with', ...dealt }],
    outbox: ended.outbox,
  };
}
