import * as z from 'zod/mini';
import { Actor, TaskKey } from './events.ts';
import { Finding, Recommendation } from './facts.ts';
import { Instant } from '../time/civil-date.ts';
import { AnsweredStage } from '../../../workflows/procedures/meanings.ts';

/** A finding with the text of its point as it was when it was found: a later statement may replace the point. */
export const PointFinding = z.object({ ...Finding.shape, text: z.string() });
export type PointFinding = z.infer<typeof PointFinding>;

/**
 * What was found at a stage, and by whom: the council in its response, the Investigating Officer, or the panel. `task`,
 * `at`, `by`: the decision that recorded it. `letter`: the letter that sends it; until then the stage is not answered.
 */
export const StageFindings = z.object({
  ...AnsweredStage.shape,
  task: z.optional(TaskKey),
  at: z.optional(Instant),
  by: z.optional(Actor),
  letter: z.optional(z.string()),
  findings: z.array(PointFinding),
  recommendations: z.optional(z.array(Recommendation)),
});
export type StageFindings = z.infer<typeof StageFindings>;
