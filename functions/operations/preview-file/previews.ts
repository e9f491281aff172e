import * as z from 'zod/mini';
import { Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';

// Previews of files of a case (decision 0058): pictures in JPEG of what someone wants to look at. A page asks for them by a
// file below `wanted-previews/`, and whatever draws them is called when that is stored.

/** Where pages ask for previews: the name of each file is that of the original. */
const wantedPreviews = 'wanted-previews/';
/** Where previews are, in a folder for each original. */
const drawnPreviews = 'previews/';

const recordOf = (file: string): string => `${drawnPreviews}${file}/preview.json`;
const thumbnailAt = (file: string): string => `${drawnPreviews}${file}/thumbnail.jpg`;
const pageOf = (file: string, page: number): string => `${drawnPreviews}${file}/${page}.jpg`;

/** Why a file has no preview: it has too many pixels or bytes, or it cannot be drawn. */
const NoPreview = z.enum(['too-large', 'not-readable']);
export type NoPreview = z.infer<typeof NoPreview>;

const Record = z.union([
  /** How often someone began to draw it. */
  z.object({ state: z.literal('begun'), times: z.number() }),
  /** So many pages are drawn, of all that it has. */
  z.object({ state: z.literal('drawn'), pages: z.number(), of: z.number() }),
  z.object({ state: z.literal('none'), why: NoPreview }),
]);
type Record = z.infer<typeof Record>;

const Wanted = z.object({ at: Instant });

/** After so long without an answer a preview is asked for again: longer than all attempts at one take. */
const askAgainAfter = 15 * 60_000;

const drawable: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/tiff',
  'image/heic',
  'image/heif',
]);

/** Whether files of this type can have a preview. */
export const canBeDrawn = (mimeType: string): boolean => drawable.has(mimeType);

/** The file whose preview is asked for by this one. Undefined if it is no such request. */
export function fileWanted(key: string): string | undefined {
  return /^wanted-previews\/((?:attachments|documents)\/.+)$/.exec(key)?.[1];
}

/** What is known of the preview of a file; 'begun' if someone is drawing it. */
export async function recordOfPreview(
  { files }: Pick<Dependencies, 'files'>,
  file: string,
): Promise<Record | undefined> {
  const content = await files.get(recordOf(file));
  return content && Record.parse(JSON.parse(new TextDecoder().decode(content)));
}

/** Stores what is known of the preview of a file. */
export const keepRecord = (
  { files }: Pick<Dependencies, 'files'>,
  file: string,
  record: Record,
): Promise<void> => putJson(files, recordOf(file), record);

/** Stores a page of a preview, counted from 1. */
export const keepPage = (
  { files }: Pick<Dependencies, 'files'>,
  file: string,
  { page, content }: { page: number; content: Uint8Array },
): Promise<void> => files.put(pageOf(file, page), content, 'image/jpeg');

/** Stores the first page of a preview made small. */
export const keepThumbnail = (
  { files }: Pick<Dependencies, 'files'>,
  file: string,
  content: Uint8Array,
): Promise<void> => files.put(thumbnailAt(file), content, 'image/jpeg');

/** The preview of a file; if no one has drawn it yet, asks for it. The caller has checked that the file may be opened. */
export async function previewOf(
  deps: Pick<Dependencies, 'files' | 'clock'>,
  file: string,
): Promise<Exclude<Record, { state: 'begun' }> | 'being drawn'> {
  const known = await recordOfPreview(deps, file);
  if (known && known.state !== 'begun') return known;
  const now = deps.clock.now();
  const request = `${wantedPreviews}${file}`;
  const asked = await deps.files.get(request);
  const before = asked && Wanted.parse(JSON.parse(new TextDecoder().decode(asked))).at;
  if (before === undefined || Date.parse(now) - Date.parse(before) > askAgainAfter)
    await putJson(deps.files, request, { at: now });
  return 'being drawn';
}

/** A page of a preview, counted from 1. Undefined if there is none. */
export const previewPage = (
  { files }: Pick<Dependencies, 'files'>,
  file: string,
  page: number,
): Promise<Uint8Array | undefined> => files.get(pageOf(file, page));

/** The first page of a preview made small. Undefined if there is none. */
export const thumbnailOf = (
  { files }: Pick<Dependencies, 'files'>,
  file: string,
): Promise<Uint8Array | undefined> => files.get(thumbnailAt(file));

/** Erases the previews of files, and that they were asked for. */
export async function erasePreviews(
  { files }: Pick<Dependencies, 'files'>,
  originals: readonly string[],
): Promise<void> {
  const own = new Set(originals);
  // Files of one mail or case share a folder, which is listed once.
  const folders = new Set(originals.filter(isOfCase).map((file) => file.replace(/[^/]+$/, '')));
  for (const folder of folders) {
    for (const key of await files.list(`${wantedPreviews}${folder}`))
      if (own.has(key.slice(wantedPreviews.length))) await files.erase(key);
    for (const key of await files.list(`${drawnPreviews}${folder}`))
      if (own.has(key.slice(drawnPreviews.length).replace(/\/[^/]+$/, ''))) await files.erase(key);
  }
}

const isOfCase = (file: string): boolean => /^(?:attachments|documents)\//.test(file);

const putJson = (files: Dependencies['files'], key: string, value: unknown): Promise<void> =>
  files.put(key, new TextEncoder().encode(JSON.stringify(value)), 'application/json');
