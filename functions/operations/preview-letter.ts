import { record } from '../domain/case/replay.ts';
import type { RenderedLetter } from '../domain/correspondence/render-letter.ts';
import type { User } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import { refuse } from '../domain/text/refusal.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CaseActionRefusal } from './case-actions/case-action.ts';
import { letterWritten, type NewLetter } from './case-actions/write-letter.ts';
import { followPage } from './follow-case/private-link.ts';
import { addressOf } from './send-letter/letter-reader.ts';
import { renderForCase } from './send-letter/render-for-case.ts';
import { preparedLetters } from './write-case.ts';

/** A letter as it would go now. Without an email address it goes on paper. */
export interface LetterPreview {
  letter: RenderedLetter;
  name: string | undefined;
  email: string | undefined;
}

/** Shows a letter as it would be sent, made by what sends it, or why it cannot go. Writes nothing. */
export async function previewLetter(
  deps: Dependencies,
  { caseId, by, letter, author }: { caseId: string; by: User; letter: NewLetter; author?: string },
): Promise<{ ok: true; preview: LetterPreview } | CaseActionRefusal> {
  const file = await deps.store.file(caseId);
  if (!file || !may(by, { do: 'read case' }, file.state, deps.council))
    return refuse('not found', { code: 'no-such-case', params: {} });
  if (!may(by, { do: 'write letter' }, file.state, deps.council))
    return refuse('not allowed', { code: 'officers-and-managers-only', params: {} });
  const wanted = letterWritten(deps, file, letter, { by, ...(author === undefined ? {} : { author }) });
  if ('ok' in wanted) return wanted;
  const { events, after } = record(caseId, file.state, wanted.events);
  const [row] = preparedLetters(deps, caseId, events);
  if (!row) return refuse('conflict', { code: 'case-not-begun', params: {} });
  const sentFrom = { ...file, state: after, events: [...file.events, ...events] };
  const address = addressOf(deps, sentFrom, row.to);
  return {
    ok: true,
    preview: {
      letter: await renderForCase(deps, sentFrom, row, followPage(deps)),
      name: address?.name,
      email: address?.email,
    },
  };
}
