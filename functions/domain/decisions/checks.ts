import * as z from 'zod/mini';
import { textOf } from '../case/answer-text.ts';
import type { Case, Task } from '../case/case.ts';
import type { Answers } from '../case/events.ts';
import { type Facts, notForThisCouncil, ownPoints, Promised } from '../case/facts.ts';
import { dueDate } from '../clocks/deadlines.ts';
import type { FormContext } from './forms.ts';
import { type CivilDate, longDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Field, Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** A step of a case as its procedure describes it. */
export interface StepOfCase {
  state: Case;
  task: Task;
  procedure: Procedure;
  step: Step;
}

export const whilePaused = new Set<Outcome['effect']>(['resume', 'review pause', 'withdraw']);
const onlyPaused = new Set<Outcome['effect']>(['resume', 'review pause']);

/** Whether something can be decided on a step that is paused, or that is not. */
export const fitsPause = ({ effect }: Pick<Outcome, 'effect'>, paused: boolean): boolean =>
  paused ? whilePaused.has(effect) : !onlyPaused.has(effect);

/** The outcome of a step by a name that came from outside: no property that every object has is one. */
export function outcomeOf(step: Step, name: string): Outcome | undefined {
  return Object.hasOwn(step.outcomes, name) ? step.outcomes[name] : undefined;
}

/** A compliment is not handled as a complaint, nor a complaint as a request for a service: wrong routing is a fault (RULES section 4). */
export function routingProblems(
  outcome: Outcome,
  answers: Answers,
  state: Case,
  { procedures }: FormContext,
) {
  const chosen = procedures.find(({ id }) => id === answers['procedure']);
  if (outcome.next !== 'chosen procedure' || !chosen) return [];
  // What nobody says anew is what it was before, in reports too.
  const kind = answers['kind'] ?? state.facts.kind ?? state.kind;
  const kinds = chosen.feedback ?? [];
  if (kinds.some((handled) => handled === kind)) return [];
  return [{ field: 'kind', message: `"${chosen.title}" is for: ${kinds.join(', ')}` }];
}

/** Only triage sends points to other procedures; later they are split off, so that each has a case that decides it. */
export function pointProblems({ next, form }: Outcome, { points, ...facts }: Facts, state: Case) {
  if (points === undefined) return [];
  const field = Object.keys(form).find((name) => form[name]?.type === 'points') ?? 'summary';
  const procedure = facts.procedure ?? state.facts.procedure;
  const misplaced = points.filter(
    (point) =>
      point.case === undefined && ![undefined, procedure, notForThisCouncil].includes(point.procedure),
  );
  if (next !== 'chosen procedure' && misplaced.length > 0)
    return misplaced.map(({ text }) => ({
      field,
      message: `“${text}” cannot go to another procedure here: leave that out, and split the point off afterwards`,
    }));
  return ownPoints({ points, procedure }).length > 0
    ? []
    : [{ field, message: 'Leave at least one point to be decided in this case' }];
}

/** The days by which dates of a form are held: of the case, of the step, of the right it waits for, of the calendar. */
interface DaysOfCase {
  receivedOn: CivilDate;
  openedOn: CivilDate;
  rightFrom?: CivilDate;
  last?: CivilDate;
}

/**
 * Dates that the form does not allow: before the receipt, the step or the right, in the past, in the future, after the
 * last day by which a clock can be counted; and actions promised for such a day. Without a calendar nothing is counted
 * between two days.
 */
export function dateProblems(
  form: Outcome['form'],
  answers: Answers,
  { receivedOn, openedOn, rightFrom, last }: DaysOfCase,
  today: CivilDate,
  calendar?: WorkingDays,
) {
  const wrong = ({ not = [], moreThan, neededWhen }: Field, date: string): string | undefined => {
    if (not.includes('before receipt') && date < receivedOn)
      return `Give ${longDate(receivedOn)}, when the complaint was received, or a later day`;
    if (not.includes('before step') && date < openedOn)
      return `Give ${longDate(openedOn)}, when this step began, or a later day`;
    if (not.includes('before milestone') && rightFrom !== undefined && date < rightFrom)
      return `Give ${longDate(rightFrom)}, from when this is possible, or a later day`;
    if (not.includes('past') && date < today) return `Give ${longDate(today)} or a later day`;
    if (not.includes('future') && date > today) return `Give ${longDate(today)} or an earlier day`;
    if (last !== undefined && date > last) return `Give ${longDate(last)} or an earlier day`;
    const asked = neededWhen === undefined || answers[neededWhen.field] === neededWhen.is;
    if (moreThan && asked && calendar && dueDate(date, moreThan.days, moreThan.unit, calendar) >= receivedOn)
      return `This ground needs more than ${moreThan.days} ${moreThan.unit} between that day and ${longDate(receivedOn)}, when the complaint was received`;
    return undefined;
  };
  return Object.entries(form).flatMap(([name, field]) => {
    const dated =
      field.type === 'actions'
        ? z
            .array(Promised)
            .parse(answers[name] ?? [])
            .map(({ dueOn }, index) => ({ field: `${name}.${index}.dueOn`, date: dueOn, as: promisedDay }))
        : field.type === 'date'
          ? [{ field: name, date: textOf(answers[name]), as: field }]
          : [];
    return dated.flatMap(({ field: path, date, as: kind }) => {
      const message = date === '' ? undefined : wrong(kind, date);
      return message === undefined ? [] : [{ field: path, message }];
    });
  });
}

/** Nothing is promised for a day that has been. */
const promisedDay: Field = { label: 'By when', type: 'date', not: ['past'] };

export function replacedByThemselves({ form }: Outcome, answers: Answers, { facts }: Case) {
  return Object.entries(form).flatMap(([field, { replaces, fact, appoints = 'holder' }]) =>
    replaces && fact !== undefined && answers[field] === facts[fact]
      ? [{ field, message: `This person is the ${appoints} of this case already: choose another` }]
      : [],
  );
}
