import { addCalendarDays } from '../domain/time/civil-date.ts';
import { Erasure } from '../domain/records/erasure.ts';
import { reviewDay } from '../domain/records/retention.ts';
import { CaseDocument, LetterRow, Message, Person } from '../domain/case/stored-rows.ts';
import type { ErasureStore } from '../ports.ts';
import type { Rows } from './complainant-rows.ts';
import { casePartition, keyOf, readsPartition, wordsPartition } from './case-rows.ts';
import { docsAtKeys, pageAt, pageOf, partsOf, statesAtKeys } from './lists.ts';
import { erasuresByStatus, namesByCase, parsed, retentionByDay, type Key, type Row } from './table.ts';

// How a case leaves the table. Its META row is replaced in the same transaction that writes the proof: from then on no
// one finds the case or writes to it. The other rows of its partition are erased last, because they name everything
// else.

const erasureKey = (reference: string): Key => ({ pk: `ERASED#${reference}`, sk: 'ERASED' });
const erasureRow = (erasure: Erasure): Row => ({
  ...erasureKey(erasure.reference),
  doc: erasure,
  index: { erasureStatus: erasure.status, erasureOrder: `${erasure.begunAt}#${erasure.reference}` },
});

/**
 * What a database must provide in addition to `Rows`. `scrub` makes removed rows unreadable if the database would keep
 * them.
 */
interface ErasableRows extends Rows {
  put(row: Row): Promise<void>;
  scrub(): Promise<void>;
}

/** The lists and writes of retention, in the table of the cases. */
export function erasuresIn(rows: ErasableRows): ErasureStore {
  const docsAt = docsAtKeys((keys) => rows.rowsAt(keys));
  const statesAt = statesAtKeys((keys) => rows.rowsAt(keys));

  /** Aliases and once keys of a case. They are rows of their own, which only this index finds. */
  async function namesOf(caseId: string): Promise<Key[]> {
    const names: Key[] = [];
    for (let from = '0'; ;) {
      const query = {
        index: namesByCase,
        partition: caseId,
        from,
        until: '~',
        newestFirst: false,
        limit: 100,
      };
      const hits = await rows.hits(query);
      names.push(...hits.map(({ pk, sk }) => ({ pk, sk })));
      const last = hits.at(-1);
      if (!last || hits.length < 100) return names;
      // The first position after the last one.
      from = `${last.order} `;
    }
  }

  return {
    async casesToReview({ until, ...query }) {
      const list = { parts: partsOf(retentionByDay, ['review']), before: addCalendarDays(until, 1) };
      const hits = await pageOf(list, query, rows.hits);
      const { docs, unreadable } = await statesAt(hits.items);
      const due = docs.filter((state) => state !== undefined);
      return pageAt(
        due.filter((state) => (reviewDay(state) ?? '~') <= until),
        hits,
        unreadable,
      );
    },

    async beginErasure(erasure, expectedVersion) {
      const { reference } = erasure;
      const failed = await rows.transact([
        { ...keyOf.meta(reference), doc: {}, index: {}, gone: true, condition: { version: expectedVersion } },
        { ...erasureRow(erasure), condition: 'absent' },
      ]);
      return failed.length === 0;
    },

    async remains(caseId) {
      const [all, names, reads, words] = await Promise.all([
        rows.partition(casePartition(caseId)),
        namesOf(caseId),
        rows.partition(readsPartition(caseId)),
        rows.partition(wordsPartition(caseId)),
      ]);
      const kind = <S extends Parameters<typeof parsed>[0]>(prefix: string, schema: S) =>
        all.filter(({ sk }) => sk.startsWith(prefix)).map((row) => parsed(schema, row, row.doc));
      return {
        keys: [...all, ...names, ...reads, ...words].map(({ pk, sk }) => `${pk} ${sk}`),
        persons: kind('PERSON#', Person),
        messages: kind('MESSAGE#', Message),
        letters: kind('LETTER#', LetterRow),
        documents: kind('DOCUMENT#', CaseDocument),
      };
    },

    async eraseRows(caseId, heldMails) {
      await rows.remove([...heldMails.map(keyOf.held), ...(await namesOf(caseId))]);
      for (const partition of [readsPartition(caseId), wordsPartition(caseId)])
        await rows.remove(await rows.partition(partition));
      for (;;) {
        const left = await rows.partition(casePartition(caseId));
        if (left.length === 0) break;
        await rows.remove(left);
      }
      await rows.scrub();
    },

    finishErasure: (erasure) => rows.put(erasureRow(erasure)),

    async eraseHeldMail(id, proof) {
      await rows.transact([{ ...keyOf.held(id), doc: {}, index: {}, gone: true }, erasureRow(proof)]);
    },

    scrubHeldMail: () => rows.scrub(),

    async erasure(reference) {
      const key = erasureKey(reference);
      const doc = await rows.get(key);
      return doc === undefined ? undefined : parsed(Erasure, key, doc);
    },

    async erasures({ status, ...query }) {
      const partitions = status ? [status] : ['erased', 'erasing'];
      const list = { parts: partsOf(erasuresByStatus, partitions), newestFirst: true };
      const hits = await pageOf(list, query, rows.hits);
      const { docs, unreadable } = await docsAt(hits.items, Erasure);
      const proofs = docs.filter((erasure) => erasure !== undefined);
      return pageAt(
        proofs.filter((erasure) => partitions.includes(erasure.status)),
        hits,
        unreadable,
      );
    },
  };
}
