import { asBuffer } from './bytes.ts';
import type { FoundFile } from './uuencode.ts';
import { textOfCharset } from './text-charset.ts';

/** What a winmail.dat holds: text as plain text, HTML or RTF, and files. */
export interface Tnef {
  text?: string;
  html?: string;
  rtf?: Uint8Array;
  files: FoundFile[];
  /** Its text is longer than what is read of it. */
  shortened: boolean;
}

const signature = 0x223e9f78;
const most = { files: 250, properties: 2000, rtf: 4_000_000, text: 4_000_000 };

// MS-OXTNEF 2.1.3.4 (attributes) and MS-OXPROPS (properties).
const attributes = {
  title: 0x18010,
  file: 0x6800f,
  begin: 0x69002,
  fileProperties: 0x69005,
  message: 0x69003,
  body: 0x2800c,
};
const properties = { body: 0x1000, rtf: 0x1009, html: 0x1013, longName: 0x3707, name: 0x3704, file: 0x3701 };

/** The size of a property's value by its type (MS-OXCDATA 2.11.1); strings, objects and bytes say theirs. */
const sizes = new Map([
  [0x0001, 0],
  [0x0002, 4],
  [0x0003, 4],
  [0x0004, 4],
  [0x0005, 8],
  [0x0006, 8],
  [0x0007, 8],
  [0x000a, 4],
  [0x000b, 4],
  [0x0014, 8],
  [0x0040, 8],
  [0x0048, 16],
]);

const padded = (length: number): number => (length + 3) & ~3;

/** Reads the properties of a message or a file (MS-OXTNEF 2.1.3.4.2). Stops at what it does not understand. */
function* readProperties(data: Buffer): Generator<{ id: number; type: number; value: Buffer }> {
  let at = 4;
  const total = Math.min(data.readUInt32LE(0), most.properties);
  for (let index = 0; index < total; index++) {
    const type = data.readUInt16LE(at);
    const id = data.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) {
      const byName = data.readUInt32LE(at + 16) === 1;
      at += 20;
      at += byName ? 4 + padded(data.readUInt32LE(at)) : 4;
    }
    const base = type & 0xfff;
    const fixed = sizes.get(base);
    const isMany = (type & 0x1000) !== 0;
    const isLong = fixed === undefined;
    const values = isMany || isLong ? data.readUInt32LE(at) : 1;
    if (isMany || isLong) at += 4;
    for (let value = 0; value < values; value++) {
      if (value > most.properties) return;
      const length = fixed ?? data.readUInt32LE(at);
      if (isLong) at += 4;
      if (at + length > data.length) return;
      yield { id, type: base, value: data.subarray(at, at + length) };
      at += padded(length);
    }
  }
}

const stringOf = (type: number, value: Buffer, charset: string): string =>
  (type === 0x1f ? value.toString('utf16le') : textOfCharset(value, charset)).replace(/\0+$/, '');

const dictionary = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);

/** Compressed RTF (MS-OXRTFCP). Undefined if it is damaged. */
function uncompressedRtf(data: Buffer): Buffer | undefined {
  if (data.length < 16) return undefined;
  const size = Math.min(data.readUInt32LE(4), most.rtf);
  const kind = data.readUInt32LE(8);
  if (kind === 0x414c454d) return data.subarray(16, 16 + size);
  if (kind !== 0x75465a4c) return undefined;
  const window = Buffer.alloc(4096, 32);
  dictionary.copy(window);
  const out = Buffer.alloc(size);
  let length = 0;
  let write = dictionary.length;
  const put = (byte: number): void => {
    if (length < size) out[length++] = byte;
    window[write] = byte;
    write = (write + 1) & 4095;
  };
  const isFull = (): boolean => length >= size;
  for (let at = 16; at < data.length && !isFull();) {
    const flags = data[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < data.length && !isFull(); bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(data[at++] ?? 0);
        continue;
      }
      const reference = ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
      at += 2;
      const offset = reference >> 4;
      if (offset === write) return out.subarray(0, length);
      for (let copied = 0; copied < (reference & 15) + 2; copied++)
        put(window[(offset + copied) & 4095] ?? 0);
    }
  }
  return out.subarray(0, length);
}

/**
 * Reads a winmail.dat, in which Outlook puts the text and the files of a mail for readers that only it knows (MS-OXTNEF).
 * Undefined if it is none; of a damaged one, what can be read.
 */
export function readTnef(bytes: Uint8Array): Tnef | undefined {
  const data = asBuffer(bytes);
  if (data.length < 6 || data.readUInt32LE(0) !== signature) return undefined;
  const found: Tnef = { files: [], shortened: false };
  let file: { filename?: string; content?: Uint8Array } | undefined;
  let charset = 'windows-1252';
  const close = (): void => {
    if (file?.content && found.files.length < most.files)
      found.files.push({ filename: file.filename ?? '', content: file.content });
    file = undefined;
  };
  /** The start of a text, cut before it is decoded. */
  const bounded = (value: Buffer): Buffer => {
    if (value.length > most.text) found.shortened = true;
    return value.subarray(0, most.text);
  };
  const useProperty = (id: number, type: number, value: Buffer): void => {
    if (file) {
      if (id === properties.longName || (id === properties.name && file.filename === undefined))
        file.filename = stringOf(type, value, charset);
      else if (id === properties.file) file.content = type === 0x0d ? value.subarray(16) : value;
    } else if (id === properties.body) found.text = stringOf(type, bounded(value), charset);
    else if (id === properties.html) found.html = textOfCharset(bounded(value), '');
    else if (id === properties.rtf) {
      const rtf = uncompressedRtf(value);
      if (rtf) found.rtf = rtf;
    }
  };
  try {
    for (let at = 6; at + 9 <= data.length;) {
      const attribute = data.readUInt32LE(at + 1);
      const length = data.readUInt32LE(at + 5);
      const value = data.subarray(at + 9, at + 9 + length);
      at += 9 + length + 2;
      if (attribute === 0x69007 && value.length >= 4) charset = `windows-${value.readUInt32LE(0)}`;
      else if (attribute === attributes.begin) {
        close();
        file = {};
      } else if (attribute === attributes.title && file) file.filename ??= stringOf(0x1e, value, charset);
      else if (attribute === attributes.file && file) file.content ??= value;
      else if (attribute === attributes.body) found.text ??= stringOf(0x1e, bounded(value), charset);
      else if (attribute === attributes.message || attribute === attributes.fileProperties)
        for (const { id, type, value: property } of readProperties(value)) useProperty(id, type, property);
    }
  } catch (error) {
    // It ends in the middle of a value. What came before counts.
    if (!(error instanceof RangeError)) throw error;
  }
  close();
  return found;
}
