/** Thrown if events do not follow from each other: a fault of the program or the store, never of a user. */
export class EventsDoNotFollow extends Error {
  override name = 'EventsDoNotFollow' as const;
}
