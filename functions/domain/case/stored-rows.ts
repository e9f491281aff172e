import * as z from 'zod/mini';
import { Instant } from '../time/civil-date.ts';
import { Actor, Addressee, Channel, TaskKey } from './events.ts';

/** A person on a case. Personal data: leaves this row only for letters and for those who may see the case. */
export const Person = z.object({
  id: z.string(),
  name: z.optional(z.string()),
  email: z.optional(z.string()),
  phone: z.optional(z.string()),
  address: z.optional(z.string()),
});
export type Person = z.infer<typeof Person>;

export const StoredFile = z.object({
  name: z.string(),
  mimeType: z.string(),
  size: z.number(),
  file: z.string(),
});
export type StoredFile = z.infer<typeof StoredFile>;

/** Something that was said to the council: `text` is what people read, `raw` the file it came in, kept as it was. */
export const Message = z.object({
  id: z.string(),
  channel: Channel,
  receivedAt: Instant,
  from: z.object({
    name: z.optional(z.string()),
    email: z.optional(z.string()),
    phone: z.optional(z.string()),
  }),
  subject: z.string(),
  text: z.string(),
  quoted: z.optional(z.string()),
  automatic: z.boolean(),
  mailId: z.optional(z.string()),
  mailReferences: z.optional(z.array(z.string())),
  raw: z.optional(z.string()),
  attachments: z.array(StoredFile),
});
export type Message = z.infer<typeof Message>;

/** A paper of a case: a report, a page of evidence, an appendix. Its title can be personal data. */
export const CaseDocument = z.object({
  id: z.string(),
  title: z.string(),
  mimeType: z.string(),
  size: z.number(),
  file: z.string(),
  addedAt: Instant,
  addedBy: Actor,
});
export type CaseDocument = z.infer<typeof CaseDocument>;

/**
 * What somebody typed into the form of an outcome and has not decided yet, field by field as it was typed. `changed`: who
 * last changed each question, and when. The version counts its savings.
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

/** The place of a letter between the decision to send it and the answer of the mail service. */
export const LetterRow = z.object({
  key: z.string(),
  template: z.string(),
  to: Addressee,
  task: z.optional(TaskKey),
  decision: z.optional(z.number()),
  enclosures: z.optional(z.array(z.string())),
  mailId: z.string(),
  /** The name that the mail service gave it when it took it. */
  serviceId: z.optional(z.string()),
  preparedAt: Instant,
  attempts: z.number(),
  claimedAt: z.optional(Instant),
  status: z.enum([
    'prepared',
    'sending',
    'sent',
    'to be posted',
    'refused',
    'unconfirmed',
    'not needed',
    'returned',
  ]),
  file: z.optional(z.string()),
});
export type LetterRow = z.infer<typeof LetterRow>;

/**
 * A private link of a complainant. The secret is in the letter and nowhere else: `hash` is all we know of it. `epoch`: how
 * often the links of the case had been taken back when it was made; one of an earlier epoch opens nothing.
 */
export const PrivateLink = z.object({
  hash: z.string(),
  caseId: z.string(),
  epoch: z.number(),
  madeAt: Instant,
  until: Instant,
});
export type PrivateLink = z.infer<typeof PrivateLink>;

/** Something promised in a change of a case and done right after it; the daily repair does what was left. */
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
  /** Letters were prepared outside a state machine. */
  z.object({ id: z.string(), caseId: z.string(), since: Instant, kind: z.literal('letters') }),
]);
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/** Where the state machine waits for a task: its token, and the last decision it has taken in. */
export const WaitingToken = z.object({ task: TaskKey, token: z.string(), handled: z.number(), at: Instant });
export type WaitingToken = z.infer<typeof WaitingToken>;

/**
 * A mail that became no case: held for a person, or an automatic reply that answers nothing we know. 'left behind': it was
 * stored, and nobody received it.
 */
export const HeldMail = z.object({
  id: z.string(),
  receivedAt: Instant,
  reason: z.enum(['virus', 'spam', 'own address', 'mail loop', 'automatic reply', 'left behind']),
  detail: z.string(),
  raw: z.string(),
  from: z.optional(z.string()),
  subject: z.optional(z.string()),
  status: z.enum(['held', 'released', 'recorded']),
});
export type HeldMail = z.infer<typeof HeldMail>;

/** What somebody read of a case; `what` names the letter or document. The first time within the hour. */
export const Read = z.object({
  user: z.string(),
  at: Instant,
  kind: z.enum(['case', 'letter', 'document', 'declaration']),
  what: z.optional(z.string()),
});
export type Read = z.infer<typeof Read>;
