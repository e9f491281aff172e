import { letterTemplate } from '../../operations/send-letter/letter-reader.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import type { Words } from '../../words/words.ts';
import type { TaskOfCase } from './task-view.ts';

/** The result of a decision, for the banner of the next page: the step or case, then the letters that will be sent. */
export function resultOf(
  { file, procedure, step }: TaskOfCase,
  outcome: Outcome,
  { staff: { result }, terms }: Words,
): string {
  const { reference } = file.state;
  const { closedAs, effect, next } = outcome;
  const person = file.persons.find(({ id }) => id === file.state.person);
  const to = person?.name ?? terms.theComplainant;
  const letters = outcome.letters.flatMap((id) => {
    const letter = letterTemplate(id).title;
    if (person?.email !== undefined) return [result.letterSent({ letter, to })];
    return person?.address === undefined ? [] : [result.letterToPrint({ letter, to })];
  });
  const sentence =
    effect !== undefined &&
    effect !== 'start actions' &&
    effect !== 'promise remedies' &&
    effect !== 'call off'
      ? result.effects[effect]
      : next === 'closed' && closedAs !== undefined && procedure.alongside !== true
        ? result.closed({ reference, as: closedAs })
        : next === 'again'
          ? result.stepOpen({ step: step.title })
          : result.stepDone({ step: step.title });
  return [sentence, ...letters].join('. ');
}
