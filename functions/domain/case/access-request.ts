import { addMonths, type CivilDate, type Instant } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Clearance } from './clearance.ts';
import type { Event } from './events.ts';

/** What kinds of items are held about a person, in the order in which they are shown. */
export const itemKinds = [
  'details',
  'message',
  'attachment',
  'letter',
  'draft',
  'document',
  'note',
  'decision',
  'history',
  'facts',
  'views',
  'flag',
  'held mail',
] as const;
export type ItemKind = (typeof itemKinds)[number];

/** A request for everything held about a person of a case (A1, A2, ...), as its events tell of it. */
export interface AccessRequest {
  id: string;
  /** The id of the person in the case on which the request was opened. */
  person: string;
  receivedOn: CivilDate;
  dueOn: CivilDate;
  openedAt: Instant;
  /** The note whose follow-up is the task to answer it. */
  note: string | undefined;
  /** It is for its own case alone: the part of a request on another case that its officer may not decide. */
  ownCase?: true | undefined;
  extended?: { on: Instant; reason: string };
  /** The latest decision about each item, by the id of the item. */
  cleared: ReadonlyMap<string, Clearance & { by: string; at: Instant }>;
  given?: { on: CivilDate; by: string; included: number; leftOut: number };
}

/** The requests that were opened on a case, oldest first. */
export function accessRequestsOf(events: readonly Event[]): AccessRequest[] {
  const requests = new Map<string, AccessRequest>();
  for (const event of events) {
    if (event.type === 'access-requested') {
      const { request: id, person, receivedOn, dueOn, at, note, ownCase } = event;
      requests.set(id, { id, person, receivedOn, dueOn, openedAt: at, note, ownCase, cleared: new Map() });
      continue;
    }
    if (
      event.type !== 'access-extended' &&
      event.type !== 'access-items-cleared' &&
      event.type !== 'access-given'
    )
      continue;
    const known = requests.get(event.request);
    if (known === undefined) continue;
    const { at, by } = event;
    if (event.type === 'access-extended')
      requests.set(known.id, { ...known, dueOn: event.dueOn, extended: { on: at, reason: event.reason } });
    else if (event.type === 'access-items-cleared')
      requests.set(known.id, {
        ...known,
        cleared: new Map([
          ...known.cleared,
          ...event.items.map((one) => [one.item, { ...one, at, by }] as const),
        ]),
      });
    else {
      const { on, included, leftOut } = event;
      requests.set(known.id, { ...known, given: { on, by, included, leftOut } });
    }
  }
  return [...requests.values()];
}

/** How many months after its receipt a request must be answered: UK GDPR art. 12(3), and the most it may be extended to. */
const months = { first: 1, extended: 3 };

/**
 * The last day to answer a request: the corresponding day a month later, or the last of that month, or the next working day
 * if it is none (ICO, "Right of access": how long do we have to comply). Extended: two further months.
 */
export const accessDueOn = (
  receivedOn: CivilDate,
  calendar: Pick<WorkingDays, 'onOrAfter'>,
  extended = false,
): CivilDate => calendar.onOrAfter(addMonths(receivedOn, extended ? months.extended : months.first));
