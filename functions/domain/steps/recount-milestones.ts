import { type Case, pausesOf, runOf, type Task } from '../case/case.ts';
import type { RecountedMilestone } from '../case/correction.ts';
import { milestoneKey, partsOfMilestoneKey } from '../case/replay.ts';
import { agreedUntil } from '../clocks/agreements.ts';
import { milestoneAt, timesPassed, type MilestoneDays } from '../clocks/deadlines.ts';
import { clockOfRun } from '../clocks/stage-clocks.ts';
import { londonDate, type CivilDate, type Instant } from '../time/civil-date.ts';
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
  const all = tasks.flatMap((task) =>
    task.milestones.flatMap((was): Performed[] => {
      const named = milestoneNamed(procedure, task, was);
      return named ? [{ task, was, ...named }] : [];
    }),
  );
  // A clock raises a milestone from whichever step is open. It comes again when it repeats, or when its day has moved.
  const sameOne = ({ task, clock, milestone }: Performed) => `${clock ?? task.key}/${milestone.id}`;
  const milestones = [...Map.groupBy(all, sameOne).values()].flatMap((times) =>
    recounted(after, times, procedure, { calendar, now }),
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

/** A milestone that has come, and the key by which its task remembers it. */
interface Performed extends Named {
  task: Task;
  was: string;
}

/** A milestone by its key on a task, `<clock>/<milestone>@<day>`, or without a clock of the step itself. */
function milestoneNamed({ steps, clocks }: Procedure, task: Task, key: string): Named | undefined {
  const { clock, milestone: id } = partsOfMilestoneKey(key);
  const all = clock === undefined ? steps[task.step]?.milestones : clocks?.[clock]?.milestones;
  const milestone = all?.find((one) => one.id === id);
  return milestone && { milestone, ...(clock === undefined ? {} : { clock }) };
}

/**
 * The times at which one milestone came, with their keys by the right day. The last of them becomes the last that has passed
 * by then, the one before it the one before that; without a key are those of a milestone that has not passed at all.
 */
function recounted(
  state: Case,
  times: readonly Performed[],
  procedure: Procedure,
  context: { calendar: WorkingDays; now: Instant },
): RecountedMilestone[] {
  const performed = times.toSorted((a, b) => (dayIn(a) < dayIn(b) ? -1 : 1));
  const last = performed.at(-1);
  const days = last && daysByRightDay(state, last, procedure, context);
  if (!last || days === 'stays' || days === undefined) return [];
  const keyOn = (due: CivilDate | undefined) => {
    const { clock, milestone } = last;
    const named = { ...(clock === undefined ? {} : { clock }), milestone: milestone.id };
    return due === undefined ? undefined : milestoneKey({ ...named, due });
  };
  const keys = new Set(days.map(keyOn));
  return performed.flatMap(({ task, was }, index) => {
    const place = days.length - performed.length + index;
    // One that came before its day had moved, such as with an extension, has the day that it had.
    const earlier = place < 0 && days.length > 0 && !keys.has(was);
    const is = place < 0 ? undefined : keyOn(days[place]);
    return earlier || is === was ? [] : [{ task: task.key, was, ...(is === undefined ? {} : { is }) }];
  });
}

const dayIn = ({ was }: Performed): string => was.slice(was.lastIndexOf('@') + 1);

/** The days on which a milestone has come by the right day; 'stays' when its days do not follow from the day of receipt. */
function daysByRightDay(
  state: Case,
  { task, milestone, clock: id }: Performed,
  procedure: Procedure,
  { calendar, now }: { calendar: WorkingDays; now: Instant },
): CivilDate[] | 'stays' {
  // A step has opened once, whatever day it counts from.
  if (milestone.when === 'opened') return task.status === 'open' ? [task.clockFrom] : 'stays';
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
  const stops = pausesOf(state, task);
  const found = milestoneAt(milestone, days, stops, calendar, now);
  if (found === undefined) return 'stays';
  const wasTold = meaningOf(milestone) === 'right' || isDayOfRight(milestone);
  if (wasTold) return [found.anchor];
  const byThen = (at: Instant) =>
    clock?.endedOn === undefined ? now >= at : londonDate(at) <= clock.endedOn;
  return timesPassed(milestone, days, { stops, calendar, now }, byThen).map(({ anchor }) => anchor);
}

/** Whether it is counted from the start of a clock, as the right to go on without an answer and its letter are. */
const isDayOfRight = ({ when }: Milestone): boolean => typeof when === 'object' && 'afterWorkingDays' in when;
