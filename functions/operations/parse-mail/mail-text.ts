import { htmlText } from './html-text.ts';
import { isRtf, rtfText } from './rtf-text.ts';

const addresses = /\[[^\]\n]{1,2000}\]|<[^>\n]{1,2000}>|\b(?:https?:|mailto:)\S+/gi;

const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .replace(addresses, ' ')
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );

const missing = (from: ReadonlySet<string>, words: ReadonlySet<string>): number =>
  [...words].filter((word) => !from.has(word)).length;

/** Between two texts of a mail that both say something of their own. */
const apart = '\n\n――――――――\n\n';

/**
 * The text to read of a mail whose plain part and HTML should say the same. Where one says more than the other it is the
 * fuller one, and where each says something of its own it is both, because a part may be "This message needs HTML" or a
 * complaint.
 */
export function fullerText(plain: string, html: string): string {
  if (html.trim() === '') return plain;
  const fromHtml = htmlText(html);
  if (plain.trim() === '') return fromHtml;
  const [inPlain, inHtml] = [wordsOf(plain), wordsOf(fromHtml)];
  const ownOfHtml = missing(inPlain, inHtml);
  if (ownOfHtml === 0 || ownOfHtml < Math.min(5, inHtml.size / 5)) return plain;
  const ownOfPlain = missing(inHtml, inPlain);
  // "Your mail program cannot show this message" is not the complaint.
  const isStub = plain.trim().length < 300 && fromHtml.length > 3 * plain.trim().length + 100;
  return isStub || ownOfPlain < Math.min(5, inPlain.size / 5)
    ? fromHtml
    : `${plain.trimEnd()}${apart}${fromHtml}`;
}

/** The text of a document in Rich Text Format; undefined if it is none or has no words. */
export function textOfRtf(bytes: Uint8Array): string | undefined {
  if (!isRtf(bytes)) return undefined;
  const read = rtfText(bytes);
  const text = 'html' in read ? htmlText(read.html) : read.text;
  return text.trim() === '' ? undefined : text;
}
