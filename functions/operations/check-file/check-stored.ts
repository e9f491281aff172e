import type { Files } from '../../ports.ts';
import { checkBeginning, checkFile } from './check-file.ts';

/** So much of a file tells its type (file-type: `minimumBytes` of what it detects). */
const beginning = 4_100;

/** What a stored file is, or why it may not be opened. Of pictures and recordings only the beginning is read. */
export async function checkStored(
  files: Pick<Files, 'start' | 'get'>,
  key: string,
  name: string,
): ReturnType<typeof checkFile> {
  const start = await files.start(key, beginning);
  const known = start && (await checkBeginning(start, name));
  return known ?? checkFile((await files.get(key)) ?? new Uint8Array(), name);
}
