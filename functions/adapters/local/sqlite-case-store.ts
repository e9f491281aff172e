import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { BankHolidays } from '../../domain/time/bank-holidays.ts';
import { HeldMail, LetterRow, PrivateLink, WaitingToken } from '../../domain/case/stored-rows.ts';
import type { CaseStore } from '../../ports.ts';
import {
  bankHolidaysRow,
  CaseNamed,
  draftResultOf,
  Counter,
  heldRow,
  keyOf,
  letterRow,
  linkRow,
  resultOf,
  stateOf,
  tokenRow,
  writesOf,
  writesOfClaim,
  writesOfDraft,
  writesOfHeldMail,
  writesOfState,
} from '../case-rows.ts';
import { caseFilesIn } from '../case-files.ts';
import { listsOf, type Hit, type IndexQuery } from '../lists.ts';
import {
  forgetTexts,
  fromText,
  parsed,
  StoreBusy,
  StoredRowInvalid,
  tableIndexes,
  type FailedWrite,
  type Key,
  type Row,
  type StoredRow,
  type Write,
} from '../table.ts';
import { complainantsIn } from '../complainant-rows.ts';
import { councilIn } from '../council-rows.ts';
import { equalityBefore, equalityCount, equalityKey, equalityPartition } from '../equality-rows.ts';
import { readsIn } from '../read-rows.ts';
import { erasuresIn } from '../erasure-rows.ts';
import { keptPartitions } from './kept-partitions.ts';
import { preparedFor } from './prepared-for.ts';

/**
 * Opens or makes a database file that loses nothing if the process or the machine stops at any moment. If it is not
 * `durable`, the last moments before the machine stops can be lost.
 */
export function openDatabase(file: string, { durable = true } = {}): DatabaseSync {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5_000 });
  // Deleted rows are overwritten: an erased case must not be readable in the file.
  db.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}; PRAGMA secure_delete = ON;`,
  );
  return db;
}

const places = tableIndexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
const columns = ['pk', 'sk', 'doc', ...places];

const table = `
  CREATE TABLE IF NOT EXISTS items (
    pk TEXT NOT NULL,
    sk TEXT NOT NULL,
    doc TEXT NOT NULL,
    ${places.map((place) => `${place} TEXT,`).join('\n    ')}
    PRIMARY KEY (pk, sk)
  ) STRICT, WITHOUT ROWID;
  ${tableIndexes
    .map(
      ({ name, partitionKey, sortKey }) => `
  CREATE INDEX IF NOT EXISTS "${name}" ON items (${partitionKey}, ${sortKey}) WHERE ${partitionKey} IS NOT NULL;`,
    )
    .join('')}
`;

const insert = `INSERT OR REPLACE INTO items (${columns.join()}) VALUES (${columns.map(() => '?').join()})`;

const sqliteBusy = 5;
const isBusy = (error: unknown) =>
  error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;

const HitRow = z.object({ pk: z.string(), sk: z.string(), place: z.string() });
const Version = z.object({ version: z.number() });

/**
 * Cases in the table `items` of a database, with the same layout as in DynamoDB. The host opens and closes the
 * database. No transaction lasts beyond one synchronous call, so others may use the same connection in between.
 */
export function sqliteCaseStore(db: DatabaseSync): CaseStore {
  const made = db
    .prepare('PRAGMA table_info(items)')
    .all()
    .map((column) => column['name']);
  // In a database older than a list, rows have no position in that list yet.
  if (made.length > 0)
    for (const place of places.filter((name) => !made.includes(name)))
      db.exec(`ALTER TABLE items ADD COLUMN ${place} TEXT`);
  db.exec(table);

  const prepared = preparedFor(db);

  /** Runs `work` as one transaction. Throws `StoreBusy` if another process keeps the database for five seconds. */
  function atomically<T>(work: () => T): T {
    try {
      db.exec('BEGIN IMMEDIATE');
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      kept.forget();
      if (isBusy(error)) throw new StoreBusy('another process is writing');
      throw error;
    }
  }

  function stored({ pk, sk, doc }: Record<string, unknown>): StoredRow {
    if (typeof pk !== 'string' || typeof sk !== 'string' || typeof doc !== 'string')
      throw new StoredRowInvalid({ pk: 'items', sk: 'a row without key' });
    try {
      return { pk, sk, doc: fromText(doc) };
    } catch {
      // No JSON, so it has no shape: whoever reads it in one is told so.
      return { pk, sk, doc };
    }
  }

  function one({ pk, sk }: Key): StoredRow | undefined {
    const row = prepared('SELECT pk, sk, doc FROM items WHERE pk = ? AND sk = ?').get(pk, sk);
    return row && stored(row);
  }

  const get = (key: Key): unknown => one(key)?.doc;

  const kept = keptPartitions(db, {
    one,
    whole: (pk) => prepared('SELECT pk, sk, doc FROM items WHERE pk = ? ORDER BY sk').all(pk).map(stored),
  });
  const rowsOf = (pk: string) => kept.rowsOf(pk);

  function put({ pk, sk, doc, index }: Row): void {
    const values = [pk, sk, JSON.stringify(doc), ...places.map((place) => index[place] ?? null)];
    prepared(insert).run(...values);
    kept.wrote({ pk, sk });
  }

  function removeRow({ pk, sk }: Key): void {
    prepared('DELETE FROM items WHERE pk = ? AND sk = ?').run(pk, sk);
    kept.wrote({ pk, sk });
  }

  function remove(key: Key): void {
    atomically(() => removeRow(key));
  }

  /** Removed rows remain in rearranged pages and in the log, so the file is rewritten and the log emptied. */
  function scrub(): void {
    forgetTexts();
    kept.forget();
    try {
      db.exec('VACUUM');
      const [log] = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      if (log?.['busy'] !== 0) throw new StoreBusy('another process is reading');
    } catch (error) {
      if (isBusy(error)) throw new StoreBusy('another process uses the database');
      throw error;
    }
  }

  /** Writes everything or nothing, and returns the writes whose conditions failed. */
  function transact(writes: readonly Write[]): FailedWrite[] {
    return atomically(() => {
      const failed = writes.flatMap((write): FailedWrite[] => {
        if (write.condition === undefined) return [];
        const old = get(write);
        if (write.condition === 'absent') return old === undefined ? [] : [{ write, old }];
        const holds = old !== undefined && parsed(Version, write, old).version === write.condition.version;
        return holds ? [] : [{ write, old }];
      });
      if (failed.length === 0)
        for (const write of writes) if (!write.stays) (write.gone ? removeRow : put)(write);
      return failed;
    });
  }

  async function hits({ index, partition, from, until, newestFirst, limit }: IndexQuery): Promise<Hit[]> {
    const { partitionKey, sortKey } = index;
    // The limit is part of the text: with a parameter, SQLite would make a new plan at each use of the statement.
    const query = `SELECT pk, sk, ${sortKey} AS place FROM items
      WHERE ${partitionKey} = ? AND ${sortKey} BETWEEN ? AND ?
      ORDER BY ${sortKey} ${newestFirst ? 'DESC' : 'ASC'} LIMIT ${Math.trunc(limit)}`;
    return prepared(query)
      .all(partition, from, until)
      .map((row) => parsed(HitRow, { pk: index.name, sk: partition }, row))
      .map(({ pk, sk, place }) => ({ pk, sk, order: place }));
  }

  async function rowsAt(keys: readonly Key[]): Promise<StoredRow[]> {
    return keys.flatMap((key) => one(key) ?? []);
  }

  const rows = {
    get: async (key: Key) => get(key),
    partition: async (pk: string) => rowsOf(pk),
    transact: async (writes: readonly Write[]) => transact(writes),
    put: async (row: Row) => atomically(() => put(row)),
    scrub: async () => scrub(),
    hits,
    rowsAt,
    async remove(keys: readonly Key[]) {
      atomically(() => keys.forEach(removeRow));
    },
  };
  const { complainants, contactsOf, readsKey } = complainantsIn(rows);

  return {
    ...listsOf(hits, rowsAt),
    ...complainants,
    // Another process can write between two of its queries.
    ...caseFilesIn(
      {
        get: async (key) => kept.rowAt(key)?.doc,
        partition: rows.partition,
        range: async (pk, between) => kept.rowsBetween(pk, between),
        rowsAt: async (keys) => keys.flatMap((key) => kept.rowAt(key) ?? []),
      },
      async (attempt) => attempt < 5,
    ),
    ...erasuresIn(rows),
    ...councilIn(rows),
    ...readsIn(rows, readsKey),

    async nextNumber(year) {
      const key = keyOf.counter(year);
      return atomically(() => {
        const old = get(key);
        const number = old === undefined ? 1 : parsed(Counter, key, old).number + 1;
        put({ ...key, doc: { number }, index: {} });
        return number;
      });
    },

    async passNumber(year, number) {
      const key = keyOf.counter(year);
      atomically(() => {
        const old = get(key);
        if (old === undefined || parsed(Counter, key, old).number < number)
          put({ ...key, doc: { number }, index: {} });
      });
    },

    async lastNumber(year) {
      const key = keyOf.counter(year);
      const doc = get(key);
      return doc === undefined ? 0 : parsed(Counter, key, doc).number;
    },

    async change(change) {
      return resultOf(transact(writesOf(change, await contactsOf(change))));
    },

    async mendState(state, version) {
      return transact(writesOfState(state, version)).length === 0;
    },

    async state(caseId) {
      const key = keyOf.meta(caseId);
      const doc = get(key);
      return doc === undefined ? undefined : stateOf(caseId, doc);
    },

    async saveDraft(caseId, draft, caseVersion) {
      return draftResultOf(transact(writesOfDraft(caseId, draft, caseVersion)));
    },

    async find(name) {
      const key = 'once' in name ? keyOf.once(name.once) : keyOf.alias(name.alias);
      const doc = get(key);
      return doc === undefined ? undefined : parsed(CaseNamed, key, doc).caseId;
    },

    async putLink(link) {
      atomically(() => put(linkRow(link)));
    },

    async link(hash) {
      const key = keyOf.link(hash);
      const doc = get(key);
      return doc === undefined ? undefined : parsed(PrivateLink, key, doc);
    },

    async putToken(caseId, token) {
      atomically(() => put(tokenRow(caseId, token)));
    },

    async token(caseId, task) {
      const key = keyOf.token(caseId, task);
      const doc = get(key);
      return doc === undefined ? undefined : parsed(WaitingToken, key, doc);
    },

    async outboxEntryDone(entry) {
      remove(keyOf.outbox(entry));
    },

    async claimLetter(caseId, key, at) {
      return atomically(() => {
        const doc = get(keyOf.letter(caseId, key));
        if (doc === undefined) return undefined;
        const letter = parsed(LetterRow, keyOf.letter(caseId, key), doc);
        if (letter.status !== 'prepared') return { claimed: false, letter };
        const claimed: LetterRow = {
          ...letter,
          status: 'sending',
          claimedAt: at,
          attempts: letter.attempts + 1,
        };
        put(letterRow(caseId, claimed));
        return { claimed: true, letter: claimed };
      });
    },

    async releaseLetter(caseId, key) {
      atomically(() => {
        const doc = get(keyOf.letter(caseId, key));
        if (doc === undefined) return;
        const { claimedAt: _, ...letter } = parsed(LetterRow, keyOf.letter(caseId, key), doc);
        if (letter.status === 'sending') put(letterRow(caseId, { ...letter, status: 'prepared' }));
      });
    },

    async markUnsent(caseId, key, unsent) {
      atomically(() => {
        const doc = get(keyOf.letter(caseId, key));
        if (doc === undefined) return;
        const letter = parsed(LetterRow, keyOf.letter(caseId, key), doc);
        if (letter.status === 'prepared' && letter.unsent === undefined)
          put(letterRow(caseId, { ...letter, unsent }));
      });
    },

    async holdMail(mail, once) {
      return transact(writesOfHeldMail(mail, once)).length === 0;
    },

    async heldMailById(id) {
      const doc = get(keyOf.held(id));
      return doc === undefined ? undefined : parsed(HeldMail, keyOf.held(id), doc);
    },

    async settleHeldMail(id, from, to, known = {}) {
      return atomically(() => {
        const doc = get(keyOf.held(id));
        if (doc === undefined) return undefined;
        const mail = parsed(HeldMail, keyOf.held(id), doc);
        if (mail.status !== from) return undefined;
        const settled: HeldMail = { ...mail, ...known, status: to };
        put(heldRow(settled));
        return settled;
      });
    },

    async claimOnce(key) {
      return transact(writesOfClaim(key)).length === 0;
    },

    async isClaimed(key) {
      return get(keyOf.once(key)) !== undefined;
    },

    async releaseOnce(key) {
      remove(keyOf.once(key));
    },

    async countAnswers(answers) {
      atomically(() => {
        for (const answer of answers) {
          const key = equalityKey(answer);
          const old = get(key);
          const number = old === undefined ? 0 : equalityCount({ ...key, doc: old }).number;
          put({ ...key, doc: { ...answer, number: number + 1 }, index: {} });
        }
      });
    },

    async answerCounts() {
      return rowsOf(equalityPartition).map(equalityCount);
    },

    async forgetAnswers(before) {
      atomically(() => equalityBefore(rowsOf(equalityPartition), before).forEach(removeRow));
    },

    async bankHolidays() {
      const key = keyOf.bankHolidays;
      const doc = get(key);
      return doc === undefined ? undefined : parsed(z.object({ holidays: BankHolidays }), key, doc).holidays;
    },

    async saveBankHolidays(holidays) {
      atomically(() => put(bankHolidaysRow(holidays)));
    },
  };
}
