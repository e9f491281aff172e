import * as z from 'zod/mini';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Bytes of UTF-8 and how far they were read. `lost` is set when something is not in the known form. */
interface Cursor {
  bytes: Buffer;
  view: DataView;
  at: number;
  lost: boolean;
}

/** Reads the value at the cursor and moves it on. The result means nothing if the cursor is lost. */
type Scan = (cursor: Cursor) => unknown;

/** Reads the line between two positions of the bytes. Undefined if it is not in the known form. */
export type LineScanner = (bytes: Buffer, start: number, end: number) => unknown;

/**
 * Reads lines in exactly the form in which `JSON.stringify` writes valid rows: keys in the schema's order, nothing
 * escaped. Any other line, valid or not, is left to `JSON.parse` and the schema. It checks and reads in one pass over
 * the bytes, and texts, which are few, become strings only once: this takes a third of the time. It knows the part of
 * JSON Schema that reporting rows use and throws for any other part, so it is never less strict than the schema.
 */
export function lineScanner(schema: z.ZodMiniType): LineScanner {
  const scan = compile(z.toJSONSchema(schema));
  let cursor: Cursor | undefined;
  return (bytes, start, end) => {
    if (cursor?.bytes !== bytes)
      cursor = {
        bytes,
        view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        at: start,
        lost: false,
      };
    cursor.at = start;
    cursor.lost = false;
    const value = scan(cursor);
    return cursor.lost || cursor.at !== end ? undefined : value;
  };
}

const known = new Set(
  '$schema description type properties required additionalProperties items anyOf enum format pattern minLength minimum maximum'.split(
    ' ',
  ),
);

function compile(schema: JsonSchema | boolean | undefined): Scan {
  if (typeof schema !== 'object') throw new Error('A schema that allows everything checks nothing');
  for (const word of Object.keys(schema)) {
    if (!known.has(word)) throw new Error(`The scanner does not know "${word}"`);
  }
  if (schema.anyOf) return nullable(schema.anyOf);
  if (Array.isArray(schema.type)) return nullable(schema.type.map((type) => ({ type })));
  switch (schema.type) {
    case 'boolean':
      return scanBoolean;
    case 'integer':
      if (schema.minimum !== 0 || schema.maximum !== Number.MAX_SAFE_INTEGER)
        throw new Error('The scanner knows only whole numbers from 0');
      return scanInteger;
    case 'string':
      return scanText(schema);
    case 'array':
      return scanList(schema);
    case 'object':
      return scanObject(schema);
    default:
      throw new Error(`The scanner does not know the type "${String(schema.type)}"`);
  }
}

// The characters that JSON is made of.
const [quote, backslash, comma, zero, nine, open, close, n, t, firstPrintable] = [
  0x22, 0x5c, 0x2c, 0x30, 0x39, 0x5b, 0x5d, 0x6e, 0x74, 0x20,
] as const;

/** Bytes to compare, four at a time. */
interface Expected {
  length: number;
  words: Int32Array;
  rest: Uint8Array;
}

function expectedOf(bytes: Buffer): Expected {
  const wordCount = Math.floor(bytes.length / 4);
  return {
    length: bytes.length,
    words: Int32Array.from({ length: wordCount }, (_, word) => bytes.readInt32LE(4 * word)),
    rest: Uint8Array.from(bytes.subarray(4 * wordCount)),
  };
}

function isAt(view: DataView, at: number, { length, words, rest }: Expected): boolean {
  if (at + length > view.byteLength) return false;
  let next = at;
  for (let i = 0; i < words.length; i += 1, next += 4)
    if (view.getInt32(next, true) !== words[i]) return false;
  for (let i = 0; i < rest.length; i += 1, next += 1) if (view.getUint8(next) !== rest[i]) return false;
  return true;
}

/** Skips a text that must come next. */
function passing(text: string): (cursor: Cursor) => void {
  const expected = expectedOf(Buffer.from(text));
  return (cursor) => {
    if (!isAt(cursor.view, cursor.at, expected)) cursor.lost = true;
    cursor.at += expected.length;
  };
}

const [passNull, passTrue, passFalse] = [passing('null'), passing('true'), passing('false')];

function nullable(either: readonly (JsonSchema | boolean)[]): Scan {
  const [schema, none, ...more] = either;
  if (typeof none !== 'object' || none.type !== 'null' || more.length > 0)
    throw new Error('The scanner knows a choice only of something or null');
  const scan = compile(schema);
  return (cursor) => {
    if (cursor.bytes[cursor.at] !== n) return scan(cursor);
    passNull(cursor);
    return null;
  };
}

function scanBoolean(cursor: Cursor): boolean {
  const value = cursor.bytes[cursor.at] === t;
  if (value) passTrue(cursor);
  else passFalse(cursor);
  return value;
}

/** At most 15 digits, because every such number is safe. */
function scanInteger(cursor: Cursor): number {
  const { bytes, at } = cursor;
  let value = 0;
  let end = at;
  for (let digit = bytes[end] ?? 0; digit >= zero && digit <= nine; digit = bytes[end] ?? 0) {
    value = value * 10 + digit - zero;
    end += 1;
  }
  if (end === at || end - at > 15 || (end - at > 1 && bytes[at] === zero)) cursor.lost = true;
  cursor.at = end;
  return value;
}

/** A text read before: its bytes between the quotes, its string, and whether it fits. */
interface Met {
  bytes: Expected;
  string: string;
  fits: boolean;
}

/** The most texts remembered for one field, whatever the file. Of two texts with the same hash, the first is kept. */
const mostMet = 10_000;

function scanText({ enum: values, format, pattern, minLength = 0 }: JsonSchema): Scan {
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const fits = (text: string): boolean =>
    text.length >= minLength && (values?.includes(text) ?? true) && (expression?.test(text) ?? true);
  // A text with a pattern that is not a date is a name, which rarely occurs twice.
  const remembers = expression === undefined || format === 'date';
  const met = new Map<number, Met>();
  return (cursor) => {
    const { bytes, at } = cursor;
    if (bytes[at] !== quote) {
      cursor.lost = true;
      return undefined;
    }
    const start = at + 1;
    let end = start;
    let hash = 0;
    for (let byte = bytes[end]; byte !== quote; byte = bytes[end]) {
      if (byte === undefined || byte < firstPrintable || byte === backslash) {
        cursor.lost = true;
        return undefined;
      }
      hash = (Math.imul(hash, 31) + byte) & 0x3fff_ffff;
      end += 1;
    }
    cursor.at = end + 1;
    const before = remembers ? met.get(hash) : undefined;
    if (before?.bytes.length === end - start && isAt(cursor.view, start, before.bytes)) {
      cursor.lost ||= !before.fits;
      return before.string;
    }
    const string = bytes.toString('utf8', start, end);
    const isFit = fits(string);
    if (remembers && before === undefined && met.size < mostMet)
      met.set(hash, { bytes: expectedOf(bytes.subarray(start, end)), string, fits: isFit });
    cursor.lost ||= !isFit;
    return string;
  };
}

function scanList({ items }: JsonSchema): Scan {
  if (Array.isArray(items)) throw new Error('The scanner does not know tuples');
  const scan = compile(items);
  return (cursor) => {
    const { bytes } = cursor;
    const all: unknown[] = [];
    if (bytes[cursor.at] !== open) cursor.lost = true;
    cursor.at += 1;
    if (bytes[cursor.at] === close) {
      cursor.at += 1;
      return all;
    }
    while (!cursor.lost) {
      all.push(scan(cursor));
      const then = bytes[cursor.at];
      cursor.at += 1;
      if (then === close) break;
      if (then !== comma) cursor.lost = true;
    }
    return all;
  };
}

function scanObject({ properties = {}, required = [], additionalProperties }: JsonSchema): Scan {
  const names = Object.keys(properties);
  const [first] = names;
  if (additionalProperties !== false || (first !== undefined && !required.includes(first)))
    throw new Error('The scanner knows only objects that begin with a required property, and no others');
  const scans = names.map((name, place): Scan => {
    const passName = passing(`${place === 0 ? '{' : ','}${JSON.stringify(name)}:`);
    const scan = compile(properties[name]);
    // Rows of before a field was added lack it.
    const isOptional = !required.includes(name);
    return (cursor) => {
      const { at, lost } = cursor;
      passName(cursor);
      if (!cursor.lost) return scan(cursor);
      if (isOptional && !lost) {
        cursor.at = at;
        cursor.lost = false;
      }
      return undefined;
    };
  });
  const passEnd = passing(names.length === 0 ? '{}' : '}');
  // Written as a literal, because the engine is slow to read an object whose names were added one by one. The code
  // contains nothing but the names of our own schema.
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function(
    'scans',
    'cursor',
    `return {${names.map((name, place) => `${JSON.stringify(name)}: scans[${place}](cursor)`).join()}};`,
  );
  const mayLack = names.filter((name) => !required.includes(name));
  return (cursor) => {
    const value: unknown = make(scans, cursor);
    if (!cursor.lost) passEnd(cursor);
    return cursor.lost || mayLack.length === 0 || typeof value !== 'object' || value === null
      ? value
      : Object.fromEntries(
          Object.entries(value).filter(([name, one]) => one !== undefined || !mayLack.includes(name)),
        );
  };
}
