import * as z from 'zod/mini';
import type { Answers } from '../../domain/case/events.ts';
import type { FormContext } from '../../domain/decisions/forms.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { groupOf, rowCount, type Group, type Part, type Typed } from './form-groups.ts';
import { dateAnswer } from './posted-form.ts';

// Reads the answers of a posted form, and puts known answers into a form. Typed text is kept as it was typed, field by
// field, so a refused form loses nothing.

/** One row of a group. */
const Row = z.record(z.string(), z.json());

/**
 * The answers of a posted form, for `checkForm`, which alone decides whether they are valid. Empty fields are absent.
 * An impossible date stays as it was typed, so its error is found.
 */
export function formAnswers(
  form: Readonly<Record<string, Field>>,
  context: FormContext,
  typed: Typed,
): Answers {
  const answers: Answers = {};
  for (const [name, field] of Object.entries(form)) {
    const group = groupOf(field, context);
    const answer = group ? rowsOf(name, group, field.type, typed) : oneAnswer(name, field.type, typed);
    if (answer !== undefined) answers[name] = answer;
  }
  return answers;
}

function oneAnswer(name: string, type: Field['type'], typed: Typed): Answers[string] | undefined {
  const value = typed[name]?.[0]?.trim() ?? '';
  switch (type) {
    case 'yes-no':
      return value === 'yes' ? true : value === 'no' ? false : undefined;
    case 'choices':
    case 'users':
    case 'documents': {
      const all = [...(typed[name] ?? [])];
      return all.length === 0 ? undefined : all;
    }
    case 'date':
      return dateAnswer(name, typed);
    case 'time':
      return value === '' ? undefined : timeTyped(value);
    default:
      return value === '' ? undefined : value;
  }
}

/** "9.30" and "9:30" are the time 09:30. Anything else stays as it was typed, so its error is found. */
const timeTyped = (value: string): string => value.replace('.', ':').replace(/^(\d):/, '0$1:');

/** The rows of a group without empty ones. Undefined if all are empty. */
function rowsOf(name: string, group: Group, type: Field['type'], typed: Typed): Answers[string] | undefined {
  const rows = Array.from({ length: rowCount(name, group, typed) }, (_, index) => {
    const given: Record<string, string> = {};
    for (const part of group.parts) {
      const path = `${name}.${index}.${part.name}`;
      const value = part.type === 'date' ? dateAnswer(path, typed) : (typed[path]?.[0]?.trim() ?? '');
      if (value !== undefined && value !== '') given[part.name] = value;
    }
    const known = group.rows?.[index];
    return { given, key: group.key === undefined || known === undefined ? {} : { [group.key]: known.id } };
  });
  const filled = rows.filter(({ given, key }) => Object.keys(given).length + Object.keys(key).length > 0);
  const entered = rows.some(({ given }) => Object.keys(given).length > 0);
  if (!entered) return undefined;
  return type === 'list'
    ? filled.map(({ given }) => given['text'] ?? '')
    : filled.map(({ given, key }) => ({ ...key, ...given }));
}

/** Known answers in the form in which someone would have typed them: the inverse of `formAnswers`. */
export function typedAnswers(
  form: Readonly<Record<string, Field>>,
  context: FormContext,
  answers: Answers,
): Typed {
  const typed: Record<string, string[]> = {};
  const put = (name: string, value: unknown, type: Part['type'] | Field['type']) => {
    if (type === 'date' && typeof value === 'string') {
      const [year = '', month = '', day = ''] = value.split('-');
      Object.assign(typed, {
        [`${name}.year`]: [year],
        [`${name}.month`]: [String(Number(month))],
        [`${name}.day`]: [String(Number(day))],
      });
    } else if (typeof value === 'boolean') typed[name] = [value ? 'yes' : 'no'];
    else if (Array.isArray(value)) typed[name] = value.map(String);
    else if (typeof value === 'string') typed[name] = [value];
  };
  for (const [name, field] of Object.entries(form)) {
    const answer = answers[name];
    const group = groupOf(field, context);
    if (!group) {
      put(name, answer, field.type);
      continue;
    }
    if (!Array.isArray(answer)) continue;
    typed[`${name}.rows`] = [String(Math.max(1, answer.length))];
    for (const [index, row] of answer.entries()) {
      const { key, rows } = group;
      const parts: Record<string, unknown> = Row.safeParse(row).data ?? { text: row };
      const place = key === undefined ? index : (rows ?? []).findIndex(({ id }) => id === parts[key]);
      if (place >= 0)
        for (const part of group.parts) put(`${name}.${place}.${part.name}`, parts[part.name], part.type);
    }
  }
  return typed;
}

/** The typed values with one more row in a group. */
export function addRow(typed: Typed, name: string): Typed {
  const rows = Number(typed[`${name}.rows`]?.[0] ?? 1) || 1;
  return { ...typed, [`${name}.rows`]: [String(rows + 1)] };
}
