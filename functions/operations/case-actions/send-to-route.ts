import type { Case } from '../../domain/case/case.ts';
import { conflictedUsers } from '../../domain/case/conflicts.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { ownPoints } from '../../domain/case/facts.ts';
import { record } from '../../domain/case/replay.ts';
import { taskNow } from '../../domain/correspondence/letters-about-people.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import type { User } from '../../domain/council/council.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';
import { hasAddressOf, routeContact } from '../../domain/people/contacts.ts';
import { invalid, refuse, type Refused } from '../../domain/text/refusal.ts';
import { addMonths, londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { WorkingDays } from '../../domain/time/working-days.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { routeLetters } from '../../../workflows/letters/letter-names.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { otherRoutes, type RouteId } from '../../../workflows/procedures/other-routes.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { actOnRecent, type CaseActionResult } from './case-action.ts';
import { refuseDayOfCase } from '../../domain/time/day-of-receipt.ts';

/**
 * Points that are dealt with on another route. Without `points` it is about all of them. With `message` it is about what a
 * message asks for, which is none of the points; a copy has the reason then, because a message can name anyone.
 */
interface RouteRequest {
  route: RouteId;
  points?: readonly string[] | undefined;
  message?: { id: string; askedOn: CivilDate } | undefined;
  reason: string;
  to: string;
  on?: CivilDate | undefined;
  routeReference?: string | undefined;
  copy?: boolean | undefined;
  goesOn: boolean;
}

/**
 * Sends points, or the whole complaint, to another route (law.md section 2). Points that end here need no finding any
 * more, and one letter tells the complainant, unless telling could put someone at risk (decision 0039).
 */
export async function sendToRoute(
  deps: Dependencies,
  { caseId, by, request }: { caseId: string; by: User; request: RouteRequest },
): Promise<CaseActionResult> {
  const calendar = await currentCalendar(deps);
  return actOnRecent(deps, caseId, by, ({ state }) => routeStarted(deps, state, request, { by, calendar }));
}

/** The events and the work by which a route starts, or why it cannot. */
export function routeStarted(
  deps: Dependencies,
  state: Case,
  request: RouteRequest,
  { by, calendar }: { by: User; calendar: WorkingDays },
): EventsAndOutbox | Refused<'invalid' | 'conflict'> {
  const now = deps.clock.now();
  const today = londonDate(now);
  const refusal = refuseRoute(deps, state, request, today);
  if (refusal) return refusal;
  const { route, reason, to, on = today, routeReference, goesOn, message } = request;
  const sending = `W${(state.routes ?? []).length + 1}`;
  const asked = message?.askedOn ?? state.receivedOn;
  const dueOn = lastDay(route, asked, calendar);
  const copied = request.copy === true;
  const sent: NewEvent = {
    at: now,
    by: `user:${by.id}`,
    type: 'sent-to-route',
    sending,
    route,
    points: [...pointsOf(state, request)],
    ...(message === undefined ? {} : { message: message.id }),
    reason,
    to,
    on,
    goesOn,
    ...(routeReference === undefined ? {} : { routeReference }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(copied ? { copied } : {}),
  };
  const { after } = record(state.id, state, [sent]);
  const tells = !goesOn && otherRoutes[route].tells;
  const letters = tells
    ? lettersFor(routeLetters.complainant, ['complainant'], `route/${sending}`, after, taskNow(after), {
        council: deps.council,
        now,
      })
    : [];
  const address = routeContact(route);
  const copy: NewEvent[] = copied
    ? [
        {
          at: now,
          by: 'system',
          type: 'letter-prepared',
          letter: `route/${sending}/${routeLetters.copy}/${address}`,
          template: routeLetters.copy,
          to: address,
          task: taskNow(after).key,
        },
      ]
    : [];
  // What becomes of it there is followed, until the last day that the law gives the route or within our own target.
  const follow = startAlongside(deps, after, {
    procedure: proceduresAlongside.followRoute,
    matter: { id: `route-${sending}`, from: on, ...(dueOn === undefined ? {} : { dueOn }) },
    now,
    by: 'system',
  });
  return {
    outbox: follow.outbox,
    events: [
      sent,
      ...follow.events,
      ...[...letters, ...copy].map((event) =>
        event.type === 'letter-prepared' ? { ...event, sending } : event,
      ),
    ],
  };
}

const pointsOf = (state: Case, { points, message }: Pick<RouteRequest, 'points' | 'message'>) =>
  points ?? (message === undefined ? ownPoints(state.facts).map(({ id }) => id) : []);

/** The last day for the answer. The law counts from the day on which the council received the request. */
function lastDay(route: RouteId, received: CivilDate, calendar: WorkingDays): CivilDate | undefined {
  const { limit } = otherRoutes[route];
  if (!limit) return undefined;
  return 'months' in limit
    ? calendar.onOrAfter(addMonths(received, limit.months))
    : calendar.add(received, limit.workingDays);
}

function refuseRoute(
  { council }: Dependencies,
  state: Case,
  request: RouteRequest,
  today: CivilDate,
): Refused<'invalid' | 'conflict'> | undefined {
  const { route, points, on = today, copy, goesOn, message } = request;
  if (state.status === 'closed' && message === undefined)
    return refuse('conflict', { code: 'case-closed', params: {} });
  // A letter comes from a step.
  if (state.tasks.length === 0) return refuse('conflict', { code: 'case-not-begun', params: {} });
  const known = ownPoints(state.facts).map(({ id }) => id);
  const sent = pointsOf(state, request);
  if (!sent.every((id) => known.includes(id)) || new Set(sent).size < sent.length)
    return invalid({ field: 'points', code: 'unknown-points', params: { points: known } });
  if (!goesOn && known.every((id) => sent.includes(id)))
    return invalid({
      field: points === undefined ? 'goesOn' : 'points',
      code: 'route-leaves-no-point',
      params: {},
    });
  const wrongDay = refuseDayOfCase(on, today, state);
  if (wrongDay) return invalid({ field: 'on', ...wrongDay });
  const again = (state.routes ?? []).some(
    (one) =>
      one.route === route &&
      one.on === on &&
      one.message === message?.id &&
      one.points.length === sent.length &&
      one.points.every((id) => sent.includes(id)),
  );
  if (again) return invalid({ field: 'route', code: 'sent-to-route-already', params: {} });
  if (copy !== true) return undefined;
  if (council.routeAddresses?.[route] === undefined)
    return invalid({ field: 'copy', code: 'route-without-address', params: {} });
  if (hasAddressOf(council.routeAddresses[route], conflictedUsers(state, council), council))
    return invalid({ field: 'copy', code: 'route-reader-in-conflict', params: {} });
  return message === undefined && sent.length === 0 && state.facts.summary === undefined
    ? invalid({ field: 'copy', code: 'nothing-to-copy', params: {} })
    : undefined;
}
