import * as z from 'zod/mini';

/** What the sender of a message is in its case. */
const senderKinds = ['complainant', 'party', 'staff', 'independent', 'known body', 'stranger'] as const;

/** How well it is proven that a message came from its sender, best first. */
const senderProofs = ['signed-in', 'private link', 'verified address', 'known address', 'none'] as const;

/**
 * The sender of a message, as worked out once when it was received. It names people only by their ids. `body`: a body
 * that the council knows by its address, such as the Ombudsman; one of the council's own list has its name.
 */
export const Sender = z.object({
  kind: z.enum(senderKinds),
  party: z.optional(z.string()),
  user: z.optional(z.string()),
  body: z.optional(z.string()),
  proof: z.enum(senderProofs),
});
export type Sender = z.infer<typeof Sender>;

/** The result of one of the mail service's checks. Only PASS and FAIL are findings; the others mean that nothing is known. */
export const Verdict = z.enum(['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED']);
export type Verdict = z.infer<typeof Verdict>;

/** What the mail service found about a mail. A check that it did not report is absent. */
export const MailVerdicts = z.object({
  spam: Verdict,
  virus: Verdict,
  spf: z.optional(Verdict),
  dkim: z.optional(Verdict),
  dmarc: z.optional(Verdict),
});
export type MailVerdicts = z.infer<typeof MailVerdicts>;

/** How a message was dealt with. */
const messageHandlings = [
  'answered',
  'noted',
  'filed as evidence',
  'next stage requested',
  'withdrawal',
  'agreed to wait',
  'new complaint',
  'case of its own',
  'moved',
  'other route',
  'automatic',
] as const;
export const MessageHandling = z.enum(messageHandlings);
export type MessageHandling = z.infer<typeof MessageHandling>;
