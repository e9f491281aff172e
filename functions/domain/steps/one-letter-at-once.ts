import type { Case, Task } from '../case/case.ts';
import type { ClockState } from '../clocks/stage-clocks.ts';
import { londonDate, type Instant } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
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

/** A milestone that has fallen due, of a clock that runs, with what the same moment brings. */
interface AtOnce {
  milestone: Milestone;
  clock: string | undefined;
  dueNow: readonly Milestone[];
  clocks: readonly Pick<ClockState, 'id' | 'clock' | 'cap'>[];
}

/**
 * Whether the complainant hears more from another letter of the same moment, so that this one would only contradict it:
 * "we will write when we have a date" beside "you can go on without us". What falls due together after a long stop is
 * looked at together (`dueNow`), and on one day the clocks of a run write once. A letter that gives a right always goes.
 */
export function coveredByAnother(
  state: Case,
  task: Task,
  { milestone, clock, dueNow, clocks }: AtOnce,
  { now, calendar }: { now: Instant; calendar: WorkingDays },
): boolean {
  const weight = weightOf(milestone);
  if (weight === undefined || weight === 2) return false;
  if (dueNow.some((other) => (weightOf(other) ?? -1) > weight)) return true;
  const today = londonDate(now);
  const runs = new Map(state.tasks.map(({ key, run }) => [key, run]));
  const written = state.letters.flatMap(({ clock: of, to, task: key = '', preparedAt }) =>
    of !== undefined && to === 'complainant' && runs.get(key) === task.run
      ? [{ clock: of, on: londonDate(preparedAt) }]
      : [],
  );
  if (written.some(({ on }) => on === today)) return true;
  if (weight === 0) return false;
  const own = clocks.find(({ id }) => id === clock);
  const isOfOther = (letter: { clock: string }) => letter.clock !== clock;
  // No letter that we are still late on the day after another clock has written.
  if (written.some((letter) => isOfOther(letter) && letter.on >= calendar.add(today, -1))) return true;
  // Of two clocks that are both past their last day possible, the one that ends later goes on writing.
  return clocks.some(
    (other) =>
      own !== undefined &&
      other.cap > own.cap &&
      today > other.cap &&
      other.clock.milestones.some((one) => weightOf(one) === 1) &&
      written.some((letter) => letter.clock === other.id && letter.on > other.cap),
  );
}
