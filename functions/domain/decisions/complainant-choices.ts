import { isPaused, openTasks, runOf, type Case, type Task } from '../case/case.ts';
import { hasPassed } from '../clocks/shared-clock.ts';
import type { Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/**
 * Whether the complainant may decide this outcome: the procedure must allow it, and only in the case itself, never in a
 * run alongside it.
 */
export function complainantMay(
  state: Case,
  { task, step, outcome }: { task: Task; step: Step; outcome: Outcome },
): boolean {
  return !runOf(state, task.run).beside && (outcome.by ?? [step.performer]).includes('complainant');
}

export interface CommandOption {
  id: string;
  task: Task;
  outcome: Outcome;
}

/** What the complainant can decide now. A paused case can only be withdrawn, and a right begins after its milestone. */
export function optionsOfComplainant(state: Case, procedure: Procedure | undefined): CommandOption[] {
  return openTasks(state).flatMap((task) => {
    const step = task.procedure === procedure?.id ? procedure.steps[task.step] : undefined;
    if (!procedure || !step) return [];
    return Object.entries(step.outcomes).flatMap(([id, outcome]): CommandOption[] => {
      const now =
        complainantMay(state, { task, step, outcome }) &&
        (!isPaused(state, task) || outcome.effect === 'withdraw') &&
        (outcome.onlyAfter === undefined || hasPassed(state, procedure, task, outcome.onlyAfter));
      return now ? [{ id, task, outcome }] : [];
    });
  });
}

/** The right that lapsed last, if nothing came after it: what the complainant could have asked for, and until when. */
export function lapsedRight(
  state: Case,
  procedure: Procedure | undefined,
): { asksFor: string; until: string } | undefined {
  const run = state.procedure?.run;
  const task = state.tasks.findLast(
    (one) => one.run === run && procedure?.steps[one.step]?.kind === 'window',
  );
  const step = task && procedure?.steps[task.step];
  if (!step?.asksFor || task?.status !== 'decided') return undefined;
  return task.decisions.at(-1)?.outcome === step.lapse
    ? { asksFor: step.asksFor, until: task.due }
    : undefined;
}
