import type { User } from '../../domain/council/council.ts';
import type { Dependencies } from '../../dependencies.ts';

/**
 * Records that a private link opened its case, if a colleague can have opened it: who was signed in where it was opened, or
 * who printed it. Links that only went to the complainant by mail are opened as often as they like, and not recorded.
 */
export async function recordOpening(deps: Dependencies, hash: string, by: User | undefined): Promise<void> {
  const link = await deps.store.link(hash);
  if (!link || (by === undefined && link.printedBy === undefined)) return;
  const at = deps.clock.now();
  await deps.store.recordRead(link.caseId, {
    user: by?.id ?? 'complainant',
    at,
    kind: 'private-link',
    ...(link.printedBy === undefined ? {} : { what: link.printedBy }),
  });
  if (link.printedBy !== undefined && link.openedAt === undefined && by === undefined)
    await deps.store.putLink({ ...link, openedAt: at });
}
