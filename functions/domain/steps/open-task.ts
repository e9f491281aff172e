import { hasConflict } from '../case/conflicts.ts';
import { type Case, nextTaskKey, reopening, runOf } from '../case/case.ts';
import type { NewEvent } from '../case/events.ts';
import { correctionLetter } from '../case/correction.ts';
import { clockDue, stepTime } from '../clocks/step-clock.ts';
import { presentUser } from '../council/council.ts';
import type { Place, PlanContext } from './plan-context.ts';
import { londonDate } from '../time/civil-date.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** Opens a task. If it is the first task of a reopened case, or of the right procedure, the complainant gets a letter. */
export function openTask(
  state: Case,
  procedure: Procedure,
  step: Step,
  place: Place,
  context: PlanContext,
): NewEvent[] {
  const task = taskOpened(state, procedure, step, place, context);
  const first = !state.tasks.some(({ run }) => run === place.run);
  const corrected = state.runs.some(({ superseded }) => superseded?.tells && superseded.by === place.run);
  if (first && corrected && task.type === 'task-opened') return [task, toldOfCorrection(task.task, context)];
  // The run that starts after triage belongs to the same reopening.
  const told = state.letters.filter(({ template }) => template === 'reopened').length >= state.reopenings;
  if (runOf(state, place.run).matter?.id !== reopening || !first || told || task.type !== 'task-opened')
    return [task];
  const letter = `${task.task}/reopened/complainant`;
  return [
    task,
    {
      at: context.now,
      by: 'system',
      type: 'letter-prepared',
      letter,
      template: 'reopened',
      to: 'complainant',
      task: task.task,
    },
  ];
}

/** The letter that tells the complainant that the facts of receipt were wrong, and which dates hold now. */
export const toldOfCorrection = (task: string, { now }: Pick<PlanContext, 'now'>, nth = ''): NewEvent => ({
  at: now,
  by: 'system',
  type: 'letter-prepared',
  letter: `${task}/corrected${nth}/${correctionLetter}/complainant`,
  template: correctionLetter,
  to: 'complainant',
  task,
});

function taskOpened(
  state: Case,
  procedure: Procedure,
  step: Step,
  place: Place,
  context: PlanContext,
): NewEvent {
  const run = runOf(state, place.run);
  const { now, answersOf, calendar, council } = context;
  const today = londonDate(now);
  const firstDue = clockDue(state, run, procedure, calendar, today, place.step);
  const { from, due, ...more } = stepTime(place.step, step, {
    state,
    procedure,
    run,
    today,
    answersOf,
    calendar,
  });
  const named =
    run.matter?.owner ?? (step.assignedBy === undefined ? undefined : state.facts[step.assignedBy]);
  // A person who has been complained about since, or who has left the council, has no part in the case any more.
  const assignee =
    typeof named === 'string' && presentUser(council, named) && !hasConflict(state, named, council)
      ? named
      : undefined;
  return {
    at: context.now,
    by: 'system',
    type: 'task-opened',
    task: nextTaskKey(state, place.step),
    step: place.step,
    run: place.run,
    turn: place.turn,
    performer: step.performer,
    ...(assignee === undefined ? {} : { assignee }),
    clockFrom: from,
    due,
    ...more,
    ...(firstDue === undefined ? {} : { clockDue: firstDue }),
    ...(step.urgent ? { urgent: true } : {}),
  };
}
