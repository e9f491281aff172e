import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { clamScanner, findClamAv, type ClamAv } from '../../../functions/adapters/local/clam-scanner.ts';
import { eicar } from '../../small-files.ts';
import { clamOfTests } from '../../clam.ts';

const folder = await mkdtemp(join(tmpdir(), 'redress-clam-'));
afterAll(async () => {
  real.stop();
  await rm(folder, { recursive: true });
});

/** A program that ends as those of ClamAV do (clamscan(1)). */
async function standIn(script: string): Promise<ClamAv> {
  const command = join(folder, `clam-${script.length}`);
  await writeFile(command, `#!/bin/sh\nfor file; do :; done\n${script}\n`);
  await chmod(command, 0o755);
  return { command };
}

const real = await clamOfTests(folder);
if (real.missing.length > 0)
  console.warn(
    `NOT RUN: scans by ClamAV's own programs, because these are not installed: ${real.missing.join(', ')}.`,
  );

await mkdir(join(folder, 'files/documents'), { recursive: true });
await writeFile(join(folder, 'files/documents/letter'), 'Dear Sir');
await writeFile(join(folder, 'files/documents/eicar'), eicar);

test.each<[string, ClamAv]>([
  ['a program that ends like it', await standIn('grep -q STANDARD-ANTIVIRUS "$file" && exit 1 || exit 0')],
  ...real.programs,
])('%s finds malware, and nothing in a letter', async (_, clam) => {
  const scanner = clamScanner(join(folder, 'files'), clam, (key) => expect.fail(key));
  expect(scanner.scans).toBe('at once');
  expect(await scanner.verdict('documents/letter')).toBe('safe');
  expect(await scanner.verdict('documents/eicar')).toBe('malware');
});

test.each([
  ['cannot look', 'exit 2'],
  ['is killed', 'kill -9 $$'],
])('a file waits while the scanner %s, and is asked for again', async (_, script) => {
  const failed: string[] = [];
  const scanner = clamScanner(join(folder, 'files'), await standIn(script), (key) => failed.push(key));
  expect([await scanner.verdict('documents/letter'), await scanner.verdict('documents/letter')]).toEqual([
    'waiting',
    'waiting',
  ]);
  expect(failed).toEqual(['documents/letter', 'documents/letter']);
});

test('a scanner that is not there lets nothing through', async () => {
  const scanner = clamScanner(join(folder, 'files'), { command: join(folder, 'no-such') }, () => undefined);
  expect(await scanner.verdict('documents/letter')).toBe('waiting');
});

test.each([
  ['the program alone, where no daemon answers', { clamscan: '[ -f "$file" ] || exit 2' }, 'clamscan'],
  ['the daemon, where it answers', { clamdscan: 'exit 0', clamscan: 'exit 0' }, 'clamdscan'],
  ['none, where there are no signatures', { clamdscan: 'exit 2', clamscan: 'exit 2' }, undefined],
  ['none, where it is not installed', {}, undefined],
])('finds %s', async (what, programs, command) => {
  const path = join(folder, what.replaceAll(/\W/g, '-'));
  await mkdir(path);
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(path, name), `#!/bin/sh\nfor file; do :; done\n${script}\n`);
    await chmod(join(path, name), 0o755);
  }
  vi.stubEnv('PATH', path);
  expect((await findClamAv())?.command).toBe(command);
  vi.unstubAllEnvs();
});
