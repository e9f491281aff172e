import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import {
  addCalendarDays,
  londonDate,
  weekday,
  type CivilDate,
} from '../../../functions/domain/time/civil-date.ts';
import type { Answers, Event, Subject } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { procedures } from '../../../workflows/procedures/index.ts';
import type { ClockStart, DayUnit, Limit, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

// The dates of a case as someone would work them out who has nothing but its events, the procedures and a calendar on
// the wall: one event after the other, one day after the other. It shares no reckoning with functions/domain.

/** The time of one task on paper. */
export interface OnPaper {
  from: CivilDate;
  originalDue: CivilDate;
  due: CivilDate;
  alsoFrom?: CivilDate;
  alsoDue?: CivilDate;
}

interface PaperRun {
  procedure: Procedure;
  beside: boolean;
  matter: Subject | undefined;
}

interface PaperTask extends OnPaper {
  step: string;
  run: number;
  limit: Limit;
  ended?: { on: CivilDate; answers: Answers };
}

interface Pause {
  from: CivilDate;
  until: CivilDate;
}

const bankHolidays = new Set(bundledBankHolidays.map(({ date }) => date));
const next = (day: CivilDate) => addCalendarDays(day, 1);

function counts(day: CivilDate, unit: DayUnit): boolean {
  return unit !== 'working days' || (!weekday(day).startsWith('S') && !bankHolidays.has(day));
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
function limitOnPaper(from: CivilDate, { days, unit, before }: Limit): CivilDate {
  return unit === 'months' ? walkMonths(from, days) : walkDays(from, before ? -days : days, unit);
}

/** After a pause: what was left of the time on the day it began comes after the day it ended. */
function afterPause(due: CivilDate, from: CivilDate, limit: Limit, pause: Pause): CivilDate {
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

/** The step whose deadline a step shares, if it shares one. */
function sharedTime({ steps }: Procedure, id: string): string | undefined {
  const base = steps[id]?.sameDeadlineAs ?? id;
  return Object.values(steps).some(({ sameDeadlineAs }) => sameDeadlineAs === base) ? base : undefined;
}

/** The time of every task that a case has had, by its key, from the events alone. */
export function dueOnPaper(events: readonly Event[]): Map<string, OnPaper> {
  let receivedOn = '';
  let facts: Facts = {};
  const runs = new Map<number, PaperRun>();
  const pauses: { from: CivilDate; until?: CivilDate }[] = [];
  const tasks = new Map<string, PaperTask>();

  const ended = () => pauses.flatMap(({ from, until }) => (until === undefined ? [] : [{ from, until }]));

  function start(clock: ClockStart, number: number, run: PaperRun, today: CivilDate): CivilDate {
    const takenUpOn = run.matter?.from;
    const before = [...tasks.values()].filter((task) => task.run === number);
    if (clock === 'opened') return today;
    if (clock === 'receipt') return takenUpOn ?? receivedOn;
    if (clock === 'subject') return takenUpOn ?? today;
    if (clock === 'decision') return before.findLast((task) => task.ended)?.ended?.on ?? takenUpOn ?? today;
    if ('dayInDecision' in clock) {
      const led = before.findLast((task) => task.ended)?.ended;
      const day = led?.answers[clock.dayInDecision];
      return typeof day === 'string' ? day : (led?.on ?? takenUpOn ?? today);
    }
    if ('sameStartAs' in clock)
      return before.findLast(({ step }) => step === clock.sameStartAs)?.from ?? takenUpOn ?? today;
    if ('fact' in clock) {
      const recorded = facts[clock.fact];
      // A day from before the case was taken up again has had its time.
      if (typeof recorded === 'string' && recorded >= (takenUpOn ?? '')) return recorded;
      return clock.or === 'opened' ? today : (takenUpOn ?? receivedOn);
    }
    const earlier = before.findLast(({ step, ended: over }) => step === clock.step && over)?.ended;
    const given = clock.answer === undefined ? undefined : earlier?.answers[clock.answer];
    return typeof given === 'string' ? given : (earlier?.on ?? takenUpOn ?? today);
  }

  function due(from: CivilDate, limit: Limit, run: PaperRun): CivilDate {
    const set = limit.from === 'subject' ? run.matter?.dueOn : undefined;
    const first = set ?? limitOnPaper(from, limit);
    return run.beside ? first : ended().reduce((day, pause) => afterPause(day, from, limit, pause), first);
  }

  function open(step: Step, id: string, number: number, run: PaperRun, today: CivilDate): PaperTask {
    const base = sharedTime(run.procedure, id);
    const shared =
      base === undefined
        ? undefined
        : [...tasks.values()].findLast(
            (task) =>
              task.run === number && (run.procedure.steps[task.step]?.sameDeadlineAs ?? task.step) === base,
          );
    if (shared) {
      const { ended: _, ...time } = shared;
      return { ...time, step: id };
    }
    const { limit, alsoFrom } = step;
    const from = start(limit.from, number, run, today);
    const second = alsoFrom === undefined ? undefined : start(alsoFrom, number, run, today);
    return {
      step: id,
      run: number,
      limit: run.procedure.steps[base ?? id]?.limit ?? limit,
      from,
      originalDue: due(from, limit, run),
      due: due(from, limit, run),
      ...(second === undefined ? {} : { alsoFrom: second, alsoDue: due(second, limit, run) }),
    };
  }

  for (const event of events) {
    switch (event.type) {
      case 'received':
        receivedOn = event.receivedOn;
        break;
      case 'facts-recorded':
        facts = { ...facts, ...event.facts };
        break;
      case 'procedure-started': {
        const procedure = paper(event.procedure, event.version);
        runs.set(event.run, { procedure, beside: event.beside ?? false, matter: event.matter });
        break;
      }
      case 'task-opened': {
        const run = runs.get(event.run);
        const step = run?.procedure.steps[event.step];
        if (!run || !step) throw new Error(`${event.task} belongs to no step`);
        tasks.set(event.task, open(step, event.step, event.run, run, londonDate(event.at)));
        break;
      }
      case 'extended': {
        const task = tasks.get(event.task);
        if (task) {
          task.due = event.until;
          // A longer time on one clock never shortens the other.
          if (task.alsoDue !== undefined && task.alsoDue < event.until) task.alsoDue = event.until;
        }
        break;
      }
      case 'decided': {
        const task = tasks.get(event.task);
        if (task && event.ends) task.ended = { on: londonDate(event.at), answers: event.answers };
        break;
      }
      case 'frozen':
        pauses.push({ from: londonDate(event.at) });
        break;
      case 'resumed': {
        const pause = pauses.at(-1);
        if (!pause || pause.until !== undefined) throw new Error('resumed without a pause');
        const over = { ...pause, until: londonDate(event.at) };
        pauses[pauses.length - 1] = over;
        for (const task of tasks.values())
          if (!task.ended && !runs.get(task.run)?.beside) {
            task.due = afterPause(task.due, task.from, task.limit, over);
            if (task.alsoDue !== undefined && task.alsoFrom !== undefined)
              task.alsoDue = afterPause(task.alsoDue, task.alsoFrom, task.limit, over);
          }
        break;
      }
      default:
    }
  }
  return tasks;
}
