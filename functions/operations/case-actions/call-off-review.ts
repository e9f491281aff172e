import type { Case } from '../../domain/case/case.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { retentionReview } from '../../../workflows/procedures/retention-review.ts';
import { endFollowUps } from './follow-up.ts';

/**
 * Ends the open review of a case that is reopened or put under a legal hold, because there is nothing to review any
 * more.
 */
export const callOffReview = (deps: Pick<Dependencies, 'procedures'>, state: Case, now: Instant) =>
  endFollowUps(
    deps,
    state,
    { procedures: [retentionReview.id], effect: 'call off', answers: {} },
    { now, by: 'system' },
  );
