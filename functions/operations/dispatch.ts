import { taskOf } from '../domain/case/case.ts';
import type { Pending } from '../domain/case/stored-rows.ts';
import type { Dependencies } from '../dependencies.ts';
import { deliverLetters } from './send-letter/deliver-letters.ts';

/**
 * Does what a change promised: starts an execution, tells a waiting machine its decision, sends letters. The promise is struck off
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
  if (pending.kind === 'letters') {
    await deliverLetters(deps, pending.caseId);
    await deps.store.pendingDone(pending);
    return true;
  }
  const waiting = await deps.store.token(pending.caseId, pending.task);
  // No token: the machine has not come to await yet, and will find the decision there.
  if (!waiting) return false;
  // Taken in already by the machine that waits now, or else to be told: the next one, for it takes them one by one.
  if (waiting.handled < pending.decision) {
    const state = await deps.store.state(pending.caseId);
    const next = state && taskOf(state, pending.task)?.decisions.find(({ n }) => n > waiting.handled);
    if (next?.n !== pending.decision) return false;
    // 'gone' is as good: the machine was told before, or it plans again and finds the decision on the case.
    await deps.workflows.succeed(waiting.token, { outcome: pending.outcome, decision: pending.decision });
  }
  await deps.store.pendingDone(pending);
  return true;
}
