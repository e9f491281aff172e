import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Released } from '../workflows/released.ts';

/** What has been released, from the files of a folder; nothing if there is no such folder. */
export function readReleased(folder: URL): Released[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => Released.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
}
