import { letters as english } from './en/index.ts';
import { audiences, type LetterName } from './letter-names.ts';
import { loadLetters, type LetterTemplate, type LetterText } from './letter-template.ts';

/** The languages that have every letter, by BCP 47 tag: the types say which letter a language lacks. */
const wholeLanguages = { en: english } satisfies Record<string, Record<LetterName, LetterText>>;
export type LetterLanguage = keyof typeof wholeLanguages;

export const defaultLanguage: LetterLanguage = 'en';

/** A language that is still being translated. */
export type PartialLetters = Partial<Record<LetterName, LetterText>>;

/** Loads the letters of a language under their ids; `BadLetterTemplate` for one that is not well made. */
export function lettersOf(texts: PartialLetters): Readonly<Record<string, LetterTemplate>> {
  return loadLetters(
    Object.entries(audiences).flatMap(([id, audience]) => {
      const text = Object.entries(texts).find(([name]) => name === id)?.[1];
      return text === undefined ? [] : [{ id, audience, ...text }];
    }),
  );
}

/** The ids of the letters that a partial language lacks, in the order of `audiences`. */
export function missingLetters(texts: PartialLetters): string[] {
  return Object.keys(audiences).filter((id) => !Object.hasOwn(texts, id));
}

/** Every letter by its id in the default language; a bad one stops the start with `BadLetterTemplate`. */
export const letters = lettersOf(wholeLanguages[defaultLanguage]);

const registry: Readonly<Record<LetterLanguage, Readonly<Record<string, LetterTemplate>>>> = { en: letters };

/** A letter in the language of its reader, or undefined when there is no letter of that id. */
export function letterIn(language: LetterLanguage, id: string): LetterTemplate | undefined {
  return Object.hasOwn(registry[language], id) ? registry[language][id] : undefined;
}
