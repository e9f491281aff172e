import type { CaseAction } from '../../actions/action.ts';
import type { CaseActionRefusal } from '../../operations/case-actions/case-action.ts';
import { refuse } from '../../domain/text/refusal.ts';
import type { CaseFile } from '../../ports.ts';
import { leaveBanner } from '../kit/banner.ts';
import { wordsOf, type PageContext, type PageKit } from '../kit/page-kit.ts';

/**
 * Carries out an action on a case for the user who is signed in. The next page, at the address `to`, shows a banner
 * with the result.
 */
export async function performAction(
  kit: PageKit,
  c: PageContext,
  action: CaseAction,
  { file, input, about = '' }: { file: CaseFile; input: unknown; about?: string },
): Promise<{ ok: true; to: string } | CaseActionRefusal> {
  const { deps } = kit;
  const prepared = action.prepare(input);
  if (!prepared.ok) return refuse('invalid', { code: 'answers-wrong', params: {} }, prepared.errors);
  const by = c.get('user');
  const outcome = await prepared.perform(deps, { caseId: file.state.id, by });
  if (!outcome.ok) return outcome;
  await leaveBanner(kit, c, outcome.done(wordsOf(c), { deps, file, by, about }));
  return { ok: true, to: outcome.to ?? `/cases/${file.state.reference}` };
}
