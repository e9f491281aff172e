import type { Case } from '../domain/case/case.ts';
import { londonDate, type Instant } from '../domain/time/civil-date.ts';
import type { Actor, Subject, NewEvent } from '../domain/case/events.ts';
import type { OutboxEntry } from '../domain/case/stored-rows.ts';
import type { Dependencies } from '../dependencies.ts';
import { procedureStart } from './procedure-start.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';

/** Thrown if a deployment lacks a procedure that cases start automatically. */
class NoSuchProcedure extends Error {
  override name = 'NoSuchProcedure' as const;
}

/** Starts a run about one subject alongside the procedure of a case: its event and its outbox entry. */
export function startAlongside(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  state: Pick<Case, 'id' | 'runs'>,
  start: { procedure: string; matter: Subject; now: Instant; by: Actor },
): { event: NewEvent; entry: OutboxEntry } {
  return procedureStart(deps, state, {
    ...start,
    procedure: procedureBeside(deps, start.procedure, start.now),
  });
}

/** Starts the follow-up of every recorded action that does not have one yet. */
export function startActions(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  state: Case,
  { now, by }: { now: Instant; by: Actor },
): { events: NewEvent[]; outbox: OutboxEntry[] } {
  const chased = new Set(
    state.runs
      .filter(({ procedure }) => procedure === proceduresAlongside.action)
      .map(({ matter }) => matter?.id),
  );
  const fresh = (state.facts.actions ?? []).filter(({ id }) => !chased.has(id));
  const starts = fresh.map(({ id, owner, dueOn }, index) =>
    procedureStart(deps, state, {
      procedure: procedureBeside(deps, proceduresAlongside.action, now),
      matter: { id, owner, dueOn },
      run: state.runs.length + index + 1,
      now,
      by,
    }),
  );
  return { events: starts.map(({ event }) => event), outbox: starts.map(({ entry }) => entry) };
}

function procedureBeside({ procedures }: Pick<Dependencies, 'procedures'>, id: string, now: Instant) {
  const applicable = procedures.on(id, londonDate(now));
  if (!applicable.ok) throw new NoSuchProcedure(applicable.reason);
  return applicable.procedure;
}
