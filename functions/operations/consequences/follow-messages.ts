import type { NewEvent } from '../../domain/case/events.ts';
import { nextToLead } from '../../domain/case/open-messages.ts';
import { record } from '../../domain/case/replay.ts';
import type { Message } from '../../domain/case/stored-rows.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { noEvents, type EventsAndOutbox } from '../events-and-outbox.ts';

/**
 * What follows when the message has been dealt with whose task was also about further ones: the one that has waited
 * longest gets a task, which is about the rest. Its target counts from the day on which it came.
 */
export async function followMessages(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf' | 'clock' | 'store'>,
  { state, messages, leftOut }: Pick<CaseFile, 'state' | 'messages' | 'leftOut'>,
  events: readonly NewEvent[],
  changed: readonly Message[] = [],
): Promise<EventsAndOutbox> {
  if (!events.some(({ type }) => type === 'message-dealt-with')) return noEvents;
  const { after } = record(state.id, state, events);
  const id = nextToLead(after);
  if (id === undefined) return noEvents;
  const now = deps.clock.now();
  const isNext = (message: Message) => message.id === id;
  const known = [...changed, ...messages].find(isNext);
  const whole = known === undefined && leftOut !== undefined ? await deps.store.file(state.id) : undefined;
  const { receivedAt = now } = known ?? whole?.messages.find(isNext) ?? {};
  return startAlongside(deps, after, {
    procedure: proceduresAlongside.dealWithMessage,
    matter: { id, from: londonDate(receivedAt) },
    now,
    by: 'system',
  });
}
