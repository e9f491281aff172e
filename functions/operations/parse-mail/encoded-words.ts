import { textOfCharset, utf8Of } from './text-charset.ts';

const word = /=\?([\w-]{1,60})(?:\*[\w-]{1,20})?\?([bq])\?([^?\n]{0,2000})\?=/gi;

const bytesOf = (encoding: string, text: string): Buffer =>
  /b/i.test(encoding)
    ? Buffer.from(text, 'base64')
    : Buffer.from(
        text
          .replaceAll('_', ' ')
          .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      );

const written = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/**
 * A header field whose encoded words (RFC 2047) are UTF-8, as far as that is certain: like the text of a mail, they may
 * name a charset that is not true or that no one knows. Words that follow each other may part a character between them,
 * so those are changed only if each is whole.
 */
export function trueWords(line: string): string {
  if (!line.includes('=?')) return line;
  return line.replace(word, (whole: string, charset: string, encoding: string, text: string, at: number) => {
    const bytes = bytesOf(encoding, text);
    const isAlone =
      !/\?=\s*$/.test(line.slice(Math.max(0, at - 20), at)) &&
      !/^\s*=\?/.test(line.slice(at + whole.length, at + whole.length + 20));
    if (isAlone) return written(textOfCharset(bytes, charset));
    const utf8 = /^(?:utf-?(?:7|16)|iso-2022)/i.test(charset) ? undefined : utf8Of(bytes);
    return utf8 === undefined ? whole : written(utf8);
  });
}
