import * as z from 'zod/mini';
import { refuse, type Refused } from '../text/refusal.ts';
import { CivilDate, Instant } from '../time/civil-date.ts';
import { Actor } from '../case/events.ts';

/** A person of a case, by their ids. */
export const Member = z.object({ caseId: z.string(), person: z.string() });
export type Member = z.infer<typeof Member>;

/**
 * The complainant that a person of a case belongs to. `complainant` is absent after they were split off. The version
 * counts changes.
 */
export const Membership = z.object({
  ...Member.shape,
  complainant: z.optional(z.string()),
  version: z.number(),
});
export type Membership = z.infer<typeof Membership>;

const alertStatus = z.enum(['sending', 'sent', 'refused', 'unconfirmed', 'not sent']);

/** "Unreasonably persistent": `caseId` is the case on which it was decided. `reason` can hold personal data. */
const Flag = z.object({
  caseId: z.string(),
  reason: z.string(),
  decisionMaker: z.string(),
  by: Actor,
  at: Instant,
  reviewOn: CivilDate,
});

const fact = { seq: z.number(), at: Instant, by: Actor };

/** `about`: the cases that a decision compared. Absent from events of earlier versions (see `casesBehind`). */
const decided = { ...fact, about: z.optional(z.array(z.string())) };

/**
 * Every fact about who a complainant is and how they are dealt with, in order of `seq`, never changed after it is
 * written.
 */
export const ComplainantEvent = z.discriminatedUnion('type', [
  z.object({ ...decided, type: z.literal('matched'), member: Member, reason: z.optional(z.string()) }),
  z.object({ ...decided, type: z.literal('kept apart'), member: Member, reason: z.optional(z.string()) }),
  z.object({ ...decided, type: z.literal('split off'), member: Member, reason: z.string() }),
  z.object({ ...fact, type: z.literal('erased'), member: Member }),
  z.object({ ...fact, type: z.literal('taken in'), complainant: z.string() }),
  z.object({ ...fact, type: z.literal('joined'), complainant: z.string() }),
  z.object({ ...decided, type: z.literal('flagged'), flag: Flag }),
  z.object({
    ...fact,
    type: z.literal('flag kept'),
    reason: z.string(),
    decisionMaker: z.string(),
    reviewOn: CivilDate,
  }),
  z.object({ ...fact, type: z.literal('flag ended'), reason: z.string() }),
  z.object({
    ...fact,
    type: z.literal('review alert'),
    to: z.string(),
    reviewOn: CivilDate,
    status: alertStatus,
  }),
]);
export type ComplainantEvent = z.infer<typeof ComplainantEvent>;

type Unplaced<E> = E extends unknown ? Omit<E, 'seq'> : never;
export type NewComplainantEvent = Unplaced<ComplainantEvent>;

/** One person across cases, made only from events. `apart`: persons who turned out to be someone else. */
export const Complainant = z.object({
  id: z.string(),
  version: z.number(),
  members: z.array(Member),
  apart: z.array(Member),
  takenIn: z.array(z.string()),
  flag: z.optional(Flag),
  alerts: z.array(z.object({ to: z.string(), at: Instant, status: alertStatus })),
});
export type Complainant = z.infer<typeof Complainant>;

const same = (one: Member) => (other: Member) => one.caseId === other.caseId && one.person === other.person;
const without = (members: readonly Member[], gone: Member) => members.filter((member) => !same(gone)(member));

export function isMember({ members }: Complainant, member: Member): boolean {
  return members.some(same(member));
}

/**
 * The cases without which an event would not exist. Anyone who may not know of one of them must not learn of the event,
 * because it shows that there is such a case, and its reason may name it. Events of earlier versions do not say what was
 * compared: those of the same decision are taken together, by their moment.
 *
 * @param events the events among which it is
 */
export function casesBehind(event: ComplainantEvent, events: readonly ComplainantEvent[]): string[] {
  if (!('member' in event))
    return event.type === 'flagged' ? [event.flag.caseId, ...(event.about ?? [])] : [];
  if (event.type === 'erased') return [event.member.caseId];
  const together = events.flatMap((other) =>
    'member' in other && other.at === event.at && other.by === event.by ? [other.member.caseId] : [],
  );
  return [...new Set([event.member.caseId, ...(event.about ?? together)])];
}

function evolve(state: Complainant, event: ComplainantEvent): Complainant {
  const next = { ...state, version: event.seq };
  switch (event.type) {
    case 'matched':
      return {
        ...next,
        members: [...without(state.members, event.member), event.member],
        apart: without(state.apart, event.member),
      };
    case 'kept apart':
      return { ...next, apart: [...without(state.apart, event.member), event.member] };
    case 'split off':
      return {
        ...next,
        members: without(state.members, event.member),
        apart: [...without(state.apart, event.member), event.member],
      };
    case 'erased':
      return {
        ...next,
        members: without(state.members, event.member),
        apart: without(state.apart, event.member),
      };
    case 'taken in':
      return { ...next, takenIn: [...state.takenIn, event.complainant] };
    case 'joined': {
      const { flag: _, ...unflagged } = next;
      return { ...unflagged, members: [], apart: [], alerts: [] };
    }
    case 'flagged':
      return { ...next, flag: event.flag, alerts: [] };
    case 'flag kept': {
      const { reviewOn, decisionMaker } = event;
      return state.flag ? { ...next, flag: { ...state.flag, reviewOn, decisionMaker }, alerts: [] } : next;
    }
    case 'flag ended': {
      const { flag: _, ...unflagged } = next;
      return { ...unflagged, alerts: [] };
    }
    case 'review alert': {
      const { to, at, status } = event;
      return { ...next, alerts: [...state.alerts.filter((alert) => alert.to !== to), { to, at, status }] };
    }
  }
}

/** The complainant that results from all events. */
export function replayComplainant(id: string, events: readonly ComplainantEvent[]): Complainant {
  return events.reduce(evolve, { id, version: 0, members: [], apart: [], takenIn: [], alerts: [] });
}

/** New events of one complainant, with the state after them. */
export interface ComplainantStep {
  expectedVersion: number;
  events: ComplainantEvent[];
  after: Complainant;
}

export function recordOf(before: Complainant, news: readonly NewComplainantEvent[]): ComplainantStep {
  const events = news.map((event, place): ComplainantEvent => ({
    ...event,
    seq: before.version + place + 1,
  }));
  return { expectedVersion: before.version, events, after: events.reduce(evolve, before) };
}

/** One side of a match: the person of a case, and the complainant they belong to (a new one if they belong to none). */
export interface Side {
  member: Member;
  complainant: Complainant;
}

interface Ruling {
  at: Instant;
  by: Actor;
  reason?: string | undefined;
}

/** Whether a match was rejected, by either side, for any case of the other. */
export function keptApart(one: Side, other: Side): boolean {
  const within = (members: readonly Member[], apart: readonly Member[]) =>
    members.some((member) => apart.some(same(member)));
  return within(all(one), other.complainant.apart) || within(all(other), one.complainant.apart);
}

/** All persons of a side, including one who is not stored as a member yet. */
function all({ member, complainant }: Side): Member[] {
  return isMember(complainant, member) ? complainant.members : [...complainant.members, member];
}

/**
 * Confirms that two persons are one: the complainant with fewer cases is merged into the other, with its flag and its
 * list of persons kept apart. A confirmation overrides an earlier rejection. Refused if both are flagged, because a
 * person must decide which reason and review date apply.
 */
export function confirmMatch(
  mine: Side,
  theirs: Side,
  { at, by, reason }: Ruling,
): { ok: true; steps: ComplainantStep[] } | Refused<'conflict'> {
  if (mine.complainant.id === theirs.complainant.id)
    return refuse('conflict', { code: 'same-complainant-already', params: {} });
  if (mine.complainant.flag && theirs.complainant.flag)
    return refuse('conflict', { code: 'both-flagged', params: {} });
  const [kept, gone] =
    theirs.complainant.members.length > mine.complainant.members.length ? [theirs, mine] : [mine, theirs];
  const ruled = { at, by, about: [mine.member.caseId, theirs.member.caseId] };
  const why = reason === undefined ? {} : { reason };
  const joining = [...(isMember(kept.complainant, kept.member) ? [] : [kept.member]), ...all(gone)];
  const members = [...kept.complainant.members, ...joining];
  const carried = gone.complainant.apart.filter((member) => !members.some(same(member)));
  const { flag } = gone.complainant;
  const known = gone.complainant.version > 0;
  return {
    ok: true,
    steps: [
      recordOf(kept.complainant, [
        ...joining.map((member) => ({ ...ruled, type: 'matched' as const, member, ...why })),
        ...carried.map((member) => ({ ...ruled, type: 'kept apart' as const, member })),
        ...(known ? [{ at, by, type: 'taken in' as const, complainant: gone.complainant.id }] : []),
        ...(flag ? [{ ...ruled, type: 'flagged' as const, flag }] : []),
      ]),
      ...(known
        ? [recordOf(gone.complainant, [{ at, by, type: 'joined', complainant: kept.complainant.id }])]
        : []),
    ],
  };
}

/** Records that two persons are not the same and must not be proposed again. */
export function rejectMatch(
  mine: Side,
  theirs: Side,
  { at, by, reason }: Ruling,
): { ok: true; steps: ComplainantStep[] } | Refused<'conflict'> {
  if (mine.complainant.id === theirs.complainant.id)
    return refuse('conflict', { code: 'same-complainant-split-instead', params: {} });
  const ruled = { at, by, about: [mine.member.caseId, theirs.member.caseId] };
  const why = reason === undefined ? {} : { reason };
  return {
    ok: true,
    steps: [
      recordOf(mine.complainant, [
        ...(isMember(mine.complainant, mine.member)
          ? []
          : [{ ...ruled, type: 'matched' as const, member: mine.member }]),
        { ...ruled, type: 'kept apart', member: theirs.member, ...why },
      ]),
    ],
  };
}

/**
 * Undoes a mistaken match: the person is a complainant of their own again and is not proposed again. A flag stays with
 * the complainant they leave.
 */
export function splitOff(
  complainant: Complainant,
  member: Member,
  ruling: Ruling & { reason: string },
): ComplainantStep {
  const about = complainant.members.map(({ caseId }) => caseId);
  return recordOf(complainant, [{ ...ruling, about, type: 'split off', member }]);
}

/**
 * The memberships after the steps, one row for each person who joined or left. `before`: the memberships in the store.
 * Undefined if the steps are based on outdated data, because someone belongs to a complainant who is not among them.
 */
export function newMemberships(
  steps: readonly ComplainantStep[],
  before: readonly Membership[],
): Membership[] | undefined {
  const ids = new Set<string | undefined>([undefined, ...steps.map(({ after }) => after.id)]);
  const moved = movedBy(steps).map((member) => {
    const known = before.find(same(member));
    const complainant = steps.find(({ after }) => isMember(after, member))?.after.id;
    return { member, known, complainant };
  });
  if (!moved.every(({ known }) => ids.has(known?.complainant))) return undefined;
  return moved.map(({ member, known, complainant }) => ({
    ...member,
    ...(complainant === undefined ? {} : { complainant }),
    version: (known?.version ?? 0) + 1,
  }));
}

/** Everyone who joins or leaves a complainant in the steps, each once. */
export function movedBy(steps: readonly ComplainantStep[]): Member[] {
  const members = steps.flatMap(({ events }) =>
    events.flatMap((event) => ('member' in event && event.type !== 'kept apart' ? [event.member] : [])),
  );
  return members.filter((member, place) => members.findIndex(same(member)) === place);
}

/** Whether the review date of a flag has come. */
export function isReviewDue({ flag }: Complainant, today: CivilDate): boolean {
  return flag !== undefined && flag.reviewOn <= today;
}
