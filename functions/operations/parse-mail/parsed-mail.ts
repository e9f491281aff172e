import * as z from 'zod/mini';
import type { UnreadableMail } from '../../domain/case/stored-rows.ts';

const Mailbox = z.object({ name: z.optional(z.string()), address: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;

/** Whoever a mail says it is from, as far as it says so: its From header can be missing or broken. */
const Sender = z.object({ name: z.optional(z.string()), address: z.optional(z.string()) });

const Attachment = z.object({
  /** Without a path, control or direction characters; never empty. Two attachments may have the same name. */
  filename: z.string(),
  mimeType: z.string(),
  /** In bytes. */
  size: z.int(),
  content: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  /** Without its angle brackets. */
  contentId: z.optional(z.string()),
  /** A picture that the HTML body shows, not an attached file. */
  inline: z.boolean(),
});
export type Attachment = z.infer<typeof Attachment>;

/** A header that the mail does not have is undefined. Values are as sent, but unfolded. */
const ClassifyingHeaders = z.object({
  autoSubmitted: z.optional(z.string()),
  precedence: z.optional(z.string()),
  listId: z.optional(z.string()),
  listUnsubscribe: z.optional(z.string()),
  xAutoResponseSuppress: z.optional(z.string()),
  /** The first of the headers by which responders older than RFC 3834 identify themselves. */
  autoReplyHeader: z.optional(z.string()),
  /** As sent: a bounce has `<>`. */
  returnPath: z.optional(z.string()),
  contentType: z.optional(z.string()),
  /** The number of Received headers, which is the number of hops. */
  received: z.int(),
  /** X-Redress-Letter, which every letter of ours carries. */
  redressLetter: z.optional(z.string()),
});

/**
 * A mail as the rest of the system uses it. Every string is well-formed Unicode without NUL or other control
 * characters.
 */
export const ParsedMail = z.object({
  from: Sender,
  replyTo: z.optional(Mailbox),
  /** Whom a group names as the sender when it put its own address into From (X-Original-From). */
  originalFrom: z.optional(Mailbox),
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  /** Decoded, on one line; empty if there is none. */
  subject: z.string(),
  /** The Date header as an instant in UTC. Undefined if there is none or it cannot be understood. */
  date: z.optional(z.string()),
  /** Message ids include their angle brackets, as in RFC 5322 3.6.4. */
  messageId: z.optional(z.string()),
  inReplyTo: z.optional(z.string()),
  references: z.array(z.string()),
  /** The message to read: plain text with \n as line end, made from the HTML if there is no usable plain text. */
  text: z.string(),
  /** The body as it came: the plain part, or the HTML source if there is none. */
  originalText: z.string(),
  /** The text was longer than what is read of a mail. */
  shortened: z.boolean(),
  attachments: z.array(Attachment),
  /** How many more attachments the mail has than are read of it. */
  moreAttachments: z.int(),
  headers: ClassifyingHeaders,
});
export type ParsedMail = z.infer<typeof ParsedMail>;

/** A mail, or why it cannot be read; `fault`: what the parser says of it, for the log. */
export type MailRead = { ok: true; mail: ParsedMail } | { ok: false; reason: UnreadableMail; fault?: string };
