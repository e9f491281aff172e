/** Thrown if events do not follow from each other: a fault of the program or the store, never of a user. */
export class EventsOutOfSequence extends Error {
  override name = 'EventsOutOfSequence' as const;
}
