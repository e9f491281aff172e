import { dangerWords, type DangerWords } from '../../../workflows/danger-words.ts';

/** The longest text that is looked at, in characters. What comes after it is read by a person like everything else. */
const mostRead = 200_000;

/** A text as words without capitals, apostrophes and punctuation. */
function wordsIn(text: string): string[] {
  const plain = text
    .slice(0, mostRead)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['’`´]/g, '');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

const isAt = (words: readonly string[], place: number, phrase: readonly string[]): boolean =>
  place >= 0 &&
  phrase.every((word, n) => (word === '*' ? words[place + n] !== undefined : words[place + n] === word));

/** A phrase and the longer ones in which it means something else, each with where the phrase begins in it. */
interface Compiled {
  says: string;
  phrase: string[];
  not: { phrase: string[]; from: number }[];
}

const compiled: readonly Compiled[] = Object.values<DangerWords>(dangerWords).flatMap(({ phrases }) =>
  phrases.map(({ says, not = [] }) => {
    const phrase = wordsOf(says);
    return {
      says,
      phrase,
      not: not.map((longer) => {
        const all = wordsOf(longer);
        return {
          phrase: all,
          from: Math.max(
            0,
            all.findIndex((_, n) => isAt(all, n, phrase)),
          ),
        };
      }),
    };
  }),
);

function wordsOf(phrase: string): string[] {
  return phrase.split(' ');
}

/**
 * The phrases of our list that a text has, which suggest that someone may be in danger; at most five. They decide nothing:
 * a person looks.
 */
export function dangerWordsIn(text: string): string[] {
  const words = wordsIn(text);
  const places = new Map<string, number[]>();
  for (const [place, word] of words.entries()) {
    const known = places.get(word);
    if (known) known.push(place);
    else places.set(word, [place]);
  }
  return compiled
    .filter(({ phrase, not }) =>
      (places.get(phrase[0] ?? '') ?? []).some(
        (place) =>
          isAt(words, place, phrase) &&
          !not.some((longer) => isAt(words, place - longer.from, longer.phrase)),
      ),
    )
    .map(({ says }) => says)
    .slice(0, 5);
}
