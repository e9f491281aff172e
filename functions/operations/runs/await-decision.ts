import * as z from 'zod/mini';
import { runOf, taskOf } from '../../domain/case/case.ts';
import type { Dependencies } from '../../dependencies.ts';
import { undecided } from '../../domain/steps/plan.ts';
import { handOver, isOutdated } from './hand-over.ts';
import { signalId } from './signal-entry.ts';
import { UnknownCase } from '../write-case.ts';

export const AwaitInput = z.object({
  caseId: z.string(),
  task: z.string(),
  /** What the plan state answered. Executions of before it came here do not tell. */
  outcome: z.optional(z.string()),
  handled: z.number(),
  token: z.string(),
  definition: z.optional(z.string()),
});
export type AwaitInput = z.infer<typeof AwaitInput>;

/**
 * Lets the machine go on at once if the plan state found how. Otherwise stores the token of the waiting state, then checks
 * whether a decision came first. Whichever of the two is written second sees the other, so every decision reaches the
 * machine (decision 0004). An execution of another definition is told to hand over instead (decision 0030).
 */
export async function awaitDecision(deps: Dependencies, input: AwaitInput): Promise<void> {
  const { caseId, task: key, outcome, handled, token, definition } = input;
  if (outcome !== undefined && outcome !== undecided) {
    await deps.workflows.succeed(token, { outcome, decision: handled });
    return;
  }
  const at = deps.clock.now();
  await deps.store.putToken(caseId, {
    task: key,
    token,
    handled,
    at,
    ...(definition === undefined ? {} : { definition }),
  });
  const state = await deps.store.state(caseId);
  const task = state && taskOf(state, key);
  if (!task) throw new UnknownCase('no such case or task');
  const run = runOf(state, task.run);
  // A run that a correction ended has nothing left to decide.
  if (run.status === 'ended' || isOutdated(deps, run, definition)) {
    await deps.workflows.succeed(token, { outcome: handOver, decision: handled });
    return;
  }
  const decision = task.decisions.find(({ n }) => n > handled);
  if (!decision) return;
  await deps.workflows.succeed(token, { outcome: decision.outcome, decision: decision.n });
  await deps.store.outboxEntryDone({ caseId, id: signalId(key, decision.n) });
}
