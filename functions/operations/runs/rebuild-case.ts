import { nextRun, type Case, type Run } from '../../domain/case/case.ts';
import { textOf } from '../../domain/case/answer-text.ts';
import { continuation } from './continue-run.ts';
import type { Dependencies } from '../../dependencies.ts';
import { dispatch } from '../dispatch.ts';
import { UnknownCase, writeCase } from '../write-case.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import { together } from '../events-and-outbox.ts';

export type RebuildResult =
  | { ok: true; executions: { name: string; step: string }[] }
  | { ok: false; reason: 'no such case' | 'nothing runs' | 'nothing to follow' };

/**
 * Restarts the state machines of a case at the steps that its row says they have reached, if their executions were
 * lost, stopped or failed; `only` restarts a single run. A new execution handles the decisions of its step again from
 * the first; existing tasks, milestones and letters are not made twice, and the old execution, if it is still running, ends
 * itself when it plans next. 'nothing to follow': its procedure was withdrawn with nothing in its place.
 */
export async function rebuildCase(
  deps: Dependencies,
  reference: string,
  only?: number,
): Promise<RebuildResult> {
  try {
    const result = await writeCase<RebuildResult>(deps, reference, ({ state }) => {
      const running = state.runs.filter(
        ({ run, status }) => status === 'running' && (only === undefined || run === only),
      );
      if (running.length === 0) return { answer: { ok: false, reason: 'nothing runs' } };
      const now = deps.clock.now();
      let fresh = nextRun(state);
      const rebuilt = together(
        running.map((run) => {
          const continued = continuation(deps, state, run, {
            ...placeOf(state, run, deps.procedures),
            now,
            reason: 'rebuilt',
            by: 'system',
            nextRun: fresh,
          });
          fresh += continued.events.filter(({ type }) => type === 'procedure-started').length;
          return continued;
        }),
      );
      return rebuilt.events.length === 0 ? { answer: { ok: false, reason: 'nothing to follow' } } : rebuilt;
    });
    if ('answer' in result) return result.answer;
    if (!('written' in result)) return { ok: false, reason: 'no such case' };
    for (const entry of result.outbox) await dispatch(deps, entry);
    return {
      ok: true,
      executions: result.outbox.flatMap((entry) =>
        entry.kind === 'start' ? [{ name: entry.execution, step: textOf(entry.input['startAt']) }] : [],
      ),
    };
  } catch (error) {
    if (error instanceof UnknownCase) return { ok: false, reason: 'no such case' };
    throw error;
  }
}

/** The last step that the run has reached, or the first step if it has reached none. */
function placeOf(state: Case, { run, procedure, version }: Run, procedures: Procedures) {
  const first = procedures.version(procedure, version)?.first ?? 'first';
  const last = state.tasks.findLast((task) => task.run === run);
  return last ? { step: last.step, turn: last.turn } : { step: first, turn: 1 };
}
