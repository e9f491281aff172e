import {
  parseTemplateText,
  templateProblems,
  vocabulary,
  type LetterValues,
} from '../../../workflows/letters/letter-template.ts';
import type { CouncilProblemDetail } from './council-problem.ts';

/** The values that a standard paragraph can use: those that mean the same whenever a letter is written. */
export const paragraphValues = [
  'reference',
  'complainantName',
  'receivedOn',
  'summary',
  'procedureName',
  'answerPromisedFor',
  'officerName',
  'handlerName',
  'councilName',
  'councilPhone',
  'councilEmail',
  'howToGetAdvocate',
] as const satisfies (keyof typeof vocabulary)[];

const isValue = (name: string): boolean => paragraphValues.some((value) => value === name);

/** What is wrong with the text of a standard paragraph: a value that it cannot use is named. */
export function paragraphProblems(text: string): CouncilProblemDetail[] {
  const problems = templateProblems(text);
  const parsed = parseTemplateText(text);
  if (problems.length > 0 || !parsed.ok) return problems;
  // An officer completes the text by hand, so it has no parts that come and go.
  return parsed.parts.flatMap((part): CouncilProblemDetail[] => {
    if ('section' in part) return [{ code: 'letter-not-a-tag', params: { text: `{{#${part.section}}}` } }];
    return 'placeholder' in part && !isValue(part.placeholder)
      ? [{ code: 'letter-unknown-value', params: { name: part.placeholder } }]
      : [];
  });
}

const placeholder = /\{\{([A-Za-z0-9]+)\}\}/g;

/** A paragraph with the values of a case. What the case does not know stays marked, for its author to replace. */
export function fillParagraph(text: string, values: LetterValues): string {
  const known = new Map<string, unknown>(Object.entries(values));
  return text.replaceAll(placeholder, (mark, name: string) => {
    const value = known.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value : mark;
  });
}

/** The values in a text that its author still has to replace. Such a letter does not go. */
export const unfilledIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(placeholder)].flatMap(([, name = '']) =>
      Object.hasOwn(vocabulary, name) ? [name] : [],
    ),
  ),
];
