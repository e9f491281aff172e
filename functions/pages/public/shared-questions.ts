import type { Words } from '../../words/words.ts';
import type { JourneyAnswers, Option, Question } from './journey.ts';

// Questions that the journeys of adults and of children have in common.

type FeedbackWords = Words['public']['giveFeedback'];

/** The options of a question from a table in the catalogue, in its order. */
export const optionsFrom = (table: Record<string, string | Omit<Option, 'value'>>): Option[] =>
  Object.entries(table).map(([value, option]) =>
    typeof option === 'string' ? { value, text: option } : { value, ...option },
  );

/** The words of these questions. */
interface QuestionWords {
  wishedOutcome: { summary: string; label: string; hint: string };
  files: { summary: string; title: string; text: string };
  name: { summary: string; label: string; hint: string };
}

/** The questions that each journey asks in its own words: what should happen, files, and the name. */
export const sharedQuestions = (
  { wishedOutcome, files, name }: QuestionWords,
  { autocompleteName }: { autocompleteName: 'name' | 'off' },
) => ({
  wishedOutcome: {
    id: 'what-should-happen',
    summary: wishedOutcome.summary,
    fields: [
      {
        name: 'wishedOutcome',
        kind: 'paragraphs',
        label: wishedOutcome.label,
        hint: wishedOutcome.hint,
        maxLength: 5_000,
      },
    ],
  } satisfies Question,
  files: {
    id: 'files',
    summary: files.summary,
    title: files.title,
    text: [files.text],
    fields: [],
    takesFiles: true,
  } satisfies Question,
  name: {
    id: 'name',
    summary: name.summary,
    fields: [
      { name: 'name', kind: 'text', label: name.label, hint: name.hint, autocomplete: autocompleteName },
    ],
  } satisfies Question,
});

/** Whether someone wants an advocate. */
export const advocateQuestion = (words: {
  label: string;
  required: string;
  options: Record<string, string | Omit<Option, 'value'>>;
}) =>
  ({
    name: 'advocate',
    kind: 'radios',
    label: words.label,
    requiredError: words.required,
    options: optionsFrom(words.options),
  }) satisfies Question['fields'][number];

/**
 * The questions for an email address, a phone number and a postal address. The answer to `reach` decides which is
 * asked.
 */
export const contactQuestions = ({ email, phone, address }: FeedbackWords) => ({
  email: {
    id: 'email',
    isAsked: ({ reach }) => reach === 'email',
    summary: email.summary,
    fields: [
      {
        name: 'email',
        kind: 'email',
        label: email.label,
        hint: email.hint,
        autocomplete: 'email',
        requiredError: email.required,
      },
    ],
  } satisfies Question,
  phone: {
    id: 'phone',
    isAsked: ({ reach }) => reach === 'phone',
    summary: phone.summary,
    fields: [
      {
        name: 'phone',
        kind: 'tel',
        label: phone.label,
        autocomplete: 'tel',
        requiredError: phone.required,
      },
    ],
  } satisfies Question,
  post: {
    id: 'address',
    isAsked: ({ reach }) => reach === 'post',
    summary: address.summary,
    fields: [
      {
        name: 'address',
        kind: 'paragraphs',
        label: address.label,
        hint: address.hint,
        autocomplete: 'street-address',
        postal: true,
        maxLength: 500,
        requiredError: address.required,
      },
    ],
  } satisfies Question,
});

/** The fields that hold the address or number, by the chosen way of contact. */
const contactFields: Record<string, 'email' | 'phone' | 'address'> = {
  email: 'email',
  phone: 'phone',
  post: 'address',
};

/**
 * The person who sent it, as far as they said. Of the addresses they typed, only the one for the contact they chose
 * last.
 */
export function personOf(answers: JourneyAnswers) {
  const { name, reach = '' } = answers;
  const field = contactFields[reach];
  const contact = field && answers[field];
  return { ...(name ? { name } : {}), ...(field && contact ? { [field]: contact } : {}) };
}
