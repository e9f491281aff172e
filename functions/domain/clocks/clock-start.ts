import { reopening, type Case, type Run } from '../case/case.ts';
import type { Deadline } from './deadlines.ts';
import { londonDate, type CivilDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { ClockTurn, Outcome, Procedure, StageClock } from '../../../workflows/procedures/procedure.ts';

/** The history of a run that its clocks are worked out from. */
export interface RunContext {
  state: Case;
  run: Run;
  procedure: Procedure;
  calendar: WorkingDays;
  today: CivilDate;
  /** The steps that the run has been at, with the one that is just opening. */
  steps: readonly string[];
}

/** Another clock of the same run, if it has started. */
type ClockNamed = (
  id: string,
) => { due: CivilDate; endedOn?: CivilDate; deadline: Pick<Deadline, 'stops'> } | undefined;

/**
 * The day from which a clock of a run counts; undefined until it starts. A decision that starts it counts for more than
 * anything else. Without one it starts as its procedure says (`from`): with the receipt, with the subject of a run alongside,
 * on a recorded day, or with the end of the clock before it. A reopened case counts from the day on which it was reopened.
 */
export function startOf(
  id: string,
  clock: StageClock,
  context: RunContext,
  clockNamed: ClockNamed,
): CivilDate | undefined {
  const { state, run, procedure, steps } = context;
  const started = turnOf(id, 'starts', context);
  if (started !== undefined) return started;
  const { from } = clock;
  if (run.matter?.id === reopening && run.matter.from !== undefined) {
    // What is taken up again counts from then, from the stage at which it is.
    const reopenedOn = run.matter.from;
    const isOfClock = (step: string | undefined) => procedure.steps[step ?? '']?.clock === id;
    if (isOfClock(steps[0])) return reopenedOn;
    if (from !== undefined && !isAfter(from) && steps[0] === procedure.first) {
      const recorded = typeof from === 'object' ? state.facts[from.fact] : undefined;
      return typeof recorded === 'string' && recorded > reopenedOn ? recorded : reopenedOn;
    }
    // Later steps of it may lack the decision that starts their clock, as that was taken before.
    return endBefore(id, clock, context, clockNamed) ?? (steps.some(isOfClock) ? reopenedOn : undefined);
  }
  if (from === 'receipt') return state.receivedOn;
  if (from === 'subject') return run.matter?.from ?? state.receivedOn;
  if (from !== undefined && 'fact' in from) {
    const recorded = state.facts[from.fact];
    return typeof recorded === 'string' ? recorded : state.receivedOn;
  }
  return endBefore(id, clock, context, clockNamed);
}

type AfterAnother = Extract<NonNullable<StageClock['from']>, { endOf: string }>;

const isAfter = (from: NonNullable<StageClock['from']>): from is AfterAnother =>
  typeof from === 'object' && 'endOf' in from;

/** The day from which a clock runs that begins with the end of another. */
function endBefore(
  id: string,
  { from }: StageClock,
  context: RunContext,
  clockNamed: ClockNamed,
): CivilDate | undefined {
  if (from === undefined || !isAfter(from)) return undefined;
  const before = clockNamed(from.endOf);
  if (before === undefined) return undefined;
  const { due, endedOn, deadline: worked } = before;
  // While a pause lasts that began in time, the due date may yet move on.
  const waits = worked.stops.some((stop) => stop.until === undefined && stop.from <= due);
  if (from.atLatest !== undefined && !waits && (endedOn ?? context.today) > due) return due;
  const ended = turnOf(from.endOf, 'ends', context) !== undefined;
  return ended && !leadsPast(from.endOf, id, context) ? endedOn : undefined;
}

/** Whether the decision that ended a clock led past the steps of the one after it, such as out of the stage. */
function leadsPast(ended: string, id: string, { state, run, procedure }: RunContext): boolean {
  const ending = state.tasks
    .filter((task) => task.run === run.run)
    .flatMap(({ step, decisions }) =>
      decisions.flatMap(({ outcome }) => procedure.steps[step]?.outcomes[outcome] ?? []),
    )
    .find((outcome) => turns(outcome, 'ends').some(({ clock }) => clock === ended));
  return ending !== undefined && procedure.steps[ending.next]?.clock !== id;
}

/** The day on which a decision last started a clock in this run, or ended it. */
export function turnOf(
  id: string,
  turn: 'starts' | 'ends',
  { state, run, procedure }: RunContext,
): CivilDate | undefined {
  const recorded = state.clocks?.findLast((one) => one.run === run.run && one.clock === id);
  const on = turn === 'starts' ? recorded?.from : recorded?.endedOn;
  if (on !== undefined) return on;
  const tasks = state.tasks.filter((task) => task.run === run.run);
  // Decided before clocks were recorded: the task that followed holds the day that was given. A clock started again runs
  // from then; one that has ended does not end again.
  const places = [...tasks.entries()];
  for (const [place, task] of turn === 'starts' ? places.toReversed() : places) {
    const turned = (outcome: string) =>
      turns(procedure.steps[task.step]?.outcomes[outcome], turn).find(({ clock }) => clock === id);
    const decision = task.decisions.findLast(({ outcome }) => turned(outcome));
    if (!decision) continue;
    const decidedOn = londonDate(decision.at);
    if (turned(decision.outcome)?.on === undefined) return decidedOn;
    const next = tasks[place + 1];
    const given = next?.alsoFrom ?? next?.clockFrom;
    return given !== undefined && given <= decidedOn && given >= state.receivedOn ? given : decidedOn;
  }
  return undefined;
}

/** The clocks that an outcome starts or ends. */
export const turns = (outcome: Outcome | undefined, turn: 'starts' | 'ends'): readonly ClockTurn[] =>
  outcome?.[turn] ?? [];
