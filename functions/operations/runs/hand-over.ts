import { hasLeft, runOf, type Case, type Run, type Task } from '../../domain/case/case.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { wayOut } from '../../../workflows/procedures/way-out.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';

// An execution keeps the definition it was started with, while the functions it calls are the current ones. So that no
// outcome reaches a definition that does not know it, an execution of another definition hands its run over to one of the
// current definition before it is told anything else (decision 0030).

/** The outcome that every definition knows: the run continues in another execution. */
export const handOver = 'hand over';

/** The outcome with which a machine that waits plans its step again, because something falls due earlier than it knew. */
export const planAgain = 'plan again';

type World = Pick<Dependencies, 'procedures' | 'definitionOf'>;

/** The definition that a run has to have now; undefined if its procedure was withdrawn with nothing in its place. */
function currentDefinition(deps: World, { procedure, version }: Pick<Run, 'procedure' | 'version'>) {
  const followed = deps.procedures.version(procedure, version);
  return followed && deps.definitionOf(followed);
}

/** Whether an execution of this definition has to hand its run over. Undefined: it was started before this was known. */
export function isOutdated(deps: World, run: Run, definition: string | undefined): boolean {
  return definition === undefined || definition !== currentDefinition(deps, run);
}

/**
 * Whether the execution that calls has no business with its run any more: another one has taken the run up since, the run
 * has ended, or the definition is not the current one.
 */
export function leavesRun(
  deps: World,
  state: Case,
  {
    run: number,
    since,
    definition,
  }: { run: number; since?: string | undefined; definition?: string | undefined },
): boolean {
  if (hasLeft(state, number)) return true;
  const run = runOf(state, number);
  const superseded = since !== undefined && run.since !== undefined && since < run.since;
  return superseded || run.status === 'ended' || isOutdated(deps, run, definition);
}

/** Where a run continues, and whether its step had to change. */
export interface Continuation {
  step: string;
  turn: number;
  /** Absent when the run stays at its step. */
  instead?: 'the step that replaces it' | 'the way out';
}

/**
 * Where a run goes on that has reached a step, under the procedure as it is now. A step that was removed leads to the one
 * that replaces it, if nothing is decided yet; else an officer chooses, as after a decision that no longer exists.
 */
export function continuationPoint(
  procedure: Procedure,
  state: Case,
  { run, step, turn }: { run: number; step: string; turn: number },
): Continuation {
  const task = state.tasks.find((one) => one.run === run && one.turn === turn && one.step === step);
  const now = procedure.steps[step];
  const ended = task?.decisions.find(({ ends }) => ends);
  const knows = now !== undefined && (ended === undefined || Object.hasOwn(now.outcomes, ended.outcome));
  if (knows) return { step, turn };
  const replacement = procedure.formerSteps?.[step]?.continueAt;
  return now === undefined && ended === undefined && replacement !== undefined
    ? { step: replacement, turn: turn + 1, instead: 'the step that replaces it' }
    : { step: wayOut, turn: turn + 1, instead: 'the way out' };
}

/** The end of the task at a step that was removed: nothing can be decided there any more. */
export function endOfTask(task: Task | undefined, now: Instant): NewEvent[] {
  return task?.status === 'open'
    ? [
        {
          at: now,
          by: 'system',
          type: 'decided',
          task: task.key,
          decision: task.decisions.length + 1,
          outcome: handOver,
          answers: {},
          ends: true,
        },
      ]
    : [];
}
