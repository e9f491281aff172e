import { textOf } from '../../domain/case/answer-text.ts';
import { openTasks, runOf, type Case } from '../../domain/case/case.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { record } from '../../domain/case/replay.ts';
import { clockOfRun } from '../../domain/clocks/stage-clocks.ts';
import { isDecidedToTheEnd } from '../../domain/steps/pass-over.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { endFollowUps } from '../case-actions/follow-up.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { noEvents, together, type EventsAndOutbox } from '../events-and-outbox.ts';

/**
 * What a decision starts alongside the case, such as asking another body for its part of a joint answer. Its subject is a
 * clock of the procedure. While one is under way no other is started.
 */
export function startedBy(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  state: Case,
  outcome: Outcome | undefined,
  decided: readonly NewEvent[],
  { now, by }: { now: Instant; by: Actor },
): EventsAndOutbox {
  const { alongside } = outcome ?? {};
  if (alongside === undefined) return noEvents;
  const isUnderWay = state.runs.some(
    ({ procedure, status }) => procedure === alongside.procedure && status === 'running',
  );
  if (isUnderWay) return noEvents;
  const answers = decided.find((event) => event.type === 'decided')?.answers ?? {};
  const dueOn = alongside.dueOn === undefined ? '' : textOf(answers[alongside.dueOn]);
  return startAlongside(deps, state, {
    procedure: alongside.procedure,
    matter: { id: alongside.about, from: londonDate(now), ...(dueOn === '' ? {} : { dueOn }) },
    now,
    by,
  });
}

/** Events after which a clock may have ended, or may be no clock of the case any more. */
const turning = new Set<NewEvent['type']>(['decided', 'closed', 'corrected', 'task-opened']);

/** Calls off what was started alongside the case about a clock, once that clock has ended or is about to end with the case. */
export async function followClocks(
  deps: Pick<Dependencies, 'procedures' | 'store' | 'clock'>,
  state: Case,
  events: readonly NewEvent[],
): Promise<EventsAndOutbox> {
  const started = startedByOutcomes(deps);
  const isAbout = ({ procedure }: { procedure: string }) => started.has(procedure);
  if (!openTasks(state).some(isAbout) || !events.some(({ type }) => turning.has(type))) return noEvents;
  const calendar = await currentCalendar(deps);
  const now = deps.clock.now();
  const { after } = record(state.id, state, events);
  const own = after.runs.findLast(({ beside }) => !beside);
  const procedure = own && deps.procedures.version(own.procedure, own.version);
  const isEnding = isDecidedToTheEnd(after, deps.procedures);
  const ends = openTasks(after)
    .filter(isAbout)
    .flatMap((task) => {
      const subject = runOf(after, task.run).matter?.id ?? '';
      const context = { state: after, calendar, today: londonDate(now) };
      const clock = own && procedure && clockOfRun(subject, { ...context, run: own, procedure });
      if (clock !== undefined && clock.status !== 'ended' && !isEnding) return [];
      const over = { procedures: [task.procedure], subject, effect: 'call off' as const, answers: {} };
      return [endFollowUps(deps, after, over, { now, by: 'system' })];
    });
  return together(ends);
}

const known = new WeakMap<Dependencies['procedures'], ReadonlySet<string>>();

/** The procedures that outcomes start alongside a case. */
function startedByOutcomes({ procedures }: Pick<Dependencies, 'procedures'>): ReadonlySet<string> {
  const before = known.get(procedures);
  if (before) return before;
  const outcomes = procedures.all.flatMap(({ steps }) =>
    Object.values(steps).flatMap((step) => Object.values(step.outcomes)),
  );
  const found = new Set(outcomes.flatMap(({ alongside }) => alongside?.procedure ?? []));
  known.set(procedures, found);
  return found;
}
