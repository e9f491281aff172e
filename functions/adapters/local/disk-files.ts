import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../../ports.ts';

/** Thrown for a key that is not made of letters, digits and `-_./`, or that would lead out of the folder. */
class InvalidFileKey extends Error {
  override readonly name = 'InvalidFileKey';
}

// Segments that are neither empty nor `.` nor `..`, joined by single slashes.
const keyPattern = /^(?!\.{1,2}(\/|$))[\w.-]+(\/(?!\.{1,2}(\/|$))[\w.-]+)*$/;

/** Files under a folder. A file is there whole or not at all, also after a crash. */
export function diskFiles(folder: string): Files {
  function pathOf(key: string): string {
    if (!keyPattern.test(key)) throw new InvalidFileKey(`"${key}"`);
    return join(folder, key);
  }

  return {
    async put(key, content) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      // No key has a tilde, so nobody takes a half-written file for one of ours.
      const temporary = `${path}~${randomUUID()}`;
      try {
        await writeFile(temporary, content, { flag: 'wx', flush: true });
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      // The new name is only on the disk once its folder is.
      await using parent = await open(dirname(path), 'r');
      await parent.sync();
    },

    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        // A folder, or a file on the way, is no file of this key either.
        if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
        throw error;
      }
    },
  };
}
