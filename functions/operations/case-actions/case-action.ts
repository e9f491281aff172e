import type { Case } from '../../domain/case/case.ts';
import type { User } from '../../domain/council/council.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { may } from '../../domain/people/may.ts';
import type { CaseDocument, Pending } from '../../domain/case/stored-rows.ts';
import type { Dependencies } from '../../dependencies.ts';
import { keepPromise } from '../dispatch.ts';
import type { CaseFile } from '../../ports.ts';
import { UnknownCase, writeCase } from '../write-case.ts';

/** Why something was not done to a case: 'conflict' when the case is not in a state for it. */
export interface SteerRefusal {
  ok: false;
  code: 'not found' | 'not allowed' | 'conflict' | 'invalid';
  reason: string;
  errors?: { field: string; message: string }[];
}

export type Steered = { ok: true; state: Case } | SteerRefusal;

/** A refusal that names the field and what is wanted. */
export function invalid(field: string, message: string): SteerRefusal {
  return { ok: false, code: 'invalid', reason: message, errors: [{ field, message }] };
}

const notFound: SteerRefusal = { ok: false, code: 'not found', reason: 'There is no such case.' };

/** What is to be written to a case that somebody steers; nothing written when there are no events. */
interface Wanted {
  events: readonly NewEvent[];
  pending?: readonly Pending[];
  documents?: readonly CaseDocument[];
}

/**
 * Changes a case outside its steps, as a complaints officer may at any time: who may not see it finds nothing, who may
 * not steer it is refused, and letters that were prepared are sent. What cannot be sent now is left to the repair.
 */
export async function steer(
  deps: Dependencies,
  caseId: string,
  by: User,
  work: (file: CaseFile) => Wanted | SteerRefusal | Promise<Wanted | SteerRefusal>,
): Promise<Steered> {
  try {
    const result = await writeCase<Steered>(deps, caseId, async (file) => {
      if (!may(by, { do: 'read case' }, file.state, deps.council)) return { answer: notFound };
      if (!may(by, { do: 'steer case' }, file.state, deps.council))
        return { answer: { ok: false, code: 'not allowed', reason: 'Only complaints officers do this.' } };
      const wanted = await work(file);
      if ('ok' in wanted) return { answer: wanted };
      if (wanted.events.length === 0) return { answer: { ok: true, state: file.state } };
      const letters: Pending[] = wanted.events.some(({ type }) => type === 'letter-prepared')
        ? [{ id: `letters-${file.state.version}`, caseId, since: deps.clock.now(), kind: 'letters' }]
        : [];
      return { ...wanted, pending: [...(wanted.pending ?? []), ...letters] };
    });
    if ('answer' in result) return result.answer;
    if (!('written' in result)) return notFound;
    for (const pending of result.promised) await keepPromise(deps, pending).catch(() => undefined);
    return { ok: true, state: result.written };
  } catch (error) {
    if (error instanceof UnknownCase) return notFound;
    throw error;
  }
}
