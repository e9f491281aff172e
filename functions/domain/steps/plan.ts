import { type Case, type Task } from '../case/case.ts';
import type { NewEvent } from '../case/events.ts';
import { dueNow } from './milestones.ts';
import { openTask } from './open-task.ts';
import { passedOver } from './pass-over.ts';
import type { Place, PlanContext } from './plan-context.ts';
import type { Instant } from '../time/civil-date.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** The outcome that keeps a machine waiting. */
export const undecided = 'undecided';

/** The answer of the plan state to the machine: 'undecided' makes it wait, 'hand over' sends it to a new execution. */
export interface PlanAnswer {
  task: string;
  outcome: string;
  handled: number;
  nextTurn: number;
  timeoutSeconds: number;
}

/** The answer to an execution that has to leave its run to another: nothing is taken in, nothing is opened. */
export const handedOver = ({ turn, handled }: Pick<Place, 'turn' | 'handled'>): PlanAnswer => ({
  task: '',
  outcome: 'hand over',
  handled,
  nextTurn: turn + 1,
  timeoutSeconds: longestWaitSeconds,
});

/** The events to write before the answer is valid. No events means that the case needs no change. */
export interface Plan {
  events: NewEvent[];
  answer: PlanAnswer | undefined;
}

/**
 * The longest wait. What falls due before a machine knew of it wakes it: a change of its case at once, a changed calendar within a
 * day (`wakeLate`).
 */
const longestWaitSeconds = 60 * 24 * 60 * 60;
/** Step Functions ends an execution after a year, so an execution this old continues in a new one (decision 0004). */
const oldExecutionMs = 300 * 24 * 60 * 60 * 1000;

/**
 * One pass of planning. With events: write them and plan again. Without: `answer` says what the machine does next.
 * Planning the same place twice opens one task and performs each milestone once.
 */
export function plan(state: Case, procedure: Procedure, called: Place, context: PlanContext): Plan {
  const step = procedure.steps[called.step];
  if (!step) throw new UnknownStep(`${procedure.id} ${procedure.version} has no step "${called.step}"`);
  const task = state.tasks.find(
    ({ run, turn, step: name }) => run === called.run && turn === called.turn && name === called.step,
  );
  const place = { ...called, handled: task ? pastRemoved(task, step, called.handled) : called.handled };
  const outcome = task ? undefined : passedOver(state, procedure, step);
  if (outcome !== undefined)
    return {
      events: [],
      answer: { task: '', outcome, handled: 0, nextTurn: place.turn + 1, timeoutSeconds: longestWaitSeconds },
    };
  if (!task) return { events: openTask(state, procedure, step, place, context), answer: undefined };

  const decision = task.decisions.find(({ n }) => n > place.handled);
  const answer = { task: task.key, nextTurn: place.turn + 1, timeoutSeconds: longestWaitSeconds };
  // An officer chooses how the case goes on after a decision that this version no longer has.
  if (decision && !Object.hasOwn(step.outcomes, decision.outcome))
    return { events: [], answer: handedOver(place) };
  if (decision) return { events: [], answer: { ...answer, outcome: decision.outcome, handled: decision.n } };

  const due = dueNow(state, procedure, task, step, context);
  if (due.events.length > 0) return { events: due.events, answer: undefined };
  const old =
    place.since === undefined ? undefined : new Date(Date.parse(place.since) + oldExecutionMs).toISOString();
  if (old !== undefined && old <= context.now)
    return { events: [], answer: { ...answer, outcome: 'hand over', handled: place.handled } };
  return {
    events: [],
    answer: {
      ...answer,
      outcome: undecided,
      handled: place.handled,
      timeoutSeconds: Math.min(secondsUntil(due.next, context.now), secondsUntil(old, context.now)),
    },
  };
}

/**
 * The last decision that needs no more attention: one that left the step open and that this version no longer has did what
 * it had to do when it was taken.
 */
function pastRemoved(
  { decisions }: Pick<Task, 'decisions'>,
  { outcomes }: Pick<Step, 'outcomes'>,
  handled: number,
): number {
  const next = decisions.find(({ n }) => n > handled);
  return next !== undefined && !next.ends && !Object.hasOwn(outcomes, next.outcome)
    ? pastRemoved({ decisions }, { outcomes }, next.n)
    : handled;
}

/** Thrown when a state machine names a step that this version of the procedure does not have. */
class UnknownStep extends Error {
  override name = 'UnknownStep' as const;
}

function secondsUntil(next: Instant | undefined, now: Instant): number {
  if (next === undefined) return longestWaitSeconds;
  const seconds = Math.ceil((Date.parse(next) - Date.parse(now)) / 1000);
  return Math.min(longestWaitSeconds, Math.max(1, seconds));
}
