import * as z from 'zod/mini';
import { caseOutcome } from '../domain/facts.ts';
import type { Dependencies } from '../dependencies.ts';
import { procedureOfRun } from '../procedure-of-run.ts';
import { writeCase } from '../write-case.ts';

export const CloseCaseInput = z.object({ caseId: z.string(), run: z.number() });
export type CloseCaseInput = z.infer<typeof CloseCaseInput>;

/** Closes a case as its last decision says; the outcome follows from the findings on its points. Once, however often called. */
export async function closeCase(deps: Dependencies, { caseId, run }: CloseCaseInput): Promise<void> {
  await writeCase(deps, caseId, ({ state, events }) => {
    const last = state.tasks.findLast((task) => task.run === run && task.status === 'decided');
    const outcome =
      last &&
      procedureOfRun(deps.procedures, events, run).steps[last.step]?.outcomes[
        last.decisions.at(-1)?.outcome ?? ''
      ];
    if (state.status === 'closed') return { answer: undefined };
    const findings = state.facts.findings;
    return {
      events: [
        {
          at: deps.clock.now(),
          by: 'system',
          type: 'closed',
          as: outcome?.closedAs ?? 'closed',
          ...(findings ? { outcome: caseOutcome(findings) } : {}),
        },
      ],
    };
  });
}
