import * as z from 'zod/mini';
import { CivilDate, Instant } from '../domain/time/civil-date.ts';
import { Person } from '../domain/case/stored-rows.ts';

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(5000));
const reference = z.string().check(z.trim(), z.minLength(1), z.maxLength(50));
const userId = z.string().check(z.minLength(1), z.maxLength(100));

/** POST .../complainant/matches; `reference` is that of the other case. Splitting off needs a reason. */
export const MatchRequest = z.strictObject({
  decision: z.enum(['confirm', 'reject', 'split off']),
  reference,
  reason: z.optional(text),
});

/** POST .../complainant/flag; the decision maker is the id of a user of the council. */
export const FlagRequest = z.strictObject({ reason: text, decisionMaker: userId, reviewOn: CivilDate });

/** POST .../complainant/flag/review */
export const FlagReviewRequest = z.discriminatedUnion('decision', [
  z.strictObject({
    decision: z.literal('keep'),
    reason: text,
    reviewOn: CivilDate,
    decisionMaker: z.optional(userId),
  }),
  z.strictObject({ decision: z.literal('end'), reason: text }),
]);

const OtherCase = z.object({
  reference: z.string(),
  kind: z.string(),
  status: z.enum(['open', 'closed']),
  receivedOn: CivilDate,
});

/** `cases`, `proposals` and `history` hold nothing of cases that the user may not see. */
export const ComplainantView = z.object({
  reference: z.string(),
  person: z.optional(Person),
  cases: z.array(OtherCase),
  proposals: z.array(
    z.object({
      ...OtherCase.shape,
      strength: z.enum(['strong', 'possible']),
      reasons: z.array(z.string()),
    }),
  ),
  flag: z.optional(
    z.object({
      reason: z.optional(z.string()),
      decisionMaker: z.string(),
      flaggedBy: z.string(),
      flaggedAt: Instant,
      reviewOn: CivilDate,
      /** Whether the review date has come. */
      toReview: z.boolean(),
    }),
  ),
  history: z.array(
    z.object({
      at: Instant,
      by: z.string(),
      what: z.string(),
      reference: z.optional(z.string()),
      reason: z.optional(z.string()),
      decisionMaker: z.optional(z.string()),
      reviewOn: z.optional(CivilDate),
      to: z.optional(z.string()),
    }),
  ),
});
export type ComplainantView = z.infer<typeof ComplainantView>;
