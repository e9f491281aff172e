import { openTasks, taskOf, type Case, type Task } from '../../domain/case/case.ts';
import type { Event } from '../../domain/case/events.ts';
import type { OutboxEntry } from '../../domain/case/stored-rows.ts';
import { answersOf } from '../../domain/correspondence/letter-values.ts';
import { nextMoment } from '../../domain/steps/milestones.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';

/** Events that state machines write themselves while they plan and send: they look again at once. */
const ofMachines = new Set<Event['type']>([
  'procedure-started',
  'run-continued',
  'run-ended',
  'task-opened',
  'milestone',
  'letter-prepared',
  'letter-settled',
]);

/**
 * The outbox entries that wake state machines after a change. A machine waits until the moment that it knew of; when a day
 * was corrected to an earlier one, something may be due before that, or have been due already. A machine that is told a
 * decision looks by itself.
 */
export async function wakesOf(
  deps: Pick<Dependencies, 'procedures' | 'store' | 'clock' | 'council'>,
  before: CaseFile,
  { events, after }: { events: readonly Event[]; after: Case },
): Promise<OutboxEntry[]> {
  if (events.every(({ type }) => ofMachines.has(type))) return [];
  const decided = new Set(events.flatMap((event) => (event.type === 'decided' ? [event.task] : [])));
  const waiting = openTasks(before.state).filter(
    ({ key }) => !decided.has(key) && taskOf(after, key)?.status === 'open',
  );
  if (waiting.length === 0) return [];
  const now = deps.clock.now();
  const calendar = await currentCalendar(deps);
  const moment = (state: Case, task: Task | undefined) => {
    const procedure = task && procedureOfTask(task, deps.procedures);
    const step = procedure?.steps[task?.step ?? ''];
    if (!task || !procedure || !step) return undefined;
    return nextMoment(state, procedure, task, step, {
      council: deps.council,
      calendar,
      now,
      answersOf: (other) => answersOf(before.events, other),
    });
  };
  return waiting.flatMap((task) => {
    const planned = moment(before.state, task);
    const due = moment(after, taskOf(after, task.key));
    const isEarlier = due !== undefined && (planned === undefined || due < planned);
    return isEarlier
      ? [
          {
            id: `wake-${task.key}-${after.version}`,
            caseId: after.id,
            since: now,
            kind: 'wake' as const,
            task: task.key,
          },
        ]
      : [];
  });
}
