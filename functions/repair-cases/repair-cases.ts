import type { Dependencies } from '../dependencies.ts';
import { keepPromise } from '../keep-promise.ts';

/** A promise younger than this is still being kept by the call that made it. */
const leaveAloneMs = 60 * 1000;

/**
 * Keeps the promises that were left: executions never started, decisions never told (the service was down, a process
 * died between its two writes). Harmless at any time and any number of times. `failed`: still to be kept.
 */
export async function repairCases(
  deps: Dependencies,
  options: { alsoFresh?: boolean } = {},
): Promise<{ kept: number; failed: number }> {
  const now = Date.parse(deps.clock.now());
  const before = new Date(options.alsoFresh ? now + 1 : now - leaveAloneMs).toISOString();
  let kept = 0;
  let failed = 0;
  for (const pending of await deps.store.pending({ before, limit: 1000 })) {
    const done = await keepPromise(deps, pending).catch(() => false);
    if (done) kept += 1;
    else failed += 1;
  }
  return { kept, failed };
}
