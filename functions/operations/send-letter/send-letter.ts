import * as z from 'zod/mini';
import { taskOf } from '../../domain/case/case.ts';
import { decisionOf } from '../../domain/correspondence/letter-values.ts';
import { lettersFor, notPreparedYet } from '../../domain/correspondence/prepare-letters.ts';
import { leavesCouncil } from '../../domain/people/written-to.ts';
import { mayBeNamed } from '../../domain/people/independence.ts';
import { userIdOf } from '../../domain/council/council.ts';
import type { Case } from '../../domain/case/case.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import type { FactName } from '../../../workflows/procedures/meanings.ts';
import type { Dependencies } from '../../dependencies.ts';
import { procedureOfRun } from '../runs/procedure-of-run.ts';
import type { IsEnough } from '../recent-case.ts';
import { UnknownCase, writeRecentCase } from '../write-case.ts';
import { deliverLetters } from './deliver-letters.ts';

export const SendLetterInput = z.object({ caseId: z.string(), task: z.string(), decision: z.number() });
export type SendLetterInput = z.infer<typeof SendLetterInput>;

/** Sends the letters and alerts that a decision requires, each once however often it is called. Throws `MailerBusy`. */
export async function sendLetter(deps: Dependencies, input: SendLetterInput): Promise<void> {
  const isEnough: IsEnough = ({ events }) => decisionOf(events, input.task, input.decision) !== undefined;
  await writeRecentCase(deps, input.caseId, isEnough, ({ state, events }) => {
    const task = taskOf(state, input.task);
    const decision = decisionOf(events, input.task, input.decision);
    if (!task || !decision) throw new UnknownCase('no such task or decision');
    const step = procedureOfRun(deps.procedures, { state, events }, task.run).steps[task.step];
    const outcome = step?.outcomes[decision.outcome];
    const occasion = `${task.key}/decision-${decision.decision}`;
    const context = { council: deps.council, now: deps.clock.now() };
    const enclosedBy = ({ encloses = [] }: { encloses?: FactName[] | undefined }) => {
      const enclosed = encloses.map((name) => state.facts[name]);
      return state.documents.filter((id) => enclosed.includes(id));
    };
    const enclosures = enclosedBy(outcome ?? {});
    const wanted = [
      ...(outcome?.letters ?? []).map((letter) => ({ letter, to: ['complainant'] as const, enclosures })),
      ...(outcome?.alerts ?? []).map((alert) => ({ ...alert, enclosures: enclosedBy(alert) })),
    ].flatMap(({ letter, to, enclosures: with_ }) =>
      lettersFor(
        letter,
        to,
        occasion,
        state,
        { ...task, writtenIn: step?.writtenIn },
        context,
        decision.decision,
        with_,
      ),
    );
    const fresh = notPreparedYet(
      state,
      wanted.map((event) => withoutEnclosures(event, state)),
    );
    return fresh.length > 0 ? { events: fresh } : { answer: undefined };
  });
  await deliverLetters(deps, input.caseId);
}

/** An independent person gets no document of the case before they have signed. They can read it in the case then. */
function withoutEnclosures(event: NewEvent, state: Case): NewEvent {
  if (event.type !== 'letter-prepared' || leavesCouncil(event.to)) return event;
  if (event.enclosures === undefined || mayBeNamed(userIdOf(event.to), state)) return event;
  const { enclosures: _, ...without } = event;
  return without;
}
