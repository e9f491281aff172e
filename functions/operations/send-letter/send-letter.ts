import * as z from 'zod/mini';
import { taskOf } from '../../domain/case/case.ts';
import { decisionOf } from '../../domain/correspondence/letter-values.ts';
import { lettersFor } from '../../domain/correspondence/prepare-letters.ts';
import type { Dependencies } from '../../dependencies.ts';
import { procedureOfRun } from '../procedure-of-run.ts';
import { UnknownCase, writeCase } from '../write-case.ts';
import { deliverLetters } from './deliver-letters.ts';

export const SendLetterInput = z.object({ caseId: z.string(), task: z.string(), decision: z.number() });
export type SendLetterInput = z.infer<typeof SendLetterInput>;

/** Sends the letters and alerts that a decision requires, each once however often it is called. Throws `MailerBusy`. */
export async function sendLetter(deps: Dependencies, input: SendLetterInput): Promise<void> {
  await writeCase(deps, input.caseId, ({ state, events }) => {
    const task = taskOf(state, input.task);
    const decision = decisionOf(events, input.task, input.decision);
    if (!task || !decision) throw new UnknownCase('no such task or decision');
    const step = procedureOfRun(deps.procedures, events, task.run).steps[task.step];
    const outcome = step?.outcomes[decision.outcome];
    const occasion = `${task.key}/decision-${decision.decision}`;
    const context = { council: deps.council, now: deps.clock.now() };
    const enclosed = (outcome?.encloses ?? []).map((name) => state.facts[name]);
    const enclosures = state.documents.filter((id) => enclosed.includes(id));
    const wanted = [
      ...(outcome?.letters ?? []).map((letter) => ({ letter, to: ['complainant'] as const, enclosures })),
      ...(outcome?.alerts ?? []).map((alert) => ({ ...alert, enclosures: [] })),
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
    const fresh = wanted.filter(
      (event) => event.type === 'letter-prepared' && !state.letters.some(({ key }) => key === event.letter),
    );
    return fresh.length > 0 ? { events: fresh } : { answer: undefined };
  });
  await deliverLetters(deps, input.caseId);
}
