import { answersByMeaning, underFieldName } from './answers-by-meaning.ts';
import { answeredBy, recordedFacts } from './facts-from-answers.ts';
import { actionProblems, askedByOmbudsman, givenApology, judgedMoney } from './remedies.ts';
import { retentionScheduleOf } from '../council/retention-periods.ts';
import { appointmentProblems } from '../people/independence.ts';
import { currentPause, isPaused, pausesOf, runOf } from '../case/case.ts';
import type { Actor, Answers, NewEvent, Undated } from '../case/events.ts';
import { remediesOf } from '../case/remedies.ts';
import { Facts } from '../case/facts.ts';
import { textOf } from '../case/answer-text.ts';
import { milestoneKey } from '../case/replay.ts';
import { lateFrom, milestoneAt, type MilestoneDays } from '../clocks/deadlines.ts';
import { hasPassed, milestoneOf, tasksOfRound } from '../clocks/shared-clock.ts';
import { clockOfRun, clocksOfRun } from '../clocks/stage-clocks.ts';
import { turns } from '../clocks/clock-start.ts';
import { holdsOf } from '../clocks/windows.ts';
import { clockOfTask } from '../clocks/step-clock.ts';
import {
  complainantProblem,
  refuseSelfReplacement,
  dateProblems,
  findingProblems,
  outcomeOf,
  pointProblems,
  reminderProblem,
  routingProblems,
  type StepOfCase,
  whilePaused,
} from './checks.ts';
import { unconfirmedWarnings } from './warnings.ts';
import { effectOf } from './effects.ts';
import { checkForm, type FormContext } from './forms.ts';
import { gateProblems } from './gates.ts';
import { signatureProblems } from './author-of-answer.ts';
import { type FieldRefusal, invalid, type Refused, refuse } from '../text/refusal.ts';
import { type CivilDate, type Instant, londonDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { meaningOf, type Outcome } from '../../../workflows/procedures/procedure.ts';

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
  stepOfCase: StepOfCase,
  command: { outcome: string; answers: unknown; by: Actor; now: Instant },
  context: FormContext,
  calendar: WorkingDays,
): Decided | RefusedDecision {
  const { task, step, state } = stepOfCase;
  const { now } = command;
  const outcome = outcomeOf(step, command.outcome);
  if (!outcome) {
    const outcomes = Object.keys(step.outcomes);
    return invalid({ field: 'outcome', code: 'unknown-outcome', params: { step: step.title, outcomes } });
  }
  const held = holdsOf(state, task, stepOfCase.procedure, step, calendar).length > 0;
  const late = now >= lateFrom(task.due) && !isPaused(state, task) && !held;
  const today = londonDate(now);
  const untimely = timeProblem(stepOfCase, outcome, late) ?? followsReminder(stepOfCase, outcome, today);
  if (untimely) return untimely;
  const unnamed = complainantProblem(stepOfCase, outcome);
  if (unnamed) return invalid(unnamed);
  const clock = clockOfTask(state, task, stepOfCase.procedure, calendar, today);
  const form = checkForm(outcome.form, command.answers, context);
  if (!form.ok) return refuse('invalid', { code: 'answers-wrong', params: {} }, form.errors);
  const dates = dateProblems(
    outcome.form,
    form.answers,
    {
      receivedOn: state.receivedOn,
      openedOn: londonDate(task.openedAt),
      ...rightFrom(stepOfCase, outcome, calendar, now),
      ...(clock === undefined ? {} : { clockDue: clock.due }),
      ...lastDayOfSubject(stepOfCase, context, calendar, today),
      // How long a case is kept is counted by no clock.
      ...(outcome.effect === 'keep' ? {} : { first: calendar.first, last: calendar.last }),
    },
    today,
    calendar,
  );
  if (dates.length > 0) return refuse('invalid', { code: 'dates-wrong', params: {} }, dates);
  const underWay = actionProblems(outcome, form.answers, state);
  if (underWay.length > 0) return refuse('invalid', { code: 'answers-wrong', params: {} }, underWay);
  const meant = answersByMeaning(outcome.form, form.answers);
  const named = (refusals: readonly FieldRefusal[]) =>
    refusals.map((refusal) => underFieldName(outcome.form, refusal));
  const misrouted = named(routingProblems(outcome, meant, state, context));
  if (misrouted.length > 0) return refuse('invalid', { code: 'routing-wrong', params: {} }, misrouted);
  const of = remediesOf(stepOfCase.procedure, step);
  const recorded = recordedFacts(outcome.form, form.answers, state, of);
  const facts: Facts = {
    ...recorded,
    ...askedByOmbudsman(meant, recorded, state, of),
    ...Facts.parse(outcome.records ?? {}),
    ...judgedMoney(outcome, meant, state, { by: command.by, today, run: task.run, of }),
    ...givenApology(outcome, state, today),
  };
  const pointless = pointProblems(outcome, facts, state);
  if (pointless.length > 0) return refuse('invalid', { code: 'points-wrong', params: {} }, pointless);
  const unfollowed = findingProblems(outcome, form.answers, state);
  if (unfollowed.length > 0) return refuse('invalid', { code: 'answers-wrong', params: {} }, unfollowed);
  const decided = { ...state, facts: { ...state.facts, ...facts } };
  const appointed: FieldRefusal[] = [
    ...refuseSelfReplacement(outcome, form.answers, state),
    ...appointmentProblems(outcome.form, form.answers, decided, context.council),
  ];
  if (appointed.length > 0) return refuse('invalid', { code: 'appointments-wrong', params: {} }, appointed);
  const gates = [
    ...named(
      gateProblems(outcome, meant, decided, { today, retention: retentionScheduleOf(context.council) }),
    ),
    ...signatureProblems(outcome, {
      ...stepOfCase,
      state: decided,
      by: command.by,
      council: context.council,
    }),
  ];
  if (gates.length > 0) return refuse('invalid', { code: 'requirements-unmet', params: {} }, gates);
  // Asked last: what is only unusual is confirmed once nothing else stands in the way.
  const unusual = unconfirmedWarnings(outcome.form, form.answers, state, {
    council: context.council,
    calendar,
  });
  if (unusual.length > 0) return refuse('invalid', { code: 'confirmation-needed', params: {} }, unusual);

  const effect = effectOf(outcome, stepOfCase, meant, now, calendar);
  if (!effect.ok) {
    const [refusal] = named(effect.errors ?? []);
    return refusal ? invalid(refusal) : effect;
  }
  const base = { at: now, by: command.by };
  const decision = task.decisions.length + 1;
  // The timer that records the breach may not have run yet. A step that stays open waits for it and its alerts.
  const breached =
    outcome.next !== 'again' || outcome.effect === 'extend' ? breachesOf(stepOfCase, now, calendar) : [];
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
      ...(typeof meant['doneOn'] === 'string' ? { doneOn: meant['doneOn'] } : {}),
    },
    ...(Object.keys(facts).length > 0
      ? [{ ...base, type: 'facts-recorded' as const, facts, ...answeredBy(outcome, task) }]
      : []),
    ...effect.events.map((event) => ({ ...base, ...event })),
    ...turnedClocks(stepOfCase, outcome, form.answers, today, calendar).map((event) => ({
      ...base,
      ...event,
    })),
  ];
  return { ok: true, events, decision };
}

function followsReminder(
  stepOfCase: StepOfCase,
  outcome: Outcome,
  today: CivilDate,
): RefusedDecision | undefined {
  const problem = reminderProblem(stepOfCase, outcome, today);
  return problem && invalid(problem);
}

/** The last day of the clock of the case's own procedure that a run alongside it is about. */
function lastDayOfSubject(
  { state, task }: StepOfCase,
  { followed }: FormContext,
  calendar: WorkingDays,
  today: CivilDate,
): { lastDay?: CivilDate } {
  const about = runOf(state, task.run);
  const run = state.runs.find((one) => one.run === state.procedure?.run);
  if (!about.beside || about.matter === undefined || !run || !followed) return {};
  const clock = clockOfRun(about.matter.id, { state, run, procedure: followed, calendar, today });
  return clock === undefined ? {} : { lastDay: clock.due };
}

/** The clocks of stages that an outcome starts and ends, on the days given in its form or today. */
function turnedClocks(
  { state, task, procedure }: StepOfCase,
  outcome: Outcome,
  answers: Answers,
  today: CivilDate,
  calendar: WorkingDays,
): Undated<ClockTurned>[] {
  const { key, run } = task;
  const clocks = clocksOfRun(state, runOf(state, run), procedure, calendar, today);
  // One that has not begun cannot end, and one that has ended does not end again on a later day.
  const goesOn = (id: string) => clocks.some((clock) => clock.id === id && clock.status !== 'ended');
  const given = (on: string | undefined) => (on === undefined ? '' : textOf(answers[on])) || today;
  return [
    ...turns(outcome, 'ends')
      .filter(({ clock }) => goesOn(clock))
      .map(({ clock, on }) => ({
        type: 'clock-ended' as const,
        task: key,
        run,
        clock,
        on: given(on),
      })),
    ...turns(outcome, 'starts').map(({ clock, on }) => ({
      type: 'clock-started' as const,
      task: key,
      run,
      clock,
      from: given(on),
    })),
  ];
}
type ClockTurned = Extract<NewEvent, { type: 'clock-started' | 'clock-ended' }>;

/** The day from which a right can be used that begins with a milestone. */
function rightFrom(
  stepOfCase: StepOfCase,
  { onlyAfter }: Outcome,
  calendar: WorkingDays,
  now: Instant,
): { rightFrom?: CivilDate } {
  const awaited =
    onlyAfter === undefined ? undefined : milestoneOf(stepOfCase.procedure, stepOfCase.task.step, onlyAfter);
  if (!awaited) return {};
  const { state, task, procedure } = stepOfCase;
  const run = runOf(state, task.run);
  const clock =
    awaited.clock === undefined
      ? undefined
      : clockOfRun(awaited.clock, { state, run, procedure, calendar, today: londonDate(now) });
  const days: MilestoneDays = clock ?? { openedAt: task.openedAt, from: task.clockFrom, due: task.due };
  const begins = milestoneAt(
    awaited.milestone,
    days,
    pausesOf(stepOfCase.state, stepOfCase.task),
    calendar,
    now,
  );
  return begins ? { rightFrom: londonDate(begins.at) } : {};
}

/** Refuses an outcome that is decided already, paused, lapsed, or possible only after a milestone that is yet to come. */
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
  const after = milestoneOf(procedure, task.step, onlyAfter)?.milestone.title ?? onlyAfter;
  return invalid({ field: 'outcome', code: 'outcome-too-early', params: { outcome: outcome.title, after } });
}

/**
 * The milestones of a step or a clock that is late, such as its breach, of which nothing is recorded yet. In a pause only
 * what was late when it began is, as it can be since a day of receipt was corrected.
 */
function breachesOf(
  { state, task, procedure, step }: StepOfCase,
  now: Instant,
  calendar: WorkingDays,
): NewEvent[] {
  const pausedOn = isPaused(state, task) ? currentPause(state)?.from : undefined;
  const isLate = (due: CivilDate) => (pausedOn === undefined ? now >= lateFrom(due) : pausedOn > due);
  const ofRun = clocksOfRun(state, runOf(state, task.run), procedure, calendar, londonDate(now));
  const clocks = ofRun.filter(({ status, clock }) => status !== 'ended' && clock.reportedWith === undefined);
  const passed = new Set(tasksOfRound(state, task.run).flatMap(({ milestones }) => milestones));
  return [
    { milestones: step.milestones, due: task.due, of: {}, done: new Set(task.milestones) },
    ...clocks.map(({ id, clock, due }) => ({
      milestones: clock.milestones,
      due,
      of: { clock: id },
      done: passed,
    })),
  ].flatMap(({ milestones, due, of, done }) =>
    milestones
      .filter(({ when }) => when === 'late' && isLate(due))
      .map((milestone) => ({ ...milestone, means: meaningOf(milestone) }))
      .map(({ id, title, means }): Extract<NewEvent, { type: 'milestone' }> => ({
        at: now,
        by: 'system',
        type: 'milestone',
        task: task.key,
        milestone: id,
        title,
        due,
        ...of,
        ...(means === undefined ? {} : { means }),
      }))
      .filter((event) => !done.has(milestoneKey(event))),
  );
}
