import { randomBytes } from 'node:crypto';
import { asBuffer, latin1 } from './bytes.ts';
import { trueWords } from './encoded-words.ts';
import { fieldValue, headerFields, parameter, type HeaderField } from './header-fields.ts';
import { textOfCharset } from './text-charset.ts';
import { decodedFile, decodedText } from './transfer-encoding.ts';
import { takeUuencoded, type FoundFile } from './uuencode.ts';

/**
 * A mail whose size does not depend on what its sender put into it. Its text parts are UTF-8 in base64, whatever they
 * were; files are replaced by tokens, and wait decoded in `contents`.
 */
export interface BoundedMail {
  mail: Uint8Array;
  contents: Map<string, Uint8Array>;
  /** Files that stood in the text. */
  found: FoundFile[];
  /** How many parts are left out. */
  leftOut: number;
  /** Text that was longer than what is read. */
  shortened: boolean;
  /** The Content-Type of the whole mail as it came; '' if it has none. */
  contentType: string;
  /** Text before the first part and after the last, which belongs to none. */
  outside: string;
}

/**
 * The most that is read: parts, files, levels of parts in parts, characters of all text, bytes of one text's source, and
 * signatures in signatures with their bytes.
 */
export const most = {
  parts: 1000,
  files: 250,
  depth: 40,
  text: 1_000_000,
  html: 2_000_000,
  textSource: 4_000_000,
  outside: 20_000,
  signed: 3,
  signedBytes: 10_000_000,
};
/** Files shorter than this go through the parser as they are. */
const shortFile = 4000;

interface Open {
  boundary: string;
  /** `multipart/digest`: its parts are mails. */
  digest: boolean;
}

interface Part {
  fields: HeaderField[];
  type: string;
  contentType: string;
  body: number;
}

const tail = (text: string): string => text.trimEnd();

/** Reads the structure of a mail once, from start to end, and writes it again within bounds. */
class Rewriter {
  readonly #mail: Buffer;
  readonly #out: Buffer[] = [];
  readonly #open: Open[] = [];
  readonly #nonce = randomBytes(9).toString('hex');
  readonly #left = { text: most.text, html: most.html };
  #parts = 0;
  #fileCount = 0;
  #outside = '';
  readonly result = {
    contents: new Map<string, Uint8Array>(),
    found: new Array<FoundFile>(),
    leftOut: 0,
    shortened: false,
    contentType: '',
  };

  constructor(mail: Buffer) {
    this.#mail = mail;
  }

  get written(): Uint8Array {
    return Buffer.concat(this.#out);
  }

  get outside(): string {
    return this.#outside.trim();
  }

  #write(text: string): void {
    this.#out.push(Buffer.from(text, 'latin1'));
  }

  /** The next line from `from` that is a boundary of an open multipart: where it stands and what it begins or ends. */
  #nextBoundary(from: number): { at: number; next: number; open: number; ends: boolean } | undefined {
    if (this.#open.length === 0) return undefined;
    const nextFrom = (place: number): number => {
      const found = this.#mail.indexOf('\n--', place);
      return found === -1 ? -1 : found + 1;
    };
    let at = this.#mail[from] === 45 && this.#mail[from + 1] === 45 ? from : nextFrom(from);
    while (at !== -1) {
      const found = this.#mail.indexOf(10, at);
      const end = found === -1 ? this.#mail.length : found;
      if (end - at < 1100) {
        const line = tail(latin1(this.#mail.subarray(at + 2, end)));
        for (let open = this.#open.length - 1; open >= 0; open--) {
          const boundary = this.#open[open]?.boundary ?? '';
          if (line === boundary || line === `${boundary}--`)
            return { at, next: Math.min(end + 1, this.#mail.length), open, ends: line !== boundary };
        }
      }
      at = nextFrom(end);
    }
    return undefined;
  }

  run(): void {
    let at = this.#part(0, false);
    for (;;) {
      const boundary = this.#nextBoundary(at);
      if (!boundary) {
        this.#keepOutside(at, this.#mail.length);
        return;
      }
      this.#keepOutside(at, boundary.at);
      // The parts of a multipart inside another one end with it.
      this.#open.length = boundary.open + 1;
      const { boundary: name, digest } = this.#open[boundary.open] ?? { boundary: '', digest: false };
      if (boundary.ends) {
        this.#write(`--${name}--\n`);
        this.#open.pop();
        at = boundary.next;
      } else if (this.#parts >= most.parts) {
        this.result.leftOut += 1 + this.#countOf(`\n--${name}\n`, boundary.next);
        return;
      } else {
        at = this.#part(boundary.next, digest, name);
      }
    }
  }

  /** How often a line stands in the rest of the mail. */
  #countOf(line: string, from: number): number {
    let count = 0;
    for (let at = this.#mail.indexOf(line, from - 1); at !== -1; at = this.#mail.indexOf(line, at + 1))
      count++;
    return count;
  }

  #keepOutside(from: number, to: number): void {
    const room = most.outside - this.#outside.length;
    if (room <= 0 || to <= from) return;
    const text = latin1(this.#mail.subarray(from, Math.min(to, from + room))).trim();
    if (text !== '') this.#outside += `${textOfCharset(Buffer.from(text, 'latin1'), '')}\n`;
  }

  /** Writes the part that begins at `from`. Returns the end of its body, or of its header if parts follow. */
  #part(from: number, inDigest: boolean, boundary?: string): number {
    const isWhole = boundary === undefined;
    this.#parts += 1;
    const { fields, body } = headerFields(
      this.#mail,
      from,
      isWhole ? this.#mail.length : this.#endOfHeader(from),
    );
    const contentType = fieldValue(fields, 'content-type');
    if (isWhole) this.result.contentType = contentType;
    const named = /^[^;]*?([\w.+-]+\/[\w.+-]+)/
      .exec(contentType.replace(/\([^()]*\)/g, ' '))?.[1]
      ?.toLowerCase();
    const type = named ?? (inDigest && contentType === '' ? 'message/rfc822' : 'text/plain');
    const part = { fields, type, contentType, body };
    const inner = type.startsWith('multipart/') ? this.#boundaryOf(part, isWhole) : '';
    if (inner !== '' && this.#open.length < most.depth) {
      this.#begin(boundary);
      this.#fields(fields, ['content-type', 'content-transfer-encoding']);
      this.#write(this.#typeField(part, inner));
      this.#write('\n');
      this.#open.push({ boundary: inner, digest: type === 'multipart/digest' });
      return body;
    }
    const end = this.#nextBoundary(body)?.at ?? this.#mail.length;
    const disposition = fieldValue(fields, 'content-disposition');
    const isText = type === 'text/plain' || type === 'text/html' || type.startsWith('multipart/');
    if (isText && !/^attachment\b/i.test(disposition)) this.#text(part, end, boundary);
    else this.#file(part, end, boundary);
    return end;
  }

  #endOfHeader(from: number): number {
    return this.#nextBoundary(from)?.at ?? this.#mail.length;
  }

  /** Of the whole mail, a boundary that never comes is replaced by the one that its first part begins with. */
  #boundaryOf({ contentType, body }: Part, isWhole: boolean): string {
    const named = tail(parameter(contentType, 'boundary'));
    if (
      !isWhole ||
      (named !== '' && named.length <= 1000 && this.#mail.includes(`--${named}`, body, 'latin1'))
    )
      return named.length <= 1000 ? named : '';
    const start = latin1(this.#mail.subarray(body, body + 2000));
    return /^\s*--([^\s]{1,200})[ \t]*\ncontent-/i.exec(start)?.[1] ?? '';
  }

  #begin(boundary: string | undefined): void {
    if (boundary !== undefined) this.#write(`\n--${boundary}\n`);
  }

  #fields(fields: readonly HeaderField[], without: readonly string[]): void {
    for (const { name, line } of fields) if (!without.includes(name)) this.#write(`${trueWords(line)}\n`);
  }

  #typeField({ type, contentType }: Part, boundary: string): string {
    const report = parameter(contentType, 'report-type');
    const quoted = boundary.replace(/["\\]/g, String.raw`\$&`);
    return `Content-Type: ${type}${report === '' ? '' : `; report-type="${report.replace(/["\\]/g, '')}"`}; boundary="${quoted}"\n`;
  }

  #text(part: Part, end: number, boundary: string | undefined): void {
    const { fields, type, contentType } = part;
    const isHtml = type === 'text/html';
    const kind = isHtml ? 'html' : 'text';
    if (this.#left[kind] <= 0) {
      this.result.shortened = true;
      return;
    }
    const encoding = encodingOf(fields);
    // Pictures can stand within HTML, so all of it is read before it is cut.
    const source = this.#mail.subarray(part.body, isHtml ? end : Math.min(end, part.body + most.textSource));
    if (source.length < end - part.body) this.result.shortened = true;
    const bytes = decodedText(source, encoding);
    const lean = isHtml ? withoutPictures(bytes) : bytes;
    if (lean.length > most.textSource) this.result.shortened = true;
    const charset = parameter(contentType, 'charset') || (isHtml ? declaredInHtml(bytes) : '');
    let text = textOfCharset(lean.subarray(0, most.textSource), charset);
    if (text.length > this.#left[kind]) {
      text = text.slice(0, this.#left[kind]).toWellFormed();
      this.result.shortened = true;
    }
    this.#left[kind] -= text.length;
    if (!isHtml) {
      const { rest, files } = takeUuencoded(text);
      text = rest;
      this.result.found.push(...files);
    }
    const flowed = ['format', 'delsp'].flatMap((name) => {
      const value = /^[\w-]+$/.exec(parameter(contentType, name))?.[0];
      return value === undefined ? [] : [`; ${name}=${value}`];
    });
    this.#begin(boundary);
    this.#fields(fields, ['content-type', 'content-transfer-encoding']);
    this.#write(`Content-Type: ${isHtml ? 'text/html' : 'text/plain'}; charset=utf-8${flowed.join('')}\n`);
    this.#write('Content-Transfer-Encoding: base64\n\n');
    this.#write(`${Buffer.from(text).toString('base64')}\n`);
  }

  #file(part: Part, end: number, boundary: string | undefined): void {
    this.#fileCount += 1;
    if (this.#fileCount > most.files) {
      this.result.leftOut += 1;
      return;
    }
    const body = this.#mail.subarray(part.body, end);
    this.#begin(boundary);
    if (body.length < shortFile) {
      this.#fields(part.fields, []);
      this.#out.push(Buffer.from('\n'), body);
      return;
    }
    const token = `${this.#nonce}-${this.#parts}`;
    this.result.contents.set(token, decodedFile(body, encodingOf(part.fields)));
    this.#fields(part.fields, ['content-transfer-encoding']);
    this.#write(`Content-Transfer-Encoding: base64\n\n${Buffer.from(token).toString('base64')}\n`);
  }
}

const encodingOf = (fields: readonly HeaderField[]): string =>
  /[\w-]+/
    .exec(fieldValue(fields, 'content-transfer-encoding').replace(/\([^()]*\)/g, ' '))?.[0]
    ?.toLowerCase() ?? '';

const declaredInHtml = (html: Uint8Array): string =>
  /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(latin1(html.subarray(0, 4000)))?.[1] ?? '';

/** What ends an address within HTML: space, quotes and angle brackets. */
const endsAddress = new Set(Buffer.from(' \t\n\r\f"\'<>'));

/**
 * Pictures in addresses say nothing as text and can be longer than all words. Not by a pattern, whose stack a picture of some
 * megabytes would overflow.
 */
function withoutPictures(html: Uint8Array): Uint8Array {
  const source = asBuffer(html);
  if (source.length < 100_000) return html;
  const kept: Buffer[] = [];
  let from = 0;
  for (let at = source.indexOf('data:'); at !== -1; at = source.indexOf('data:', at)) {
    const start = at + 'data:'.length;
    at = start;
    while (at < source.length && !endsAddress.has(source[at] ?? 0)) at++;
    if (at - start < 200) continue;
    kept.push(source.subarray(from, start));
    from = at;
  }
  return kept.length === 0 ? html : Buffer.concat([...kept, source.subarray(from)]);
}

/** The mail within bounds. `repaired` has LF as line end. Takes time in proportion to the length of the mail. */
export function boundedMail(repaired: Uint8Array): BoundedMail {
  const mail = asBuffer(repaired);
  const rewriter = new Rewriter(mail);
  rewriter.run();
  return { mail: rewriter.written, outside: rewriter.outside, ...rewriter.result };
}

/** A mail whose parts cannot be told apart: its header, and its source as its text. */
export function sourceMail(repaired: Uint8Array): BoundedMail {
  const mail = asBuffer(repaired);
  const { fields, body } = headerFields(mail, 0, mail.length);
  const source = mail.subarray(body, body + most.textSource);
  const kept = fields.filter(({ name }) => !name.startsWith('content-')).map(({ line }) => `${line}\n`);
  const text = textOfCharset(source, '').slice(0, most.text).toWellFormed();
  const typed = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n';
  return {
    mail: Buffer.concat([
      Buffer.from(kept.join(''), 'latin1'),
      Buffer.from(`${typed}${Buffer.from(text).toString('base64')}\n`),
    ]),
    contents: new Map(),
    found: [],
    leftOut: 0,
    shortened: source.length < mail.length - body,
    contentType: fieldValue(fields, 'content-type'),
    outside: '',
  };
}

/** The body of a mail as it came, as text. */
export function bodySource(repaired: Uint8Array): string {
  const mail = asBuffer(repaired);
  const { body } = headerFields(mail, 0, mail.length);
  return textOfCharset(mail.subarray(body, body + most.textSource), '');
}
