import { conflictedUsers } from '../../domain/case/conflicts.ts';
import type { Council } from '../../domain/council/council.ts';
import { openTasks, type Case } from '../../domain/case/case.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import type { SystemReason } from '../../domain/case/event-codes.ts';

/**
 * Takes open steps away from people who are newly complained about or a party: they have no part in the case any more
 * (law.md section 2).
 */
export function releaseTasks(
  before: Case,
  after: Case,
  { now, by }: { now: Instant; by: Actor },
  council: Council,
): NewEvent[] {
  const known = conflictedUsers(before, council);
  const conflicted = conflictedUsers(after, council).filter((id) => !known.includes(id));
  const about = after.facts.complainedAbout ?? [];
  return openTasks(after)
    .filter(({ assignee }) => assignee !== undefined && conflicted.includes(assignee))
    .map(({ key, assignee = '' }) => ({
      at: now,
      by,
      type: 'unassigned',
      task: key,
      reason: (about.includes(assignee)
        ? 'holder-complained-about'
        : 'holder-is-party') satisfies SystemReason,
    }));
}
