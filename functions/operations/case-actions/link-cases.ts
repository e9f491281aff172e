import type { User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { invalid } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { writeCase } from '../write-case.ts';
import { actOnCase, type CaseActionResult } from './case-action.ts';

/**
 * Links two cases with each other, for a reason. A user who may not see the other case is told that it does not exist.
 */
export async function linkCases(
  deps: Dependencies,
  command: { caseId: string; to: string; why: string; by: User },
): Promise<CaseActionResult> {
  const { caseId, to, why, by } = command;
  const base = () => ({ at: deps.clock.now(), by: `user:${by.id}` as const, type: 'linked' as const, why });
  const other = await deps.store.state(to);
  const linked = await actOnCase(deps, caseId, by, ({ state }) => {
    if (to === caseId) return invalid({ field: 'to', code: 'same-case', params: {} });
    if (!other || !may(by, { do: 'act on case' }, other, deps.council))
      return invalid({ field: 'to', code: 'no-such-case', params: {} });
    return { events: state.links.some((link) => link.to === to) ? [] : [{ ...base(), to }] };
  });
  if (!linked.ok) return linked;
  await writeCase(deps, to, ({ state }) =>
    state.links.some((link) => link.to === caseId)
      ? { answer: undefined }
      : { events: [{ ...base(), to: caseId }] },
  );
  return linked;
}
