import * as z from 'zod/mini';
import { executionName, runOf, type Case, type Run } from '../domain/case/case.ts';
import type { Actor, NewEvent } from '../domain/case/events.ts';
import { Instant, londonDate } from '../domain/time/civil-date.ts';
import type { OutboxEntry } from '../domain/case/stored-rows.ts';
import type { Dependencies } from '../dependencies.ts';
import { firstProcedure } from '../../workflows/procedures/index.ts';
import { dispatch } from './dispatch.ts';
import { endOfTask, whereItContinues, type Continuation } from './hand-over.ts';
import { procedureStart } from './procedure-start.ts';
import { writeCase } from './write-case.ts';

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
export interface Continued {
  events: NewEvent[];
  outbox: OutboxEntry[];
  step: string;
  /** What takes the place of a step or a version that was removed. */
  instead?: NonNullable<Continuation['instead']> | 'triage' | 'nothing';
}

/**
 * How a run continues in its next execution. A run whose procedure was withdrawn with nothing in its place goes to triage
 * again, where an officer chooses another procedure; one alongside the case has nowhere to go, and the repair reports it
 * every day.
 */
export function continuation(
  deps: Pick<Dependencies, 'procedures' | 'definitionOf'>,
  state: Case,
  run: Run,
  at: { step: string; turn: number; now: Instant; reason: 'handed over' | 'rebuilt'; by: Actor },
): Continued {
  const { step, turn, now, reason, by } = at;
  const followed = deps.procedures.version(run.procedure, run.version);
  const task = state.tasks.findLast((one) => one.run === run.run && one.status === 'open');
  if (!followed) {
    const triage = run.beside ? undefined : deps.procedures.on(firstProcedure, londonDate(now));
    if (!triage?.ok) return { events: [], outbox: [], step, instead: 'nothing' };
    const { procedure } = triage;
    const { matter } = run;
    const start = procedureStart(deps, state, {
      procedure,
      now,
      follows: run.run,
      ...(matter === undefined ? {} : { matter }),
    });
    return {
      events: [...endOfTask(task, now), start.event],
      outbox: [start.entry],
      step: procedure.first,
      instead: 'triage',
    };
  }
  const to = whereItContinues(followed, state, { run: run.run, step, turn });
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
