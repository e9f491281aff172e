import { taskOf } from './domain/case.ts';
import type { Pending } from './domain/rows.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Does what a change promised: starts an execution, tells a waiting machine its decision. The promise is struck off
 * when it is kept; what fails stays, and is kept by the machine itself when it looks next, or by the repair.
 * Answers whether it is kept.
 */
export async function keepPromise(deps: Dependencies, pending: Pending): Promise<boolean> {
  if (pending.kind === 'start') {
    await deps.workflows.start({
      stateMachine: pending.stateMachine,
      name: pending.execution,
      input: pending.input,
    });
    await deps.store.pendingDone(pending);
    return true;
  }
  const waiting = await deps.store.token(pending.caseId, pending.task);
  const state = await deps.store.state(pending.caseId);
  const next = state && taskOf(state, pending.task)?.decisions.find(({ n }) => n > (waiting?.handled ?? 0));
  // No token: the machine has not come to await yet, and will find the decision there. Not the next decision: the
  // machine takes them in one after the other.
  if (!waiting || next?.n !== pending.decision) return false;
  const told = await deps.workflows.succeed(waiting.token, {
    outcome: pending.outcome,
    decision: pending.decision,
  });
  if (told === 'gone') return false;
  await deps.store.pendingDone(pending);
  return true;
}
