import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ClamAv } from '../functions/adapters/local/clam-scanner.ts';
import { eicar } from './small-files.ts';

/** ClamAV as it is installed on this machine, for tests. */
interface ClamOfTests {
  /** What works here, each with its name: the program alone, and the one that asks a daemon, which is started for it. */
  programs: [name: string, clam: ClamAv][];
  /** What is not installed, and so is not run; in CI that is a failure. */
  missing: string[];
  stop(): void;
}

const run = promisify(execFile);
const isThere = (command: string): Promise<boolean> =>
  run(command, ['--version']).then(
    () => true,
    () => false,
  );

/**
 * ClamAV with the signature of one file, EICAR, so that it starts in a moment and needs nothing of the network (Debian:
 * `apt-get install clamav clamav-daemon clamdscan`).
 *
 * @throws in CI, if it is not installed
 */
export async function clamOfTests(folder: string): Promise<ClamOfTests> {
  const signatures = join(folder, 'signatures');
  const hash = createHash('md5').update(eicar).digest('hex');
  await mkdir(signatures);
  await writeFile(join(signatures, 'eicar.hdb'), `${hash}:${eicar.length}:Eicar-Test-Signature\n`);
  const found: ClamOfTests = { programs: [], missing: [], stop: () => undefined };
  for (const command of ['clamscan', 'clamd', 'clamdscan'])
    if (!(await isThere(command))) found.missing.push(command);
  if (found.missing.length > 0 && process.env['CI'])
    throw new Error(`These programs of ClamAV are not installed: ${found.missing.join(', ')}.`);
  if (!found.missing.includes('clamscan'))
    found.programs.push(['clamscan', { command: 'clamscan', options: ['--database', signatures] }]);
  if (found.missing.some((command) => command !== 'clamscan')) return found;
  const settings = join(folder, 'clamd.conf');
  await writeFile(
    settings,
    `DatabaseDirectory ${signatures}\nLocalSocket ${join(folder, 'clamd')}\nForeground yes\n`,
  );
  const daemon = spawn('clamd', [`--config-file=${settings}`], { stdio: 'ignore' });
  found.stop = () => daemon.kill();
  await run('clamdscan', [`--config-file=${settings}`, '--ping', '30:1']);
  found.programs.push([
    'clamdscan with its daemon',
    { command: 'clamdscan', options: [`--config-file=${settings}`, '--fdpass'] },
  ]);
  return found;
}
