import { messageWaits, openTasks, type Task } from '../domain/case/case.ts';
import { decisionOf } from '../domain/correspondence/letter-values.ts';
import { lacksFindings } from '../domain/case/restore-findings.ts';
import type { CaseFile, CaseStore } from '../ports.ts';

/** Whether the events that were read of a case are all that the work on it needs. */
export type IsEnough = (file: CaseFile) => boolean;

/** What is recent of a case is always enough. */
export const always: IsEnough = () => true;

/**
 * What is recent of a case, or all of it where that is not enough: a state from before findings belonged to stages, a
 * decision on an open task that has been out of sight for long, or what `isEnough` says.
 */
export async function recentCase(
  store: Pick<CaseStore, 'file' | 'recent'>,
  caseId: string,
  isEnough: IsEnough = always,
  options: Parameters<CaseStore['recent']>[1] = {},
): Promise<CaseFile | undefined> {
  const file = await store.recent(caseId, options);
  if (file?.leftOut === undefined) return file;
  const { state } = file;
  const serves = !lacksFindings(state) && hasDecisionsOn(file, openTasks(state)) && isEnough(file);
  return serves ? file : store.file(caseId);
}

/** Whether the events that were read have every decision on these tasks. */
export const hasDecisionsOn = (
  { events }: Pick<CaseFile, 'events'>,
  tasks: readonly Pick<Task, 'key' | 'decisions'>[],
): boolean =>
  tasks.every(({ key, decisions }) => decisions.every(({ n }) => decisionOf(events, key, n) !== undefined));

/** Whether the events that were read have every decision of a run. */
export const hasDecisionsOfRun = (file: CaseFile, run: number): boolean =>
  hasDecisionsOn(
    file,
    file.state.tasks.filter((task) => task.run === run),
  );

/**
 * Whether the events that were read tell of each message that was read when it came, and so also how it was dealt with. By
 * that it is decided what complainants and independent people see of it.
 */
export function hasReceipts({ state, events, messages }: CaseFile): boolean {
  const received = new Set(
    events.flatMap((event) => (event.type === 'message-received' ? [event.message] : [])),
  );
  return messages.every(({ id }) => id === 'M1' || received.has(id) || messageWaits(state, id));
}
