import { openTasks, runOf, type Case, type Task } from '../../domain/case/case.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { record } from '../../domain/case/replay.ts';
import { agreedUntil } from '../../domain/clocks/agreements.ts';
import { clockOfRun } from '../../domain/clocks/stage-clocks.ts';
import { toldSince } from '../../domain/clocks/told-of-delay.ts';
import { isDecidedToTheEnd } from '../../domain/steps/pass-over.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { endFollowUps } from '../case-actions/follow-up.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { noEvents, together, type EventsAndOutbox } from '../events-and-outbox.ts';

/** Events after which a delay may be over, or has been told of. */
const turning = new Set<NewEvent['type']>(['decided', 'closed', 'frozen', 'corrected', 'task-opened']);

/**
 * The run alongside a case that a milestone starts, such as the task to write to the complainant when a due date has
 * passed. Its subject is the clock. One at a time: while such a task is open, no other is made.
 */
export function startsOf(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  state: Case,
  procedure: Procedure,
  events: readonly NewEvent[],
  now: Instant,
): EventsAndOutbox {
  for (const event of events) {
    if (event.type !== 'milestone' || event.clock === undefined) continue;
    const milestone = procedure.clocks?.[event.clock]?.milestones.find(({ id }) => id === event.milestone);
    const starts = milestone?.starts;
    const isUnderWay = state.runs.some(({ procedure: id, status }) => id === starts && status === 'running');
    if (starts === undefined || isUnderWay) continue;
    // It counts from the day that has passed, as the letter does that goes by itself otherwise.
    const matter = { id: event.clock, from: event.due };
    return startAlongside(deps, state, {
      procedure: starts,
      matter,
      now,
      by: 'system',
    });
  }
  return noEvents;
}

/**
 * Ends the task to write about a delay once the complainant has been told, or the clock no longer waits for anything. The
 * decision that ends the case ends it too, not the closing that follows: whoever closes a case tells no other machine.
 */
export async function followDelays(
  deps: Pick<Dependencies, 'procedures' | 'store' | 'clock'>,
  state: Case,
  events: readonly NewEvent[],
): Promise<EventsAndOutbox> {
  const isAbout = ({ procedure }: Task) => procedure === proceduresAlongside.tellOfDelay;
  if (!openTasks(state).some(isAbout)) return noEvents;
  if (!events.some(({ type }) => turning.has(type))) return noEvents;
  const calendar = await currentCalendar(deps);
  const now = deps.clock.now();
  const { after } = record(state.id, state, events);
  const isEnding = isDecidedToTheEnd(after, deps.procedures);
  const over = openTasks(after).filter((task) => {
    if (!isAbout(task)) return false;
    const clock = runOf(after, task.run).matter?.id ?? '';
    const own = after.runs.findLast(({ beside }) => !beside);
    const procedure = own && deps.procedures.version(own.procedure, own.version);
    if (!own || !procedure || isEnding) return true;
    const today = londonDate(now);
    const found = clockOfRun(clock, { state: after, run: own, procedure, calendar, today });
    if (found?.status !== 'running') return true;
    const agreed = agreedUntil(after, procedure, own, found);
    return (
      (found.due >= today && (agreed ?? today) >= today) ||
      toldSince(after, procedure, own.run, task.openedAt)
    );
  });
  const ends = over.map((task) =>
    endFollowUps(
      deps,
      after,
      {
        procedures: [proceduresAlongside.tellOfDelay],
        subject: runOf(after, task.run).matter?.id ?? '',
        effect: 'call off',
        answers: {},
      },
      { now, by: 'system' },
    ),
  );
  return together(ends);
}
