import { textOf } from '../case/answer-text.ts';
import { type Case, type Run, runOf, pausesOf, type Task } from '../case/case.ts';
import type { Answers, NewEvent } from '../case/events.ts';
import { deadline, type Deadline } from './deadlines.ts';
import { tasksSharing, timeOf } from './shared-clock.ts';
import { type CivilDate, londonDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { ClockStart, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

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
  const { limit } = timeOf(procedure, step);
  const extensions = task.extensions.map(({ at, until }) => ({ on: londonDate(at), until }));
  const clock = { limit, stops: pausesOf(state, task), extensions };
  const set = dateSet(limit, runOf(state, task.run));
  const first = deadline({ ...clock, from: task.clockFrom, set }, calendar);
  if (task.alsoFrom === undefined) return first;
  const second = deadline({ ...clock, from: task.alsoFrom, second: true }, calendar);
  return { ...first, second };
}

/** The new due dates of a task if they differ from the ones it has. */
export function movedTo(
  state: Case,
  task: Task,
  procedure: Procedure,
  calendar: WorkingDays,
): Pick<Extract<NewEvent, { type: 'deadline-moved' }>, 'until' | 'alsoUntil'> | undefined {
  const found = taskDeadline(state, task, procedure, calendar);
  if (!found || (found.due === task.due && found.second?.due === task.alsoDue)) return undefined;
  return { until: found.due, ...(found.second ? { alsoUntil: found.second.due } : {}) };
}

/** A date set for the subject of a run applies to the step whose clock the subject starts, and to no later step. */
export function dateSet({ from }: Step['limit'], { matter }: Run): CivilDate | undefined {
  return from === 'subject' ? matter?.dueOn : undefined;
}

/** When the clock of a step starts and ends for this case; both clocks where the law has two. */
export interface StepTime {
  from: CivilDate;
  due: CivilDate;
  originalDue?: CivilDate;
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
}

/**
 * The clock of a step that opens today. A step that shares the deadline of earlier steps continues with what is left of
 * it.
 */
export function stepTime(id: string, step: Step, context: ClockContext): StepTime {
  const { state, procedure, run, calendar } = context;
  const earlier = tasksSharing(state, procedure, { run: run.run, step: id }).at(-1);
  if (earlier) {
    const { clockFrom: from, due, originalDue, extensions, alsoFrom, alsoDue } = earlier;
    return {
      from,
      due,
      originalDue,
      extensions,
      ...(alsoFrom === undefined ? {} : { alsoFrom }),
      ...(alsoDue === undefined ? {} : { alsoDue }),
    };
  }
  const stops = pausesOf(state, run);
  // A clock that starts on receipt may have been paused before the step begins.
  const dueFrom = (from: CivilDate) =>
    deadline({ limit: step.limit, from, set: dateSet(step.limit, run), stops }, calendar).due;
  const from = clockStart(step.limit.from, context);
  if (step.alsoFrom === undefined) return { from, due: dueFrom(from) };
  const alsoFrom = clockStart(step.alsoFrom, context);
  return { from, due: dueFrom(from), alsoFrom, alsoDue: dueFrom(alsoFrom) };
}

function clockStart(start: ClockStart, { state, run, today, answersOf }: ClockContext): CivilDate {
  // A reopened case counts from its reopening: its old clocks ran out long ago.
  const began = run.matter?.from;
  if (start === 'opened') return today;
  if (start === 'receipt') return began ?? state.receivedOn;
  if (start === 'subject') return began ?? today;
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
