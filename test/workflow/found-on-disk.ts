import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The words that any file below a folder has, each with the file: what is left of a case after its erasure. */
export async function foundOnDisk(dataDir: string, words: readonly string[]): Promise<string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    // As it is, and as a mail may have coded it.
    const texts = [bytes.toString('latin1'), bytes.toString('latin1').replaceAll(/=\r?\n/g, '')];
    for (const word of words)
      if (texts.some((text) => text.includes(word) || text.includes(word.replaceAll(' ', '=20'))))
        found.push(`${path.relative(dataDir, file)}: ${word}`);
  }
  return found;
}
