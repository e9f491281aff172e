import { describe, expect, test } from 'vitest';
import { shortenedTo, withinBytes } from '../../../functions/domain/text/within-bytes.ts';

// Texts that fit into a stored row, which is bounded in bytes of JSON.

describe('the longest start of a text', () => {
  test.each<[string, string, number]>([
    ['a letter', 'a', 1],
    ['an accent', 'é', 2],
    ['the last character of two bytes', '\u07FF', 2],
    ['the first of three', '\u0800', 3],
    ['a sign', '€', 3],
    ['a picture', '😀', 4],
    ['half a picture', '\uD83D', 6],
    ['the other half', '\uDE00', 6],
    ['a quote', '"', 2],
    ['a backslash', '\\', 2],
    ['a line', '\n', 2],
    ['a tab', '\t', 2],
    ['another control character', '\u0001', 6],
    ['a space', ' ', 1],
    ['the last control character of ASCII', '\u007F', 1],
  ])('has %s if it fits', (_, character, bytes) => {
    // So long that the text is counted.
    const text = 'x'.repeat(30) + character;
    expect(withinBytes(text, 30 + bytes)).toBe(text);
    expect(withinBytes(text, 29 + bytes)).toBe('x'.repeat(30));
  });
  test('is all of it, none of it, or what comes before a character that does not fit', () => {
    expect([
      withinBytes('abc', 18),
      withinBytes('abc', 3),
      withinBytes('abc', 2),
      withinBytes('abc', 0),
    ]).toEqual(['abc', 'abc', 'ab', '']);
    expect(withinBytes('😀😀😀', 11)).toBe('😀😀');
  });
});

describe('a shortened text', () => {
  test.each([
    ['what fits as it is', 'abcdef', 6, 'abcdef'],
    ['what does not with an ellipsis that fits as well', 'abcdefgh', 7, 'abc …'],
    ['no space before the ellipsis twice', 'ab cdefgh', 7, 'ab …'],
    ['nothing but an ellipsis', 'abcdef', 4, '…'],
  ])('has %s', (_, text, most, expected) => {
    expect(shortenedTo(text, most)).toBe(expected);
  });
});
