import { currentStop, openTasks, runOf, type Case, type Task } from './case.ts';
import { longDate, londonDate, type CivilDate } from './civil-date.ts';
import { capital } from './first-letter.ts';
import { timedBy } from './shared-time.ts';
import type { Procedure, Step } from '../../workflows/procedures/procedure.ts';

/** How far a case is, for the complainant: nothing of who is complained about, of staff, or of what goes on inside. */
export interface Told {
  now: string;
  next: string[];
  /** The stages of the procedure in order: of a closed case those it came to, of one that was taken back none. */
  stages: { title: string; status: 'done' | 'now' | 'if you ask for it' | 'to come' }[];
}

/** `today` in London; `procedure`: the one of the case, undefined before it was chosen. */
export function toldToComplainant(state: Case, procedure: Procedure | undefined, today: CivilDate): Told {
  return { ...sentences(state, procedure, today), stages: stagesOf(state, procedure) };
}

function sentences(state: Case, procedure: Procedure | undefined, today: CivilDate): Omit<Told, 'stages'> {
  const closedOn = state.closedAt === undefined ? '' : ` on ${longDate(londonDate(state.closedAt))}`;
  if (state.withdrawn)
    return {
      now: `You took this back on ${longDate(state.withdrawn.on)}.`,
      next: [
        state.withdrawn.carriedOn
          ? 'We look into it all the same, because we think that we should. We wrote to you about it.'
          : 'We do nothing more about it. If you change your mind, tell us.',
      ],
    };
  if (state.status === 'closed')
    return { now: `This is closed${closedOn}.`, next: ['What we answered is in our letters below.'] };
  const stop = currentStop(state);
  if (stop)
    return {
      now: `This is paused since ${longDate(stop.from)}.`,
      next: [`We look at the pause again on ${longDate(stop.reviewOn)}, and write to you when we go on.`],
    };
  const task = openTasks(state).findLast(({ run }) => !runOf(state, run).beside);
  const step = task && procedure?.id === task.procedure ? procedure.steps[task.step] : undefined;
  if (!task || !procedure || !step)
    return {
      now: 'We have received it, and read what you sent us.',
      next: ['Then we write to you: who looks into it, and by when you have an answer.'],
    };
  return atStep(state, procedure, task, step, today);
}

function atStep(state: Case, procedure: Procedure, task: Task, step: Step, today: CivilDate) {
  const due = longDate(task.due);
  const sorry = 'We are late, and we are sorry. You can ask us why.';
  const isLate = today > task.due;
  const late = isLate ? [`That day has passed. ${sorry}`] : [];
  if (step.kind === 'window')
    return {
      now: 'We have answered. Our answer is in our letters below.',
      next: [
        `If you are not happy with it, you can ask for ${step.asksFor ?? 'the next stage'}. The last day is ${due}.`,
        'If you are happy with it, you do not need to do anything.',
      ],
    };
  const base = procedure.steps[timedBy(procedure, task.step)] ?? step;
  if (Object.values(base.outcomes).some(({ drafts }) => drafts !== undefined))
    return {
      now: `${base.title}: we look into it.`,
      next: isLate
        ? [`You should have had an answer by ${due}. ${sorry}`, ...agreedToWait(state, base, today)]
        : [`You will have an answer by ${due}.`],
    };
  if (base.stage !== undefined)
    return { now: `${base.title}.`, next: [`This step is to be done by ${due}.`, ...late] };
  const stages = Object.values(procedure.steps).some(({ stage }) => stage !== undefined);
  if (!stages) return { now: 'We are dealing with it.', next: [`We mean to be done by ${due}.`, ...late] };
  if (stagesPassed(state, procedure).size === 0)
    return {
      now: 'We have read it, and write to you.',
      next: [
        `By ${due} you will have a letter that says who looks into it, and by when you have an answer.`,
        ...late,
      ],
    };
  return {
    now: 'We have answered. Our answer is in our letters below.',
    next: ['We write down what we learn from it, and what we will do differently.'],
  };
}

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

function stagesOf(state: Case, procedure: Procedure | undefined): Told['stages'] {
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
