import { textOf } from '../case/answer-text.ts';
import { letterNumber } from '../case/bounded.ts';
import { messageWaits, runOf, type Case, type LetterState, type Task } from '../case/case.ts';
import type { Answers, NewEvent, Undated } from '../case/events.ts';
import { invalid, type Refused } from '../text/refusal.ts';
import { type CivilDate, londonDate } from '../time/civil-date.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

type LetterEvent = Extract<NewEvent, { type: 'letter-posted' | 'letter-reached' | 'message-dealt-with' }>;

/** The letter that a run alongside the case is about: L1, L2, ... in the order in which they were prepared. */
export const subjectLetter = (state: Pick<Case, 'letters'>, id: string): LetterState | undefined =>
  state.letters.find((letter) => id === `L${letterNumber(state, letter)}`);

/** The id under which a run alongside the case is about a letter. */
export function subjectOfLetter(state: Pick<Case, 'letters'>, key: string): string {
  const letter = state.letters.find((one) => one.key === key);
  return `L${letter ? letterNumber(state, letter) : 0}`;
}

/** The event of an outcome about the letter or the message that its run is about. A day that is left out is today. */
export function letterEffect(
  effect: Outcome['effect'],
  { state, task }: { state: Case; task: Task },
  answers: Answers,
  today: CivilDate,
): { ok: true; events: Undated<LetterEvent>[] } | Refused<'invalid'> {
  const id = runOf(state, task.run).matter?.id ?? '';
  if (effect === 'message dealt with') {
    const isOpen = messageWaits(state, id);
    const done = textOf(answers['done']);
    return { ok: true, events: isOpen ? [{ type: 'message-dealt-with', message: id, done }] : [] };
  }
  const letter = subjectLetter(state, id);
  if (!letter) return { ok: true, events: [] };
  const field = effect === 'letter posted' ? 'postedOn' : 'reachedOn';
  const on = textOf(answers[field]) || today;
  const written = writtenOn(letter);
  if (on < written) return invalid({ field, code: 'before-letter', params: { written } });
  const event: Undated<LetterEvent> =
    effect === 'letter posted'
      ? { type: 'letter-posted', letter: letter.key, on }
      : { type: 'letter-reached', letter: letter.key, on, how: textOf(answers['how']) };
  return { ok: true, events: [event] };
}

/** The first day on which a letter can have left or been told of. */
export const writtenOn = ({ preparedAt }: LetterState): CivilDate => londonDate(preparedAt);
