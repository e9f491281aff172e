import type { Case, Task } from './domain/case/case.ts';
import type { BankHoliday } from './domain/time/bank-holidays.ts';
import type { CivilDate, Instant } from './domain/time/civil-date.ts';
import type {
  Complainant,
  ComplainantEvent,
  ComplainantStep,
  Member,
  Membership,
} from './domain/people/complainant.ts';
import type { CouncilChange, CouncilVersion, Difference } from './domain/council/council-change.ts';
import type { EqualityCount } from './domain/records/equality.ts';
import type { Erasure } from './domain/records/erasure.ts';
import type { Event } from './domain/case/events.ts';
import type { LetterDraft } from './domain/case/letter-drafts.ts';
import type {
  CaseDocument,
  Draft,
  HeldMail,
  LetterRow,
  Message,
  OutboxEntry,
  Person,
  PrivateLink,
  Read,
  ReadEntry,
  WaitingToken,
} from './domain/case/stored-rows.ts';
import type { StoredCase } from './domain/case/stored-case.ts';

/** One change of one case, written completely or not at all. */
export interface CaseChange {
  caseId: string;
  /** The version that the change is based on; 0 means that the case must not exist yet. */
  expectedVersion: number;
  events: readonly Event[];
  /** The state after the events. META, the TASK rows and the indexes are made from it. */
  after: Case;
  persons?: readonly Person[];
  messages?: readonly Message[];
  letters?: readonly LetterRow[];
  documents?: readonly CaseDocument[];
  /** Drafts that are no longer needed. */
  draftsDone?: readonly Pick<Draft, 'task' | 'outcome'>[];
  letterDrafts?: readonly LetterDraft[];
  /** The ids of drafts of letters that were sent or discarded. */
  letterDraftsDone?: readonly string[];
  outbox?: readonly OutboxEntry[];
  /** Keys that can be claimed only once, for ever (SES message id, fingerprint of a mail, Idempotency-Key). */
  once?: readonly string[];
  /** Further names by which the case can be found (its reference, Message-IDs of its mail). The last writer wins. */
  aliases?: readonly string[];
}

export type ChangeResult =
  | { ok: true }
  | { ok: false; reason: 'version'; actual: number }
  | { ok: false; reason: 'once'; key: string; caseId: string };

/** Everything stored of one case, or what is recent of it. */
export type CaseFile = StoredCase;

export interface Page<T> {
  items: T[];
  /** Opaque. Pass it as `cursor` to get the next page. Absent on the last page. */
  next?: string;
  /** Keys of rows that belong here and cannot be read, as partition and sort key. Absent if there are none. */
  unreadable?: string[];
}

/** One of so many parts of about the same size, counted from 0, into which all cases fall by their ids. */
export interface Slice {
  part: number;
  of: number;
}

/** A task in a list, with its case. */
interface TaskOfCase {
  state: Case;
  task: Task;
}

/** Complainants: which persons of cases are one person (decision 0012). */
export interface ComplainantStore {
  /**
   * Persons of cases who share an email address, a phone number, or name and address with this one, itself included; at
   * most 100 for each of the three, the newest cases first. It may miss the most recent writes.
   */
  personsLike(person: Omit<Person, 'id'>): Promise<{ caseId: string; person: Person }[]>;
  /**
   * Persons of cases whose name has words that begin with these words, ignoring accents and capitals; at most 200, the
   * newest cases first. It may miss the most recent writes.
   */
  personsNamed(name: string): Promise<{ caseId: string; person: Person }[]>;
  /**
   * Notes of cases that have all of these words, ignoring accents and capitals; at most 200, the newest cases first. Of a
   * long note not every word is found. It may miss the most recent writes.
   */
  notesWith(words: string): Promise<{ caseId: string; note: string }[]>;
  /** Persons of cases, without those that do not exist. */
  persons(members: readonly Member[]): Promise<{ caseId: string; person: Person }[]>;
  /** The complainants that persons belong to, without persons who were never matched. */
  memberships(members: readonly Member[]): Promise<Membership[]>;
  complainant(id: string): Promise<Complainant | undefined>;
  complainantEvents(id: string): Promise<ComplainantEvent[]>;
  /** Writes everything or nothing. False: a complainant or a membership has changed since it was read. */
  changeComplainants(steps: readonly ComplainantStep[], memberships: readonly Membership[]): Promise<boolean>;
  /** Flagged complainants whose review date is on or before a day, earliest first. */
  flagsToReview(query: { until: CivilDate; limit: number; cursor?: string }): Promise<Page<Complainant>>;
  /** Removes everything stored of a complainant. Its cases stay as they are. */
  eraseComplainant(id: string): Promise<void>;
  /**
   * The key, in hex, with which reporting rows name complainants. Each deployment has its own; the first caller makes
   * it.
   */
  reportingKey(): Promise<string>;
}

/**
 * Everything stored of a case, even while it is being erased. `keys` name every row, including those by which it is
 * found.
 */
export interface Remains extends Pick<CaseFile, 'persons' | 'messages' | 'letters' | 'documents'> {
  keys: string[];
}

/** The erasure of cases (decision 0013). */
export interface ErasureStore {
  /** Closed cases whose review is due on or before a day and has not begun, longest due first. A page can be short. */
  casesToReview(query: { until: CivilDate; limit: number; cursor?: string }): Promise<Page<Case>>;
  /**
   * Writes the intention and removes the case, so that no one finds it or writes to it. False: the case has changed, or
   * its erasure began before.
   */
  beginErasure(erasure: Erasure, expectedVersion: number): Promise<boolean>;
  remains(caseId: string): Promise<Remains>;
  /**
   * Removes everything that `remains` returns, and these held mails, for good: nothing of it can be read in the
   * database's files.
   */
  eraseRows(caseId: string, heldMails: readonly string[]): Promise<void>;
  finishErasure(erasure: Erasure): Promise<void>;
  /**
   * Replaces the row of a held mail with the proof of its erasure, in one transaction. `scrubHeldMail` comes after it, once
   * for many: until then the row can be read in the database's files, where there are any.
   */
  eraseHeldMail(id: string, proof: Erasure): Promise<void>;
  scrubHeldMail(): Promise<void>;
  erasure(reference: string): Promise<Erasure | undefined>;
  /** Latest first. */
  erasures(query: { status?: Erasure['status']; limit: number; cursor?: string }): Promise<Page<Erasure>>;
}

/** The council as complete versions, with every change (decision 0017). */
export interface CouncilStore {
  /**
   * The latest version, strongly consistent. Undefined: it is the known one or, if 0 is known, no one has changed
   * anything.
   */
  council(known: number): Promise<CouncilVersion | undefined>;
  /** Writes the next version and its event in one transaction. False: someone else has already written this version. */
  changeCouncil(
    after: CouncilVersion,
    change: { reason?: string; differences: readonly Difference[] },
  ): Promise<boolean>;
  /** Latest first. */
  councilChanges(query: { limit: number; cursor?: string }): Promise<Page<CouncilChange>>;
}

/** Who read what (decision 0057). */
export interface ReadStore {
  /** Records that someone read part of a case: once for each user, kind, thing and hour, and never changed. */
  recordRead(caseId: string, read: Read): Promise<void>;
  /** The same of what is of no one case: a list, a search, held mail, a report. */
  recordOtherRead(read: Read): Promise<void>;
  /** Who read what of a case, by hour. The records are erased with the case. */
  reads(caseId: string): Promise<Read[]>;
  /** Every read of a day (UTC) in one order: keyed hashes, which stay when a case is erased. */
  readsOfDay(day: CivilDate): Promise<ReadEntry[]>;
  /** The keyed hash of a read of a case, or of no one case. Only who has the key of the deployment can make it. */
  hashOfRead(read: Read, caseId?: string): Promise<string>;
  hashOfCase(caseId: string): Promise<string>;
}

/** Answers to equality questions, kept apart from all cases and persons: only how often each was given in a quarter. */
interface EqualityStore {
  /** Counts each answer once. An answer that could not be written is not counted; the others are. */
  countAnswers(answers: readonly Omit<EqualityCount, 'number'>[]): Promise<void>;
  /** Earliest quarter first. */
  answerCounts(): Promise<EqualityCount[]>;
  /** Removes the counts of quarters that began before a day. */
  forgetAnswers(before: CivilDate): Promise<void>;
}

/**
 * Lists take an opaque cursor. Any other text throws `InvalidCursor`. A row that cannot be read is left out of a list, which
 * names it; whatever needs that very row throws.
 */
export interface CaseStore extends ComplainantStore, ErasureStore, CouncilStore, EqualityStore, ReadStore {
  /** The next case number of a year, from 1. A number is never given twice; gaps are possible. */
  nextNumber(year: number): Promise<number>;
  /** Gives no number of a year up to this one from now on. */
  passNumber(year: number, number: number): Promise<void>;
  /** The last number of a year that was given, or passed; 0 if none was. Strongly consistent. */
  lastNumber(year: number): Promise<number>;
  change(change: CaseChange): Promise<ChangeResult>;
  /** The state alone (META), strongly consistent. */
  state(caseId: string): Promise<Case | undefined>;
  /** The events of a case in order, strongly consistent, even where its state cannot be read. */
  events(caseId: string): Promise<Event[]>;
  /**
   * Stores the state that follows from the events of a case in the place of another, with its open tasks. False: the case is
   * not at `version` any more. Without a version, its stored state cannot be read, so no one can change it either.
   */
  mendState(state: Case, version?: number): Promise<boolean>;
  /** Everything of a case, strongly consistent, events in order. */
  file(caseId: string): Promise<CaseFile | undefined>;
  /**
   * A case without what was done with long ago, strongly consistent and of a bounded size however many messages came: no
   * letters that have left its state, the first message, the latest and those that wait, the latest events only about
   * messages (`isOnlyAboutMessage`), and every other event. `shown`: the latest page of events, and the earlier ones about
   * messages back to the receipt of those of the latest page. A small case is read whole.
   */
  recent(caseId: string, options?: { shown?: boolean }): Promise<CaseFile | undefined>;
  /**
   * Replaces the previous version of a draft. 'changed': someone saved another draft meanwhile; 'version': the case has
   * changed since it was read, or is gone.
   */
  saveDraft(caseId: string, draft: Draft, caseVersion: number): Promise<'saved' | 'changed' | 'version'>;
  /** The case that claimed a `once` key or carries an alias. */
  find(key: { once: string } | { alias: string }): Promise<string | undefined>;

  /**
   * Newest first; with `slice` only the cases of that part. Of the others only keys are read. With `since` only those received
   * then or later.
   */
  cases(query: {
    status?: Case['status'];
    since?: Instant;
    slice?: Slice;
    limit: number;
    cursor?: string;
  }): Promise<Page<Case>>;
  /** The states of cases by their ids, in any order, without those that do not exist; strongly consistent. */
  states(caseIds: readonly string[]): Promise<Page<Case>>;
  /**
   * Open tasks, soonest due first; with `dueBefore` only those due before that civil date. A paused task counts as due on
   * the day on which its pause is reviewed. With `assignee` only those of the assignee; with `notTheirs`, too, those and all that
   * no one is assigned to, without tasks of these steps. With `steps` only tasks of these steps. Of tasks of other steps only
   * keys are read, and a page may be empty although another follows.
   */
  openTasks(query: {
    steps?: readonly string[];
    dueBefore?: string;
    assignee?: string;
    notTheirs?: readonly string[];
    slice?: Slice;
    limit: number;
    cursor?: string;
  }): Promise<Page<TaskOfCase>>;

  /** Stores a private link. It is erased with its case. */
  putLink(link: PrivateLink): Promise<void>;
  /** The link whose secret has this hash, even if it has expired. Strongly consistent. */
  link(hash: string): Promise<PrivateLink | undefined>;

  putToken(caseId: string, token: WaitingToken): Promise<void>;
  token(caseId: string, task: string): Promise<WaitingToken | undefined>;

  /** Outbox entries written before `before` and left undispatched, oldest first; only the first page. */
  outbox(query: { before: Instant; limit: number }): Promise<Page<OutboxEntry>>;
  outboxEntryDone(entry: Pick<OutboxEntry, 'caseId' | 'id'>): Promise<void>;

  /**
   * If a letter is 'prepared', marks it 'sending' since `at` and counts the attempt; otherwise returns it unchanged and
   * not claimed.
   */
  claimLetter(
    caseId: string,
    key: string,
    at: Instant,
  ): Promise<{ claimed: boolean; letter: LetterRow } | undefined>;
  /** Sets a claimed letter back to 'prepared': it was not sent and may be tried again. */
  releaseLetter(caseId: string, key: string): Promise<void>;
  /** Records that a letter which is still 'prepared' could not go, unless that is known already. */
  markUnsent(caseId: string, key: string, unsent: NonNullable<LetterRow['unsent']>): Promise<void>;
  /** Letters that left no one, or came back, with their cases: those first that have waited longest. A page can be short. */
  unsentLetters(query: {
    limit: number;
    cursor?: string;
  }): Promise<Page<{ state: Case; letter: LetterRow & { unsent: NonNullable<LetterRow['unsent']> } }>>;

  /** Stores a mail that did not become a case and claims the once keys with it. False: a key was claimed before. */
  holdMail(mail: HeldMail, once: readonly string[]): Promise<boolean>;
  /** Newest first. With `before`, only mail received before that instant. */
  heldMail(query: {
    status?: HeldMail['status'];
    before?: Instant;
    limit: number;
    cursor?: string;
  }): Promise<Page<HeldMail>>;
  /** One mail that did not become a case, strongly consistent. */
  heldMailById(id: string): Promise<HeldMail | undefined>;
  /**
   * Changes the status of a held mail, and what is known of the people who dealt with it. Undefined: there is no such
   * mail, or its status was not `from` any more.
   */
  settleHeldMail(
    id: string,
    from: HeldMail['status'],
    to: HeldMail['status'],
    known?: Pick<HeldMail, 'read' | 'decided'>,
  ): Promise<HeldMail | undefined>;

  /** Claims a key for one caller, for ever. False: someone has claimed it before. */
  claimOnce(key: string): Promise<boolean>;
  /** Whether someone has claimed a key, including a case or a held mail. */
  isClaimed(key: string): Promise<boolean>;
  /** Returns a key claimed with `claimOnce`: the work was not done and may be tried again. */
  releaseOnce(key: string): Promise<void>;

  bankHolidays(): Promise<BankHoliday[] | undefined>;
  saveBankHolidays(holidays: readonly BankHoliday[]): Promise<void>;
}

export interface Mailer {
  /**
   * Sends one raw MIME letter. 'unknown': the service may have accepted it (time-out after sending), so it must never
   * simply be sent again.
   */
  send(mail: {
    letterId: string;
    raw: Uint8Array;
    from: string;
    to: string;
  }): Promise<
    | { outcome: 'sent'; messageId: string }
    | { outcome: 'refused'; reason: string }
    | { outcome: 'busy'; reason: string }
    | { outcome: 'unknown'; reason: string }
  >;
  /** Whether an earlier attempt to send this letter succeeded, as far as is known. */
  wasSent(letterId: string): Promise<'yes' | 'no' | 'unknown'>;
  /** Removes a letter from a service that keeps what it sent. A letter it never had is no error. SES keeps none. */
  forget?(letterId: string): Promise<void>;
}

/** Step Functions, or the local engine. */
export interface Workflows {
  /** Starts an execution. A second call with the same name changes nothing. */
  start(execution: { stateMachine: string; name: string; input: Record<string, unknown> }): Promise<void>;
  /** Gives a waiting state its result. 'gone': the token's state has ended or timed out. */
  succeed(token: string, output: Record<string, unknown>): Promise<'told' | 'gone'>;
  /** Whether an execution is still running. 'unknown': there is no such execution (any more). */
  status(execution: { stateMachine: string; name: string }): Promise<'running' | 'ended' | 'unknown'>;
  /** Whether a state still waits for the result that its token brings. Changes nothing. */
  waits(token: string): Promise<boolean>;
  /** The hash of the definition that executions start with now. Undefined: it has none, or there is no such machine. */
  definition(stateMachine: string): Promise<string | undefined>;
}

/** Files stored unchanged: raw mail, attachments, letters to print. */
export interface Files {
  /** Keys consist of letters, digits and `-_./`. Writing the same bytes to the same key again is harmless. */
  put(key: string, content: Uint8Array, mimeType: string): Promise<void>;
  /** Stores a file that no one can change or erase until an instant. One that is there stays as it is. */
  putLocked(key: string, content: Uint8Array, mimeType: string, until: Instant): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  /** Its first bytes, at most so many. Undefined if there is no such file, or it is empty. */
  start(key: string, bytes: number): Promise<Uint8Array | undefined>;
  /** Its size in bytes, and the name that whoever uploaded it by a link gave it. Undefined if there is no such file. */
  about(key: string): Promise<{ size: number; name?: string } | undefined>;
  /** Copies a file within the store, whatever its size. Throws if there is no such file. */
  copy(from: string, to: string, mimeType: string): Promise<void>;
  /**
   * The keys that begin with a prefix, which must end with a slash. Includes files that only have older versions left.
   */
  list(prefix: string): Promise<string[]>;
  /**
   * Removes a file for good, with all its versions and anything an interrupted `put` left. A file that does not exist
   * is no error.
   */
  erase(key: string): Promise<void>;
}

/** Links with which a browser itself writes or reads one file of the store. Whoever has one needs no other right. */
export interface FileLinks {
  /**
   * A form that uploads a file of at most so many bytes to this key until an instant, and then leads to a page. The fields
   * come before the file, which is called `file`; of other fields the form must have exactly those named `alongside`.
   */
  toUpload(upload: {
    key: string;
    mostBytes: number;
    until: Instant;
    backTo: string;
    alongside: readonly string[];
  }): Promise<{ action: string; fields: Record<string, string> }>;
  /** The address that downloads a file under this name, for the next minutes. */
  toDownload(file: { key: string; mimeType: string; name: string }): Promise<string>;
}

/** A scan for malware. */
export interface FileScanner {
  /** When it knows what a new file holds: at once, some time after it was stored, or never. */
  scans: 'at once' | 'later' | 'never';
  /** What it found in a file. 'waiting': it is not done, or could not look. */
  verdict(key: string): Promise<'safe' | 'malware' | 'waiting'>;
}

export interface Clock {
  now(): Instant;
}

/**
 * Values kept for a short time under a name: a session, a half-completed form, a number of attempts. After `until` a
 * value no longer exists. Names and values must never be logged.
 */
export interface ShortLived {
  put(name: string, value: unknown, until: Instant): Promise<void>;
  /** Replaces a value if there still is one: what someone removed meanwhile does not come back. */
  replace(name: string, value: unknown, until: Instant): Promise<void>;
  get(name: string, now: Instant): Promise<unknown>;
  remove(name: string): Promise<void>;
  /** Adds a value to a group, which can be listed. A group is small: all of it is read at once. */
  addTo(group: string, name: string, value: unknown, until: Instant): Promise<void>;
  members(group: string, now: Instant): Promise<{ name: string; value: unknown }[]>;
  removeFrom(group: string, name: string): Promise<void>;
  /** Adds one to a count and returns it. `until` applies from the first call. The name includes the time window. */
  count(name: string, until: Instant): Promise<number>;
}
