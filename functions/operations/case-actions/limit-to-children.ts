import type { ChildLimit } from '../../domain/case/child-limit.ts';
import { childrenOf, childrenOfItem, itemsOf } from '../../domain/case/child-limits.ts';
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
    const known = childrenOf(file.state);
    const wanted = [...new Set(children)].sort();
    if (!itemsOf(file).includes(item))
      return invalid({ field: 'item', code: 'unknown-document', params: {} });
    if (!wanted.every((id) => known.includes(id)))
      return invalid({ field: 'children', code: 'not-an-option', params: { options: known } });
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
