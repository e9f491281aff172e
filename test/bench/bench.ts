import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { writeRows } from './million-rows.ts';

// npm run bench [-- --rows 1000000 --runs 3]: compares the report's single pass with DuckDB on one file, in turns. Each
// run is a process of its own, so neither inherits memory or caches from the other.
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '3' } },
});
/** The most that the report may take (functions/docs/decisions/0008-make-reports-from-one-flat-row-per-case.md). */
const limit = { timesDuckDb: 1.75, megabytes: 250 };

const Run = z.strictObject({
  seconds: z.number(),
  megabytes: z.number(),
  figures: z.array(z.tuple([z.string(), z.number()])),
});

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const file = join(folder, 'rows.ndjson');
function run(which: 'report' | 'duckdb') {
  const out = execFileSync(
    process.execPath,
    // As `npm run report` does.
    ['--max-semi-space-size=4', '--no-parallel-scavenge', 'test/bench/one-run.ts', which, file],
    { maxBuffer: 1 << 26 },
  );
  return Run.parse(JSON.parse(String(out)));
}
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

try {
  await writeRows(file, Number(values.rows));
  console.log(`${values.rows} rows, ${Math.round(statSync(file).size / 1e6)} MB`);
  const ratios: number[] = [];
  const memory: number[] = [];
  for (let i = 0; i < Number(values.runs); i += 1) {
    const [ours, theirs] = [run('report'), run('duckdb')];
    const different = new Map(ours.figures);
    for (const [name, value] of theirs.figures) {
      if (different.get(name) === value || (value === 0 && !different.has(name))) different.delete(name);
      else console.log(`${name}: report ${different.get(name)}, DuckDB ${value}`);
    }
    const unequal = [...different].filter(([, value]) => value !== 0);
    if (unequal.length > 0) {
      console.log('Not equal:', unequal);
      process.exitCode = 1;
    }
    ratios.push(ours.seconds / theirs.seconds);
    memory.push(ours.megabytes);
    console.log(
      `report ${ours.seconds.toFixed(2)} s, ${ours.megabytes.toFixed(0)} MB; DuckDB ${theirs.seconds.toFixed(2)} s, ${theirs.megabytes.toFixed(0)} MB; ${ours.figures.length} figures, ${unequal.length} unequal`,
    );
  }
  const [times, megabytes] = [median(ratios), Math.max(...memory)];
  console.log(`${times.toFixed(2)} times DuckDB, at most ${megabytes.toFixed(0)} MB`);
  if (times > limit.timesDuckDb || megabytes > limit.megabytes) {
    console.log(`Over the limit: ${limit.timesDuckDb} times DuckDB, ${limit.megabytes} MB`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
