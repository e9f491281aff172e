import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FolderHeld, holdFolder } from '../../../infra/local/hold-folder.ts';

test('one process holds a data folder until it dies, whatever it dies of', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'redress-held-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = path.join(import.meta.dirname, '../../../infra/local/hold-folder.ts');
  const holds = `(await import(${JSON.stringify(program)})).holdFolder(process.argv[1]); console.log('holds'); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', holds, folder]);
  await once(other.stdout, 'data');
  expect(() => holdFolder(folder)).toThrow(FolderHeld);
  expect(() => holdFolder(folder)).toThrow(
    `Another process uses the data in ${folder}. Stop it first, or give another DATA_DIR.`,
  );
  other.kill('SIGKILL');
  await once(other, 'close');
  holdFolder(folder);
  holdFolder(folder);
});
