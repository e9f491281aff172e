import * as z from 'zod/mini';

const Mailbox = z.object({ name: z.optional(z.string()), address: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;

const Attachment = z.object({
  /** No path, no control or direction characters, never empty; two attachments may bear the same. */
  filename: z.string(),
  mimeType: z.string(),
  /** Bytes. */
  size: z.int(),
  content: z.instanceof(Uint8Array),
  /** Without its angle brackets. */
  contentId: z.optional(z.string()),
  /** A picture that the HTML body shows, rather than something that was attached. */
  inline: z.boolean(),
});
export type Attachment = z.infer<typeof Attachment>;

/** A header that the mail has not is undefined; the values stand as they were sent, unfolded. */
const ClassifyingHeaders = z.object({
  autoSubmitted: z.optional(z.string()),
  precedence: z.optional(z.string()),
  listId: z.optional(z.string()),
  listUnsubscribe: z.optional(z.string()),
  xAutoResponseSuppress: z.optional(z.string()),
  /** The first of the headers by which responders older than RFC 3834 own up. */
  autoReplyHeader: z.optional(z.string()),
  /** As sent: a bounce has `<>`. */
  returnPath: z.optional(z.string()),
  contentType: z.optional(z.string()),
  /** How many Received headers: the hops the mail made. */
  received: z.int(),
  /** X-Redress-Letter, which every letter of ours carries. */
  redressLetter: z.optional(z.string()),
});

/** A mail as the rest of the system knows it. Every string is well-formed Unicode without NUL or other control characters. */
export const ParsedMail = z.object({
  from: Mailbox,
  replyTo: z.optional(Mailbox),
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  /** Decoded, on one line; empty when there is none. */
  subject: z.string(),
  /** The Date header as an instant in UTC; undefined when there is none that can be understood. */
  date: z.optional(z.string()),
  /** Message ids stand with their angle brackets, as in RFC 5322 3.6.4. */
  messageId: z.optional(z.string()),
  inReplyTo: z.optional(z.string()),
  references: z.array(z.string()),
  /** The message to read: plain text, lines ended by \n, made from the HTML when there is no plain text worth the name. */
  text: z.string(),
  /** The body as it came: the plain part, or the HTML source when there is none. */
  originalText: z.string(),
  attachments: z.array(Attachment),
  headers: ClassifyingHeaders,
});
export type ParsedMail = z.infer<typeof ParsedMail>;
