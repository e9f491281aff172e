import type { Dependencies } from '../../dependencies.ts';

type Deps = Pick<Dependencies, 'scanner'>;

/** What a stored file says of its scan. */
interface Scanned {
  file: string;
  scanned?: true | undefined;
}

/** Of a file that is stored now: whether it may only be opened when a scan has found nothing in it. */
export const scanMark = ({ scanner }: Deps): { scanned?: true } =>
  scanner.scans === 'never' ? {} : { scanned: true };

/** Whether malware is known to be in a file that has just been stored. Where scans come later, nothing is known yet. */
export async function isMalware(
  { scanner, securityLog }: Pick<Dependencies, 'scanner' | 'securityLog'>,
  key: string,
): Promise<boolean> {
  const found = scanner.scans === 'at once' && (await scanner.verdict(key)) === 'malware';
  if (found) securityLog('malware-found', { file: key });
  return found;
}

/** Whether a file may be opened. One that was stored when files were not scanned may. */
export const scanOf = async ({ scanner }: Deps, { file, scanned }: Scanned) =>
  scanned === true ? scanner.verdict(file) : 'safe';
