import { textOf } from '../case/answer-text.ts';
import { currentPause, runOf, pausesOf } from '../case/case.ts';
import type { Answers, NewEvent, Undated } from '../case/events.ts';
import { deadline, dueDate } from '../clocks/deadlines.ts';
import { clockOfRun } from '../clocks/stage-clocks.ts';
import { clockOfTask, dateSet, movedTo } from '../clocks/step-clock.ts';
import type { StepOfCase } from './checks.ts';
import { letterEffect } from './letter-effects.ts';
import { invalid, type Refused } from '../text/refusal.ts';
import { type CivilDate, type Instant, londonDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { DayUnit } from '../../../workflows/procedures/meanings.ts';
import { type Extension, type Outcome, stageOfStep } from '../../../workflows/procedures/procedure.ts';
import type { SystemReason } from '../case/event-codes.ts';

type EffectResult = { ok: true; events: Undated<NewEvent>[] } | Refused<'invalid'>;

/**
 * The events through which an outcome acts on the case or its clocks. Answers are checked against the rules of the
 * effect.
 */
export function effectOf(
  outcome: Outcome,
  stepOfCase: StepOfCase,
  answers: Answers,
  now: Instant,
  calendar: WorkingDays,
): EffectResult {
  const today = londonDate(now);
  const reason = textOf(answers['reason']);
  switch (outcome.effect) {
    case undefined:
    case 'start actions':
    case 'promise remedies':
    case 'approve money':
    case 'approve and pay':
    case 'refuse money':
    case 'withdraw money':
    case 'call off':
    // What these do to the people and the end of a case is in functions/operations/decide-step/change-people.ts.
    case 'name successor':
    case 'end after death':
    case 'record young person':
      return { ok: true, events: [] };
    case 'withdraw': {
      const begun = stepOfCase.state.tasks.some(
        (task) => stageOfStep(stepOfCase.procedure, stepOfCase.procedure.steps[task.step]) !== undefined,
      );
      const phase = begun ? ('during investigation' as const) : ('before investigation' as const);
      return {
        ok: true,
        events: [
          { type: 'withdrawn', phase, carriedOn: outcome.next !== 'closed' },
          // Otherwise a pause would remain that no later review or reopening could end.
          ...(currentPause(stepOfCase.state)
            ? [{ type: 'resumed' as const, reason: 'complaint-withdrawn' satisfies SystemReason }]
            : []),
        ],
      };
    }
    case 'extend':
      return extend(
        stepOfCase,
        { until: textOf(answers['until']), agreedOn: textOf(answers['agreedOn']), reason },
        today,
        calendar,
      );
    case 'report delay': {
      const expected = textOf(answers['expected']);
      if (expected < today) return invalid({ field: 'expected', code: 'day-in-past', params: { today } });
      return { ok: true, events: [{ type: 'delay-reported', task: stepOfCase.task.key, expected, reason }] };
    }
    case 'pause':
    case 'review pause': {
      if (outcome.effect === 'review pause' && !currentPause(stepOfCase.state))
        return invalid({ field: 'outcome', code: 'case-not-paused', params: {} });
      const reviewOn = textOf(answers['reviewOn']);
      if (reviewOn <= today)
        return invalid({ field: 'reviewOn', code: 'day-not-after-today', params: { today } });
      return { ok: true, events: [{ type: 'frozen', reason, reviewOn }] };
    }
    case 'resume':
      return resume(stepOfCase, reason, today, calendar);
    case 'keep': {
      const until = textOf(answers['until']);
      if (until <= today) return invalid({ field: 'until', code: 'day-not-after-today', params: { today } });
      return { ok: true, events: [{ type: 'kept', until, reason }] };
    }
    case 'legal hold':
      return { ok: true, events: [{ type: 'legal-hold', on: true, reason }] };
    case 'choose step':
      return { ok: true, events: clockOfChosen(stepOfCase, outcome.next, today, calendar) };
    case 'resolve informally':
      return {
        ok: true,
        events: [{ type: 'resolved-informally', on: textOf(answers['resolvedOn']) || today }],
      };
    case 'letter posted':
    case 'letter reached':
    case 'message dealt with':
      return letterEffect(outcome.effect, stepOfCase, answers, today);
  }
}

/** The clock of a step that an officer chose begins with the choice if no decision has started it before. */
function clockOfChosen(
  { state, task, procedure }: StepOfCase,
  next: string,
  today: CivilDate,
  calendar: WorkingDays,
): Undated<NewEvent>[] {
  const clock = procedure.steps[next]?.clock;
  const run = runOf(state, task.run);
  const begun = clock === undefined || clockOfRun(clock, { state, run, procedure, calendar, today });
  return begun ? [] : [{ type: 'clock-started', task: task.key, run: task.run, clock, from: today }];
}

/** How a step can be extended: until when at the latest, and the day that holds now. */
export interface ExtensionLeft {
  due: CivilDate;
  latest: CivilDate;
  extension: Extension;
  granted: readonly { until: CivilDate }[];
  /** What `latest` is counted from: so many days in all, or so many after a day that was set. */
  counted: { days: number; unit: DayUnit; after?: CivilDate };
  /** The clock of the stage, and whether the step has a target of its own that stays. */
  clock?: { id: string; stepKeeps: boolean };
}

/**
 * How the clock of a step, or the step itself, can be extended on a day; undefined when neither can at all. None is left
 * when `latest` is not after `due`, nor when `granted` has reached the number that the procedure allows.
 */
export function extensionOf(
  stepOfCase: StepOfCase,
  calendar: WorkingDays,
  today: CivilDate,
): ExtensionLeft | undefined {
  const { state, task, procedure, step } = stepOfCase;
  const clock = clockOfTask(state, task, procedure, calendar, today);
  if (clock?.clock.extension && clock.status !== 'ended') {
    const { extension, limit } = clock.clock;
    const set = clock.clock.from === 'subject' ? runOf(state, task.run).matter?.dueOn : undefined;
    if (extension.upTo === undefined)
      return {
        due: clock.due,
        latest: calendar.last,
        extension,
        granted: clock.deadline.extensions,
        counted: { days: limit.days, unit: limit.unit },
        clock: { id: clock.id, stepKeeps: step.limit !== undefined },
      };
    return {
      due: clock.due,
      latest: clock.cap,
      extension,
      granted: clock.deadline.extensions,
      counted: countedFrom({ ...limit, upTo: extension.upTo, cap: clock.cap, set }, calendar),
      clock: { id: clock.id, stepKeeps: step.limit !== undefined },
    };
  }
  const { limit, extension } = step;
  if (extension?.upTo === undefined || !limit) return undefined;
  const stops = pausesOf(state, task);
  const set = dateSet(limit, runOf(state, task.run));
  const within = deadline(
    { limit: { ...limit, days: extension.upTo }, from: task.clockFrom, stops },
    calendar,
  ).due;
  const beyond = set === undefined ? within : dueDate(set, extension.upTo - limit.days, limit.unit, calendar);
  const latest = beyond > within ? beyond : within;
  return {
    due: task.due,
    latest,
    extension,
    granted: task.extensions,
    counted: countedFrom({ ...limit, upTo: extension.upTo, cap: latest, set }, calendar),
  };
}

/** Whether a step offers to extend its time today: not when no later day is left. */
function canExtend(stepOfCase: StepOfCase, calendar: WorkingDays, today: CivilDate): boolean {
  const left = extensionOf(stepOfCase, calendar, today);
  return (
    left !== undefined &&
    left.latest > left.due &&
    left.latest >= today &&
    (left.extension.times === undefined || left.granted.length < left.extension.times)
  );
}

/** Whether an outcome can be offered as far as it extends a time: only while a later day is left. */
export const leavesTimeFor = (
  { effect }: Pick<Outcome, 'effect'>,
  stepOfCase: StepOfCase,
  calendar: WorkingDays,
  today: CivilDate,
): boolean => effect !== 'extend' || canExtend(stepOfCase, calendar, today);

function countedFrom(
  {
    days,
    unit,
    upTo,
    cap,
    set,
  }: { days: number; unit: DayUnit; upTo: number; cap: CivilDate; set: CivilDate | undefined },
  calendar: WorkingDays,
): ExtensionLeft['counted'] {
  return set !== undefined && dueDate(set, upTo - days, unit, calendar) === cap
    ? { days: upTo - days, unit, after: set }
    : { days: upTo, unit };
}

function extend(
  stepOfCase: StepOfCase,
  { until, agreedOn, reason }: { until: CivilDate; agreedOn: string; reason: string },
  today: CivilDate,
  calendar: WorkingDays,
): EffectResult {
  const { task, step } = stepOfCase;
  const left = extensionOf(stepOfCase, calendar, today);
  if (!left) return invalid({ field: 'outcome', code: 'no-extension', params: { step: step.title } });
  const { due, latest, counted, granted, clock, extension } = left;
  const { citation, times } = extension;
  if (times !== undefined && granted.length >= times) {
    const last = granted.at(-1)?.until ?? due;
    const params = { step: step.title, until: last, times, citation };
    return invalid({ field: 'until', code: 'extended-already', params });
  }
  // What is agreed once the time is over is no longer period: the answer is late, and the complainant agrees to wait.
  if (extension.agreed && agreedOn > due)
    return invalid({ field: 'agreedOn', code: 'agreed-too-late', params: { due, citation } });
  if (latest <= due)
    return invalid({ field: 'until', code: 'no-extension-left', params: { latest, ...counted, citation } });
  if (until > latest)
    return invalid({ field: 'until', code: 'extension-too-long', params: { latest, ...counted, citation } });
  if (until <= due) return invalid({ field: 'until', code: 'extension-too-short', params: { due, latest } });
  if (until < today) return invalid({ field: 'until', code: 'extension-in-past', params: { today, latest } });
  const of = clock ? { clock: clock.id, ...(clock.stepKeeps ? { stepKeeps: true as const } : {}) } : {};
  return { ok: true, events: [{ type: 'extended', task: task.key, due, until, reason, ...of }] };
}

function resume(
  stepOfCase: StepOfCase,
  reason: string,
  today: CivilDate,
  calendar: WorkingDays,
): EffectResult {
  const { state, procedure } = stepOfCase;
  const stop = currentPause(state);
  if (!stop) return invalid({ field: 'outcome', code: 'case-not-paused', params: {} });
  const stops = state.stops.map((other) => (other === stop ? { ...stop, until: today } : other));
  const resumed = { ...state, stops };
  const moved = state.tasks
    .filter((task) => task.status === 'open' && task.run === stepOfCase.task.run)
    .flatMap((task) => {
      const to = movedTo(resumed, task, procedure, calendar, today);
      const why = 'case-paused' satisfies SystemReason;
      return to === undefined
        ? []
        : [{ type: 'deadline-moved' as const, task: task.key, due: task.due, ...to, reason: why }];
    });
  return { ok: true, events: [{ type: 'resumed', reason }, ...moved] };
}
