import * as z from 'zod/mini';
import { presentUsers, userById } from '../../domain/council/council.ts';
import type { Answers } from '../../domain/case/events.ts';
import { notForThisCouncil } from '../../domain/case/facts.ts';
import { fieldOptions, type FormContext } from '../../domain/decisions/forms.ts';
import type { Refusal, RefusalCode } from '../../domain/text/refusal.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import type { Field } from '../../../workflows/procedures/procedure.ts';
import { CivilDate, longDate } from '../../domain/time/civil-date.ts';
import { wordFor, wordsIn, type Words } from '../../words/words.ts';
import { dateAnswer, typedDate } from './posted-form.ts';

// Every form of every step is made here from its fields: `formFields` shows them, `formAnswers` reads a posted form.
// Typed text is kept as it was typed, field by field, so a refused form loses nothing.

/** One row of a group. */
const Row = z.record(z.string(), z.json());

/** The values in the fields of a form, by field name: as posted, saved as a draft, or already recorded on the case. */
export type Typed = Readonly<Record<string, readonly string[]>>;

interface Option {
  value: string;
  text: string;
  checked?: boolean;
  selected?: boolean;
}

/**
 * A `Field` of a procedure as the template `form-field.njk` shows it: its control, with what was typed into it and what is
 * wrong with that. `section` is the heading above it.
 */
export interface FormField extends Pick<Field, 'label' | 'hint' | 'section'> {
  kind: 'input' | 'textarea' | 'date' | 'radios' | 'checkboxes' | 'select' | 'document' | 'group';
  name: string;
  id: string;
  error?: string | undefined;
  value?: string;
  /** The number of lines of a text area. */
  lines?: number;
  options?: Option[];
  /** For an appointment: why some people cannot be selected. */
  barred?: string[];
  /** Whether the choices are short enough for one line. */
  inline?: boolean;
  day?: string;
  month?: string;
  year?: string;
  /** For a group: its rows, each with a title, and the button that adds one. */
  rows?: { title: string; text?: string; fields: FormField[] }[];
  more?: string | undefined;
}

/** A `Field` of a row of a group, of one of the types that a row may have. */
interface Part extends Pick<Field, 'label' | 'options'> {
  name: string;
  type: Extract<Field['type'], 'paragraphs' | 'choice' | 'date'>;
  /** The error if it is missing. */
  wanted?: string;
}

/** A group of rows. `rows`: there is one row for each of these, and `key` names it in the answers. */
interface Group {
  row: string;
  add?: string;
  key?: string;
  rows?: readonly { id: string; text: string }[];
  parts: Part[];
}

/** The groups for the types of field with several answers. Their rules are in functions/domain/decisions/forms.ts. */
function groupOf(
  type: Field['type'],
  context: FormContext,
  { forms, terms }: Words = wordsIn(undefined),
): Group | undefined {
  const { council, procedures, points, recommendations } = context;
  const owner: Part = {
    name: 'owner',
    label: forms.owner,
    wanted: forms.ownerNeeded,
    type: 'choice',
    options: presentUsers(council).map(({ id, name }) => ({ value: id, label: name })),
  };
  const textOf = ({ text, textNeeded }: { text: string; textNeeded: string }): Part => ({
    name: 'text',
    label: text,
    wanted: textNeeded,
    type: 'paragraphs',
  });
  const typeOf = (types: readonly string[]): Part => ({
    name: 'type',
    label: forms.type,
    wanted: forms.typeNeeded,
    type: 'choice',
    options: types.map((name) => ({ value: name, label: name })),
  });
  const optionsOf = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }));
  switch (type) {
    case 'list':
      return { row: forms.list.row, add: forms.list.add, parts: [textOf(forms.list)] };
    case 'points':
      return {
        row: forms.points.row,
        add: forms.points.add,
        parts: [
          textOf(forms.points),
          {
            name: 'procedure',
            label: forms.points.procedure,
            wanted: forms.points.procedureNeeded,
            type: 'choice',
            options: [
              ...procedures.map(({ id, title }) => ({ value: id, label: title })),
              { value: notForThisCouncil, label: forms.points.notForThisCouncil },
            ],
          },
          {
            name: 'procedureReason',
            label: forms.points.reason,
            wanted: forms.points.reasonNeeded,
            type: 'paragraphs',
          },
        ],
      };
    case 'learning':
      return {
        row: forms.learning.row,
        add: forms.learning.add,
        parts: [textOf(forms.learning), typeOf(council.learningTypes), owner],
      };
    case 'actions':
      return {
        row: forms.actions.row,
        add: forms.actions.add,
        parts: [
          textOf(forms.actions),
          typeOf(council.actionTypes),
          owner,
          { name: 'dueOn', label: forms.actions.dueOn, wanted: forms.actions.dueOnNeeded, type: 'date' },
        ],
      };
    case 'recommendations':
      return {
        row: forms.recommendations.row,
        add: forms.recommendations.add,
        parts: [textOf(forms.recommendations)],
      };
    case 'recommendation answers':
      return {
        row: forms.recommendations.row,
        key: 'recommendation',
        rows: recommendations,
        parts: [
          {
            name: 'accepted',
            label: forms.recommendations.accepted,
            wanted: forms.recommendations.acceptedNeeded,
            type: 'choice',
            options: optionsOf(terms.recommendationAnswers),
          },
          {
            name: 'answer',
            label: forms.recommendations.answer,
            wanted: forms.recommendations.answerNeeded,
            type: 'paragraphs',
          },
        ],
      };
    case 'findings':
      return {
        row: forms.findings.row,
        key: 'point',
        rows: points,
        parts: [
          {
            name: 'finding',
            label: forms.findings.finding,
            wanted: forms.findings.findingNeeded,
            type: 'choice',
            options: optionsOf(terms.findings),
          },
          {
            name: 'reasons',
            label: forms.findings.reasons,
            wanted: forms.findings.reasonsNeeded,
            type: 'paragraphs',
          },
        ],
      };
    default:
      return undefined;
  }
}

const idOf = (path: string) => path.replaceAll('.', '-');

/** The number of rows that a group shows: the known ones, or those posted, or one to start with. */
function rowCount(name: string, group: Group, typed: Typed): number {
  return group.rows?.length ?? Math.min(50, Math.max(1, Number(typed[`${name}.rows`]?.[0] ?? 1) || 1));
}

/** The fields of a form as the page shows them, with typed values and errors. */
export function formFields(
  form: Readonly<Record<string, Field>>,
  context: FormContext,
  typed: Typed,
  errors: readonly { field: string; message: string }[],
  words: Words,
): FormField[] {
  const { forms } = words;
  const errorAt = (path: string) => errors.find(({ field }) => field === path)?.message;
  let section: string | undefined;
  return Object.entries(form).map(([name, field]): FormField => {
    const heading = field.section !== section ? field.section : undefined;
    section = field.section;
    const group = groupOf(field.type, context, words);
    const needed =
      field.required === true ||
      field.mustBeYes === true ||
      (field.neededFor !== undefined && context.childOrCareLeaver === true);
    const base = {
      name,
      id: idOf(name),
      label: needed || field.neededWhen !== undefined ? field.label : forms.optional({ label: field.label }),
      section: heading,
      hint: [field.hint, neededWhen(form, field, context, words)].filter(Boolean).join('. ') || undefined,
      error: errorAt(name),
    };
    if (!group) return { ...base, ...fieldShown(name, field, context, typed, words) };
    const count = rowCount(name, group, typed);
    return {
      ...base,
      kind: 'group',
      more: group.add,
      value: String(count),
      rows: Array.from({ length: count }, (_, index) => {
        const known = group.rows?.[index];
        return {
          title:
            count === 1 && known === undefined
              ? group.row
              : forms.numbered({ row: group.row, number: index + 1 }),
          ...(known === undefined ? {} : { text: known.text }),
          fields: group.parts.map((part) => {
            const path = `${name}.${index}.${part.name}`;
            return {
              name: path,
              id: idOf(path),
              label: part.label,
              error: errorAt(path) ?? (part.name === 'text' ? errorAt(`${name}.${index}`) : undefined),
              ...partShown(part, path, typed, words),
            };
          }),
        };
      }),
    };
  });
}

/** The condition under which a field must be answered, as a hint. */
function neededWhen(
  form: Readonly<Record<string, Field>>,
  { neededWhen: condition }: Field,
  context: FormContext,
  words: Words,
): string | undefined {
  const other = condition && form[condition.field];
  if (!other) return undefined;
  const answer =
    typeof condition.is === 'boolean'
      ? condition.is
        ? words.terms.yes
        : words.terms.no
      : (labelledOptions(other, context, words).find(({ value }) => value === condition.is)?.label ??
        condition.is);
  return words.forms.neededWhen({ label: other.label, answer });
}

/** The answer in a field as people read it, or '' if it is empty. */
export function answerText(field: FormField): string {
  switch (field.kind) {
    case 'date': {
      const { name, day = '', month = '', year = '' } = field;
      const typed = { [`${name}.day`]: [day], [`${name}.month`]: [month], [`${name}.year`]: [year] };
      const date = CivilDate.safeParse(dateAnswer(name, typed)).data;
      return date === undefined ? [day, month, year].filter((part) => part !== '').join(' ') : longDate(date);
    }
    case 'radios':
    case 'checkboxes':
    case 'select':
    case 'document':
      return (field.options ?? [])
        .filter(({ checked, selected, value }) => value !== '' && (checked === true || selected === true))
        .map(({ text }) => text)
        .join(', ');
    case 'group':
      return (field.rows ?? [])
        .flatMap(({ title, text: about, fields }) => {
          const answers = fields.map(answerText).filter((answer) => answer !== '');
          return answers.length === 0 ? [] : [[about ?? title, ...answers].join('\n')];
        })
        .join('\n\n');
    default:
      return field.value ?? '';
  }
}

type Shown = Omit<FormField, 'name' | 'id' | 'label' | 'hint' | 'error' | 'section'>;

function partShown(part: Part, path: string, typed: Typed, words: Words): Shown {
  switch (part.type) {
    case 'paragraphs':
      return { kind: 'textarea', value: typed[path]?.[0] ?? '' };
    case 'date':
      return date(path, typed);
    case 'choice': {
      const options = part.options ?? [];
      return options.length <= 4 ? radios(options, path, typed) : select(options, path, typed, words);
    }
  }
}

function fieldShown(name: string, field: Field, context: FormContext, typed: Typed, words: Words): Shown {
  const value = typed[name]?.[0] ?? '';
  const { options, barred } = choicesOf(name, field, context, typed, words);
  switch (field.type) {
    case 'text':
      return { kind: 'input', value };
    case 'date':
      return date(name, typed);
    case 'yes-no':
      return {
        ...radios(
          [
            { value: 'yes', label: words.terms.yes },
            { value: 'no', label: words.terms.no },
          ],
          name,
          typed,
        ),
        inline: true,
      };
    case 'choices':
    case 'users':
    case 'documents':
      return {
        kind: 'checkboxes',
        barred,
        options: options.map((option) => ({
          value: option.value,
          text: option.label,
          checked: typed[name]?.includes(option.value) === true,
        })),
      };
    case 'document':
      return { ...select(options, name, typed, words), kind: 'document' };
    case 'choice':
    case 'user':
      return {
        ...(options.length <= 5 ? radios(options, name, typed) : select(options, name, typed, words)),
        barred,
      };
    default:
      return { kind: 'textarea', value, lines: field.required ? 8 : 4 };
  }
}

/** The choices of a field, with the catalogue's labels if their values are the product's own. */
function labelledOptions(field: Field, context: FormContext, { terms }: Words) {
  const options = fieldOptions(field, context);
  return field.optionsFrom === 'feedback kinds'
    ? options.map(({ value }) => ({ value, label: wordFor(terms.kinds, value) }))
    : options;
}

/** The choices of a field. People who are not allowed to take an appointment are left out, unless one was selected. */
function choicesOf(name: string, field: Field, context: FormContext, typed: Typed, words: Words) {
  const all = labelledOptions(field, context, words);
  const why = new Map(
    all.flatMap(({ value }) => {
      const user = field.appoints && userById(context.council, value);
      const refusal = user && field.appoints && context.refuseAppointment?.(user, field.appoints);
      return refusal === undefined ? [] : [[value, refusalInWords(refusal, words)]];
    }),
  );
  const options = all.filter(({ value }) => !why.has(value) || typed[name]?.includes(value) === true);
  return { options, barred: [...why.values()] };
}

function radios(options: readonly { value: string; label: string }[], name: string, typed: Typed): Shown {
  const chosen = typed[name]?.[0];
  return {
    kind: 'radios',
    options: options.map(({ value, label }) => ({ value, text: label, checked: value === chosen })),
  };
}

function select(
  options: readonly { value: string; label: string }[],
  name: string,
  typed: Typed,
  { forms }: Words,
): Shown {
  const chosen = typed[name]?.[0] ?? '';
  return {
    kind: 'select',
    options: [
      { value: '', text: forms.select, selected: chosen === '' },
      ...options.map(({ value, label }) => ({ value, text: label, selected: value === chosen })),
    ],
  };
}

const date = (name: string, typed: Typed): Shown => ({ kind: 'date', ...typedDate(name, typed) });

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
    const group = groupOf(field.type, context);
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
    default:
      return value === '' ? undefined : value;
  }
}

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
    const group = form[name] && groupOf(form[name].type, context, words);
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
    const group = groupOf(field.type, context);
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
export function withAnotherRow(typed: Typed, name: string): Typed {
  const rows = Number(typed[`${name}.rows`]?.[0] ?? 1) || 1;
  return { ...typed, [`${name}.rows`]: [String(rows + 1)] };
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
