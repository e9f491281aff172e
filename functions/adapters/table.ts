import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';

// The one table of architecture.md "Data", the same in DynamoDB and in SQLite: its indexes, the form of a row, and the
// rules for every row. case-rows.ts and the other files of this folder named after their rows say which rows there are.

export const personsByContact = {
  name: 'persons-by-contact',
  partitionKey: 'contact',
  sortKey: 'contactOrder',
} as const;
export const flagsByReview = {
  name: 'flags-by-review',
  partitionKey: 'flagged',
  sortKey: 'reviewOrder',
} as const;

/** Lists for retention (erasure-rows.ts): cases by the day of their review, the names of a case, erased cases. */
export const retentionByDay = {
  name: 'retention-by-day',
  partitionKey: 'retention',
  sortKey: 'retentionOrder',
} as const;
export const namesByCase = {
  name: 'names-by-case',
  partitionKey: 'namedCase',
  sortKey: 'nameOrder',
} as const;
export const erasuresByStatus = {
  name: 'erasures-by-status',
  partitionKey: 'erasureStatus',
  sortKey: 'erasureOrder',
} as const;

/**
 * The table's indexes, from which the stacks and the local database make them. All project keys only: lists find rows
 * here and read them in the table, so no index holds personal data and none is trusted on its own.
 */
export const tableIndexes = [
  { name: 'tasks-by-due', partitionKey: 'dueShard', sortKey: 'dueOrder' },
  { name: 'tasks-by-assignee', partitionKey: 'taskAssignee', sortKey: 'assigneeOrder' },
  { name: 'cases-by-status', partitionKey: 'caseStatus', sortKey: 'caseOrder' },
  { name: 'pending-by-time', partitionKey: 'pendingShard', sortKey: 'pendingOrder' },
  { name: 'held-mail-by-status', partitionKey: 'heldStatus', sortKey: 'heldOrder' },
  personsByContact,
  flagsByReview,
  retentionByDay,
  namesByCase,
  erasuresByStatus,
] as const;
export type TableIndex = (typeof tableIndexes)[number];

/**
 * The partitions of the table, by what their keys begin with; a key without `#` is the whole key. Permissions are given by
 * partition (manifest.ts), because IAM sees no more of a row's key.
 */
export type Partition =
  | 'ALIAS#'
  | 'CALENDAR'
  | 'CASE#'
  | 'COMPLAINANT#'
  | 'COUNCIL'
  | 'COUNTER#'
  | 'EQUALITY'
  | 'ERASED#'
  | 'HELD#'
  | 'LINK#'
  | 'ONCE#'
  | 'PEPPER'
  | 'READ#'
  | 'SHORT#'
  | 'WORDS#';

export interface Key {
  pk: string;
  sk: string;
}

/** A row: its key, its document, and its positions in exactly the lists that contain it. */
export interface Row extends Key {
  doc: object;
  index: Partial<Record<TableIndex['partitionKey' | 'sortKey'], string>>;
}

/** A row to write. If `condition` does not hold, nothing of its transaction is written. */
export interface Write extends Row {
  condition?: 'absent' | { version: number };
  /** The row is removed; its document does not matter. */
  gone?: true;
  /** The row stays unchanged; only its condition is checked. */
  stays?: true;
}

/** A write whose condition failed, and the document that was there. */
export interface FailedWrite {
  write: Write;
  old: unknown;
}

/** The case changes too often at the moment. The same call may succeed later. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
}

/** More than one transaction can hold: over 100 rows, or a row that is too long (its text belongs in a file). */
export class ChangeTooLarge extends Error {
  override readonly name = 'ChangeTooLarge';
}

/** A stored row does not have the form that we write. The error names the row, never its content. */
export class StoredRowInvalid extends Error {
  override readonly name = 'StoredRowInvalid';
  constructor({ pk, sk }: Key) {
    super(`${pk} ${sk}`);
  }
}

/**
 * DynamoDB accepts at most 100 rows and 4 MB in a transaction, and 400 KB in a row. JSON is about as long as its rows.
 */
const most = { rows: 100, rowBytes: 300_000, changeBytes: 3_500_000 };
export const mostRows = most.rows;

export function fitting(writes: readonly Write[]): Write[] {
  // A transaction may contain a row only once. The last write counts, as it would if they were written one after the
  // other.
  const rows = [...new Map(writes.map((write) => [`${write.pk} ${write.sk}`, write])).values()];
  if (rows.length > most.rows) throw new ChangeTooLarge(`${rows.length} rows, at most ${most.rows}`);
  let bytes = 0;
  for (const { pk, sk, doc } of rows) {
    const size = Buffer.byteLength(JSON.stringify(doc));
    if (size > most.rowBytes)
      throw new ChangeTooLarge(`${pk} ${sk}: ${size} bytes, at most ${most.rowBytes}`);
    bytes += size;
  }
  if (bytes > most.changeBytes) throw new ChangeTooLarge(`${bytes} bytes, at most ${most.changeBytes}`);
  return rows;
}

/** A row as it was read. */
export interface StoredRow extends Key {
  doc: unknown;
}

/** The document of a row in its shape. Throws `StoredRowInvalid`. */
export function parsed<S extends z.core.$ZodType>(schema: S, key: Key, doc: unknown): z.output<S> {
  if (isWhole(schema, doc)) return doc;
  const result = z.safeParse(schema, doc);
  if (!result.success) throw new StoredRowInvalid(key);
  noteWhole(schema, doc, result.data);
  return isWhole(schema, doc) ? doc : result.data;
}

// Reading a document takes long and checking it twenty times as long, and most rows are read again and again. So where
// documents are stored as text, those read last are kept by their text, frozen because all readers share them. The shapes
// in which a document was valid as it is are noted with it, and longer than it by the hash of its text (the text may be
// personal).
interface Reading {
  text: string;
  mark?: string;
  shapes: Set<z.core.$ZodType>;
}
const readings = new WeakMap<object, Reading>();
const documents = new Map<string, object>();
const mostLength = 4_000_000;
let length = 0;
const whole = new Map<z.core.$ZodType, Set<string>>();
const mostNoted = 20_000;

/** Parses a document stored as text. Throws `SyntaxError`. */
export function fromText(text: string): unknown {
  const known = documents.get(text);
  if (known !== undefined) return known;
  const doc: unknown = JSON.parse(text);
  if (typeof doc !== 'object' || doc === null) return doc;
  freeze(doc);
  readings.set(doc, { text, shapes: new Set() });
  if (length > mostLength) forgetTexts();
  documents.set(text, doc);
  length += text.length;
  return doc;
}

/** Forgets the texts that were read, because something was erased. */
export function forgetTexts(): void {
  documents.clear();
  length = 0;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) freeze(inner);
  Object.freeze(value);
}

const readingOf = (doc: unknown): Reading | undefined =>
  typeof doc === 'object' && doc !== null ? readings.get(doc) : undefined;

const markOf = (reading: Reading): string => (reading.mark ??= hash('sha256', reading.text, 'base64'));

function isWhole<S extends z.core.$ZodType>(schema: S, doc: unknown): doc is z.output<S> {
  const reading = readingOf(doc);
  if (reading === undefined) return false;
  if (reading.shapes.has(schema)) return true;
  if (whole.get(schema)?.has(markOf(reading)) !== true) return false;
  reading.shapes.add(schema);
  return true;
}

function noteWhole(schema: z.core.$ZodType, doc: unknown, valid: unknown): void {
  const reading = readingOf(doc);
  if (reading === undefined || !isDeepStrictEqual(valid, doc)) return;
  reading.shapes.add(schema);
  const marks = whole.get(schema) ?? new Set();
  if (marks.size >= mostNoted) marks.clear();
  whole.set(schema, marks.add(markOf(reading)));
}
