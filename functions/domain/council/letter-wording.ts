import {
  LetterTemplate,
  parseTemplateText,
  vocabulary,
  type TemplatePart,
} from '../../../workflows/letters/letter-template.ts';
import { plainWords } from '../text/input-errors.ts';

/** A subject and a body as an administrator writes them. */
export type Wording = Pick<LetterTemplate, 'subject' | 'body'>;

/** A place for a value: its name, and the conditions of the sections around it (`name`, or `^name` for "when absent"). */
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

/** Whether everything in `some` is also in `all`, but for a condition on the value itself. */
const within = (some: readonly string[], all: readonly string[], name: string) =>
  some.every((condition) => condition === name || all.includes(condition));

/** The Ombudsman and the like: the address, without which the right to go there is no more than words. */
const webLinks = (text: string) =>
  [...text.matchAll(/\]\((https?:\/\/[^)\s{]+)\)/g)].map(([, link = '']) => link);

const inWords = (name: string): string =>
  Object.entries(vocabulary).find(([known]) => known === name)?.[1] ?? name;

/**
 * What is wrong with a wording in the place of the standard one. It may say everything in other words, but not leave
 * out what the standard wording tells (every value of it and every web address), nor make it depend on more; and it may
 * ask only for values that are there whenever this letter goes, so that a letter never stops for want of one.
 */
export function wordingProblems(
  standard: LetterTemplate,
  wording: Wording,
): { field: 'subject' | 'body'; message: string }[] {
  const read = LetterTemplate.safeParse({ ...standard, ...wording }, { error: plainWords });
  if (!read.success)
    return read.error.issues.map(({ path, message }) => ({
      field: path[0] === 'subject' ? 'subject' : 'body',
      message,
    }));
  const told = placesOf(standard);
  const tells = placesOf(wording);
  const kept = (place: Place) =>
    tells.some(({ name, conditions }) => name === place.name && within(conditions, place.conditions, name));
  const there = (place: Place) =>
    place.conditions.includes(place.name) ||
    told.some(({ name, conditions }) => name === place.name && within(conditions, place.conditions, ''));
  const missing = new Set(told.filter((place) => !kept(place)).map(({ name }) => name));
  const uncertain = (['subject', 'body'] as const).flatMap((field) => {
    const places = placesOf({ subject: '', body: '', [field]: wording[field] });
    return [...new Set(places.filter((place) => !there(place)).map(({ name }) => name))].map((name) => ({
      field,
      message: `{{${name}}} (${inWords(name)}) is not always known: put it between {{#${name}}} and {{/${name}}}`,
    }));
  });
  return [
    ...uncertain,
    ...[...missing].map((name) => ({
      field: 'body' as const,
      message: told.some((place) => place.name === name && place.conditions.length === 0)
        ? `{{${name}}} (${inWords(name)}) must stay, outside every condition`
        : `{{${name}}} (${inWords(name)}) must stay, under no more conditions than in the standard wording`,
    })),
    ...[...new Set(webLinks(standard.body))]
      .filter((link) => !webLinks(wording.body).includes(link))
      .map((link) => ({ field: 'body' as const, message: `the link to ${link} must stay` })),
  ];
}
