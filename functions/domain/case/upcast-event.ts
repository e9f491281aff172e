import * as z from 'zod/mini';

// Events are never rewritten (decision 0001). When the form of an event changes, stored ones
// keep theirs and are brought to today's form whenever they are read: one upcaster for each version of each type. How to
// change an event: change its schema in events.ts, add an upcaster to the list, and leave both stored rows and
// test/fixtures/stores alone.

/** An event as it is stored: `v` is the version of its form, 1 where it is absent. */
const StoredEvent = z.looseObject({
  type: z.string(),
  v: z.optional(z.number().check(z.int(), z.positive())),
});
type StoredEvent = z.infer<typeof StoredEvent>;

/**
 * Brings events of one type from one version to the next, or to version 1 of another type. `upcast` is pure, does not
 * change its argument, and need not care for `v`.
 */
export interface Upcaster {
  type: string;
  from: number;
  upcast: (event: StoredEvent) => StoredEvent;
}

/** Every change of an event's form so far, in order: none. */
const upcasters: readonly Upcaster[] = [];

/** Thrown for an event that a later version of the program wrote: read as if it were of today, it would be misread. */
class EventOfLaterVersion extends Error {
  override readonly name = 'EventOfLaterVersion';
}

/** The version in which events of a type are written today. */
export const eventVersion = (type: string, known: readonly Upcaster[] = upcasters): number =>
  Math.max(1, ...known.filter((each) => each.type === type).map(({ from }) => from + 1));

/** An event as it is written today: with its version once its form has changed. */
export const withVersion = <E extends { type: string }>(event: E, known?: readonly Upcaster[]): E => {
  const v = eventVersion(event.type, known);
  return v === 1 ? event : { ...event, v };
};

/**
 * A stored event in today's form, still to be parsed; the same object when nothing has changed, or when it is no event
 * at all. Throws `EventOfLaterVersion`.
 */
export function upcastEvent(stored: unknown, known: readonly Upcaster[] = upcasters): unknown {
  const read = StoredEvent.safeParse(stored);
  if (!read.success) return stored;
  const { type, v = 1 } = read.data;
  if (v > eventVersion(type, known)) throw new EventOfLaterVersion(`${type}, version ${v}`);
  const upcaster = known.find((each) => each.type === type && each.from === v);
  if (upcaster === undefined) return stored;
  const next = upcaster.upcast(read.data);
  return upcastEvent({ ...next, v: next.type === type ? v + 1 : 1 }, known);
}
