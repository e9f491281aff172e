import type { Partition } from './adapters/table.ts';

// What parts of the work of functions need of the table. The manifest puts them together for each function.

const tableActions = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
] as const;
type TableAction = (typeof tableActions)[number];

/** The partitions in which each action is allowed. A function has one such right at most, because the keys of a request must all be allowed by one statement. */
export type TableRights = Partial<Record<TableAction, readonly Partition[]>>;

/** What several parts of a function's work need of the table, together. */
export function rows(...parts: readonly TableRights[]): { do: 'use the table'; rows: TableRights } {
  const all: Partial<Record<TableAction, Partition[]>> = {};
  for (const part of parts)
    for (const action of tableActions) {
      const partitions = new Set([...(all[action] ?? []), ...(part[action] ?? [])]);
      if (partitions.size > 0) all[action] = [...partitions].sort();
    }
  return { do: 'use the table', rows: all };
}
/** Every function that reads the table begins with the council. */
export const council = { GetItem: ['COUNCIL'] } as const;
export const calendar = { GetItem: ['CALENDAR'] } as const;
export const readState = { GetItem: ['CASE#'] } as const;
const readCase = { ...readState, Query: ['CASE#'] } as const;
/** Rows of a case by their keys, many at once: those that a list names, and those of a long case. */
export const readRows = { BatchGetItem: ['CASE#'] } as const;
/** IAM sees the partition alone: that events are only added is a condition of each write (decision 0052). */
export const changeCase = { ...readCase, PutItem: ['CASE#'] } as const;
/** Done entries of the outbox, drafts, and rows by which a person was found are removed. */
export const removeRows = { DeleteItem: ['CASE#'] } as const;
/** A new reference, keys that are claimed once, and those by which its people are found. */
export const beginCase = {
  UpdateItem: ['COUNTER#'],
  GetItem: ['ONCE#', 'PEPPER'],
  PutItem: ['ALIAS#', 'ONCE#', 'PEPPER'],
} as const;
/** Since when the mail service takes nothing. */
export const watchMail = { GetItem: ['SHORT#'], PutItem: ['SHORT#'], DeleteItem: ['SHORT#'] } as const;
/** A letter is claimed, has a name by which its answer is found, and can carry a private link. */
export const writeLetters = {
  GetItem: ['CALENDAR', ...watchMail.GetItem],
  BatchGetItem: ['CASE#'],
  UpdateItem: ['CASE#'],
  PutItem: ['ALIAS#', 'LINK#', ...watchMail.PutItem],
  DeleteItem: watchMail.DeleteItem,
} as const;
/** Mail that became no case. */
export const heldMail = { GetItem: ['HELD#'], PutItem: ['HELD#'] } as const;
/** Everything of a case, and the proof. Nothing else removes names, reads, held mail or complainants. */
export const erasing = {
  GetItem: ['COMPLAINANT#', 'ERASED#', 'PEPPER'],
  Query: ['READ#', 'WORDS#', 'COMPLAINANT#'],
  PutItem: ['COMPLAINANT#', 'ERASED#'],
  DeleteItem: ['ALIAS#', 'CASE#', 'COMPLAINANT#', 'HELD#', 'LINK#', 'ONCE#', 'READ#', 'WORDS#'],
} as const;
/** What people do on pages, and programs by the API: two ways to the same operations. */
export const peoplesWork = [
  council,
  changeCase,
  removeRows,
  beginCase,
  writeLetters,
  {
    GetItem: ['ALIAS#', 'COMPLAINANT#', 'HELD#'],
    BatchGetItem: ['ERASED#', 'HELD#'],
    Query: ['COMPLAINANT#', 'EQUALITY', 'READ#'],
    PutItem: ['COMPLAINANT#', 'READ#', 'WORDS#'],
    UpdateItem: ['HELD#', 'SHORT#'],
  },
] as const satisfies readonly TableRights[];
/** The council's settings, as whole versions, and what was changed. */
export const administration = { BatchGetItem: ['COUNCIL'], PutItem: ['COUNCIL'] } as const;
/** Sessions, forms that are half filled in, and limits. */
export const visits = {
  GetItem: ['SHORT#'],
  PutItem: ['SHORT#'],
  UpdateItem: ['SHORT#'],
  DeleteItem: ['SHORT#'],
} as const;
