import { taskOf } from '../domain/case/case.ts';
import type { OutboxEntry } from '../domain/case/stored-rows.ts';
import type { Dependencies } from '../dependencies.ts';
import { reportAndGoOn } from '../runtime/faults.ts';
import { deliverLetters } from './send-letter/deliver-letters.ts';

/**
 * Dispatches entries of the outbox as soon as their change is written. An entry that fails is logged and stays in the
 * outbox for the repair, because the change itself holds.
 */
export async function dispatchNow(deps: Dependencies, entries: readonly OutboxEntry[]): Promise<void> {
  for (const entry of entries) await dispatchOrLog(deps, entry);
}

/** Dispatches one entry; a fault is logged and answers undefined. */
export function dispatchOrLog(deps: Dependencies, entry: OutboxEntry): Promise<boolean | undefined> {
  const { caseId, id, kind } = entry;
  return reportAndGoOn(dispatch(deps, entry), (fault) =>
    deps.log('outbox-entry-not-dispatched', { caseId, entry: id, kind, ...fault }),
  );
}

/**
 * Does what a change promised: starts an execution, tells a waiting machine its decision, sends letters. The promise is struck off
 * when it is kept; what fails stays, and is kept by the machine itself when it looks next, or by the repair.
 * Answers whether it is kept.
 */
export async function dispatch(deps: Dependencies, entry: OutboxEntry): Promise<boolean> {
  if (entry.kind === 'start') {
    await deps.workflows.start({
      stateMachine: entry.stateMachine,
      name: entry.execution,
      input: entry.input,
    });
    await deps.store.outboxEntryDone(entry);
    return true;
  }
  if (entry.kind === 'letters') {
    await deliverLetters(deps, entry.caseId);
    await deps.store.outboxEntryDone(entry);
    return true;
  }
  const waiting = await deps.store.token(entry.caseId, entry.task);
  // No token: the machine has not come to await yet, and will find the decision there.
  if (!waiting) return false;
  // Taken in already by the machine that waits now, or else to be told: the next one, for it takes them one by one.
  if (waiting.handled < entry.decision) {
    const state = await deps.store.state(entry.caseId);
    const next = state && taskOf(state, entry.task)?.decisions.find(({ n }) => n > waiting.handled);
    if (next?.n !== entry.decision) return false;
    // 'gone' is as good: the machine was told before, or it plans again and finds the decision on the case.
    await deps.workflows.succeed(waiting.token, { outcome: entry.outcome, decision: entry.decision });
  }
  await deps.store.outboxEntryDone(entry);
  return true;
}
