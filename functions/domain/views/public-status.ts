import { currentPause, openTasks, runOf, type Case, type Task } from '../case/case.ts';
import { clocksOfRun, isOverdue } from '../clocks/stage-clocks.ts';
import { holdsOf } from '../clocks/windows.ts';
import { lastDayOf } from '../clocks/step-clock.ts';
import { optionsOfComplainant } from '../decisions/complainant-choices.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { londonDate, type CivilDate } from '../time/civil-date.ts';
import type { TimeOfDay } from '../time/time-of-day.ts';
import {
  stageOfStep,
  type Limit,
  type Procedure,
  type Step,
} from '../../../workflows/procedures/procedure.ts';

/** The current status of a case. `described`: in the words that the procedure has for the complainant. */
export type StatusNow =
  | { code: 'withdrawn'; on: CivilDate }
  | { code: 'closed'; on: CivilDate | undefined }
  | { code: 'paused'; since: CivilDate }
  | { code: 'received' }
  | { code: 'reading' }
  | { code: 'described'; text: string }
  | { code: 'looking into it' }
  | { code: 'dealing with it' }
  | { code: 'answered'; inLetters: boolean };

/**
 * One message to the complainant about what comes next. Days are days in London. `passed` means that the day is over:
 * something due today is not late.
 */
export type StatusNext =
  | { code: 'no further work' }
  | { code: 'continuing anyway' }
  | { code: 'finished anyway'; on: CivilDate | undefined }
  | { code: 'read our letters' }
  | { code: 'ask what we did' }
  | { code: 'pause review'; on: CivilDate; passed: boolean }
  | { code: 'deadline'; of: StatusDeadline; on: CivilDate; passed: boolean }
  | { code: 'pass it on' }
  | { code: 'write to you' }
  | { code: 'look here' }
  /**
   * `until` is unknown until our answer has reached the complainant, who then has `afterArrival`; and while a message of
   * theirs is still to be dealt with.
   */
  | {
      code: 'may ask';
      for: string | undefined;
      until: CivilDate | undefined;
      afterArrival?: Pick<Limit, 'days' | 'unit'>;
    }
  | { code: 'may accept' }
  | { code: 'may go on' }
  | { code: 'agreed to wait'; until: CivilDate; passed: boolean }
  | { code: 'meeting'; on: CivilDate; at?: TimeOfDay; place: string; passed: boolean }
  | { code: 'described'; text: string };

/**
 * What will be done by a deadline: the first reading, the acknowledgement, the answer, a meeting, a step of a stage, or
 * everything.
 */
type StatusDeadline = 'reading' | 'acknowledgement' | 'answer' | 'meeting' | 'step' | 'everything';

/** A stage that is done, open now, still to come, or opened only if the complainant asks for it. */
export type StageStatus = 'done' | 'now' | 'on request' | 'to come';

/**
 * The progress of a case for its complainant, in codes. It says nothing about the people complained about, about staff,
 * or about work inside the council.
 */
export interface PublicStatus {
  now: StatusNow;
  next: StatusNext[];
  /** The stages of the procedure in order. A closed case has only those it reached, a withdrawn case none. */
  stages: { title: string; status: StageStatus }[];
}

/**
 * `today` in London, and whether the council has an email address, a phone number or a postal address for the
 * complainant.
 */
interface Reader {
  today: CivilDate;
  calendar: WorkingDays;
  canBeReached: boolean;
}

/** `procedure`: the procedure of the case; undefined before one has been chosen. */
export function publicStatus(state: Case, procedure: Procedure | undefined, reader: Reader): PublicStatus {
  return { ...situation(state, procedure, reader), stages: stagesOf(state, procedure) };
}

type Situation = Omit<PublicStatus, 'stages'>;

function situation(state: Case, procedure: Procedure | undefined, reader: Reader): Situation {
  const { today, canBeReached } = reader;
  const closedOn = state.closedAt === undefined ? undefined : londonDate(state.closedAt);
  if (state.withdrawn) {
    const { on, carriedOn } = state.withdrawn;
    return {
      now: { code: 'withdrawn', on },
      next: [
        !carriedOn
          ? { code: 'no further work' }
          : state.status === 'closed'
            ? { code: 'finished anyway', on: closedOn }
            : { code: 'continuing anyway' },
      ],
    };
  }
  if (state.status === 'closed')
    return {
      now: { code: 'closed', on: closedOn },
      next: [hasLetter(state) ? { code: 'read our letters' } : { code: 'ask what we did' }],
    };
  const pause = currentPause(state);
  if (pause)
    return {
      now: { code: 'paused', since: pause.from },
      next: [{ code: 'pause review', on: pause.reviewOn, passed: today > pause.reviewOn }],
    };
  const task = openTasks(state).findLast(({ run }) => !runOf(state, run).beside);
  const step = task && procedure?.id === task.procedure ? procedure.steps[task.step] : undefined;
  if (task && procedure && step && !choosesProcedure(step))
    return atStep(state, procedure, task, step, reader);
  return {
    now: { code: 'received' },
    next: [
      // Before a procedure is chosen, the only deadline is the one for reading the complaint.
      ...(task ? [deadline('reading', task.due, today)] : []),
      state.kind !== 'complaint' && state.kind !== 'unreadable email'
        ? { code: 'pass it on' }
        : canBeReached
          ? { code: 'write to you' }
          : { code: 'look here' },
    ],
  };
}

function atStep(
  state: Case,
  procedure: Procedure,
  task: Task,
  step: Step,
  { today, calendar }: Reader,
): Situation {
  const answered: StatusNow = { code: 'answered', inLetters: hasLetter(state) };
  if (step.kind === 'window') {
    // While something holds it open, its last day is none.
    const holds = holdsOf(state, task, procedure, step, calendar);
    const until = holds.length > 0 ? undefined : task.due;
    const { days, unit } = step.limit ?? {};
    const counts =
      days !== undefined && unit !== undefined && holds.includes('answer has not reached the complainant');
    const ask = {
      code: 'may ask',
      for: step.asksFor,
      until,
      ...(counts ? { afterArrival: { days, unit } } : {}),
    } as const;
    return { now: answered, next: [ask, { code: 'may accept' }] };
  }
  const base = (step.writtenIn === undefined ? undefined : procedure.steps[step.writtenIn]) ?? step;
  const text = step.publicStatus ?? base.publicStatus;
  const now = (otherwise: StatusNow): StatusNow =>
    text === undefined ? otherwise : { code: 'described', text };
  const lastDay = lastDayOf(state, task, procedure, calendar, today);
  const answerBy = (due: CivilDate): StatusNext[] => [
    deadline('answer', due, today),
    ...(today > due ? agreementToWait(state, base, today) : []),
    ...(mayGoOn(state, procedure, task) ? [{ code: 'may go on' as const }] : []),
  ];
  if (endsWithAnswer(procedure, task.step, step.clock)) {
    // The day that they were given before the last one is the one that they wait for.
    const { answerPlannedFor: planned } = state.facts;
    const promised = planned !== undefined && planned < lastDay && today <= lastDay ? planned : lastDay;
    return { now: now({ code: 'looking into it' }), next: answerBy(promised) };
  }
  if (stageOfStep(procedure, base) !== undefined) {
    const meeting = meetingOf(state, step);
    // Before the meeting, the complainant needs its day, not the last day that the law allows for it.
    const meetingIsInTime = meeting && today <= lastDay && meeting.on <= lastDay;
    const of = endsWithMeeting(procedure, step) ? 'meeting' : 'step';
    return {
      now: now({ code: 'dealing with it' }),
      next: [
        ...(meetingIsInTime ? [] : [deadline(of, lastDay, today)]),
        ...(meeting ? [{ code: 'meeting' as const, ...meeting, passed: today > meeting.on }] : []),
      ],
    };
  }
  const hasStages = Object.values(procedure.steps).some((one) => stageOfStep(procedure, one) !== undefined);
  if (!hasStages) return { now: { code: 'dealing with it' }, next: [deadline('everything', lastDay, today)] };
  if (stagesReached(state, procedure).size === 0) {
    // Once the answer itself is late, that is what they need to know.
    const answer = clocksOfRun(state, runOf(state, task.run), procedure, calendar, today).find(
      (clock) => isOverdue(clock, today) && endsWithAnswer(procedure, undefined, clock.id),
    );
    const next = answer ? answerBy(answer.due) : [deadline('acknowledgement', lastDay, today)];
    return { now: now({ code: 'reading' }), next };
  }
  return { now: answered, next: text === undefined ? [] : [{ code: 'described', text }] };
}

const deadline = (of: StatusDeadline, on: CivilDate, today: CivilDate): StatusNext => ({
  code: 'deadline',
  of,
  on,
  passed: today > on,
});

/**
 * Whether the deadline of a step or a clock is the deadline of the answer: the law gives a whole stage one limit,
 * including its answer.
 */
function endsWithAnswer(procedure: Procedure, id: string | undefined, clock: string | undefined): boolean {
  return Object.entries(procedure.steps).some(
    ([other, step]) =>
      (other === id || (clock !== undefined && step.clock === clock)) &&
      Object.values(step.outcomes).some(({ drafts }) => drafts !== undefined),
  );
}

/** Whether what is done by the deadline of a step is a meeting. */
const endsWithMeeting = ({ steps }: Procedure, { clock }: Step): boolean =>
  clock !== undefined && Object.values(steps).some((step) => step.clock === clock && step.meeting === true);

/** Whether the complainant can go on to the next stage now, because they have waited too long for an answer. */
const mayGoOn = (state: Case, procedure: Procedure, { key }: Task): boolean =>
  optionsOfComplainant(state, procedure).some(
    ({ task, outcome }) => task.key === key && outcome.onlyAfter !== undefined,
  );

const choosesProcedure = ({ outcomes }: Step): boolean =>
  Object.values(outcomes).some(({ next }) => next === 'chosen procedure');

/** Day, time and place of the meeting of this step, once they are set. The time was not always recorded. */
function meetingOf(
  { facts: { meetingOn: on, meetingTime: at, meetingPlace: place } }: Case,
  { meeting }: Step,
) {
  return meeting && on !== undefined && place !== undefined
    ? { on, ...(at === undefined ? {} : { at }), place }
    : undefined;
}

/** Whether the complainant can read a letter on their page: it is addressed to them, and was or will be sent. */
export function canBeRead({ to, status }: Pick<Case['letters'][number], 'to'> & { status: string }): boolean {
  return (
    to === 'complainant' && ['sent', 'to be posted', 'posted', 'unconfirmed', 'returned'].includes(status)
  );
}

/** Whether there is a letter to read about the case. A letter that only brings a private link does not count. */
const hasLetter = ({ letters }: Case): boolean =>
  letters.some((letter) => letter.template !== 'private-link' && canBeRead(letter));

/** The day until which the complainant agreed to wait for this answer, if this is a step where they could agree. */
function agreementToWait(
  { facts: { agreedToWaitUntil: until } }: Case,
  { outcomes }: Step,
  today: CivilDate,
): StatusNext[] {
  const fields = Object.values(outcomes).flatMap(({ form }) => Object.values(form));
  if (until === undefined || fields.every(({ fact }) => fact !== 'agreedToWaitUntil')) return [];
  return [{ code: 'agreed to wait', until, passed: today > until }];
}

/** The stages that the case has reached in its procedure. */
function stagesReached(state: Case, procedure: Procedure): Set<string> {
  const tasks = state.tasks.filter(({ run }) => run === state.procedure?.run);
  return new Set(tasks.flatMap(({ step }) => stageOfStep(procedure, procedure.steps[step]) ?? []));
}

function stagesOf(state: Case, procedure: Procedure | undefined): PublicStatus['stages'] {
  if (!procedure || state.withdrawn) return [];
  const reached = stagesReached(state, procedure);
  const steps = Object.entries(procedure.steps);
  const all = [...new Set(steps.flatMap(([, step]) => stageOfStep(procedure, step) ?? []))];
  const last = all.findLastIndex((stage) => reached.has(stage));
  // A stage that the case has gone past without an answer is neither done nor still to come.
  const shown = all.filter(
    (stage, place) => reached.has(stage) || (state.status !== 'closed' && place > last),
  );
  const open = openTasks(state).find(({ run }) => run === state.procedure?.run);
  const openStage = open && stageOfStep(procedure, procedure.steps[open.step]);
  return shown.map((stage) => {
    const [id] = steps.find(([, step]) => stageOfStep(procedure, step) === stage) ?? [''];
    const window = steps.find(
      ([, step]) => step.kind === 'window' && Object.values(step.outcomes).some(({ next }) => next === id),
    )?.[1];
    const status = reached.has(stage)
      ? stage === openStage
        ? 'now'
        : 'done'
      : window
        ? 'on request'
        : 'to come';
    // The title of a step is for the people who do it.
    const named = Object.values(procedure.clocks ?? {}).find(
      (clock) => clock.stage === stage && clock.publicTitle !== undefined,
    );
    return { title: window?.asksFor ?? named?.publicTitle ?? stage, status };
  });
}
