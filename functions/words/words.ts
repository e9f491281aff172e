import { en } from './en/index.ts';

/**
 * Every sentence that a person reads, by room and name: a text, or a function that makes one from named parameters. A
 * complete language has everything that English has; a missing sentence is a type error.
 */
export type Words = typeof en;

/** The complete languages of the product, by BCP 47 tag. */
const languages = { en } satisfies Record<string, Words>;
export type Language = keyof typeof languages;

const defaultLanguage: Language = 'en';

/** Any of the sentences of a catalogue, for a language that is still being translated. */
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

/** The words of a language. The default language for a tag that is not among the complete ones. */
export function wordsIn(tag: string | undefined): Words {
  return tag !== undefined && isLanguage(tag) ? languages[tag] : languages[defaultLanguage];
}

/** The word for a stored value. The value itself if the catalogue does not know it, such as a council's own value. */
export const wordFor = (terms: Readonly<Record<string, string>>, value: string): string =>
  (Object.hasOwn(terms, value) ? terms[value] : undefined) ?? value;

const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag);
