import { type Case, currentPause, isPaused, pausesOf, runOf, type Task } from '../case/case.ts';
import type { NewEvent } from '../case/events.ts';
import { milestoneKey } from '../case/replay.ts';
import { lateFrom, milestoneAfter, milestoneAt, type MilestoneDays } from '../clocks/deadlines.ts';
import { tasksOfClock, tasksOfRound } from '../clocks/shared-clock.ts';
import { alarming, clocksOfRun, type ClockState } from '../clocks/stage-clocks.ts';
import type { PlanContext } from './plan-context.ts';
import { agreedUntil } from '../clocks/agreements.ts';
import { toldOfDelay } from '../clocks/told-of-delay.ts';
import { holdsOf } from '../clocks/windows.ts';
import {
  addCalendarDays,
  type CivilDate,
  type Instant,
  londonDate,
  londonInstant,
} from '../time/civil-date.ts';
import {
  meaningOf,
  type Milestone,
  type Procedure,
  type Step,
} from '../../../workflows/procedures/procedure.ts';
import { lettersFor, notPreparedYet, occasionOfMessage } from '../correspondence/prepare-letters.ts';
import { coveredByAnother } from './one-letter-at-once.ts';
import type { SystemMilestone } from '../case/event-codes.ts';

/** When a pause that has reached its review day, or a window that is held open, is looked at, London time. */
const reviewTime = '08:00';

interface DueNow {
  events: NewEvent[];
  next: Instant | undefined;
}

/** The milestones of a step, or of a clock, with the days they are counted from. */
interface Milestones {
  clock?: string;
  all: readonly Milestone[];
  days: MilestoneDays;
}

/** A milestone that has fallen due, with the day it is counted from. */
interface Due {
  milestone: Milestone;
  anchor: CivilDate;
  source: Milestones;
}

/**
 * The first milestone of a step or of a clock that has fallen due and was not performed yet, as events; without one, the
 * next moment at which one will. A clock raises its milestones from whichever step of its run is open. Of a paused task
 * only the review of its pause falls due.
 */
export function dueNow(
  state: Case,
  procedure: Procedure,
  task: Task,
  step: Step,
  context: PlanContext,
): DueNow {
  if (isPaused(state, task)) return pauseReview(state, task, context);
  const { now, calendar } = context;
  const lapse = lapsed(state, procedure, task, step, context);
  if (lapse) return { events: [lapse], next: undefined };
  const holds = holdsOf(state, task, procedure, step, calendar);
  const ahead: Instant[] =
    holds.length > 0
      ? [londonInstant(addCalendarDays(londonDate(now), 1), reviewTime)]
      : step.lapse === undefined
        ? []
        : [lateFrom(task.due)];
  const run = runOf(state, task.run);
  const clocks = alarming(clocksOfRun(state, run, procedure, calendar, londonDate(now)));
  const sources: Milestones[] = [
    {
      // A reminder of the last day makes no sense before there is one.
      all: holds.includes('answer has not reached the complainant') ? [] : step.milestones,
      days: {
        openedAt: task.openedAt,
        since: run.matter?.at,
        from: task.clockFrom,
        due: task.due,
        cap: task.due,
      },
    },
    ...clocks.map(({ id, clock, from, due, cap }) => ({
      clock: id,
      all: clock.milestones,
      days: { from, due, cap, agreed: agreedUntil(state, procedure, run, { from }) },
    })),
  ];
  const dueTogether: Due[] = [];
  for (const source of sources) {
    for (const milestone of source.all) {
      const moment = milestoneAt(milestone, source.days, pausesOf(state, task), calendar, now);
      if (moment === undefined) continue;
      const { at, anchor } = moment;
      const key = milestoneKey({ ...source, milestone: milestone.id, due: anchor });
      if (now < at) ahead.push(at);
      else if (performedBefore(state, procedure, task, key, source)) {
        const again = milestoneAfter(milestone, anchor, calendar);
        if (again !== undefined) ahead.push(again);
      } else if (!overtaken(milestone, at, task, now >= lateFrom(source.days.due)))
        dueTogether.push({ milestone, anchor, source });
    }
  }
  const [first] = dueTogether;
  if (!first) return { events: [], next: ahead.sort()[0] };
  return {
    events: performed(state, procedure, task, first, { dueTogether, clocks }, context),
    next: undefined,
  };
}

/** When something of an open task falls due: now, or the next moment that is known. */
export function nextMoment(
  state: Case,
  procedure: Procedure,
  task: Task,
  step: Step,
  context: PlanContext,
): Instant | undefined {
  const { events, next } = dueNow(state, procedure, task, step, context);
  return events.length > 0 ? context.now : next;
}

/** The end of a window whose last day has passed, when nothing holds it open. */
export function lapsed(
  state: Case,
  procedure: Procedure,
  task: Task,
  step: Step,
  { now, calendar }: Pick<PlanContext, 'now' | 'calendar'>,
): Extract<NewEvent, { type: 'decided' }> | undefined {
  if (step.lapse === undefined || now < lateFrom(task.due)) return undefined;
  if (holdsOf(state, task, procedure, step, calendar).length > 0) return undefined;
  return {
    at: now,
    by: 'system',
    type: 'decided',
    task: task.key,
    decision: task.decisions.length + 1,
    outcome: step.lapse,
    answers: {},
    ends: true,
  };
}

/** Of a clock a milestone comes once, whichever step was open; of a step once each time it opens. */
function performedBefore(
  state: Case,
  procedure: Procedure,
  task: Task,
  key: string,
  { clock }: Milestones,
): boolean {
  if (clock === undefined) return task.milestones.includes(key);
  // Before clocks were recorded, milestones were those of the steps that shared the time.
  const ofSteps = key.slice(clock.length + 1);
  return (
    tasksOfRound(state, task.run).some(({ milestones }) => milestones.includes(key)) ||
    tasksOfClock(state, procedure, task.run, clock).some(
      ({ step, milestones }) => procedure.steps[step]?.limit === undefined && milestones.includes(ofSteps),
    )
  );
}

/** A reminder whose moment was before the step began, or that the breach has overtaken, is not sent any more. */
function overtaken(milestone: Milestone, at: Instant, task: Task, isLate: boolean): boolean {
  const beforeDue =
    typeof milestone.when === 'object' && 'workingDays' in milestone.when && milestone.when.workingDays <= 0;
  return beforeDue && (isLate || at < task.openedAt);
}

function performed(
  state: Case,
  procedure: Procedure,
  task: Task,
  { milestone, anchor, source }: Due,
  { dueTogether, clocks }: { dueTogether: readonly Due[]; clocks: readonly ClockState[] },
  context: PlanContext,
): NewEvent[] {
  const { clock } = source;
  const means = meaningOf(milestone);
  const passed = {
    at: context.now,
    by: 'system' as const,
    type: 'milestone' as const,
    task: task.key,
    milestone: milestone.id,
    title: milestone.title,
    due: anchor,
    ...(clock === undefined ? {} : { clock }),
    ...(means === undefined ? {} : { means }),
  };
  const told =
    (milestone.unlessQuiet && runOf(state, task.run).matter?.quiet) ||
    (milestone.unlessTold && toldOfDelay(state, procedure, task.run, source.days, context.now)) ||
    coveredByAnother(
      state,
      task,
      { milestone, clock, dueNow: dueTogether.map((due) => due.milestone), clocks },
      context,
    );
  // A breach that was taken back and comes again, since its day was put right twice, is told once.
  const prepared = told
    ? []
    : notPreparedYet(
        state,
        lettersFor(
          milestone.letter,
          milestone.to,
          `${task.key}/${milestoneKey(passed)}`,
          state,
          task,
          context,
        ),
      );
  const letters = milestone.when === 'opened' ? withoutToldOfSubject(prepared, state, task) : prepared;
  return [passed, ...letters.map((letter) => (clock === undefined ? letter : { ...letter, clock }))];
}

/** The task to deal with a message tells no one again who was told of the message itself. */
function withoutToldOfSubject(letters: NewEvent[], state: Case, task: Task): NewEvent[] {
  const message = runOf(state, task.run).matter?.id;
  const told = new Set(
    state.letters.flatMap(({ key, to }) => (key.startsWith(`${occasionOfMessage(message)}/`) ? [to] : [])),
  );
  return letters.filter((letter) => letter.type !== 'letter-prepared' || !told.has(letter.to));
}

/** An unanswered review of a pause comes up again after so many working days (law.md section 2). */
const reviewAgainAfter = 5;

/** The clocks of a paused case do not run. Its review day comes up, and again until the case is resumed or reviewed. */
export function pauseReview(state: Case, task: Task, context: PlanContext): DueNow {
  const { now, calendar } = context;
  const reviewOn = currentPause(state)?.reviewOn ?? londonDate(now);
  const reviewTimeOn = (day: CivilDate) => londonInstant(day, reviewTime);
  if (now < reviewTimeOn(reviewOn)) return { events: [], next: reviewTimeOn(reviewOn) };
  const times = Math.max(0, Math.floor(calendar.count(reviewOn, londonDate(now)) / reviewAgainAfter));
  const latest = calendar.add(reviewOn, times * reviewAgainAfter);
  const day =
    times > 0 && now < reviewTimeOn(latest) ? calendar.add(reviewOn, (times - 1) * reviewAgainAfter) : latest;
  if (task.milestones.includes(`pause-review@${day}`))
    return { events: [], next: reviewTimeOn(calendar.add(day, reviewAgainAfter)) };
  return {
    events: [
      {
        at: now,
        by: 'system',
        type: 'milestone',
        task: task.key,
        milestone: 'pause-review',
        title: 'pause-review' satisfies SystemMilestone,
        due: day,
      },
      ...lettersFor(
        'alert-pause-review',
        ['complaints-officer'],
        `${task.key}/pause-review@${day}`,
        state,
        task,
        context,
      ),
    ],
    next: undefined,
  };
}
