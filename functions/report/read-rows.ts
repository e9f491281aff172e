import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import * as z from 'zod/mini';
import { CivilDate, financialYear } from '../domain/time/civil-date.ts';
import { ReportingRow } from '../domain/records/reporting-row.ts';
import { countNumber, emptyNumberCounts, type NumberCounts } from './number-counts.ts';
import { contradicted, parseRow, type FieldProblem, type ParsedRow } from './parse-row.ts';
import { kindOf, type Period } from './period.ts';
import { lineScanner } from './scan-row.ts';
import { counter, emptyTally, type Tally } from './tally.ts';

/** A problem with a line of a file of rows. The line is not counted. */
export type RowProblem = FieldProblem & { line: number; reference?: string };

/** How far a file was read, and its problems. `lines` counts all lines, `rows` those that are not blank. */
interface Reading {
  lines: number;
  rows: number;
  references: NumberCounts;
  problems: RowProblem[];
}

/** The result of reading a file or a part of it. */
export interface RowsRead extends Reading {
  counted: number;
  tally: Tally;
}

const Received = z.object({ received: CivilDate });
const scan = lineScanner(ReportingRow);

/**
 * A reference as a number: 100 years and eight digits for each of 27^4 prefixes. It stays below 2^53 and so is exact,
 * and a million of them can be remembered. The check digit adds nothing.
 */
export function referenceNumber(reference: string): number {
  const dash = reference.indexOf('-');
  let letters = 0;
  for (let i = 0; i < dash; i += 1) letters = letters * 27 + reference.charCodeAt(i) - 64;
  const year = Number(reference.slice(dash + 3, dash + 5));
  return (letters * 100 + year) * 100_000_000 + Number(reference.slice(dash + 6, -2));
}

/** The bytes of a part of a file, from the start of its first line to the end of its last, for `readRows`. */
export interface FilePart {
  from: number;
  until: number;
}

/** Splits a file into this many parts of whole lines. Some may be empty. */
export function fileParts(path: string, parts: number): FilePart[] {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const starts = Array.from({ length: parts }, (_, part) =>
      part === 0 ? 0 : lineStart(file, Math.floor((size * part) / parts)),
    );
    return starts.map((from, part) => ({ from, until: starts[part + 1] ?? size }));
  } finally {
    closeSync(file);
  }
}

const newline = 10;
const pieceSize = 1 << 18;

/** The start of the first line after this byte, or the end of the file. */
function lineStart(file: number, after: number): number {
  const piece = Buffer.allocUnsafe(1 << 16);
  for (let position = after; ;) {
    const read = readSync(file, piece, 0, piece.length, position);
    const newlineAt = piece.subarray(0, read).indexOf(newline);
    if (newlineAt !== -1) return position + newlineAt + 1;
    if (read === 0) return position;
    position += read;
  }
}

/** The start of the first line: some editors put a byte-order mark of three bytes before it. */
function afterByteOrderMark(file: number): number {
  const start = Buffer.alloc(3);
  readSync(file, start, 0, start.length, 0);
  return start.toString() === '\uFEFF' ? start.length : 0;
}

/** A line among others: its bytes from `start` to `end`; `broken` if they are not UTF-8. */
interface Line {
  bytes: Buffer;
  start: number;
  end: number;
  broken: boolean;
}

/** The lines of a part, read a quarter of a megabyte at a time, so memory does not grow with the file. */
function* linesOf(path: string, { from, until }: FilePart = { from: 0, until: Infinity }): Generator<Line> {
  const file = openSync(path, 'r');
  try {
    let piece = Buffer.allocUnsafe(pieceSize);
    let filled = 0;
    for (let position = from === 0 ? afterByteOrderMark(file) : from; position < until;) {
      // The line is longer than the piece, so the piece is enlarged.
      if (filled === piece.length) piece = Buffer.concat([piece], piece.length * 2);
      const read = readSync(file, piece, filled, Math.min(piece.length - filled, until - position), position);
      if (read === 0) break;
      position += read;
      filled += read;
      let start = 0;
      const completeLength = piece.lastIndexOf(newline, filled - 1) + 1;
      // Hundreds of lines are checked at once. If one of them is broken, each line is checked.
      const sound = isUtf8(piece.subarray(0, completeLength));
      while (start < completeLength) {
        const end = piece.indexOf(newline, start);
        yield { bytes: piece, start, end, broken: !sound && !isUtf8(piece.subarray(start, end)) };
        start = end + 1;
      }
      piece.copyWithin(0, completeLength, filled);
      filled -= completeLength;
    }
    if (filled > 0) yield { bytes: piece, start: 0, end: filled, broken: !isUtf8(piece.subarray(0, filled)) };
  } finally {
    closeSync(file);
  }
}

/**
 * The valid rows of a file one by one, the first of each reference, for views that list cases. Other rows are added to
 * `problems`.
 */
export const rowsOf = (path: string, problems: RowProblem[] = []): Generator<ReportingRow> =>
  goodRows(path, { lines: 0, rows: 0, references: emptyNumberCounts(), problems });

/**
 * Reads the rows of an NDJSON file, or of the lines that begin between two of its bytes, and counts them into a tally.
 * A line that cannot be counted is a problem, with its number within the part. A reference counts once.
 */
export function readRows(path: string, period: Period, part?: FilePart): RowsRead {
  const tally = emptyTally();
  const count = counter(tally, period);
  const reading: Reading = { lines: 0, rows: 0, references: emptyNumberCounts(), problems: [] };
  let counted = 0;
  for (const row of goodRows(path, reading, part)) {
    if (count(row)) counted += 1;
    else
      reading.problems.push({
        line: reading.lines,
        field: 'received',
        code: 'other-period',
        params: { period: kindOf(period) },
        reference: row.reference,
      });
  }
  return { ...reading, counted, tally };
}

function* goodRows(path: string, reading: Reading, part?: FilePart): Generator<ReportingRow> {
  for (const line of linesOf(path, part)) {
    reading.lines += 1;
    if (isBlank(line)) continue;
    reading.rows += 1;
    const parsed = readRow(line);
    if (!parsed.ok)
      reading.problems.push(...parsed.problems.map((problem) => ({ line: reading.lines, ...problem })));
    else if (countNumber(reading.references, referenceNumber(parsed.row.reference)) > 0)
      reading.problems.push({
        line: reading.lines,
        field: 'reference',
        code: 'repeated-reference',
        params: {},
        reference: parsed.row.reference,
      });
    else yield parsed.row;
  }
}

const textOf = ({ bytes, start, end }: Line): string => bytes.toString('utf8', start, end);

const isBlank = (line: Line): boolean => line.end - line.start < 2 && textOf(line).trim() === '';

function readRow(line: Line): ParsedRow {
  if (line.broken) return { ok: false, problems: [{ field: 'row', code: 'not-utf-8', params: {} }] };
  const scanned = scan(line.bytes, line.start, line.end);
  if (isRow(scanned)) return contradicted(scanned);
  const candidate = parseJson(line);
  return candidate === undefined
    ? { ok: false, problems: [{ field: 'row', code: 'not-json', params: {} }] }
    : parseRow(candidate);
}

/** A line that the scanner could read fits the schema. */
const isRow = (scanned: unknown): scanned is ReportingRow => scanned !== undefined;

function parseJson(line: Line): unknown {
  try {
    const value: unknown = JSON.parse(textOf(line));
    return value;
  } catch {
    // The line is named as one that is not JSON.
    return undefined;
  }
}

/** The reporting year in which most rows of a file were received. Undefined if no line has a date of receipt. */
export function prevailingYear(path: string): string | undefined {
  const years = new Map<string, number>();
  for (const line of linesOf(path)) {
    const { success, data } = Received.safeParse(parseJson(line));
    if (success) {
      const year = financialYear(data.received);
      years.set(year, (years.get(year) ?? 0) + 1);
    }
  }
  return [...years].sort(([, a], [, b]) => b - a)[0]?.[0];
}
