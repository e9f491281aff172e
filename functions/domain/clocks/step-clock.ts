import { textOf } from '../case/answer-text.ts';
import { type Case, type Run, runOf, pausesOf, type Task } from '../case/case.ts';
import type { Answers, NewEvent } from '../case/events.ts';
import { deadline, type Deadline } from './deadlines.ts';
import { alarming, clockOfRun, clocksOfRun, type ClockState } from './stage-clocks.ts';
import { reached, startsWhenReached, taskBefore } from './windows.ts';
import { type CivilDate, londonDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { ClockStart, Limit, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** A deadline, with the deadline of the second clock where the law has two. */
export interface TaskDeadline extends Deadline {
  second?: Deadline;
}

/** The deadline of a task, calculated from its history. Undefined if the procedure has no such step. */
export function taskDeadline(
  state: Case,
  task: Task,
  procedure: Procedure,
  calendar: WorkingDays,
): TaskDeadline | undefined {
  const step = procedure.steps[task.step];
  if (!step) return undefined;
  const run = runOf(state, task.run);
  if (step.limit === undefined) {
    const clocks = clocksOfRun(asDecided(state, task), run, procedure, calendar, londonDate(task.openedAt));
    const first = clocks.find(({ id }) => id === step.clock)?.deadline;
    if (!first) return undefined;
    const second = clocks.find(({ clock }) => clock.reportedWith === step.clock)?.deadline;
    return second ? { ...first, second } : first;
  }
  const { limit } = step;
  const extensions = task.extensions.map(({ at, until }) => ({ on: londonDate(at), until }));
  const set = dateSet(limit, run);
  const from = startOfTask(state, task, procedure, calendar);
  return deadline({ limit, stops: pausesOf(state, task), extensions, from, set }, calendar);
}

/**
 * From which day the time of a task counts: an open window moves with the letter that it follows, and what counts from the
 * receipt with a day of receipt that is put right.
 */
function startOfTask(state: Case, task: Task, procedure: Procedure, calendar: WorkingDays): CivilDate {
  const start = procedure.steps[task.step]?.limit?.from;
  if (start === 'receipt' && task.status === 'open')
    return runOf(state, task.run).matter?.from ?? state.receivedOn;
  const led = taskBefore(state, runOf(state, task.run), task);
  return startsWhenReached(start) && led && task.status === 'open'
    ? reached(start, led, { state, procedure, calendar }).on
    : task.clockFrom;
}

/** The case without what came after a task was decided: later extensions and pauses did not move its deadline. */
function asDecided(state: Case, { status, decisions }: Task): Case {
  const at = decisions.at(-1)?.at;
  if (status === 'open' || at === undefined) return state;
  return {
    ...state,
    extensions: (state.extensions ?? []).filter((granted) => granted.at <= at),
    stops: state.stops.filter(({ from }) => from <= londonDate(at)),
  };
}

/** The new due dates of a task if they differ from the ones it has. */
export function movedTo(
  state: Case,
  task: Task,
  procedure: Procedure,
  calendar: WorkingDays,
  today: CivilDate,
):
  | Pick<Extract<NewEvent, { type: 'deadline-moved' }>, 'until' | 'from' | 'alsoUntil' | 'clockUntil'>
  | undefined {
  const found = taskDeadline(state, task, procedure, calendar);
  const first = clockDue(state, runOf(state, task.run), procedure, calendar, today);
  if (!found) return undefined;
  const stays =
    found.due === task.due &&
    found.from === task.clockFrom &&
    found.second?.due === task.alsoDue &&
    (task.clockDue === undefined || first === task.clockDue);
  if (stays) return undefined;
  return {
    until: found.due,
    ...(found.from === task.clockFrom ? {} : { from: found.from }),
    ...(found.second ? { alsoUntil: found.second.due } : {}),
    ...(first === undefined ? {} : { clockUntil: first }),
  };
}

/** The clock that the step of a task belongs to, if it has started. */
export function clockOfTask(
  state: Case,
  task: Pick<Task, 'run' | 'step'>,
  procedure: Procedure,
  calendar: WorkingDays,
  today: CivilDate,
): ClockState | undefined {
  const clock = procedure.steps[task.step]?.clock;
  if (clock === undefined) return undefined;
  return clockOfRun(clock, { state, run: runOf(state, task.run), procedure, calendar, today });
}

/**
 * The last day to which a step is held: of the clock of its stage while that runs, else its own. A target of the council
 * within a stage is none: passing it is no breach (law.md section 2b).
 */
export function lastDayOf(
  state: Case,
  task: Task,
  procedure: Procedure | undefined,
  calendar: WorkingDays,
  today: CivilDate,
): CivilDate {
  const clock = procedure && clockOfTask(state, task, procedure, calendar, today);
  return clock === undefined || clock.status === 'ended' ? task.due : clock.due;
}

/** The first day on which a clock of a run runs out that raises alarms now, with a step that is just `opening`. */
export function clockDue(
  state: Case,
  run: Run,
  procedure: Procedure,
  calendar: WorkingDays,
  today: CivilDate,
  opening?: string,
): CivilDate | undefined {
  return alarming(clocksOfRun(state, run, procedure, calendar, today, opening))
    .map(({ due }) => due)
    .sort()[0];
}

/** A date that was set for the matter of a run holds for the step whose clock the matter starts, and for no later one. */
export function dateSet({ from }: Limit, { matter }: Run): CivilDate | undefined {
  return from === 'subject' ? matter?.dueOn : undefined;
}

/** When the clock of a step starts and ends for this case; both clocks where the law has two. */
export interface StepTime {
  from: CivilDate;
  due: CivilDate;
  originalDue?: CivilDate;
  /** Those of an earlier visit, which hold on: the day that was told last. */
  extensions?: Task['extensions'];
  alsoFrom?: CivilDate;
  alsoDue?: CivilDate;
}

/** The input for the clock of a step: the case, the run it belongs to, today, and earlier answers. */
export interface ClockContext {
  state: Case;
  procedure: Procedure;
  run: Run;
  today: CivilDate;
  answersOf: (task: Task) => Answers | undefined;
  calendar: WorkingDays;
  /** The letter that the step follows will go on paper. */
  byPost?: boolean | undefined;
}

/** The time of a step that opens today: of its own target, or what is left of the clock of its stage. */
export function stepTime(id: string, step: Step, context: ClockContext): StepTime {
  const { state, procedure, run, calendar, today } = context;
  if (step.limit === undefined) {
    const clocks = clocksOfRun(state, run, procedure, calendar, today, id);
    const clock = clocks.find((one) => one.id === step.clock);
    if (!clock) throw new ClockNotStarted(`${procedure.id}: step "${id}" opened before its clock began`);
    const second = clocks.find((one) => one.clock.reportedWith === step.clock);
    return {
      from: clock.from,
      due: clock.due,
      originalDue: clock.original,
      ...(second ? { alsoFrom: second.from, alsoDue: second.due } : {}),
    };
  }
  const { limit } = step;
  // A clock that starts with the receipt may have been stopped before the step begins.
  const stops = pausesOf(state, run);
  const from =
    limit.from === 'clock'
      ? (clocksOfRun(state, run, procedure, calendar, today, id).find((one) => one.id === step.clock)?.from ??
        today)
      : clockStart(limit.from, context);
  const extensions = limit.from === 'subject' ? extensionsBefore(state, run, id) : [];
  const granted = extensions.map(({ at, until }) => ({ on: londonDate(at), until }));
  const { due, original } = deadline(
    { limit, from, set: dateSet(limit, run), stops, extensions: granted },
    calendar,
  );
  return { from, due, ...(extensions.length === 0 ? {} : { originalDue: original, extensions }) };
}

/**
 * The extensions of the last visit to a step whose time counts from the subject of its run, also in the run that this one
 * takes over: the subject is the same, and so is the day that was told last.
 */
function extensionsBefore(state: Case, { run, takesOver }: Run, step: string): Task['extensions'] {
  const last = state.tasks.findLast(
    (task) => task.step === step && (task.run === run || task.run === takesOver?.run),
  );
  return last?.extensions ?? [];
}

/** Thrown for a step whose stage has not begun: `checkProcedure` lets no such procedure through. */
class ClockNotStarted extends Error {
  override name = 'ClockNotStarted' as const;
}

function clockStart(start: Exclude<ClockStart, 'clock'>, context: ClockContext): CivilDate {
  const { state, run, today, answersOf } = context;
  // A reopened case counts from its reopening: its old clocks ran out long ago.
  const began = run.matter?.from;
  if (start === 'opened') return today;
  if (start === 'receipt') return began ?? state.receivedOn;
  if (start === 'subject') return began ?? today;
  if (startsWhenReached(start)) {
    const led = taskBefore(state, run, undefined);
    return led ? reached(start, led, { ...context, leavesOn: today }).on : (began ?? today);
  }
  if (start === 'decision' || (typeof start === 'object' && 'dayInDecision' in start)) {
    const last = state.tasks.findLast((task) => task.run === run.run && task.status === 'decided');
    const decidedAt = last?.decisions.at(-1)?.at;
    if (!last || decidedAt === undefined) return began ?? today;
    const given = start === 'decision' ? '' : textOf(answersOf(last)?.[start.dayInDecision]);
    return given === '' ? londonDate(decidedAt) : given;
  }
  if ('sameStartAs' in start) {
    const other = state.tasks.findLast((task) => task.run === run.run && task.step === start.sameStartAs);
    return other?.clockFrom ?? began ?? today;
  }
  if ('fact' in start) {
    const recorded = state.facts[start.fact];
    return typeof recorded === 'string' && recorded >= (began ?? '')
      ? recorded
      : start.or === 'opened'
        ? today
        : (began ?? state.receivedOn);
  }
  const earlier = state.tasks.findLast(
    (task) => task.step === start.step && task.run === run.run && task.status === 'decided',
  );
  const decidedAt = earlier?.decisions.at(-1)?.at;
  if (!earlier || !decidedAt) return began ?? today;
  const given = start.answer === undefined ? '' : textOf(answersOf(earlier)?.[start.answer]);
  return given === '' ? londonDate(decidedAt) : given;
}
