import { createHash, hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { Case, EventsDoNotFollow, taskOf, type Task } from '../domain/case.ts';
import { Event } from '../domain/events.ts';
import {
  CaseDocument,
  Draft,
  HeldMail,
  LetterRow,
  Message,
  Pending,
  Person,
  type PrivateLink,
  type Read,
  type WaitingToken,
} from '../domain/rows.ts';
import { reviewDay } from '../domain/retention.ts';
import type { BankHoliday } from '../domain/bank-holidays.ts';
import type { CaseChange, CaseFile, CaseStore, ChangeResult, Page } from '../ports.ts';

// The one table of DESIGN section 3, the same in DynamoDB and in SQLite: which rows there are, in which lists they
// stand, and what a refused write means.

/** Lists of complainants (complainant-rows.ts). */
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
type TableIndex = (typeof tableIndexes)[number];
const [tasksByDue, tasksByAssignee, casesByStatus, pendingByTime, heldMailByStatus] = tableIndexes;

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

/** A cursor that no list, or another list, gave out. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

// ---- keys and rows

const sha256 = (text: string) => createHash('sha256').update(text);

/** Names from outside can be longer than a key may be (2,048 bytes): those go by their hash. */
const named = (name: string) =>
  Buffer.byteLength(name) > 512 ? `sha256:${sha256(name).digest('hex')}` : name;

const casePrefix = 'CASE#';
const taskPrefix = 'TASK#';
const oncePrefix = 'ONCE#';

export const casePartition = (caseId: string) => `${casePrefix}${caseId}`;
const inCase = (caseId: string, sk: string): Key => ({ pk: casePartition(caseId), sk });

/** Reads lie beside the case and not in it: a case is read whole at every step, and they become many. */
export const readsPartition = (caseId: string) => `READ#${caseId}`;

export const keyOf = {
  meta: (caseId: string) => inCase(caseId, 'META'),
  letter: (caseId: string, key: string) => inCase(caseId, `LETTER#${key}`),
  token: (caseId: string, task: string) => inCase(caseId, `TOKEN#${task}`),
  draft: (caseId: string, { task, outcome }: Pick<Draft, 'task' | 'outcome'>) =>
    inCase(caseId, `DRAFT#${task}#${outcome}`),
  pending: ({ caseId, id }: Pick<Pending, 'caseId' | 'id'>) => inCase(caseId, `PENDING#${id}`),
  held: (id: string): Key => ({ pk: `HELD#${id}`, sk: 'HELD' }),
  once: (key: string): Key => ({ pk: `${oncePrefix}${named(key)}`, sk: 'ONCE' }),
  alias: (alias: string): Key => ({ pk: `ALIAS#${named(alias)}`, sk: 'ALIAS' }),
  link: (ofSecret: string): Key => ({ pk: `LINK#${ofSecret}`, sk: 'LINK' }),
  counter: (year: number): Key => ({ pk: `COUNTER#${year}`, sk: 'COUNTER' }),
  bankHolidays: { pk: 'CALENDAR', sk: 'BANK-HOLIDAYS' },
} as const;

/** What an ALIAS or ONCE row names; the key of a held mail names no case. */
export const CaseNamed = z.object({ caseId: z.optional(z.string()) });
export const Counter = z.object({ number: z.number() });

// Open tasks lie in four partitions by a hash of their case, in each of them by due day: what is due before a day is
// one short range of each, however much is open and however long ago the oldest fell due. By due month, a query would
// have to know in which month the oldest lies, and most writes would meet in one partition.
const shards = ['0', '1', '2', '3'];
const shardOf = (caseId: string) => String(sha256(caseId).digest().readUInt8(0) % shards.length);

function metaRow(state: Case): Row {
  const index = { caseStatus: state.status, caseOrder: `${state.receivedAt}#${state.id}` };
  const day = reviewDay(state);
  const review = day === undefined ? {} : { retention: 'review', retentionOrder: `${day}#${state.id}` };
  return { ...keyOf.meta(state.id), doc: state, index: { ...index, ...review } };
}

function taskRow(caseId: string, task: Task): Row {
  const row = { ...inCase(caseId, `${taskPrefix}${task.key}`), doc: task };
  if (task.status !== 'open') return { ...row, index: {} };
  const order = `${task.due}#${caseId}#${task.key}`;
  const due = { dueShard: shardOf(caseId), dueOrder: order };
  const index = task.assignee ? { ...due, taskAssignee: task.assignee, assigneeOrder: order } : due;
  return { ...row, index };
}

/** The place in the sort order is fixed width, or event 10 would come before event 9. */
const eventKey = (caseId: string, seq: number) => inCase(caseId, `EVENT#${String(seq).padStart(8, '0')}`);

export const letterRow = (caseId: string, letter: LetterRow): Row => ({
  ...keyOf.letter(caseId, letter.key),
  doc: letter,
  index: {},
});

export const tokenRow = (caseId: string, token: WaitingToken): Row => ({
  ...keyOf.token(caseId, token.task),
  doc: token,
  index: {},
});

/** `expires`: when DynamoDB may remove it by itself (infra/stacks/data.ts); found as a name of its case when that is erased. */
export function linkRow(link: PrivateLink): Row {
  const key = keyOf.link(link.hash);
  const expires = Math.ceil(Date.parse(link.until) / 1000);
  return { ...key, doc: { ...link, expires }, index: nameIndex(link.caseId, key) };
}

/** The row of a read: the key is what makes it one within an hour. */
export const writesOfRead = (caseId: string, read: Read): Write[] => [
  {
    pk: readsPartition(caseId),
    sk: named([read.at.slice(0, 13), read.user, read.kind, read.what ?? ''].join('#')),
    doc: read,
    index: {},
    condition: 'absent',
  },
];

export const heldRow = (mail: HeldMail): Row => ({
  ...keyOf.held(mail.id),
  doc: mail,
  index: { heldStatus: mail.status, heldOrder: `${mail.receivedAt}#${mail.id}` },
});

export const bankHolidaysRow = (holidays: readonly BankHoliday[]): Row => ({
  ...keyOf.bankHolidays,
  doc: { holidays },
  index: {},
});

const onceWrites = (keys: readonly string[], doc: { caseId?: string; held?: string }): Write[] =>
  keys.map((name) => {
    const key = keyOf.once(name);
    return { ...key, doc: { ...doc, key: name }, index: nameIndex(doc.caseId, key), condition: 'absent' };
  });

/** Where a name of a case is found when the case is erased. */
const nameIndex = (caseId: string | undefined, { pk }: Key): Row['index'] =>
  caseId === undefined ? {} : { namedCase: caseId, nameOrder: pk };

// ---- changes

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

/**
 * The rows of a change, META first, and `contacts` of its persons. Throws `ChangeTooLarge`, and `EventsDoNotFollow` if
 * the events don't lead to `after`.
 */
export function writesOf(change: CaseChange, contacts: readonly Write[] = []): Write[] {
  const { caseId, expectedVersion, events, after } = change;
  const inOrder = events.every(({ seq }, place) => seq === expectedVersion + place + 1);
  if (!inOrder || after.version !== expectedVersion + events.length || after.id !== caseId) {
    throw new EventsDoNotFollow(
      `${events.length} events from version ${expectedVersion} to ${after.version}`,
    );
  }
  const touched = new Set(events.map((event) => ('task' in event ? event.task : undefined)));
  const tasks = after.tasks.filter(({ key }) => touched.has(key));
  return fitting([
    { ...metaRow(after), condition: expectedVersion === 0 ? 'absent' : { version: expectedVersion } },
    ...onceWrites(change.once ?? [], { caseId }),
    ...events.map((event): Write => ({
      ...eventKey(caseId, event.seq),
      doc: event,
      index: {},
      condition: 'absent',
    })),
    ...tasks.map((task) => taskRow(caseId, task)),
    ...(change.persons ?? []).map((person) => ({
      ...inCase(caseId, `PERSON#${person.id}`),
      doc: person,
      index: {},
    })),
    ...contacts,
    ...(change.messages ?? []).map((message) => ({
      ...inCase(caseId, `MESSAGE#${message.id}`),
      doc: message,
      index: {},
    })),
    ...(change.letters ?? []).map((letter) => letterRow(caseId, letter)),
    ...(change.documents ?? []).map((document) => ({
      ...inCase(caseId, `DOCUMENT#${document.id}`),
      doc: document,
      index: {},
    })),
    ...(change.draftsDone ?? []).map((draft): Write => ({
      ...keyOf.draft(caseId, draft),
      doc: {},
      index: {},
      gone: true,
    })),
    ...(change.pending ?? []).map((pending) => ({
      ...keyOf.pending(pending),
      doc: pending,
      index: { pendingShard: 'pending', pendingOrder: `${pending.since}#${pending.id}` },
    })),
    ...(change.aliases ?? []).map((alias): Write => {
      const key = keyOf.alias(alias);
      return { ...key, doc: { caseId, alias }, index: nameIndex(caseId, key) };
    }),
  ]);
}

/** The rows that hold a mail. Throws `ChangeTooLarge`. */
export const writesOfHeldMail = (mail: HeldMail, once: readonly string[]): Write[] =>
  fitting([{ ...heldRow(mail), condition: 'absent' }, ...onceWrites(once, { held: mail.id })]);

/** The row of a draft, written only while its case stands at this version. Throws `ChangeTooLarge`. */
export const writesOfDraft = (caseId: string, draft: Draft, caseVersion: number): Write[] =>
  fitting([
    { ...keyOf.meta(caseId), doc: {}, index: {}, stays: true, condition: { version: caseVersion } },
    {
      ...keyOf.draft(caseId, draft),
      doc: draft,
      index: {},
      condition: draft.version === 1 ? 'absent' : { version: draft.version - 1 },
    },
  ]);

/** What became of a draft. That the case has changed outranks that the draft has. */
export function draftResultOf(failed: readonly FailedWrite[]): 'saved' | 'changed' | 'version' {
  if (failed.length === 0) return 'saved';
  return failed.some(({ write }) => write.sk === 'META') ? 'version' : 'changed';
}

/** The row that a claim by itself leaves, with no case. */
export const writesOfClaim = (key: string): Write[] => onceWrites([key], {});

export const isOnce = ({ pk }: Key) => pk.startsWith(oncePrefix);

/**
 * What failed conditions mean for a change. A once key outranks the version: the same thing came twice, and trying
 * again on the newer version would not make it new. `caseId` is empty where a held mail claimed the key.
 */
export function resultOf(failed: readonly FailedWrite[]): ChangeResult {
  const [first] = failed;
  if (!first) return { ok: true };
  const once = failed.find(({ write }) => isOnce(write));
  if (once) {
    const { caseId = '' } = parsed(CaseNamed, once.write, once.old);
    return { ok: false, reason: 'once', key: parsed(OnceKey, once.write, once.write.doc).key, caseId };
  }
  const meta = failed.find(({ write }) => write.sk === 'META');
  // An event beyond the version of its case: no writer of ours does that.
  if (!meta) throw new StoredRowInvalid(first.write);
  if (meta.old === undefined) return { ok: false, reason: 'version', actual: 0 };
  return { ok: false, reason: 'version', actual: parsed(Versioned, meta.write, meta.old).version };
}
const OnceKey = z.object({ key: z.string() });
const Versioned = z.object({ version: z.number() });

// ---- reading

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

/** A row as it was read. */
export interface StoredRow extends Key {
  doc: unknown;
}

/** A case from all rows of its partition, in the order of `sk`; 'torn' when META and events are not of one moment. */
export function fileOf(caseId: string, rows: readonly StoredRow[]): CaseFile | 'torn' | undefined {
  const meta = rows.find(({ sk }) => sk === 'META');
  if (!meta) return undefined;
  const all = <S extends z.core.$ZodType>(kind: string, schema: S) =>
    rows.filter(({ sk }) => sk.startsWith(kind)).map((row) => parsed(schema, row, row.doc));
  const file = {
    state: parsed(Case, keyOf.meta(caseId), meta.doc),
    events: all('EVENT#', Event),
    persons: all('PERSON#', Person),
    messages: all('MESSAGE#', Message),
    letters: all('LETTER#', LetterRow),
    documents: all('DOCUMENT#', CaseDocument),
    drafts: all('DRAFT#', Draft),
  };
  const { version } = file.state;
  return file.events.length === version && file.events.at(-1)?.seq === version ? file : 'torn';
}

// ---- lists

/** A part of one partition of an index, `from` and `until` included. */
export interface IndexQuery {
  index: TableIndex;
  partition: string;
  from: string;
  until: string;
  newestFirst: boolean;
  limit: number;
}

/** A row found in an index, with its place in the order there. */
export interface Hit extends Key {
  order: string;
}

export interface List {
  index: TableIndex;
  partitions: readonly string[];
  /** Only what comes before this in the order. Every place in it goes on after a date or time, so none equals one. */
  before?: string | undefined;
  newestFirst?: boolean;
}

// A cursor names the list and the place where its page ended, so one of another list is told from ours.
const Cursor = z.tuple([z.string(), z.string()]);
const listName = ({ index, partitions }: List) => `${index.name}:${partitions.join()}`;
const encoded = (cursor: readonly string[]) => Buffer.from(JSON.stringify(cursor)).toString('base64url');

function placeIn(list: List, cursor: string): string {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new InvalidCursor('not a cursor');
  }
  const parts = z.safeParse(Cursor, decoded);
  // Longer than a key of an index may be, DynamoDB would fail on it.
  if (!parts.success || encoded(parts.data) !== cursor || cursor.length > 1_024)
    throw new InvalidCursor('not a cursor');
  const [name, place] = parts.data;
  if (name !== listName(list) || place === '') throw new InvalidCursor('the cursor of another list');
  return place;
}

export type IndexReader = (query: IndexQuery) => Promise<Hit[]>;

/** One page of a list over all its partitions, merged in their common order. Throws `InvalidCursor`. */
export async function pageOf(
  list: List,
  { limit, cursor }: { limit: number; cursor?: string },
  read: IndexReader,
): Promise<Page<Hit>> {
  const { index, partitions, before = '~', newestFirst = false } = list;
  const after = cursor === undefined ? undefined : placeIn(list, cursor);
  const from = after !== undefined && !newestFirst ? after : '0';
  const until = after !== undefined && newestFirst && after < before ? after : before;
  if (from > until) return { items: [] };
  // One more than the page tells whether there is a next one; the row of the cursor itself comes along.
  const some = { index, from, until, newestFirst, limit: limit + (after === undefined ? 1 : 2) };
  const found = await Promise.all(partitions.map((partition) => read({ ...some, partition })));
  // A row that moves from one partition to another can for a moment stand in both.
  const places = new Map(found.flat().map((hit) => [hit.order, hit]));
  if (after !== undefined) places.delete(after);
  const hits = [...places.values()].sort((a, b) => (a.order < b.order === newestFirst ? 1 : -1));
  const items = hits.slice(0, limit);
  const last = items.at(-1);
  return hits.length > limit && last ? { items, next: encoded([listName(list), last.order]) } : { items };
}

/** Reads the rows at keys in their shape, in the order of the keys; undefined where there is none. */
export function docsAtKeys(rowsAt: (keys: readonly Key[]) => Promise<StoredRow[]>) {
  return async <S extends z.core.$ZodType>(keys: readonly Key[], schema: S) => {
    const name = ({ pk, sk }: Key) => `${pk} ${sk}`;
    const distinct = [...new Map(keys.map((key) => [name(key), { pk: key.pk, sk: key.sk }])).values()];
    const docs = new Map((await rowsAt(distinct)).map((row) => [name(row), parsed(schema, row, row.doc)]));
    return keys.map((key) => docs.get(name(key)));
  };
}

/**
 * The lists of a store, from a way to read an index and one to read rows by their keys, with strong consistency and in
 * any order. An index can be behind its table: what is no longer so in the table is left out, and a page can be short.
 */
export function listsOf(
  read: IndexReader,
  rowsAt: (keys: readonly Key[]) => Promise<StoredRow[]>,
): Pick<CaseStore, 'cases' | 'openTasks' | 'pending' | 'heldMail'> {
  const docsAt = docsAtKeys(rowsAt);
  const page = <T>(items: T[], { next }: Page<Hit>): Page<T> =>
    next === undefined ? { items } : { items, next };

  return {
    async cases(query) {
      const partitions = query.status ? [query.status] : ['open', 'closed'];
      const hits = await pageOf({ index: casesByStatus, partitions, newestFirst: true }, query, read);
      const states = await docsAt(hits.items, Case);
      return page(
        states.flatMap((state) => (state && partitions.includes(state.status) ? [state] : [])),
        hits,
      );
    },

    async openTasks(query) {
      const { assignee, dueBefore: before } = query;
      const list = assignee
        ? { index: tasksByAssignee, partitions: [assignee], before }
        : { index: tasksByDue, partitions: shards, before };
      const hits = await pageOf(list, query, read);
      const caseIds = hits.items.map(({ pk }) => pk.slice(casePrefix.length));
      const states = await docsAt(caseIds.map(keyOf.meta), Case);
      const items = hits.items.flatMap(({ sk }, place) => {
        const state = states[place];
        const task = state && taskOf(state, sk.slice(taskPrefix.length));
        if (!task || task.status !== 'open') return [];
        const asked = (!assignee || task.assignee === assignee) && (!before || task.due < before);
        return asked ? [{ state, task }] : [];
      });
      return page(items, hits);
    },

    async pending({ before, limit }) {
      const hits = await pageOf({ index: pendingByTime, partitions: ['pending'], before }, { limit }, read);
      const promises = await docsAt(hits.items, Pending);
      return promises.filter((pending) => pending !== undefined);
    },

    async heldMail(query) {
      const partitions = query.status ? [query.status] : ['held', 'released', 'recorded'];
      const list = { index: heldMailByStatus, partitions, before: query.before, newestFirst: true };
      const hits = await pageOf(list, query, read);
      const mails = await docsAt(hits.items, HeldMail);
      return page(
        mails.flatMap((mail) => (mail && partitions.includes(mail.status) ? [mail] : [])),
        hits,
      );
    },
  };
}
