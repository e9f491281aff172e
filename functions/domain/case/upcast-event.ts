import * as z from 'zod/mini';

// Events are never rewritten (decision 0001). When the form of an event changes, stored events keep the old form and
// are converted to the current one whenever they are read: one upcaster for each version of each type. To change an
// event: change its schema in events.ts, add an upcaster to the list, and leave stored rows and test/fixtures/stores as
// they are.

/** An event as it is stored. `v` is the version of its form, 1 if absent. */
const StoredEvent = z.looseObject({
  type: z.string(),
  v: z.optional(z.number().check(z.int(), z.positive())),
});
type StoredEvent = z.infer<typeof StoredEvent>;

/**
 * Converts events of one type from one version to the next, or to version 1 of another type. `upcast` is pure, does not
 * change its argument, and can ignore `v`.
 */
export interface Upcaster {
  type: string;
  from: number;
  upcast: (event: StoredEvent) => StoredEvent;
}

/** Every change to the form of an event so far, in order. There are none. */
const upcasters: readonly Upcaster[] = [];

/** Thrown for an event written by a later version of the program: read in today's form, it would be misread. */
class EventOfLaterVersion extends Error {
  override readonly name = 'EventOfLaterVersion';
}

/** The version in which events of a type are written today. */
export const eventVersion = (type: string, known: readonly Upcaster[] = upcasters): number =>
  Math.max(1, ...known.filter((each) => each.type === type).map(({ from }) => from + 1));

/** An event as it is written today: with its version if its form has ever changed. */
export const withVersion = <E extends { type: string }>(event: E, known?: readonly Upcaster[]): E => {
  const v = eventVersion(event.type, known);
  return v === 1 ? event : { ...event, v };
};

/**
 * A stored event in today's form, not parsed yet. Returns the same object if nothing has changed or if it is not an
 * event. Throws `EventOfLaterVersion`.
 */
export function upcastEvent(stored: unknown, known: readonly Upcaster[] = upcasters): unknown {
  if (known.length === 0 && typeof stored === 'object' && stored !== null && !('v' in stored)) return stored;
  const read = StoredEvent.safeParse(stored);
  if (!read.success) return stored;
  const { type, v = 1 } = read.data;
  if (v > eventVersion(type, known)) throw new EventOfLaterVersion(`${type}, version ${v}`);
  const upcaster = known.find((each) => each.type === type && each.from === v);
  if (upcaster === undefined) return stored;
  const next = upcaster.upcast(read.data);
  return upcastEvent({ ...next, v: next.type === type ? v + 1 : 1 }, known);
}
