import * as z from 'zod/mini';
import { executionName, nextRun, runOf, type Case, type Run } from '../../domain/case/case.ts';
import type { Actor } from '../../domain/case/events.ts';
import { Instant, londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { firstProcedure, proceduresAlongside } from '../../../workflows/procedures/index.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { dispatch } from '../dispatch.ts';
import { endOfTask, continuationPoint, type Continuation } from './hand-over.ts';
import { procedureStart } from './procedure-start.ts';
import { writeCase } from '../write-case.ts';
import type { EventsAndOutbox } from '../events-and-outbox.ts';

export const ContinueRunInput = z.object({
  caseId: z.string(),
  run: z.number(),
  step: z.string(),
  turn: z.number(),
  /** When the execution that hands over began. */
  since: Instant,
});
export type ContinueRunInput = z.infer<typeof ContinueRunInput>;

/** Thrown while a deployment is under way: the state machine still has another definition. The caller tries again. */
class DefinitionNotDeployed extends Error {
  override name = 'DefinitionNotDeployed' as const;
}

/**
 * Hands a run over to a new execution at the same step and turn, because the old one is too old, was lost, or has
 * another definition than the current one. The new one handles the decisions of the step again from the first; existing
 * tasks, milestones and letters are not made twice. Happens once for each execution that hands over, however often it is
 * called. Returns what became of a step or version that was removed, if it was. Throws `DefinitionNotDeployed`.
 */
export async function continueRun(
  deps: Dependencies,
  input: ContinueRunInput,
): Promise<Continued['instead']> {
  let instead: Continued['instead'];
  const result = await writeCase<undefined>(deps, input.caseId, async ({ state, events }) => {
    const again = events.some(
      (event) => event.type === 'run-continued' && event.run === input.run && event.at > input.since,
    );
    const run = runOf(state, input.run);
    if (again || run.status === 'ended') return { answer: undefined };
    const followed = deps.procedures.version(run.procedure, run.version);
    // Started now it would run the old definition, and hand over at once.
    if (followed && (await deps.workflows.definition(followed.stateMachine)) !== deps.definitionOf(followed))
      throw new DefinitionNotDeployed(followed.stateMachine);
    const continued = continuation(deps, state, run, {
      ...input,
      now: deps.clock.now(),
      reason: 'handed over',
      by: 'system',
    });
    instead = continued.instead;
    return continued.events.length === 0 ? { answer: undefined } : continued;
  });
  if (instead !== undefined)
    deps.log('step-withdrawn', { caseId: input.caseId, run: input.run, step: input.step, instead });
  if ('outbox' in result) for (const entry of result.outbox) await dispatch(deps, entry);
  return instead;
}

/** The events and the outbox entries with which a run continues in its next execution. */
export interface Continued extends EventsAndOutbox {
  step: string;
  /** What takes the place of a step or a version that was removed. */
  instead?: NonNullable<Continuation['instead']> | 'triage' | 'the current version' | 'a person' | 'nothing';
}

/**
 * How a run continues in its next execution. A run whose procedure was withdrawn with nothing in its place goes to triage
 * again, where an officer chooses another procedure. One alongside the case begins anew under the version of its procedure
 * that applies now, at the same step if that has it; if there is none, an officer finishes by hand what it was about.
 */
export function continuation(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  state: Case,
  run: Run,
  at: {
    step: string;
    turn: number;
    now: Instant;
    reason: 'handed over' | 'rebuilt';
    by: Actor;
    /** The number of a new run, where several begin at once. */
    nextRun?: number;
  },
): Continued {
  const { step, turn, now, reason, by } = at;
  const followed = deps.procedures.version(run.procedure, run.version);
  const task = state.tasks.findLast((one) => one.run === run.run && one.status === 'open');
  if (!followed) {
    const next = takesOver(deps, run, londonDate(now));
    if (next === undefined) return { events: [], outbox: [], step, instead: 'nothing' };
    const { procedure, instead } = next;
    const { matter } = run;
    const startAt = instead === 'the current version' && procedure.steps[step] ? step : undefined;
    const start = procedureStart(deps, state, {
      procedure,
      now,
      run: at.nextRun ?? nextRun(state),
      follows: run.run,
      ...(startAt === undefined ? {} : { startAt }),
      ...(matter === undefined ? {} : { matter }),
    });
    return {
      events: [...endOfTask(task, now), ...start.events],
      outbox: start.outbox,
      step: startAt ?? procedure.first,
      instead,
    };
  }
  const to = continuationPoint(followed, state, { run: run.run, step, turn });
  const execution = executionName(state.id, run.run, run.executions + 1);
  const definition = deps.definitionOf(followed);
  return {
    events: [
      ...(to.instead === undefined ? [] : endOfTask(task, now)),
      {
        at: now,
        by,
        type: 'run-continued',
        run: run.run,
        execution,
        reason,
        ...(definition === undefined ? {} : { definition }),
      },
    ],
    outbox: [
      {
        id: `start-${run.run}-${run.executions + 1}`,
        caseId: state.id,
        since: now,
        kind: 'start',
        stateMachine: followed.stateMachine,
        execution,
        input: { caseId: state.id, run: run.run, turn: to.turn, startAt: to.step, since: now },
      },
    ],
    step: to.step,
    ...(to.instead === undefined ? {} : { instead: to.instead }),
  };
}

/** The procedure that takes over a run whose own was withdrawn with nothing in its place. */
function takesOver(
  { procedures }: Pick<Dependencies, 'procedures'>,
  { procedure: id, beside }: Run,
  today: CivilDate,
): { procedure: Procedure; instead: NonNullable<Continued['instead']> } | undefined {
  const ways = beside
    ? ([
        [id, 'the current version'],
        [proceduresAlongside.finishByHand, 'a person'],
      ] as const)
    : ([[firstProcedure, 'triage']] as const);
  return ways.flatMap(([one, instead]) => {
    const on = procedures.on(one, today);
    return on.ok ? [{ procedure: on.procedure, instead }] : [];
  })[0];
}
