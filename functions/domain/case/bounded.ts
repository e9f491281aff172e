import type { Case, LetterState, Run } from './case.ts';
import { messageCount, messageNumber, nextRun, visitOf } from './case.ts';
import { isAboutMail } from '../../../workflows/letters/letter-names.ts';

// What is done with leaves the state, so that no one can make it grow by writing to a case (decision 0044). All of it stays
// in rows of its own: MESSAGE, LETTER, TASK and EVENT. What still waits, and what a clock, a window or a step may ask for,
// stays in the state. Dropping early or late must give the same state, because older states are replayed and compared: so
// what is kept follows only from places and moments that never change.

/** So much of what is done with stays in the state. */
const most = { messages: 100, letters: 100, runs: 20 };

/** The state without what it does not need any more. The same object if there is nothing of it. */
export const bounded = (state: Case): Case => withoutOldRuns(withoutOldLetters(withoutOldMessages(state)));

function withoutOldMessages(state: Case): Case {
  return state.messages.length <= most.messages
    ? state
    : {
        ...state,
        messages: state.messages.slice(-most.messages),
        messageCount: messageCount(state),
      };
}

/** Whether nothing asks for a letter any more: an alert that left, or a letter that only answers a mail. */
const isDone = ({ to, template, status }: LetterState): boolean =>
  status !== 'prepared' &&
  status !== 'to be posted' &&
  (to.startsWith('user:') || to.startsWith('contact:') || isAboutMail(template));

/** The last of each kind to each reader stays: it says what they were told of, and when. */
const kindOf = ({ template, to }: LetterState): string => `${template} ${to}`;

function withoutOldLetters(state: Case): Case {
  const done = state.letters.filter(isDone);
  if (done.length <= most.letters) return state;
  const latest = new Set(new Map(done.map((letter) => [kindOf(letter), letter])).values());
  const gone = new Set(done.slice(0, -most.letters).filter((letter) => !latest.has(letter)));
  if (gone.size === 0) return state;
  const letters = state.letters.map((letter, index) => ({ letter, number: letter.number ?? index + 1 }));
  return {
    ...state,
    letters: letters
      .filter(({ letter }) => !gone.has(letter))
      .map(({ letter, number }) => ({ ...letter, number })),
  };
}

/** The number of a letter among all of its case. */
export const letterNumber = ({ letters }: Pick<Case, 'letters'>, letter: LetterState): number =>
  letter.number ?? letters.indexOf(letter) + 1;

/** The number of the next letter, if the place in the state does not say it. */
export function nextLetterNumber({ letters }: Pick<Case, 'letters'>): Pick<LetterState, 'number'> {
  const last = letters.at(-1)?.number;
  return last === undefined ? {} : { number: last + 1 };
}

/** A run about a message, which ends when it is dealt with. */
export const isAboutMessage = ({ beside, matter }: Pick<Run, 'beside' | 'matter'>): boolean =>
  beside && matter !== undefined && !Number.isNaN(messageNumber(matter.id));

function withoutOldRuns(state: Case): Case {
  const ended = state.runs.filter((run) => run.status === 'ended' && isAboutMessage(run));
  const isShort = ended.length <= most.runs;
  if (isShort && state.lastRun === undefined) return state;
  const lastRun = nextRun(state) - 1;
  if (isShort) return lastRun === state.lastRun ? state : { ...state, lastRun };
  const moved = new Map<number, string>();
  for (const { run, decisions } of state.tasks)
    moved.set(run, [moved.get(run) ?? '', decisions.at(-1)?.at ?? ''].sort().at(-1) ?? '');
  const at = ({ run }: Run) => moved.get(run) ?? '';
  // The order of runs with one moment is that of their numbers.
  const gone = new Set(
    ended
      .toSorted((one, other) => (at(one) < at(other) ? -1 : at(one) > at(other) ? 1 : 0))
      .slice(0, -most.runs)
      .map(({ run }) => run),
  );
  const lastTasks = { ...state.lastTasks };
  for (const task of state.tasks.filter(({ run }) => gone.has(run)))
    lastTasks[task.step] = Math.max(lastTasks[task.step] ?? 0, visitOf(task));
  return {
    ...state,
    lastRun,
    lastTasks,
    runs: state.runs.filter(({ run }) => !gone.has(run)),
    tasks: state.tasks.filter(({ run }) => !gone.has(run)),
  };
}
