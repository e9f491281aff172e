import { english } from './en/index.ts';
import type { Sentences } from './en/sentences.ts';
import { audiences, type LetterName } from './letter-names.ts';
import { loadLetters, type LetterTemplate, type LetterText } from './letter-template.ts';

/** What a language needs: every letter, and the sentences that fill their placeholders. */
interface WholeLanguage {
  letters: Record<LetterName, LetterText>;
  sentences: Sentences;
}

/** The complete languages, by BCP 47 tag. A missing letter or sentence is a type error. */
const languages = { en: english } satisfies Record<string, WholeLanguage>;
export type LetterLanguage = keyof typeof languages;

export const defaultLanguage: LetterLanguage = 'en';

/** The letters of a language that is still being translated. */
export type PartialLetters = Partial<Record<LetterName, LetterText>>;

const inOrder = (texts: PartialLetters) =>
  Object.entries(audiences).flatMap(([id, audience]) =>
    Object.entries(texts).flatMap(([name, text]) => (name === id ? [{ id, audience, ...text }] : [])),
  );

/** The letters of a language by their ids, in the order of `audiences`. Throws `BadLetterTemplate`. */
export const lettersOf = (texts: PartialLetters): Readonly<Record<string, LetterTemplate>> =>
  loadLetters(inOrder(texts));

/** The ids of the letters that a partial language lacks, in the order of `audiences`. */
export function missingLetters(texts: PartialLetters): string[] {
  return Object.keys(audiences).filter((id) => !Object.hasOwn(texts, id));
}

/** Every letter by its id in the default language. A test checks them (`lettersOf`), not each start of a function. */
export const letters: Readonly<Record<string, LetterTemplate>> = Object.fromEntries(
  inOrder(languages[defaultLanguage].letters).map((letter) => [letter.id, letter]),
);

const registry: Readonly<Record<LetterLanguage, Readonly<Record<string, LetterTemplate>>>> = { en: letters };

/** A letter in the language of its reader. Undefined if there is no letter with that id. */
export function letterIn(language: LetterLanguage, id: string): LetterTemplate | undefined {
  return Object.hasOwn(registry[language], id) ? registry[language][id] : undefined;
}

/** The sentences that fill the placeholders of letters, in the language of their reader. */
export function sentencesIn(language: LetterLanguage): Sentences {
  return languages[language].sentences;
}
