import { userById } from '../../domain/council/council.ts';
import { fieldOptions, type FormContext } from '../../domain/decisions/forms.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { CivilDate, longDate } from '../../domain/time/civil-date.ts';
import { wordFor, type Words } from '../../words/words.ts';
import { groupOf, idOf, rowCount, type Part, type Typed } from './form-groups.ts';
import { dateAnswer, typedDate } from './posted-form.ts';

// Every form of every step is shown from its fields. `form-answers.ts` reads what was posted, `form-errors.ts` places what
// is wrong with it.

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
  rows?: { title: string; text?: string; before?: FoundBefore[]; fields: FormField[] }[];
  more?: string | undefined;
}

/** What an earlier stage found on a point: who, and what. */
type FoundBefore = { label: string; text: string };

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
    const group = groupOf(field, context, words);
    const needed =
      field.required === true ||
      field.mustBeYes === true ||
      field.confirms !== undefined ||
      (field.neededFor !== undefined && context.childOrCareLeaver === true);
    const base = {
      name,
      id: idOf(name),
      label: needed || field.neededWhen !== undefined ? field.label : forms.optional({ label: field.label }),
      section: heading,
      hint:
        [field.hint, neededWhen(form, field, context, words), underWay(field, context, words)]
          .filter(Boolean)
          .join('. ') || undefined,
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
          ...(known === undefined
            ? {}
            : { text: known.text, before: foundBefore(field, known.id, context, words) }),
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

/** The actions under way, beside a field that asks for new ones. */
function underWay({ type }: Field, { actions = [] }: FormContext, { forms }: Words): string | undefined {
  return type === 'actions' && actions.length > 0
    ? forms.actions.underWay({ actions: actions.map(({ text }) => text).join('; ') })
    : undefined;
}

/** What was found on a point before, for a form that asks for findings. */
function foundBefore({ type }: Field, point: string, context: FormContext, words: Words): FoundBefore[] {
  if (type !== 'findings') return [];
  return (context.foundBefore ?? []).flatMap(({ stage, as, findings }) =>
    findings
      .filter((found) => found.point === point)
      .map((found) => ({
        label: words.forms.findings.before({
          stage: words.staff.case.stages[stage],
          by: words.terms.finders[as],
        }),
        text: `${words.terms.findings[found.finding]}\n\n${found.reasons}`,
      })),
  );
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
    case 'text':
      return { kind: 'input', value: typed[path]?.[0] ?? '' };
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
    case 'time':
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
