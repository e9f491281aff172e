import * as z from 'zod/mini';
import { addCalendarDays, CivilDate, Instant, londonDate } from '../time/civil-date.ts';
import {
  Actor,
  Addressee,
  Channel,
  Extended,
  Matter,
  ReceivedKind,
  TaskKey,
  type Event,
  type NewEvent,
} from './events.ts';
import { userIdOf } from '../council/council.ts';
import { Facts, pointNumber, withOwnFindings } from './facts.ts';
import { holders, type Held } from '../people/independence.ts';
import { Appointment } from '../../../workflows/procedures/procedure.ts';
import { Performer } from '../../../workflows/procedures/roles.ts';

/** A decision on a task: `n` counts from 1 within the task; `ends` when the step is over with it. */
const Decision = z.object({
  n: z.number(),
  outcome: z.string(),
  by: Actor,
  at: Instant,
  ends: z.boolean(),
  /** The day on which what was promised was done, as it was answered. */
  doneOn: z.optional(CivilDate),
});

/** A step of a case that waits for somebody, or did. */
export const Task = z.object({
  key: TaskKey,
  step: z.string(),
  procedure: z.string(),
  procedureVersion: z.string(),
  run: z.number(),
  turn: z.number(),
  performer: Performer,
  assignee: z.optional(z.string()),
  openedAt: Instant,
  status: z.enum(['open', 'decided']),
  clockFrom: CivilDate,
  originalDue: CivilDate,
  due: CivilDate,
  alsoFrom: z.optional(CivilDate),
  alsoDue: z.optional(CivilDate),
  extensions: z.array(Extended),
  milestones: z.array(z.string()),
  breachedAt: z.optional(Instant),
  expected: z.optional(CivilDate),
  decisions: z.array(Decision),
});
export type Task = z.infer<typeof Task>;

const LetterState = z.object({
  key: z.string(),
  template: z.string(),
  to: Addressee,
  task: z.optional(TaskKey),
  preparedAt: Instant,
  status: z.enum(['prepared', 'sent', 'to be posted', 'refused', 'unconfirmed', 'not needed', 'returned']),
});

/**
 * One pass of a case through a procedure, each by an execution of its own: intake, then the procedure, then what comes
 * after a reopening; beside them the runs about single matters, such as an action or an enquiry.
 */
export const Run = z.object({
  run: z.number(),
  procedure: z.string(),
  version: z.string(),
  status: z.enum(['running', 'ended']),
  beside: z.boolean(),
  matter: z.optional(Matter),
  /** Its execution at present, and how many it has had. */
  execution: z.string(),
  executions: z.number(),
});
export type Run = z.infer<typeof Run>;

/** The matter of a run that takes a closed case up again. */
export const reopening = 'reopening';

/** The state of a case: nothing but what its events say (`replay`). No personal data: that is in PERSON and MESSAGE rows. */
export const Case = z.object({
  id: z.string(),
  version: z.number(),
  reference: z.string(),
  kind: ReceivedKind,
  channel: Channel,
  receivedAt: Instant,
  receivedOn: CivilDate,
  person: z.optional(z.string()),
  status: z.enum(['open', 'closed']),
  closedAt: z.optional(Instant),
  closedAs: z.optional(z.string()),
  outcome: z.optional(z.string()),
  procedure: z.optional(z.object({ id: z.string(), version: z.string(), run: z.number() })),
  runs: z.array(Run),
  withdrawn: z.optional(
    z.object({
      on: CivilDate,
      phase: z.enum(['before investigation', 'during investigation']),
      carriedOn: z.boolean(),
    }),
  ),
  /** Nothing of the case is erased while it is there. */
  legalHold: z.optional(z.object({ since: Instant, by: Actor })),
  /** A closed case is not reviewed before this day, whatever the schedule says. */
  keptUntil: z.optional(CivilDate),
  splitFrom: z.optional(z.string()),
  links: z.array(z.object({ to: z.string(), why: z.string() })),
  reopenings: z.number(),
  documents: z.array(z.string()),
  facts: Facts,
  /** The highest number that a point has had, also one that another took the place of. */
  lastPoint: z.optional(z.number()),
  /** Who held a role that somebody else has now: who acted in one acts in no other (RULES section 2). */
  formerHolders: z.optional(z.array(z.object({ role: Appointment, id: z.string() }))),
  stops: z.array(z.object({ from: CivilDate, until: z.optional(CivilDate), reviewOn: CivilDate })),
  tasks: z.array(Task),
  letters: z.array(LetterState),
  messages: z.array(z.string()),
  /** How often the private links to the case were taken back. */
  linkEpoch: z.optional(z.number()),
  /** What independent people said of themselves when they were appointed; the last word of each. */
  declarations: z.optional(z.array(z.object({ user: z.string(), at: Instant, signed: z.boolean() }))),
});
export type Case = z.infer<typeof Case>;

/** Thrown when events do not follow from each other: a fault of ours or of the store, never of a user. */
export class EventsDoNotFollow extends Error {
  override name = 'EventsDoNotFollow' as const;
}

export function taskOf(state: Case, key: string): Task | undefined {
  return state.tasks.find((task) => task.key === key);
}

export function openTasks(state: Case): Task[] {
  return state.tasks.filter((task) => task.status === 'open');
}

/** The run a task or an event belongs to. Throws `EventsDoNotFollow`. */
export function runOf(state: Case, run: number): Run {
  const found = state.runs.find((candidate) => candidate.run === run);
  if (!found) throw new EventsDoNotFollow(`no run ${run}`);
  return found;
}

/** The stops that hold for a task: a paused case does not stop the clocks of what runs beside it. */
export function stopsOf(state: Case, task: Pick<Task, 'run'>): Case['stops'] {
  return runOf(state, task.run).beside ? [] : state.stops;
}

/** Whether this task waits for the case to be resumed. */
export function isPaused(state: Case, task: Pick<Task, 'run'>): boolean {
  return stopsOf(state, task).some((stop) => stop.until === undefined);
}

/** Since when the clock of the case is stopped, if it is. */
export function currentStop(state: Case): Case['stops'][number] | undefined {
  return state.stops.find((stop) => stop.until === undefined);
}

/** The state after one more event. Throws `EventsDoNotFollow` when the event has no place after the state. */
function evolve(state: Case | undefined, event: Event, caseId: string): Case {
  if (event.seq !== (state?.version ?? 0) + 1) {
    throw new EventsDoNotFollow(`event ${event.seq} after version ${state?.version ?? 0}`);
  }
  if (event.type === 'received') {
    if (state) throw new EventsDoNotFollow('a case is received once');
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
  if (!state) throw new EventsDoNotFollow(`${event.type} before the case is received`);
  return { ...change(state, event), version: event.seq };
}

function change(state: Case, event: Exclude<Event, { type: 'received' }>): Case {
  switch (event.type) {
    case 'procedure-started': {
      const { run, procedure, version, beside = false, matter, follows } = event;
      if (run !== state.runs.length + 1) throw new EventsDoNotFollow(`run ${run} after ${state.runs.length}`);
      const started: Run = {
        run,
        procedure,
        version,
        status: 'running',
        beside,
        ...(matter === undefined ? {} : { matter }),
        execution: executionName(state.id, run, 1),
        executions: 1,
      };
      const runs = state.runs.map((other): Run =>
        other.run === follows ? { ...other, status: 'ended' } : other,
      );
      return {
        ...state,
        ...(beside ? {} : { procedure: { id: procedure, version, run } }),
        runs: [...runs, started],
      };
    }
    case 'run-continued':
      return withRun(state, event.run, (run) => ({
        ...run,
        execution: event.execution,
        executions: run.executions + 1,
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
        milestones: [...task.milestones, `${event.milestone}@${event.due}`],
        ...(event.milestone === 'breach' && !task.breachedAt ? { breachedAt: event.at } : {}),
      }));
    case 'decided':
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
            ...(typeof event.answers['doneOn'] === 'string' ? { doneOn: event.answers['doneOn'] } : {}),
          },
        ],
      }));
    case 'extended':
      return withTask(state, event.task, (task) => ({
        ...task,
        due: event.until,
        ...(task.alsoDue === undefined || task.alsoDue >= event.until ? {} : { alsoDue: event.until }),
        extensions: [...task.extensions, { at: event.at, from: event.due, until: event.until }],
      }));
    case 'delay-reported':
      return withTask(state, event.task, (task) => ({ ...task, expected: event.expected }));
    case 'deadline-moved':
      return withTask(state, event.task, (task) => ({
        ...task,
        due: event.until,
        ...(event.alsoUntil === undefined ? {} : { alsoDue: event.alsoUntil }),
      }));
    case 'frozen':
      // Of a case that is paused it is the pause going on, until another review.
      return {
        ...state,
        stops: currentStop(state)
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
    case 'reopened': {
      const { closedAt: _, closedAs: __, outcome: ___, withdrawn: ____, keptUntil: _____, ...rest } = state;
      return { ...rest, status: 'open', reopenings: state.reopenings + 1 };
    }
    case 'kept':
      return { ...state, keptUntil: event.until };
    case 'legal-hold': {
      const { legalHold: _, ...rest } = state;
      if (event.on) return { ...rest, legalHold: { since: event.at, by: event.by } };
      // A case whose time ran out under the hold comes up the day after, as a review of its own.
      const next = addCalendarDays(londonDate(event.at), 1);
      return { ...rest, keptUntil: next > (state.keptUntil ?? '') ? next : state.keptUntil };
    }
    case 'linked':
      return { ...state, links: [...state.links, { to: event.to, why: event.why }] };
    case 'split':
      return {
        ...state,
        facts: withOwnFindings({
          ...state.facts,
          points: (state.facts.points ?? []).map((point) =>
            event.points.includes(point.id)
              ? { ...point, procedure: event.procedure, case: event.to }
              : point,
          ),
        }),
      };
    case 'document-added':
      return { ...state, documents: [...state.documents, event.document] };
    case 'facts-recorded':
      return { ...withFacts(state, event.facts), ...asked(state, event.facts) };
    case 'independence-declared':
      return declared(state, event, true);
    case 'appointment-declined':
      return declared(state, event, false);
    case 'message-received':
      return { ...state, messages: [...state.messages, event.message] };
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
            preparedAt: event.at,
            status: 'prepared',
          },
        ],
      };
    case 'letter-settled':
      return {
        ...state,
        letters: state.letters.map((letter) =>
          letter.key === event.letter ? { ...letter, status: event.status } : letter,
        ),
      };
    case 'letter-returned':
      return {
        ...state,
        letters: state.letters.map((letter) =>
          letter.key === event.letter ? { ...letter, status: 'returned' } : letter,
        ),
      };
    case 'links-revoked':
      return { ...state, linkEpoch: (state.linkEpoch ?? 0) + 1 };
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

function declared(state: Case, { by, at }: Pick<Event, 'by' | 'at'>, signed: boolean): Case {
  const user = userIdOf(by);
  const others = (state.declarations ?? []).filter((other) => other.user !== user);
  return { ...state, declarations: [...others, { user, at, signed }] };
}

/** Who declined and is appointed once more is asked once more. */
function asked({ declarations }: Case, facts: Facts): Pick<Case, 'declarations'> {
  if (!declarations) return {};
  const named = new Set(holders({ facts }).map(({ id }) => id));
  return { declarations: declarations.filter(({ user, signed }) => signed || !named.has(user)) };
}

/** The name of the nth execution of a run: the same name starts once (Step Functions, StartExecution). */
export function executionName(caseId: string, run: number, n: number): string {
  return n === 1 ? `${caseId}-${run}` : `${caseId}-${run}-${n}`;
}

function withFacts(state: Case, recorded: Facts): Case {
  const numbers = (recorded.points ?? []).map(pointNumber);
  const after: Case = {
    ...state,
    facts: withOwnFindings({ ...state.facts, ...recorded }),
    ...(numbers.length === 0 ? {} : { lastPoint: Math.max(state.lastPoint ?? 0, ...numbers) }),
  };
  const same = (one: Held) => (other: Held) => one.role === other.role && one.id === other.id;
  const known = [...holders(after), ...(state.formerHolders ?? [])];
  const gone = holders(state).filter((held) => !known.some(same(held)));
  return gone.length === 0 ? after : { ...after, formerHolders: [...(state.formerHolders ?? []), ...gone] };
}

function withRun(state: Case, number: number, update: (run: Run) => Run): Case {
  runOf(state, number);
  return { ...state, runs: state.runs.map((run) => (run.run === number ? update(run) : run)) };
}

function withTask(state: Case, key: string, update: (task: Task) => Task): Case {
  if (!taskOf(state, key)) throw new EventsDoNotFollow(`no task ${key}`);
  return { ...state, tasks: state.tasks.map((task) => (task.key === key ? update(task) : task)) };
}

/** The state that the events make, from the first on. Throws `EventsDoNotFollow`. */
export function replay(caseId: string, events: readonly Event[]): Case | undefined {
  let state: Case | undefined;
  for (const event of events) state = evolve(state, event, caseId);
  return state;
}

/** Gives new events their places after the state and applies them. */
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
  if (!after) throw new EventsDoNotFollow('nothing to record');
  return { events, after };
}
