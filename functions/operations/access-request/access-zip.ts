import type { User } from '../../domain/council/council.ts';
import type { Words } from '../../words/words.ts';
import type { Dependencies } from '../../dependencies.ts';
import { attachmentToOpen } from '../check-file/attachment-to-open.ts';
import { scanOf } from '../check-file/scan.ts';
import { keyOfWaiting } from '../uploads/uploads.ts';
import {
  accessExport,
  exportAsHtml,
  filesOfExport,
  partsOfExport,
  type ExportedFile,
} from './access-export.ts';
import { inParts } from './in-parts.ts';
import type { GatheredRequest } from './items-about-person.ts';
import { placeOf } from './items-in-case.ts';
import { zipOf, type ZipEntry } from './zip.ts';

/** The most bytes of the files of one archive, unless one file alone has more: an archive is made in the memory of a function. */
const largestZip = 60_000_000;

/** The files of an export by the archive in which they come. The first has the index. */
const filesByZip = (gathered: GatheredRequest): ExportedFile[][] =>
  inParts(filesOfExport(gathered), ({ item }) => item.file?.size ?? 0, largestZip);

/** In how many archives an export comes. */
export const zipsOfExport = (gathered: GatheredRequest): number => filesByZip(gathered).length;

export type AccessZip =
  | { made: string; part: number; parts: number }
  /** The names of files that may not be opened: the scan is not done, or they are held back. */
  | { closed: string[] };

/**
 * Makes an archive of an export, counted from 1: in the first what it says, to read and as data, with an index of the files, and
 * in each its files. `made` is the key of the stored archive, which is erased within a day. Each file is recorded as read. Undefined
 * while an item that its reader sees is not cleared, and if there is no such archive.
 */
export async function accessZip(
  deps: Dependencies,
  gathered: GatheredRequest,
  { user, words, part }: { user: User; words: Words; part: number },
): Promise<AccessZip | undefined> {
  const now = deps.clock.now();
  const zips = filesByZip(gathered);
  const files = zips[part - 1];
  if (!files || !accessExport(gathered, { now, words })) return undefined;
  const entries: ZipEntry[] = [];
  const closed: string[] = [];
  for (const { name, item } of files) {
    const content = item.file && (await openContent(deps, item.file));
    if (content) entries.push({ name: name.replaceAll(/[\p{Cc}/\\:*?"<>|]/gu, '-'), content });
    else closed.push(name);
  }
  if (closed.length > 0) return { closed };
  for (const { item } of files) {
    const place = placeOf(item);
    if (place)
      await deps.store.recordRead(place.reference, {
        user: user.id,
        at: now,
        kind: place.kind,
        what: place.what,
      });
  }
  const key = keyOfWaiting(now);
  const told = part === 1 ? whatItSays(deps, gathered, words) : [];
  await deps.files.put(key, zipOf([...told, ...entries], now), 'application/zip');
  return { made: key, part, parts: zips.length };
}

/** The content of a file that may be opened. */
async function openContent(
  deps: Dependencies,
  { key, ...about }: NonNullable<ExportedFile['item']['file']>,
): Promise<Uint8Array | undefined> {
  const open = await attachmentToOpen(deps, { ...about, file: key });
  if (!open || (await scanOf(deps, open)) !== 'safe') return undefined;
  return deps.files.get(key);
}

/** An export as a page to read and as data, in its parts. */
function whatItSays(deps: Dependencies, gathered: GatheredRequest, words: Words): ZipEntry[] {
  const parts = partsOfExport(gathered);
  return Array.from({ length: parts }, (_, n) => n + 1).flatMap((part) => {
    const made = accessExport(gathered, { now: deps.clock.now(), words, part });
    const name = parts === 1 ? 'index' : `index-${part}`;
    const entry = (ending: string, text: string): ZipEntry => ({
      name: `${name}.${ending}`,
      content: new TextEncoder().encode(text),
      packed: true,
    });
    return made
      ? [
          entry('html', exportAsHtml(made, deps.council.name, words)),
          entry('json', JSON.stringify(made, undefined, 2)),
        ]
      : [];
  });
}
