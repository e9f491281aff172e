import type { Case } from '../case/case.ts';
import { caseOutcome, type OfOmbudsman } from '../case/facts.ts';
import { answerOf } from '../case/findings-of-stages.ts';
import { moneyWaiting, remediesOf } from '../case/remedies.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** The outcome that a step has without being opened, where a case has no need of it; undefined if it opens. */
export function passedOver(state: Case, procedure: Procedure, step: Step): string | undefined {
  const { passOver } = step;
  return passOver && passesOver[passOver.when](state, remediesOf(procedure, step))
    ? passOver.outcome
    : undefined;
}

/**
 * Whether the last decision of a case's own procedure was the last word: nothing opens any more before the case closes,
 * because the decision closes it, or because each step on the way there is passed over.
 */
export function isDecidedToTheEnd(state: Case, procedures: Pick<Procedures, 'version'>): boolean {
  const own = state.runs.findLast(({ beside }) => !beside);
  const procedure = own && procedures.version(own.procedure, own.version);
  if (!own || !procedure) return false;
  const last = state.tasks.findLast(({ run }) => run === own.run);
  const decision = last?.decisions.findLast(({ ends }) => ends);
  if (!last || !decision) return false;
  const leadsTo = (step: Step | undefined, outcome: string): boolean => {
    const next = step?.outcomes[outcome]?.next;
    const follows = procedure.steps[next ?? ''];
    if (next === undefined || !follows) return next === 'closed';
    const instead = passedOver(state, procedure, follows);
    return instead !== undefined && leadsTo(follows, instead);
  };
  return leadsTo(procedure.steps[last.step], decision.outcome);
}

const passesOver: Record<
  NonNullable<Step['passOver']>['when'],
  (state: Case, of: OfOmbudsman | undefined) => boolean
> = {
  'no money waits for approval': (state, of) => moneyWaiting(state, of).length === 0,
  'learning is recorded or not called for': nothingToAsk,
  // The case was reopened, or put under a legal hold, just as its review began.
  'there is nothing to review': ({ status, legalHold }) => status === 'open' || legalHold !== undefined,
};

/**
 * Learning and actions are needed if any part of the complaint was upheld and none are recorded yet (law.md section 8).
 */
function nothingToAsk(state: Case): boolean {
  const { facts, withdrawn } = state;
  if (withdrawn) return true;
  const upheld = ['upheld', 'partially upheld'].includes(caseOutcome(answerOf(state)?.findings ?? []));
  const recorded = (facts.learning ?? []).length > 0 || (facts.actions ?? []).length > 0;
  return !upheld || recorded || facts.noLearningReason !== undefined;
}
