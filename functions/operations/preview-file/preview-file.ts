import type { Dependencies } from '../../dependencies.ts';
import { checkFile } from '../check-file/check-file.ts';
import {
  canBeDrawn,
  erasePreviews,
  keepPage,
  keepRecord,
  keepThumbnail,
  recordOfPreview,
  type NoPreview,
} from './previews.ts';

/**
 * The pages of a preview in JPEG, without anything but the picture, the first of them small, and how many pages the file has.
 */
export type Drawn = { pages: readonly Uint8Array[]; thumbnail: Uint8Array; of: number } | { none: NoPreview };

/** Draws the preview of a file. May throw for a file that cannot be read. */
export type Draw = (content: Uint8Array, mimeType: string) => Promise<Drawn>;

/** The largest file that is drawn, in bytes: a scanned bundle of papers. */
const mostBytes = 60_000_000;

/** A file that stops its process twice, as one made to fill memory or time does, is not tried again. */
const mostTimes = 2;

/**
 * Draws the preview of a file and stores it. Called again, it does nothing more. A file that cannot be drawn has the record
 * that it has no preview, even if drawing it ended the process.
 */
export async function previewFile(
  deps: Pick<Dependencies, 'files'>,
  draw: Draw,
  file: string,
): Promise<void> {
  const { files } = deps;
  const known = await recordOfPreview(deps, file);
  if (known && known.state !== 'begun') return;
  const about = await files.about(file);
  if (!about) return;
  const times = (known?.times ?? 0) + 1;
  if (times > mostTimes) return keepRecord(deps, file, { state: 'none', why: 'not-readable' });
  await keepRecord(deps, file, { state: 'begun', times });
  const drawn = about.size > mostBytes ? tooLarge : await drawnFrom((await files.get(file)) ?? nothing, draw);
  if ('none' in drawn) await keepRecord(deps, file, { state: 'none', why: drawn.none });
  else {
    for (const [index, content] of drawn.pages.entries())
      await keepPage(deps, file, { page: index + 1, content });
    await keepThumbnail(deps, file, drawn.thumbnail);
    await keepRecord(deps, file, { state: 'drawn', pages: drawn.pages.length, of: drawn.of });
  }
  // It may have been erased meanwhile.
  if (!(await files.about(file))) await erasePreviews(deps, [file]);
}

const nothing = new Uint8Array();
const tooLarge: Drawn = { none: 'too-large' };
const notReadable: Drawn = { none: 'not-readable' };

async function drawnFrom(content: Uint8Array, draw: Draw): Promise<Drawn> {
  const checked = await checkFile(content, '');
  if (!checked.ok || !canBeDrawn(checked.mimeType)) return notReadable;
  try {
    return await draw(content, checked.mimeType);
  } catch {
    // What it could not read of which file is of no use to anyone, and may be personal.
    return notReadable;
  }
}
