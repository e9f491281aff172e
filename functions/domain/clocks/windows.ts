import { type Case, type LetterState, type Run, type Task } from '../case/case.ts';
import { waitingCount } from '../case/open-messages.ts';
import { type CivilDate, londonDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import type { ClockStart, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

// A right to ask for the next stage is counted from the day on which the answer reached the complainant, and does not end
// while something they wrote or said is still to be dealt with (law.md section 2c).

type StartWhenReached = Extract<ClockStart, { reached: unknown }>;

/** Whether a time starts when a letter has reached the complainant. */
export const startsWhenReached = (start: ClockStart | undefined): start is StartWhenReached =>
  typeof start === 'object' && 'reached' in start;

/** The task whose decision led to a task, or to the one that opens next in a run. */
export function taskBefore({ tasks }: Case, run: Run, task: Pick<Task, 'key'> | undefined): Task | undefined {
  const ofRun = tasks.filter((one) => one.run === run.run);
  const place = task === undefined ? ofRun.length : ofRun.findIndex(({ key }) => key === task.key);
  return ofRun.slice(0, Math.max(0, place)).findLast(({ status }) => status === 'decided');
}

/** The letter to the complainant that the last decision of a task sent. */
function letterOf(state: Case, procedure: Procedure, task: Task): LetterState | undefined {
  const outcome = procedure.steps[task.step]?.outcomes[task.decisions.at(-1)?.outcome ?? ''];
  return state.letters.findLast(
    (letter) =>
      letter.to === 'complainant' && letter.task === task.key && outcome?.letters.includes(letter.template),
  );
}

/** The day on which an answer reached the complainant. While `known` is false, the earliest day that it could be. */
interface Reached {
  on: CivilDate;
  known: boolean;
}

/**
 * When the letter of the decision that `led` to a step reached the complainant. `byPost`: a letter that is not written yet
 * will go on paper. `leavesOn`: the day on which one that waits to be sent leaves, if it is not the day it was prepared. Without
 * a letter the day of the decision counts, as there is nothing that could reach anyone.
 */
export function reached(
  { reached: { workingDaysByPost } }: StartWhenReached,
  led: Task,
  {
    state,
    procedure,
    calendar,
    byPost = false,
    leavesOn,
  }: {
    state: Case;
    procedure: Procedure;
    calendar: WorkingDays;
    byPost?: boolean | undefined;
    leavesOn?: CivilDate;
  },
): Reached {
  const decidedOn = londonDate(led.decisions.at(-1)?.at ?? led.openedAt);
  const posted = (day: CivilDate) => calendar.add(day, workingDaysByPost);
  const letter = letterOf(state, procedure, led);
  if (!letter) return { on: byPost ? posted(decidedOn) : decidedOn, known: true };
  const preparedOn = londonDate(letter.preparedAt);
  if (letter.reachedOn !== undefined) return { on: letter.reachedOn, known: true };
  switch (letter.status) {
    case 'sent':
      return { on: letter.leftOn ?? preparedOn, known: true };
    case 'posted':
      return { on: posted(letter.leftOn ?? preparedOn), known: true };
    case 'not needed':
    case 'bundled':
      return { on: decidedOn, known: true };
    case 'to be posted':
      return { on: posted(preparedOn), known: false };
    case 'prepared':
      return { on: byPost ? posted(leavesOn ?? preparedOn) : (leavesOn ?? preparedOn), known: false };
    case 'refused':
    case 'unconfirmed':
    case 'returned':
      return { on: letter.leftOn ?? preparedOn, known: false };
  }
}

/** Why a window stays open although its last day may have passed. */
export const windowHolds = ['answer has not reached the complainant', 'message to deal with'] as const;
export type WindowHold = (typeof windowHolds)[number];

/** What keeps a window open; nothing once its last day alone decides. */
export function holdsOf(
  state: Case,
  task: Task,
  procedure: Procedure,
  step: Step,
  calendar: WorkingDays,
): WindowHold[] {
  const start = step.limit?.from;
  if (step.lapse === undefined || task.status !== 'open') return [];
  const run = state.runs.find(({ run: number }) => number === task.run);
  const led = run && taskBefore(state, run, task);
  const arrived =
    !startsWhenReached(start) || !led || reached(start, led, { state, procedure, calendar }).known;
  return [
    ...(arrived ? [] : (['answer has not reached the complainant'] as const)),
    ...(waitingCount(state) > 0 ? (['message to deal with'] as const) : []),
  ];
}
