import {
  type Case,
  currentPause,
  executionName,
  type LetterState,
  nextRun,
  type Run,
  runOf,
  type Task,
  taskOf,
} from './case.ts';
import { bounded, nextLetterNumber } from './bounded.ts';
import { withChildLimit } from './child-limits.ts';
import { EventsOutOfSequence } from './events-out-of-sequence.ts';
import type { Event, NewEvent } from './events.ts';
import { type Facts, pointNumber, withOwnFindings } from './facts.ts';
import { factsOf, withFindings, withoutPointsElsewhere } from './findings-of-stages.ts';
import { afterDealing, afterReceipt, afterTakingUp, afterStart } from './open-messages.ts';
import { withLinksRevoked, withParties } from './parties.ts';
import { putRight } from './put-right.ts';
import { procedureBegun } from './remedies.ts';
import { type RoleHolder, roleHolders } from './role-holders.ts';
import { userIdOf } from '../council/council.ts';
import { addCalendarDays, londonDate } from '../time/civil-date.ts';

/**
 * Event sourcing's "evolve": the state after one more event. Throws `EventsOutOfSequence` if the event cannot follow the
 * state.
 */
function evolve(state: Case | undefined, event: Event, caseId: string): Case {
  if (event.seq !== (state?.version ?? 0) + 1) {
    throw new EventsOutOfSequence(`event ${event.seq} after version ${state?.version ?? 0}`);
  }
  if (event.type === 'received') {
    if (state) throw new EventsOutOfSequence('a case is received once');
    return {
      id: caseId,
      version: 1,
      reference: event.reference,
      kind: event.kind,
      channel: event.channel,
      receivedAt: event.receivedAt,
      receivedOn: event.receivedOn,
      ...(event.person === undefined ? {} : { person: event.person }),
      ...(event.splitFrom === undefined ? {} : { splitFrom: event.splitFrom }),
      ...(event.passedOn === undefined ? {} : { passedOn: event.passedOn }),
      status: 'open',
      runs: [],
      links: [],
      reopenings: 0,
      documents: [],
      facts: {},
      stops: [],
      tasks: [],
      letters: [],
      messages: [event.message],
    };
  }
  if (!state) throw new EventsOutOfSequence(`${event.type} before the case is received`);
  return bounded({ ...change(state, event), version: event.seq });
}

function change(state: Case, event: Exclude<Event, { type: 'received' }>): Case {
  switch (event.type) {
    case 'procedure-started': {
      const { run, procedure, version, beside = false, matter, follows } = event;
      if (run !== nextRun(state)) throw new EventsOutOfSequence(`run ${run} after ${nextRun(state) - 1}`);
      const former = beside ? state.runs.find((other) => other.run === follows) : undefined;
      const takenOver = former && { run: former.run, procedure: procedureBegun(former) };
      const started: Run = {
        run,
        procedure,
        version,
        status: 'running',
        beside,
        ...(matter === undefined ? {} : { matter }),
        ...(takenOver === undefined ? {} : { takesOver: takenOver }),
        execution: executionName(state.id, run, 1),
        executions: 1,
        ...startedWith(event),
      };
      const runs = state.runs.map((other): Run =>
        other.run === follows ? { ...other, status: 'ended' } : other,
      );
      return {
        ...state,
        ...(beside ? {} : { procedure: { id: procedure, version, run } }),
        runs: [...runs, started],
        ...afterStart(state, event),
      };
    }
    case 'run-continued':
      return withRun(state, event.run, (run) => ({
        ...run,
        execution: event.execution,
        executions: run.executions + 1,
        ...startedWith(event),
      }));
    case 'run-ended':
      return withRun(state, event.run, (run) => ({ ...run, status: 'ended' }));
    case 'task-opened': {
      const run = runOf(state, event.run);
      const task: Task = {
        key: event.task,
        step: event.step,
        procedure: run.procedure,
        procedureVersion: run.version,
        run: event.run,
        turn: event.turn,
        performer: event.performer,
        ...(event.assignee === undefined ? {} : { assignee: event.assignee }),
        openedAt: event.at,
        status: 'open',
        clockFrom: event.clockFrom,
        originalDue: event.originalDue ?? event.due,
        due: event.due,
        ...(event.alsoFrom === undefined ? {} : { alsoFrom: event.alsoFrom }),
        ...(event.alsoDue === undefined ? {} : { alsoDue: event.alsoDue }),
        ...(event.clockDue === undefined ? {} : { clockDue: event.clockDue }),
        ...(event.urgent === undefined ? {} : { urgent: event.urgent }),
        extensions: event.extensions ?? [],
        milestones: [],
        decisions: [],
      };
      return { ...state, tasks: [...state.tasks, task] };
    }
    case 'assigned':
      return withTask(state, event.task, (task) => ({ ...task, assignee: event.assignee }));
    case 'unassigned':
      return withTask(state, event.task, ({ assignee: _taken, ...task }) => task);
    case 'milestone':
      return withTask(state, event.task, (task) => ({
        ...task,
        milestones: [...task.milestones, milestoneKey(event)],
        ...(isBreach(event) && !task.breachedAt ? { breachedAt: event.at } : {}),
      }));
    case 'clock-started':
      return {
        ...state,
        clocks: [...(state.clocks ?? []), { run: event.run, clock: event.clock, from: event.from }],
      };
    case 'clock-ended':
      return clockEnded(state, event);
    case 'decided': {
      // Before it was recorded by itself, the day was known by the name of its field.
      const doneOn = event.doneOn ?? event.answers['doneOn'];
      return withTask(state, event.task, (task) => ({
        ...task,
        status: event.ends ? 'decided' : task.status,
        decisions: [
          ...task.decisions,
          {
            n: event.decision,
            outcome: event.outcome,
            by: event.by,
            at: event.at,
            ends: event.ends,
            ...(typeof doneOn === 'string' ? { doneOn } : {}),
          },
        ],
      }));
    }
    case 'extended':
      return extended(state, event);
    case 'delay-reported':
      return withTask(state, event.task, (task) => ({ ...task, expected: event.expected }));
    case 'deadline-moved':
      return withTask(state, event.task, (task) => ({
        ...task,
        due: event.until,
        ...(event.from === undefined ? {} : { clockFrom: event.from }),
        ...(event.alsoUntil === undefined ? {} : { alsoDue: event.alsoUntil }),
        ...(event.clockUntil === undefined ? {} : { clockDue: event.clockUntil }),
      }));
    case 'frozen':
      // If the case is paused already, the pause continues until another review.
      return {
        ...state,
        stops: currentPause(state)
          ? state.stops.map((stop) =>
              stop.until === undefined ? { ...stop, reviewOn: event.reviewOn } : stop,
            )
          : [...state.stops, { from: londonDate(event.at), reviewOn: event.reviewOn }],
      };
    case 'resumed':
      return {
        ...state,
        stops: state.stops.map((stop) =>
          stop.until === undefined ? { ...stop, until: londonDate(event.at) } : stop,
        ),
      };
    case 'withdrawn':
      return {
        ...state,
        withdrawn: { on: londonDate(event.at), phase: event.phase, carriedOn: event.carriedOn },
      };
    case 'ended-after-death':
      return { ...state, endedAfterDeathOn: londonDate(event.at) };
    case 'resolved-informally':
      return { ...state, resolvedInformallyOn: event.on };
    case 'reopened': {
      const {
        closedAt: _,
        closedAs: __,
        outcome: ___,
        withdrawn: ____,
        keptUntil: _____,
        resolvedInformallyOn: ______,
        endedAfterDeathOn: _______,
        mergedInto: ________,
        ...rest
      } = state;
      return { ...rest, status: 'open', reopenings: state.reopenings + 1 };
    }
    case 'kept':
      return { ...state, keptUntil: event.until };
    case 'legal-hold': {
      const { legalHold: _, ...rest } = state;
      if (event.on) return { ...rest, legalHold: { since: event.at, by: event.by } };
      // If a case was due for erasure during the hold, its review begins the day after the hold ends.
      const next = addCalendarDays(londonDate(event.at), 1);
      return { ...rest, keptUntil: next > (state.keptUntil ?? '') ? next : state.keptUntil };
    }
    case 'merged-into':
      return { ...state, mergedInto: event.into };
    case 'merged-from':
      return { ...state, mergedFrom: [...(state.mergedFrom ?? []), event.from] };
    case 'linked':
      return { ...state, links: [...state.links, { to: event.to, why: event.why }] };
    case 'split':
      return withoutPointsElsewhere({
        ...state,
        facts: withOwnFindings({
          ...state.facts,
          points: (state.facts.points ?? []).map((point) =>
            event.points.includes(point.id)
              ? { ...point, procedure: event.procedure, case: event.to }
              : point,
          ),
        }),
      });
    case 'sent-to-route':
      return sentToRoute(state, event);
    case 'corrected': {
      const { state: corrected, facts } = putRight(state, event);
      return withoutPointsElsewhere(withFacts(corrected, facts));
    }
    case 'document-added':
      return { ...state, documents: [...state.documents, event.document] };
    case 'limited-to-children':
      return withChildLimit(state, event);
    case 'facts-recorded':
      return {
        ...withFindings(state, withFacts(state, factsOf(event)), event),
        ...withRenewedRequests(state, event.facts),
      };
    case 'party-added':
    case 'party-changed':
    case 'party-roles-changed':
    case 'party-ended':
      return withParties(state, event);
    case 'independence-declared':
      return declared(state, event, true);
    case 'appointment-declined':
      return declared(state, event, false);
    case 'message-received':
      return {
        ...state,
        messages: [...state.messages, event.message],
        ...(state.messageCount === undefined ? {} : { messageCount: state.messageCount + 1 }),
        ...afterReceipt(state, event),
      };
    // The run that it starts says the rest.
    case 'letter-written':
    case 'letter-drafted':
    case 'note-recorded':
    case 'safeguarding-marked':
    case 'access-requested':
    case 'access-extended':
    case 'access-items-cleared':
    case 'access-given':
      return state;
    case 'message-dealt-with':
      return { ...state, ...afterDealing(state, event) };
    case 'message-taken-up':
      return { ...state, ...afterTakingUp(state, event) };
    case 'letter-prepared':
      return {
        ...state,
        letters: [
          ...state.letters,
          {
            key: event.letter,
            template: event.template,
            to: event.to,
            ...(event.task === undefined ? {} : { task: event.task }),
            ...(event.clock === undefined ? {} : { clock: event.clock }),
            ...(event.change === undefined ? {} : { change: event.change }),
            ...(event.sending === undefined ? {} : { sending: event.sending }),
            preparedAt: event.at,
            status: 'prepared',
            ...nextLetterNumber(state),
          },
        ],
      };
    case 'letter-settled':
      return withLetter(state, event.letter, {
        status: event.status,
        ...(event.leftOn === undefined ? {} : { leftOn: event.leftOn }),
      });
    // Rows of letters remember it (functions/operations/consequences/follow-letters.ts).
    case 'letter-printed':
    case 'letter-read':
      return state;
    // The mail server has it: what became of it is known after all.
    case 'letter-delivered':
      return {
        ...state,
        letters: state.letters.map((letter) =>
          letter.key === event.letter && letter.status === 'unconfirmed'
            ? { ...letter, status: 'sent', leftOn: letter.leftOn ?? londonDate(event.at) }
            : letter,
        ),
      };
    case 'letter-posted':
      return withLetter(state, event.letter, { status: 'posted', leftOn: event.on });
    case 'letter-returned':
      return withLetter(state, event.letter, { status: 'returned' });
    case 'letter-reached':
      return withLetter(state, event.letter, { reachedOn: event.on });
    case 'links-revoked':
      return withLinksRevoked(state, event.party);
    case 'closed':
      return {
        ...withRun(state, event.run, (run) => ({ ...run, status: 'ended' })),
        status: 'closed',
        closedAt: event.at,
        closedAs: event.as,
        ...(event.outcome === undefined ? {} : { outcome: event.outcome }),
      };
  }
}

/** What a run knows about the start of its execution. */
const startedWith = ({
  at,
  definition,
}: Extract<Event, { type: 'procedure-started' | 'run-continued' }>): Pick<Run, 'definition' | 'since'> =>
  definition === undefined ? {} : { definition, since: at };

/** A milestone as a task remembers that it has passed: of a stage's clock with the name of the clock. */
export const milestoneKey = ({
  clock,
  milestone,
  due,
}: Pick<Extract<NewEvent, { type: 'milestone' }>, 'clock' | 'milestone' | 'due'>): string =>
  `${clock === undefined ? '' : `${clock}/`}${milestone}@${due}`;

/** The clock and the milestone that such a key names. */
export function partsOfMilestoneKey(key: string): { clock: string | undefined; milestone: string } {
  const [name = ''] = key.split('@');
  const [clock, milestone] = name.includes('/') ? name.split('/') : [undefined, name];
  return { clock, milestone: milestone ?? '' };
}

/** Before the meaning of milestones was recorded, a breach had this name in every procedure. */
export const isBreach = ({ means, milestone }: Extract<Event, { type: 'milestone' }>): boolean =>
  means === undefined ? milestone === 'breach' : means === 'breach';

/** Ends a clock that a decision started, or one that began by itself. */
function clockEnded(state: Case, { run, clock, on }: Extract<Event, { type: 'clock-ended' }>): Case {
  const clocks = state.clocks ?? [];
  const started = clocks.findLast(
    (one) => one.run === run && one.clock === clock && one.endedOn === undefined,
  );
  return {
    ...state,
    clocks: started
      ? clocks.map((one) => (one === started ? { ...one, endedOn: on } : one))
      : [...clocks, { run, clock, endedOn: on }],
  };
}

/** What went to another route. Points that ended here are not decided here any more. */
function sentToRoute(state: Case, event: Extract<Event, { type: 'sent-to-route' }>): Case {
  const { type: _, seq: __, ...sent } = event;
  const routes = [...(state.routes ?? []), sent];
  if (event.goesOn) return { ...state, routes };
  const points = (state.facts.points ?? []).map((point) =>
    event.points.includes(point.id) ? { ...point, route: event.route } : point,
  );
  return withoutPointsElsewhere({ ...state, routes, facts: withOwnFindings({ ...state.facts, points }) });
}

function extended(state: Case, event: Extract<Event, { type: 'extended' }>): Case {
  const { at, due: from, until, clock, stepKeeps } = event;
  const granted = { at, from, until };
  const run = taskOf(state, event.task)?.run ?? 0;
  const withClock: Case =
    clock === undefined
      ? state
      : { ...state, extensions: [...(state.extensions ?? []), { run, clock, ...granted }] };
  return withTask(withClock, event.task, (task) => ({
    ...task,
    ...(stepKeeps ? {} : { due: until }),
    ...(stepKeeps || task.alsoDue === undefined || task.alsoDue >= until ? {} : { alsoDue: until }),
    ...(task.clockDue === undefined ? {} : { clockDue: until }),
    ...(clock === undefined ? { extensions: [...task.extensions, granted] } : {}),
  }));
}

function declared(state: Case, { by, at }: Pick<Event, 'by' | 'at'>, signed: boolean): Case {
  const user = userIdOf(by);
  const others = (state.declarations ?? []).filter((other) => other.user !== user);
  return { ...state, declarations: [...others, { user, at, signed }] };
}

/** A person who declined and is appointed again is asked again. */
function withRenewedRequests({ declarations }: Case, facts: Facts): Pick<Case, 'declarations'> {
  if (!declarations) return {};
  const named = new Set(roleHolders({ facts }).map(({ id }) => id));
  return { declarations: declarations.filter(({ user, signed }) => signed || !named.has(user)) };
}

function withFacts(state: Case, recorded: Facts): Case {
  const numbers = (recorded.points ?? []).map(pointNumber);
  const after: Case = {
    ...state,
    facts: withOwnFindings({ ...state.facts, ...recorded }),
    ...(numbers.length === 0 ? {} : { lastPoint: Math.max(state.lastPoint ?? 0, ...numbers) }),
  };
  const same = (one: RoleHolder) => (other: RoleHolder) => one.role === other.role && one.id === other.id;
  const known = [...roleHolders(after), ...(state.formerHolders ?? [])];
  const gone = roleHolders(state).filter((held) => !known.some(same(held)));
  return gone.length === 0 ? after : { ...after, formerHolders: [...(state.formerHolders ?? []), ...gone] };
}

function withRun(state: Case, number: number, update: (run: Run) => Run): Case {
  runOf(state, number);
  return { ...state, runs: state.runs.map((run) => (run.run === number ? update(run) : run)) };
}

function withLetter(
  state: Case,
  key: string,
  news: Partial<Pick<LetterState, 'status' | 'leftOn' | 'reachedOn'>>,
): Case {
  return {
    ...state,
    letters: state.letters.map((letter) => (letter.key === key ? { ...letter, ...news } : letter)),
  };
}

function withTask(state: Case, key: string, update: (task: Task) => Task): Case {
  if (!taskOf(state, key)) throw new EventsOutOfSequence(`no task ${key}`);
  return { ...state, tasks: state.tasks.map((task) => (task.key === key ? update(task) : task)) };
}

/** The state that results from all events. Throws `EventsOutOfSequence`. */
export function replay(caseId: string, events: readonly Event[]): Case | undefined {
  let state: Case | undefined;
  for (const event of events) state = evolve(state, event, caseId);
  return state;
}

/** Numbers new events in order after the state and applies them. */
export function record(
  caseId: string,
  before: Case | undefined,
  news: readonly NewEvent[],
): { events: Event[]; after: Case } {
  let after = before;
  const events: Event[] = [];
  for (const fresh of news) {
    const event: Event = { ...fresh, seq: (after?.version ?? 0) + 1 };
    after = evolve(after, event, caseId);
    events.push(event);
  }
  if (!after) throw new EventsOutOfSequence('nothing to record');
  return { events, after };
}
