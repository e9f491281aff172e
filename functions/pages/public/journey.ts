import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { FeedbackKind } from '../../../workflows/procedures/meanings.ts';
import { CivilDate } from '../../domain/time/civil-date.ts';
import type { Council } from '../../domain/council/council.ts';
import type { Facts } from '../../domain/case/facts.ts';
import { clean, oneLine } from '../../domain/text/clean-text.ts';
import { isEmailAddress } from '../../domain/text/email-address.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import type { Words } from '../../words/words.ts';
import type * as z from 'zod/mini';

/** The answers so far, by field name; '' is an optional field that was left empty on purpose. */
export type JourneyAnswers = Readonly<Record<string, string>>;

export interface Option {
  value: string;
  text: string;
  hint?: string | undefined;
}

/**
 * A field of a question for the public, who answer one page at a time in strings. It has kinds of input that no step of a
 * procedure has, and its own errors; what it shares with a `Field` of a procedure comes from there.
 */
export interface JourneyField extends Pick<Field, 'label' | 'hint'> {
  name: string;
  kind: 'radios' | 'email' | 'tel' | Extract<Field['type'], 'text' | 'paragraphs' | 'date'>;
  options?: readonly Option[];
  autocomplete?: string;
  /** The error when the field is left empty; absent for an optional field. */
  requiredError?: string;
  /** Letters are posted to it: one that cannot be posted to is asked about once. */
  postal?: true;
  /** The most characters; a line has `longestLine` and paragraphs have `longestText` when absent. */
  maxLength?: number;
}

/** One page of a journey. The label of a single field is the heading of the page. */
export interface Question {
  id: string;
  /** The name of the question in the list of answers to check. */
  summary: string;
  /** The heading, when it is not the label of the only field. */
  title?: string;
  text?: readonly string[];
  fields: readonly JourneyField[];
  /** The page takes files instead of fields. */
  takesFiles?: true;
  /** Whether the question is asked, given the earlier answers; absent: always. */
  isAsked?(answers: JourneyAnswers): boolean;
}

/** The data received as a case when a journey is sent. */
interface Submission {
  kind: z.infer<typeof FeedbackKind>;
  person: Omit<Person, 'id'>;
  text: string;
  facts: Facts;
}

/** The sentences in which one journey differs from another. */
interface JourneyWords {
  check: string;
  send: string;
  privacy: string;
  received: string;
  next: string[];
  code: { heading: string; offer: string; title: string; keep: string; use: string };
}

/** A series of questions that ends in a case. It holds only what differs between journeys: `journeyPages` has the rest. */
export interface Journey {
  /** The path below which its pages are, and the page from which it starts. */
  path: string;
  startPath: string;
  /** Large and simple pages, each with a link to leave quickly. */
  forChildren?: true;
  /** All questions in order, worded for these answers; `isAsked` says which of them are shown. */
  questions(answers: JourneyAnswers, council: Council, words: Words): readonly Question[];
  submission(answers: JourneyAnswers, words: Words): Submission;
  words(answers: JourneyAnswers, words: Words): JourneyWords;
}

const longestText = 20_000;
const longestLine = 200;

/** An answer as it is stored: without control characters, and on one line unless it is paragraphs. */
export function cleanAnswer({ kind }: Pick<JourneyField, 'kind'>, typed: string): string {
  return kind === 'paragraphs' ? clean(typed).trim() : oneLine(typed);
}

/** The error of an answer, as a sentence. Undefined if it is valid. */
export function answerError(
  field: JourneyField,
  value: string,
  { errors }: Words['public'],
): string | undefined {
  if (value === '') return field.requiredError;
  switch (field.kind) {
    case 'radios':
      return field.options?.some((option) => option.value === value)
        ? undefined
        : (field.requiredError ?? errors.choose);
    case 'email':
      return isEmailAddress(value) ? undefined : errors.email;
    case 'tel':
      return /\d(?:\D*\d){5,}/.test(value) && value.length <= 40 ? undefined : errors.phone;
    case 'date':
      return CivilDate.safeParse(value).success ? undefined : errors.date;
    default: {
      const most = field.maxLength ?? (field.kind === 'paragraphs' ? longestText : longestLine);
      if (value.length <= most) return undefined;
      const lengths = {
        most: most.toLocaleString('en-GB'),
        typed: value.length.toLocaleString('en-GB'),
      };
      return field.kind === 'paragraphs' ? errors.tooLongText(lengths) : errors.tooLong(lengths);
    }
  }
}

/** The first question without an answer. Undefined if all have one. */
export function firstUnanswered(
  questions: readonly Question[],
  answers: JourneyAnswers,
): Question | undefined {
  return questions.find(({ id, fields, takesFiles }) =>
    takesFiles ? answers[id] === undefined : fields.some(({ name }) => answers[name] === undefined),
  );
}

/** An answer as it is read back: the text of the chosen option, or the typed text. */
export function answerText({ kind, options = [] }: JourneyField, value: string): string {
  if (kind !== 'radios') return value;
  return options.find((option) => option.value === value)?.text ?? value;
}
