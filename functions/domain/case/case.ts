import * as z from 'zod/mini';
import { Actor, Addressee, Extended, PartChange, Subject, TaskKey, letterStatuses } from './events.ts';
import { childLimitFields } from './child-limit.ts';
import { sendingFields } from './routes.ts';
import { Channel, ReceivedKind } from './received.ts';
import { Facts } from './facts.ts';
import { Party } from './party.ts';
import { StageFindings } from './stage-findings.ts';
import { EventsOutOfSequence } from './events-out-of-sequence.ts';
import { hasNumber, NumberRanges } from './number-ranges.ts';
import { CivilDate, Instant } from '../time/civil-date.ts';
import { Appointment } from '../../../workflows/procedures/meanings.ts';
import { Performer } from '../../../workflows/procedures/roles.ts';

/** A decision on a task: `n` counts from 1 within the task; `ends` if it ends the step. */
const Decision = z.object({
  n: z.number(),
  outcome: z.string(),
  by: Actor,
  at: Instant,
  ends: z.boolean(),
  /** The day on which an agreed action was done, as answered. */
  doneOn: z.optional(CivilDate),
});

/** A step of a case that is waiting for someone, or was. */
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
  /** The first day on which a clock that runs while it is open runs out: lists of what is due look at it. */
  clockDue: z.optional(CivilDate),
  /** It stands before every other task in every list. */
  urgent: z.optional(z.literal(true)),
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
  clock: z.optional(z.string()),
  change: z.optional(PartChange),
  sending: z.optional(z.string()),
  preparedAt: Instant,
  status: z.enum(letterStatuses),
  /** The day on which it left: the mail service took it, or it was posted. */
  leftOn: z.optional(CivilDate),
  /** The day on which the complainant learned what it says by another way. */
  reachedOn: z.optional(CivilDate),
  /** Its place among all letters of the case. Absent while every letter is in the state: then its place says it. */
  number: z.optional(z.number()),
});
export type LetterState = z.infer<typeof LetterState>;

/**
 * One pass of a case through a procedure, with executions of its own: intake, then the procedure, then what follows a
 * reopening; alongside them, runs about single subjects such as an action or an enquiry.
 */
export const Run = z.object({
  run: z.number(),
  procedure: z.string(),
  version: z.string(),
  status: z.enum(['running', 'ended']),
  beside: z.boolean(),
  matter: z.optional(Subject),
  /** The run alongside the case whose procedure was withdrawn, and the procedure that its subject began with. */
  takesOver: z.optional(z.object({ run: z.number(), procedure: z.string() })),
  /** Its current execution, and how many it has had. */
  execution: z.string(),
  executions: z.number(),
  /** The definition that the execution was started with, and when; absent if that was before it was recorded. */
  definition: z.optional(z.string()),
  since: z.optional(Instant),
  /** The procedure was wrong, and the run of this number follows it. `tells`: with a letter to the complainant. */
  superseded: z.optional(z.object({ by: z.number(), tells: z.optional(z.literal(true)) })),
});
export type Run = z.infer<typeof Run>;

/** The id of the subject of a run that reopens a closed case. */
export const reopening = 'reopening';

/**
 * The state of a case, made only from its events (`replay`). It has no personal data, which is in PERSON and MESSAGE
 * rows.
 */
export const Case = z.object({
  id: z.string(),
  version: z.number(),
  reference: z.string(),
  kind: ReceivedKind,
  channel: Channel,
  receivedAt: Instant,
  receivedOn: CivilDate,
  /** The complainant whom letters go to. */
  person: z.optional(z.string()),
  /** Someone passed on the complaint of another person (`awaitsComplainant`). */
  passedOn: z.optional(z.literal(true)),
  /** The people of the case, once any were recorded beyond the person it was received from (`partiesOf`). */
  parties: z.optional(z.array(Party)),
  status: z.enum(['open', 'closed']),
  closedAt: z.optional(Instant),
  closedAs: z.optional(z.string()),
  outcome: z.optional(z.string()),
  procedure: z.optional(z.object({ id: z.string(), version: z.string(), run: z.number() })),
  runs: z.array(Run),
  /** The highest number that a run has had, once runs have left the state (`bounded`). */
  lastRun: z.optional(z.number()),
  withdrawn: z.optional(
    z.object({
      on: CivilDate,
      phase: z.enum(['before investigation', 'during investigation']),
      carriedOn: z.boolean(),
    }),
  ),
  /** The day on which it ended because the complainant had died and no one went on in their place. */
  endedAfterDeathOn: z.optional(CivilDate),
  /** The day on which the complaint was settled before a formal answer. */
  resolvedInformallyOn: z.optional(CivilDate),
  /** While there is a legal hold, nothing of the case is erased. */
  legalHold: z.optional(z.object({ since: Instant, by: Actor })),
  /** A closed case is not reviewed before this day, whatever the schedule says. */
  keptUntil: z.optional(CivilDate),
  splitFrom: z.optional(z.string()),
  /** The case that goes on with the same complaint. This one counts nowhere. */
  mergedInto: z.optional(z.string()),
  /** Cases that were merged into this one. */
  mergedFrom: z.optional(z.array(z.string())),
  links: z.array(z.object({ to: z.string(), why: z.string() })),
  /** What was sent to other routes. */
  routes: z.optional(z.array(z.object({ ...sendingFields, at: Instant, by: Actor }))),
  reopenings: z.number(),
  documents: z.array(z.string()),
  /** Papers that only people may see who may know of these children. */
  childLimits: z.optional(z.array(z.object(childLimitFields))),
  facts: Facts,
  /** What was found at each stage, by the investigation, the panel and the council; `facts.findings` are the last of the council. */
  stageFindings: z.optional(z.array(StageFindings)),
  /** The highest number that a point has ever had, even one that has been replaced. */
  lastPoint: z.optional(z.number()),
  /** Former holders of roles. A person who has acted in one role cannot act in another (law.md section 2). */
  formerHolders: z.optional(z.array(z.object({ role: Appointment, id: z.string() }))),
  stops: z.array(z.object({ from: CivilDate, until: z.optional(CivilDate), reviewOn: CivilDate })),
  /** When decisions started and ended the clocks of stages; the others follow from receipt and from these. */
  clocks: z.optional(
    z.array(
      z.object({
        run: z.number(),
        clock: z.string(),
        from: z.optional(CivilDate),
        endedOn: z.optional(CivilDate),
      }),
    ),
  ),
  /** The extensions of the clocks of stages, as they were granted. */
  extensions: z.optional(z.array(z.object({ run: z.number(), clock: z.string(), ...Extended.shape }))),
  tasks: z.array(Task),
  /** How often the case was at steps whose tasks have left the state (`bounded`). */
  lastTasks: z.optional(z.record(z.string(), z.number())),
  letters: z.array(LetterState),
  /** The latest messages, and how many there are once older ones have left the state (`bounded`). */
  messages: z.array(z.string()),
  messageCount: z.optional(z.number()),
  /**
   * The messages with a task of their own that no person has dealt with yet, and when each came. The task of the one that
   * `leads` is also about the further messages.
   */
  openMessages: z.optional(
    z.array(z.object({ message: z.string(), at: Instant, leads: z.optional(z.literal(true)) })),
  ),
  /** The numbers of the messages that wait without a task of their own, because too many came. */
  furtherMessages: z.optional(NumberRanges),
  /** How often the private links to the case were revoked. */
  linkEpoch: z.optional(z.number()),
  /** The declarations of independent people about their appointment; the latest of each person. */
  declarations: z.optional(z.array(z.object({ user: z.string(), at: Instant, signed: z.boolean() }))),
});
export type Case = z.infer<typeof Case>;

export function taskOf(state: Case, key: string): Task | undefined {
  return state.tasks.find((task) => task.key === key);
}

/** The day by which something is to be done about a task: its own, or the first of the clocks that run while it is open. */
const workDue = ({ due, clockDue }: Pick<Task, 'due' | 'clockDue'>): CivilDate =>
  clockDue !== undefined && clockDue < due ? clockDue : due;

export function openTasks(state: Case): Task[] {
  return state.tasks.filter((task) => task.status === 'open');
}

/** The run of a task or an event. Throws `EventsOutOfSequence`. */
export function runOf(state: Case, run: number): Run {
  const found = state.runs.find((candidate) => candidate.run === run);
  if (!found) throw new EventsOutOfSequence(`no run ${run}`);
  return found;
}

/** The pauses that apply to a task. A paused case does not pause the clocks of runs alongside it. */
export function pausesOf(state: Case, task: Pick<Task, 'run'>): Case['stops'] {
  return runOf(state, task.run).beside ? [] : state.stops;
}

/** Whether this task is paused until the case resumes. */
export function isPaused(state: Case, task: Pick<Task, 'run'>): boolean {
  return pausesOf(state, task).some((stop) => stop.until === undefined);
}

/** The current pause of the case, if it is paused. */
export function currentPause(state: Case): Case['stops'][number] | undefined {
  return state.stops.find((stop) => stop.until === undefined);
}

/** Whether the pause of the case is due for review: from its review day until the case is resumed or the pause reviewed. */
export function isPauseToReview(state: Case, today: CivilDate): boolean {
  const pause = currentPause(state);
  return pause !== undefined && pause.reviewOn <= today;
}

/** The day at which a task is in the lists of what is due: while it is paused, the day on which the pause is reviewed. */
export function listedOn(state: Case, task: Task): CivilDate {
  const pause = isPaused(state, task) ? currentPause(state) : undefined;
  return pause?.reviewOn ?? workDue(task);
}

/** Where a task stands in the lists of what is due: what is urgent before everything. */
export const listOrder = (state: Case, task: Task): string =>
  task.urgent ? '0000-00-00' : listedOn(state, task);

/** The name of the nth execution of a run. Step Functions starts the same name only once (StartExecution). */
export function executionName(caseId: string, run: number, n: number): string {
  return n === 1 ? `${caseId}-${run}` : `${caseId}-${run}-${n}`;
}

/** The number that the next run of a case has. Executions are named by it, so none is given twice. */
export const nextRun = ({ runs, lastRun = 0 }: Pick<Case, 'runs' | 'lastRun'>): number =>
  Math.max(lastRun, runs.at(-1)?.run ?? 0) + 1;

/** How often a case has been at the step of a task, that task included. */
export const visitOf = ({ key }: Pick<Task, 'key'>): number => Number(key.slice(key.indexOf('#') + 1));

/** The key of the next task at a step. */
export function nextTaskKey(
  { tasks, lastTasks = {} }: Pick<Case, 'tasks' | 'lastTasks'>,
  step: string,
): string {
  const visits = tasks.filter((task) => task.step === step).map(visitOf);
  return `${step}#${Math.max(lastTasks[step] ?? 0, ...visits) + 1}`;
}

/** Whether a run has ended so long ago that the state does not have it any more. */
export const hasLeft = (state: Pick<Case, 'runs' | 'lastRun'>, run: number): boolean =>
  run < nextRun(state) && !state.runs.some((one) => one.run === run);

/** The number in the id of a message (M1, M2, ...). NaN for anything else. */
export const messageNumber = (message: string): number =>
  /^M\d+$/.test(message) ? Number(message.slice(1)) : NaN;

export const messageCount = ({ messages, messageCount: count }: Pick<Case, 'messages' | 'messageCount'>) =>
  count ?? messages.length;

export const hasMessage = (state: Pick<Case, 'messages' | 'messageCount'>, message: string): boolean =>
  state.messages.includes(message) || messageNumber(message) <= messageCount(state);

/** Whether a message waits for someone to deal with it. */
export const messageWaits = (
  { openMessages = [], furtherMessages = [] }: Pick<Case, 'openMessages' | 'furtherMessages'>,
  message: string,
): boolean =>
  openMessages.some((open) => open.message === message) || hasNumber(furtherMessages, messageNumber(message));
