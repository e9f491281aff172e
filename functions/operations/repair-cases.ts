import type { Dependencies } from '../dependencies.ts';
import { dispatchOrLog } from './dispatch.ts';

/** A younger outbox entry is still being dispatched by the call that wrote it. */
const leaveAloneMs = 60 * 1000;

/**
 * Dispatches outbox entries left undispatched: executions never started, decisions never told (the service was down, or
 * a process crashed between its two writes). It can safely run at any time and any number of times. `failed`: entries
 * still in the outbox, without those whose letters wait for the mail service.
 */
export async function repairCases(
  deps: Dependencies,
  options: { alsoFresh?: boolean } = {},
): Promise<{ dispatched: number; failed: number }> {
  const now = Date.parse(deps.clock.now());
  const before = new Date(options.alsoFresh ? now + 1 : now - leaveAloneMs).toISOString();
  const { items: entries, unreadable = [] } = await deps.store.outbox({ before, limit: 1000 });
  let dispatched = 0;
  let failed = unreadable.length;
  let withoutMail = false;
  for (const entry of entries) {
    // Every other letter would be refused as well, and none of this is about its case.
    if (withoutMail && entry.kind === 'letters') continue;
    const became = await dispatchOrLog(deps, entry);
    if (became === 'without mail') withoutMail = true;
    else if (became === 'dispatched') dispatched += 1;
    else failed += 1;
    if (became === 'left')
      deps.log('outbox-entry-waiting', { caseId: entry.caseId, entry: entry.id, kind: entry.kind });
  }
  return { dispatched, failed };
}
