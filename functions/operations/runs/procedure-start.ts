import { executionName, nextRun, type Case } from '../../domain/case/case.ts';
import type { Subject, NewEvent } from '../../domain/case/events.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';

/** The start of a run: at its first step or a chosen one; after another run, or alongside the case. */
export interface RunStart {
  procedure: Procedure;
  now: string;
  /** The number of the run. If absent, the next number of the case. */
  run?: number;
  startAt?: string;
  follows?: number;
  matter?: Subject;
  by?: NewEvent['by'];
}

/**
 * The event and the outbox entry with which a run of a procedure begins. The execution's name makes it start only once.
 */
export function procedureStart(
  deps: Pick<Dependencies, 'definitionOf'>,
  state: Pick<Case, 'id' | 'runs' | 'lastRun'>,
  { procedure, now, run = nextRun(state), startAt = 'first', follows, matter, by = 'system' }: RunStart,
): EventsAndOutbox {
  const definition = deps.definitionOf(procedure);
  return {
    events: [
      {
        at: now,
        by,
        type: 'procedure-started',
        procedure: procedure.id,
        version: procedure.version,
        run,
        ...(follows === undefined ? {} : { follows }),
        ...(procedure.alongside ? { beside: true } : {}),
        ...(matter === undefined ? {} : { matter }),
        ...(definition === undefined ? {} : { definition }),
      },
    ],
    outbox: [
      {
        id: `start-${run}`,
        caseId: state.id,
        since: now,
        kind: 'start',
        stateMachine: procedure.stateMachine,
        execution: executionName(state.id, run, 1),
        input: { caseId: state.id, run, turn: 1, startAt, since: now },
      },
    ],
  };
}
