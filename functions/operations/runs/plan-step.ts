import * as z from 'zod/mini';
import { record } from '../../domain/case/replay.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import type { OutboxEntry } from '../../domain/case/stored-rows.ts';
import { Instant } from '../../domain/time/civil-date.ts';
import { answersOf } from '../../domain/correspondence/letter-values.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { handedOver, plan, undecided, type PlanAnswer } from '../../domain/steps/plan.ts';
import { leavesRun } from './hand-over.ts';
import { tryLetters } from '../send-letter/deliver-letters.ts';
import { dispatchNow } from '../dispatch.ts';
import { startsOf } from '../consequences/follow-delays.ts';
import { procedureOfRun } from './procedure-of-run.ts';
import { signalId } from './signal-entry.ts';
import { hasDecisionsOfRun, type IsEnough } from '../recent-case.ts';
import { writeRecentCase } from '../write-case.ts';

export const PlanInput = z.object({
  caseId: z.string(),
  run: z.number(),
  step: z.string(),
  turn: z.number(),
  handled: z.number(),
  since: z.optional(Instant),
  /** The definition that the execution runs. Executions of before this was known do not tell. */
  definition: z.optional(z.string()),
});
export type PlanInput = z.infer<typeof PlanInput>;

/**
 * The plan state (decision 0004): opens the task, performs the milestones that are due, and returns the next decision
 * or the seconds to wait. An execution that has to leave its run to another is told so before anything else
 * (decision 0030). It can be called again at any time with the same input.
 */
export async function planStep(deps: Dependencies, input: PlanInput): Promise<PlanAnswer> {
  const calendar = await currentCalendar(deps);
  const isEnough: IsEnough = (file) => hasDecisionsOfRun(file, input.run);
  let isUrgent = false;
  for (;;) {
    const result = await writeRecentCase<PlanAnswer>(deps, input.caseId, isEnough, (file) => {
      if (leavesRun(deps, file.state, input)) return { answer: handedOver(input) };
      const procedure = procedureOfRun(deps.procedures, file, input.run);
      isUrgent = procedure.steps[input.step]?.urgent === true;
      let { state, events } = file;
      const news: NewEvent[] = [];
      const outbox: OutboxEntry[] = [];
      // A step is opened and announced in one change. What else is due is planned when these letters have gone.
      while (!news.some(({ type }) => type === 'letter-prepared')) {
        const planned = plan(state, procedure, input, {
          council: deps.council,
          calendar,
          now: deps.clock.now(),
          answersOf: (task) => answersOf(events, task),
        });
        if (planned.answer && news.length === 0) return { answer: planned.answer };
        if (planned.answer) break;
        const starts = startsOf(deps, state, procedure, planned.events, deps.clock.now());
        const more = [...planned.events, ...starts.events];
        const recorded = record(input.caseId, state, more);
        state = recorded.after;
        events = [...events, ...recorded.events];
        news.push(...more);
        outbox.push(...starts.outbox);
      }
      return { events: news, outbox };
    });
    if ('outbox' in result) await dispatchNow(deps, result.outbox);
    // Nothing that follows counts from a letter of a milestone. Those of a decision have a state of their own.
    const { urgent } = await tryLetters(deps, input.caseId);
    if ('answer' in result) {
      // The step about someone in danger tries its alert every few minutes; a decision on it is not kept waiting.
      if (urgent !== undefined && isUrgent && result.answer.outcome === undecided) throw urgent;
      if (result.answer.handled > input.handled)
        await deps.store.outboxEntryDone({
          caseId: input.caseId,
          id: signalId(result.answer.task, result.answer.handled),
        });
      return result.answer;
    }
  }
}
