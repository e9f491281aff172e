import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
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

/** Thrown when a file that is not there is to be copied. */
class FileNotFound extends Error {
  override readonly name = 'FileNotFound';
}

/** Beside a file that was uploaded by a link: the name its sender gave it. Gone with the file. */
const nameBeside = (path: string): string => `${path}~name`;

interface DiskFiles extends Files {
  /** Stores a file that was uploaded by a link, with its name. */
  putNamed(key: string, content: Uint8Array, name: string): Promise<void>;
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
export function diskFiles(folder: string, { durable = true } = {}): DiskFiles {
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

    // On one machine nothing holds against whoever has it.
    async putLocked(key, content, mimeType) {
      if ((await this.about(key)) === undefined) await this.put(key, content, mimeType);
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

    async start(key, bytes) {
      try {
        await using file = await open(pathOf(key), 'r');
        const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
        return bytesRead === 0 ? undefined : buffer.subarray(0, bytesRead);
      } catch (error) {
        if (isNoSuch(error)) return undefined;
        throw error;
      }
    },

    async about(key) {
      const path = pathOf(key);
      try {
        const stats = await stat(path);
        if (!stats.isFile()) return undefined;
        const name = await readFile(nameBeside(path), 'utf8').catch(() => undefined);
        return { size: stats.size, ...(name === undefined ? {} : { name }) };
      } catch (error) {
        if (isNoSuch(error)) return undefined;
        throw error;
      }
    },

    async putNamed(key, content, name) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(nameBeside(path), name);
      await this.put(key, content, 'application/octet-stream');
    },

    async copy(from, to, mimeType) {
      const content = await this.get(from);
      if (!content) throw new FileNotFound(from);
      await this.put(to, content, mimeType);
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
