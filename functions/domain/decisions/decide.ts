import * as z from 'zod/mini';
import { longDate, londonDate, type CivilDate, type Instant } from '../time/civil-date.ts';
import { currentStop, isPaused, runOf, stopsOf, type Case, type Run, type Task } from '../case/case.ts';
import { deadline, dueDate, lateFrom, milestoneAt, type Deadline } from '../clocks/deadlines.ts';
import type { Actor, Answers, NewEvent } from '../case/events.ts';
import { Facts, notForThisCouncil, ownPoints, Promised } from '../case/facts.ts';
import { recordedFacts } from './facts-from-answers.ts';
import { checkForm, type FormContext } from './forms.ts';
import { gateProblems } from './gates.ts';
import { appointmentProblems } from '../people/independence.ts';
import { hasPassed, milestoneKey, tasksSharing, timeOf } from '../clocks/shared-clock.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { ClockStart, Field, Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** Why a decision was not taken, in a sentence for the person who tried. */
export interface Refusal {
  ok: false;
  code: 'unknown outcome' | 'decided already' | 'invalid' | 'paused';
  reason: string;
  errors?: { field: string; message: string }[];
}

export interface Decided {
  ok: true;
  events: NewEvent[];
  decision: number;
}

/** A step of a case as its procedure describes it. */
export interface StepOfCase {
  state: Case;
  task: Task;
  procedure: Procedure;
  step: Step;
}

const whilePaused = new Set<Outcome['effect']>(['resume', 'review pause', 'withdraw']);
const onlyPaused = new Set<Outcome['effect']>(['resume', 'review pause']);

/** Whether something can be decided on a step that is paused, or that is not. */
export const fitsPause = ({ effect }: Pick<Outcome, 'effect'>, paused: boolean): boolean =>
  paused ? whilePaused.has(effect) : !onlyPaused.has(effect);

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
  const stop = currentStop(state);
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
      ...(right ? { rightFrom: londonDate(milestoneAt(right, task, stopsOf(state, task), calendar)) } : {}),
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

/** The outcome of a step by a name that came from outside: no property that every object has is one. */
export function outcomeOf(step: Step, name: string): Outcome | undefined {
  return Object.hasOwn(step.outcomes, name) ? step.outcomes[name] : undefined;
}

/** A compliment is not handled as a complaint, nor a complaint as a request for a service: wrong routing is a fault (RULES section 4). */
function routingProblems(outcome: Outcome, answers: Answers, state: Case, { procedures }: FormContext) {
  const chosen = procedures.find(({ id }) => id === answers['procedure']);
  if (outcome.next !== 'chosen procedure' || !chosen) return [];
  // What nobody says anew is what it was before, in reports too.
  const kind = answers['kind'] ?? state.facts.kind ?? state.kind;
  const kinds = chosen.feedback ?? [];
  if (kinds.some((handled) => handled === kind)) return [];
  return [{ field: 'kind', message: `"${chosen.title}" is for: ${kinds.join(', ')}` }];
}

/** Only triage sends points to other procedures; later they are split off, so that each has a case that decides it. */
function pointProblems({ next, form }: Outcome, { points, ...facts }: Facts, state: Case) {
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

function replacedByThemselves({ form }: Outcome, answers: Answers, { facts }: Case) {
  return Object.entries(form).flatMap(([field, { replaces, fact, appoints = 'holder' }]) =>
    replaces && fact !== undefined && answers[field] === facts[fact]
      ? [{ field, message: `This person is the ${appoints} of this case already: choose another` }]
      : [],
  );
}

function refuse(code: Refusal['code'], reason: string, errors?: Refusal['errors']): Refusal {
  return { ok: false, code, reason, ...(errors ? { errors } : {}) };
}

function invalid(field: string, message: string): Refusal {
  return refuse('invalid', message, [{ field, message }]);
}

type Undated<E> = E extends unknown ? Omit<E, 'at' | 'by'> : never;
type EffectResult = { ok: true; events: Undated<NewEvent>[] } | Refusal;

function effectOf(
  outcome: Outcome,
  at: StepOfCase,
  answers: Answers,
  now: Instant,
  calendar: WorkingDays,
): EffectResult {
  const today = londonDate(now);
  const reason = textOf(answers['reason']);
  switch (outcome.effect) {
    case undefined:
    case 'start actions':
      return { ok: true, events: [] };
    case 'withdraw': {
      const begun = at.state.tasks.some((task) => at.procedure.steps[task.step]?.stage !== undefined);
      const phase = begun ? ('during investigation' as const) : ('before investigation' as const);
      return {
        ok: true,
        events: [
          { type: 'withdrawn', phase, carriedOn: outcome.next !== 'closed' },
          // What comes after, a review or a reopening, has nothing that could end the pause.
          ...(currentStop(at.state)
            ? [{ type: 'resumed' as const, reason: 'The complaint was withdrawn.' }]
            : []),
        ],
      };
    }
    case 'extend':
      return extend(at, textOf(answers['until']), reason, today, calendar);
    case 'report delay': {
      const expected = textOf(answers['expected']);
      if (expected < today)
        return invalid(
          'expected',
          `Give the day on which you expect to answer: ${longDate(today)} or later.`,
        );
      return { ok: true, events: [{ type: 'delay-reported', task: at.task.key, expected, reason }] };
    }
    case 'freeze':
    case 'review pause': {
      if (outcome.effect === 'review pause' && !currentStop(at.state))
        return invalid('outcome', 'This case is not paused.');
      const reviewOn = textOf(answers['reviewOn']);
      if (reviewOn <= today)
        return invalid(
          'reviewOn',
          `Give a day after today (${longDate(today)}) on which the pause is reviewed.`,
        );
      return { ok: true, events: [{ type: 'frozen', reason, reviewOn }] };
    }
    case 'resume':
      return resume(at, reason, today, calendar);
    case 'keep': {
      const until = textOf(answers['until']);
      if (until <= today)
        return invalid('until', `Give a day after today (${longDate(today)}) on which it is reviewed again.`);
      return { ok: true, events: [{ type: 'kept', until, reason }] };
    }
    case 'legal hold':
      return { ok: true, events: [{ type: 'legal-hold', on: true, reason }] };
  }
}

function extend(
  at: StepOfCase,
  until: CivilDate,
  reason: string,
  today: CivilDate,
  calendar: WorkingDays,
): EffectResult {
  const { task } = at;
  const step = timeOf(at.procedure, at.step);
  if (!step.extension) return invalid('outcome', `"${step.title}" cannot be extended.`);
  if (task.extensions.length >= step.extension.times) {
    const last = task.extensions.at(-1)?.until ?? task.due;
    return invalid(
      'until',
      `"${step.title}" was extended already, to ${longDate(last)}. It can be extended ${step.extension.times === 1 ? 'once' : `${step.extension.times} times`} (${step.extension.citation}).`,
    );
  }
  const { latest, why } = latestExtension(at, calendar);
  if (until > latest)
    return invalid('until', `The latest day is ${longDate(latest)}: ${why} (${step.extension.citation}).`);
  if (until <= task.due)
    return invalid(
      'until',
      `Give a day after ${longDate(task.due)}, when the step is due now, and up to ${longDate(latest)}.`,
    );
  if (until < today)
    return invalid('until', `Give a day from today (${longDate(today)}) up to ${longDate(latest)}.`);
  return { ok: true, events: [{ type: 'extended', task: task.key, due: task.due, until, reason }] };
}

/**
 * The last day to which a step may be extended, counting the stops of the case. When a later day than that of the limit was
 * set for its matter, the days that an extension adds to the limit are added to that day.
 */
function latestExtension({ state, task, procedure, step }: StepOfCase, calendar: WorkingDays) {
  const { limit, extension } = timeOf(procedure, step);
  const days = extension?.upTo ?? limit.days;
  const stops = stopsOf(state, task);
  const within = deadline({ limit: { ...limit, days }, from: task.clockFrom, stops }, calendar).due;
  const set = dateSet(limit, runOf(state, task.run));
  const more = days - limit.days;
  const beyond = set === undefined ? within : dueDate(set, more, limit.unit, calendar);
  return set !== undefined && beyond > within
    ? { latest: beyond, why: `${more} ${limit.unit} after ${longDate(set)}, the day that was set` }
    : { latest: within, why: `${days} ${limit.unit} in all` };
}

function resume(at: StepOfCase, reason: string, today: CivilDate, calendar: WorkingDays): EffectResult {
  const { state, procedure } = at;
  const stop = currentStop(state);
  if (!stop) return invalid('outcome', 'This case is not paused.');
  const stops = state.stops.map((other) => (other === stop ? { ...stop, until: today } : other));
  const resumed = { ...state, stops };
  const moved = state.tasks
    .filter((task) => task.status === 'open' && task.run === at.task.run)
    .flatMap((task) => {
      const to = movedTo(resumed, task, procedure, calendar);
      const why = 'The case was paused.';
      return to === undefined
        ? []
        : [{ type: 'deadline-moved' as const, task: task.key, due: task.due, ...to, reason: why }];
    });
  return { ok: true, events: [{ type: 'resumed', reason }, ...moved] };
}

/** A deadline, and beside it the one of the second clock where the law has two. */
interface TaskDeadline extends Deadline {
  second?: Deadline;
}

/** The deadline of a task, worked out from its history. Undefined when the procedure does not have its step. */
export function taskDeadline(
  state: Case,
  task: Task,
  procedure: Procedure,
  calendar: WorkingDays,
): TaskDeadline | undefined {
  const step = procedure.steps[task.step];
  if (!step) return undefined;
  const { limit } = timeOf(procedure, step);
  const extensions = task.extensions.map(({ at, until }) => ({ on: londonDate(at), until }));
  const clock = { limit, stops: stopsOf(state, task), extensions };
  const set = dateSet(limit, runOf(state, task.run));
  const first = deadline({ ...clock, from: task.clockFrom, set }, calendar);
  if (task.alsoFrom === undefined) return first;
  const second = deadline({ ...clock, from: task.alsoFrom, second: true }, calendar);
  return { ...first, second, explanation: `${first.explanation} Second clock: ${second.explanation}` };
}

/** Where the clocks of a task run out now, when that is not what the task says. */
function movedTo(
  state: Case,
  task: Task,
  procedure: Procedure,
  calendar: WorkingDays,
): Pick<Extract<NewEvent, { type: 'deadline-moved' }>, 'until' | 'alsoUntil'> | undefined {
  const found = taskDeadline(state, task, procedure, calendar);
  if (!found || (found.due === task.due && found.second?.due === task.alsoDue)) return undefined;
  return { until: found.due, ...(found.second ? { alsoUntil: found.second.due } : {}) };
}

/** A date that was set for the matter of a run holds for the step whose clock the matter starts, and for no later one. */
function dateSet({ from }: Step['limit'], { matter }: Run): CivilDate | undefined {
  return from === 'matter' ? matter?.dueOn : undefined;
}

/** When the clock of a step starts for this case and when it runs out; both clocks where the law has two. */
export interface StepTime {
  from: CivilDate;
  due: CivilDate;
  originalDue?: CivilDate;
  extensions?: Task['extensions'];
  alsoFrom?: CivilDate;
  alsoDue?: CivilDate;
}

/** What the clock of a step is worked out from: the case, the run it belongs to, today, and what was answered before. */
export interface ClockContext {
  state: Case;
  procedure: Procedure;
  run: Run;
  today: CivilDate;
  answersOf: (task: Task) => Answers | undefined;
  calendar: WorkingDays;
}

/** The time of a step that opens today. One that shares the time of earlier steps goes on with what is left of it. */
export function stepTime(id: string, step: Step, context: ClockContext): StepTime {
  const { state, procedure, run, calendar } = context;
  const earlier = tasksSharing(state, procedure, { run: run.run, step: id }).at(-1);
  if (earlier) {
    const { clockFrom: from, due, originalDue, extensions, alsoFrom, alsoDue } = earlier;
    return {
      from,
      due,
      originalDue,
      extensions,
      ...(alsoFrom === undefined ? {} : { alsoFrom }),
      ...(alsoDue === undefined ? {} : { alsoDue }),
    };
  }
  const stops = stopsOf(state, run);
  // A clock that starts with the receipt may have been stopped before the step begins.
  const dueFrom = (from: CivilDate) =>
    deadline({ limit: step.limit, from, set: dateSet(step.limit, run), stops }, calendar).due;
  const from = clockStart(step.limit.from, context);
  if (step.alsoFrom === undefined) return { from, due: dueFrom(from) };
  const alsoFrom = clockStart(step.alsoFrom, context);
  return { from, due: dueFrom(from), alsoFrom, alsoDue: dueFrom(alsoFrom) };
}

function clockStart(start: ClockStart, { state, run, today, answersOf }: ClockContext): CivilDate {
  // What was taken up again counts from then: its old clocks have long run out.
  const began = run.matter?.from;
  if (start === 'opened') return today;
  if (start === 'receipt') return began ?? state.receivedOn;
  if (start === 'matter') return began ?? today;
  if (start === 'decision' || (typeof start === 'object' && 'dayInDecision' in start)) {
    const last = state.tasks.findLast((task) => task.run === run.run && task.status === 'decided');
    const decidedAt = last?.decisions.at(-1)?.at;
    if (!last || decidedAt === undefined) return began ?? today;
    const given = start === 'decision' ? '' : textOf(answersOf(last)?.[start.dayInDecision]);
    return given === '' ? londonDate(decidedAt) : given;
  }
  if ('sameStartAs' in start) {
    const other = state.tasks.findLast((task) => task.run === run.run && task.step === start.sameStartAs);
    return other?.clockFrom ?? began ?? today;
  }
  if ('fact' in start) {
    const recorded = state.facts[start.fact];
    return typeof recorded === 'string' && recorded >= (began ?? '')
      ? recorded
      : start.or === 'opened'
        ? today
        : (began ?? state.receivedOn);
  }
  const earlier = state.tasks.findLast(
    (task) => task.step === start.step && task.run === run.run && task.status === 'decided',
  );
  const decidedAt = earlier?.decisions.at(-1)?.at;
  if (!earlier || !decidedAt) return began ?? today;
  const given = start.answer === undefined ? '' : textOf(answersOf(earlier)?.[start.answer]);
  return given === '' ? londonDate(decidedAt) : given;
}

/** An answer as text: '' when it is absent or no text. */
export function textOf(answer: Answers[string] | undefined): string {
  return typeof answer === 'string' ? answer : '';
}
