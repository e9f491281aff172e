import type { ChildLimit } from '../../domain/case/child-limit.ts';
import { childIds, childrenOfItem, papersOf, noSuchChild } from '../../domain/case/child-limits.ts';
import type { User } from '../../domain/council/council.ts';
import { invalid } from '../../domain/text/refusal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { actOnCase, type CaseActionResult } from './case-action.ts';

/**
 * Limits a document, a message or an attachment to the children it is about, or lifts the limit (no children). From then on
 * independent people, complainants and people who get copies see it only if they may know of each of these children.
 */
export function limitToChildren(
  deps: Dependencies,
  {
    caseId,
    by,
    item,
    children,
    reason,
  }: ChildLimit & { caseId: string; by: User; reason?: string | undefined },
): Promise<CaseActionResult> {
  return actOnCase(deps, caseId, by, (file) => {
    const wanted = childIds(children);
    if (!papersOf(file).includes(item))
      return invalid({ field: 'item', code: 'unknown-document', params: {} });
    const unknown = noSuchChild(file.state, wanted);
    if (unknown) return invalid(unknown);
    if (wanted.join() === childrenOfItem(file.state, item).join()) return { events: [] };
    return {
      events: [
        {
          at: deps.clock.now(),
          by: `user:${by.id}`,
          type: 'limited-to-children',
          item,
          children: wanted,
          ...(reason === undefined ? {} : { reason }),
        },
      ],
    };
  });
}
