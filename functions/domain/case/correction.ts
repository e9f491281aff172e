import * as z from 'zod/mini';
import { CivilDate, Instant } from '../time/civil-date.ts';
import type { LetterName } from '../../../workflows/letters/letter-names.ts';
import { FeedbackKind } from '../../../workflows/procedures/meanings.ts';
import { Channel, ReceivedKind } from './received.ts';
import { Point } from './facts.ts';

/** The letter that tells the complainant that their dates have changed, because a fact of receipt was wrong. */
export const correctionLetter = 'dates-changed' satisfies LetterName;

/** The facts of receipt that a council lists or writes itself, each of which is one fact of the case. */
export const correctedFacts = ['summary', 'serviceArea', 'team', 'category'] as const;

/** A version of a procedure, as a case follows it. Without an id the case is at triage. */
const Followed = z.object({ id: z.string(), version: z.string() });

/** A day of receipt, and the moment on it. */
const Receipt = z.object({ on: CivilDate, at: Instant });

/** What was wrong in the facts of receipt of a case, and what is right. */
export const Correction = z.discriminatedUnion('what', [
  z.object({ what: z.literal('receivedOn'), from: Receipt, to: Receipt }),
  z.object({ what: z.literal('channel'), from: Channel, to: Channel }),
  z.object({ what: z.literal('kind'), from: ReceivedKind, to: FeedbackKind }),
  z.object({ what: z.literal('points'), from: z.array(Point), to: z.array(Point) }),
  z.object({ what: z.literal('procedure'), from: Followed, to: Followed }),
  z.object({ what: z.enum(correctedFacts), from: z.optional(z.string()), to: z.string() }),
]);
export type Correction = z.infer<typeof Correction>;

/** The run of a wrong procedure that a correction ends, and what follows it. `tells`: the complainant has to be written to. */
const Superseded = z.object({
  run: z.number(),
  by: z.number(),
  procedure: z.optional(z.string()),
  kind: z.optional(FeedbackKind),
  tells: z.optional(z.literal(true)),
});

/**
 * A milestone that had passed under the wrong day: `is` is the same milestone counted from the right day. Without it, it
 * never was.
 */
export const RecountedMilestone = z.object({ task: z.string(), was: z.string(), is: z.optional(z.string()) });
export type RecountedMilestone = z.infer<typeof RecountedMilestone>;

/** What a correction is recorded with, apart from its author and time. */
export const correctionFields = {
  correction: Correction,
  reason: z.string(),
  superseded: z.optional(Superseded),
  milestones: z.optional(z.array(RecountedMilestone)),
  /** Tasks whose breach never was. */
  neverBreached: z.optional(z.array(z.string())),
  /** The day for the answer that the complainant was given before, when the correction changes it. */
  answerWasDue: z.optional(CivilDate),
};
