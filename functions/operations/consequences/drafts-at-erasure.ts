import type { Case } from '../../domain/case/case.ts';
import type { Actor, NewEvent } from '../../domain/case/events.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import type { Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { draftProcedures } from '../../../workflows/procedures/letter-drafts.ts';
import { type EventsAndOutbox, noEvents } from '../events-and-outbox.ts';
import { endFollowUps } from '../case-actions/follow-up.ts';

interface DraftsEnded extends EventsAndOutbox {
  letterDraftsDone: string[];
}

const nothing: DraftsEnded = { ...noEvents, letterDraftsDone: [] };

/** Whether someone still has the task to finish or to check a letter. */
export const hasOpenDraft = ({ runs }: Case): boolean =>
  runs.some(({ status, procedure }) => status === 'running' && draftProcedures.includes(procedure));

/**
 * Once it is decided to erase a case, no letter of it will go: what was being written is discarded, and its tasks end, so that
 * no machine looks for the case afterwards.
 */
export function draftsAtErasure(
  deps: Pick<Dependencies, 'procedures'>,
  file: Pick<CaseFile, 'state' | 'letterDrafts'>,
  events: readonly NewEvent[],
  now: Instant,
): DraftsEnded {
  const { tasks } = file.state;
  const erased = events.some((event) => {
    const task = event.type === 'decided' && tasks.find(({ key }) => key === event.task);
    const step = task && procedureOfTask(task, deps.procedures)?.steps[task.step];
    return event.type === 'decided' && step && step.outcomes[event.outcome]?.next === 'erased';
  });
  return erased ? endDrafts(deps, file, { now, by: 'system' }) : nothing;
}

/** Discards every letter that is being written on a case, and ends the tasks of whoever has them. */
export function endDrafts(
  deps: Pick<Dependencies, 'procedures'>,
  { state, letterDrafts }: Pick<CaseFile, 'state' | 'letterDrafts'>,
  at: { now: Instant; by: Actor },
): DraftsEnded {
  const ended = endFollowUps(
    deps,
    state,
    { procedures: draftProcedures, effect: 'call off', answers: {} },
    at,
  );
  const drafts = letterDrafts.map(({ id }) => id);
  return {
    events: [
      ...ended.events,
      ...drafts.map((draft): NewEvent => ({
        at: at.now,
        by: at.by,
        type: 'letter-drafted',
        draft,
        what: 'discarded',
      })),
    ],
    outbox: ended.outbox,
    letterDraftsDone: drafts,
  };
}
