import { stepsAhead } from '../case/reachable-steps.ts';
import { clockOfRun, type ClockState } from '../clocks/stage-clocks.ts';
import type { ClockContext } from '../clocks/step-clock.ts';
import type { Task } from '../case/case.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Awaited } from '../../../workflows/procedures/meanings.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';

/** What the complainant waits for at a step, and its last day. */
interface Awaiting {
  awaited: Awaited;
  /** Undefined when the clock starts with something that has not happened yet, or there is none. */
  due: CivilDate | undefined;
  /** The last day of what the decision of the letter ends. */
  endedDue: CivilDate | undefined;
}

/** While these clocks run, the complainant waits for the answer that comes after them. */
const beforeTheAnswer: readonly Awaited[] = ['acknowledgement', 'name of the reviewer'];

const awaitedBy = ({ clock }: ClockState): Awaited => clock.awaits ?? 'answer';

/**
 * What the complainant waits for: the end of the clock whose milestone sends the letter (`sentBy`), or of the one that
 * the decision of the letter ends, or of the one in which its step is. In a window nothing is awaited of the council.
 */
export function nextAwaited(
  task: Task,
  context: ClockContext,
  sentBy: { clock?: string | undefined; outcome?: Outcome | undefined },
): Awaiting {
  const step = context.procedure.steps[task.step];
  const clockOf = (id: string | undefined) => (id === undefined ? undefined : clockOfRun(id, context));
  const raised = clockOf(sentBy.clock);
  if (raised) return { awaited: awaitedBy(raised), due: raised.due, endedDue: undefined };
  const own = clockOf(step?.clock);
  const ends = own && sentBy.outcome?.ends?.some(({ clock }) => clock === own.id);
  const answer = step?.kind === 'window' ? undefined : answerOfStage(task, context);
  const waitedFor =
    own && !beforeTheAnswer.includes(awaitedBy(own)) ? { awaited: awaitedBy(own), due: own.due } : answer;
  return {
    awaited: ends ? awaitedBy(own) : (waitedFor?.awaited ?? 'answer'),
    due: waitedFor?.due,
    endedDue: ends ? own.due : undefined,
  };
}

/** The answer of the stage in which a task is: by its clock, or by the task itself where it has none. */
function answerOfStage(task: Task, context: ClockContext): Pick<Awaiting, 'awaited' | 'due'> | undefined {
  const { procedure } = context;
  const id = answeringStep(procedure, task.step);
  const step = id === undefined ? undefined : procedure.steps[id];
  if (!step) return undefined;
  if (step.clock === undefined) return id === task.step ? { awaited: 'answer', due: task.due } : undefined;
  const clock = clockOfRun(step.clock, context);
  return clock && { awaited: awaitedBy(clock), due: clock.due };
}

/**
 * The nearest step in which the answer of a stage is written. The search stops at a window, where the complainant must
 * ask first.
 */
function answeringStep({ steps }: Procedure, from: string): string | undefined {
  const start = steps[from]?.writtenIn ?? from;
  return stepsAhead(steps, [start], ({ next }) => steps[next]?.kind === 'task').find((id) =>
    Object.values(steps[id]?.outcomes ?? {}).some(({ drafts }) => drafts !== undefined),
  );
}
