import type { FeedbackKind } from '../../../workflows/procedures/procedure.ts';
import { CivilDate } from '../../domain/time/civil-date.ts';
import type { Council } from '../../domain/council/council.ts';
import type { Facts } from '../../domain/case/facts.ts';
import { clean, oneLine } from '../../domain/text/clean-text.ts';
import { MailAddress } from '../../domain/correspondence/render-letter.ts';
import type { Person } from '../../domain/case/stored-rows.ts';
import type * as z from 'zod/mini';

/** What somebody has answered so far, by field; '' where they left a field empty and went on. */
export type Answers = Readonly<Record<string, string>>;

export interface Field {
  name: string;
  kind: 'radios' | 'text' | 'email' | 'tel' | 'paragraphs' | 'date';
  label: string;
  hint?: string;
  options?: readonly { value: string; text: string; hint?: string }[];
  autocomplete?: string;
  /** What is said when it is left empty; absent: it may be. */
  needed?: string;
  /** The most characters; a line has a name's length and paragraphs have `longestText` when absent. */
  most?: number;
}

/** One page of a journey. With one field its label is the heading of the page. */
export interface Question {
  id: string;
  /** In the list of answers. */
  short: string;
  /** The heading, when it is not the label of its only field. */
  title?: string;
  text?: readonly string[];
  fields: readonly Field[];
  /** Files can be added on this page, and nothing else. */
  files?: true;
  /** Whether it is asked after what was answered before; absent: always. */
  asked?(answers: Answers): boolean;
}

/** What is received when a journey is sent off. */
interface Sent {
  kind: z.infer<typeof FeedbackKind>;
  person: Omit<Person, 'id'>;
  text: string;
  facts: Facts;
}

/** A way through questions to a case: only what differs between the ways; the pages are the same (`journeyPages`). */
export interface Journey {
  /** Its first folder, and where it starts from. */
  at: string;
  from: string;
  /** Plain and big, with a way out on each page. */
  forChildren?: true;
  /** All questions in order, as they are put after these answers; `asked` says which of them are. */
  questions(answers: Answers, council: Council): readonly Question[];
  sent(answers: Answers, council: Council): Sent;
  words: {
    check: string;
    send: string;
    sendText: string;
    received: string;
    next(answers: Answers): string[];
  };
}

const longestText = 20_000;
const longestLine = 200;

/** What was typed as it is kept: no control characters, and a line is one line. */
export function tidied({ kind }: Pick<Field, 'kind'>, typed: string): string {
  return kind === 'paragraphs' ? clean(typed).trim() : oneLine(typed);
}

/** What is wrong with an answer, in a sentence; undefined: nothing. */
export function problemWith(field: Field, value: string): string | undefined {
  if (value === '') return field.needed;
  switch (field.kind) {
    case 'radios':
      return field.options?.some((option) => option.value === value)
        ? undefined
        : (field.needed ?? 'Choose one');
    case 'email':
      return MailAddress.safeParse(value).success
        ? undefined
        : 'Enter an email address such as name@example.com';
    case 'tel':
      return /\d(?:\D*\d){5,}/.test(value) && value.length <= 40
        ? undefined
        : 'Enter a phone number, such as 01632 960 001';
    case 'date':
      return CivilDate.safeParse(value).success ? undefined : 'Enter a real date, such as 27 3 2026';
    default: {
      const most = field.most ?? (field.kind === 'paragraphs' ? longestText : longestLine);
      const say = field.kind === 'paragraphs' ? ' You can add the rest as a file.' : '';
      return value.length <= most
        ? undefined
        : `Use ${most.toLocaleString('en-GB')} characters or fewer: this has ${value.length.toLocaleString('en-GB')}.${say}`;
    }
  }
}

/** The first question that was not answered yet; undefined: all are. */
export function unanswered(questions: readonly Question[], answers: Answers): Question | undefined {
  return questions.find(({ id, fields, files }) =>
    files ? answers[id] === undefined : fields.some(({ name }) => answers[name] === undefined),
  );
}

/** The text of an answer as it is read back. */
export function inWords({ kind, options = [] }: Field, value: string): string {
  if (kind !== 'radios') return value;
  return options.find((option) => option.value === value)?.text ?? value;
}
