/** The bytes of a character in JSON: UTF-8, or an escape. `code`: its code point. */
const bytesOf = (code: number): number => {
  if (code < 0x80)
    return code === 0x22 || code === 0x5c || code === 0x0a || code === 0x09 ? 2 : code < 0x20 ? 6 : 1;
  if (code < 0x800) return 2;
  if (code >= 0xd800 && code <= 0xdfff) return 6;
  return code < 0x1_0000 ? 3 : 4;
};

/**
 * The longest start of a text that takes at most so many bytes in a stored row. It never ends within a character. Rows
 * are bounded in bytes, and a character takes up to four.
 */
export function withinBytes(text: string, most: number): string {
  // Even if each character took the most that one code unit can take.
  if (text.length * 6 <= most) return text;
  let bytes = 0;
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    bytes += bytesOf(code);
    if (bytes > most) return text.slice(0, at);
    at += code > 0xffff ? 2 : 1;
  }
  return text;
}

/** As `withinBytes`, with an ellipsis where something was left out. */
export function shortenedTo(text: string, most: number): string {
  const start = withinBytes(text, most);
  return start === text ? text : `${withinBytes(text, most - 4).trimEnd()} …`.trimStart();
}
