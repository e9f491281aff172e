import { FileProblem } from './file-problem.ts';
import * as z from 'zod/mini';
import { CivilDate, Instant } from '../time/civil-date.ts';
import { Actor, Addressee, letterStatuses, TaskKey } from './events.ts';
import { Channel } from './received.ts';
import { MailVerdicts, Sender } from './sender.ts';
import { Authority, DetailName, PartyFormat, PreferredWay } from './party.ts';

/** A detail of a person before it was changed; without a value it was not known. */
const EarlierDetail = z.object({
  field: DetailName,
  value: z.optional(z.union([z.string(), Authority])),
  at: Instant,
  by: Actor,
  reason: z.string(),
});

/** A person on a case. Personal data: it is used only for letters and for users who may see the case. */
export const Person = z.object({
  id: z.string(),
  name: z.optional(z.string()),
  organisation: z.optional(z.string()),
  email: z.optional(z.string()),
  phone: z.optional(z.string()),
  address: z.optional(z.string()),
  language: z.optional(z.string()),
  format: z.optional(PartyFormat),
  /** What they need to take part, such as an interpreter. */
  needs: z.optional(z.string()),
  /** How to contact them without putting them in danger. */
  safeContact: z.optional(z.string()),
  preferredWay: z.optional(PreferredWay),
  bornOn: z.optional(CivilDate),
  /** Their number in the social care system. */
  careNumber: z.optional(z.string()),
  authority: z.optional(Authority),
  /** What was changed, oldest first; only the latest changes are kept. */
  earlier: z.optional(z.array(EarlierDetail)),
});
export type Person = z.infer<typeof Person>;

/**
 * A file that came with a message, under the name that its sender gave it. Type and extension follow from its content; it has
 * an extension, or a problem for which no one may open it, or neither if it was stored before files were checked.
 */
export const StoredFile = z.object({
  name: z.string(),
  mimeType: z.string(),
  size: z.number(),
  file: z.string(),
  extension: z.optional(z.string()),
  problem: z.optional(FileProblem),
  /** It may be opened only when a scan for malware has found nothing. */
  scanned: z.optional(z.literal(true)),
});
export type StoredFile = z.infer<typeof StoredFile>;

const Mailbox = z.object({ name: z.optional(z.string()), address: z.string() });

/**
 * The mail that a message forwards: the person quoted, the day on which they wrote, and their words, as far as the forward
 * says so. Anyone can write this into a mail, so it is offered to a person and never acted on.
 */
export const ForwardedMail = z.object({
  name: z.optional(z.string()),
  email: z.optional(z.string()),
  on: z.optional(CivilDate),
  text: z.string(),
});
export type ForwardedMail = z.infer<typeof ForwardedMail>;

/** A message to the council. `text` is what people read; `raw` is the original file, kept unchanged. */
export const Message = z.object({
  id: z.string(),
  channel: Channel,
  receivedAt: Instant,
  from: z.object({
    name: z.optional(z.string()),
    email: z.optional(z.string()),
    phone: z.optional(z.string()),
  }),
  /** Who sent it and how well that is proven. Absent if that was not recorded yet (functions/domain/people/sender.ts). */
  sender: z.optional(Sender),
  /** The addresses and the date as the mail says them, and what the mail service found about it. */
  to: z.optional(z.array(Mailbox)),
  cc: z.optional(z.array(Mailbox)),
  replyTo: z.optional(Mailbox),
  sentAt: z.optional(z.string()),
  verdicts: z.optional(MailVerdicts),
  subject: z.string(),
  text: z.string(),
  quoted: z.optional(z.string()),
  automatic: z.boolean(),
  mailId: z.optional(z.string()),
  mailReferences: z.optional(z.array(z.string())),
  raw: z.optional(z.string()),
  forwarded: z.optional(ForwardedMail),
  attachments: z.array(StoredFile),
  /** How many more attachments its mail has than are listed; they are in the mail as it came. */
  moreAttachments: z.optional(z.number()),
});
export type Message = z.infer<typeof Message>;

/** A document of a case: a report, a page of evidence, an appendix. Its title can be personal data. */
export const CaseDocument = z.object({
  id: z.string(),
  title: z.string(),
  mimeType: z.string(),
  size: z.number(),
  file: z.string(),
  addedAt: Instant,
  addedBy: Actor,
  /** It may be opened only when a scan for malware has found nothing. */
  scanned: z.optional(z.literal(true)),
});
export type CaseDocument = z.infer<typeof CaseDocument>;

/**
 * Answers that someone typed into the form of an outcome without deciding it yet, field by field as typed. `changed`:
 * who last changed each question, and when. The version counts how often it was saved.
 */
export const Draft = z.object({
  task: TaskKey,
  outcome: z.string(),
  version: z.number(),
  at: Instant,
  by: Actor,
  typed: z.record(z.string(), z.array(z.string())),
  changed: z.record(z.string(), z.object({ at: Instant, by: Actor })),
});
export type Draft = z.infer<typeof Draft>;

/** Why a letter that leaves the council has not gone, or not arrived. The first two are tried again by themselves. */
export const unsentReasons = ['no mail service', 'fault', 'refused', 'unconfirmed', 'returned'] as const;
export type UnsentReason = (typeof unsentReasons)[number];

/** The state of a letter between the decision to send it and the answer of the mail service. */
export const LetterRow = z.object({
  key: z.string(),
  template: z.string(),
  to: Addressee,
  task: z.optional(TaskKey),
  decision: z.optional(z.number()),
  enclosures: z.optional(z.array(z.string())),
  mailId: z.string(),
  /** The id that the mail service gave the letter when it accepted it. */
  serviceId: z.optional(z.string()),
  preparedAt: Instant,
  attempts: z.number(),
  claimedAt: z.optional(Instant),
  status: z.enum([...letterStatuses, 'sending']),
  file: z.optional(z.string()),
  /** It goes on paper although its reader has an email address. */
  onPaper: z.optional(z.literal(true)),
  /** When it was last printed to be posted, and the day on which it was posted. */
  printedAt: z.optional(Instant),
  postedOn: z.optional(CivilDate),
  /** When the mail server of its reader took it. */
  deliveredAt: z.optional(Instant),
  /** When the complainant first opened it in their private link. */
  readAt: z.optional(Instant),
  /** It leaves the council and did not go, or did not arrive: since when and why. Letters of before this was recorded lack it. */
  unsent: z.optional(z.object({ since: Instant, why: z.enum(unsentReasons) })),
});
export type LetterRow = z.infer<typeof LetterRow>;

/**
 * A private link of a complainant. Only the letter contains the secret; we store its `hash`. `epoch`: how often the
 * links of the case had been revoked when it was made. A link of an earlier epoch opens nothing.
 */
export const PrivateLink = z.object({
  hash: z.string(),
  caseId: z.string(),
  epoch: z.number(),
  /** The further complainant whose link it is; then `epoch` is theirs. */
  party: z.optional(z.string()),
  madeAt: Instant,
  until: Instant,
  /** Who printed the letter with it, and so has read it; and when it was first opened where no one of the council was signed in. */
  printedBy: z.optional(z.string()),
  openedAt: z.optional(Instant),
});
export type PrivateLink = z.infer<typeof PrivateLink>;

/**
 * Work that a change of a case causes, written in the same transaction and dispatched right after it. The daily repair
 * dispatches entries left undispatched.
 */
export const OutboxEntry = z.discriminatedUnion('kind', [
  z.object({
    id: z.string(),
    caseId: z.string(),
    since: Instant,
    kind: z.literal('start'),
    stateMachine: z.string(),
    execution: z.string(),
    input: z.record(z.string(), z.json()),
  }),
  z.object({
    id: z.string(),
    caseId: z.string(),
    since: Instant,
    kind: z.literal('signal'),
    task: TaskKey,
    decision: z.number(),
    outcome: z.string(),
  }),
  /** Something of a task falls due earlier than when its state machine will look again. */
  z.object({ id: z.string(), caseId: z.string(), since: Instant, kind: z.literal('wake'), task: TaskKey }),
  /** Letters prepared outside a state machine. */
  z.object({ id: z.string(), caseId: z.string(), since: Instant, kind: z.literal('letters') }),
]);
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/**
 * A state machine that waits for a task: its token, the last decision it has handled, and the hash of the definition that
 * it runs.
 */
export const WaitingToken = z.object({
  task: TaskKey,
  token: z.string(),
  handled: z.number(),
  at: Instant,
  definition: z.optional(z.string()),
});
export type WaitingToken = z.infer<typeof WaitingToken>;

/** The sign by which a mail was taken for a program's answer. */
export type AutomaticReply =
  | 'delivery report'
  | 'read receipt'
  | 'complaint of a mail provider'
  | 'calendar response'
  | 'mail system'
  | 'Auto-Submitted'
  | 'auto-reply header'
  | 'null sender'
  | 'bulk mail'
  | 'mailing list'
  | 'out of office';

/** Why a mail cannot be read. */
export type UnreadableMail = 'empty' | 'too many lines' | 'not well formed' | 'no sender';

/** The exact finding in a mail that did not become a case. */
export type HeldMailDetail =
  | AutomaticReply
  | UnreadableMail
  | 'virus'
  | 'spam'
  | 'own address'
  | 'own letter'
  | 'too many hops'
  | 'left behind';

/**
 * A mail that did not become a case: held for a person to look at, or an automatic reply that answers nothing we know.
 * 'left behind': it was stored but never received.
 */
export const HeldMail = z.object({
  id: z.string(),
  receivedAt: Instant,
  reason: z.enum([
    'virus',
    'spam',
    'own address',
    'mail loop',
    'automatic reply',
    'mailing list',
    'left behind',
  ]),
  /** A `HeldMailDetail`. Rows written by earlier versions have a sentence here, which is shown as it is. */
  detail: z.string(),
  raw: z.string(),
  from: z.optional(z.string()),
  subject: z.optional(z.string()),
  status: z.enum(['held', 'released', 'recorded']),
  /** From the envelope: where it was sent, and from where ('' is the null sender). */
  recipients: z.optional(z.array(z.string())),
  envelopeFrom: z.optional(z.string()),
  verdicts: z.optional(MailVerdicts),
  /** Words in it which suggest that someone may be in danger (workflows/danger-words.ts). */
  words: z.optional(z.array(z.string())),
  /** Who read it first. What no one has read is never erased. */
  read: z.optional(z.object({ by: z.string(), at: Instant })),
  /** Who decided last what becomes of it, and the case that it went to. */
  decided: z.optional(z.object({ by: z.string(), at: Instant, reference: z.optional(z.string()) })),
});
export type HeldMail = z.infer<typeof HeldMail>;

/**
 * A record that someone read something, once within the hour. Of a case `what` names the letter, document, message or
 * attachment; of anything else it is the path without what was searched for, and `cases` are those that it showed.
 */
export const Read = z.object({
  user: z.string(),
  at: Instant,
  kind: z.enum([
    'case',
    'letter',
    'document',
    'declaration',
    'message',
    'attachment',
    'print',
    'private-link',
    'list',
    'search',
    'held-mail',
    'report',
  ]),
  what: z.optional(z.string()),
  cases: z.optional(z.array(z.string())),
});
export type Read = z.infer<typeof Read>;

/**
 * An entry of the reads of a day: the keyed hash of a read, and of its case; or the read itself, if it is of no one case.
 */
export const ReadEntry = z.object({
  hash: z.string(),
  of: z.optional(z.string()),
  read: z.optional(Read),
});
export type ReadEntry = z.infer<typeof ReadEntry>;
