const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

const decode = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
};

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

/** The end of the header fields: the index of the empty line, or the length of a mail that has no body. */
const headerEnd = (mail: Uint8Array): number => {
  const end = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength).indexOf('\n\n');
  return end === -1 ? mail.length : end + 1;
};

export function lineCount(mail: Uint8Array): number {
  return mail.reduce((lines, byte) => (byte === LF ? lines + 1 : lines), 0);
}

/** Splits a mail that repairMail has repaired into header fields and body. */
export function splitMail(mail: Uint8Array): { head: string; body: Uint8Array } {
  const end = headerEnd(mail);
  return { head: decode(mail.subarray(0, end)), body: mail.subarray(end + 1) };
}

/** The body, as text, of a mail whose parts cannot be separated. */
export function bodyText(mail: Uint8Array): string {
  return decode(splitMail(mail).body);
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
  const head = mail.subarray(0, end);
  if (head.every((byte) => byte < 128)) return mail;
  // RFC 6532 allows UTF-8 in header fields. A line that is not UTF-8 is read as windows-1252.
  const lines = Buffer.from(head).toString('latin1').split('\n');
  const repaired = lines.map((line) => decode(Buffer.from(line, 'latin1'))).join('\n');
  return Buffer.concat([Buffer.from(repaired), mail.subarray(end)]);
}

/**
 * The mail with every text part that claims UTF-8, or names no charset, declared as windows-1252. For mail whose claim
 * has proved wrong.
 */
export function asWindows1252(mail: Uint8Array): Uint8Array {
  const text = Buffer.from(mail).toString('latin1');
  const end = headerEnd(mail);
  const untyped = /^content-type:/im.test(text.slice(0, end)) ? '' : 'Content-Type: text/plain\n';
  return Buffer.from(
    (untyped + text).replace(/^content-type:[^\n]*(?:\n[ \t][^\n]*)*/gim, (field) => {
      if (/charset\s*=/i.test(field)) return field.replace(/(charset\s*=\s*"?)utf-?8/i, '$1windows-1252');
      return /^content-type:\s*text\//i.test(field) ? `${field}; charset=windows-1252` : field;
    }),
    'latin1',
  );
}
