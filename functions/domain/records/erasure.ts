import * as z from 'zod/mini';
import { CivilDate, Instant } from '../time/civil-date.ts';
import { Actor } from '../case/events.ts';

const count = z.number().check(z.int(), z.nonnegative());

/** How long the table can still be restored to an earlier moment (point-in-time recovery of DynamoDB). */
export const backupDays = 35;

/**
 * What remains of an erased case: the proof, and the facts that reports count, without a person in them. 'erasing' is
 * the intention, written before anything is removed. `digest`: SHA-256, in hex, over the sorted keys and file names
 * that the case had, one on each line (without the tokens and outbox entries of its state machines); `erased`: how many
 * of each kind; `sharedFiles`: files kept because a case split from this one, or the one it was split from, still has
 * them. `reporting`: its last reporting row without the person's key; null for a mail that could not be read.
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
  /** From this day no backup of the table can restore it. */
  backupsGoneOn: CivilDate,
  /** Its last reporting row, checked against today's schema when it is read. Null if it was not feedback. */
  reporting: z.json(),
});
export type Erasure = z.infer<typeof Erasure>;
