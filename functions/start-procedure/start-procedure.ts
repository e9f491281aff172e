import * as z from 'zod/mini';
import type { Case } from '../domain/case.ts';
import type { NewEvent } from '../domain/events.ts';
import type { Pending } from '../domain/rows.ts';
import type { Dependencies } from '../dependencies.ts';
import { keepPromise } from '../keep-promise.ts';
import { procedureOfRun } from '../procedure-of-run.ts';
import { writeCase } from '../write-case.ts';
import type { Procedure } from '../../workflows/procedures/procedure.ts';

export const StartProcedureInput = z.object({ caseId: z.string(), run: z.number() });
export type StartProcedureInput = z.infer<typeof StartProcedureInput>;

/** Thrown when a case was routed to nothing, or to a procedure that did not apply on the day of receipt. */
class NoProcedureChosen extends Error {
  override name = 'NoProcedureChosen' as const;
}

/** Ends the run of intake: the case goes on under the procedure chosen at triage, in its version of the day of receipt. */
export async function startProcedure(deps: Dependencies, input: StartProcedureInput): Promise<void> {
  const run = input.run + 1;
  const now = deps.clock.now();
  const result = await writeCase<Pending>(deps, input.caseId, ({ state, events }) => {
    if (events.some((event) => event.type === 'procedure-started' && event.run === run)) {
      return {
        answer: procedureStart({
          caseId: state.id,
          run,
          procedure: procedureOfRun(deps.procedures, events, run),
          now,
        }).pending,
      };
    }
    const chosen = deps.procedures.on(state.facts.procedure ?? '', state.receivedOn);
    if (!chosen.ok) throw new NoProcedureChosen(chosen.reason);
    const start = procedureStart({ caseId: state.id, run, procedure: chosen.procedure, now });
    return { events: [start.event], pending: [start.pending] };
  });
  const pending = 'answer' in result ? result.answer : 'promised' in result ? result.promised[0] : undefined;
  if (pending) await keepPromise(deps, pending);
}

/** The event and the promise with which a run of a procedure begins. The execution's name makes it start once. */
export function procedureStart({
  caseId,
  run,
  procedure,
  now,
}: {
  caseId: Case['id'];
  run: number;
  procedure: Procedure;
  now: string;
}): {
  event: NewEvent;
  pending: Pending;
} {
  return {
    event: {
      at: now,
      by: 'system',
      type: 'procedure-started',
      procedure: procedure.id,
      version: procedure.version,
      run,
    },
    pending: {
      id: `start-${run}`,
      caseId,
      since: now,
      kind: 'start',
      stateMachine: procedure.stateMachine,
      execution: `${caseId}-${run}`,
      input: { caseId, run, turn: 1, startAt: 'first' },
    },
  };
}
