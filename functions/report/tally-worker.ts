import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { readRows } from './read-rows.ts';

const Work = z.object({
  path: z.string(),
  period: z.object({ name: z.string(), from: z.string(), until: z.string() }),
  part: z.object({ from: z.number(), until: z.number() }),
});

const { path, period, part } = Work.parse(workerData);
const read = readRows(path, period, part);
const tables = [read.references, read.tally.complainants];
// Transferred instead of copied: only these grow with the number of rows.
parentPort?.postMessage(
  read,
  tables.flatMap(({ keys, counts }) => [keys.buffer, counts.buffer]),
);
