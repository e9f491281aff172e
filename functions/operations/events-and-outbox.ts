import type { NewEvent } from '../domain/case/events.ts';
import type { OutboxEntry } from '../domain/case/stored-rows.ts';

/** What an operation adds to a case: events, and the outbox entries that are dispatched once they are written. */
export interface EventsAndOutbox {
  events: readonly NewEvent[];
  outbox: readonly OutboxEntry[];
}

export const noEvents: EventsAndOutbox = { events: [], outbox: [] };

/** Several additions as one, in their order. */
export const together = (additions: readonly EventsAndOutbox[]): EventsAndOutbox => ({
  events: additions.flatMap(({ events }) => events),
  outbox: additions.flatMap(({ outbox }) => outbox),
});
