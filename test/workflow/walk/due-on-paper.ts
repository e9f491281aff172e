import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import {
  addCalendarDays,
  londonDate,
  weekday,
  type CivilDate,
} from '../../../functions/domain/time/civil-date.ts';
import type { Answers, Event, Subject } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { procedures } from '../../shropshire.ts';
import type { DayUnit } from '../../../workflows/procedures/meanings.ts';
import type { ClockStart, Limit, Procedure, StageClock } from '../../../workflows/procedures/procedure.ts';

// The dates of a case as someone would work them out who has only its events, the procedures and a calendar on the wall:
// one event after the other, one day after the other. It shares no reckoning with functions/domain.

/** The time of one task on paper. */
export interface TaskOnPaper {
  from: CivilDate;
  originalDue: CivilDate;
  due: CivilDate;
  alsoFrom?: CivilDate;
  alsoDue?: CivilDate;
}

/** The clock of a stage on paper, at the end of a day. */
export interface ClockOnPaper {
  /** Where each of its milestones comes once. */
  round: string;
  id: string;
  clock: StageClock;
  from: CivilDate;
  originalDue: CivilDate;
  due: CivilDate;
  /** The last day to which it can be extended. */
  cap: CivilDate;
  status: 'running' | 'paused' | 'ended';
  endedOn?: CivilDate;
  workingDaysUsed: number;
  workingDaysLate: number;
}

export interface CaseOnPaper {
  /** The time of every task that the case has had, by its key. */
  tasks: Map<string, TaskOnPaper>;
  /** The clocks that people are shown, in the order in which they are shown. */
  clocks: ClockOnPaper[];
  /** The round of each task: a run alongside, or the case as it came in or was taken up again. */
  rounds: Map<string, string>;
}

interface PaperRun {
  number: number;
  procedure: Procedure;
  beside: boolean;
  matter: Subject | undefined;
  /** The run whose matter it goes on with. */
  takesOver: number | undefined;
  /** The steps that it has been at, in their order. */
  steps: string[];
  lastDecided?: CivilDate;
  over: boolean;
  withdrawnOn?: CivilDate;
  /** The days on which decisions started and ended clocks. */
  started: Map<string, CivilDate>;
  ended: Map<string, CivilDate>;
  /** The clock of the step to which the decision led that ended a clock. */
  ledTo: Map<string, string | undefined>;
}

interface PaperTask extends TaskOnPaper {
  step: string;
  run: number;
  /** Its own limit; without one it has the time of a clock. */
  limit: Limit | undefined;
  /** The day to which it was extended by itself. */
  extendedTo?: CivilDate;
  ended?: { on: CivilDate; answers: Answers };
}

interface Pause {
  from: CivilDate;
  until: CivilDate;
}

/** What moves the last day of a clock, in the order in which it happened. */
type Moved = { pause: Pause } | { run: number; clock: string; until: CivilDate };

type Span = Pick<Limit, 'days' | 'unit' | 'before'>;

const bankHolidays = new Set(bundledBankHolidays.map(({ date }) => date));
const next = (day: CivilDate) => addCalendarDays(day, 1);

/** The pages of the wall calendar that have been looked at. */
const looked = new Map<CivilDate, boolean>();

function counts(day: CivilDate, unit: DayUnit): boolean {
  if (unit !== 'working days') return true;
  const known = looked.get(day);
  if (known !== undefined) return known;
  const works = !weekday(day).startsWith('S') && !bankHolidays.has(day);
  looked.set(day, works);
  return works;
}

/** So many days on from a day that does not count itself; a negative number goes back. */
function walkDays(from: CivilDate, days: number, unit: DayUnit): CivilDate {
  let day = from;
  for (let left = Math.abs(days); left > 0;) {
    day = addCalendarDays(day, Math.sign(days));
    if (counts(day, unit)) left -= 1;
  }
  return day;
}

/** The same day some months on, or the last day of that month when it has no such day. */
function walkMonths(from: CivilDate, months: number): CivilDate {
  let day = from;
  for (let left = months; left > 0;) {
    day = next(day);
    if (day.endsWith('-01')) left -= 1;
  }
  while (day.slice(-2) < from.slice(-2) && !next(day).endsWith('-01')) day = next(day);
  return day;
}

/** The last day in time when nothing comes between. */
function limitOnPaper(from: CivilDate, { days, unit, before }: Span): CivilDate {
  return unit === 'months' ? walkMonths(from, days) : walkDays(from, before ? -days : days, unit);
}

/** After a pause: what was left of the time on the day it began comes after the day it ended. */
function afterPause(due: CivilDate, from: CivilDate, limit: Span, pause: Pause): CivilDate {
  const began = pause.from > from ? pause.from : from;
  if (limit.before || pause.from > due || pause.until <= began) return due;
  const unit = limit.unit === 'working days' ? limit.unit : 'calendar days';
  let left = 0;
  for (let day = began; day < due;) {
    day = next(day);
    if (counts(day, unit)) left += 1;
  }
  return walkDays(pause.until, left, unit);
}

const paper = (id: string, version: string): Procedure => {
  const procedure = procedures.version(id, version);
  if (!procedure) throw new Error(`there is no procedure ${id} ${version}`);
  return procedure;
};

const later = (one: CivilDate, other: CivilDate) => (one > other ? one : other);

/** A case taken up again has its first days behind it: its clocks count from then. */
const reopenedOn = ({ matter }: PaperRun): CivilDate | undefined =>
  matter?.id === 'reopening' ? matter.from : undefined;

/** The intake watches the limits of the procedure that follows it, so both are one. */
const roundOf = ({ number, beside, matter }: PaperRun) =>
  beside ? `run ${number}` : `from ${matter?.from ?? 'receipt'}`;

/** The clocks that watch a complaint until its procedure is chosen are forgotten when it is. */
const choosesProcedure = ({ steps }: Procedure) =>
  Object.values(steps).some(({ outcomes }) =>
    Object.values(outcomes).some(({ next: leadsTo }) => leadsTo === 'chosen procedure'),
  );

/** The tasks and clocks of a case at the end of a day, or as that day goes, from the events alone. */
export function onPaper(events: readonly Event[], today: CivilDate): CaseOnPaper {
  let receivedOn = '';
  let kind = '';
  let facts: Facts = {};
  let stoppedOn: CivilDate | undefined;
  const runs = new Map<number, PaperRun>();
  const moved: Moved[] = [];
  const tasks = new Map<string, PaperTask>();

  const runOf = (number: number): PaperRun => {
    const run = runs.get(number);
    if (!run) throw new Error(`there is no run ${number}`);
    return run;
  };
  const pauses = () => moved.flatMap((one) => ('pause' in one ? [one.pause] : []));
  /** The run of the case itself that began last. */
  const ownRun = () => [...runs.values()].findLast(({ beside }) => !beside);

  // ---- the clocks of stages

  function clockBegins(id: string, clock: StageClock, run: PaperRun, day: CivilDate): CivilDate | undefined {
    const started = run.started.get(id);
    if (started !== undefined) return started;
    const again = reopenedOn(run);
    const { from } = clock;
    const isAt = (step: string | undefined) => run.procedure.steps[step ?? '']?.clock === id;
    const [first] = run.steps;
    if (again !== undefined && isAt(first)) return again;
    // Reopened in the middle, a step may lack the decision that starts its clock.
    const atOnce = again !== undefined && run.steps.some(isAt) ? again : undefined;
    if (from === undefined) return atOnce;
    if (typeof from === 'object' && 'endOf' in from) return afterOther(id, from, run, day) ?? atOnce;
    if (again !== undefined && first !== run.procedure.first) return atOnce;
    if (typeof from === 'object') {
      const recorded = facts[from.fact];
      return typeof recorded === 'string' ? later(recorded, again ?? recorded) : (again ?? receivedOn);
    }
    return again ?? (from === 'receipt' ? receivedOn : (run.matter?.from ?? receivedOn));
  }

  /** With the decision that ended the other clock, or when that has run out if it need not wait longer. */
  function afterOther(
    id: string,
    { endOf, atLatest }: { endOf: string; atLatest?: unknown },
    run: PaperRun,
    day: CivilDate,
  ): CivilDate | undefined {
    const other = clockOf(endOf, run, day);
    if (!other) return undefined;
    // Over a pause a last day moves on, unless it had passed when the pause began.
    const reached = other.endedOn ?? stoppedOn ?? day;
    if (atLatest !== undefined && reached > other.due) return other.due;
    return run.ledTo.get(endOf) === id ? other.endedOn : undefined;
  }

  function clockOf(id: string, run: PaperRun, day: CivilDate): ClockOnPaper | undefined {
    const clock = run.procedure.clocks?.[id];
    const said = facts.kind ?? kind;
    if (!clock) throw new Error(`${run.procedure.id} has no clock ${id}`);
    if (clock.feedback && said !== 'unreadable email' && !clock.feedback.some((one) => one === said))
      return undefined;
    const from = clockBegins(id, clock, run, day);
    if (from === undefined) return undefined;
    const { limit, extension } = clock;
    const set = clock.from === 'subject' ? run.matter?.dueOn : undefined;
    const longest = extension?.upTo ?? limit.days;
    const originalDue = set ?? limitOnPaper(from, limit);
    let due = originalDue;
    let cap = limitOnPaper(from, { ...limit, days: longest });
    if (set !== undefined) cap = later(cap, limitOnPaper(set, { ...limit, days: longest - limit.days }));
    const over = run.ended.get(id) ?? run.withdrawnOn ?? (run.over ? run.lastDecided : undefined);
    const endedOn = over === undefined ? undefined : later(over, from);
    for (const one of moved) {
      if ('pause' in one) {
        // A clock that has ended is not stopped by what comes later.
        if (run.beside || (endedOn !== undefined && one.pause.from >= endedOn)) continue;
        due = afterPause(due, from, limit, one.pause);
        cap = afterPause(cap, from, limit, one.pause);
      } else if (one.run === run.number && one.clock === (clock.reportedWith ?? id))
        // More time on the clock that raises alarms never takes any from the one beside it.
        due = clock.reportedWith === undefined ? one.until : later(due, one.until);
    }
    // What only the complainant's agreement makes longer has its last day then, and no other.
    if (extension !== undefined && extension.upTo === undefined) cap = due;
    const stands = run.beside ? undefined : stoppedOn;
    const last = endedOn ?? stands ?? day;
    // A day of a pause is one on which the clock does not run.
    const isRunning = (one: CivilDate) =>
      counts(one, 'working days') &&
      (run.beside || !pauses().some((pause) => pause.from < one && one <= pause.until));
    let workingDaysUsed = 0;
    let workingDaysLate = 0;
    for (let one = from; one < last;) {
      one = next(one);
      if (isRunning(one)) workingDaysUsed += 1;
      if (isRunning(one) && one > due) workingDaysLate += 1;
    }
    return {
      round: roundOf(run),
      id,
      clock,
      from,
      originalDue,
      due,
      cap,
      ...(endedOn === undefined
        ? { status: stands === undefined ? 'running' : 'paused' }
        : { status: 'ended', endedOn }),
      workingDaysUsed,
      workingDaysLate,
    };
  }

  // ---- the time of tasks

  function taskBegins(clock: Exclude<ClockStart, 'clock'>, run: PaperRun, day: CivilDate): CivilDate {
    const takenUpOn = run.matter?.from;
    const before = [...tasks.values()].filter((task) => task.run === run.number);
    if (clock === 'opened') return day;
    if (clock === 'receipt') return takenUpOn ?? receivedOn;
    if (clock === 'subject') return takenUpOn ?? day;
    // Every letter of a walk is sent on the day of its decision.
    if (clock === 'decision' || (typeof clock === 'object' && 'reached' in clock))
      return before.findLast((task) => task.ended)?.ended?.on ?? takenUpOn ?? day;
    if ('dayInDecision' in clock) {
      const led = before.findLast((task) => task.ended)?.ended;
      const given = led?.answers[clock.dayInDecision];
      return typeof given === 'string' ? given : (led?.on ?? takenUpOn ?? day);
    }
    if ('sameStartAs' in clock)
      return before.findLast(({ step }) => step === clock.sameStartAs)?.from ?? takenUpOn ?? day;
    if ('fact' in clock) {
      const recorded = facts[clock.fact];
      // A day from before the case was taken up again has had its time.
      if (typeof recorded === 'string' && recorded >= (takenUpOn ?? '')) return recorded;
      return clock.or === 'opened' ? day : (takenUpOn ?? receivedOn);
    }
    const earlier = before.findLast(({ step, ended }) => step === clock.step && ended)?.ended;
    const given = clock.answer === undefined ? undefined : earlier?.answers[clock.answer];
    return typeof given === 'string' ? given : (earlier?.on ?? takenUpOn ?? day);
  }

  function targetOf(from: CivilDate, limit: Limit, run: PaperRun): CivilDate {
    const set = limit.from === 'subject' ? run.matter?.dueOn : undefined;
    const first = set ?? limitOnPaper(from, limit);
    return run.beside ? first : pauses().reduce((day, pause) => afterPause(day, from, limit, pause), first);
  }

  /** What is left of the clock of a step, and of the one that is reported beside it. */
  function timeOfClock(step: string, run: PaperRun, day: CivilDate): TaskOnPaper {
    const { steps, clocks = {} } = run.procedure;
    const id = steps[step]?.clock ?? '';
    const clock = clockOf(id, run, day);
    if (!clock) throw new Error(`step ${step} has opened and clock ${id} has not begun`);
    const beside = Object.keys(clocks).find((one) => clocks[one]?.reportedWith === id);
    const second = beside === undefined ? undefined : clockOf(beside, run, day);
    const { from, originalDue, due } = clock;
    return {
      from,
      originalDue,
      due,
      ...(second === undefined ? {} : { alsoFrom: second.from, alsoDue: second.due }),
    };
  }

  function open(id: string, run: PaperRun, day: CivilDate): PaperTask {
    const step = run.procedure.steps[id];
    if (!step) throw new Error(`there is no step ${id}`);
    const { limit } = step;
    if (!limit) return { step: id, run: run.number, limit, ...timeOfClock(id, run, day) };
    const from = limit.from === 'clock' ? timeOfClock(id, run, day).from : taskBegins(limit.from, run, day);
    const originalDue = targetOf(from, limit, run);
    // The matter is the same at every visit, and so is the day that was told last.
    const told =
      limit.from === 'subject'
        ? [...tasks.values()].findLast(
            (task) => task.step === id && (task.run === run.number || task.run === run.takesOver),
          )?.extendedTo
        : undefined;
    return {
      step: id,
      run: run.number,
      limit,
      from,
      originalDue,
      due: told ?? originalDue,
      ...(told === undefined ? {} : { extendedTo: told }),
    };
  }

  /** An open task that has the time of its clock goes with it. */
  function follow(day: CivilDate): void {
    for (const task of tasks.values()) {
      if (task.ended || task.limit) continue;
      const { from, due, alsoDue } = timeOfClock(task.step, runOf(task.run), day);
      task.from = from;
      task.due = due;
      if (alsoDue !== undefined) task.alsoDue = alsoDue;
    }
  }

  /** Starts and ends the clocks that an outcome says, on the days that were answered or on that of the decision. */
  function turn({ step, run: number }: PaperTask, outcome: string, answers: Answers, day: CivilDate): void {
    const run = runOf(number);
    const { starts = [], ends = [], next: leadsTo = '' } = run.procedure.steps[step]?.outcomes[outcome] ?? {};
    const given = (on: string | undefined) => {
      const answer = on === undefined ? undefined : answers[on];
      return typeof answer === 'string' ? answer : day;
    };
    for (const { clock, on } of ends)
      // A clock that has not begun cannot end, and one that has ended does not end again.
      if (!run.ended.has(clock) && clockOf(clock, run, day)) {
        run.ended.set(clock, given(on));
        run.ledTo.set(clock, run.procedure.steps[leadsTo]?.clock);
      }
    for (const { clock, on } of starts) {
      run.started.set(clock, given(on));
      run.ended.delete(clock);
    }
  }

  for (const event of events) {
    const day = londonDate(event.at);
    switch (event.type) {
      case 'received':
        receivedOn = event.receivedOn;
        kind = event.kind;
        break;
      case 'facts-recorded':
        facts = { ...facts, ...event.facts };
        follow(day);
        break;
      case 'procedure-started': {
        const procedure = paper(event.procedure, event.version);
        if (event.follows !== undefined) runOf(event.follows).over = true;
        runs.set(event.run, {
          number: event.run,
          procedure,
          beside: event.beside ?? false,
          matter: event.matter,
          takesOver: event.beside ? event.follows : undefined,
          steps: [],
          over: false,
          started: new Map(),
          ended: new Map(),
          ledTo: new Map(),
        });
        break;
      }
      case 'task-opened': {
        const run = runOf(event.run);
        run.steps.push(event.step);
        tasks.set(event.task, open(event.step, run, day));
        break;
      }
      case 'extended': {
        const task = tasks.get(event.task);
        if (!task) throw new Error(`there is no task ${event.task}`);
        if (event.clock === undefined) task.due = task.extendedTo = event.until;
        else moved.push({ run: task.run, clock: event.clock, until: event.until });
        follow(day);
        break;
      }
      case 'decided': {
        const task = tasks.get(event.task);
        if (!task) throw new Error(`there is no task ${event.task}`);
        runOf(task.run).lastDecided = day;
        turn(task, event.outcome, event.answers, day);
        if (event.ends) task.ended = { on: day, answers: event.answers };
        break;
      }
      case 'withdrawn': {
        const run = ownRun();
        if (run) run.withdrawnOn ??= day;
        break;
      }
      case 'closed':
      case 'run-ended':
        runOf(event.run).over = true;
        break;
      case 'frozen':
        stoppedOn ??= day;
        break;
      case 'resumed': {
        if (stoppedOn === undefined) throw new Error('resumed without a pause');
        const pause = { from: stoppedOn, until: day };
        stoppedOn = undefined;
        moved.push({ pause });
        for (const task of tasks.values())
          if (!task.ended && task.limit && !runOf(task.run).beside)
            task.due = afterPause(task.due, task.from, task.limit, pause);
        follow(day);
        break;
      }
      case 'corrected':
        if (event.correction.what !== 'receivedOn') break;
        receivedOn = event.correction.to.on;
        for (const task of tasks.values()) {
          const run = runOf(task.run);
          if (task.ended || task.limit?.from !== 'receipt') continue;
          task.from = taskBegins('receipt', run, day);
          task.due = task.extendedTo ?? targetOf(task.from, task.limit, run);
        }
        follow(day);
        break;
      default:
    }
  }

  const own = ownRun()?.number;
  const clocks = [...runs.values()]
    .filter(({ number, beside, procedure }) => beside || number === own || !choosesProcedure(procedure))
    .flatMap((run) => Object.keys(run.procedure.clocks ?? {}).flatMap((id) => clockOf(id, run, today) ?? []));
  const rounds = new Map([...tasks].map(([key, { run }]) => [key, roundOf(runOf(run))]));
  return { tasks, clocks, rounds };
}

/** Working days on from a day of the wall calendar. */
export const workingDaysOn = (from: CivilDate, days: number): CivilDate =>
  walkDays(from, days, 'working days');
