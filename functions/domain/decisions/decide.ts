import { recordedFacts } from './facts-from-answers.ts';
import { appointmentProblems } from '../people/independence.ts';
import { tasksSharing } from '../clocks/shared-clock.ts';
import { currentPause, isPaused, pausesOf } from '../case/case.ts';
import type { Actor, NewEvent } from '../case/events.ts';
import { Facts } from '../case/facts.ts';
import { lateFrom, milestoneAt } from '../clocks/deadlines.ts';
import { hasPassed, milestoneKey } from '../clocks/shared-clock.ts';
import {
  replacedByThemselves,
  dateProblems,
  outcomeOf,
  pointProblems,
  routingProblems,
  type StepOfCase,
  whilePaused,
} from './checks.ts';
import { effectOf } from './effects.ts';
import { checkForm, type FormContext } from './forms.ts';
import { gateProblems } from './gates.ts';
import { type FieldRefusal, invalid, type Refused, refuse } from '../text/refusal.ts';
import { type Instant, londonDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

export interface Decided {
  ok: true;
  events: NewEvent[];
  decision: number;
}

type RefusedDecision = Refused<'conflict' | 'invalid'>;

/**
 * Takes one decision on an open task. Returns all of its events, or a refusal and no event. The form is checked against
 * the outcome's fields, the effect against its rule (longest extension, pause and resumption).
 */
export function decide(
  at: StepOfCase,
  command: { outcome: string; answers: unknown; by: Actor; now: Instant },
  context: FormContext,
  calendar: WorkingDays,
): Decided | RefusedDecision {
  const { task, step, state } = at;
  const { now } = command;
  const outcome = outcomeOf(step, command.outcome);
  if (!outcome) {
    const outcomes = Object.keys(step.outcomes);
    return invalid({ field: 'outcome', code: 'unknown-outcome', params: { step: step.title, outcomes } });
  }
  const late = now >= lateFrom(task.due) && !isPaused(state, task);
  const untimely = timeProblem(at, outcome, late);
  if (untimely) return untimely;
  const right = step.milestones.find(({ id }) => id === outcome.onlyAfter);
  const form = checkForm(outcome.form, command.answers, context);
  if (!form.ok) return refuse('invalid', { code: 'answers-wrong', params: {} }, form.errors);
  const dates = dateProblems(
    outcome.form,
    form.answers,
    {
      receivedOn: state.receivedOn,
      openedOn: londonDate(task.openedAt),
      ...(right ? { rightFrom: londonDate(milestoneAt(right, task, pausesOf(state, task), calendar)) } : {}),
      // The date until which a case is kept is not limited by the calendar, because no clock counts to it.
      ...(outcome.effect === 'keep' ? {} : { last: calendar.last }),
    },
    londonDate(now),
    calendar,
  );
  if (dates.length > 0) return refuse('invalid', { code: 'dates-wrong', params: {} }, dates);
  const misrouted = routingProblems(outcome, form.answers, state, context);
  if (misrouted.length > 0) return refuse('invalid', { code: 'routing-wrong', params: {} }, misrouted);
  const facts: Facts = {
    ...recordedFacts(outcome.form, form.answers, state),
    ...Facts.parse(outcome.records ?? {}),
  };
  const pointless = pointProblems(outcome, facts, state);
  if (pointless.length > 0) return refuse('invalid', { code: 'points-wrong', params: {} }, pointless);
  const decided = { ...state, facts: { ...state.facts, ...facts } };
  const appointed: FieldRefusal[] = [
    ...replacedByThemselves(outcome, form.answers, state),
    ...appointmentProblems(outcome.form, form.answers, decided, context.council),
  ];
  if (appointed.length > 0) return refuse('invalid', { code: 'appointments-wrong', params: {} }, appointed);
  const gates = gateProblems(outcome, form.answers, decided, londonDate(now));
  if (gates.length > 0) return refuse('invalid', { code: 'requirements-unmet', params: {} }, gates);

  const effect = effectOf(outcome, at, form.answers, now, calendar);
  if (!effect.ok) return effect;
  const base = { at: now, by: command.by };
  const decision = task.decisions.length + 1;
  // The timer that records the breach may not have run yet. A step that stays open waits for it and its alerts.
  const breached =
    late && (outcome.next !== 'again' || outcome.effect === 'extend') ? breachesOf(at, now) : [];
  const events: NewEvent[] = [
    ...breached,
    {
      ...base,
      type: 'decided',
      task: task.key,
      decision,
      outcome: command.outcome,
      answers: form.answers,
      ends: outcome.next !== 'again',
    },
    ...(Object.keys(facts).length > 0 ? [{ ...base, type: 'facts-recorded' as const, facts }] : []),
    ...effect.events.map((event) => ({ ...base, ...event })),
  ];
  return { ok: true, events, decision };
}

/**
 * Refuses an outcome if the step is already decided, paused or lapsed, or if the outcome needs a milestone that has not
 * passed.
 */
function timeProblem(
  { task, step, state, procedure }: StepOfCase,
  outcome: Outcome,
  late: boolean,
): RefusedDecision | undefined {
  if (task.status === 'decided') {
    const last = task.decisions.at(-1);
    const params = last ? { outcome: step.outcomes[last.outcome]?.title ?? last.outcome } : {};
    return refuse('conflict', { code: 'decided-already', params });
  }
  const pause = currentPause(state);
  if (pause && isPaused(state, task) && !whilePaused.has(outcome.effect))
    return refuse('conflict', { code: 'case-paused', params: { since: pause.from } });
  if (late && step.lapse !== undefined && outcome.effect === undefined) {
    const params = { step: step.title, lastDay: task.due };
    return invalid({ field: 'outcome', code: 'right-lapsed', params });
  }
  const { onlyAfter } = outcome;
  if (onlyAfter === undefined || hasPassed(state, procedure, task, onlyAfter)) return undefined;
  const after = step.milestones.find(({ id }) => id === onlyAfter)?.title ?? onlyAfter;
  return invalid({ field: 'outcome', code: 'outcome-too-early', params: { outcome: outcome.title, after } });
}

/** The milestones of a late step, such as its breach, that are not recorded yet. */
function breachesOf({ state, task, procedure, step }: StepOfCase, now: Instant): NewEvent[] {
  const sharing = [task, ...tasksSharing(state, procedure, task)];
  return step.milestones
    .filter((milestone) => milestone.when === 'late')
    .filter(
      (milestone) => !sharing.some(({ milestones }) => milestones.includes(milestoneKey(milestone, task))),
    )
    .map(({ id, title }) => ({
      at: now,
      by: 'system',
      type: 'milestone',
      task: task.key,
      milestone: id,
      title,
      due: task.due,
    }));
}
