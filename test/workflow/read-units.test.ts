import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { growing, readUnits } from '../bench/read-units.ts';
import { scratch } from '../prefixes.ts';

// `npm run bench:scale` counts the same with up to 100,000 cases. 110 are more than a page of any list.

test('a page or regular job that shows the same reads the same, however many cases were closed before', async () => {
  const dataDir = mkdtempSync(join(scratch, 'read-units-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const counts = await readUnits(dataDir, [110, 220]);
  expect(growing(counts)).toEqual([]);
  // Managers look at these often.
  const most = { '/overview': 70, '/reports/monitor': 5, '/reports/monitor/quarter': 72 };
  for (const [page, units] of Object.entries(most))
    expect([page, Math.max(...(counts.get(page) ?? [Infinity])) <= units]).toEqual([page, true]);
});
