import * as z from 'zod/mini';
import { ComplainantView } from '../case-views/complainant-schemas.ts';
import { limitedText } from '../case-views/schemas.ts';
import { complainantView } from '../case-views/complainant-view.ts';
import { wordsIn } from '../words/words.ts';
import type { User } from '../domain/council/council.ts';
import { refuse } from '../domain/text/refusal.ts';
import { londonDate } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CaseActionRefusal } from '../operations/case-actions/case-action.ts';
import {
  resolvedComplainant,
  type CaseRequest,
  type ComplainantResult,
} from '../operations/resolve-complainant/resolve-complainant.ts';

// Shared by the actions on the complainant of a case: they return the complainant after the change, and their page is
// the page about the complainant.

export const reasonText = limitedText(5000);
export const userId = z.string().check(z.minLength(1), z.maxLength(100));

export const theComplainant = {
  status: 200,
  description: 'The complainant',
  schema: ComplainantView,
} as const;

/** Carries out a change of the complainant of a case, and returns what is known of them afterwards. */
export async function changeComplainant(
  deps: Dependencies,
  { caseId, by }: { caseId: string; by: User },
  change: (asked: CaseRequest) => Promise<ComplainantResult>,
): Promise<{ ok: true; answer: z.output<typeof ComplainantView>; to: string } | CaseActionRefusal> {
  const result = await change({ user: by, caseId });
  if (!result.ok) return result;
  const resolved = await resolvedComplainant(deps, { user: by, caseId });
  if (!resolved) return refuse('not found', { code: 'no-such-case', params: {} });
  return {
    ok: true,
    answer: complainantView(caseId, resolved, londonDate(deps.clock.now()), wordsIn(undefined)),
    to: `/cases/${caseId}/complainant`,
  };
}
