import * as z from 'zod/mini';
import { CivilDate, Instant } from '../time/civil-date.ts';
import { Actor } from '../case/events.ts';

const count = z.number().check(z.int(), z.nonnegative());

/** How long the table can still be put back to an earlier moment (point-in-time recovery of DynamoDB). */
export const backupDays = 35;

/**
 * What remains of an erased case: the proof, and the facts without a person in them that reports count. 'erasing' is the
 * intention, written before anything is removed. `digest`: SHA-256, in hex, over the sorted keys and file names that the
 * case had, one to a line (tokens and promises of its state machines left out); `erased`: how many of each kind; `sharedFiles`: files left because a case that was split from
 * this one, or this one from it, still has them. `reporting`: its reporting row as it was made then, without the person's key;
 * null for a mail that nobody could read.
 */
export const Erasure = z.object({
  reference: z.string(),
  status: z.enum(['erasing', 'erased']),
  begunAt: Instant,
  erasedAt: z.optional(Instant),
  by: Actor,
  rule: z.object({ id: z.string(), title: z.string(), citation: z.string() }),
  keptUntil: CivilDate,
  erased: z.record(z.string(), count),
  digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  sharedFiles: count,
  /** The cases it was split into or from. */
  splitWith: z.array(z.string()),
  /** From this day on no backup of the table can bring it back. */
  backupsGoneOn: CivilDate,
  /** Its reporting row as it was made; who reads it holds it to the schema of today. Null: it was no feedback. */
  reporting: z.json(),
});
export type Erasure = z.infer<typeof Erasure>;
