import * as z from 'zod/mini';
import { hasLeft, runOf } from '../../domain/case/case.ts';
import { caseOutcome } from '../../domain/case/facts.ts';
import { answerOf } from '../../domain/case/findings-of-stages.ts';
import type { Dependencies } from '../../dependencies.ts';
import { procedureOfRun } from './procedure-of-run.ts';
import { writeRecentCase } from '../write-case.ts';
import { always } from '../recent-case.ts';

export const CloseCaseInput = z.object({ caseId: z.string(), run: z.number() });
export type CloseCaseInput = z.infer<typeof CloseCaseInput>;

/**
 * Ends a run as its last decision says, and with it the case, unless the run is alongside it. The outcome of the case
 * follows from what the last stage that was answered found on its points; a withdrawn complaint has none. Happens once, however often it is called.
 */
export async function closeCase(deps: Dependencies, { caseId, run }: CloseCaseInput): Promise<void> {
  await writeRecentCase(deps, caseId, always, ({ state, events }) => {
    if (hasLeft(state, run)) return { answer: undefined };
    const { status, beside } = runOf(state, run);
    if (status === 'ended') return { answer: undefined };
    const { steps } = procedureOfRun(deps.procedures, { state, events }, run);
    // A step before the end, such as recording the learning, does not change how the decision before it closes the
    // case.
    const as = state.tasks
      .filter((task) => task.run === run && task.status === 'decided')
      .flatMap((task) => steps[task.step]?.outcomes[task.decisions.at(-1)?.outcome ?? '']?.closedAs ?? [])
      .at(-1);
    const base = { at: deps.clock.now(), by: 'system' as const, run, as: as ?? 'closed' };
    if (beside) return { events: [{ ...base, type: 'run-ended' }] };
    const answer = state.withdrawn ? undefined : answerOf(state);
    const outcome = answer && caseOutcome(answer.findings);
    return { events: [{ ...base, type: 'closed', ...(outcome === undefined ? {} : { outcome }) }] };
  });
}
