import { hasConflict } from '../case/conflicts.ts';
import type { Case, Task } from '../case/case.ts';
import type { Actor } from '../case/events.ts';
import { userIdOf, type Council } from '../council/council.ts';
import type { FieldRefusal } from '../text/refusal.ts';
import type { Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** The step in which the answer was written that a task writes, checks or sends, and the decision that gave it in. */
interface WrittenAnswer {
  task: Task;
  step: Step;
  /** Undefined while it is being written. */
  decision: Task['decisions'][number] | undefined;
}

/** The answer that a task writes, checks or sends. Written again, the last version counts. */
export function writtenAnswer(state: Case, procedure: Procedure, task: Task): WrittenAnswer | undefined {
  const id = procedure.steps[task.step]?.writtenIn ?? task.step;
  const step = procedure.steps[id];
  const writing =
    id === task.step
      ? task
      : state.tasks.findLast((earlier) => earlier.run === task.run && earlier.step === id);
  return step && writing && { task: writing, step, decision: writing.decisions.findLast(({ ends }) => ends) };
}

/**
 * Refuses to send an answer whose author has been complained about since: no one signs for a decision about themselves
 * (law.md section 2).
 */
export function signatureProblems(
  { signedBy }: Outcome,
  {
    state,
    procedure,
    task,
    by,
    council,
  }: { state: Case; procedure: Procedure; task: Task; by: Actor; council: Council },
): FieldRefusal[] {
  if (signedBy === undefined) return [];
  const signer =
    signedBy === 'decider' ? by : (writtenAnswer(state, procedure, task)?.decision?.by ?? 'system');
  return hasConflict(state, userIdOf(signer), council)
    ? [{ field: 'outcome', code: 'signer-complained-about', params: {} }]
    : [];
}
