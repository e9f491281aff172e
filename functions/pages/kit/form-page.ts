import * as z from 'zod/mini';
import { presentUsers, userById } from '../../domain/council/council.ts';
import type { Answers } from '../../domain/case/events.ts';
import { findingValues, notForThisCouncil } from '../../domain/case/facts.ts';
import { fieldOptions, type FormContext } from '../../domain/decisions/forms.ts';
import { onPage } from '../../domain/text/input-errors.ts';
import type { Field } from '../../../workflows/procedures/procedure.ts';
import { dateAnswer, typedDate } from './posted-form.ts';

// Every form of every step is made here from its fields: what is asked (`formFields`), and what a posted form answers
// (`formAnswers`). What people typed is kept as they typed it, field by field, so that a refused form loses nothing.

/** One of the several answers of a group. */
const Row = z.record(z.string(), z.json());

/** What stands in the fields of a form, by their names: as it was posted, kept as a draft, or known of the case. */
export type Typed = Readonly<Record<string, readonly string[]>>;

interface Option {
  value: string;
  text: string;
  checked?: boolean;
  selected?: boolean;
}

/** One field for the template `form.njk`, in words and with its error. */
export interface FormField {
  kind: 'input' | 'textarea' | 'date' | 'radios' | 'checkboxes' | 'select' | 'document' | 'group';
  name: string;
  id: string;
  label: string;
  hint?: string | undefined;
  /** The heading that stands before it. */
  section?: string | undefined;
  error?: string | undefined;
  value?: string;
  /** Of a text of several lines: how many are shown. */
  lines?: number;
  options?: Option[];
  /** Of an appointment: who is no choice, and why. */
  barred?: string[];
  /** Choices so short that they stand beside each other. */
  inline?: boolean;
  day?: string;
  month?: string;
  year?: string;
  /** Of a group: its rows, each with a title, and whether there can be more. */
  rows?: { title: string; text?: string; fields: FormField[] }[];
  more?: string | undefined;
}

/** A field of a row of a group: as `Field`, with its choices at hand. */
interface Part {
  name: string;
  label: string;
  type: 'paragraphs' | 'choice' | 'date';
  /** What is said where it is missing. */
  wanted?: string;
  options?: { value: string; label: string }[];
}

/** A group of rows; `rows` when there is one for each thing that is known already, named by `key`. */
interface Group {
  row: string;
  add?: string;
  key?: string;
  rows?: readonly { id: string; text: string }[];
  parts: Part[];
}

const text = (name: string, label: string, wanted: string): Part => ({
  name,
  label,
  wanted,
  type: 'paragraphs',
});
const choice = (
  name: string,
  label: string,
  wanted: string,
  options: readonly { value: string; label: string }[],
): Part => ({ name, label, wanted, type: 'choice', options: [...options] });
const named = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));

/** The parts of the types of field that are lists of several answers each (functions/domain/decisions/forms.ts has their rules). */
function groupOf(type: Field['type'], context: FormContext): Group | undefined {
  const { council, procedures, points, recommendations } = context;
  const owner = choice(
    'owner',
    'Who is responsible',
    'Choose who is responsible',
    presentUsers(council).map(({ id, name }) => ({ value: id, label: name })),
  );
  switch (type) {
    case 'list':
      return { row: 'Item', add: 'Add another', parts: [text('text', 'What', 'Say what it is')] };
    case 'points':
      return {
        row: 'Point',
        add: 'Add another point',
        parts: [
          text('text', 'What the point is', 'Say what the point is'),
          choice(
            'procedure',
            'Handle it somewhere else? (leave empty if not)',
            'Choose where it is handled',
            [
              ...procedures.map(({ id, title }) => ({ value: id, label: title })),
              { value: notForThisCouncil, label: 'Not for this council' },
            ],
          ),
          text('procedureReason', 'Why it is handled somewhere else', 'Say why it is handled somewhere else'),
        ],
      };
    case 'learning':
      return {
        row: 'Learning point',
        add: 'Add another learning point',
        parts: [
          text('text', 'What', 'Say what is learned'),
          choice('type', 'Type', 'Choose a type', named(council.learningTypes)),
          owner,
        ],
      };
    case 'actions':
      return {
        row: 'Action',
        add: 'Add another action',
        parts: [
          text('text', 'What will be done', 'Say what will be done'),
          choice('type', 'Type', 'Choose a type', named(council.actionTypes)),
          owner,
          { name: 'dueOn', label: 'By when', wanted: 'Enter the day by when it will be done', type: 'date' },
        ],
      };
    case 'recommendations':
      return {
        row: 'Recommendation',
        add: 'Add another recommendation',
        parts: [text('text', 'What the panel recommends', 'Say what the panel recommends')],
      };
    case 'recommendation answers':
      return {
        row: 'Recommendation',
        key: 'recommendation',
        rows: recommendations,
        parts: [
          choice(
            'accepted',
            'Do you accept it?',
            'Say whether you accept it',
            named(['accepted', 'partly accepted', 'not accepted']),
          ),
          text('answer', 'Your answer', 'Give your answer'),
        ],
      };
    case 'findings':
      return {
        row: 'Point',
        key: 'point',
        rows: points,
        parts: [
          choice('finding', 'Finding', 'Choose a finding', named(findingValues)),
          text('reasons', 'Reasons', 'Give the reasons'),
        ],
      };
    default:
      return undefined;
  }
}

const idOf = (path: string) => path.replaceAll('.', '-');

/** How many rows a group shows: those known, else those posted, one to begin with. */
function rowCount(name: string, group: Group, typed: Typed): number {
  return group.rows?.length ?? Math.min(50, Math.max(1, Number(typed[`${name}.rows`]?.[0] ?? 1) || 1));
}

/** The fields of a form as they are to be shown, with what was typed and what is wrong with it. */
export function formFields(
  form: Readonly<Record<string, Field>>,
  context: FormContext,
  typed: Typed,
  errors: readonly { field: string; message: string }[],
): FormField[] {
  const errorAt = (path: string) => errors.find(({ field }) => field === path)?.message;
  let section: string | undefined;
  return Object.entries(form).map(([name, field]): FormField => {
    const begins = field.section !== section ? field.section : undefined;
    section = field.section;
    const group = groupOf(field.type, context);
    const needed =
      field.required === true ||
      field.mustBeYes === true ||
      (field.neededFor !== undefined && context.childOrCareLeaver === true);
    const base = {
      name,
      id: idOf(name),
      label: needed || field.neededWhen !== undefined ? field.label : `${field.label} (optional)`,
      section: begins,
      hint: [field.hint, neededWhen(form, field, context)].filter(Boolean).join('. ') || undefined,
      error: errorAt(name),
    };
    if (!group) return { ...base, ...simple(name, field, context, typed) };
    const count = rowCount(name, group, typed);
    return {
      ...base,
      kind: 'group',
      more: group.add,
      value: String(count),
      rows: Array.from({ length: count }, (_, index) => {
        const known = group.rows?.[index];
        return {
          title: count === 1 && known === undefined ? group.row : `${group.row} ${index + 1}`,
          ...(known === undefined ? {} : { text: known.text }),
          fields: group.parts.map((part) => {
            const path = `${name}.${index}.${part.name}`;
            return {
              name: path,
              id: idOf(path),
              label: part.label,
              error: errorAt(path) ?? (part.name === 'text' ? errorAt(`${name}.${index}`) : undefined),
              ...shown(part, path, typed),
            };
          }),
        };
      }),
    };
  });
}

/** When a field that is not always needed is: "Who complains" is "Somebody else". */
function neededWhen(
  form: Readonly<Record<string, Field>>,
  { neededWhen: condition }: Field,
  context: FormContext,
): string | undefined {
  const other = condition && form[condition.field];
  if (!other) return undefined;
  const is =
    typeof condition.is === 'boolean'
      ? condition.is
        ? 'Yes'
        : 'No'
      : (fieldOptions(other, context).find(({ value }) => value === condition.is)?.label ?? condition.is);
  return `Needed when “${other.label}” is “${is}”`;
}

/** What stands in a field, in words; '' when nothing does. */
export function inWords(field: FormField): string {
  switch (field.kind) {
    case 'date':
      return [field.day, field.month, field.year].filter((part) => part !== '').join('.');
    case 'radios':
    case 'checkboxes':
    case 'select':
    case 'document':
      return (field.options ?? [])
        .filter(({ checked, selected, value }) => value !== '' && (checked === true || selected === true))
        .map(({ text: words }) => words)
        .join(', ');
    case 'group':
      return (field.rows ?? [])
        .flatMap(({ title, text: about, fields }) => {
          const given = fields.map(inWords).filter((words) => words !== '');
          return given.length === 0 ? [] : [[about ?? title, ...given].join('\n')];
        })
        .join('\n\n');
    default:
      return field.value ?? '';
  }
}

type Shown = Omit<FormField, 'name' | 'id' | 'label' | 'hint' | 'error' | 'section'>;

function shown(part: Part, path: string, typed: Typed): Shown {
  switch (part.type) {
    case 'paragraphs':
      return { kind: 'textarea', value: typed[path]?.[0] ?? '' };
    case 'date':
      return date(path, typed);
    case 'choice': {
      const options = part.options ?? [];
      return options.length <= 4 ? radios(options, path, typed) : select(options, path, typed);
    }
  }
}

function simple(name: string, field: Field, context: FormContext, typed: Typed): Shown {
  const value = typed[name]?.[0] ?? '';
  const { options, barred } = choicesOf(name, field, context, typed);
  switch (field.type) {
    case 'text':
      return { kind: 'input', value };
    case 'date':
      return date(name, typed);
    case 'yes-no':
      return {
        ...radios(
          [
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
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
      return { ...select(options, name, typed), kind: 'document' };
    case 'choice':
    case 'user':
      return { ...(options.length <= 5 ? radios : select)(options, name, typed), barred };
    default:
      return { kind: 'textarea', value, lines: field.required ? 8 : 4 };
  }
}

/** The choices of a field: of an appointment without those whom a rule bars, unless they were chosen. */
function choicesOf(name: string, field: Field, context: FormContext, typed: Typed) {
  const all = fieldOptions(field, context);
  const why = new Map(
    all.flatMap(({ value }) => {
      const user = field.appoints && userById(context.council, value);
      const reason = user && field.appoints && context.whyNot?.(user, field.appoints);
      return reason === undefined ? [] : [[value, reason]];
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

function select(options: readonly { value: string; label: string }[], name: string, typed: Typed): Shown {
  const chosen = typed[name]?.[0] ?? '';
  return {
    kind: 'select',
    options: [
      { value: '', text: 'Choose', selected: chosen === '' },
      ...options.map(({ value, label }) => ({ value, text: label, selected: value === chosen })),
    ],
  };
}

const date = (name: string, typed: Typed): Shown => ({ kind: 'date', ...typedDate(name, typed) });

/**
 * The answers of a posted form, for `checkForm`, which alone says whether they are right. What was left empty is absent.
 * A date that is none stays as it was typed, so that its error is found.
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

/** Rows in which nothing was entered are left out; all of them empty: no answer. */
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

/** The error of a row is that of its place on the page, and rows left empty have none in the answers. */
export function errorsOnPage(
  form: Readonly<Record<string, Field>>,
  context: FormContext,
  typed: Typed,
  errors: readonly { field: string; message: string }[],
): { field: string; message: string }[] {
  return errors.map(({ field, message: said }) => {
    const [name = '', index, ...rest] = field.split('.');
    const group = form[name] && groupOf(form[name].type, context);
    const asked = index === undefined ? undefined : (rest[0] ?? 'text');
    const message = onPage(said, group?.parts.find((one) => one.name === asked)?.wanted);
    if (!group || group.rows || index === undefined) return { field, message };
    const filled = Array.from({ length: rowCount(name, group, typed) }, (_, row) => row).filter((row) =>
      group.parts.some(({ name: part, type }) =>
        type === 'date'
          ? dateAnswer(`${name}.${row}.${part}`, typed) !== undefined
          : (typed[`${name}.${row}.${part}`]?.[0]?.trim() ?? '') !== '',
      ),
    );
    const row = filled[Number(index)] ?? 0;
    return { field: [name, row, ...(rest.length > 0 ? rest : ['text'])].join('.'), message };
  });
}

/** Answers as they would have been typed: the other way round, for what is known already. */
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

/** What was typed, with one more row in the group whose "add another" was pressed. */
export function withAnotherRow(typed: Typed, name: string): Typed {
  const rows = Number(typed[`${name}.rows`]?.[0] ?? 1) || 1;
  return { ...typed, [`${name}.rows`]: [String(rows + 1)] };
}

/** The error summary of a form: each message leads to the field it is about. */
export function errorList(
  form: Readonly<Record<string, Field>>,
  errors: readonly { field: string; message: string }[],
  fields: readonly FormField[],
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
    const said = label !== undefined && !message.includes(label) ? `${label}: ${message}` : message;
    return { text: said, ...(target === undefined ? {} : { href: `#${target}` }) };
  });
}
