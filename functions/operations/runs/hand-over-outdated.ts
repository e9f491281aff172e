import { openTasks } from '../../domain/case/case.ts';
import { addCalendarDays, londonDate, londonInstant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { faultFields } from '../../runtime/faults.ts';
import { handOver, isOutdated } from './hand-over.ts';
import { casesUnderWay, runsUnderWay } from './under-way.ts';

/**
 * Has the executions hand over that run another definition than the current one, which every deployment that changed a
 * machine leaves behind. It wakes those that wait; the others are told when they plan next. `failed`: it could not be
 * told.
 */
export async function handOverOutdated(deps: Dependencies): Promise<{ handedOver: number; failed: number }> {
  const results = { handedOver: 0, failed: 0 };
  for await (const state of casesUnderWay(deps))
    for (const run of runsUnderWay(state)) {
      try {
        for (const task of openTasks(state).filter((one) => one.run === run.run)) {
          const waiting = await deps.store.token(state.id, task.key);
          if (!waiting || !isOutdated(deps, run, waiting.definition)) continue;
          const told = await deps.workflows.succeed(waiting.token, {
            outcome: handOver,
            decision: waiting.handled,
          });
          if (told === 'told') results.handedOver += 1;
        }
      } catch (fault) {
        results.failed += 1;
        deps.log('execution-not-restarted', {
          caseId: state.id,
          execution: run.execution,
          ...faultFields(fault),
        });
      }
    }
  return results;
}

const lastSweep = 'definitions-handed-over';

/**
 * Has outdated executions hand over, once after each deployment that changed a machine: until there was none left to
 * tell. Afterwards it costs one read.
 */
export async function handOverAfterDeployment(
  deps: Dependencies,
): Promise<{ handedOver: number; failed: number }> {
  const now = deps.clock.now();
  const deployed = deps.procedures.all
    .map((procedure) => `${procedure.stateMachine} ${deps.definitionOf(procedure)}`)
    .join('\n');
  if ((await deps.shortLived.get(lastSweep, now)) === deployed) return { handedOver: 0, failed: 0 };
  const results = await handOverOutdated(deps);
  const until = londonInstant(addCalendarDays(londonDate(now), sweptAgainAfterDays), '00:00');
  if (results.handedOver === 0 && results.failed === 0) await deps.shortLived.put(lastSweep, deployed, until);
  return results;
}

/** As a safety net, all executions are looked at again after a while even without a deployment. */
const sweptAgainAfterDays = 30;
