import { type Case, pausesOf, runOf, type Task } from '../case/case.ts';
import type { RecountedMilestone } from '../case/correction.ts';
import { milestoneKey, partsOfMilestoneKey } from '../case/replay.ts';
import { agreedUntil } from '../clocks/agreements.ts';
import { milestoneAt, type MilestoneDays } from '../clocks/deadlines.ts';
import { clockOfRun } from '../clocks/stage-clocks.ts';
import { londonDate, type Instant } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { meaningOf, type Milestone, type Procedure } from '../../../workflows/procedures/procedure.ts';

/**
 * What a corrected day of receipt makes of the milestones that had passed in a run: those that have passed by the right day
 * as well are not performed again, and a breach or an escalation that never was is taken back. What the complainant was
 * told is theirs, such as the right to go on without an answer. `after` has the right day.
 */
export function recountMilestones(
  after: Case,
  run: number,
  procedure: Procedure,
  { calendar, now }: { calendar: WorkingDays; now: Instant },
): { milestones: RecountedMilestone[]; neverBreached: string[] } {
  const tasks = after.tasks.filter((task) => task.run === run);
  const milestones = tasks.flatMap((task) =>
    task.milestones.flatMap((was): RecountedMilestone[] => {
      const found = milestoneNamed(procedure, task, was);
      if (!found) return [];
      const is = recounted(after, task, procedure, found, { calendar, now });
      if (is === 'stays' || is === was) return [];
      return [{ task: task.key, was, ...(is === undefined ? {} : { is }) }];
    }),
  );
  const isBreach = (task: Task, key: string) => {
    const found = milestoneNamed(procedure, task, key);
    return found !== undefined && meaningOf(found.milestone) === 'breach';
  };
  const neverBreached = tasks.filter(
    (task) =>
      task.breachedAt !== undefined &&
      task.milestones.some((key) => isBreach(task, key)) &&
      task.milestones
        .filter((key) => isBreach(task, key))
        .every((key) => milestones.some((one) => one.task === task.key && one.was === key && !one.is)),
  );
  return { milestones, neverBreached: neverBreached.map(({ key }) => key) };
}

interface Named {
  milestone: Milestone;
  clock?: string;
}

/** A milestone by its key on a task, `<clock>/<milestone>@<day>`, or without a clock of the step itself. */
function milestoneNamed({ steps, clocks }: Procedure, task: Task, key: string): Named | undefined {
  const { clock, milestone: id } = partsOfMilestoneKey(key);
  const all = clock === undefined ? steps[task.step]?.milestones : clocks?.[clock]?.milestones;
  const milestone = all?.find((one) => one.id === id);
  return milestone && { milestone, ...(clock === undefined ? {} : { clock }) };
}

/** The key of a milestone by the right day; undefined for one that has not passed by then. */
function recounted(
  state: Case,
  task: Task,
  procedure: Procedure,
  { milestone, clock: id }: Named,
  { calendar, now }: { calendar: WorkingDays; now: Instant },
): string | undefined {
  if (milestone.when === 'opened') return 'stays';
  const run = runOf(state, task.run);
  const clock =
    id === undefined
      ? undefined
      : clockOfRun(id, { state, run, procedure, calendar, today: londonDate(now) });
  if (id !== undefined && clock === undefined) return 'stays';
  // A step that was decided has the days that it had.
  if (id === undefined && task.status !== 'open') return 'stays';
  const days: MilestoneDays = clock
    ? {
        from: clock.from,
        due: clock.due,
        cap: clock.cap,
        agreed: agreedUntil(state, procedure, run, { from: clock.from }),
      }
    : { openedAt: task.openedAt, from: task.clockFrom, due: task.due };
  const found = milestoneAt(milestone, days, pausesOf(state, task), calendar, now);
  if (found === undefined) return 'stays';
  const key = milestoneKey({
    ...(id === undefined ? {} : { clock: id }),
    milestone: milestone.id,
    due: found.anchor,
  });
  const byThen = clock?.endedOn === undefined ? now >= found.at : londonDate(found.at) <= clock.endedOn;
  const wasTold = meaningOf(milestone) === 'right' || isDayOfRight(milestone);
  return byThen || wasTold ? key : undefined;
}

/** Whether it is counted from the start of a clock, as the right to go on without an answer and its letter are. */
const isDayOfRight = ({ when }: Milestone): boolean => typeof when === 'object' && 'afterWorkingDays' in when;
