import { longDate, londonDate, type CivilDate, type Instant } from './civil-date.ts';
import { currentStop, hasPassed, type Case, type Task } from './case.ts';
import { userById } from './council.ts';
import { deadline, type Deadline } from './deadlines.ts';
import type { Actor, Answers, NewEvent } from './events.ts';
import { Facts, type Point } from './facts.ts';
import { checkForm, type FormContext } from './forms.ts';
import type { WorkingDays } from './working-days.ts';
import type { Limit, Outcome, Procedure, Step } from '../../workflows/procedures/procedure.ts';

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

const whilePaused = new Set<Outcome['effect']>(['resume', 'withdraw']);

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
  if (stop && !whilePaused.has(outcome.effect)) {
    return refuse('paused', `This case is paused since ${longDate(stop.from)}. Resume it first.`);
  }
  if (outcome.onlyAfter !== undefined && !hasPassed(task, outcome.onlyAfter)) {
    const milestone = step.milestones.find(({ id }) => id === outcome.onlyAfter);
    return invalid(
      'outcome',
      `"${outcome.title}" is possible only after this: ${milestone?.title ?? outcome.onlyAfter}.`,
    );
  }
  const form = checkForm(outcome.form, choice.answers, context);
  if (!form.ok) return { ...refuse('invalid', 'Some answers are missing or wrong.'), errors: form.errors };
  const facts = factsOf(outcome, form.answers, state.facts.points ?? []);
  const conflicts = conflictsOf(outcome, form.answers, { ...state.facts, ...facts }, context);
  if (conflicts.length > 0)
    return refuse('invalid', 'A person complained about has no part in the case.', conflicts);

  const effect = effectOf(outcome, at, form.answers, choice.now, calendar);
  if (!effect.ok) return effect;
  const base = { at: choice.now, by: choice.by };
  const decision = task.decisions.length + 1;
  const events: NewEvent[] = [
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

/** The outcome of a step by a name that came from outside: no property that every object has is one. */
export function outcomeOf(step: Step, name: string): Outcome | undefined {
  return Object.hasOwn(step.outcomes, name) ? step.outcomes[name] : undefined;
}

/** Whom the answers give a part in a case although they are complained about (RULES section 2). */
function conflictsOf(outcome: Outcome, answers: Answers, facts: Facts, { council }: FormContext) {
  return Object.entries(outcome.form).flatMap(([field, { type }]) => {
    const id = textOf(answers[field]);
    if (type !== 'user' || !facts.complainedAbout?.includes(id)) return [];
    return [{ field, message: `${userById(council, id)?.name ?? id} is complained about: choose another` }];
  });
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
    case 'withdraw':
      return { ok: true, events: [] };
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
    case 'freeze': {
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
  }
}

function extend(
  at: StepOfCase,
  until: CivilDate,
  reason: string,
  today: CivilDate,
  calendar: WorkingDays,
): EffectResult {
  const { task, step } = at;
  if (!step.extension) return invalid('outcome', `"${step.title}" cannot be extended.`);
  if (task.extensions.length >= step.extension.times) {
    const last = task.extensions.at(-1)?.until ?? task.due;
    return invalid(
      'until',
      `"${step.title}" was extended already, to ${longDate(last)}. It can be extended ${step.extension.times === 1 ? 'once' : `${step.extension.times} times`} (${step.extension.citation}).`,
    );
  }
  const latest = latestExtension(at, calendar);
  if (until > latest) {
    return invalid(
      'until',
      `The latest day is ${longDate(latest)}: ${step.extension.upTo} ${step.limit.unit} in all (${step.extension.citation}).`,
    );
  }
  if (until <= task.due)
    return invalid(
      'until',
      `Give a day after ${longDate(task.due)}, when the step is due now, and up to ${longDate(latest)}.`,
    );
  if (until < today)
    return invalid('until', `Give a day from today (${longDate(today)}) up to ${longDate(latest)}.`);
  return { ok: true, events: [{ type: 'extended', task: task.key, due: task.due, until, reason }] };
}

/** The last day to which a step may be extended, counting the stops of the case. */
function latestExtension({ state, task, step }: StepOfCase, calendar: WorkingDays): CivilDate {
  const days = step.extension?.upTo ?? step.limit.days;
  return deadline({ limit: { ...step.limit, days }, from: task.clockFrom, stops: state.stops }, calendar).due;
}

function resume(at: StepOfCase, reason: string, today: CivilDate, calendar: WorkingDays): EffectResult {
  const { state, step } = at;
  const stop = currentStop(state);
  if (!stop) return invalid('outcome', 'This case is not paused.');
  const stops = state.stops.map((other) => (other === stop ? { ...stop, until: today } : other));
  const moved = state.tasks
    .filter((task) => task.status === 'open')
    .flatMap((task) => {
      const limit = task.step === at.task.step ? step.limit : at.procedure.steps[task.step]?.limit;
      if (!limit) return [];
      const { due } = taskDeadline(task, limit, stops, calendar);
      return due === task.due
        ? []
        : [
            {
              type: 'deadline-moved' as const,
              task: task.key,
              due: task.due,
              until: due,
              reason: 'The case was paused.',
            },
          ];
    });
  return { ok: true, events: [{ type: 'resumed', reason }, ...moved] };
}

/** The deadline of a task, worked out from its history. */
export function taskDeadline(
  task: Task,
  limit: Limit,
  stops: Case['stops'],
  calendar: WorkingDays,
): Deadline {
  const extensions = task.extensions.map(({ at, until }) => ({ on: londonDate(at), until }));
  return deadline({ limit, from: task.clockFrom, stops, extensions }, calendar);
}

/** When the clock of a step starts for this case, and so when the step is due. */
export function stepDeadline(
  state: Case,
  step: Step,
  today: CivilDate,
  answersOf: (task: Task) => Answers | undefined,
  calendar: WorkingDays,
): { from: CivilDate; due: CivilDate } {
  const from = clockStart(state, step, today, answersOf);
  // A clock that starts with the receipt may have been stopped before the step begins.
  return { from, due: deadline({ limit: step.limit, from, stops: state.stops }, calendar).due };
}

function clockStart(
  state: Case,
  step: Step,
  today: CivilDate,
  answersOf: (task: Task) => Answers | undefined,
): CivilDate {
  const start = step.limit.from;
  if (start === 'receipt') return state.receivedOn;
  if (start === 'opened') return today;
  const earlier = state.tasks.findLast((task) => task.step === start.step && task.status === 'decided');
  const decidedAt = earlier?.decisions.at(-1)?.at;
  if (!earlier || !decidedAt) return today;
  const given = start.answer === undefined ? '' : textOf(answersOf(earlier)?.[start.answer]);
  return given === '' ? londonDate(decidedAt) : given;
}

/** An answer as text: '' when it is absent or no text. */
export function textOf(answer: Answers[string] | undefined): string {
  return typeof answer === 'string' ? answer : '';
}

/** The facts that the answers record; points get the next free numbers. A summary without points is the first point. */
function factsOf(outcome: Outcome, answers: Answers, known: readonly Point[]): Facts {
  const recorded: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(outcome.form)) {
    const answer = answers[name];
    if (field.fact === undefined || answer === undefined) continue;
    recorded[field.fact] = field.type === 'points' && Array.isArray(answer) ? numbered(answer) : answer;
  }
  const facts = Facts.parse(recorded);
  if (facts.summary !== undefined && facts.points === undefined && known.length === 0)
    return { ...facts, points: [{ id: 'P1', text: facts.summary }] };
  return facts;
}

function numbered(points: readonly unknown[]): unknown[] {
  return points.map((point, index) => ({ ...(typeof point === 'object' ? point : {}), id: `P${index + 1}` }));
}
