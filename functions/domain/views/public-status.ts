import { currentPause, openTasks, runOf, type Case, type Task } from '../case/case.ts';
import { longDate, longDateWithWeekday, londonDate, type CivilDate } from '../time/civil-date.ts';
import { capital } from '../text/capitalise.ts';
import { timedBy } from '../clocks/shared-clock.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** How far a case is, for the complainant: nothing of who is complained about, of staff, or of what goes on inside. */
export interface PublicStatus {
  now: string;
  next: string[];
  /** The stages of the procedure in order: of a closed case those it came to, of one that was taken back none. */
  stages: { title: string; status: 'done' | 'now' | 'if you ask for it' | 'to come' }[];
}

/** `today` in London, and whether we know how to reach them. */
interface Reading {
  today: CivilDate;
  reached: boolean;
}

/** `procedure`: the one of the case, undefined before there is any. */
export function publicStatus(state: Case, procedure: Procedure | undefined, reading: Reading): PublicStatus {
  return { ...sentences(state, procedure, reading), stages: stagesOf(state, procedure) };
}

function sentences(
  state: Case,
  procedure: Procedure | undefined,
  { today, reached }: Reading,
): Omit<PublicStatus, 'stages'> {
  const closedOn = state.closedAt === undefined ? '' : ` on ${longDate(londonDate(state.closedAt))}`;
  if (state.withdrawn)
    return {
      now: `You took this back on ${longDate(state.withdrawn.on)}.`,
      next: [
        !state.withdrawn.carriedOn
          ? 'We do nothing more about it. If you change your mind, tell us.'
          : state.status === 'closed'
            ? `We looked into it all the same, and finished${closedOn}. If you want to know what came of it, ask us.`
            : 'We look into it all the same, because we think that we should. We wrote to you about it.',
      ],
    };
  if (state.status === 'closed')
    return {
      now: `This is closed${closedOn}.`,
      next: [
        hasLetter(state)
          ? 'What we wrote to you is in our letters below.'
          : 'We have not written to you about what we did. If you want to know, ask us: phone us, or add a message here.',
      ],
    };
  const stop = currentPause(state);
  if (stop)
    return {
      now: `This is paused since ${longDate(stop.from)}.`,
      next:
        today > stop.reviewOn
          ? [
              `We meant to look at the pause again by ${longDate(stop.reviewOn)}. That day has passed.`,
              'We write to you when we go on.',
            ]
          : [`We look at the pause again on ${longDate(stop.reviewOn)}, and write to you when we go on.`],
    };
  const task = openTasks(state).findLast(({ run }) => !runOf(state, run).beside);
  const step = task && procedure?.id === task.procedure ? procedure.steps[task.step] : undefined;
  // Until it is known what it is, the only day there is would be the one for choosing a procedure.
  if (!task || !procedure || !step || choosesProcedure(step))
    return {
      now: 'We have received it, and read what you sent us.',
      next: [
        state.kind !== 'complaint' && state.kind !== 'unreadable email'
          ? 'Then we pass it on to the people it is for.'
          : reached
            ? 'Then we write to you: who looks into it, and by when you have an answer.'
            : 'Then we look into it. You can see here how far it is.',
      ],
    };
  return atStep(state, procedure, task, step, today);
}

function atStep(state: Case, procedure: Procedure, task: Task, step: Step, today: CivilDate) {
  const due = longDate(task.due);
  const answered = `We have answered. ${hasLetter(state) ? 'Our answer is in our letters below.' : 'If you want to know our answer, ask us: phone us, or add a message here.'}`;
  const sorry = 'We are late, and we are sorry. You can ask us why.';
  const isLate = today > task.due;
  const late = isLate ? [`That day has passed. ${sorry}`] : [];
  if (step.kind === 'window')
    return {
      now: answered,
      next: [
        `If you are not happy with it, you can ask for ${step.asksFor ?? 'the next stage'}. The last day is ${due}.`,
        'If you are happy with it, you do not need to do anything.',
      ],
    };
  const base = procedure.steps[timedBy(procedure, task.step)] ?? step;
  const told = step.told ?? base.told;
  if (endsWithAnswer(procedure, task.step))
    return {
      now: told ?? `${base.title}: we look into it.`,
      next: isLate
        ? [`You should have had an answer by ${due}. ${sorry}`, ...agreedToWait(state, base, today)]
        : [`You will have an answer by ${due}.`],
    };
  if (base.stage !== undefined) {
    const meeting = meetingAhead(state, step);
    return {
      now: told ?? `${base.title}.`,
      next: [
        // Of the meeting itself they want to know the day, not the last one that the law allows.
        ...(meeting && !isLate && task.due >= meeting.on ? [] : [`This is to be done by ${due}.`]),
        ...late,
        ...(meeting
          ? [
              `The day of the meeting ${today > meeting.on ? 'was' : 'is'} ${longDateWithWeekday(meeting.on)}. The place: ${meeting.place}`,
              ...(today > meeting.on ? [] : ['You can come, but you do not have to.']),
            ]
          : []),
      ],
    };
  }
  const stages = Object.values(procedure.steps).some(({ stage }) => stage !== undefined);
  if (!stages) return { now: 'We are dealing with it.', next: [`We mean to be done by ${due}.`, ...late] };
  if (stagesPassed(state, procedure).size === 0)
    return {
      now: told ?? 'We have read it, and write to you.',
      next: [
        `By ${due} you will have a letter that says who looks into it, and by when you have an answer.`,
        ...late,
      ],
    };
  return { now: answered, next: told === undefined ? [] : [told] };
}

/** Whether the time that runs is the time to an answer: the law gives the whole of a stage one limit, the answer included. */
function endsWithAnswer(procedure: Procedure, id: string): boolean {
  return Object.entries(procedure.steps).some(
    ([other, { outcomes }]) =>
      timedBy(procedure, other) === timedBy(procedure, id) &&
      Object.values(outcomes).some(({ drafts }) => drafts !== undefined),
  );
}

const choosesProcedure = ({ outcomes }: Step): boolean =>
  Object.values(outcomes).some(({ next }) => next === 'chosen procedure');

/** Day and place of the meeting that this step waits for, once they are set. */
function meetingAhead({ facts: { meetingOn: on, meetingPlace: place } }: Case, { meeting }: Step) {
  return meeting && on !== undefined && place !== undefined ? { on, place } : undefined;
}

/** Whether a letter is one that the complainant can read on their page: it has been written, and goes or went to them. */
export function canBeRead({ to, status }: Pick<Case['letters'][number], 'to'> & { status: string }): boolean {
  return to === 'complainant' && ['sent', 'to be posted', 'unconfirmed', 'returned'].includes(status);
}

/** A letter that brings nothing but the link says nothing of the case. */
const hasLetter = ({ letters }: Case): boolean =>
  letters.some((letter) => letter.template !== 'private-link' && canBeRead(letter));

/** Until when they let us have time for this answer. */
function agreedToWait({ facts: { agreedToWaitUntil: day } }: Case, { outcomes }: Step, today: CivilDate) {
  const asked = Object.values(outcomes).flatMap(({ form }) => Object.values(form));
  if (day === undefined || asked.every(({ fact }) => fact !== 'agreedToWaitUntil')) return [];
  return [`You agreed to wait until ${longDate(day)}.${today > day ? ' That day has passed too.' : ''}`];
}

/** The stages that the case has come to in its procedure. */
function stagesPassed(state: Case, procedure: Procedure): Set<string> {
  const steps = state.tasks.filter(({ run }) => run === state.procedure?.run);
  return new Set(steps.flatMap(({ step }) => procedure.steps[step]?.stage ?? []));
}

function stagesOf(state: Case, procedure: Procedure | undefined): PublicStatus['stages'] {
  if (!procedure || state.withdrawn) return [];
  const passed = stagesPassed(state, procedure);
  const steps = Object.entries(procedure.steps);
  const all = [...new Set(steps.flatMap(([, { stage }]) => stage ?? []))];
  const names = state.status === 'closed' ? all.filter((stage) => passed.has(stage)) : all;
  const open = openTasks(state).find(({ run }) => run === state.procedure?.run);
  const openStage = open && procedure.steps[open.step]?.stage;
  return names.map((stage) => {
    const [id, first] = steps.find(([, step]) => step.stage === stage) ?? ['', undefined];
    const window = steps.find(
      ([, step]) => step.kind === 'window' && Object.values(step.outcomes).some(({ next }) => next === id),
    )?.[1];
    const title = window?.asksFor ?? first?.title ?? stage;
    const status = passed.has(stage)
      ? stage === openStage
        ? 'now'
        : 'done'
      : window
        ? 'if you ask for it'
        : 'to come';
    return { title: capital(title), status };
  });
}
