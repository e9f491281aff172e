import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { openLocalSystem } from '../../infra/local/open-local-system.ts';
import { makeStillClock } from '../../infra/local/virtual-clock.ts';
import { floodedCase } from './flooded-case.ts';

// npm run bench:messages [-- few many]: one case with few and with many mails from ten senders, on which no one acts. What a
// decision writes and how large the rows become must not follow the number of mails.
const [few = 100, many = 2000] = process.argv.slice(2).map(Number);
/** The most that a figure with many mails may be of the figure with few. */
const limit = { row: 1.2, events: 1.2, opening: 4, deciding: 4 };

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

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
    const times: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const start = performance.now();
      await one.open();
      times.push(performance.now() - start);
    }
    const before = await one.version();
    const start = performance.now();
    await one.decide();
    const deciding = performance.now() - start;
    const events = (await one.version()) - before;
    const breachedAt = await one.breach();
    return {
      mails,
      row: largest.bytes,
      events,
      receiving: one.millisecondsPerMail,
      opening: median(times),
      deciding,
      breachedAt,
    };
  } finally {
    db.close();
    await system.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function shown(mails: number) {
  const figures = await measured(mails);
  console.log(
    `${figures.mails} mails: largest row ${figures.row} bytes, events with a decision ${figures.events}, ` +
      `receiving ${figures.receiving.toFixed(0)} ms each, opening ${figures.opening.toFixed(0)} ms, ` +
      `deciding ${figures.deciding.toFixed(0)} ms, late at ${figures.breachedAt}`,
  );
  return figures;
}

const small = await shown(few);
const large = await shown(many);
const ratios = {
  row: large.row / small.row,
  events: large.events / small.events,
  opening: large.opening / small.opening,
  deciding: large.deciding / small.deciding,
};
console.log(
  Object.entries(ratios)
    .map(([name, ratio]) => `${name} ${ratio.toFixed(1)} times`)
    .join(', '),
);
if (
  ratios.row > limit.row ||
  ratios.events > limit.events ||
  ratios.opening > limit.opening ||
  ratios.deciding > limit.deciding
)
  process.exitCode = 1;
