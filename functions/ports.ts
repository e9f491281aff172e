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
  WaitingToken,
} from './domain/case/stored-rows.ts';

/** One change of one case, written whole or not at all. */
export interface CaseChange {
  caseId: string;
  /** The version the change was worked out from; 0 = the case must not exist yet. */
  expectedVersion: number;
  events: readonly Event[];
  /** The state after the events: META, the TASK rows and the indexes are made from it. */
  after: Case;
  persons?: readonly Person[];
  messages?: readonly Message[];
  letters?: readonly LetterRow[];
  documents?: readonly CaseDocument[];
  /** Drafts that are not needed any more. */
  draftsDone?: readonly Pick<Draft, 'task' | 'outcome'>[];
  outbox?: readonly OutboxEntry[];
  /** Keys that may be claimed once, ever (SES message id, fingerprint of a mail, Idempotency-Key). */
  once?: readonly string[];
  /** Further names by which the case can be found (its reference, Message-IDs of its mail): last writer wins. */
  aliases?: readonly string[];
}

export type ChangeResult =
  | { ok: true }
  | { ok: false; reason: 'version'; actual: number }
  | { ok: false; reason: 'once'; key: string; caseId: string };

/** Everything stored of one case. */
export interface CaseFile {
  state: Case;
  events: Event[];
  persons: Person[];
  messages: Message[];
  letters: LetterRow[];
  documents: CaseDocument[];
  drafts: Draft[];
}

export interface Page<T> {
  items: T[];
  /** Opaque; give it back as `cursor` for the next page. Absent on the last page. */
  next?: string;
}

/** A task in a list, with its case. */
interface TaskOfCase {
  state: Case;
  task: Task;
}

/** Who is one person across cases (decision 0012). */
export interface ComplainantStore {
  /**
   * Persons of cases with an email address, phone number, or name and address in common with this one, itself
   * included; at most 100 for each of the three, the newest cases first. Can miss what was written a moment ago.
   */
  personsLike(person: Omit<Person, 'id'>): Promise<{ caseId: string; person: Person }[]>;
  /**
   * Persons of cases whose name has words that begin as these do, whatever the accents and capitals; at most 200, the
   * newest cases first. Can miss what was written a moment ago.
   */
  personsNamed(name: string): Promise<{ caseId: string; person: Person }[]>;
  /** Persons of cases; those that are not there are left out. */
  persons(members: readonly Member[]): Promise<{ caseId: string; person: Person }[]>;
  /** Where persons belong; those who were never matched are left out. */
  memberships(members: readonly Member[]): Promise<Membership[]>;
  complainant(id: string): Promise<Complainant | undefined>;
  complainantEvents(id: string): Promise<ComplainantEvent[]>;
  /** Writes whole or not at all. False: a complainant or a membership was changed since it was read. */
  changeComplainants(steps: readonly ComplainantStep[], memberships: readonly Membership[]): Promise<boolean>;
  /** Flagged complainants whose review date is on or before a day, the earliest first. */
  flagsToReview(query: { until: CivilDate; limit: number; cursor?: string }): Promise<Page<Complainant>>;
  /** Removes all that is stored of a complainant. Its cases are left as they are. */
  eraseComplainant(id: string): Promise<void>;
  /** The key, in hex, under which reporting rows name complainants: of this deployment, made by whoever needs it first. */
  reportingKey(): Promise<string>;
}

/** What is stored of a case, also of one that is being erased; `keys` name every row, those by which it is found included. */
export interface Remains extends Pick<CaseFile, 'persons' | 'messages' | 'letters' | 'documents'> {
  keys: string[];
}

/** How cases leave (decision 0013). */
export interface ErasureStore {
  /** Closed cases whose review falls on or before a day and has not begun, the longest due first. A page can be short. */
  casesToReview(query: { until: CivilDate; limit: number; cursor?: string }): Promise<Page<Case>>;
  /** Writes the intention and takes the case away, so that nobody finds it or writes to it. False: changed since, or begun before. */
  beginErasure(erasure: Erasure, expectedVersion: number): Promise<boolean>;
  remains(caseId: string): Promise<Remains>;
  /** Removes all that `remains` answers, and these held mails, for good: nothing of it can be read in the database's files. */
  eraseRows(caseId: string, heldMails: readonly string[]): Promise<void>;
  finishErasure(erasure: Erasure): Promise<void>;
  /** Removes the row of a held mail and writes the proof in its place, whole or not at all. */
  eraseHeldMail(id: string, proof: Erasure): Promise<void>;
  erasure(reference: string): Promise<Erasure | undefined>;
  /** The latest first. */
  erasures(query: { status?: Erasure['status']; limit: number; cursor?: string }): Promise<Page<Erasure>>;
}

/** How the council is kept: whole, and every change of it (decision 0017). */
export interface CouncilStore {
  /** The latest version, strongly consistent; undefined: it is the known one, or (0 known) nobody has changed anything. */
  council(known: number): Promise<CouncilVersion | undefined>;
  /** Writes the next version and its event, whole or not at all. False: somebody else has written this version. */
  changeCouncil(after: CouncilVersion, change: { differences: readonly Difference[] }): Promise<boolean>;
  /** The latest first. */
  councilChanges(query: { limit: number; cursor?: string }): Promise<Page<CouncilChange>>;
}

/** Answers to equality questions, apart from all cases and persons: only how often each was given in a quarter. */
interface EqualityStore {
  /** Counts each answer once; one that could not be written is not counted, the others are. */
  countAnswers(answers: readonly Omit<EqualityCount, 'number'>[]): Promise<void>;
  /** The earliest quarter first. */
  answerCounts(): Promise<EqualityCount[]>;
  /** Removes the counts of quarters that began before a day. */
  forgetAnswers(before: CivilDate): Promise<void>;
}

/** Lists take an opaque cursor; one that is not ours is an exception `InvalidCursor`. */
export interface CaseStore extends ComplainantStore, ErasureStore, CouncilStore, EqualityStore {
  /** The next case number of a year, from 1; never given twice, gaps are allowed. */
  nextNumber(year: number): Promise<number>;
  change(change: CaseChange): Promise<ChangeResult>;
  /** The state alone (META), strongly consistent. */
  state(caseId: string): Promise<Case | undefined>;
  /** All of a case, strongly consistent, events in order. */
  file(caseId: string): Promise<CaseFile | undefined>;
  /**
   * Writes a draft in the place of the version before it. 'changed': somebody saved another one meanwhile; 'version': the
   * case is no longer as it was seen, or no longer there.
   */
  saveDraft(caseId: string, draft: Draft, caseVersion: number): Promise<'saved' | 'changed' | 'version'>;
  /** The case that claimed a `once` key or carries an alias. */
  find(key: { once: string } | { alias: string }): Promise<string | undefined>;

  cases(query: { status?: Case['status']; limit: number; cursor?: string }): Promise<Page<Case>>;
  /** Open tasks, soonest due first; with `dueBefore` only those due before that civil date. */
  openTasks(query: {
    dueBefore?: string;
    assignee?: string;
    limit: number;
    cursor?: string;
  }): Promise<Page<TaskOfCase>>;

  /** Keeps a private link; it goes with its case when that is erased. */
  putLink(link: PrivateLink): Promise<void>;
  /** The link whose secret has this hash, also one that has expired. Strongly consistent. */
  link(hash: string): Promise<PrivateLink | undefined>;

  /** Records that somebody read something of a case: once for each user, kind, thing and hour, and never changed. */
  recordRead(caseId: string, read: Read): Promise<void>;
  /** Who read what of a case, in order of the hours; they go with the case when it is erased. */
  reads(caseId: string): Promise<Read[]>;

  putToken(caseId: string, token: WaitingToken): Promise<void>;
  token(caseId: string, task: string): Promise<WaitingToken | undefined>;

  /** What was promised by `change` before `before` and not yet done. */
  outbox(query: { before: Instant; limit: number }): Promise<OutboxEntry[]>;
  outboxEntryDone(entry: Pick<OutboxEntry, 'caseId' | 'id'>): Promise<void>;

  /** Marks a letter 'sending' since `at` and counts the attempt if it is 'prepared'; otherwise answers it as it is, not claimed. */
  claimLetter(
    caseId: string,
    key: string,
    at: Instant,
  ): Promise<{ claimed: boolean; letter: LetterRow } | undefined>;
  /** Puts a claimed letter back to 'prepared': it was not sent and may be tried again. */
  releaseLetter(caseId: string, key: string): Promise<void>;

  /** Keeps a mail that became no case; the once keys are claimed with it. False: a key was claimed before. */
  holdMail(mail: HeldMail, once: readonly string[]): Promise<boolean>;
  /** Newest first; with `before` only what was received before that instant. */
  heldMail(query: {
    status?: HeldMail['status'];
    before?: Instant;
    limit: number;
    cursor?: string;
  }): Promise<Page<HeldMail>>;
  /** Changes the status of a held mail; undefined: no such mail, or it was no longer `from`. */
  settleHeldMail(id: string, from: HeldMail['status'], to: HeldMail['status']): Promise<HeldMail | undefined>;

  /** Claims a key, for ever, for one caller; false: somebody has claimed it before. */
  claimOnce(key: string): Promise<boolean>;
  /** Whether anybody has claimed a key, a case or a held mail among them. */
  isClaimed(key: string): Promise<boolean>;
  /** Gives a key back that `claimOnce` claimed: what it was claimed for was not done and may be tried again. */
  releaseOnce(key: string): Promise<void>;

  bankHolidays(): Promise<BankHoliday[] | undefined>;
  saveBankHolidays(holidays: readonly BankHoliday[]): Promise<void>;
}

export interface Mailer {
  /** Sends one raw MIME letter. 'unknown' = the service may have taken it (time-out after sending): never resend blindly. */
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
  /** Whether an earlier send of this letter got through, as far as can be known. */
  wasSent(letterId: string): Promise<'yes' | 'no' | 'unknown'>;
  /** Of a service that keeps what it sent: removes a letter; one it never had is as good. SES keeps none. */
  forget?(letterId: string): Promise<void>;
}

/** Step Functions, or the local engine. */
export interface Workflows {
  /** Starts an execution; a second call with the same name changes nothing. */
  start(execution: { stateMachine: string; name: string; input: Record<string, unknown> }): Promise<void>;
  /** Tells a waiting state its result. 'gone': the token's state has ended or timed out. */
  succeed(token: string, output: Record<string, unknown>): Promise<'told' | 'gone'>;
  /** Whether an execution still runs; 'unknown': there is no such execution (any more). */
  status(execution: { stateMachine: string; name: string }): Promise<'running' | 'ended' | 'unknown'>;
}

/** Files that are kept as they came: raw mail, attachments, letters to print. */
export interface Files {
  /** Keys are made of letters, digits, `-_./`. Writing the same bytes to the same key again is harmless. */
  put(key: string, content: Uint8Array, mimeType: string): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  /** The keys that begin with a prefix which ends with a slash, also of files of which only older versions are left. */
  list(prefix: string): Promise<string[]>;
  /** Removes a file for good, with all its versions and what an interrupted `put` left of it; one that is not there is as good. */
  erase(key: string): Promise<void>;
}

export interface Clock {
  now(): Instant;
}

/**
 * What is kept for a short time under a name: who is signed in, a form half filled in, how often somebody asked. After
 * `until` it is as if it had never been there. Names and values never stand in a log.
 */
export interface ShortLived {
  put(name: string, value: unknown, until: Instant): Promise<void>;
  get(name: string, now: Instant): Promise<unknown>;
  remove(name: string): Promise<void>;
  /** Adds one to a count and answers it; `until` holds from the first on. The name has the time window in it. */
  count(name: string, until: Instant): Promise<number>;
}
