import { type Case, currentPause, pausesOf, type Task } from '../case/case.ts';
import type { NewEvent } from '../case/events.ts';
import { lateFrom, milestoneAt } from '../clocks/deadlines.ts';
import { anchor, milestoneKey, tasksSharing } from '../clocks/shared-clock.ts';
import type { PlanContext } from './plan-context.ts';
import { type Instant, londonDate, londonInstant } from '../time/civil-date.ts';
import type { Milestone, Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import { lettersFor } from '../correspondence/prepare-letters.ts';

/** When a pause that has reached its review day is brought up, London time. */
const reviewTime = '08:00';

interface DueNow {
  events: NewEvent[];
  next: Instant | undefined;
}

export function dueNow(
  state: Case,
  procedure: Procedure,
  task: Task,
  step: Step,
  context: PlanContext,
): DueNow {
  const base = { at: context.now, by: 'system' as const };
  const late = lateFrom(task.due);
  if (step.lapse !== undefined && context.now >= late) {
    const ended: NewEvent = {
      ...base,
      type: 'decided',
      task: task.key,
      decision: task.decisions.length + 1,
      outcome: step.lapse,
      answers: {},
      ends: true,
    };
    return { events: [ended], next: undefined };
  }
  const ahead: Instant[] = step.lapse === undefined ? [] : [late];
  const before = tasksSharing(state, procedure, task).filter(({ key }) => key !== task.key);
  const passed = (milestone: Milestone, { milestones }: Task) =>
    milestones.includes(milestoneKey(milestone, task));
  for (const milestone of step.milestones) {
    if (passed(milestone, task)) continue;
    if (milestone.when !== 'opened' && before.some((earlier) => passed(milestone, earlier))) continue;
    const at = milestoneAt(milestone, task, pausesOf(state, task), context.calendar);
    if (context.now < at) ahead.push(at);
    else if (!overtaken(milestone, at, task, context.now >= late)) {
      return { events: milestoneEvents(state, task, milestone, context), next: undefined };
    }
  }
  return { events: [], next: ahead.sort()[0] };
}

/** A reminder is not sent if its time was before the step began, or if the breach has happened already. */
function overtaken(milestone: Milestone, at: Instant, task: Task, isLate: boolean): boolean {
  const beforeDue =
    typeof milestone.when === 'object' && 'workingDays' in milestone.when && milestone.when.workingDays <= 0;
  return beforeDue && (isLate || at < task.openedAt);
}

function milestoneEvents(state: Case, task: Task, milestone: Milestone, context: PlanContext): NewEvent[] {
  const passed: NewEvent = {
    at: context.now,
    by: 'system',
    type: 'milestone',
    task: task.key,
    milestone: milestone.id,
    title: milestone.title,
    due: anchor(milestone, task),
  };
  return [
    passed,
    ...lettersFor(
      milestone.letter,
      milestone.to,
      `${task.key}/${milestoneKey(milestone, task)}`,
      state,
      task,
      context,
    ),
  ];
}

/** The clocks of a paused case do not run. Only the review day of the pause comes up. */
export function pauseReview(state: Case, task: Task, context: PlanContext): DueNow {
  const reviewOn = currentPause(state)?.reviewOn ?? londonDate(context.now);
  const at = londonInstant(reviewOn, reviewTime);
  if (task.milestones.includes(`pause-review@${reviewOn}`)) return { events: [], next: undefined };
  if (context.now < at) return { events: [], next: at };
  return {
    events: [
      {
        at: context.now,
        by: 'system',
        type: 'milestone',
        task: task.key,
        milestone: 'pause-review',
        title: 'The pause is to be reviewed',
        due: reviewOn,
      },
      ...lettersFor(
        'alert-pause-review',
        ['complaints-officer'],
        `${task.key}/pause-review@${reviewOn}`,
        state,
        task,
        context,
      ),
    ],
    next: undefined,
  };
}
