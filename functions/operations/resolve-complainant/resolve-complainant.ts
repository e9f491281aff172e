import { hasConflict } from '../../domain/case/conflicts.ts';
import { randomUUID } from 'node:crypto';
import type { Case } from '../../domain/case/case.ts';
import { londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import {
  casesBehind,
  confirmMatch,
  isMember,
  keptApart,
  movedBy,
  newMemberships,
  recordOf,
  rejectMatch,
  replayComplainant,
  splitOff,
  type Complainant,
  type ComplainantEvent,
  type ComplainantStep,
  type Member,
  type NewComplainantEvent,
  type Side,
} from '../../domain/people/complainant.ts';
import { presentUser, type User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import { likeness, type Likeness } from '../../domain/people/same-person.ts';
import { invalid, refuse, type Refused } from '../../domain/text/refusal.ts';
import { refuseFarDay } from '../../domain/time/day-ahead.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';

/** The user who asks, and the case they ask about. */
export interface CaseRequest {
  user: User;
  caseId: string;
}

type RefusedComplainant = Refused<'not found' | 'not allowed' | 'conflict' | 'invalid'>;

export type ComplainantResult = { ok: true } | RefusedComplainant;

/** The complainant of a case, across those of their cases that the user may see. */
export interface ResolvedComplainant {
  person: Person | undefined;
  complainant: Complainant | undefined;
  /** The other cases. */
  cases: Case[];
  /** Cases that may be theirs, most likely first, without any that was rejected before. */
  proposals: ({ state: Case } & Likeness)[];
  /** Their history in order, without events that exist because of cases that the user may not see. */
  history: ComplainantEvent[];
  /** Whether the user may see the case on which the flag was set, and with it the reason. */
  flagExplained: boolean;
}

/** Thrown if others kept changing the same complainants at the same moment. The caller should try again. */
class ComplainantBusy extends Error {
  override name = 'ComplainantBusy' as const;
}

/** The complainant of a case. Undefined if there is no such case, or if this user may not know of it. */
export async function resolvedComplainant(
  deps: Dependencies,
  { user, caseId }: CaseRequest,
): Promise<ResolvedComplainant | undefined> {
  const file = await deps.store.file(caseId);
  if (!file || !sees(deps, user, file.state)) return undefined;
  const member = memberOf(file.state);
  const person = file.persons.find(({ id }) => id === member?.person);
  if (!member || !person)
    return { person, complainant: undefined, cases: [], proposals: [], history: [], flagExplained: true };
  const side = await sideOf(deps, member);
  const events = await historyOf(deps, side.complainant);
  const alike = (await deps.store.personsLike(person)).filter(({ caseId: other }) => other !== caseId);
  const named = [
    ...side.complainant.members.map((one) => one.caseId),
    ...events.flatMap((event) => casesBehind(event, events)),
    ...alike.map((one) => one.caseId),
  ];
  const seen = await visibleCases(deps, user, named);
  const proposals: ResolvedComplainant['proposals'] = [];
  const candidates = alike.map((one) => ({ caseId: one.caseId, person: one.person.id }));
  for (const [place, theirs] of (await sidesOf(deps, candidates)).entries()) {
    const state = seen.get(theirs.member.caseId);
    const like = likeness(person, alike[place]?.person ?? {});
    if (!state || !like || state.person !== theirs.member.person) continue;
    if (theirs.complainant.id === side.complainant.id || keptApart(side, theirs)) continue;
    proposals.push({ state, ...like });
  }
  const { flag } = side.complainant;
  const explained = events.every((event) => event.type !== 'flagged' || seen.has(event.flag.caseId));
  return {
    person,
    complainant: side.complainant,
    cases: statesOf(side.complainant.members, seen).filter(({ id }) => id !== caseId),
    proposals: proposals.sort(
      (a, b) => weight(b) - weight(a) || (a.state.receivedAt < b.state.receivedAt ? 1 : -1),
    ),
    history: events.filter(
      (event) =>
        casesBehind(event, events).every((id) => seen.has(id)) && (explained || !ofFlag.has(event.type)),
    ),
    flagExplained: flag === undefined || seen.has(flag.caseId),
  };
}

/** Later events about a flag reveal something of why it was set. */
const ofFlag = new Set<ComplainantEvent['type']>(['flag kept', 'flag ended', 'review alert']);

const weight = ({ strength, reasons }: Likeness) => (strength === 'strong' ? 10 : 0) + reasons.length;

/** A complaints officer's decision about two cases. */
export interface MatchRuling {
  decision: 'confirm' | 'reject' | 'split off';
  /** The id of the other case. */
  other: string;
  reason?: string | undefined;
}

/**
 * Records whether another case is from the same person. It need not have been proposed: people know more than addresses
 * show.
 */
export async function decideMatch(
  deps: Dependencies,
  { user, caseId }: CaseRequest,
  { decision, other, reason }: MatchRuling,
): Promise<ComplainantResult> {
  const seen = await visibleCases(deps, user, [caseId, other]);
  const [mine, theirs] = [seen.get(caseId), seen.get(other)];
  if (!mine || !theirs) return notFound;
  if (mine.id === theirs.id && decision !== 'split off')
    return invalid({ field: 'reference', code: 'same-case', params: {} });
  const [member, otherMember] = [memberOf(mine), memberOf(theirs)];
  if (!member || !otherMember) return refuse('conflict', { code: 'no-person-on-cases', params: {} });
  return write(deps, async () => {
    const [own, others] = [await sideOf(deps, member), await sideOf(deps, otherMember)];
    const ruling = { at: deps.clock.now(), by: `user:${user.id}` as const, reason };
    if (decision === 'split off') {
      const together = own.complainant.id === others.complainant.id;
      const visible = await visibleCases(
        deps,
        user,
        own.complainant.members.map((one) => one.caseId),
      );
      if (!together || visible.size < 2)
        return refuse('conflict', { code: 'different-complainants', params: {} });
      if (reason === undefined) return invalid({ field: 'reason', code: 'say-how-you-know', params: {} });
      return { steps: [splitOff(own.complainant, otherMember, { ...ruling, reason })] };
    }
    if (decision === 'reject' && keptApart(own, others)) return { ok: true };
    return (decision === 'confirm' ? confirmMatch : rejectMatch)(own, others, ruling);
  });
}

/** A flag that a complaints officer wants to set. The decision maker is the id of a user. */
export interface FlagCommand {
  reason: string;
  decisionMaker: string;
  reviewOn: CivilDate;
}

/**
 * Flags the complainant of a case as unreasonably persistent. The flag does not take away any right to complain: only
 * people read it, no rule does.
 */
export async function flagComplainant(
  deps: Dependencies,
  asked: CaseRequest,
  { reason, decisionMaker, reviewOn }: FlagCommand,
): Promise<ComplainantResult> {
  return changeFlag(deps, asked, reviewOn, (complainant, fact) =>
    complainant.flag
      ? refuse('conflict', { code: 'flagged-already', params: {} })
      : {
          news: [
            {
              ...fact,
              type: 'flagged',
              flag: { ...fact, caseId: asked.caseId, reason, decisionMaker, reviewOn },
            },
          ],
        },
  );
}

/** The result of a review: the flag stays until another date, perhaps with another decision maker, or it ends. */
export type FlagReview =
  | { decision: 'keep'; reason: string; reviewOn: CivilDate; decisionMaker?: string | undefined }
  | { decision: 'end'; reason: string };

/** Records the review of a flag. It may come before its date. */
export async function reviewFlag(
  deps: Dependencies,
  asked: CaseRequest,
  review: FlagReview,
): Promise<ComplainantResult> {
  const { reason } = review;
  const until = review.decision === 'keep' ? review.reviewOn : undefined;
  return changeFlag(deps, asked, until, ({ flag }, fact) => {
    if (!flag) return refuse('conflict', { code: 'not-flagged', params: {} });
    if (review.decision === 'end') return { news: [{ ...fact, type: 'flag ended', reason }] };
    const { reviewOn, decisionMaker = flag.decisionMaker } = review;
    return { news: [{ ...fact, type: 'flag kept', reason, reviewOn, decisionMaker }] };
  });
}

/** Removes an erased case from its complainant. After the last case, everything known of the person is erased. */
export async function forgetCase(deps: Pick<Dependencies, 'store' | 'clock'>, caseId: string): Promise<void> {
  const { persons } = await deps.store.remains(caseId);
  for (const { id: person } of persons) {
    let last: Complainant | undefined;
    await write(deps, async () => {
      const member = { caseId, person };
      const { complainant } = await sideOf(deps, member);
      last = undefined;
      if (!isMember(complainant, member)) return { ok: true };
      if (complainant.members.length > 1)
        return {
          steps: [recordOf(complainant, [{ at: deps.clock.now(), by: 'system', type: 'erased', member }])],
        };
      last = complainant;
      return { ok: true };
    });
    // Merged complainants are erased before the one they were merged into. After a crash, a second call finds the rest
    // through it.
    for (const { id } of last ? (await lineOf(deps, last)).toReversed() : [])
      await deps.store.eraseComplainant(id);
  }
}

async function changeFlag(
  deps: Dependencies,
  { user, caseId }: CaseRequest,
  reviewOn: CivilDate | undefined,
  work: (
    complainant: Complainant,
    fact: { at: string; by: `user:${string}` },
  ) => { news: NewComplainantEvent[] } | RefusedComplainant,
): Promise<ComplainantResult> {
  const state = (await visibleCases(deps, user, [caseId])).get(caseId);
  if (!state) return notFound;
  const member = memberOf(state);
  if (!member) return refuse('conflict', { code: 'no-person-on-case', params: {} });
  const now = deps.clock.now();
  const today = londonDate(now);
  if (reviewOn !== undefined && reviewOn <= today)
    return invalid({ field: 'reviewOn', code: 'day-not-after-today', params: { today } });
  const tooFar =
    reviewOn === undefined ? undefined : refuseFarDay(reviewOn, today, await currentCalendar(deps));
  if (tooFar) return invalid({ field: 'reviewOn', ...tooFar });
  return write(deps, async () => {
    const { complainant } = await sideOf(deps, member);
    const known = isMember(complainant, member);
    const members = known ? complainant.members : [member];
    const states = statesOf(
      members,
      await casesById(
        deps,
        members.map((one) => one.caseId),
      ),
    );
    const conflicted = (id: string) => states.some((one) => hasConflict(one, id, deps.council));
    if (conflicted(user.id)) return notAllowed;
    const fact = { at: now, by: `user:${user.id}` as const };
    const wanted = work(complainant, fact);
    if (!('news' in wanted)) return wanted;
    const { after } = recordOf(complainant, wanted.news);
    const decider = after.flag?.decisionMaker;
    if (decider !== undefined && !presentUser(deps.council, decider))
      return invalid({ field: 'decisionMaker', code: 'no-such-user', params: {} });
    if (decider !== undefined && conflicted(decider))
      return invalid({ field: 'decisionMaker', code: 'decision-maker-in-conflict', params: {} });
    const first: NewComplainantEvent[] = known ? [] : [{ ...fact, type: 'matched', member, about: [caseId] }];
    return { steps: [recordOf(complainant, [...first, ...wanted.news])] };
  });
}

const notFound = refuse('not found', { code: 'no-such-case', params: {} });
// No other reason is given, because the case behind the refusal may be one that the user may not know of.
const notAllowed = refuse('not allowed', { code: 'someone-else-decides', params: {} });

/** Calculates steps and writes them. Starts again if someone else wrote first. */
async function write(
  { store }: Pick<Dependencies, 'store'>,
  work: () => Promise<{ steps: ComplainantStep[] } | ComplainantResult>,
): Promise<ComplainantResult> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const wanted = await work();
    if (!('steps' in wanted)) return wanted;
    const before = await store.memberships(movedBy(wanted.steps));
    const memberships = newMemberships(wanted.steps, before);
    if (memberships && (await store.changeComplainants(wanted.steps, memberships))) return { ok: true };
  }
  throw new ComplainantBusy('the complainant was changed by others at the same moment, time after time');
}

/** The person who gave the feedback of a case. */
function memberOf({ id, person }: Case): Member | undefined {
  return person === undefined ? undefined : { caseId: id, person };
}

/**
 * The complainants that persons belong to. A person who was never matched is a complainant of their own, not stored
 * yet.
 */
export async function sidesOf(
  { store }: Pick<Dependencies, 'store'>,
  members: readonly Member[],
): Promise<Side[]> {
  const memberships = await store.memberships(members);
  const ids = new Set(memberships.flatMap(({ complainant }) => complainant ?? []));
  const known = await Promise.all([...ids].map((id) => store.complainant(id)));
  return members.map((member) => {
    const complainant = known.find((one) => one && isMember(one, member));
    return { member, complainant: complainant ?? replayComplainant(randomUUID(), []) };
  });
}

async function sideOf(deps: Pick<Dependencies, 'store'>, member: Member): Promise<Side> {
  const [side] = await sidesOf(deps, [member]);
  return side ?? { member, complainant: replayComplainant(randomUUID(), []) };
}

/** A complainant and all complainants merged into it, directly or indirectly. */
async function lineOf(deps: Pick<Dependencies, 'store'>, complainant: Complainant): Promise<Complainant[]> {
  const line = [complainant];
  for (const id of complainant.takenIn) {
    const before = await deps.store.complainant(id);
    if (before) line.push(...(await lineOf(deps, before)));
  }
  return line;
}

async function historyOf(deps: Dependencies, complainant: Complainant): Promise<ComplainantEvent[]> {
  const events: ComplainantEvent[] = [];
  for (const { id } of await lineOf(deps, complainant))
    events.push(...(await deps.store.complainantEvents(id)));
  return events.sort((a, b) => (a.at < b.at ? -1 : 1));
}

function sees({ council }: Dependencies, user: User, state: Case): boolean {
  return may(user, { do: 'resolve complainant' }, state, council);
}

async function casesById({ store }: Dependencies, ids: readonly string[]): Promise<Map<string, Case>> {
  const states = await Promise.all([...new Set(ids)].map((id) => store.state(id)));
  return new Map(states.flatMap((state) => (state ? [[state.id, state]] : [])));
}

/** The cases among these whose complainant this user may resolve. */
async function visibleCases(
  deps: Dependencies,
  user: User,
  ids: readonly string[],
): Promise<Map<string, Case>> {
  const known = await casesById(deps, ids);
  return new Map([...known].filter(([, state]) => sees(deps, user, state)));
}

function statesOf(members: readonly Member[], known: ReadonlyMap<string, Case>): Case[] {
  return members.flatMap(({ caseId }) => known.get(caseId) ?? []);
}
