import * as z from 'zod/mini';
import { CivilDate } from '../time/civil-date.ts';

/**
 * The kinds of notes on a case. A `note` is for colleagues only; the others record a contact with someone, such as the
 * complainant, and belong to the file that independent people read.
 */
export const noteKinds = ['note', 'phone call', 'meeting', 'visit'] as const;
export type NoteKind = (typeof noteKinds)[number];

/** What a note holds (N1, N2, ...). `mentions` are users of the council who were told of it. */
export const noteFields = {
  note: z.string(),
  kind: z.enum(noteKinds),
  /** The day of the contact, or of what the note is about. */
  on: CivilDate,
  /** Who they spoke with. */
  spokeWith: z.optional(z.string()),
  text: z.string(),
  agreed: z.optional(z.string()),
  mentions: z.optional(z.array(z.string())),
  /** The day on which the author follows it up. */
  followUpOn: z.optional(CivilDate),
};

/** Whether the note records a contact with someone. */
export const isContact = (kind: NoteKind): boolean => kind !== 'note';
