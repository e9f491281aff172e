import {
  londonDate,
  londonInstant,
  type CivilDate,
  type Instant,
} from '../../../functions/domain/time/civil-date.ts';
import type { Event } from '../../../functions/domain/case/events.ts';
import { workingDaysOn, type CaseOnPaper, type ClockOnPaper } from './due-on-paper.ts';

// Which milestones a case has had, against those that it must have had by its time on paper.

const repeated = (list: readonly string[]) => list.filter((one, index) => list.indexOf(one) !== index);

type MilestoneEvent = Extract<Event, { type: 'milestone' }>;

/** The milestones of steps and clocks that have come twice, or have stayed away. */
export function wrongAlarms(
  events: readonly Event[],
  { clocks, rounds }: CaseOnPaper,
  now: Instant,
): string[] {
  const passed = passedByTheRightDay(events);
  // A correction raises nothing of a clock that had ended by then.
  const correctedAt = events.findLast(isCorrectedDay)?.at;
  const endedBefore = ({ endedOn }: ClockOnPaper) =>
    correctedAt !== undefined && endedOn !== undefined && endedOn <= londonDate(correctedAt);
  // A clock raises each of its milestones once, whichever step is open; a step has its own.
  const nameOf = ({ task, clock, milestone, due }: MilestoneEvent) =>
    clock === undefined ? `${task} ${milestone} ${due}` : `${rounds.get(task)} ${clock}/${milestone} ${due}`;
  const raised = new Set(passed.map(nameOf));
  const missing = clocks
    .filter((one) => !endedBefore(one))
    .flatMap((one) =>
      owed(one, now)
        .map(({ milestone, due }) => `${one.round} ${one.id}/${milestone} ${due}`)
        .filter((name) => !raised.has(name)),
    );
  return [
    ...repeated(passed.map(nameOf)).map((name) => `${name} passed twice`),
    ...missing.map((name) => `${name} has stayed away`),
  ];
}

const isCorrectedDay = (event: Event): event is Extract<Event, { type: 'corrected' }> =>
  event.type === 'corrected' && event.correction.what === 'receivedOn';

/** The milestones that have passed: a corrected day of receipt gives those before it the day from which they count now. */
function passedByTheRightDay(events: readonly Event[]): MilestoneEvent[] {
  let passed: MilestoneEvent[] = [];
  for (const event of events) {
    if (event.type === 'milestone') passed.push(event);
    if (event.type !== 'corrected') continue;
    const { milestones = [] } = event;
    passed = passed.flatMap((one) => {
      const key = `${one.clock === undefined ? '' : `${one.clock}/`}${one.milestone}@${one.due}`;
      const again = milestones.find(({ task, was }) => task === one.task && was === key);
      if (!again) return [one];
      return again.is === undefined ? [] : [{ ...one, due: again.is.split('@')[1] ?? one.due }];
    });
  }
  return passed;
}

/** The milestones that a clock must have raised by now: its breach, and the last of those past its cap. */
function owed(
  { clock, due, cap, status, endedOn }: ClockOnPaper,
  now: Instant,
): { milestone: string; due: CivilDate }[] {
  if (clock.reportedWith !== undefined || status === 'paused') return [];
  const late = (endedOn ?? londonDate(now)) > due;
  return clock.milestones.flatMap(({ id, when }) => {
    if (when === 'late') return late ? [{ milestone: id, due }] : [];
    if (status === 'ended' || typeof when === 'string' || !('pastLimit' in when)) return [];
    const { everyWorkingDays, firstAfter, time } = when.pastLimit;
    // The first comes on the next working day after the cap, or so many working days later. It counts from the cap.
    const first = firstAfter === undefined ? cap : workingDaysOn(cap, firstAfter);
    if (now < londonInstant(firstAfter === undefined ? workingDaysOn(cap, 1) : first, time)) return [];
    let last = first;
    for (let day = first; londonInstant(day, time) <= now; day = workingDaysOn(day, everyWorkingDays))
      last = day;
    return [{ milestone: id, due: last }];
  });
}
