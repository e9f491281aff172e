import { nextRun, type Case } from '../../domain/case/case.ts';
import type { OfOmbudsman } from '../../domain/case/facts.ts';
import { runAbout } from '../../domain/case/remedies.ts';
import { londonDate, type Instant } from '../../domain/time/civil-date.ts';
import type { Actor, Subject } from '../../domain/case/events.ts';
import type { Dependencies } from '../../dependencies.ts';
import { procedureStart } from './procedure-start.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { together, type EventsAndOutbox } from '../events-and-outbox.ts';

/** Thrown if a deployment lacks a procedure that cases start automatically. */
class NoSuchProcedure extends Error {
  override name = 'NoSuchProcedure' as const;
}

/** Starts a run about one subject alongside the procedure of a case: its event and its outbox entry. */
export function startAlongside(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  state: Pick<Case, 'id' | 'runs' | 'lastRun'>,
  start: { procedure: string; matter: Subject; now: Instant; by: Actor; run?: number },
): EventsAndOutbox {
  return procedureStart(deps, state, {
    ...start,
    procedure: procedureBeside(deps, start.procedure, start.now),
  });
}

/**
 * Starts the follow-up of every recorded action that does not have one yet. `pays`: and of the money that was approved,
 * which is promised now. `of`: of what the Ombudsman asked for, and not of an answer of ours.
 */
export function startPromised(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  state: Case,
  { now, by, pays, of }: { now: Instant; by: Actor; pays: boolean; of: OfOmbudsman | undefined },
): EventsAndOutbox {
  const actions = (state.facts.actions ?? []).filter((one) => one.of === of);
  const money = (state.facts.money ?? []).filter((one) => one.of === of);
  const fresh = [
    ...actions.map(({ id, owner, dueOn }) => ({
      procedure: proceduresAlongside.action,
      matter: { id, owner, dueOn },
    })),
    ...money.flatMap(({ id, approved, dueOn }) =>
      pays && approved
        ? [
            {
              procedure: proceduresAlongside.payment,
              matter: { id, from: londonDate(now), ...(dueOn === undefined ? {} : { dueOn }) },
            },
          ]
        : [],
    ),
  ].filter(({ matter }) => runAbout(state, matter.id) === undefined);
  const starts = fresh.map(({ procedure, matter }, index) =>
    procedureStart(deps, state, {
      procedure: procedureBeside(deps, procedure, now),
      matter,
      run: nextRun(state) + index,
      now,
      by,
    }),
  );
  return together(starts);
}

function procedureBeside({ procedures }: Pick<Dependencies, 'procedures'>, id: string, now: Instant) {
  const applicable = procedures.on(id, londonDate(now));
  if (!applicable.ok) throw new NoSuchProcedure(applicable.reason);
  return applicable.procedure;
}
