import { defaultLanguage, letterIn } from '../../../workflows/letters/index.ts';
import {
  parseTemplateText,
  templateProblems,
  type LetterTemplate,
  type TemplatePart,
} from '../../../workflows/letters/letter-template.ts';
import type { CouncilProblemDetail } from './council-problem.ts';

/** A subject and a body as an administrator writes them. */
export type Wording = Pick<LetterTemplate, 'subject' | 'body'>;

/** A use of a value: its name, and the conditions of the sections around it (`name`, or `^name` for "if absent"). */
interface Place {
  name: string;
  conditions: readonly string[];
}

function placesIn(parts: readonly TemplatePart[], conditions: readonly string[] = []): Place[] {
  return parts.flatMap((part): Place[] => {
    if ('placeholder' in part) return [{ name: part.placeholder, conditions }];
    if ('literal' in part) return [];
    const condition = part.shownWhen === 'present' ? part.section : `^${part.section}`;
    return placesIn(part.parts, [...conditions, condition]);
  });
}

function placesOf({ subject, body }: Wording): Place[] {
  return [subject, body].flatMap((text) => {
    const parsed = parseTemplateText(text);
    return parsed.ok ? placesIn(parsed.parts) : [];
  });
}

/** Whether everything in `some` is also in `all`, except a condition on the value itself. */
const within = (some: readonly string[], all: readonly string[], name: string) =>
  some.every((condition) => condition === name || all.includes(condition));

/**
 * The web addresses of links, such as the Ombudsman's. Without them a reader cannot use the right that the letter tells
 * them about.
 */
const webLinks = (text: string) =>
  [...text.matchAll(/\]\((https?:\/\/[^)\s{]+)\)/g)].map(([, link = '']) => link);

/** A problem with a wording, and which of its two fields it is in. */
export type WordingProblem = { field: 'subject' | 'body' } & CouncilProblemDetail;

const fields = ['subject', 'body'] as const;

/**
 * The problems of a wording that is to replace the standard one. Its text is free, but it must keep every value and
 * every web address of the standard wording, without further conditions. It may use only values that are always known
 * when this letter is sent, because a missing value would hold the letter up.
 */
export function wordingProblems(standard: LetterTemplate, wording: Wording): WordingProblem[] {
  const unreadable = fields.flatMap((field) =>
    templateProblems(wording[field]).map((problem): WordingProblem => ({ field, ...problem })),
  );
  if (wording.subject.includes('\n'))
    unreadable.push({ field: 'subject', code: 'letter-subject-lines', params: {} });
  if (unreadable.length > 0) return unreadable;
  const standardPlaces = placesOf(standard);
  const places = placesOf(wording);
  const isKept = (place: Place) =>
    places.some(({ name, conditions }) => name === place.name && within(conditions, place.conditions, name));
  const isKnown = (place: Place) =>
    place.conditions.includes(place.name) ||
    standardPlaces.some(
      ({ name, conditions }) => name === place.name && within(conditions, place.conditions, ''),
    );
  const missing = new Set(standardPlaces.filter((place) => !isKept(place)).map(({ name }) => name));
  const uncertain = fields.flatMap((field) => {
    const own = placesOf({ subject: '', body: '', [field]: wording[field] });
    const names = new Set(own.filter((place) => !isKnown(place)).map(({ name }) => name));
    return [...names].map((name): WordingProblem => ({
      field,
      code: 'letter-value-uncertain',
      params: { name },
    }));
  });
  const isAlwaysTold = (name: string) =>
    standardPlaces.some((place) => place.name === name && place.conditions.length === 0);
  return [
    ...uncertain,
    ...[...missing].map((name): WordingProblem => ({
      field: 'body',
      code: isAlwaysTold(name) ? 'letter-value-missing' : 'letter-value-conditional',
      params: { name },
    })),
    ...[...new Set(webLinks(standard.body))]
      .filter((link) => !webLinks(wording.body).includes(link))
      .map((link): WordingProblem => ({ field: 'body', code: 'letter-link-missing', params: { link } })),
  ];
}

/** Why a letter of this version does not accept a wording. Empty if it does. */
export function rejections(
  id: string,
  wording: Wording,
): (WordingProblem | { field: 'letter'; code: 'unknown-letter'; params: object })[] {
  const standard = letterIn(defaultLanguage, id);
  return standard
    ? wordingProblems(standard, wording)
    : [{ field: 'letter', code: 'unknown-letter', params: {} }];
}
