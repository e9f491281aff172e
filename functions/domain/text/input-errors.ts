import type * as z from 'zod/mini';

// What is said of input that does not fit its schema, in one place: the words of the schema library are for engineers.
// Programs are told the values and forms that there are; `onPage` says the same to people, who see the choices.

export const needed = 'An answer is needed';
const realDate = 'Give a real date as YYYY-MM-DD, such as 2026-03-27';
const choose = 'Choose one of: ';

const formats: Readonly<Record<string, string>> = {
  date: realDate,
  datetime: 'Give a real time with its offset, such as 2026-03-27T09:30:00Z',
  email: 'Enter an email address in the form name@example.com',
  url: 'Enter a web address that begins with https:// or http://',
};

const kinds: Readonly<Record<string, string>> = {
  string: 'Give a text',
  number: 'Give a number',
  int: 'Give a whole number',
  boolean: 'Answer true or false',
  array: 'Give a list',
  object: 'Give an object with its fields',
  record: 'Give an object with its fields',
};

const count = (many: number | bigint) => many.toLocaleString('en-GB');

/** The error map with which everything from outside is parsed; a schema that knows better says so itself. */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? needed : (kinds[issue.expected] ?? 'This cannot be used here');
    case 'invalid_value':
      return issue.values.length === 1
        ? `Only this is possible: ${String(issue.values[0])}`
        : `${choose}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format] ?? 'This is not written as it must be';
    case 'too_big':
      return issue.origin === 'string'
        ? `At most ${count(issue.maximum)} characters`
        : `Give at most ${count(issue.maximum)}`;
    case 'too_small':
      return issue.origin !== 'string'
        ? `Give at least ${issue.minimum === 1 && issue.origin === 'array' ? 'one' : count(issue.minimum)}`
        : issue.minimum === 1
          ? needed
          : `At least ${count(issue.minimum)} characters`;
    case 'unrecognized_keys':
      return `There is no such field: ${issue.keys.join(', ')}`;
    default:
      return 'This cannot be used here';
  }
};

/** A message as it stands on a page; `wanted` says what its field asks for, where choices or an answer are missing. */
export function onPage(message: string, wanted?: string): string {
  if (message === realDate) return 'Enter a real date, such as 27 3 2026';
  if (message.startsWith(choose)) return wanted ?? 'Choose one';
  return message === needed ? (wanted ?? message) : message;
}
