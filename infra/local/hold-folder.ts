import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { words } from './words.ts';

/** Another process holds the folder. */
export class FolderHeld extends Error {
  override readonly name = 'FolderHeld';
}

// A connection that nothing names is closed, and its lock is gone.
const held = new Map<string, DatabaseSync>();

/**
 * Holds a data folder, which it makes where there is none, until this process ends, however it ends: two systems on one
 * folder would each start, time and repair the same executions. Throws `FolderHeld` if another process holds it.
 */
export function holdFolder(dataDir: string): void {
  const folder = path.resolve(dataDir);
  if (held.has(folder)) return;
  mkdirSync(folder, { recursive: true });
  // The operating system lets go of the lock of a database when its process dies, which it does for no file of ours.
  const lock = new DatabaseSync(path.join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new FolderHeld(words.folderHeld({ folder: dataDir }));
  }
  held.set(folder, lock);
}

/** Holds the folder of a command or of the local system; ends it with code 2 and a sentence if another process does. */
export function holdFolderOrExit(dataDir: string): void {
  try {
    holdFolder(dataDir);
  } catch (error) {
    if (!(error instanceof FolderHeld)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
