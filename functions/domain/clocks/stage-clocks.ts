import { pausesOf, type Case, type Run } from '../case/case.ts';
import { startOf, turnOf, type RunContext } from './clock-start.ts';
import { runningDays, workingDaysLate } from './days-late.ts';
import { deadline, dueDate, type Deadline } from './deadlines.ts';
import { londonDate, type CivilDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { Procedure, StageClock } from '../../../workflows/procedures/procedure.ts';

/**
 * A legal clock of a stage in a case, worked out from its events: from which day it runs, until when, how far it could
 * be extended (`cap`), and whether it has ended. Days are days in London.
 */
export interface ClockState extends Pick<Deadline, 'from' | 'original' | 'due'> {
  id: string;
  run: number;
  clock: StageClock;
  deadline: Deadline;
  cap: CivilDate;
  status: 'running' | 'paused' | 'ended';
  endedOn?: CivilDate;
}

/**
 * The clocks of one run of a procedure that have started, in the order of the procedure. `today` decides only when a
 * clock begins that does not wait for the end of another beyond its due date. `opening`: a step that is just opening and
 * is no task of the case yet.
 */
export function clocksOfRun(
  state: Case,
  run: Run,
  procedure: Procedure,
  calendar: WorkingDays,
  today: CivilDate,
  opening?: string,
): ClockState[] {
  const steps = [...stepsOf(state, run), ...(opening === undefined ? [] : [opening])];
  const context = { state, run, procedure, calendar, today, steps };
  return Object.keys(procedure.clocks ?? {}).flatMap((id) => clockIn(context, id) ?? []);
}

/** One clock of a run, without working out those it does not follow from; undefined when it has not started. */
export function clockOfRun(
  id: string,
  { state, run, procedure, calendar, today }: Omit<RunContext, 'steps'>,
): ClockState | undefined {
  return clockIn({ state, run, procedure, calendar, today, steps: stepsOf(state, run) }, id);
}

/** The steps that a run has been at, in order. */
const stepsOf = ({ tasks }: Case, { run }: Run): string[] =>
  tasks.filter((task) => task.run === run).map(({ step }) => step);

/**
 * Every clock of a case, of its own procedure first and of the runs alongside it after that, in each the one that raises
 * alarms before the one that is reported with it. What only watched a complaint until its procedure was chosen is left
 * out once it is, and so is a procedure that was the wrong one.
 */
export function clocksOf(
  state: Case,
  procedures: Pick<Procedures, 'version'>,
  calendar: WorkingDays,
  today: CivilDate,
): ClockState[] {
  const current = state.procedure?.run;
  return state.runs
    .flatMap((run) => {
      const procedure = procedures.version(run.procedure, run.version);
      if (!procedure) return [];
      const clocks = clocksOfRun(state, run, procedure, calendar, today);
      const watchedOnly = !run.beside && run.run !== current && choosesProcedure(procedure);
      return watchedOnly || run.superseded ? [] : clocks;
    })
    .toSorted(
      (a, b) => Number(a.clock.reportedWith !== undefined) - Number(b.clock.reportedWith !== undefined),
    );
}

/** Whether a procedure only decides which other one applies: its clocks watch a complaint that is in no stage yet. */
export const choosesProcedure = ({ steps }: Procedure): boolean =>
  Object.values(steps).some(({ outcomes }) =>
    Object.values(outcomes).some(({ next }) => next === 'chosen procedure'),
  );

/** The clocks that raise alarms now: running, of a case that is not paused. */
export const alarming = (clocks: readonly ClockState[]): ClockState[] =>
  clocks.filter(({ status, clock }) => status === 'running' && clock.reportedWith === undefined);

/** Whether a clock has run out and has not ended: the due date itself is in time. */
export const isOverdue = ({ status, due }: ClockState, today: CivilDate): boolean =>
  status === 'running' && today > due;

/**
 * The working days that a clock has used and how many it is late, by its end or today. The days of a pause count for
 * neither, so a paused clock stays at what it had when the pause began.
 */
export function daysOf(
  { from, due, deadline: { stops }, endedOn }: ClockState,
  today: CivilDate,
  calendar: WorkingDays,
): { workingDaysUsed: number; workingDaysLate: number } {
  const last = endedOn ?? today;
  return {
    workingDaysUsed: runningDays(from, last, stops, calendar),
    workingDaysLate: workingDaysLate(due, last, stops, calendar),
  };
}

/**
 * The working days from the start of a clock to its last day as it is now, and to the last day to which it can be extended.
 * The days of a pause do not count.
 */
export function daysGiven(
  { from, due, cap, deadline: { stops } }: ClockState,
  calendar: WorkingDays,
): { workingDays: number; atMost: number } {
  return {
    workingDays: runningDays(from, due, stops, calendar),
    atMost: runningDays(from, cap, stops, calendar),
  };
}

function clockIn(context: RunContext, id: string): ClockState | undefined {
  const { state, run, procedure, calendar } = context;
  const clock = procedure.clocks?.[id];
  if (!clock || !isFor(clock, state)) return undefined;
  const from = startOf(id, clock, context, (other) => clockIn(context, other));
  if (from === undefined) return undefined;
  const endedOn = endOf(id, context);
  // A clock that has ended is not stopped any more: a pause of a later stage leaves its last day as it was.
  const stops = pausesOf(state, run).filter((stop) => endedOn === undefined || stop.from < endedOn);
  const set = clock.from === 'subject' ? run.matter?.dueOn : undefined;
  const second = clock.reportedWith !== undefined;
  const extensions = extensionsOf(clock.reportedWith ?? id, context);
  const worked = deadline({ limit: clock.limit, from, set, stops, extensions, second }, calendar);
  const paused = stops.some(({ until }) => until === undefined);
  return {
    id,
    run: run.run,
    clock,
    deadline: worked,
    from,
    original: worked.original,
    due: worked.due,
    cap: capOf(clock, { from, set, stops, due: worked.due }, calendar),
    ...(endedOn === undefined
      ? { status: paused ? ('paused' as const) : ('running' as const) }
      : { status: 'ended' as const, endedOn: endedOn < from ? from : endedOn }),
  };
}

/** An email that no one could read yet may be a complaint, and is watched like one. */
const isFor = ({ feedback }: StageClock, { kind, facts }: Case): boolean => {
  const said = facts.kind ?? kind;
  return feedback === undefined || said === 'unreadable email' || feedback.some((one) => one === said);
};

/**
 * The last day to which a clock can be extended, pauses counted in; its last day when it cannot, or when only the
 * complainant's agreement makes it later. When a later day than
 * that of the limit was set for its subject, the days that an extension adds are added to that day.
 */
function capOf(
  { limit, extension }: StageClock,
  {
    from,
    set,
    stops,
    due,
  }: { from: CivilDate; set: CivilDate | undefined; stops: Case['stops']; due: CivilDate },
  calendar: WorkingDays,
): CivilDate {
  if (extension !== undefined && extension.upTo === undefined) return due;
  const days = extension?.upTo ?? limit.days;
  const within = deadline({ limit: { ...limit, days }, from, stops }, calendar).due;
  const beyond = set === undefined ? within : dueDate(set, days - limit.days, limit.unit, calendar);
  return beyond > within ? beyond : within;
}

function endOf(id: string, context: RunContext): CivilDate | undefined {
  const { state, run, procedure } = context;
  const ended = turnOf(id, 'ends', context);
  if (ended !== undefined) return ended;
  const decided = state.tasks
    .filter((task) => task.run === run.run)
    .flatMap(({ step, decisions }) =>
      decisions.map(({ at, outcome }) => ({
        at,
        withdraws: procedure.steps[step]?.outcomes[outcome]?.effect === 'withdraw',
      })),
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  // The council may go on by itself after a withdrawal, and the case may be reopened later: the day stays.
  const withdrawn = decided.find(({ withdraws }) => withdraws);
  if (withdrawn) return londonDate(withdrawn.at);
  if (run.status === 'running') return undefined;
  const last = decided.at(-1);
  return last === undefined ? state.receivedOn : londonDate(last.at);
}

/** The extensions of a clock as they were granted; those of before clocks were recorded are kept by their tasks. */
function extensionsOf(
  id: string,
  { state, run, procedure }: RunContext,
): { on: CivilDate; until: CivilDate }[] {
  const recorded = (state.extensions ?? []).filter((one) => one.run === run.run && one.clock === id);
  const byTasks = state.tasks
    .filter(
      (task) =>
        task.run === run.run && procedure.steps[task.step]?.clock === id && ownTime(procedure, task.step),
    )
    .flatMap(({ extensions }) => extensions);
  const all = new Map([...byTasks, ...recorded].map((one) => [`${one.at} ${one.until}`, one]));
  return [...all.values()].map(({ at, until }) => ({ on: londonDate(at), until }));
}

/** Whether a step has the time of its clock, not a target of its own. */
const ownTime = ({ steps }: Procedure, step: string): boolean => steps[step]?.limit === undefined;
