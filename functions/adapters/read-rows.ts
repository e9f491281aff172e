import { createHmac } from 'node:crypto';
import { ReadEntry, Read } from '../domain/case/stored-rows.ts';
import type { ReadStore } from '../ports.ts';
import { named, readsPartition } from './case-rows.ts';
import type { Rows } from './complainant-rows.ts';
import { parsed, type Write } from './table.ts';

// Who read what (decision 0057). What was read of a case is in a partition that is erased with the case. Besides, each day has a
// partition with an entry for each read: of a case only keyed hashes, so that nothing needs to be erased there.

/** Seven years, as the digest of a day is kept (operations/seal-reads.ts). */
const secondsKept = 7 * 366 * 24 * 60 * 60;

const dayPartition = (day: string) => `READ#${day}`;

/** What is the same for all reads of a thing by a user within an hour, of which only the first is recorded. */
const inItsHour = (read: Read) => [
  read.at.slice(0, 13),
  read.user,
  read.kind,
  read.what ?? '',
  ...(read.cases ?? []),
];

/** The record of reads in the table of the cases. `key` makes the key of its hashes, or reads it. */
export function readsIn(rows: Pick<Rows, 'partition' | 'transact'>, key: () => Promise<string>): ReadStore {
  const hashed = async (parts: readonly unknown[]) =>
    createHmac('sha256', await key())
      .update(JSON.stringify(parts))
      .digest('base64url');
  const hashOfCase = (caseId: string) => hashed(['case', caseId]);
  const hashOfRead = ({ user, at, kind, what, cases }: Read, caseId?: string) =>
    hashed(['read', caseId, user, at, kind, what, cases]);
  const entryRow = (read: Read, sk: string, entry: ReadEntry): Write => ({
    pk: dayPartition(read.at.slice(0, 10)),
    sk: named(sk),
    doc: { ...entry, expires: Math.ceil(Date.parse(read.at) / 1000) + secondsKept },
    index: {},
    condition: 'absent',
  });
  return {
    async recordRead(caseId, read) {
      const hash = await hashOfRead(read, caseId);
      const ofCase: Write = {
        pk: readsPartition(caseId),
        sk: named(inItsHour(read).join('#')),
        doc: read,
        index: {},
        condition: 'absent',
      };
      const entry = { hash, of: await hashOfCase(caseId) };
      await rows.transact([ofCase, entryRow(read, `${read.at}#${hash}`, entry)]);
    },

    async recordOtherRead(read) {
      const sk = `${read.at.slice(0, 13)}#${await hashed(inItsHour(read))}`;
      await rows.transact([entryRow(read, sk, { hash: await hashOfRead(read), read })]);
    },

    async reads(caseId) {
      const all = await rows.partition(readsPartition(caseId));
      return all.map((row) => parsed(Read, row, row.doc));
    },

    async readsOfDay(day) {
      const all = await rows.partition(dayPartition(day));
      return all.map((row) => parsed(ReadEntry, row, row.doc));
    },

    hashOfRead,
    hashOfCase,
  };
}
