import type { Case } from '../domain/case.ts';
import type { Dependencies } from '../dependencies.ts';
import { procedureOfRun } from '../procedure-of-run.ts';

export type RebuildResult =
  { ok: true; executions: { name: string; step: string }[] } | { ok: false; reason: string };

/**
 * Starts the state machine of a case again at the step its row says it has reached, for a case whose execution was lost,
 * stopped or failed. The new execution takes the decisions of the step in again from the first; tasks, milestones and
 * letters that are there are not made twice, also when the old execution still runs.
 */
export async function rebuildCase(deps: Dependencies, reference: string): Promise<RebuildResult> {
  const file = await deps.store.file(reference);
  if (!file) return { ok: false, reason: `There is no case ${reference}.` };
  const { state, events } = file;
  if (state.status === 'closed')
    return { ok: false, reason: `${reference} is closed: nothing waits for it.` };
  const run = state.procedure?.run;
  if (run === undefined) return { ok: false, reason: `${reference} has no procedure yet.` };
  const procedure = procedureOfRun(deps.procedures, events, run);
  const { step, turn } = placeOf(state, run, procedure.first);
  const name = `${state.id}-${run}-${deps.clock.now().replace(/\D/g, '')}`;
  await deps.workflows.start({
    stateMachine: procedure.stateMachine,
    name,
    input: { caseId: state.id, run, turn, startAt: step },
  });
  return { ok: true, executions: [{ name, step }] };
}

/** The last step the run has come to; the first when it has come to none. */
function placeOf(state: Case, run: number, first: string): { step: string; turn: number } {
  const last = state.tasks.findLast((task) => task.run === run);
  return last ? { step: last.step, turn: last.turn } : { step: first, turn: 1 };
}
