import { accessDueOn, accessRequestsOf, type AccessRequest } from '../../domain/case/access-request.ts';
import type { Clearance } from '../../domain/case/clearance.ts';
import type { Case } from '../../domain/case/case.ts';
import type { Event } from '../../domain/case/events.ts';
import type { User } from '../../domain/council/council.ts';
import { partyOf } from '../../domain/case/parties.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import { invalid, refuse } from '../../domain/text/refusal.ts';
import { addMonths, londonDate, longDate, type CivilDate } from '../../domain/time/civil-date.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { meaningOfField } from '../../../workflows/procedures/field-meaning.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { wordsIn } from '../../words/words.ts';
import { actOnCase, type CaseActionRefusal, type CaseActionResult } from '../case-actions/case-action.ts';
import { decideStep } from '../decide-step/decide-step.ts';
import { gatherRequest, uncleared } from './items-about-person.ts';
import { openingOf, requestHiddenCases } from './request-hidden-cases.ts';

interface Command {
  caseId: string;
  by: User;
}

/** A day before this is a slip: whoever has waited so long for an answer has asked again. */
const earliestReceipt = (today: CivilDate): CivilDate => addMonths(today, -12);

const noSuchRequest = refuse('not found', { code: 'no-such-access-request', params: {} });

/** A request that is not answered yet, or why it cannot be worked on. */
function unanswered(
  events: readonly Event[],
  id: string,
): { ok: true; request: AccessRequest } | CaseActionRefusal {
  const request = accessRequestsOf(events).find((one) => one.id === id);
  if (!request) return noSuchRequest;
  return request.given
    ? refuse('conflict', { code: 'access-given-already', params: {} })
    : { ok: true, request };
}

/** What is found about the person of a request, as far as its officer may see it. */
const gathered = (deps: Dependencies, { caseId, by, request }: Command & { request: string }) =>
  gatherRequest(deps, { user: by, reference: caseId, request, words: wordsIn(undefined) });

/**
 * Opens the request of a person of a case for everything that is held about them, and a task of the officer to answer it by
 * its last day. `receivedOn`: the day from which the time counts (UK GDPR art. 12A): of the request, or on which they showed
 * who they are.
 */
export async function openAccessRequest(
  deps: Dependencies,
  { caseId, by, person, receivedOn }: Command & { person: string; receivedOn: CivilDate },
): Promise<{ ok: true; state: Case; request: string; dueOn: CivilDate } | CaseActionRefusal> {
  const calendar = await currentCalendar(deps);
  let [request, dueOn] = ['', receivedOn];
  const result = await actOnCase(deps, caseId, by, ({ state, events, persons }) => {
    const now = deps.clock.now();
    const today = londonDate(now);
    if (receivedOn > today) return invalid({ field: 'receivedOn', code: 'day-in-future', params: { today } });
    const earliest = earliestReceipt(today);
    if (receivedOn < earliest)
      return invalid({ field: 'receivedOn', code: 'day-too-early', params: { earliest } });
    if (!partyOf(state, person)) return invalid({ field: 'person', code: 'no-such-party-now', params: {} });
    const requests = accessRequestsOf(events);
    if (requests.some((one) => one.person === person && one.given === undefined && !one.ownCase))
      return invalid({ field: 'person', code: 'access-requested-already', params: {} });
    dueOn = accessDueOn(receivedOn, calendar);
    const opening = openingOf(deps, { state, events, persons }, { person, receivedOn, dueOn, owner: by.id });
    ({ request } = opening);
    return opening;
  });
  if (!result.ok) return result;
  await requestHiddenCases(deps, { caseId, by, request });
  return { ...result, request, dueOn };
}

/**
 * Extends the time to answer by two months, once and within the first month, because the person must be told of it within
 * that (UK GDPR art. 12(3)).
 */
export async function extendAccessRequest(
  deps: Dependencies,
  { caseId, by, request: id, reason }: Command & { request: string; reason: string },
): Promise<CaseActionResult> {
  const calendar = await currentCalendar(deps);
  const result = await actOnCase(deps, caseId, by, ({ events }) => {
    const open = unanswered(events, id);
    if (!open.ok) return open;
    const { request } = open;
    const now = deps.clock.now();
    if (request.extended) return refuse('conflict', { code: 'access-extended-already', params: {} });
    if (londonDate(now) > request.dueOn)
      return refuse('conflict', { code: 'access-extension-too-late', params: { dueOn: request.dueOn } });
    const dueOn = accessDueOn(request.receivedOn, calendar, true);
    return {
      events: [{ at: now, by: `user:${by.id}`, type: 'access-extended', request: id, dueOn, reason }],
    };
  });
  if (!result.ok) return result;
  const moved = await moveTask(deps, result.state, { by, request: id, reason });
  return { ok: true, state: moved ?? result.state };
}

/** A request with the task to answer it, while that is open. */
async function taskToAnswer({ store }: Dependencies, caseId: string, id: string) {
  const file = await store.file(caseId);
  const request = file && accessRequestsOf(file.events).find((one) => one.id === id);
  const run = file?.state.runs.find(
    ({ procedure, matter }) => procedure === proceduresAlongside.followUpNote && matter?.id === request?.note,
  );
  return { request, task: file?.state.tasks.find((one) => one.status === 'open' && one.run === run?.run) };
}

/** Ends the task to answer a request, as its owner would. */
async function endTask(
  deps: Dependencies,
  { id: caseId }: Case,
  { by, request: id }: { by: User; request: string },
): Promise<Case | undefined> {
  const { request, task } = await taskToAnswer(deps, caseId, id);
  if (!request?.given || !task) return undefined;
  const { on, included, leftOut } = request.given;
  const done = wordsIn(undefined).access.given({ on: longDate(on), included, leftOut });
  const decision = { caseId, step: task.key, outcome: 'done', answers: { done }, by, seen: '*' };
  const decided = await decideStep(deps, decision);
  return decided.ok ? decided.state : undefined;
}

/** Gives the task to answer a request the new last day, as its owner would. One that is done or has a later day is left alone. */
async function moveTask(
  deps: Dependencies,
  { id: caseId }: Case,
  { by, request: id, reason }: { by: User; request: string; reason: string },
): Promise<Case | undefined> {
  const { request, task } = await taskToAnswer(deps, caseId, id);
  const step = task && procedureOfTask(task, deps.procedures)?.steps[task.step];
  const [outcome, { form } = {}] =
    Object.entries(step?.outcomes ?? {}).find(([, { effect }]) => effect === 'extend') ?? [];
  if (!request || !task || outcome === undefined || form === undefined || task.due >= request.dueOn)
    return undefined;
  const answers = Object.fromEntries(
    Object.entries(form).flatMap(([name, field]) => {
      const meaning = meaningOfField(name, field);
      if (meaning === 'until') return [[name, request.dueOn]];
      return meaning === 'reason' ? [[name, reason]] : [];
    }),
  );
  const decided = await decideStep(deps, { caseId, step: task.key, outcome, answers, by, seen: '*' });
  return decided.ok ? decided.state : undefined;
}

/** A decision about an item, with the moment of the one that it replaces, as its officer has seen it. */
type SeenClearance = Clearance & { seen?: string | undefined };

/**
 * Records that items go out or stay back. What stays back needs a reason. Only items as they are now can be cleared, and a
 * colleague's decision is replaced only by who has seen it.
 */
export async function clearAccessItems(
  deps: Dependencies,
  { caseId, by, request: id, items }: Command & { request: string; items: readonly SeenClearance[] },
): Promise<CaseActionResult> {
  const unexplained = items.findIndex(({ include, reason }) => !include && reason === undefined);
  if (unexplained >= 0)
    return invalid({
      field: `items.${unexplained}.reason`,
      code: 'access-item-needs-reason',
      params: {},
    });
  const repeated = items.findIndex(({ item }, place) => items.findIndex((one) => one.item === item) < place);
  if (repeated >= 0)
    return invalid({ field: `items.${repeated}.item`, code: 'access-item-repeated', params: {} });
  const found = await gathered(deps, { caseId, by, request: id });
  return actOnCase(deps, caseId, by, ({ events }) => {
    if (!found) return noSuchRequest;
    const open = unanswered(events, id);
    if (!open.ok) return open;
    const { request } = open;
    const known = new Set(found.items.map((one) => one.id));
    if (items.some(({ item }) => !known.has(item)))
      return refuse('conflict', { code: 'access-item-changed', params: {} });
    if (items.some(({ item, seen }) => request.cleared.get(item)?.at !== seen))
      return refuse('conflict', { code: 'access-item-decided', params: {} });
    const cleared = items.map(({ item, include, reason }) => ({
      item,
      include,
      ...(include || reason === undefined ? {} : { reason }),
    }));
    if (cleared.length === 0) return { events: [] };
    return {
      events: [
        {
          at: deps.clock.now(),
          by: `user:${by.id}`,
          type: 'access-items-cleared',
          request: id,
          items: cleared,
        },
      ],
    };
  });
}

/**
 * Records that everything cleared was given to the person, and ends the task to answer. Refused while an item is not cleared. What
 * `by` may not know of has a request of its own by then.
 */
export async function giveAccess(
  deps: Dependencies,
  { caseId, by, request: id, on: day }: Command & { request: string; on?: CivilDate | undefined },
): Promise<CaseActionResult> {
  const found = await gathered(deps, { caseId, by, request: id });
  if (found) await requestHiddenCases(deps, { caseId, by, request: id });
  const result = await actOnCase(deps, caseId, by, ({ events }) => {
    if (!found) return noSuchRequest;
    const open = unanswered(events, id);
    if (!open.ok) return open;
    const { request } = open;
    const now = deps.clock.now();
    const today = londonDate(now);
    const on = day ?? today;
    if (on > today) return invalid({ field: 'on', code: 'day-in-future', params: { today } });
    if (on < request.receivedOn)
      return invalid({ field: 'on', code: 'day-too-early', params: { earliest: request.receivedOn } });
    const left = uncleared({ items: found.items, request });
    if (left.length > 0)
      return refuse('conflict', { code: 'access-items-uncleared', params: { count: left.length } });
    const included = found.items.filter((one) => request.cleared.get(one.id)?.include === true).length;
    return {
      events: [
        {
          at: now,
          by: `user:${by.id}`,
          type: 'access-given',
          request: id,
          on,
          included,
          leftOut: found.items.length - included,
        },
      ],
    };
  });
  if (!result.ok) return result;
  return { ok: true, state: (await endTask(deps, result.state, { by, request: id })) ?? result.state };
}
