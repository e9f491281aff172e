import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSeen, seenFile } from './calls-of-functions.ts';

// Plays the suites on the adapters of AWS and writes which calls each function makes into test/infra/calls-seen.json
// (`npm run record:calls`). With files or folders as arguments it plays those and only adds. `--check` writes nothing and ends
// with 1 if a call was new or is no longer made.

const suites = [
  'test/workflow',
  'test/web',
  'test/reports',
  'test/infra/aws-calls.test.ts',
  'test/browser/print-report.test.ts',
  'test/unit/files/preview-file.test.ts',
];
/** They look at the files of the local system, or stop its process: both are not those of AWS. */
const ofOneMachine = ['crash', 'prefixes', 'example-seed', 'opens-older-stores', 'engine/'];

const args = process.argv.slice(2);
const given = args.filter((arg) => !arg.startsWith('--'));
const folder = mkdtempSync(join(tmpdir(), 'redress-calls-'));
// Tests that look into the local database fail here. That is no matter: what they did until then is recorded.
spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=dot',
    ...ofOneMachine.flatMap((name) => ['--exclude', `**/*${name}*`]),
    ...(given.length > 0 ? given : suites),
  ],
  { stdio: 'inherit', env: { ...process.env, RECORD_CALLS: folder } },
);
const lines = readdirSync(folder).flatMap((file) =>
  readFileSync(join(folder, file), 'utf8').trim().split('\n'),
);
rmSync(folder, { recursive: true });

const known = Object.entries(readSeen()).flatMap(([by, calls]) => calls.map((call) => `${by} ${call}`));
const all = [...new Set([...lines, ...(given.length > 0 ? known : [])])].sort();
if (args.includes('--check')) {
  const fresh = all.filter((line) => !known.includes(line));
  const gone = known.filter((line) => !all.includes(line));
  for (const line of fresh) console.log(`new: ${line}`);
  for (const line of gone) console.log(`no longer made: ${line}`);
  process.exitCode = fresh.length + gone.length > 0 ? 1 : 0;
} else {
  const byFunction = Map.groupBy(all, (line) => line.slice(0, line.indexOf(' ')));
  const seen = [...byFunction].map(([by, calls]) => [by, calls.map((line) => line.slice(by.length + 1))]);
  writeFileSync(seenFile, `${JSON.stringify(Object.fromEntries(seen), undefined, 2)}\n`);
}
