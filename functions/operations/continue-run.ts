import * as z from 'zod/mini';
import { executionName, runOf, type Run } from '../domain/case/case.ts';
import { Instant } from '../domain/time/civil-date.ts';
import type { OutboxEntry } from '../domain/case/stored-rows.ts';
import type { Dependencies } from '../dependencies.ts';
import { dispatch } from './dispatch.ts';
import { procedureOfRun } from './procedure-of-run.ts';
import { writeCase } from './write-case.ts';

export const ContinueRunInput = z.object({
  caseId: z.string(),
  run: z.number(),
  step: z.string(),
  turn: z.number(),
  /** When the execution that hands over began. */
  since: Instant,
});
export type ContinueRunInput = z.infer<typeof ContinueRunInput>;

/**
 * Hands a run over to a new execution at the same step and turn, because the old one is too old or was lost. The new
 * one handles the decisions of the step again from the first; existing tasks, milestones and letters are not made
 * twice. Happens once for each execution that hands over, however often it is called.
 */
export async function continueRun(deps: Dependencies, input: ContinueRunInput): Promise<void> {
  const result = await writeCase<undefined>(deps, input.caseId, ({ state, events }) => {
    const again = events.some(
      (event) => event.type === 'run-continued' && event.run === input.run && event.at > input.since,
    );
    if (again || runOf(state, input.run).status === 'ended') return { answer: undefined };
    const procedure = procedureOfRun(deps.procedures, events, input.run);
    return continuation(runOf(state, input.run), {
      ...input,
      stateMachine: procedure.stateMachine,
      now: deps.clock.now(),
      reason: 'handed over',
      by: 'system',
    });
  });
  if ('outbox' in result) for (const entry of result.outbox) await dispatch(deps, entry);
}

/** The event and the outbox entry with which a run continues in its next execution. */
export function continuation(
  run: Run,
  at: {
    caseId: string;
    step: string;
    turn: number;
    stateMachine: string;
    now: Instant;
    reason: 'handed over' | 'rebuilt';
    by: 'system' | `user:${string}`;
  },
) {
  const { caseId, step, turn, stateMachine, now, reason, by } = at;
  const execution = executionName(caseId, run.run, run.executions + 1);
  const entry: OutboxEntry = {
    id: `start-${run.run}-${run.executions + 1}`,
    caseId,
    since: now,
    kind: 'start',
    stateMachine,
    execution,
    input: { caseId, run: run.run, turn, startAt: step, since: now },
  };
  return {
    events: [{ at: now, by, type: 'run-continued' as const, run: run.run, execution, reason }],
    outbox: [entry],
  };
}
