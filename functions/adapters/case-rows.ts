import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { bounded } from '../domain/case/bounded.ts';
import { Case, listOrder, openTasks, type Task } from '../domain/case/case.ts';
import { EventsOutOfSequence } from '../domain/case/events-out-of-sequence.ts';
import { Event } from '../domain/case/events.ts';
import type {
  Draft,
  HeldMail,
  LetterRow,
  OutboxEntry,
  PrivateLink,
  WaitingToken,
} from '../domain/case/stored-rows.ts';
import { upcastEvent, withVersion } from '../domain/case/upcast-event.ts';
import { isOnlyAboutMessage } from '../domain/correspondence/about-messages.ts';
import { reviewDay } from '../domain/records/retention.ts';
import type { BankHoliday } from '../domain/time/bank-holidays.ts';
import type { CaseChange, ChangeResult, Slice } from '../ports.ts';
import { packedState, unpackedState } from './packed-state.ts';
import {
  fitting,
  mostRows,
  parsed,
  StoredRowInvalid,
  type FailedWrite,
  type Key,
  type Row,
  type StoredRow,
  type Write,
} from './table.ts';

// The rows of cases, of work waiting for a case, and of the calendar; and the meaning of a refused write.

const sha256 = (text: string) => createHash('sha256').update(text);

/** Names from outside can be longer than a key may be (2,048 bytes). Those are replaced by their hash. */
export const named = (name: string) =>
  Buffer.byteLength(name) > 512 ? `sha256:${sha256(name).digest('hex')}` : name;

export const casePrefix = 'CASE#';
export const taskPrefix = 'TASK#';
const oncePrefix = 'ONCE#';

export const casePartition = (caseId: string) => `${casePrefix}${caseId}`;
const inCase = (caseId: string, sk: string): Key => ({ pk: casePartition(caseId), sk });

/** Reads have a partition of their own: the whole partition of a case is read at every step, and reads become many. */
export const readsPartition = (caseId: string) => `READ#${caseId}`;

/** So have the words of notes, by which a case is found. Their rows only have a place in the index. */
export const wordsPartition = (caseId: string) => `WORDS#${caseId}`;

export const keyOf = {
  meta: (caseId: string) => inCase(caseId, 'META'),
  letter: (caseId: string, key: string) => inCase(caseId, `LETTER#${key}`),
  message: (caseId: string, id: string) => inCase(caseId, `MESSAGE#${id}`),
  token: (caseId: string, task: string) => inCase(caseId, `TOKEN#${task}`),
  draft: (caseId: string, { task, outcome }: Pick<Draft, 'task' | 'outcome'>) =>
    inCase(caseId, `DRAFT#${task}#${outcome}`),
  letterDraft: (caseId: string, id: string) => inCase(caseId, `LETTERDRAFT#${id}`),
  outbox: ({ caseId, id }: Pick<OutboxEntry, 'caseId' | 'id'>) => inCase(caseId, `PENDING#${id}`),
  held: (id: string): Key => ({ pk: `HELD#${id}`, sk: 'HELD' }),
  once: (key: string): Key => ({ pk: `${oncePrefix}${named(key)}`, sk: 'ONCE' }),
  alias: (alias: string): Key => ({ pk: `ALIAS#${named(alias)}`, sk: 'ALIAS' }),
  link: (ofSecret: string): Key => ({ pk: `LINK#${ofSecret}`, sk: 'LINK' }),
  counter: (year: number): Key => ({ pk: `COUNTER#${year}`, sk: 'COUNTER' }),
  bankHolidays: { pk: 'CALENDAR', sk: 'BANK-HOLIDAYS' },
} as const;

/** The case that an ALIAS or ONCE row names. The key of a held mail names no case. */
export const CaseNamed = z.object({ caseId: z.optional(z.string()) });
export const Counter = z.object({ number: z.number() });

// Open tasks are spread over four partitions by a hash of their case, and sorted by due day in each. Tasks due before a
// day are then one short range of each partition, however many are open and however long ago the oldest was due. With a
// partition for each due month, a query would have to know the month of the oldest task, and most writes would go to
// one partition.
export const shards = ['0', '1', '2', '3'];
const shardOf = (caseId: string) => String(sha256(caseId).digest().readUInt8(0) % shards.length);

/** Whether a case is in a slice. It is independent of the shard. */
export const isInSlice = (caseId: string, { part, of }: Slice): boolean =>
  sha256(caseId).digest().readUInt32BE(1) % of === part;

function metaRow(state: Case): Row {
  const index = { caseStatus: state.status, caseOrder: `${state.receivedAt}#${state.id}` };
  const day = reviewDay(state);
  const review = day === undefined ? {} : { retention: 'review', retentionOrder: `${day}#${state.id}` };
  return { ...keyOf.meta(state.id), doc: packedState(state), index: { ...index, ...review } };
}

function taskRow(state: Case, task: Task): Row {
  const caseId = state.id;
  const row = { ...inCase(caseId, `${taskPrefix}${task.key}`), doc: task };
  if (task.status !== 'open') return { ...row, index: {} };
  const order = `${listOrder(state, task)}#${caseId}#${task.key}`;
  const due = { dueShard: shardOf(caseId), dueOrder: order };
  const index = task.assignee ? { ...due, taskAssignee: task.assignee, assigneeOrder: order } : due;
  return { ...row, index };
}

/** The number in the sort key has a fixed width; otherwise event 10 would come before event 9. */
const padded = (seq: number) => String(seq).padStart(8, '0');

const events = 'EVENT#';
const messageEvents = 'MESSAGEEVENT#';

/** A row takes events while it has no more bytes than this. */
const mostBytesTogether = 32_000;

/**
 * The events of a change, in as few rows as may be: each row has the number of its last event (decision 0051). Events only about
 * messages have a prefix of their own, so that they need not be read with the others (decision 0047).
 */
function eventRows(after: Case, news: readonly Event[]): Row[] {
  const isAboutMessage = (event: Event) => isOnlyAboutMessage(event, after);
  return [
    ...rowsTogether(
      after.id,
      events,
      news.filter((event) => !isAboutMessage(event)),
    ),
    ...rowsTogether(after.id, messageEvents, news.filter(isAboutMessage)),
  ];
}

function rowsTogether(caseId: string, prefix: string, news: readonly Event[]): Row[] {
  const parts: Event[][] = [];
  let bytes = 0;
  for (const event of news.map((one) => withVersion(one))) {
    const size = Buffer.byteLength(JSON.stringify(event));
    const part = parts.at(-1);
    bytes = part && bytes + size <= mostBytesTogether ? bytes + size : size;
    if (part && bytes > size) part.push(event);
    else parts.push([event]);
  }
  return parts.map((part) => ({
    ...inCase(caseId, `${prefix}${padded(part.at(-1)?.seq ?? 0)}`),
    doc: part.length === 1 ? { ...part[0] } : { events: part },
    index: {},
  }));
}

const Together = z.object({ events: z.array(z.unknown()) });
// Where documents are kept as they were read, their events are too.
const readEvents = new WeakMap<object, Event[]>();

/** The events in a row, in order; rows of before have one each. Throws `StoredRowInvalid`. */
export function eventsIn(row: StoredRow): Event[] {
  const { success, data } = z.safeParse(Together, row.doc);
  if (!success || typeof row.doc !== 'object' || row.doc === null)
    return [parsed(Event, row, upcastEvent(row.doc))];
  const known = readEvents.get(row.doc);
  if (known) return known;
  const read = data.events.map((event) => parsed(Event, row, upcastEvent(event)));
  if (Object.isFrozen(row.doc)) readEvents.set(row.doc, read);
  return read;
}

/** The keys between which rows of a case are, both included. */
type Between = readonly [from: string, until: string];
/** The last key that begins with a prefix, or comes after it: no key has a sign above `~`. */
const all = (first: string, last = first): Between => [first, `${last}~`];

/** Where a case has its rows apart from META, those that are read by their keys, and those that no one reads with it. */
export const rangesOf = {
  documentsDraftsAndEvents: all('DOCUMENT#', events),
  letterDrafts: all('LETTERDRAFT#'),
  persons: all('PERSON#'),
  messageEvents: (from: number, until: number): Between => [
    `${messageEvents}${padded(from)}`,
    `${messageEvents}${padded(until)}`,
  ],
};

export const letterRow = (caseId: string, letter: LetterRow): Row => ({
  ...keyOf.letter(caseId, letter.key),
  doc: letter,
  index: isUnsent(letter)
    ? { pendingShard: unsentLetters, pendingOrder: unsentOrder(caseId, letter.key, letter.unsent) }
    : {},
});

/** Letters that did not go are pending as the outbox is, in a partition of their own. */
export const unsentLetters = 'letters';
export const unsentOrder = (caseId: string, key: string, { since }: NonNullable<LetterRow['unsent']>) =>
  `${since}#${caseId}#${key}`;

type Unsent = LetterRow & { unsent: NonNullable<LetterRow['unsent']> };
const unsentStatuses: ReadonlySet<LetterRow['status']> = new Set([
  'prepared',
  'sending',
  'refused',
  'unconfirmed',
  'returned',
]);
/** Whether a letter did not go, or did not arrive. One that was called off or posted meanwhile is settled in another way. */
export const isUnsent = (letter: LetterRow): letter is Unsent =>
  letter.unsent !== undefined && unsentStatuses.has(letter.status);

export const tokenRow = (caseId: string, token: WaitingToken): Row => ({
  ...keyOf.token(caseId, token.task),
  doc: token,
  index: {},
});

/**
 * `expires`: when DynamoDB may remove the row by itself (infra/stacks/data.ts). For erasure, the row is found as a name
 * of its case.
 */
export function linkRow(link: PrivateLink): Row {
  const key = keyOf.link(link.hash);
  const expires = Math.ceil(Date.parse(link.until) / 1000);
  return { ...key, doc: { ...link, expires }, index: nameIndex(link.caseId, key) };
}

/** The rows of a state that follows from events which are stored already (`CaseStore.mendState`). */
export const writesOfState = (state: Case, version: number | undefined): Write[] =>
  fitting([
    { ...metaRow(state), ...(version === undefined ? {} : { condition: { version } }) },
    ...openTasks(state).map((task) => taskRow(state, task)),
  ]);

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

/** The index position by which a name is found when its case is erased. */
const nameIndex = (caseId: string | undefined, { pk }: Key): Row['index'] =>
  caseId === undefined ? {} : { namedCase: caseId, nameOrder: pk };

/**
 * The rows of a change, META first, the `contacts` of its persons, and as many of the `words` of its notes as the
 * transaction has room for. Throws `ChangeTooLarge`, and `EventsOutOfSequence`
 * if the events do not lead to `after`.
 */
export function writesOf(
  change: CaseChange,
  { contacts, words }: { contacts: readonly Write[]; words: readonly Write[] } = { contacts: [], words: [] },
): Write[] {
  const { caseId, expectedVersion, after } = change;
  const inOrder = change.events.every(({ seq }, place) => seq === expectedVersion + place + 1);
  if (!inOrder || after.version !== expectedVersion + change.events.length || after.id !== caseId) {
    throw new EventsOutOfSequence(
      `${change.events.length} events from version ${expectedVersion} to ${after.version}`,
    );
  }
  // A letter belongs to a task without changing it.
  const touched = new Set<string | undefined>(
    change.events.map((event) =>
      'task' in event && event.type !== 'letter-prepared' ? event.task : undefined,
    ),
  );
  // A pause changes where the open tasks are in the lists, without being about one of them.
  if (change.events.some(({ type }) => type === 'frozen' || type === 'resumed'))
    for (const { key } of openTasks(after)) touched.add(key);
  const tasks = after.tasks.filter(({ key }) => touched.has(key));
  const rows: Write[] = [
    { ...metaRow(after), condition: expectedVersion === 0 ? 'absent' : { version: expectedVersion } },
    ...onceWrites(change.once ?? [], { caseId }),
    ...eventRows(after, change.events).map((row): Write => ({ ...row, condition: 'absent' })),
    ...tasks.map((task) => taskRow(after, task)),
    ...(change.persons ?? []).map((person) => ({
      ...inCase(caseId, `PERSON#${person.id}`),
      doc: person,
      index: {},
    })),
    ...contacts,
    ...(change.messages ?? []).map((message) => ({
      ...keyOf.message(caseId, message.id),
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
    ...(change.letterDrafts ?? []).map((draft) => ({
      ...keyOf.letterDraft(caseId, draft.id),
      doc: draft,
      index: {},
    })),
    ...(change.letterDraftsDone ?? []).map((id): Write => ({
      ...keyOf.letterDraft(caseId, id),
      doc: {},
      index: {},
      gone: true,
    })),
    ...(change.outbox ?? []).map((entry) => ({
      ...keyOf.outbox(entry),
      doc: entry,
      index: { pendingShard: 'pending', pendingOrder: `${entry.since}#${caseId}#${entry.id}` },
    })),
    ...(change.aliases ?? []).map((alias): Write => {
      const key = keyOf.alias(alias);
      return { ...key, doc: { caseId, alias }, index: nameIndex(caseId, key) };
    }),
  ];
  return fitting([...rows, ...words.slice(0, Math.max(0, mostRows - rows.length))]);
}

/** The rows that hold a mail. Throws `ChangeTooLarge`. */
export const writesOfHeldMail = (mail: HeldMail, once: readonly string[]): Write[] =>
  fitting([{ ...heldRow(mail), condition: 'absent' }, ...onceWrites(once, { held: mail.id })]);

/** The row of a draft, written only if its case still has this version. Throws `ChangeTooLarge`. */
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

/** The result of saving a draft. A changed case outranks a changed draft. */
export function draftResultOf(failed: readonly FailedWrite[]): 'saved' | 'changed' | 'version' {
  if (failed.length === 0) return 'saved';
  return failed.some(({ write }) => write.sk === 'META') ? 'version' : 'changed';
}

/** The row of a claim that belongs to no case. */
export const writesOfClaim = (key: string): Write[] => onceWrites([key], {});

export const isOnce = ({ pk }: Key) => pk.startsWith(oncePrefix);

/**
 * The meaning of failed conditions for a change. A once key outranks the version: the same thing came twice, and trying
 * again on the newer version would not make it new. `caseId` is empty if a held mail claimed the key.
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
  // An event after the version of its case: none of our writers does that.
  if (!meta) throw new StoredRowInvalid(first.write);
  if (meta.old === undefined) return { ok: false, reason: 'version', actual: 0 };
  return { ok: false, reason: 'version', actual: parsed(Versioned, meta.write, meta.old).version };
}
const OnceKey = z.object({ key: z.string() });
const Versioned = z.object({ version: z.number() });

/** The state in a META row. Rows of before it was bounded hold more. Throws `StoredRowInvalid`. */
export function stateOf(caseId: string, doc: unknown): Case {
  const key = keyOf.meta(caseId);
  return bounded(parsed(Case, key, unpackedState(key, doc)));
}
