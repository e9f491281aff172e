import { en } from './en/index.ts';

/**
 * Every sentence that a person reads, by room and name: a text, or a function that makes one from named parameters.
 * English is the measure: a whole language has all that English has, or the types say what is missing.
 */
export type Words = typeof en;

/** The languages that the product ships whole, by BCP 47 tag. */
const languages = { en } satisfies Record<string, Words>;
export type Language = keyof typeof languages;

const defaultLanguage: Language = 'en';

/** Any of the sentences of a catalogue: a language that is still being translated. */
export type PartialWords<Of = Words> = {
  [Name in keyof Of]?: Of[Name] extends string | readonly string[] | ((...params: never[]) => unknown)
    ? Of[Name]
    : PartialWords<Of[Name]>;
};

/** The sentences that a partial language lacks, as paths such as `staff.tasks.title`, in the order of the catalogue. */
export function missingWords(partial: PartialWords, whole: object = en, path = ''): string[] {
  return Object.entries(whole).flatMap(([name, sentence]: [string, unknown]) => {
    const own: unknown = Object.entries(partial).find(([key]) => key === name)?.[1];
    const here = `${path}${name}`;
    if (typeof sentence === 'object' && sentence !== null && !Array.isArray(sentence))
      return missingWords(typeof own === 'object' && own !== null ? own : {}, sentence, `${here}.`);
    return own === undefined ? [here] : [];
  });
}

/** The words of a language; the default for a tag that the product does not ship whole. */
export function wordsIn(tag: string | undefined): Words {
  return tag !== undefined && isLanguage(tag) ? languages[tag] : languages[defaultLanguage];
}

/** The word for a stored value; the value itself when the catalogue does not know it, such as one of a council's own. */
export const wordFor = (terms: Readonly<Record<string, string>>, value: string): string =>
  (Object.hasOwn(terms, value) ? terms[value] : undefined) ?? value;

const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag);
