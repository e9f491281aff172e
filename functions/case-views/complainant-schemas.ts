import * as z from 'zod/mini';
import { CivilDate, Instant } from '../domain/time/civil-date.ts';
import { Person } from '../domain/case/stored-rows.ts';

const OtherCase = z.object({
  reference: z.string(),
  kind: z.string(),
  status: z.enum(['open', 'closed']),
  receivedOn: CivilDate,
});

/** `cases`, `proposals` and `history` contain nothing that exists because of cases that the user may not see. */
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
