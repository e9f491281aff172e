import { runOf, type Case } from '../case/case.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { nextAwaited } from './next-awaited.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import { procedureOfCase } from '../case/procedure-followed.ts';

/** The last day for the answer that the complainant of a case is waiting for now. Undefined while none is due. */
export function answerDueNow(
  state: Case,
  procedures: Pick<Procedures, 'version'>,
  calendar: WorkingDays,
  today: CivilDate,
): CivilDate | undefined {
  const { procedure: followed } = state;
  const procedure = procedureOfCase(state, procedures);
  const task = state.tasks.find(({ run, status }) => run === followed?.run && status === 'open');
  if (!procedure || !task) return undefined;
  const run = runOf(state, task.run);
  const context = { procedure, state, run, calendar, today, answersOf: () => undefined };
  return nextAwaited(task, context, {}).due;
}
