import * as z from 'zod/mini';
import { refuse, type Refused } from '../text/refusal.ts';
import { CivilDate, Instant } from '../time/civil-date.ts';
import { Actor } from '../case/events.ts';

/** A person of a case, by their ids. */
export const Member = z.object({ caseId: z.string(), person: z.string() });
export type Member = z.infer<typeof Member>;

/** Where a person of a case belongs; `complainant` is absent once they were split off. The version counts its changes. */
export const Membership = z.object({
  ...Member.shape,
  complainant: z.optional(z.string()),
  version: z.number(),
});
export type Membership = z.infer<typeof Membership>;

const alertStatus = z.enum(['sending', 'sent', 'refused', 'unconfirmed', 'not sent']);

/** "Unreasonably persistent": `caseId` is the case on which it was decided, `reason` can hold personal data. */
const Flag = z.object({
  caseId: z.string(),
  reason: z.string(),
  decisionMaker: z.string(),
  by: Actor,
  at: Instant,
  reviewOn: CivilDate,
});

const fact = { seq: z.number(), at: Instant, by: Actor };

/** Every fact about who somebody is and how they are dealt with, in order of `seq`, never changed once written. */
export const ComplainantEvent = z.discriminatedUnion('type', [
  z.object({ ...fact, type: z.literal('matched'), member: Member, reason: z.optional(z.string()) }),
  z.object({ ...fact, type: z.literal('kept apart'), member: Member, reason: z.optional(z.string()) }),
  z.object({ ...fact, type: z.literal('split off'), member: Member, reason: z.string() }),
  z.object({ ...fact, type: z.literal('erased'), member: Member }),
  z.object({ ...fact, type: z.literal('taken in'), complainant: z.string() }),
  z.object({ ...fact, type: z.literal('joined'), complainant: z.string() }),
  z.object({ ...fact, type: z.literal('flagged'), flag: Flag }),
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

/** One person across cases: nothing but what the events say. `apart`: persons who were found to be somebody else. */
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

/** The complainant that the events make, from the first on. */
export function replayComplainant(id: string, events: readonly ComplainantEvent[]): Complainant {
  return events.reduce(evolve, { id, version: 0, members: [], apart: [], takenIn: [], alerts: [] });
}

/** New facts of one complainant, placed after the state they follow. */
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

/** One side of a match: the person of a case, and the complainant they belong to (a new one: nobody else does). */
export interface Side {
  member: Member;
  complainant: Complainant;
}

interface Ruling {
  at: Instant;
  by: Actor;
  reason?: string | undefined;
}

/** Whether a match was turned down: by either side, for any of the cases of the other. */
export function keptApart(one: Side, other: Side): boolean {
  const within = (members: readonly Member[], apart: readonly Member[]) =>
    members.some((member) => apart.some(same(member)));
  return within(all(one), other.complainant.apart) || within(all(other), one.complainant.apart);
}

/** The persons of a side, who may not be written down anywhere yet. */
function all({ member, complainant }: Side): Member[] {
  return isMember(complainant, member) ? complainant.members : [...complainant.members, member];
}

/**
 * Two persons are one: the complainant with fewer cases goes into the other, with its flag and whom it was kept apart
 * from. What a person confirms outweighs that it was turned down before. Refused where both are flagged: which reason
 * and review date hold then is for a person to say.
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
        ...joining.map((member) => ({ at, by, type: 'matched' as const, member, ...why })),
        ...carried.map((member) => ({ at, by, type: 'kept apart' as const, member })),
        ...(known ? [{ at, by, type: 'taken in' as const, complainant: gone.complainant.id }] : []),
        ...(flag ? [{ at, by, type: 'flagged' as const, flag }] : []),
      ]),
      ...(known
        ? [recordOf(gone.complainant, [{ at, by, type: 'joined', complainant: kept.complainant.id }])]
        : []),
    ],
  };
}

/** Two persons are not one, and are not proposed again. */
export function rejectMatch(
  mine: Side,
  theirs: Side,
  { at, by, reason }: Ruling,
): { ok: true; steps: ComplainantStep[] } | Refused<'conflict'> {
  if (mine.complainant.id === theirs.complainant.id)
    return refuse('conflict', { code: 'same-complainant-split-instead', params: {} });
  const why = reason === undefined ? {} : { reason };
  return {
    ok: true,
    steps: [
      recordOf(mine.complainant, [
        ...(isMember(mine.complainant, mine.member)
          ? []
          : [{ at, by, type: 'matched' as const, member: mine.member }]),
        { at, by, type: 'kept apart', member: theirs.member, ...why },
      ]),
    ],
  };
}

/** A person was matched by mistake: they stand for themselves again, and are not proposed again. A flag stays behind. */
export function splitOff(
  complainant: Complainant,
  member: Member,
  ruling: Ruling & { reason: string },
): ComplainantStep {
  return recordOf(complainant, [{ ...ruling, type: 'split off', member }]);
}

/**
 * Where persons belong after the steps, one row for each who came or went; `before`: where they belong in the store.
 * Undefined: the steps were worked out from what is no longer so, for somebody belongs to a complainant not among them.
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

/** Whoever comes to or leaves a complainant in the steps, each once. */
export function movedBy(steps: readonly ComplainantStep[]): Member[] {
  const members = steps.flatMap(({ events }) =>
    events.flatMap((event) => ('member' in event && event.type !== 'kept apart' ? [event.member] : [])),
  );
  return members.filter((member, place) => members.findIndex(same(member)) === place);
}

/** Whether the date on which a flag is to be looked at again has come. */
export function reviewIsDue({ flag }: Complainant, today: CivilDate): boolean {
  return flag !== undefined && flag.reviewOn <= today;
}
