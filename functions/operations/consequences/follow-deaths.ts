import type { Case } from '../../domain/case/case.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { lettersStopped } from '../../domain/case/parties.ts';
import { record } from '../../domain/case/replay.ts';
import { isDecidedToTheEnd } from '../../domain/steps/pass-over.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { endFollowUps } from '../case-actions/follow-up.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { noEvents, type EventsAndOutbox } from '../events-and-outbox.ts';

/** Events after which a case can have no complainant any more, or have one again. */
const ofPeople = new Set<NewEvent['type']>(['party-added', 'party-roles-changed', 'party-ended']);
/** Events after which a case can be over. */
const ofCase = new Set<NewEvent['type']>(['decided', 'closed']);

/**
 * The task to find out who continues, once the last complainant of an open case has died. It ends when someone is recorded
 * as complainant in another way than on the task, or a decision ends the case.
 */
export function followDeaths(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  before: Case,
  events: readonly NewEvent[],
  now: Instant,
): EventsAndOutbox {
  const procedure = proceduresAlongside.afterDeath;
  const runs = before.runs.filter((run) => run.procedure === procedure);
  const isAsked = runs.some(({ status }) => status === 'running');
  const changesPeople = events.some(({ type }) => ofPeople.has(type));
  if (!changesPeople && !(isAsked && events.some(({ type }) => ofCase.has(type)))) return noEvents;
  const { after } = record(before.id, before, events);
  const isOver = after.status === 'closed' || isDecidedToTheEnd(after, deps.procedures);
  const waits = !isOver && lettersStopped(after);
  if (waits && !isAsked && !lettersStopped(before)) {
    const matter = { id: `death-${runs.length + 1}`, from: londonDate(now) };
    return startAlongside(deps, after, { procedure, matter, now, by: 'system' });
  }
  const isAnswered = isOver || (changesPeople && !waits);
  return !isAnswered || !isAsked
    ? noEvents
    : endFollowUps(
        deps,
        after,
        { procedures: [procedure], effect: 'call off', answers: {} },
        { now, by: 'system' },
      );
}
