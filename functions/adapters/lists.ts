import * as z from 'zod/mini';
import { listedOn, taskOf } from '../domain/case/case.ts';
import { HeldMail, LetterRow, OutboxEntry } from '../domain/case/stored-rows.ts';
import type { CaseStore, Page, Slice } from '../ports.ts';
import {
  casePrefix,
  isInSlice,
  isUnsent,
  keyOf,
  shards,
  stateOf,
  taskPrefix,
  unsentLetters,
} from './case-rows.ts';
import {
  parsed,
  StoredRowInvalid,
  tableIndexes,
  type Key,
  type StoredRow,
  type TableIndex,
} from './table.ts';

// Lists over the indexes of the table, in pages that continue from a cursor.

const [tasksByDue, tasksByAssignee, casesByStatus, pendingByTime, heldMailByStatus] = tableIndexes;

/** Thrown for a cursor that no list, or another list, gave out. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

/** A part of one partition of an index, `from` and `until` included. */
export interface IndexQuery {
  index: TableIndex;
  partition: string;
  from: string;
  until: string;
  newestFirst: boolean;
  limit: number;
}

/** A row found in an index, with its position in the order. */
export interface Hit extends Key {
  order: string;
}

/** A partition of an index that is part of a list. `only`: which of its rows are, where not all of them. */
interface Part {
  index: TableIndex;
  partition: string;
  only?: ((hit: Hit) => boolean) | undefined;
}

/** Parts of one list have the same row at the same position. */
export interface List {
  parts: readonly Part[];
  /** Only rows before this position. Every position continues after a date or time, so none equals it. */
  before?: string | undefined;
  /** Only rows at this position or after it. */
  since?: string | undefined;
  newestFirst?: boolean;
}

/** Whole partitions of an index, as parts of a list; of their rows only some, where `only` is given. */
export const partsOf = (index: TableIndex, partitions: readonly string[], only?: Part['only']): Part[] =>
  partitions.map((partition) => ({ index, partition, only }));

// A cursor names its list and the position where its page ended, so a cursor of another list is recognised.
const Cursor = z.tuple([z.string(), z.string()]);
const listName = ({ parts }: List) =>
  parts.map(({ index, partition }) => `${index.name}:${partition}`).join();
const encoded = (cursor: readonly string[]) => Buffer.from(JSON.stringify(cursor)).toString('base64url');

function placeIn(list: List, cursor: string): string {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new InvalidCursor('not a cursor');
  }
  const parts = z.safeParse(Cursor, decoded);
  // DynamoDB would fail on a longer cursor, because it exceeds the length of an index key.
  if (!parts.success || encoded(parts.data) !== cursor || cursor.length > 1_024)
    throw new InvalidCursor('not a cursor');
  const [name, place] = parts.data;
  if (name !== listName(list) || place === '') throw new InvalidCursor('the cursor of another list');
  return place;
}

export type IndexReader = (query: IndexQuery) => Promise<Hit[]>;

/** How many keys are looked at for one page, where only some of a partition are asked for. One answer of DynamoDB holds them all. */
const mostLookedAt = 2_000;

/**
 * One page of a list over all its parts, merged in their common order. Where only some rows of a part are asked for, the page
 * may be shorter, although another follows. Throws `InvalidCursor`.
 */
export async function pageOf(
  list: List,
  { limit, cursor }: { limit: number; cursor?: string },
  read: IndexReader,
): Promise<Page<Hit>> {
  const { parts, before = '~', since = '0', newestFirst = false } = list;
  const after = cursor === undefined ? undefined : placeIn(list, cursor);
  const from = after !== undefined && !newestFirst && after > since ? after : since;
  const until = after !== undefined && newestFirst && after < before ? after : before;
  if (from > until) return { items: [] };
  const isBefore = (one: string, other: string) => (newestFirst ? one > other : one < other);
  const inOrder = (one: string, other: string) => (isBefore(one, other) ? -1 : 1);
  const found = await Promise.all(
    parts.map(async ({ index, partition, only }) => {
      const most = only ? mostLookedAt : limit;
      // One row more than the page shows whether there is a next page; the row of the cursor itself is read again.
      const looked = most + (after === undefined ? 1 : 2);
      const hits = await read({ index, partition, from, until, newestFirst, limit: looked });
      return {
        hits: only ? hits.filter(only) : hits,
        end: hits.length === looked ? hits.at(-1)?.order : undefined,
      };
    }),
  );
  // Where the first part ends of which there is more: what comes after it in others may not be next.
  const [end] = found.flatMap((part) => part.end ?? []).sort(inOrder);
  const asked = found.flatMap(({ hits }) =>
    hits.filter(({ order }) => end === undefined || !isBefore(end, order)),
  );
  // A row can be in two parts, and one that moves from one partition to another can briefly be in both.
  const places = new Map(asked.map((hit) => [hit.order, hit]));
  if (after !== undefined) places.delete(after);
  const hits = [...places.values()].sort((one, other) => inOrder(one.order, other.order));
  const items = hits.slice(0, limit);
  const last = hits.length > limit ? items.at(-1)?.order : end;
  return last === undefined ? { items } : { items, next: encoded([listName(list), last]) };
}

type RowsAt = (keys: readonly Key[]) => Promise<StoredRow[]>;

/**
 * Reads what is at keys, in their order: undefined for a missing row, and for one that cannot be read, whose key is then
 * among `unreadable`. `read` throws `StoredRowInvalid` for such a row.
 */
async function readAt<T>(rowsAt: RowsAt, keys: readonly Key[], read: (row: StoredRow) => T) {
  const name = ({ pk, sk }: Key) => `${pk} ${sk}`;
  const distinct = [...new Map(keys.map((key) => [name(key), { pk: key.pk, sk: key.sk }])).values()];
  const docs = new Map<string, T>();
  const unreadable: string[] = [];
  for (const row of await rowsAt(distinct))
    try {
      docs.set(name(row), read(row));
    } catch (error) {
      if (!(error instanceof StoredRowInvalid)) throw error;
      unreadable.push(name(row));
    }
  return { docs: keys.map((key) => docs.get(name(key))), unreadable };
}

/** Reads the rows at keys in their shape, as `readAt` does. */
export const docsAtKeys =
  (rowsAt: RowsAt) =>
  <S extends z.core.$ZodType>(keys: readonly Key[], schema: S) =>
    readAt(rowsAt, keys, (row): z.output<S> => parsed(schema, row, row.doc));

/** Reads the states of cases at the keys of their META rows, as `readAt` does. */
export const statesAtKeys = (rowsAt: RowsAt) => (keys: readonly Key[]) =>
  readAt(rowsAt, keys, ({ pk, doc }) => stateOf(pk.slice(casePrefix.length), doc));

/** A page of what was read at some hits of an index. */
export const pageAt = <T>(
  items: T[],
  { next }: Pick<Page<unknown>, 'next'>,
  unreadable: string[],
): Page<T> => ({
  items,
  ...(next === undefined ? {} : { next }),
  ...(unreadable.length === 0 ? {} : { unreadable }),
});

const inSlice = (hits: Page<Hit>, slice: Slice | undefined): Page<Hit> =>
  slice === undefined
    ? hits
    : { ...hits, items: hits.items.filter(({ pk }) => isInSlice(pk.slice(casePrefix.length), slice)) };

/** The step of a task, from the key of its row. */
const stepIn = (sk: string) => sk.slice(taskPrefix.length, sk.lastIndexOf('#'));

/**
 * The lists of a store, made from a function that reads an index and one that reads rows by their keys, strongly
 * consistent and in any order. An index can be behind its table: rows that no longer match in the table are left out,
 * so a page can be short.
 */
export function listsOf(
  read: IndexReader,
  rowsAt: RowsAt,
): Pick<CaseStore, 'cases' | 'states' | 'openTasks' | 'outbox' | 'unsentLetters' | 'heldMail'> {
  const docsAt = docsAtKeys(rowsAt);
  const statesAt = statesAtKeys(rowsAt);

  return {
    async cases(query) {
      const partitions = query.status ? [query.status] : ['open', 'closed'];
      const list = { parts: partsOf(casesByStatus, partitions), since: query.since, newestFirst: true };
      const hits = inSlice(await pageOf(list, query, read), query.slice);
      const { docs: states, unreadable } = await statesAt(hits.items);
      const items = states.flatMap((state) => (state && partitions.includes(state.status) ? [state] : []));
      return pageAt(items, hits, unreadable);
    },

    async states(caseIds) {
      const { docs, unreadable } = await statesAt(caseIds.map(keyOf.meta));
      return pageAt(
        docs.filter((state) => state !== undefined),
        {},
        unreadable,
      );
    },

    async openTasks(query) {
      const { assignee, notTheirs, dueBefore: before, steps } = query;
      const [asked, others] = [steps && new Set(steps), notTheirs && new Set(notTheirs)];
      const isAsked = asked && (({ sk }: Hit) => asked.has(stepIn(sk)));
      const parts =
        assignee === undefined
          ? partsOf(tasksByDue, shards, isAsked)
          : [
              ...partsOf(tasksByAssignee, [assignee], isAsked),
              ...(others ? partsOf(tasksByDue, shards, ({ sk }) => !others.has(stepIn(sk))) : []),
            ];
      const list = { parts, before };
      const hits = inSlice(await pageOf(list, query, read), query.slice);
      const caseIds = hits.items.map(({ pk }) => pk.slice(casePrefix.length));
      const { docs: states, unreadable } = await statesAt(caseIds.map(keyOf.meta));
      const items = hits.items.flatMap(({ sk }, place) => {
        const state = states[place];
        const task = state && taskOf(state, sk.slice(taskPrefix.length));
        if (!task || task.status !== 'open') return [];
        const isTheirs =
          !assignee || task.assignee === assignee || (others !== undefined && task.assignee === undefined);
        return isTheirs && (!before || listedOn(state, task) < before) ? [{ state, task }] : [];
      });
      return pageAt(items, hits, unreadable);
    },

    async outbox({ before, limit }) {
      const hits = await pageOf({ parts: partsOf(pendingByTime, ['pending']), before }, { limit }, read);
      const { docs, unreadable } = await docsAt(hits.items, OutboxEntry);
      return pageAt(
        docs.filter((entry) => entry !== undefined),
        {},
        unreadable,
      );
    },

    async unsentLetters(query) {
      const hits = await pageOf({ parts: partsOf(pendingByTime, [unsentLetters]) }, query, read);
      const letters = await docsAt(hits.items, LetterRow);
      const found = letters.docs.flatMap((letter, place) => {
        const caseId = hits.items[place]?.pk.slice(casePrefix.length);
        return letter && caseId !== undefined && isUnsent(letter) ? [{ caseId, letter }] : [];
      });
      const states = await statesAt(found.map(({ caseId }) => keyOf.meta(caseId)));
      const items = found.flatMap(({ letter }, place) => {
        const state = states.docs[place];
        return state ? [{ state, letter }] : [];
      });
      return pageAt(items, hits, [...letters.unreadable, ...states.unreadable]);
    },

    async heldMail(query) {
      const partitions = query.status ? [query.status] : ['held', 'released', 'recorded'];
      const list = { parts: partsOf(heldMailByStatus, partitions), before: query.before, newestFirst: true };
      const hits = await pageOf(list, query, read);
      const { docs, unreadable } = await docsAt(hits.items, HeldMail);
      const mails = docs.flatMap((mail) => (mail && partitions.includes(mail.status) ? [mail] : []));
      return pageAt(mails, hits, unreadable);
    },
  };
}
