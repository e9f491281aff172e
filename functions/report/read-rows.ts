import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import * as z from 'zod/mini';
import { CivilDate, financialYear } from '../domain/civil-date.ts';
import { ReportingRow } from '../domain/reporting-row.ts';
import { countNumber, emptyNumberCounts, type NumberCounts } from './number-counts.ts';
import { contradicted, parseRow, type ParsedRow } from './parse-row.ts';
import type { Period } from './period.ts';
import { lineScanner } from './scan-row.ts';
import { counter, emptyTally, type Tally } from './tally.ts';

/** What is wrong with a line of a file of rows, which is therefore not counted. */
export interface RowProblem {
  line: number;
  reference?: string;
  field: string;
  problem: string;
}

/** What the lines of a file (or of a part of it) came to. `lines` counts all, `rows` those that are no blank. */
export interface RowsRead {
  lines: number;
  rows: number;
  counted: number;
  tally: Tally;
  references: NumberCounts;
  problems: RowProblem[];
}

const Received = z.object({ received: CivilDate });
const scan = lineScanner(ReportingRow);

/**
 * A reference as a number, 100 years and eight digits for each of 27^4 prefixes: exact below 2^53, so that a million
 * of them can be remembered. The check digit says nothing more.
 */
export function referenceNumber(reference: string): number {
  const dash = reference.indexOf('-');
  let letters = 0;
  for (let i = 0; i < dash; i += 1) letters = letters * 27 + reference.charCodeAt(i) - 64;
  const year = Number(reference.slice(dash + 3, dash + 5));
  return (letters * 100 + year) * 100_000_000 + Number(reference.slice(dash + 6, -2));
}

/** The bytes of a file from the first line to the last of a part, for `readRows`. */
export interface FilePart {
  from: number;
  until: number;
}

/** Cuts a file into so many parts of whole lines; some may be empty. */
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

/** Where the first line after this byte begins, or the end of the file. */
function lineStart(file: number, after: number): number {
  const piece = Buffer.allocUnsafe(1 << 16);
  for (let position = after; ;) {
    const read = readSync(file, piece, 0, piece.length, position);
    const found = piece.subarray(0, read).indexOf(newline);
    if (found !== -1) return position + found + 1;
    if (read === 0) return position;
    position += read;
  }
}

/** A line as it lies among others: its bytes from `start` to `end`. */
interface Line {
  bytes: Buffer;
  start: number;
  end: number;
}

/** The lines of a part, read a quarter of a megabyte at a time, so that memory does not grow with the file. */
function* linesOf(path: string, { from, until }: FilePart = { from: 0, until: Infinity }): Generator<Line> {
  const file = openSync(path, 'r');
  try {
    let piece = Buffer.allocUnsafe(pieceSize);
    let filled = 0;
    for (let position = from; position < until;) {
      // A line longer than the piece: make room.
      if (filled === piece.length) piece = Buffer.concat([piece], piece.length * 2);
      const read = readSync(file, piece, filled, Math.min(piece.length - filled, until - position), position);
      if (read === 0) break;
      position += read;
      filled += read;
      let start = 0;
      const whole = piece.lastIndexOf(newline, filled - 1) + 1;
      while (start < whole) {
        const end = piece.indexOf(newline, start);
        yield { bytes: piece, start, end };
        start = end + 1;
      }
      piece.copyWithin(0, whole, filled);
      filled -= whole;
    }
    if (filled > 0) yield { bytes: piece, start: 0, end: filled };
  } finally {
    closeSync(file);
  }
}

/**
 * Reads the rows of an NDJSON file, or of the lines that begin between two bytes of it, and counts them into a tally.
 * A line that cannot be counted is a problem, by its number within the part; a reference counts once.
 */
export function readRows(path: string, period: Period, part?: FilePart): RowsRead {
  const tally = emptyTally();
  const count = counter(tally, period);
  const references = emptyNumberCounts();
  const problems: RowProblem[] = [];
  let lines = 0;
  let rows = 0;
  let counted = 0;
  const refuse = (field: string, problem: string, reference?: string) =>
    problems.push({ line: lines, field, problem, ...(reference === undefined ? {} : { reference }) });
  for (const line of linesOf(path, part)) {
    lines += 1;
    if (line.end - line.start < 2 && textOf(line).trim() === '') continue;
    rows += 1;
    const parsed = readRow(line);
    if (!parsed.ok) {
      for (const { field, problem } of parsed.problems) refuse(field, problem);
      continue;
    }
    const { row } = parsed;
    if (countNumber(references, referenceNumber(row.reference)) > 0)
      refuse('reference', 'is there already; the first row counts', row.reference);
    else if (count(row)) counted += 1;
    else refuse('received', `is a row of another year, nothing in it is of ${period.name}`, row.reference);
  }
  return { lines, rows, counted, tally, references, problems };
}

const textOf = ({ bytes, start, end }: Line): string => bytes.toString('utf8', start, end);

function readRow(line: Line): ParsedRow {
  const scanned = scan(line.bytes, line.start, line.end);
  if (isRow(scanned)) return contradicted(scanned);
  const candidate = parseJson(line);
  return candidate === undefined
    ? { ok: false, problems: [{ field: 'row', problem: 'is not JSON' }] }
    : parseRow(candidate);
}

/** What the scanner has read fits the schema. */
const isRow = (scanned: unknown): scanned is ReportingRow => scanned !== undefined;

function parseJson(line: Line): unknown {
  try {
    const value: unknown = JSON.parse(textOf(line));
    return value;
  } catch {
    return undefined;
  }
}

/** The reporting year in which most rows of a file were received; undefined when no line has a date of receipt. */
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

/** The good rows of a file one by one, for views that list cases; what is wrong with others `readRows` says. */
export function* rowsOf(path: string): Generator<ReportingRow> {
  for (const line of linesOf(path)) {
    const parsed = readRow(line);
    if (parsed.ok) yield parsed.row;
  }
}
