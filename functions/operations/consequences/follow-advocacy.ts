import type { Case } from '../../domain/case/case.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { record } from '../../domain/case/replay.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { noEvents, type EventsAndOutbox } from '../events-and-outbox.ts';

/**
 * The task to find an advocate, once these events record that the complainant wants one (section 26A of the Children Act
 * 1989). One at a time, and none where one is named already.
 */
export function followAdvocacy(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  before: Case | undefined,
  events: readonly NewEvent[],
  { caseId, now }: { caseId: string; now: Instant },
): EventsAndOutbox {
  const asks = events.some((event) => event.type === 'facts-recorded' && event.facts.advocacyWanted === true);
  if (!asks || before?.facts.advocacyWanted === true) return noEvents;
  const { after } = record(caseId, before, events);
  const { facts, runs, status } = after;
  const isSought = runs.some(
    (run) => run.procedure === proceduresAlongside.findAdvocate && run.status === 'running',
  );
  if (facts.advocateAppointed !== undefined || isSought || status === 'closed') return noEvents;
  const times = runs.filter(({ procedure }) => procedure === proceduresAlongside.findAdvocate).length;
  return startAlongside(deps, after, {
    procedure: proceduresAlongside.findAdvocate,
    matter: { id: `advocate-${times + 1}`, from: londonDate(now) },
    now,
    by: 'system',
  });
}
