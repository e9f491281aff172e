import type { Case, Task } from '../case/case.ts';
import { londonDate, type Instant } from '../time/civil-date.ts';
import type { Milestone } from '../../../workflows/procedures/procedure.ts';

/**
 * How much a letter that a milestone sends the complainant tells them: that we are late, that we are past the last day
 * possible, or something that is theirs, such as a right. Undefined for a milestone that sends them none.
 */
function weightOf({ letter, to, unlessTold, when }: Milestone): number | undefined {
  if (letter === undefined || !to.includes('complainant')) return undefined;
  if (unlessTold) return 0;
  return typeof when === 'object' && 'pastLimit' in when ? 1 : 2;
}

/**
 * Whether the complainant hears more from another letter of the same moment, so that this one would only contradict it:
 * "we will write when we have a date" beside "you can go on without us". What falls due together after a long stop is
 * looked at together (`dueNow`), and on one day the clocks of a run write once. A letter that gives a right always goes.
 */
export function coveredByAnother(
  state: Case,
  task: Task,
  milestone: Milestone,
  dueNow: readonly Milestone[],
  now: Instant,
): boolean {
  const weight = weightOf(milestone);
  if (weight === undefined || weight === 2) return false;
  if (dueNow.some((other) => (weightOf(other) ?? -1) > weight)) return true;
  const runs = new Map(state.tasks.map(({ key, run }) => [key, run]));
  return state.letters.some(
    (letter) =>
      letter.clock !== undefined &&
      letter.to === 'complainant' &&
      runs.get(letter.task ?? '') === task.run &&
      londonDate(letter.preparedAt) === londonDate(now),
  );
}
