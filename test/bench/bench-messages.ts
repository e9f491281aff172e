import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { openLocalSystem } from '../../infra/local/open-local-system.ts';
import { makeStillClock } from '../../infra/local/virtual-clock.ts';
import { floodedCase } from './flooded-case.ts';

// npm run bench:messages [-- 2 200 2000]: one case with so many mails from ten senders, on which no one acts. What is read to
// open it, to receive one more, to decide a step and to find stage 1 late must not follow the number of mails.
const sizes = process.argv.slice(2).map(Number);
const numbers = sizes.length > 0 ? sizes : [2, 200, 2_000];
/** The most that a figure with the most mails may be of the same with the number before. */
const limit = 1.25;

const kinds = ['opening', 'receiving', 'deciding', 'breaching'] as const;

async function measured(mails: number) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'bench-messages-'));
  const system = openLocalSystem({
    dataDir,
    durable: false,
    makeClock: () => makeStillClock(new Date('2026-06-01T08:00:00Z')),
  });
  const db = new DatabaseSync(path.join(dataDir, 'redress.sqlite'));
  try {
    const one = await floodedCase(system, mails);
    const largest = z
      .object({ bytes: z.number() })
      .parse(db.prepare("SELECT max(length(doc)) AS bytes FROM items WHERE pk LIKE 'CASE#%'").get());
    const whole = z
      .object({ rows: z.number(), bytes: z.number() })
      .parse(
        db
          .prepare("SELECT count(*) AS rows, sum(length(doc)) AS bytes FROM items WHERE pk LIKE 'CASE#%'")
          .get(),
      );
    // The first time also loads and compiles.
    await one.opening();
    const opening = await one.opening();
    const receiving = await one.receiving();
    const deciding = await one.deciding();
    const breaching = await one.breaching();
    return { mails, largest: largest.bytes, whole, opening, receiving, deciding, breaching };
  } finally {
    db.close();
    await system.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const all: Awaited<ReturnType<typeof measured>>[] = [];
for (const mails of numbers) {
  const figures = await measured(mails);
  all.push(figures);
  const { rows, bytes } = figures.whole;
  console.log(
    `${mails} mails: largest row ${figures.largest} bytes; the whole case ${rows} rows, ${Math.round(bytes / 1024)} KB`,
  );
  for (const kind of kinds) {
    const { items, bytes: read, milliseconds } = figures[kind];
    console.log(`  ${kind}: ${items} rows, ${Math.round(read / 1024)} KB, ${Math.round(milliseconds)} ms`);
  }
}
const [most, before] = all.toReversed();
if (most && before)
  for (const kind of kinds) {
    const ratio = (name: 'items' | 'bytes' | 'milliseconds') => most[kind][name] / before[kind][name];
    console.log(
      `${kind}, ${most.mails} to ${before.mails} mails: rows ${ratio('items').toFixed(2)}, bytes ${ratio('bytes').toFixed(2)}, time ${ratio('milliseconds').toFixed(2)}`,
    );
    if (ratio('items') > limit || ratio('bytes') > limit) process.exitCode = 1;
  }
