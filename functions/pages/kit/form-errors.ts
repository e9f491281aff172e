import type { FormContext } from '../../domain/decisions/forms.ts';
import type { Refusal, RefusalCode } from '../../domain/text/refusal.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import type { Words } from '../../words/words.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { groupOf, idOf, rowCount, type Typed } from './form-groups.ts';
import type { FormField } from './form-page.ts';
import { dateAnswer } from './posted-form.ts';

/** Refusals for which a field of a row has an error of its own. */
const lacksAnswer = new Set<RefusalCode>(['answer-needed', 'not-an-option']);

/** Refusals in words. Each is placed at its row on the page, because the answers do not contain the empty rows. */
export function errorsOnPage(
  form: Readonly<Record<string, Field>>,
  context: FormContext,
  typed: Typed,
  refusals: readonly Refusal[],
  words: Words,
): { field: string; message: string }[] {
  return refusals.map((refusal) => {
    const { field = '', code } = refusal;
    const [name = '', index, ...rest] = field.split('.');
    const group = form[name] && groupOf(form[name], context, words);
    const part = index === undefined ? undefined : (rest[0] ?? 'text');
    const wanted = group?.parts.find((one) => one.name === part)?.wanted;
    const message = wanted !== undefined && lacksAnswer.has(code) ? wanted : refusalInWords(refusal, words);
    if (!group || group.rows || index === undefined) return { field, message };
    const filled = Array.from({ length: rowCount(name, group, typed) }, (_, row) => row).filter((row) =>
      group.parts.some(({ name: partName, type }) =>
        type === 'date'
          ? dateAnswer(`${name}.${row}.${partName}`, typed) !== undefined
          : (typed[`${name}.${row}.${partName}`]?.[0]?.trim() ?? '') !== '',
      ),
    );
    const row = filled[Number(index)] ?? 0;
    return { field: [name, row, ...(rest.length > 0 ? rest : ['text'])].join('.'), message };
  });
}

/** The error summary of a form; each message links to its field. */
export function errorList(
  form: Readonly<Record<string, Field>>,
  errors: readonly { field: string; message: string }[],
  fields: readonly FormField[],
  { forms }: Words,
) {
  const known = new Map(
    fields.flatMap(({ id, rows, kind }) => [
      [id, kind === 'date' ? `${id}-day` : id] as const,
      ...(rows ?? []).flatMap((row) =>
        row.fields.map((part) => [part.id, part.kind === 'date' ? `${part.id}-day` : part.id] as const),
      ),
    ]),
  );
  return errors.map(({ field, message }) => {
    const target = known.get(idOf(field)) ?? known.get(field.split('.')[0] ?? '');
    const label = form[field]?.label;
    const text =
      label !== undefined && !message.includes(label) ? forms.errorAt({ label, message }) : message;
    return { text, ...(target === undefined ? {} : { href: `#${target}` }) };
  });
}
