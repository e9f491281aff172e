import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';

// The one table of architecture.md "Data", the same in DynamoDB and in SQLite: its indexes, what a row is,
// and what holds for every row. Which rows there are say case-rows.ts and the other files of this folder that
// are named after theirs.

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

/** Lists of retention (erasure-rows.ts): cases by the day of their review, the names of a case, what was erased. */
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
 * The table's indexes, from which the stacks and the local database make them. All project keys only: lists find
 * rows here and read them in the table, so no index holds personal data and none is believed on its own.
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

export interface Key {
  pk: string;
  sk: string;
}

/** A row: its key, what it says, and its places in the lists it stands in, no others. */
export interface Row extends Key {
  doc: object;
  index: Partial<Record<TableIndex['partitionKey' | 'sortKey'], string>>;
}

/** A row to write: where `condition` does not hold, nothing of its transaction is written. */
export interface Write extends Row {
  condition?: 'absent' | { version: number };
  /** The row is to go; what it says is not looked at. */
  gone?: true;
  /** The row stays as it is: only its condition is looked at. */
  stays?: true;
}

/** A write whose condition did not hold, and the document that stood there. */
export interface FailedWrite {
  write: Write;
  old: unknown;
}

/** The case changes too often at this moment; the same call may succeed later. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
}

/** More than one transaction holds: over 100 rows, or a row that is too long (its text belongs in a file). */
export class ChangeTooLarge extends Error {
  override readonly name = 'ChangeTooLarge';
}

/** A stored row is not of the shape we write. Says which row, never what is in it. */
export class StoredRowInvalid extends Error {
  override readonly name = 'StoredRowInvalid';
  constructor({ pk, sk }: Key) {
    super(`${pk} ${sk}`);
  }
}

/** DynamoDB takes at most 100 rows and 4 MB in a transaction, and 400 KB in a row; JSON is about as long as its rows. */
const most = { rows: 100, rowBytes: 300_000, changeBytes: 3_500_000 };

export function fitting(writes: readonly Write[]): Write[] {
  // A transaction may touch a row once; the last word counts, as it would in a row of single writes.
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
  const text = typeof doc === 'object' && doc !== null ? texts.get(doc) : undefined;
  const mark = text === undefined ? undefined : hash('sha256', text, 'base64');
  if (isWhole(schema, mark, doc)) return doc;
  const result = z.safeParse(schema, doc);
  if (!result.success) throw new StoredRowInvalid(key);
  if (mark !== undefined && isDeepStrictEqual(result.data, doc)) noteWhole(schema, mark);
  return isWhole(schema, mark, doc) ? doc : result.data;
}

// To check a document takes twenty times as long as to read it, and most rows are read again and again. So it is noted
// by its hash (the text may be personal) that a text was found whole and complete as it stands; the next one like it
// needs no second look. Only where documents are kept as text.
const texts = new WeakMap<object, string>();
const whole = new Map<z.core.$ZodType, Set<string>>();
const mostNoted = 20_000;

/** A document kept as text. Throws `SyntaxError`. */
export function fromText(text: string): unknown {
  const doc: unknown = JSON.parse(text);
  if (typeof doc === 'object' && doc !== null) texts.set(doc, text);
  return doc;
}

const isWhole = <S extends z.core.$ZodType>(
  schema: S,
  mark: string | undefined,
  _doc: unknown,
): _doc is z.output<S> => mark !== undefined && whole.get(schema)?.has(mark) === true;

function noteWhole(schema: z.core.$ZodType, mark: string): void {
  const marks = whole.get(schema) ?? new Set();
  if (marks.size >= mostNoted) marks.clear();
  whole.set(schema, marks.add(mark));
}
