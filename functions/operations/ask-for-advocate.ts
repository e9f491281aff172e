import type { Dependencies } from '../dependencies.ts';
import { dispatchNow } from './dispatch.ts';
import { writeCase } from './write-case.ts';

/** Records that a complainant asks for someone to help them. The task to find an advocate follows from it. */
export async function askForAdvocate(deps: Dependencies, { caseId }: { caseId: string }): Promise<void> {
  const result = await writeCase(deps, caseId, ({ state }) =>
    state.facts.advocacyWanted === true
      ? { answer: undefined }
      : {
          events: [
            {
              at: deps.clock.now(),
              by: 'complainant',
              type: 'facts-recorded',
              facts: { advocacyOffered: true, advocacyWanted: true },
            },
          ],
        },
  );
  if ('outbox' in result) await dispatchNow(deps, result.outbox);
}
