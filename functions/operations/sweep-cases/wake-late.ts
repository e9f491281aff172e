import { openTasks, type Case } from '../../domain/case/case.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import { nextMoment } from '../../domain/steps/milestones.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { dispatch } from '../dispatch.ts';

/** A machine that plans now is not late. */
const onItsWayMs = 60 * 60 * 1000;

/**
 * Wakes the machines of a case that wait although something of their task fell due an hour ago or before. A machine waits until
 * the moment that it knew of; the calendar or the council can have changed since, which no change of the case tells it.
 */
export async function wakeLate(deps: Dependencies, state: Case): Promise<void> {
  const calendar = await currentCalendar(deps);
  const since = deps.clock.now();
  const now = new Date(Date.parse(since) - onItsWayMs).toISOString();
  for (const task of openTasks(state)) {
    const procedure = procedureOfTask(task, deps.procedures);
    const step = procedure?.steps[task.step];
    if (!procedure || !step || task.openedAt > now) continue;
    // What was answered matters only for when a step begins.
    const context = { council: deps.council, calendar, now, answersOf: () => undefined };
    if (nextMoment(state, procedure, task, step, context) === now)
      await dispatch(deps, {
        kind: 'wake',
        id: `wake-${task.key}-late`,
        caseId: state.id,
        since,
        task: task.key,
      });
  }
}
