import type { Answers, Event } from '../case/events.ts';
import type { FieldRefusal } from '../text/refusal.ts';
import { meaningOfField } from '../../../workflows/procedures/field-meaning.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';

type Form = Outcome['form'];

/** The names under which code reads the answer to a field: its meaning and the fact it records. */
const readAs = (name: string, field: Form[string]): string[] =>
  [meaningOfField(name, field), field.fact].filter((meaning) => meaning !== undefined);

/**
 * Answers under the names that code reads: what their fields mean and the facts they record, besides the names that the
 * procedure gave its fields. `form` is undefined for a decision that the procedure no longer has.
 */
export function answersByMeaning(form: Form | undefined, answers: Answers): Answers {
  const meant = Object.entries(form ?? {}).flatMap(([name, field]) => {
    const answer = answers[name];
    return answer === undefined ? [] : readAs(name, field).map((meaning) => [meaning, answer] as const);
  });
  return { ...answers, ...Object.fromEntries(meant) };
}

/** The answers of a recorded decision under the names that code reads. */
export function answersRead(
  { task, outcome, answers }: Pick<Extract<Event, { type: 'decided' }>, 'task' | 'outcome' | 'answers'>,
  procedure: Procedure | undefined,
): Answers {
  const [step = ''] = task.split('#');
  return answersByMeaning(procedure?.steps[step]?.outcomes[outcome]?.form, answers);
}

/** A refusal of an answer read by its meaning, under the name that its field has in the form. */
export function underFieldName<R extends FieldRefusal>(form: Form, refusal: R): R {
  const name = Object.keys(form).find((one) => {
    const field = form[one];
    return field !== undefined && readAs(one, field).includes(refusal.field);
  });
  return name === undefined || refusal.field in form ? refusal : { ...refusal, field: name };
}
