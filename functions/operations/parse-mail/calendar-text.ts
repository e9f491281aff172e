/** RFC 5545 3.3.11. */
const unescaped = (text: string): string =>
  text.replace(/\\([nN,;\\])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));

/**
 * What an event of a calendar says to a person, for a mail that says nothing else. Of an answer to an invitation it is
 * only the comment: the rest repeats the invitation.
 */
export function calendarText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 100_000)).replace(/\r?\n[ \t]/g, '');
  const names = /^METHOD:REPLY\s*$/im.test(text)
    ? ['COMMENT']
    : ['SUMMARY', 'LOCATION', 'DESCRIPTION', 'COMMENT'];
  const values = names.map(
    (name) => new RegExp(`^${name}(?:;(?:"[^"\\n]*"|[^":\\n])*)?:(.*)$`, 'im').exec(text)?.[1] ?? '',
  );
  return values
    .map((value) => unescaped(value).trim())
    .filter((value) => value !== '')
    .join('\n\n');
}
