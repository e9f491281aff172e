import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { FileScanner } from '../../ports.ts';

/** A program of ClamAV, with options of its own. `clamdscan` asks a daemon; `clamscan` reads all signatures each time. */
export interface ClamAv {
  command: string;
  options?: readonly string[];
}

/** Longer than `clamscan` takes to read its signatures. */
const longest = 120_000;

/** The code with which a program of ClamAV ends; 2 if it cannot start, as for its own faults. */
const codeOf = ({ command, options = [] }: ClamAv, args: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    execFile(command, [...options, ...args], { timeout: longest }, (error) =>
      resolve(error === null ? 0 : typeof error.code === 'number' ? error.code : 2),
    );
  });

/** The program of ClamAV that works here, if there is one: `clamdscan` whose daemon answers, or `clamscan` with signatures. */
export async function findClamAv(): Promise<ClamAv | undefined> {
  const daemon = { command: 'clamdscan', options: ['--fdpass'] };
  if ((await codeOf({ command: 'clamdscan' }, ['--ping', '1:1'])) === 0) return daemon;
  const alone = { command: 'clamscan' };
  // Any file that is surely there; a device it refuses to scan.
  return (await codeOf(alone, ['--no-summary', import.meta.filename])) === 0 ? alone : undefined;
}

/** Scans files below a folder by ClamAV when someone asks. 0: nothing found, 1: malware, 2: it could not look (clamscan(1)). */
export function clamScanner(folder: string, clam: ClamAv, failed: (key: string) => void): FileScanner {
  // No other file is ever stored under the key of a file that was scanned.
  const known = new Map<string, 'safe' | 'malware'>();
  return {
    scans: 'at once',
    async verdict(key) {
      const before = known.get(key);
      if (before) return before;
      const code = await codeOf(clam, ['--no-summary', join(folder, key)]);
      if (code > 1) {
        failed(key);
        return 'waiting';
      }
      const verdict = code === 0 ? 'safe' : 'malware';
      known.set(key, verdict);
      return verdict;
    },
  };
}
