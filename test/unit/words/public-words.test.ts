import { describe, expect, test } from 'vitest';
import { wordsIn } from '../../../functions/words/words.ts';
import { procedures } from '../../shropshire.ts';

// Complainants read these sentences on a bad day: a reader of 9 to 11 must follow them. The measure is the grade of
// Flesch and Kincaid (1975), which is the reading age less five; it counts words and syllables and knows nothing of sense.

const {
  public: { start, journey, errors, giveFeedback, aboutYou, follow },
  publicStatus: statusWords,
  children,
} = wordsIn(undefined);

/** Words that an entry is given, by the name of its parameter; a day unless it says otherwise. */
const examples: Record<string, string | number> = {
  council: 'Our Council',
  phone: '01632 960 001',
  minutes: 15,
  most: 5,
  number: 2,
  typed: '20,005',
  stage: 'stage 2',
  place: 'Room 2',
  reason: 'I moved away.',
  who: 'Ms Green',
  when: 'after school',
};
const parameters = new Proxy(examples, {
  get: (known, name) => known[String(name)] ?? 'Friday 12 June 2026',
});

/** Parts that others wrote or read: what is recorded for officers, and questions in the words of national statistics. */
const leftOut = new Set(['forOfficers', 'questions', 'answers']);

/** The sentences of procedures that complainants read about their steps. */
const procedureTexts = procedures.all.flatMap(({ steps }) =>
  Object.values(steps).flatMap(({ publicStatus }) => publicStatus ?? []),
);

/** Every text of a part of the catalogue that the public reads. */
function textsOf(entry: unknown): string[] {
  if (typeof entry === 'string') return [entry];
  if (typeof entry === 'function') {
    const text: unknown = Reflect.apply(entry, undefined, [parameters]);
    return textsOf(text);
  }
  if (typeof entry !== 'object' || entry === null) return [];
  return Object.entries(entry).flatMap(([name, inner]) => (leftOut.has(name) ? [] : textsOf(inner)));
}

const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.?!:])\s+/).filter((sentence) => /[a-z]/i.test(sentence));
const wordsOf = (text: string): string[] => text.match(/[a-z]+(?:[’'][a-z]+)?/gi) ?? [];

/** Long words that name something and have no shorter one that means the same. They count as two syllables. */
const unavoidable = new Set(['independent', 'investigation', 'investigator', 'responsibility']);

/** An estimate: the groups of vowels, without a silent e at the end. */
function syllables(word: string): number {
  if (unavoidable.has(word.toLowerCase())) return 2;
  const plain = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?<=[^aeiouyl])e(?:d|s)?$/, '');
  return Math.max(1, plain.match(/[aeiouy]+/g)?.length ?? 1);
}

/** The grade of whole sentences: labels and headings of a few words would make any text look easy. */
function grade(texts: readonly string[]): number {
  const sentences = texts.flatMap(sentencesOf).filter((sentence) => wordsOf(sentence).length > 4);
  const words = sentences.flatMap(wordsOf);
  const all = words.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (all / words.length) - 15.59;
}

test('the measure distinguishes office English from plain English', () => {
  expect(
    grade(['It decides which rules your complaint comes under, and the statutory entitlements applicable.']),
  ).toBeGreaterThan(9);
  expect(grade(['We will write to you by Friday. You do not need to do anything.'])).toBeLessThan(3);
});

describe.each([
  ['the start page', start, 4, 25],
  ['what all journeys share', journey, 4, 25],
  ['errors', errors, 4, 25],
  ['giving feedback', giveFeedback, 4, 25],
  ['questions about you', aboutYou, 4, 25],
  ['following a complaint', follow, 4, 25],
  ['the status of a case', statusWords, 4, 25],
  ['what procedures say about their steps', procedureTexts, 4, 25],
  ['the pages for children', children, 2, 16],
])('%s', (_, part, most, longest) => {
  const texts = textsOf(part);

  test('reads at the age of its readers', () => {
    expect(grade(texts)).toBeLessThanOrEqual(most);
  });

  test('has no long sentence', () => {
    expect(texts.flatMap(sentencesOf).filter((sentence) => wordsOf(sentence).length > longest)).toEqual([]);
  });

  test('has no hard sentence', () => {
    const hard = texts.flatMap(sentencesOf).filter((one) => wordsOf(one).length >= 10 && grade([one]) > 8);
    expect(hard).toEqual([]);
  });

  test('uses no long word that a shorter one could replace', () => {
    const long = texts.flatMap(wordsOf).filter((word) => syllables(word) > 3);
    expect(long).toEqual([]);
  });
});

test('none of it is office English', () => {
  const foreign =
    /\b(?:somebody|nobody|everybody|anybody|whoever|meanwhile|thereof|herewith|pursuant|regarding|commence|utilise|prior to|in order to|is to be|are to be|were to)\b|\bThen we\b|\bWe (?:write|look|pass|stop|find|decide) /;
  const found = textsOf([start, journey, errors, giveFeedback, aboutYou, follow, statusWords, children]);
  expect(found.filter((text) => foreign.test(text))).toEqual([]);
});
