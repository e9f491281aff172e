import type * as z from 'zod/mini';
import { messageCount, type Case } from '../domain/case/case.ts';
import { nextLetterNumber } from '../domain/case/bounded.ts';
import type { Event } from '../domain/case/events.ts';
import { LetterDraft } from '../domain/case/letter-drafts.ts';
import { onPage } from '../domain/case/on-page.ts';
import { CaseDocument, Draft, LetterRow, Message, Person } from '../domain/case/stored-rows.ts';
import type { CaseFile, CaseStore } from '../ports.ts';
import { casePartition, eventsIn, keyOf, rangesOf, stateOf } from './case-rows.ts';
import { parsed, StoredRowInvalid, type Key, type StoredRow } from './table.ts';

// Reading a case: whole, or only what is recent of it (decision 0047).

/** How the rows of one case are read, strongly consistent, in the order of `sk` where there is more than one. */
interface Reader {
  get(key: Key): Promise<unknown>;
  partition(pk: string): Promise<readonly StoredRow[]>;
  range(pk: string, between: readonly [from: string, until: string]): Promise<StoredRow[]>;
  rowsAt(keys: readonly Key[]): Promise<StoredRow[]>;
}

/**
 * The readings of a store. Several rows do not show a single moment: a change can happen between two of them. Then they are
 * read again, once after each call of `again`; throws `StoredRowInvalid` when it gives no more time.
 */
export function caseFilesIn(
  rows: Reader,
  again: (attempt: number) => Promise<boolean>,
): Pick<CaseStore, 'file' | 'recent' | 'events'> {
  async function untorn(caseId: string, read: () => Promise<CaseFile | 'torn' | undefined>) {
    for (let attempt = 0; await again(attempt); attempt++) {
      const file = await read();
      if (file !== 'torn') return file;
    }
    throw new StoredRowInvalid(keyOf.meta(caseId));
  }
  const whole = async (caseId: string) => wholeFile(caseId, await rows.partition(casePartition(caseId)));
  return {
    async events(caseId) {
      const all = await rows.partition(casePartition(caseId));
      return contentOf(all.filter(({ sk }) => sk.startsWith('EVENT#') || sk.startsWith('MESSAGEEVENT#')))
        .events;
    },
    file: (caseId) => untorn(caseId, () => whole(caseId)),
    recent: (caseId, { shown = false } = {}) =>
      untorn(caseId, async () => {
        const doc = await rows.get(keyOf.meta(caseId));
        if (doc === undefined) return undefined;
        const state = stateOf(caseId, doc);
        return isSmall(state) ? whole(caseId) : recentFile(rows, state, shown);
      }),
  };
}

/** Whether a case has no more than one page of everything: one query for all of it costs the least. */
const isSmall = (state: Case): boolean =>
  state.version <= onPage.events && messageCount(state) <= onPage.messages;

/** Messages and documents are numbered in the order in which they came: M9 is before M10, which keys do not say. */
const byNumber = (one: { id: string }, other: { id: string }): number =>
  one.id.length - other.id.length || (one.id < other.id ? -1 : 1);

/** Everything in some rows of a case. */
function contentOf(rows: readonly StoredRow[]): Omit<CaseFile, 'state'> {
  const kinds = Object.groupBy(rows, ({ sk }) => sk.slice(0, sk.indexOf('#')));
  const all = <S extends z.core.$ZodType>(kind: string, schema: S) =>
    (kinds[kind] ?? []).map((row) => parsed(schema, row, row.doc));
  const aboutMessages = kinds['MESSAGEEVENT'] ?? [];
  const events = [...(kinds['EVENT'] ?? []), ...aboutMessages].flatMap(eventsIn);
  return {
    events: aboutMessages.length === 0 ? events : events.sort((one, other) => one.seq - other.seq),
    persons: all('PERSON', Person),
    messages: all('MESSAGE', Message).sort(byNumber),
    letters: all('LETTER', LetterRow),
    documents: all('DOCUMENT', CaseDocument).sort(byNumber),
    drafts: all('DRAFT', Draft),
    letterDrafts: all('LETTERDRAFT', LetterDraft),
  };
}

/** A case from all rows of its partition; 'torn' if META and events are from different moments. */
function wholeFile(caseId: string, rows: readonly StoredRow[]): CaseFile | 'torn' | undefined {
  const meta = rows.find(({ sk }) => sk === 'META');
  if (!meta) return undefined;
  const state = stateOf(caseId, meta.doc);
  const file = { state, ...contentOf(rows) };
  return file.events.length === state.version && file.events.at(-1)?.seq === state.version ? file : 'torn';
}

/** So many of the latest events are read, those about messages among them, where no one looks at them. */
const latestEvents = 100;

/** So often the events about messages before those of the latest page are looked through for the receipt of a shown message. */
const mostLooks = 3;

/** What is recent of a case that is in this state. `shown`: as `CaseStore.recent` says. */
async function recentFile(rows: Reader, state: Case, shown: boolean): Promise<CaseFile | 'torn'> {
  const { id, version } = state;
  const pk = casePartition(id);
  const count = messageCount(state);
  const latest = Array.from({ length: Math.min(count, onPage.messages) }, (_, n) => `M${count - n}`);
  const [further] = state.furtherMessages ?? [];
  const messages = new Set([
    'M1',
    ...latest,
    ...(state.openMessages ?? []).map(({ message }) => message),
    ...(further === undefined ? [] : [`M${further[0]}`]),
  ]);
  const from = Math.max(1, version - (shown ? onPage.events : latestEvents) + 1);
  const found = await Promise.all([
    rows.range(pk, rangesOf.documentsDraftsAndEvents),
    rows.range(pk, rangesOf.letterDrafts),
    rows.range(pk, rangesOf.persons),
    rows.range(pk, rangesOf.messageEvents(from, version + 1)),
    rows.rowsAt([
      ...[...messages].map((message) => keyOf.message(id, message)),
      ...state.letters.map(({ key }) => keyOf.letter(id, key)),
    ]),
  ]);
  // As in the partition: rows at keys come in any order.
  const read = contentOf(found.flat().sort((one, other) => (one.sk < other.sk ? -1 : 1)));
  const { events } = read;
  // None of the latest events may be missing, and none may be later than the state.
  if (events.filter(({ seq }) => seq >= from).length !== version - from + 1) return 'torn';
  if (events.at(-1)?.seq !== version) return 'torn';
  const file = { state, ...read, events: await withReceipts(shown ? mostLooks : 0) };
  const lettersBefore = nextLetterNumber(state).number ?? state.letters.length + 1;
  const leftOut = {
    messages: count - file.messages.length,
    events: version - file.events.length,
    letters: lettersBefore - 1 - file.letters.length,
  };
  return { ...file, leftOut };

  /** The events with the earlier ones about messages, as far back as the receipts of the latest, if they are found so soon. */
  async function withReceipts(most: number): Promise<Event[]> {
    let about = found[3].flatMap(eventsIn);
    const numbers = new Set(about.map(({ seq }) => seq));
    const others = events.filter(({ seq }) => !numbers.has(seq));
    let until = from - 1;
    // The first row can begin with events of before.
    const inSight = () => [...others, ...about.filter(({ seq }) => seq > until)];
    for (let look = 0; look < most && until > 0; look++) {
      const received = new Set(
        inSight().flatMap((event) => (event.type === 'message-received' ? [event.message] : [])),
      );
      if (latest.every((message) => message === 'M1' || received.has(message))) break;
      const before = Math.max(1, until - onPage.events + 1);
      about = [...(await rows.range(pk, rangesOf.messageEvents(before, until))).flatMap(eventsIn), ...about];
      until = before - 1;
    }
    return inSight().sort((one, other) => one.seq - other.seq);
  }
}
