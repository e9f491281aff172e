import { expect, test } from 'vitest';
import { nameKeys, nameSearch } from '../../../functions/domain/people/same-person.ts';

test.each([
  [
    'each word by its first three and five letters, and whole',
    'Samantha Li',
    ['sam', 'saman', 'samantha', 'li'],
  ],
  ['without accents, apostrophes and capitals', "Zoë O'Brien", ['zoe', 'obr', 'obrie', 'obrien']],
  ['one key once', 'Ann Ann Anna', ['ann', 'anna']],
  ['no more than 40 letters of a word', 'x'.repeat(50), ['xxx', 'xxxxx', 'x'.repeat(40)]],
  ['nothing for no name', undefined, []],
])('a name is found under %s', (_, name, keys) => {
  expect(nameKeys(name)).toEqual(keys);
});

test('keeps at most eight words of a name', () => {
  expect(nameKeys('a b c d e f g h i j')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
});

test.each([
  ['the longest word', 'Jo Carter', 'carte'],
  ['five letters of a word of five', 'Smith', 'smith'],
  ['three letters of a word of four', 'Jane', 'jan'],
  ['a word of two', 'Li', 'li'],
])('a search looks under %s', (_, typed, key) => {
  expect(nameSearch(typed)?.key).toBe(key);
});

test.each([
  ['the beginning of each word, in any order', 'cart sa', 'Sam Carter', true],
  ['only one of two words', 'sam smith', 'Sam Carter', false],
  ['the end of a word', 'arter', 'Sam Carter', false],
  ['other accents and capitals', 'ZOE', 'Zoë Brown', true],
  ['a longer word than the name has', 'carters', 'Sam Carter', false],
])('a search for %s: %s in %s', (_, typed, name, fits) => {
  expect(nameSearch(typed)?.fits(name)).toBe(fits);
});

test('an empty search finds nothing', () => {
  expect([nameSearch(''), nameSearch(' . ')]).toEqual([undefined, undefined]);
});
