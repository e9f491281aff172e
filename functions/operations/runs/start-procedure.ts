import * as z from 'zod/mini';
import { runOf, type Case } from '../../domain/case/case.ts';
import { notForThisCouncil } from '../../domain/case/facts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { dispatch } from '../dispatch.ts';
import { procedureStart } from './procedure-start.ts';
import { splitCase } from '../split-case.ts';
import { writeRecentCase } from '../write-case.ts';
import { always } from '../recent-case.ts';

export const StartProcedureInput = z.object({ caseId: z.string(), run: z.number() });
export type StartProcedureInput = z.infer<typeof StartProcedureInput>;

/** Thrown if a case was not routed to a procedure, or to one that did not apply on the day of receipt. */
class NoProcedureChosen extends Error {
  override name = 'NoProcedureChosen' as const;
}

/**
 * Ends the intake run. The case continues under the procedure chosen at triage, in the version of the day of receipt.
 * Points routed to another procedure are split off first, each group to a case of its own.
 */
export async function startProcedure(deps: Dependencies, input: StartProcedureInput): Promise<void> {
  const state = await deps.store.state(input.caseId);
  for (const procedure of elsewhere(state)) {
    const points = state?.facts.points?.filter(
      (point) => point.procedure === procedure && point.case === undefined && point.route === undefined,
    );
    await splitCase(deps, {
      caseId: input.caseId,
      points: (points ?? []).map(({ id }) => id),
      procedure,
      reason: points?.[0]?.procedureReason ?? '',
      by: 'system',
    });
  }
  const now = deps.clock.now();
  const result = await writeRecentCase<undefined>(deps, input.caseId, always, (file) => {
    // If the outbox entry was written but not dispatched, the repair dispatches it.
    if (file.events.some((event) => event.type === 'procedure-started' && event.follows === input.run))
      return { answer: undefined };
    const chosen = deps.procedures.on(file.state.facts.procedure ?? '', file.state.receivedOn);
    if (!chosen.ok) throw new NoProcedureChosen(chosen.reason);
    // A case reopened at triage keeps the clocks of the day it was reopened.
    const { matter } = runOf(file.state, input.run);
    return procedureStart(deps, file.state, {
      procedure: chosen.procedure,
      now,
      follows: input.run,
      ...(matter === undefined ? {} : { matter }),
    });
  });
  if ('outbox' in result) for (const entry of result.outbox) await dispatch(deps, entry);
}

/** The other procedures to which points of the case were routed and not yet split off. */
function elsewhere(state: Case | undefined): string[] {
  const { procedure: own, points = [] } = state?.facts ?? {};
  const routed = points.flatMap(({ procedure, case: other, route }) =>
    procedure === undefined || other !== undefined || route !== undefined ? [] : [procedure],
  );
  return [...new Set(routed)].filter((procedure) => procedure !== own && procedure !== notForThisCouncil);
}
