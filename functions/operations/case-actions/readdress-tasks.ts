import { openTasks, runOf, type Case, type Task } from '../../domain/case/case.ts';
import type { SystemReason } from '../../domain/case/event-codes.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import { userById, type Council } from '../../domain/council/council.ts';
import { rolesOf } from '../../domain/people/teams.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import { taskElsewhereAlert } from '../../../workflows/letters/letter-names.ts';

/**
 * What follows for open tasks when the team of a case was wrong. A task of someone in the wrong team is no longer theirs,
 * and they are told; the people of the right team who could take it get an alert. An officer assigns it, and a complainant
 * who knew the name is told then. Tasks of people outside the wrong team stay.
 */
export function readdressTasks(
  before: Case,
  after: Case,
  { council, now, by }: { council: Council; now: Instant; by: Actor },
): NewEvent[] {
  const wrong = before.facts.team;
  const isOfWrong = (id: string) => wrong !== undefined && userById(council, id)?.team === wrong;
  return openTasks(after).flatMap((task): NewEvent[] => {
    const { assignee, ...unassigned } = task;
    // A task about a subject of its own, such as an agreed action, is the person's and not the team's.
    if (runOf(after, task.run).matter?.owner !== undefined) return [];
    if (assignee !== undefined && !isOfWrong(assignee)) return [];
    if (sameReaders(task, before, after, council)) return [];
    const occasion = `${task.key}/team-${after.version}`;
    const context = { council, now };
    const toNew = lettersFor('alert-task-opened', ['assignee'], occasion, after, unassigned, context);
    if (assignee === undefined) return toNew;
    const reason = 'team-corrected' satisfies SystemReason;
    return [
      { at: now, by, type: 'unassigned', task: task.key, reason },
      ...lettersFor(taskElsewhereAlert, ['assignee'], occasion, before, task, context),
      ...toNew,
    ];
  });
}

/** Whether the same people could take a task under both teams, so that no one has to be told. */
function sameReaders(task: Task, before: Case, after: Case, council: Council): boolean {
  const [were, are] = [before, after].map((state) => rolesOf(task, state, council));
  return were?.join() === are?.join();
}
