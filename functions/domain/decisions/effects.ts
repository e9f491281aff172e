import { textOf } from '../case/answer-text.ts';
import { currentPause, runOf, pausesOf } from '../case/case.ts';
import type { Answers, NewEvent } from '../case/events.ts';
import { deadline, dueDate } from '../clocks/deadlines.ts';
import { timeOf } from '../clocks/shared-clock.ts';
import { dateSet, movedTo } from '../clocks/step-clock.ts';
import type { StepOfCase } from './checks.ts';
import { invalid, type Refused } from '../text/refusal.ts';
import { type CivilDate, type Instant, londonDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

type Undated<E> = E extends unknown ? Omit<E, 'at' | 'by'> : never;
type EffectResult = { ok: true; events: Undated<NewEvent>[] } | Refused<'invalid'>;

/**
 * The events through which an outcome acts on the case or its clocks. Answers are checked against the rules of the
 * effect.
 */
export function effectOf(
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
          // Otherwise a pause would remain that no later review or reopening could end.
          ...(currentPause(at.state)
            ? [{ type: 'resumed' as const, reason: 'The complaint was withdrawn.' }]
            : []),
        ],
      };
    }
    case 'extend':
      return extend(at, textOf(answers['until']), reason, today, calendar);
    case 'report delay': {
      const expected = textOf(answers['expected']);
      if (expected < today) return invalid({ field: 'expected', code: 'day-in-past', params: { today } });
      return { ok: true, events: [{ type: 'delay-reported', task: at.task.key, expected, reason }] };
    }
    case 'pause':
    case 'review pause': {
      if (outcome.effect === 'review pause' && !currentPause(at.state))
        return invalid({ field: 'outcome', code: 'case-not-paused', params: {} });
      const reviewOn = textOf(answers['reviewOn']);
      if (reviewOn <= today)
        return invalid({ field: 'reviewOn', code: 'day-not-after-today', params: { today } });
      return { ok: true, events: [{ type: 'frozen', reason, reviewOn }] };
    }
    case 'resume':
      return resume(at, reason, today, calendar);
    case 'keep': {
      const until = textOf(answers['until']);
      if (until <= today) return invalid({ field: 'until', code: 'day-not-after-today', params: { today } });
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
  const { extension } = step;
  if (!extension) return invalid({ field: 'outcome', code: 'no-extension', params: { step: step.title } });
  const { citation, times } = extension;
  if (task.extensions.length >= times) {
    const last = task.extensions.at(-1)?.until ?? task.due;
    const params = { step: step.title, until: last, times, citation };
    return invalid({ field: 'until', code: 'extended-already', params });
  }
  const { latest, ...counted } = latestExtension(at, calendar);
  if (until > latest)
    return invalid({ field: 'until', code: 'extension-too-long', params: { latest, ...counted, citation } });
  if (until <= task.due)
    return invalid({ field: 'until', code: 'extension-too-short', params: { due: task.due, latest } });
  if (until < today) return invalid({ field: 'until', code: 'extension-in-past', params: { today, latest } });
  return { ok: true, events: [{ type: 'extended', task: task.key, due: task.due, until, reason }] };
}

/**
 * The last day to which a step may be extended, counting the pauses of the case. If a day later than the limit was set
 * for its subject, the extra days of an extension are added to that day. `days` are counted from `after`, or from the
 * start of the clock.
 */
function latestExtension({ state, task, procedure, step }: StepOfCase, calendar: WorkingDays) {
  const { limit, extension } = timeOf(procedure, step);
  const days = extension?.upTo ?? limit.days;
  const stops = pausesOf(state, task);
  const within = deadline({ limit: { ...limit, days }, from: task.clockFrom, stops }, calendar).due;
  const set = dateSet(limit, runOf(state, task.run));
  const more = days - limit.days;
  const beyond = set === undefined ? within : dueDate(set, more, limit.unit, calendar);
  return set !== undefined && beyond > within
    ? { latest: beyond, days: more, unit: limit.unit, after: set }
    : { latest: within, days, unit: limit.unit };
}

function resume(at: StepOfCase, reason: string, today: CivilDate, calendar: WorkingDays): EffectResult {
  const { state, procedure } = at;
  const stop = currentPause(state);
  if (!stop) return invalid({ field: 'outcome', code: 'case-not-paused', params: {} });
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
