import * as z from 'zod/mini';
import { Instant } from '../time/civil-date.ts';

/** What happened to the draft of a letter. Its text is in its row, never in an event, and goes when it is sent. */
export const draftChanges = [
  'saved',
  'check asked for',
  'taken back',
  'sent back',
  'discarded',
  'moved',
] as const;

export const draftEventFields = {
  draft: z.string(),
  what: z.enum(draftChanges),
  /** The colleague who was asked to check it. */
  colleague: z.optional(z.string()),
};

/** The content of a letter that is being written; what is not there yet is absent. */
const draftContent = {
  /** The complainant, or the id of another party. */
  to: z.optional(z.string()),
  subject: z.optional(z.string()),
  text: z.optional(z.string()),
  documents: z.optional(z.array(z.string())),
  /** The message that it answers. */
  message: z.optional(z.string()),
};

/**
 * A letter that someone is writing (LD1, LD2, ...): personal data of the case and its author's work. `version` counts how
 * often it was saved, so that no one sends or approves another text than they have read.
 */
export const LetterDraft = z.object({
  id: z.string(),
  version: z.number(),
  author: z.string(),
  ...draftContent,
  savedAt: Instant,
  savedBy: z.string(),
  /** The colleague who checks it now. Until they have answered it cannot be changed. */
  check: z.optional(z.object({ colleague: z.string(), askedAt: Instant })),
  /** Why it was sent back last. */
  remark: z.optional(z.object({ by: z.string(), at: Instant, text: z.string() })),
});
export type LetterDraft = z.infer<typeof LetterDraft>;
