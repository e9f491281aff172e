import * as z from 'zod';
import { readCouncil } from '../../../functions/domain/council/council.ts';
import council from '../../../infra/councils/shropshire/council.json' with { type: 'json' };
import { openLocalSystem } from '../../../infra/local/open-local-system.ts';
import { makeVirtualClock } from '../../../infra/local/virtual-clock.ts';

// The erasure of a case whose review is open, for erasure-crash.test.ts, also as a process of its own: the decision and
// its consequences. If the decision was taken already, or the case is gone, it continues from there.

/** When the review that the test has prepared is decided. */
export const decidedAt = '2032-09-01T12:00:00Z';

/** Decides the review of a case and lets `hours` go by; answers the faults on the way. */
export async function eraseCase(dataDir: string, reference: string, hours: number): Promise<string[]> {
  const faults: string[] = [];
  const system = openLocalSystem({
    dataDir,
    startAt: new Date(decidedAt),
    council: readCouncil(council),
    makeClock: (options) => makeVirtualClock({ ...options, realNow: () => 0 }),
    report: ({ name, message }) => faults.push(`${name}: ${message}`),
  });
  const { app, clock, time } = system;
  const answer = await app.request(`/api/v1/cases/${reference}/tasks/retention-review/decision`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer local:complaints-officer',
      'content-type': 'application/json',
      'if-match': '*',
    },
    body: JSON.stringify({ outcome: 'erase', answers: { checked: true, understood: true } }),
  });
  // 404: it is gone already; 409: it was decided before.
  if (![200, 404, 409].includes(answer.status)) throw new Error(`${answer.status} ${await answer.text()}`);
  await time.advanceTo(new Date(clock.now().getTime() + hours * 3_600_000));
  await system.close();
  return faults;
}

if (import.meta.main) {
  const [dataDir, reference] = z.tuple([z.string(), z.string()]).parse(process.argv.slice(2));
  await eraseCase(dataDir, reference, 0);
}
