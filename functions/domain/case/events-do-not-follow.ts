/** Thrown when events do not follow from each other: a fault of ours or of the store, never of a user. */
export class EventsDoNotFollow extends Error {
  override name = 'EventsDoNotFollow' as const;
}
