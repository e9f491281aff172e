import * as z from 'zod/mini';
import type { Case } from '../domain/case/case.ts';
import { caseOutcome, findingValues, Recommendation } from '../domain/case/facts.ts';
import { answeredOn, findingsOfStages } from '../domain/case/findings-of-stages.ts';
import { PointFinding } from '../domain/case/stage-findings.ts';
import { CivilDate, londonDate } from '../domain/time/civil-date.ts';
import { AnsweredStage } from '../../workflows/procedures/meanings.ts';

/**
 * What was found on the points at a stage: `as` the response of the council, the investigation or the panel. `on`: the day
 * it was recorded; `answeredOn`: the day a response was sent, absent while it is a draft.
 */
export const FindingsView = z.object({
  ...AnsweredStage.shape,
  on: z.optional(CivilDate),
  by: z.optional(z.string()),
  answeredOn: z.optional(CivilDate),
  outcome: z.enum(findingValues),
  findings: z.array(PointFinding),
  recommendations: z.array(Recommendation),
});
export type FindingsView = z.infer<typeof FindingsView>;

/** What was found at each stage of a case, in the order in which it was recorded. */
export function findingsViews(state: Case): FindingsView[] {
  return findingsOfStages(state).map((found) => {
    const { stage, as, at, by, findings, recommendations = [] } = found;
    const sent = as === 'response' ? answeredOn(state, found) : undefined;
    return {
      stage,
      as,
      ...(at === undefined ? {} : { on: londonDate(at) }),
      ...(by === undefined ? {} : { by }),
      ...(sent === undefined ? {} : { answeredOn: sent }),
      outcome: caseOutcome(findings),
      findings: [...findings],
      recommendations,
    };
  });
}
