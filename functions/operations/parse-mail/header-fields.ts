import { latin1 } from './bytes.ts';

const LF = 10;

/** A field of a header. `line` is the whole field as it came, with its folds but without its last line end. */
export interface HeaderField {
  /** In lower case. */
  name: string;
  line: string;
}

// What is used of a header, and so must be found however much else stands before it.
const used =
  /^(?:from|sender|to|cc|reply-to|subject|date|message-id|in-reply-to|references|mime-version|content-[a-z-]+|auto-submitted|x-auto[a-z-]*|x-mail-autoreply|(?:x-)?precedence|list-(?:id|unsubscribe|post)|return-path|received|delivered-to|x-redress-letter|x-ms-exchange-[a-z-]+|x-forwarded-[a-z-]+|x-original-(?:from|sender)|(?:arc-)?authentication-results|feedback-id)$/;
const begins =
  /^(?:from|to|subject|date|message-id|mime-version|content-type|content-transfer-encoding|received|return-path)[ \t]*:/i;

/** The most that is read of one field, of all fields, of the fields that are not used, and of fields of one name. */
const most = { field: 16_000, fields: 400_000, unused: 100_000, sameName: 100 };
const mostLines = 200_000;

/** Whether a field that only a header has follows before the next empty line. */
const headerGoesOn = (mail: Buffer, from: number): boolean => {
  let at = from;
  for (let lines = 0; lines < 30 && at < mail.length; lines++) {
    const end = mail.indexOf(LF, at);
    const line = latin1(mail.subarray(at, Math.min(end === -1 ? mail.length : end, at + 200)));
    if (line.trim() === '') return false;
    if (begins.test(line)) return true;
    if (end === -1) return false;
    at = end + 1;
  }
  return false;
};

/** Cuts a long field between words. Of a thread, the last messages are the ones that lead to a case. */
const bounded = (name: string, line: string): string => {
  if (line.length <= most.field) return line;
  if (name === 'references') {
    const end = line.slice(-most.field);
    return `References: ${end.slice(Math.max(0, end.search(/[\s<]/)))}`;
  }
  const start = line.slice(0, most.field);
  const gap = start.search(/\s\S*$/);
  return gap > most.field / 2 ? start.slice(0, gap) : start;
};

/**
 * The header fields of a mail or a part that begins at `from`, and where its body begins. Lines end with LF. A header
 * ends at an empty line; in careless mail, also at a line of spaces or at a line that is no field, if nothing after it
 * shows that the header goes on. Longer fields, and fields that nothing uses, are left out beyond a bound.
 */
export function headerFields(
  mail: Buffer,
  from: number,
  end: number,
): { fields: HeaderField[]; body: number } {
  const fields: HeaderField[] = [];
  const names = new Map<string, number>();
  const size = { all: 0, unused: 0 };
  let field: { name: string; lines: string[]; length: number } | undefined;
  const close = (): void => {
    if (!field) return;
    const { name, lines } = field;
    const line = bounded(name, lines.join('\n'));
    field = undefined;
    const same = (names.get(name) ?? 0) + 1;
    names.set(name, same);
    const isUsed = used.test(name);
    if (same > most.sameName || size.all + line.length > most.fields) return;
    if (!isUsed && size.unused + line.length > most.unused) return;
    size.all += line.length;
    if (!isUsed) size.unused += line.length;
    fields.push({ name, line });
  };
  let at = from;
  for (let lines = 0; at < end; lines++) {
    const found = mail.indexOf(LF, at);
    const lineEnd = found === -1 || found > end ? end : found;
    const next = Math.min(end, lineEnd + 1);
    if (lineEnd === at) {
      close();
      return { fields, body: next };
    }
    // A References field is cut at its start, so more of it is read.
    const line = latin1(mail.subarray(at, Math.min(lineEnd, at + 4 * most.field)));
    const first = line.charCodeAt(0);
    if (first === 32 || first === 9) {
      if (line.trim() === '' && !headerGoesOn(mail, next)) {
        close();
        return { fields, body: next };
      }
      if (field && field.length < 4 * most.field) {
        field.lines.push(line);
        field.length += line.length;
      }
    } else {
      const [, name] = /^([^\s:]{1,200})[ \t]*:/.exec(line) ?? [];
      if (name === undefined && !headerGoesOn(mail, next)) {
        close();
        return { fields, body: at };
      }
      if (name === undefined) {
        field?.lines.push(` ${line.slice(0, most.field)}`);
      } else {
        close();
        field = { name: name.toLowerCase(), lines: [line], length: line.length };
      }
    }
    at = next;
    if (lines > mostLines) {
      // No program writes such a header. Its end is still looked for.
      const gap = mail.indexOf('\n\n', at - 1);
      close();
      return { fields, body: gap === -1 || gap > end ? end : gap + 2 };
    }
  }
  close();
  return { fields, body: end };
}

/** The value of the first field of a name, on one line. */
export function fieldValue(fields: readonly HeaderField[], name: string): string {
  const line = fields.find((field) => field.name === name)?.line ?? '';
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\s+/g, ' ')
    .trim();
}

/** A parameter of a structured field such as Content-Type; '' if it has none. */
export function parameter(value: string, name: string): string {
  const match = new RegExp(
    `[;\\s]${name}(?:\\*0?\\*?)?\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`,
    'i',
  ).exec(value);
  const found = (match?.[1] ?? match?.[2] ?? '').replace(/\\(.)/g, '$1');
  // RFC 2231: charset*=us-ascii'en'utf-8.
  return /^[\w-]*'[\w-]*'/.test(found) ? found.replace(/^[^']*'[^']*'/, '') : found;
}
