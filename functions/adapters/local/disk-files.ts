import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Files } from '../../ports.ts';

/** Thrown for a key that contains anything but letters, digits and `-_./`, or that would lead out of the folder. */
class InvalidFileKey extends Error {
  override readonly name = 'InvalidFileKey';
}

// Segments, joined by single slashes, that are neither empty nor `.` nor `..`.
const keyPattern = /^(?!\.{1,2}(\/|$))[\w.-]+(\/(?!\.{1,2}(\/|$))[\w.-]+)*$/;

function isNoSuch(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
}

async function entriesOf(folder: string, recursive: boolean) {
  try {
    return await readdir(folder, { recursive, withFileTypes: true });
  } catch (error) {
    if (isNoSuch(error)) return [];
    throw error;
  }
}

/**
 * Files below a folder. A file is either complete or absent, even after a crash of the process (and of the machine, if
 * `durable`).
 */
export function diskFiles(folder: string, { durable = true } = {}): Files {
  function pathOf(key: string): string {
    if (!keyPattern.test(key)) throw new InvalidFileKey(`"${key}"`);
    return join(folder, key);
  }

  return {
    async put(key, content) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      // No key contains a tilde, so no one takes a half-written file for one of ours.
      const temporary = `${path}~${randomUUID()}`;
      try {
        await writeFile(temporary, content, { flag: 'wx', flush: durable });
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      if (!durable) return;
      // A new name is on the disk only after its folder is synced.
      await using parent = await open(dirname(path), 'r');
      await parent.sync();
    },

    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        // A folder, or a file where the path needs a folder, means that this key has no file.
        if (isNoSuch(error)) return undefined;
        throw error;
      }
    },

    async list(prefix) {
      const at = pathOf(prefix.replace(/\/$/, ''));
      const entries = await entriesOf(at, true);
      const files = entries.filter((entry) => entry.isFile() && !entry.name.includes('~'));
      return files.map(({ parentPath, name }) => `${prefix}${relative(at, join(parentPath, name))}`).sort();
    },

    async erase(key) {
      const path = pathOf(key);
      const names = (await entriesOf(dirname(path), false)).flatMap(({ name }) =>
        name === basename(path) || name.startsWith(`${basename(path)}~`) ? [name] : [],
      );
      if (names.length === 0) return;
      // Another process may be erasing it at this moment.
      for (const name of names) await rm(join(dirname(path), name), { force: true });
      await using parent = await open(dirname(path), 'r');
      await parent.sync();
    },
  };
}
