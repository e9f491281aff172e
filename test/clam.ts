import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ClamAv } from '../functions/adapters/local/clam-scanner.ts';
import { eicar } from './small-files.ts';

/**
 * ClamAV with the signature of one file, EICAR, so that it starts in a moment and needs nothing of the network. Undefined where it
 * is not installed (Debian: `apt-get install clamav`).
 */
export async function clamOfTests(folder: string): Promise<ClamAv | undefined> {
  const signatures = join(folder, 'eicar.hdb');
  const hash = createHash('md5').update(eicar).digest('hex');
  await writeFile(signatures, `${hash}:${eicar.length}:Eicar-Test-Signature\n`);
  try {
    await promisify(execFile)('clamscan', ['--version']);
    return { command: 'clamscan', options: ['--database', signatures] };
  } catch {
    return undefined;
  }
}
