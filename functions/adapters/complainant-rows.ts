import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { addCalendarDays } from '../domain/time/civil-date.ts';
import {
  Complainant,
  ComplainantEvent,
  Membership,
  type ComplainantStep,
  type Member,
} from '../domain/people/complainant.ts';
import { Person } from '../domain/case/stored-rows.ts';
import { contactKeys, nameKeys, nameSearch, type ContactKey } from '../domain/people/same-person.ts';
import type { CaseChange, ComplainantStore } from '../ports.ts';
import { searchWords } from '../domain/text/search-words.ts';
import { casePartition, wordsPartition } from './case-rows.ts';
import { docsAtKeys, pageAt, pageOf, partsOf, type Hit, type IndexReader } from './lists.ts';
import {
  fitting,
  flagsByReview,
  parsed,
  personsByContact,
  type FailedWrite,
  type Key,
  type Row,
  type StoredRow,
  type Write,
} from './table.ts';

// Complainants across cases. A CONTACT row has a key by which a person of a case is found, and a MEMBER row has the
// complainant a person belongs to. Both are in the partition of the case, so they change and are erased with it. The words of
// its notes have a partition of their own, which is erased too. A complainant has a partition of its own, with META and events like a case.

const contactPrefix = 'CONTACT#';
const kinds = ['email', 'phone', 'name and address'] as const satisfies readonly ContactKey['kind'][];

type Purpose = 'CONTACTS' | 'REPORTS' | 'READS';
const pepperKey = (purpose: Purpose): Key => ({ pk: 'PEPPER', sk: purpose });
const Pepper = z.object({ pepper: z.string() });

const complainantPartition = (id: string) => `COMPLAINANT#${id}`;
const metaKey = (id: string): Key => ({ pk: complainantPartition(id), sk: 'META' });
const memberKey = ({ caseId, person }: Member): Key => ({
  pk: casePartition(caseId),
  sk: `MEMBER#${person}`,
});

/** The person that a CONTACT row belongs to. */
const memberOf = ({ pk, order }: Hit): Member => ({
  caseId: pk.slice(casePartition('').length),
  person: order.slice(order.lastIndexOf('#') + 1),
});

/** How many persons who share a part of their name are read, and how many are returned. */
const mostNamed = { lookedAt: 1_000, found: 200 };
/** How many words of a search are looked up, how many notes of each are read, and how many notes are returned. */
const mostNoted = { words: 5, lookedAt: 1_000, found: 200 };

/** Hashed with a key, so someone who has the table's keys, or a log of them, cannot try out phone numbers. */
const hashed = (
  pepper: string,
  { kind, value }: ContactKey | { kind: 'part of name' | 'word of a note'; value: string },
) => createHmac('sha256', pepper).update(`${kind}:${value}`).digest('hex');

/** The CONTACT rows of persons: in a case that exists one for each kind, even without a key, to overwrite one of before. */
function contactRows({ caseId, expectedVersion, persons = [] }: CaseChange, pepper: string): Row[] {
  return persons.flatMap((person) => {
    const keys = contactKeys(person);
    return kinds.flatMap((kind): Row[] => {
      const key = keys.find((one) => one.kind === kind);
      if (key === undefined && expectedVersion === 0) return [];
      const row = {
        pk: casePartition(caseId),
        sk: `${contactPrefix}${person.id}#${kind}`,
        doc: { person: person.id },
        index: key ? { contact: hashed(pepper, key), contactOrder: `${caseId}#${person.id}` } : {},
      };
      return [row];
    });
  });
}

/** The rows under which parts of the names of persons are found. Rows left over from a longer name are removed. */
function nameRows({ caseId, persons = [] }: CaseChange, before: readonly Person[], pepper: string): Write[] {
  return persons.flatMap((person) => {
    const keys = nameKeys(person.name);
    const old = nameKeys(before.find(({ id }) => id === person.id)?.name);
    return Array.from({ length: Math.max(keys.length, old.length) }, (_, n): Write => {
      const value = keys[n];
      const key = { pk: casePartition(caseId), sk: `${contactPrefix}${person.id}#part of name ${n + 1}` };
      return value === undefined
        ? { ...key, doc: {}, index: {}, gone: true }
        : {
            ...key,
            doc: { person: person.id },
            index: {
              contact: hashed(pepper, { kind: 'part of name', value }),
              contactOrder: `${caseId}#${person.id}`,
            },
          };
    });
  });
}

/** The rows under which the notes of a change are found, one for each word, what tells most first. */
function wordRows({ caseId, events }: CaseChange, pepper: string): Write[] {
  return events.flatMap((event) =>
    event.type === 'note-recorded'
      ? searchWords([event.spokeWith, event.text, event.agreed].join('\n')).map((value, n): Write => ({
          pk: wordsPartition(caseId),
          sk: `WORD#${event.note}#${n + 1}`,
          doc: { note: event.note },
          index: {
            contact: hashed(pepper, { kind: 'word of a note', value }),
            contactOrder: `${caseId}#${event.note}`,
          },
        }))
      : [],
  );
}

/** The note that a row of one of its words belongs to. */
const noteOf = ({ pk, order }: Hit) => ({
  caseId: pk.slice(wordsPartition('').length),
  note: order.slice(order.lastIndexOf('#') + 1),
});

function writesOfComplainants(
  steps: readonly ComplainantStep[],
  memberships: readonly Membership[],
): Write[] {
  return fitting([
    ...steps.flatMap(({ expectedVersion, events, after }): Write[] => [
      {
        ...metaKey(after.id),
        doc: after,
        index: after.flag ? { flagged: 'flagged', reviewOrder: `${after.flag.reviewOn}#${after.id}` } : {},
        condition: expectedVersion === 0 ? 'absent' : { version: expectedVersion },
      },
      ...events.map((event): Write => ({
        pk: complainantPartition(after.id),
        sk: `EVENT#${String(event.seq).padStart(8, '0')}`,
        doc: event,
        index: {},
        condition: 'absent',
      })),
    ]),
    ...memberships.map((membership): Write => ({
      ...memberKey(membership),
      doc: membership,
      index: {},
      condition: membership.version === 1 ? 'absent' : { version: membership.version - 1 },
    })),
  ]);
}

/** What a database must provide for storing complainants. */
export interface Rows {
  get(key: Key): Promise<unknown>;
  /** All rows of a partition, in the order of `sk`. */
  partition(pk: string): Promise<readonly StoredRow[]>;
  transact(writes: readonly Write[]): Promise<readonly FailedWrite[]>;
  hits: IndexReader;
  rowsAt(keys: readonly Key[]): Promise<StoredRow[]>;
  remove(keys: readonly Key[]): Promise<void>;
}

/** Complainants in the table of the cases, and the CONTACT rows that a change of a case adds. */
export function complainantsIn(rows: Rows): {
  complainants: ComplainantStore;
  contactsOf: (change: CaseChange) => Promise<{ contacts: Write[]; words: Write[] }>;
  /** The key of the hashes of reads. */
  readsKey: () => Promise<string>;
} {
  /**
   * A pepper of the deployment, made by the first caller. Each purpose has its own, so one reveals nothing about
   * another.
   */
  function pepperFor(purpose: Purpose): () => Promise<string> {
    const key = pepperKey(purpose);
    let known: string | undefined;
    return async () => {
      if (known !== undefined) return known;
      let doc = await rows.get(key);
      if (doc === undefined) {
        const made = { pepper: randomBytes(32).toString('hex') };
        await rows.transact([{ ...key, doc: made, index: {}, condition: 'absent' }]);
        doc = await rows.get(key);
      }
      return (known = parsed(Pepper, key, doc).pepper);
    };
  }
  const pepper = pepperFor('CONTACTS');

  async function personsAt(members: readonly Member[]) {
    const keys = new Map(
      members.map(({ caseId, person }) => {
        const key = { pk: casePartition(caseId), sk: `PERSON#${person}` };
        return [`${key.pk} ${key.sk}`, key];
      }),
    );
    const persons = await rows.rowsAt([...keys.values()]);
    return persons.map((row) => ({
      caseId: row.pk.slice(casePartition('').length),
      person: parsed(Person, row, row.doc),
    }));
  }

  const complainants: ComplainantStore = {
    async personsLike(person) {
      const secret = await pepper();
      const hitLists = await Promise.all(
        contactKeys(person).map((key) =>
          rows.hits({
            index: personsByContact,
            partition: hashed(secret, key),
            from: '0',
            until: '~',
            newestFirst: true,
            limit: 100,
          }),
        ),
      );
      return personsAt(hitLists.flat().map(memberOf));
    },

    async personsNamed(name) {
      const search = nameSearch(name);
      if (!search) return [];
      const nameHits = await rows.hits({
        index: personsByContact,
        partition: hashed(await pepper(), { kind: 'part of name', value: search.key }),
        from: '0',
        until: '~',
        newestFirst: true,
        limit: mostNamed.lookedAt,
      });
      const persons = await personsAt(nameHits.map(memberOf));
      // The index can be behind its table, and the first letters match more names than the one that was typed.
      return persons
        .filter(({ person }) => search.fits(person.name ?? ''))
        .sort((one, other) => (one.caseId < other.caseId ? 1 : -1))
        .slice(0, mostNamed.found);
    },

    async notesWith(typed) {
      const words = searchWords(typed).slice(0, mostNoted.words);
      if (words.length === 0) return [];
      const secret = await pepper();
      const [first = [], ...others] = await Promise.all(
        words.map(async (value) =>
          rows.hits({
            index: personsByContact,
            partition: hashed(secret, { kind: 'word of a note', value }),
            from: '0',
            until: '~',
            newestFirst: true,
            limit: mostNoted.lookedAt,
          }),
        ),
      );
      const inAll = others.map((hits) => new Set(hits.map(({ order }) => order)));
      return first
        .filter(({ order }) => inAll.every((orders) => orders.has(order)))
        .map(noteOf)
        .slice(0, mostNoted.found);
    },

    persons: personsAt,

    async memberships(members) {
      const keys = new Map(members.map(memberKey).map((key) => [`${key.pk} ${key.sk}`, key]));
      const found = await rows.rowsAt([...keys.values()]);
      return found.map((row) => parsed(Membership, row, row.doc));
    },

    async complainant(id) {
      const key = metaKey(id);
      const doc = await rows.get(key);
      return doc === undefined ? undefined : parsed(Complainant, key, doc);
    },

    async complainantEvents(id) {
      const all = await rows.partition(complainantPartition(id));
      return all
        .filter(({ sk }) => sk.startsWith('EVENT#'))
        .map((row) => parsed(ComplainantEvent, row, row.doc));
    },

    async changeComplainants(steps, memberships) {
      const failed = await rows.transact(writesOfComplainants(steps, memberships));
      return failed.length === 0;
    },

    async flagsToReview({ until, ...query }) {
      const before = addCalendarDays(until, 1);
      const list = { parts: partsOf(flagsByReview, ['flagged']), before };
      const hits = await pageOf(list, query, rows.hits);
      const { docs, unreadable } = await docsAtKeys((keys) => rows.rowsAt(keys))(hits.items, Complainant);
      // An index can be behind its table.
      const due = docs
        .filter((complainant) => complainant !== undefined)
        .filter(({ flag }) => flag && flag.reviewOn <= until)
        .sort((a, b) => (`${a.flag?.reviewOn}${a.id}` < `${b.flag?.reviewOn}${b.id}` ? -1 : 1));
      return pageAt(due, hits, unreadable);
    },

    async eraseComplainant(id) {
      await rows.remove(await rows.partition(complainantPartition(id)));
    },

    reportingKey: pepperFor('REPORTS'),
  };

  return {
    complainants,
    readsKey: pepperFor('READS'),
    async contactsOf(change) {
      const { caseId, persons = [] } = change;
      const hasNotes = change.events.some(({ type }) => type === 'note-recorded');
      if (persons.length === 0 && !hasNotes) return { contacts: [], words: [] };
      const before =
        change.expectedVersion === 0 || persons.length === 0
          ? []
          : await personsAt(persons.map(({ id }) => ({ caseId, person: id })));
      const secret = await pepper();
      const contacts = [
        ...contactRows(change, secret),
        ...nameRows(
          change,
          before.map(({ person }) => person),
          secret,
        ),
      ];
      return { contacts, words: wordRows(change, secret) };
    },
  };
}
