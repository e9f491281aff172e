import { openTasks, type Case } from '../../domain/case/case.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';

/**
 * Takes open steps away from people newly complained about: they have no part in the case any more (law.md section 2).
 */
export function releaseTasks(
  before: Case,
  after: Case,
  { now, by }: { now: Instant; by: Actor },
): NewEvent[] {
  const known = before.facts.complainedAbout ?? [];
  const conflicted = (after.facts.complainedAbout ?? []).filter((id) => !known.includes(id));
  return openTasks(after)
    .filter(({ assignee }) => assignee !== undefined && conflicted.includes(assignee))
    .map(({ key }) => ({
      at: now,
      by,
      type: 'unassigned',
      task: key,
      reason: 'Whoever had this step is complained about.',
    }));
}
