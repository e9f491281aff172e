import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { meet } from './number-counts.ts';
import type { Period } from './period.ts';
import { fileParts, readRows, type FilePart, type RowsRead } from './read-rows.ts';
import { addTally } from './tally.ts';

/** For smaller files a second thread costs more than it saves. */
const worthAThread = 32 * 1024 * 1024;

/**
 * Reads and counts a file of rows, a large file with as many threads as there are processors. The result is the same:
 * if a reference occurs in the parts of two threads, one thread reads the whole file again, so that the first row
 * counts.
 */
export async function tallyFile(path: string, period: Period, threads = threadsFor(path)): Promise<RowsRead> {
  if (threads < 2) return readRows(path, period);
  const [first, ...rest] = fileParts(path, threads);
  const started = rest.map((part) => readInThread(path, period, part));
  // This thread reads too, which saves one heap.
  const total = readRows(path, period, first);
  const others = await Promise.all(started);
  const all = [total, ...others];
  if (all.some((part, i) => all.slice(i + 1).some((later) => meet(part.references, later.references))))
    return readRows(path, period);
  for (const part of others) {
    total.problems.push(...part.problems.map((found) => ({ ...found, line: found.line + total.lines })));
    total.lines += part.lines;
    total.rows += part.rows;
    total.counted += part.counted;
    addTally(total.tally, part.tally);
  }
  return total;
}

const threadsFor = (path: string) =>
  Math.min(availableParallelism(), Math.floor(statSync(path).size / worthAThread));

function readInThread(path: string, period: Period, part: FilePart): Promise<RowsRead> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('tally-worker.ts', import.meta.url), {
      workerData: { path, period, part },
      // Lines are short-lived. With a small nursery, two threads need no more memory than one.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    worker.once('message', (read: RowsRead) => resolve(read));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread reading ${path} ended with ${code}`)));
  });
}
