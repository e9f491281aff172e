import type { Case } from '../../domain/case/case.ts';
import type { User } from '../../domain/council/council.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import type { LetterDraft } from '../../domain/case/letter-drafts.ts';
import { may, type Action } from '../../domain/people/may.ts';
import type {
  CaseDocument,
  Draft,
  LetterRow,
  Message,
  OutboxEntry,
  Person,
} from '../../domain/case/stored-rows.ts';
import { refuse, type Refused } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { dispatchNow } from '../dispatch.ts';
import type { CaseFile } from '../../ports.ts';
import { lettersEntry } from '../letters-entry.ts';
import { always, type IsEnough } from '../recent-case.ts';
import { UnknownCase, writeCase, type Work } from '../write-case.ts';

export type CaseActionRefusal = Refused<'not found' | 'not allowed' | 'conflict' | 'invalid'>;

export type CaseActionResult = { ok: true; state: Case } | CaseActionRefusal;

const notFound = refuse('not found', { code: 'no-such-case', params: {} });

/** The changes that an action makes to a case. No events means no change. */
export interface CaseActionChange {
  events: readonly NewEvent[];
  outbox?: readonly OutboxEntry[];
  documents?: readonly CaseDocument[];
  persons?: readonly Person[];
  messages?: readonly Message[];
  letters?: readonly LetterRow[];
  draftsDone?: readonly Draft[];
  letterDrafts?: readonly LetterDraft[];
  letterDraftsDone?: readonly string[];
}

/**
 * Changes a case outside its steps, as a complaints officer may at any time, or as everyone may who may do `action`. A user who may not see the case is told
 * that it does not exist; a user who may see it but not change it is refused. Prepared letters are sent; the repair
 * sends those that cannot be sent now.
 */
export async function actOnCase(
  deps: Dependencies,
  caseId: string,
  by: User,
  work: (
    file: CaseFile,
  ) => CaseActionChange | CaseActionRefusal | Promise<CaseActionChange | CaseActionRefusal>,
  action: Action = { do: 'act on case' },
  recentIsEnough?: IsEnough,
): Promise<CaseActionResult> {
  return writeAndDispatch(
    deps,
    caseId,
    async (file) => {
      if (!may(by, { do: 'read case' }, file.state, deps.council)) return { answer: notFound };
      if (!may(by, action, file.state, deps.council))
        return {
          answer: refuse('not allowed', {
            code: action.do === 'write letter' ? 'officers-and-managers-only' : 'officers-only',
            params: {},
          }),
        };
      const wanted = await work(file);
      if ('ok' in wanted) return { answer: wanted };
      if (wanted.events.length === 0) return { answer: { ok: true, state: file.state } };
      const letters = wanted.events.some(({ type }) => type === 'letter-prepared')
        ? [lettersEntry(file.state, deps.clock.now())]
        : [];
      return { ...wanted, outbox: [...(wanted.outbox ?? []), ...letters] };
    },
    recentIsEnough,
  );
}

/** The same for an action for which what is recent of the case is always enough (decision 0047). */
export const actOnRecent = (
  deps: Dependencies,
  caseId: string,
  by: User,
  work: Parameters<typeof actOnCase>[3],
): Promise<CaseActionResult> => actOnCase(deps, caseId, by, work, undefined, always);

/** Writes a change of a case and does what follows from it; the repair does later what cannot be done now. */
export async function writeAndDispatch(
  deps: Dependencies,
  caseId: string,
  work: (file: CaseFile) => Change | Promise<Change>,
  recentIsEnough?: IsEnough,
): Promise<CaseActionResult> {
  try {
    const result = await writeCase<CaseActionResult>(deps, caseId, work, recentIsEnough);
    if ('answer' in result) return result.answer;
    if (!('written' in result)) return notFound;
    await dispatchNow(deps, result.outbox);
    return { ok: true, state: result.written };
  } catch (error) {
    if (error instanceof UnknownCase) return notFound;
    throw error;
  }
}
type Change = Work | { answer: CaseActionResult };
