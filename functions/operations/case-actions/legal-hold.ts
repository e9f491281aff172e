import type { User } from '../../domain/council/council.ts';
import type { Dependencies } from '../../dependencies.ts';
import { callOffReview } from './call-off-review.ts';
import { refuse } from '../../domain/text/refusal.ts';
import { actOnRecent, type CaseActionResult } from './case-action.ts';

/**
 * Puts a case under a legal hold, or lifts it, at any time (law.md section 9). During the hold no review of the case
 * begins, an open review ends, and nothing is erased. After it is lifted, a case that is past its retention time comes
 * up for review the next day.
 */
export function holdCase(
  deps: Dependencies,
  command: { caseId: string; on: boolean; reason: string; by: User },
): Promise<CaseActionResult> {
  return actOnRecent(deps, command.caseId, command.by, ({ state }) => {
    const { on, reason } = command;
    if (on === (state.legalHold !== undefined))
      return refuse('conflict', { code: on ? 'hold-set-already' : 'no-hold-set', params: {} });
    const now = deps.clock.now();
    const calledOff = on ? callOffReview(deps, state, now) : { events: [], outbox: [] };
    return {
      events: [{ at: now, by: `user:${command.by.id}`, type: 'legal-hold', on, reason }, ...calledOff.events],
      outbox: calledOff.outbox,
    };
  });
}
