import type { Case } from '../../domain/case/case.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import type { OutboxEntry } from '../../domain/case/stored-rows.ts';
import { signalId } from '../signal-id.ts';
import { retentionReview } from '../../../workflows/procedures/retention-review.ts';

/**
 * Ends the open review of a case that is reopened or put under a legal hold, because there is nothing to review any
 * more.
 */
export function callOffReview(state: Case, now: Instant): { events: NewEvent[]; outbox: OutboxEntry[] } {
  const outcome = 'call-off';
  const open = state.tasks.filter(
    ({ status, procedure }) => status === 'open' && procedure === retentionReview.id,
  );
  const decisions = open.map(({ key, decisions: { length } }) => ({
    task: key,
    decision: length + 1,
    outcome,
  }));
  return {
    events: decisions.map((decided) => ({
      ...decided,
      at: now,
      by: 'system',
      type: 'decided',
      answers: {},
      ends: true,
    })),
    outbox: decisions.map((decided) => ({
      ...decided,
      id: signalId(decided.task, decided.decision),
      caseId: state.id,
      since: now,
      kind: 'signal',
    })),
  };
}
