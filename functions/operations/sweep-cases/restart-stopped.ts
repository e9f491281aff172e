import type { Case, Run, Task } from '../../domain/case/case.ts';
import { leavesCouncil } from '../../domain/people/written-to.ts';
import type { Dependencies } from '../../dependencies.ts';
import { faultFields } from '../../runtime/faults.ts';
import { rebuildCase } from '../runs/rebuild-case.ts';
import { runsUnderWay } from '../runs/under-way.ts';

/** An execution is given so long to come from one state to the next before it counts as standing still. */
const onItsWayMs = 60 * 60 * 1000;

/** Why nothing works on a run: what is found is wrong only if it was so for a while. */
type Standstill =
  | 'its execution has ended'
  | 'its execution is unknown'
  | 'its execution does not wait for the open task'
  | 'its execution has not come from a decision to the next step';

/**
 * Finds the runs of a case on which nothing works any more, reports each and continues it at its step: the execution has
 * ended, or is lost, or it runs and does not wait for the open task, or has not come from a decision to the next step within
 * an hour. A run that cannot be continued does not stop the others. Returns how many were restarted, and how many not.
 */
export async function restartStopped(
  deps: Dependencies,
  state: Case,
): Promise<{ restarted: number; failed: number }> {
  const results = { restarted: 0, failed: 0 };
  const now = Date.parse(deps.clock.now());
  for (const run of runsUnderWay(state)) {
    const { execution } = run;
    try {
      const why = await standstillOf(deps, state, run, now);
      if (why === undefined) continue;
      deps.log('case-stood-still', { caseId: state.id, run: run.run, execution, why });
      const rebuilt = await rebuildCase(deps, state.id, run.run);
      results[rebuilt.ok ? 'restarted' : 'failed'] += 1;
      if (!rebuilt.ok)
        deps.log('execution-not-rebuilt', { caseId: state.id, execution, why: rebuilt.reason });
    } catch (fault) {
      results.failed += 1;
      deps.log('execution-not-restarted', { caseId: state.id, execution, ...faultFields(fault) });
    }
  }
  return results;
}

/** Whether letters of a decision have not left the council: while the mail service is away, the execution tries again and again. */
const waitsForMail = ({ letters }: Case, decided: Task | undefined): boolean =>
  decided !== undefined &&
  letters.some(({ task, status, to }) => task === decided.key && status === 'prepared' && leavesCouncil(to));

async function standstillOf(
  deps: Dependencies,
  state: Case,
  run: Run,
  now: number,
): Promise<Standstill | undefined> {
  const mine = state.tasks.filter((task) => task.run === run.run);
  const open = mine.find(({ status }) => status === 'open');
  const waiting = open && (await deps.store.token(state.id, open.key));
  const since = [
    run.since,
    waiting?.at,
    ...mine.flatMap((task) => [task.openedAt, task.decisions.at(-1)?.at]),
  ];
  const lastMoved = Math.max(0, ...since.map((at) => (at === undefined ? 0 : Date.parse(at))));
  const forLong = now - lastMoved >= onItsWayMs;
  // Of a version that was withdrawn the machine is not known, only whether the token is of any use.
  const stateMachine = deps.procedures.version(run.procedure, run.version)?.stateMachine;
  const status =
    stateMachine === undefined
      ? 'running'
      : await deps.workflows.status({ stateMachine, name: run.execution });
  if (status === 'ended') return 'its execution has ended';
  // A step is open, so its execution did begin; else it may be just about to. Step Functions forgets executions that
  // ended long ago.
  if (status === 'unknown' && (open || forLong)) return 'its execution is unknown';
  if (status === 'unknown' || !forLong) return undefined;
  if (!open)
    return waitsForMail(state, mine.at(-1))
      ? undefined
      : 'its execution has not come from a decision to the next step';
  const waits = waiting !== undefined && (await deps.workflows.waits(waiting.token));
  return waits ? undefined : 'its execution does not wait for the open task';
}
