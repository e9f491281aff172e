/**
 * Text from outside as it is stored and printed. Line breaks become \n and tabs become spaces. Control, bidirectional,
 * zero-width, private-use and lone surrogate characters are removed, because invisible characters can change what a
 * text seems to say. The two joiners stay: without them, Persian and Indic names and emoji are misspelt.
 */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?![\n\u200C\u200D])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '');
}

/** Cleaned and on one line: for subjects, names in headers, titles, and values in a sentence. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** JSON from outside, with every text in it cleaned. Throws SyntaxError if it is not JSON. */
export const cleanJson = (json: string): unknown =>
  JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? clean(value) : value));
