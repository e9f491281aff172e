import { asBuffer } from './bytes.ts';
import { utf8Of } from './text-charset.ts';

const windows1252 = new TextDecoder('windows-1252');

const decode = (bytes: Uint8Array): string => utf8Of(bytes) ?? windows1252.decode(bytes);

const LF = 10;
const CR = 13;

/** Replaces each line end by one LF: CRLF, a lone CR, a lone LF, or the CR CR LF of a mail that was converted twice. */
const unifyNewlines = (raw: Uint8Array): Uint8Array => {
  const out = new Uint8Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; at++) {
    const byte = raw[at] ?? 0;
    if (byte !== CR) {
      out[length++] = byte;
      continue;
    }
    let next = at;
    while (raw[next] === CR) next++;
    // Several CRs before an LF are one line end; without an LF each CR is one.
    const lineEnds = raw[next] === LF ? 1 : next - at;
    out.fill(LF, length, length + lineEnds);
    length += lineEnds;
    at = raw[next] === LF ? next : next - 1;
  }
  return out.subarray(0, length);
};

// A byte-order mark, blank lines, or the "From " line with which an mbox file begins each mail.
const rubbish = /^(?:\u00ef\u00bb\u00bf|[ \t]*\n|>?From (?![ \t]*:)[^\n]*(?:\n|$))+/;

const longestHead = 1_000_000;

/** The end of the header fields: the index of the empty line, or the length of a mail that has no body. */
const headerEnd = (mail: Uint8Array): number => {
  const end = asBuffer(mail).indexOf('\n\n');
  return end === -1 ? mail.length : end + 1;
};

/** Splits a mail that repairMail has repaired into header fields and body. */
export function splitMail(mail: Uint8Array): { head: string; body: Uint8Array } {
  const end = headerEnd(mail);
  return end <= longestHead
    ? { head: decode(mail.subarray(0, end)), body: mail.subarray(end + 1) }
    : { head: decode(mail.subarray(0, longestHead)), body: mail.subarray(longestHead) };
}

/**
 * The mail with LF as line end, nothing before its first header field, and header fields in UTF-8. postal-mime needs
 * this to see the headers of mail from old or careless programs.
 */
export function repairMail(raw: Uint8Array): Uint8Array {
  const unified = unifyNewlines(raw);
  const start = rubbish.exec(Buffer.from(unified.subarray(0, 65_536)).toString('latin1'))?.[0].length ?? 0;
  const mail = unified.subarray(start);
  const end = headerEnd(mail);
  // No program writes a longer header. Its fields are read within bounds, so the rest may stay as it is.
  const head = mail.subarray(0, Math.min(end, longestHead));
  if (head.every((byte) => byte < 128)) return mail;
  // RFC 6532 allows UTF-8 in header fields. A line that is not UTF-8 is read as windows-1252.
  const lines = Buffer.from(head).toString('latin1').split('\n');
  const repaired = lines.map((line) => decode(Buffer.from(line, 'latin1'))).join('\n');
  return Buffer.concat([Buffer.from(repaired), mail.subarray(head.length)]);
}
