import type { Case } from '../../domain/case/case.ts';
import type { User } from '../../domain/council/council.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import { may } from '../../domain/people/may.ts';
import { invalid } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { writeCase } from '../write-case.ts';
import { actOnRecent, type CaseActionResult } from './case-action.ts';

/**
 * Links two cases with each other, for a reason. A user who may not see the other case is told that it does not exist.
 */
export async function linkCases(
  deps: Dependencies,
  command: { caseId: string; to: string; why: string; by: User },
): Promise<CaseActionResult> {
  const { caseId, to, why, by } = command;
  const base = () => ({ at: deps.clock.now(), by: `user:${by.id}` as const });
  const other = await deps.store.state(to);
  const linked = await actOnRecent(deps, caseId, by, ({ state }) => {
    if (to === caseId) return invalid({ field: 'to', code: 'same-case', params: {} });
    if (!other || !may(by, { do: 'act on case' }, other, deps.council))
      return invalid({ field: 'to', code: 'no-such-case', params: {} });
    return { events: linkTo(state, to, why, base()) };
  });
  if (!linked.ok) return linked;
  await linkBack(deps, to, caseId, why, by);
  return linked;
}

/** Links a case to another one that is linked to it already. */
export const linkBack = (deps: Dependencies, caseId: string, to: string, why: string, by: User) =>
  writeCase(deps, caseId, ({ state }) => {
    const events = linkTo(state, to, why, { at: deps.clock.now(), by: `user:${by.id}` });
    return events.length === 0 ? { answer: undefined } : { events };
  });

/** The event that links a case to another; none if it is linked to it already. */
export const linkTo = (state: Case, to: string, why: string, base: Pick<NewEvent, 'at' | 'by'>): NewEvent[] =>
  state.links.some((link) => link.to === to) ? [] : [{ ...base, type: 'linked', to, why }];
