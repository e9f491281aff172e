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
import { invalid, type Refusal, refuse } from './refusal.ts';
import { type Instant, londonDate, longDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';

export interface Decided {
  ok: true;
  events: NewEvent[];
  decision: number;
}

/**
 * Takes one decision on an open task: all of its events, or a refusal and nothing. The form is checked against the
 * outcome's fields, the effect against its rule (extension cap, freeze and resume).
 */
export function decide(
  at: StepOfCase,
  choice: { outcome: string; answers: unknown; by: Actor; now: Instant },
  context: FormContext,
  calendar: WorkingDays,
): Decided | Refusal {
  const { task, step, state } = at;
  const outcome = outcomeOf(step, choice.outcome);
  if (!outcome) {
    return refuse(
      'unknown outcome',
      `"${step.title}" has no outcome "${choice.outcome}". Outcomes: ${Object.keys(step.outcomes).join(', ')}.`,
      [{ field: 'outcome', message: `Choose one of: ${Object.keys(step.outcomes).join(', ')}` }],
    );
  }
  const last = task.decisions.at(-1);
  if (task.status === 'decided') {
    return refuse(
      'decided already',
      `This step was decided already: "${last ? (step.outcomes[last.outcome]?.title ?? last.outcome) : 'closed'}".`,
    );
  }
  const stop = currentPause(state);
  if (stop && isPaused(state, task) && !whilePaused.has(outcome.effect)) {
    return refuse('paused', `This case is paused since ${longDate(stop.from)}. Resume it first.`);
  }
  const late = choice.now >= lateFrom(task.due) && !isPaused(state, task);
  if (late && step.lapse !== undefined && outcome.effect === undefined)
    return invalid(
      'outcome',
      `"${step.title}" closed with ${longDate(task.due)}. What is asked for later can be accepted for a reason: reopen the case when it has closed.`,
    );
  const right = step.milestones.find(({ id }) => id === outcome.onlyAfter);
  if (outcome.onlyAfter !== undefined && !hasPassed(state, at.procedure, task, outcome.onlyAfter))
    return invalid(
      'outcome',
      `"${outcome.title}" is possible only after this: ${right?.title ?? outcome.onlyAfter}.`,
    );
  const form = checkForm(outcome.form, choice.answers, context);
  if (!form.ok) return { ...refuse('invalid', 'Some answers are missing or wrong.'), errors: form.errors };
  const dates = dateProblems(
    outcome.form,
    form.answers,
    {
      receivedOn: state.receivedOn,
      openedOn: londonDate(task.openedAt),
      ...(right ? { rightFrom: londonDate(milestoneAt(right, task, pausesOf(state, task), calendar)) } : {}),
      // Until when a case is kept is counted by no clock.
      ...(outcome.effect === 'keep' ? {} : { last: calendar.last }),
    },
    londonDate(choice.now),
    calendar,
  );
  if (dates.length > 0) return refuse('invalid', 'A date is not possible.', dates);
  const misrouted = routingProblems(outcome, form.answers, state, context);
  if (misrouted.length > 0)
    return refuse('invalid', 'The kind of feedback and the procedure do not fit.', misrouted);
  const facts: Facts = {
    ...recordedFacts(outcome.form, form.answers, state),
    ...Facts.parse(outcome.records ?? {}),
  };
  const pointless = pointProblems(outcome, facts, state);
  if (pointless.length > 0)
    return refuse('invalid', 'The points cannot be decided as they are given.', pointless);
  const appointed = [
    ...replacedByThemselves(outcome, form.answers, state),
    ...appointmentProblems(
      outcome.form,
      form.answers,
      { ...state, facts: { ...state.facts, ...facts } },
      context.council,
    ),
  ];
  if (appointed.length > 0)
    return refuse('invalid', 'Somebody named here cannot have that part in the case.', appointed);
  const gates = gateProblems(
    outcome,
    form.answers,
    { ...state, facts: { ...state.facts, ...facts } },
    londonDate(choice.now),
  );
  if (gates.length > 0) return refuse('invalid', 'Something the law asks for is missing.', gates);

  const effect = effectOf(outcome, at, form.answers, choice.now, calendar);
  if (!effect.ok) return effect;
  const base = { at: choice.now, by: choice.by };
  const decision = task.decisions.length + 1;
  // The timer that would have said so may not have run yet; a step that goes on waits for it, and for its alerts.
  const breached =
    late && (outcome.next !== 'again' || outcome.effect === 'extend') ? breachesOf(at, choice.now) : [];
  const events: NewEvent[] = [
    ...breached,
    {
      ...base,
      type: 'decided',
      task: task.key,
      decision,
      outcome: choice.outcome,
      answers: form.answers,
      ends: outcome.next !== 'again',
    },
    ...(Object.keys(facts).length > 0 ? [{ ...base, type: 'facts-recorded' as const, facts }] : []),
    ...effect.events.map((event) => ({ ...base, ...event })),
  ];
  return { ok: true, events, decision };
}

/** The milestones of a step that is late, such as its breach, of which nothing is recorded yet. */
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
