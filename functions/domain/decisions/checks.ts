import * as z from 'zod/mini';
import { textOf } from '../case/answer-text.ts';
import { runOf, type Case, type Task } from '../case/case.ts';
import type { Answers } from '../case/events.ts';
import { type Facts, Finding, notForThisCouncil, ownPoints, ActionAnswer } from '../case/facts.ts';
import { foundBy } from '../case/findings-of-stages.ts';
import { dueDate } from '../clocks/deadlines.ts';
import { awaitsComplainant } from '../case/parties.ts';
import type { FormContext } from './forms.ts';
import type { FieldRefusal, RefusalOf } from '../text/refusal.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** A step of a case as its procedure describes it. */
export interface StepOfCase {
  state: Case;
  task: Task;
  procedure: Procedure;
  step: Step;
}

export const whilePaused = new Set<Outcome['effect']>(['resume', 'review pause', 'withdraw', 'choose step']);
const onlyPaused = new Set<Outcome['effect']>(['resume', 'review pause']);

/** Whether an outcome can be decided on a step that is paused, or on one that is not. */
export const fitsPause = ({ effect }: Pick<Outcome, 'effect'>, paused: boolean): boolean =>
  paused ? whilePaused.has(effect) : !onlyPaused.has(effect);

/**
 * The outcome of a step by a name from outside. A property that every object has, such as `toString`, is not an
 * outcome.
 */
export function outcomeOf(step: Step, name: string): Outcome | undefined {
  return Object.hasOwn(step.outcomes, name) ? step.outcomes[name] : undefined;
}

/**
 * A complaint that someone passed on is not decided before a person has said who complains: letters, receipt and consent are
 * about that person. What is no complaint can be closed without a letter to anyone.
 */
export function complainantProblem(
  { state, task }: Pick<StepOfCase, 'state' | 'task'>,
  { next, letters }: Outcome,
): FieldRefusal | undefined {
  const closesQuietly = next === 'closed' && letters.length === 0;
  return awaitsComplainant(state) && !runOf(state, task.run).beside && next !== 'again' && !closesQuietly
    ? { field: 'complainant', code: 'complainant-not-named', params: {} }
    : undefined;
}

/**
 * A compliment is not handled as a complaint, nor a complaint as a request for a service: wrong routing is a
 * fault (law.md section 4).
 */
export function routingProblems(
  outcome: Outcome,
  answers: Answers,
  state: Case,
  { procedures }: FormContext,
): FieldRefusal[] {
  const chosen = procedures.find(({ id }) => id === answers['procedure']);
  if (outcome.next !== 'chosen procedure' || !chosen) return [];
  // If the kind is not given again, it stays what it was before, in reports too.
  const kind = answers['kind'] ?? state.facts.kind ?? state.kind;
  const kinds = chosen.feedback ?? [];
  if (kinds.some((handled) => handled === kind)) return [];
  return [{ field: 'kind', code: 'kind-not-handled', params: { procedure: chosen.title, kinds } }];
}

/** Only triage sends points to other procedures. Later they are split off, so each has a case that decides it. */
export function pointProblems(
  { next, form }: Outcome,
  { points, ...facts }: Facts,
  state: Case,
): FieldRefusal[] {
  if (points === undefined) return [];
  const field = Object.keys(form).find((name) => form[name]?.type === 'points') ?? 'summary';
  const procedure = facts.procedure ?? state.facts.procedure;
  const misplaced = points.filter(
    (point) =>
      point.case === undefined &&
      point.route === undefined &&
      ![undefined, procedure, notForThisCouncil].includes(point.procedure),
  );
  if (next !== 'chosen procedure' && misplaced.length > 0)
    return misplaced.map(({ text }) => ({ field, code: 'point-for-other-procedure', params: { text } }));
  return ownPoints({ points, procedure }).length > 0 ? [] : [{ field, code: 'no-point-left', params: {} }];
}

/**
 * The days that limit the dates of a form: receipt of the case, opening of the step, start of the right, start and end of
 * the calendar.
 */
interface DaysOfCase {
  receivedOn: CivilDate;
  openedOn: CivilDate;
  rightFrom?: CivilDate;
  /** The last day of the clock of the step. */
  clockDue?: CivilDate;
  /** The last day of the clock that the run alongside the case is about. */
  lastDay?: CivilDate;
  first?: CivilDate;
  last?: CivilDate;
}

/**
 * Dates that the form does not allow: before the receipt, the step or the right, in the past, in the future, or outside
 * the calendar that clocks use; and actions promised for such a day. Without a calendar, nothing is
 * counted between two days.
 */
export function dateProblems(
  form: Outcome['form'],
  answers: Answers,
  days: DaysOfCase,
  today: CivilDate,
  calendar?: WorkingDays,
): FieldRefusal[] {
  return Object.entries(form).flatMap(([name, field]) =>
    datesIn(name, field, answers).flatMap(({ path, date, rule }): FieldRefusal[] => {
      const refusal =
        dateProblem(rule, date, days, today) ??
        gapProblem(rule, answers, date, days.receivedOn, calendar) ??
        withinProblem(rule, date, days.receivedOn, calendar);
      return refusal === undefined
        ? lateWithoutReason(rule, date, answers, days)
        : [{ ...refusal, field: path }];
    }),
  );
}

/** The dates given for a field, each with the path that a refusal names and the field whose rules it must follow. */
function datesIn(
  name: string,
  field: Field,
  answers: Answers,
): { path: string; date: string; rule: Field }[] {
  if (field.type === 'actions')
    return z
      .array(ActionAnswer)
      .parse(answers[name] ?? [])
      .flatMap(({ id, dueOn }, index) =>
        // One under way has the day that it was promised for.
        id === undefined ? [{ path: `${name}.${index}.dueOn`, date: dueOn, rule: promisedDay }] : [],
      );
  const date = field.type === 'date' ? textOf(answers[name]) : '';
  return date === '' ? [] : [{ path: name, date, rule: field }];
}

type DateRefusal = RefusalOf<
  | 'before-receipt'
  | 'before-step'
  | 'before-right'
  | 'day-in-past'
  | 'day-in-future'
  | 'before-calendar'
  | 'after-calendar'
  | 'too-soon-before-receipt'
  | 'too-late-after-receipt'
  | 'after-last-day'
>;

function dateProblem(
  { not = [] }: Field,
  date: CivilDate,
  { receivedOn, openedOn, rightFrom, lastDay, first, last }: DaysOfCase,
  today: CivilDate,
): DateRefusal | undefined {
  if (not.includes('before receipt') && date < receivedOn)
    return { code: 'before-receipt', params: { receivedOn } };
  if (not.includes('before step') && date < openedOn) return { code: 'before-step', params: { openedOn } };
  if (not.includes('before milestone') && rightFrom !== undefined && date < rightFrom)
    return { code: 'before-right', params: { from: rightFrom } };
  if (not.includes('past') && date < today) return { code: 'day-in-past', params: { today } };
  if (not.includes('future') && date > today) return { code: 'day-in-future', params: { today } };
  // Once the last day is over, no day that is left comes before it: the answer is late, and a day can still be named.
  if (not.includes('after last day') && lastDay !== undefined && lastDay >= today && date > lastDay)
    return { code: 'after-last-day', params: { due: lastDay } };
  // A day that can only be over, such as that of an event complained about, starts no clock.
  if (first !== undefined && !not.includes('future') && date < first)
    return { code: 'before-calendar', params: { first } };
  if (last !== undefined && date > last) return { code: 'after-calendar', params: { last } };
  return undefined;
}

/** A day after the last one of the clock needs a reason, in a field of its own (law.md section 2a). */
function lateWithoutReason(
  { lateNeeds }: Field,
  date: CivilDate,
  answers: Answers,
  { clockDue }: DaysOfCase,
): FieldRefusal[] {
  const needed = lateNeeds !== undefined && clockDue !== undefined && date > clockDue;
  return needed && textOf(answers[lateNeeds]) === ''
    ? [{ field: lateNeeds, code: 'late-day-needs-reason', params: { last: clockDue } }]
    : [];
}

/** A ground for which more than some time must lie between the day and the receipt of the complaint. */
function gapProblem(
  { moreThan, neededWhen }: Field,
  answers: Answers,
  date: CivilDate,
  receivedOn: CivilDate,
  calendar: WorkingDays | undefined,
): DateRefusal | undefined {
  const asked = neededWhen === undefined || answers[neededWhen.field] === neededWhen.is;
  if (!moreThan || !asked || !calendar) return undefined;
  return dueDate(date, moreThan.days, moreThan.unit, calendar) >= receivedOn
    ? { code: 'too-soon-before-receipt', params: { ...moreThan, receivedOn } }
    : undefined;
}

/** A day that has to come within some time after the receipt of the complaint. */
function withinProblem(
  { within }: Field,
  date: CivilDate,
  receivedOn: CivilDate,
  calendar: WorkingDays | undefined,
): DateRefusal | undefined {
  if (!within || !calendar) return undefined;
  const last = dueDate(receivedOn, within.days, within.unit, calendar);
  return date > last ? { code: 'too-late-after-receipt', params: { ...within, last } } : undefined;
}

/** An action cannot be promised for a day in the past. */
const promisedDay: Field = { label: 'By when', type: 'date', not: ['past'] };

/**
 * Why an outcome that follows a reminder cannot be decided yet: no reminder was sent in this step, or the day by which
 * the complainant was asked to answer has not passed.
 */
export function reminderProblem(
  { state, task, step }: Pick<StepOfCase, 'state' | 'task' | 'step'>,
  { title: outcome, onlyAfterReminder }: Outcome,
  today: CivilDate,
): FieldRefusal | undefined {
  const reminder = onlyAfterReminder === undefined ? undefined : outcomeOf(step, onlyAfterReminder);
  if (!reminder) return undefined;
  const asked = Object.values(reminder.form).find(({ type, fact }) => type === 'date' && fact !== undefined);
  const day = asked?.fact === undefined ? undefined : state.facts[asked.fact];
  if (typeof day !== 'string' || task.decisions.every((one) => one.outcome !== onlyAfterReminder))
    return { field: 'outcome', code: 'reminder-first', params: { outcome, reminder: reminder.title } };
  return today > day ? undefined : { field: 'outcome', code: 'reply-day-to-come', params: { outcome, day } };
}

/** Fields that name the person who is to be replaced as their own replacement. */
export function refuseSelfReplacement({ form }: Outcome, answers: Answers, { facts }: Case): FieldRefusal[] {
  return Object.entries(form).flatMap(([field, { replaces, fact, appoints }]): FieldRefusal[] =>
    replaces && fact !== undefined && answers[field] === facts[fact]
      ? [{ field, code: 'replaced-by-themselves', params: appoints === undefined ? {} : { role: appoints } }]
      : [],
  );
}

/**
 * Findings that depart from those of the investigation or the panel without saying why. Where those found nothing on a
 * point, or it is new, there is nothing to depart from.
 */
export function findingProblems({ form, answers: answered }: Outcome, answers: Answers, state: Case) {
  return Object.entries(form).flatMap(([name, { type, follows }]): FieldRefusal[] => {
    if (type !== 'findings' || follows === undefined || answered === undefined) return [];
    const followed = foundBy(state, { stage: answered.stage, as: follows })?.findings ?? [];
    return z
      .array(Finding)
      .parse(answers[name] ?? [])
      .flatMap(({ point, finding, whyNot }, index): FieldRefusal[] => {
        const theirs = followed.find((one) => one.point === point)?.finding ?? 'no finding';
        return theirs === 'no finding' || theirs === finding || whyNot !== undefined
          ? []
          : [{ field: `${name}.${index}.whyNot`, code: 'departs-without-reason', params: { by: follows } }];
      });
  });
}
