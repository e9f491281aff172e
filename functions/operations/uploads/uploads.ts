import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { oneLine } from '../../domain/text/clean-text.ts';
import type { RefusalOf } from '../../domain/text/refusal.ts';
import type { FileProblem } from '../../domain/case/file-problem.ts';
import { Instant } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { acceptedExtensions, checkFile } from '../check-file/check-file.ts';
import { isMalware } from '../check-file/scan.ts';
import { checkStored } from '../check-file/check-stored.ts';

// A file on its way in (decision 0054). The browser puts it below `uploads/` by a link, or a small one comes with its form. It
// is checked there, and becomes a file of a case by being copied. What no one takes up is erased.

/** The most bytes of a file that someone adds: from the public, and from staff. */
export const largestUpload = { public: 25_000_000, staff: 100_000_000 };

/** Where files wait. Each name begins with the hour at which it may be erased. */
const waitingFiles = 'uploads/';

const hour = 3_600_000;
/** As long as a visit may last (functions/pages/kit/session.ts), and longer than a link. */
const waits = 11 * hour;
const linkLasts = 3 * hour;
/** How long after the end of a link what came by it is taken up: an upload that began in time can be slow. */
const slowUpload = hour;

/**
 * S3 answers in XML what its link does not allow, so a link allows more than we take, and a file that is too large is refused on
 * our page, in words. Only beyond so many times the limit is it S3 that refuses.
 */
const roomToRefuse = 4;

/** A file that was checked and waits to be taken into a case. */
export const Upload = z.object({
  id: z.string(),
  title: z.string(),
  mimeType: z.string(),
  extension: z.string(),
  size: z.number(),
  file: z.string(),
});
export type Upload = z.infer<typeof Upload>;

type Refused = RefusalOf<'empty-file' | 'file-too-large' | FileProblem>;
export type UploadResult = { ok: true; upload: Upload } | { ok: false; title: string; refusal: Refused };

/** What a link was given for. Only the same session can take up what came by it, and only there. */
const Given = z.object({
  owner: z.string(),
  place: z.string(),
  key: z.string(),
  mostBytes: z.number(),
  taken: z.optional(Upload),
});
const nameOfGiven = (id: string) => `upload:${id}`;

const after = (at: Instant, ms: number): Instant =>
  Instant.parse(new Date(Date.parse(at) + ms).toISOString());
/** Where a file that is made to be downloaded once waits until it is erased with what was not taken up. */
export const keyOfWaiting = (now: Instant): string => newKey(now, randomUUID());
const newKey = (now: Instant, id: string) => `${waitingFiles}${after(now, waits).slice(0, 13)}/${id}`;

/** A form with which a browser uploads one file. It leads back to `backTo`, with the id of the upload as `upload`. */
export async function openUpload(
  deps: Dependencies,
  {
    owner,
    place,
    mostBytes,
    backTo,
    alongside,
  }: { owner: string; place: string; mostBytes: number; backTo: URL; alongside: readonly string[] },
): Promise<{ action: string; fields: Record<string, string> }> {
  const now = deps.clock.now();
  const id = randomUUID();
  const key = newKey(now, id);
  const until = after(now, linkLasts);
  backTo.searchParams.set('upload', id);
  await deps.shortLived.put(nameOfGiven(id), { owner, place, key, mostBytes }, after(until, slowUpload));
  return deps.links.toUpload({
    key,
    mostBytes: mostBytes * roomToRefuse,
    until,
    backTo: backTo.href,
    alongside,
  });
}

/**
 * A file that was uploaded by a link, checked; asked again, the same. Undefined: there is none, or it is another's. The link can
 * still write to its key, so the file is first moved to one that no link names, and checked there.
 */
export async function takeUpload(
  deps: Dependencies,
  { id, owner, place }: { id: string; owner: string; place: string },
): Promise<UploadResult | undefined> {
  const { files, clock, shortLived } = deps;
  const now = clock.now();
  const given = Given.safeParse(await shortLived.get(nameOfGiven(id), now)).data;
  if (given?.owner !== owner || given.place !== place) return undefined;
  const arrived = await files.about(given.key);
  if (!arrived) {
    const isThere = given.taken && (await files.about(given.taken.file)) !== undefined;
    return given.taken && isThere ? { ok: true, upload: given.taken } : undefined;
  }
  const own = randomUUID();
  const file = newKey(now, own);
  await files.copy(given.key, file, 'application/octet-stream');
  await files.erase(given.key);
  const title = titleOf(arrived.name ?? '');
  const { size = 0 } = (await files.about(file)) ?? {};
  const refuse = async (refusal: Refused) => {
    await files.erase(file);
    return { ok: false, title, refusal } as const;
  };
  if (size === 0) return refuse({ code: 'empty-file', params: {} });
  if (size > given.mostBytes) return refuse(tooLarge(given.mostBytes));
  const checked = await checkStored(files, file, arrived.name ?? '');
  if (!checked.ok) return refuse(refusalOf(checked.problem));
  if (await isMalware(deps, file)) return refuse({ code: 'file-has-malware', params: {} });
  const { mimeType, extension } = checked;
  const upload = { id: own, title, mimeType, extension, size, file };
  await shortLived.put(nameOfGiven(id), { ...given, taken: upload }, after(now, linkLasts + slowUpload));
  return { ok: true, upload };
}

/** Stores a file that came with its form, if it is accepted. `name`: of the file, as its sender calls it. */
export async function storeUpload(
  deps: Pick<Dependencies, 'clock' | 'files' | 'scanner' | 'securityLog'>,
  { content, name, mostBytes }: { content: Uint8Array; name: string; mostBytes: number },
): Promise<UploadResult> {
  const title = titleOf(name);
  const refuse = (refusal: Refused) => ({ ok: false, title, refusal }) as const;
  if (content.length === 0) return refuse({ code: 'empty-file', params: {} });
  if (content.length > mostBytes) return refuse(tooLarge(mostBytes));
  const checked = await checkFile(content, name);
  if (!checked.ok) return refuse(refusalOf(checked.problem));
  const { mimeType, extension } = checked;
  const id = randomUUID();
  const file = newKey(deps.clock.now(), id);
  await deps.files.put(file, content, mimeType);
  if (await isMalware(deps, file)) {
    await deps.files.erase(file);
    return refuse({ code: 'file-has-malware', params: {} });
  }
  return { ok: true, upload: { id, title, mimeType, extension, size: content.length, file } };
}

/** The name of the file of an upload below a folder: the same whenever the same upload is taken there. */
export const nameBelow = (folder: string, { id, extension }: Pick<Upload, 'id' | 'extension'>): string =>
  `${folder}${createHash('sha256').update(id).digest('hex').slice(0, 32)}.${extension}`;

/** Removes an upload that was taken or is not wanted. */
export const dropUpload = ({ files }: Pick<Dependencies, 'files'>, { file }: Pick<Upload, 'file'>) =>
  files.erase(file);

/** Erases uploads that no one took up in time. Returns how many. */
export async function eraseOldUploads({
  files,
  clock,
}: Pick<Dependencies, 'files' | 'clock'>): Promise<number> {
  const now = clock.now().slice(0, 13);
  const old = (await files.list(waitingFiles)).filter((key) => key.slice(waitingFiles.length) < now);
  for (const key of old) await files.erase(key);
  return old.length;
}

const longestTitle = 200;
const titleOf = (name: string): string => oneLine(name).slice(0, longestTitle).toWellFormed();

export const tooLarge = (bytes: number): RefusalOf<'file-too-large'> => ({
  code: 'file-too-large',
  params: { megabytes: bytes / 1_000_000 },
});

/** The refusal of a file with this problem. */
export const refusalOf = (problem: FileProblem): RefusalOf<FileProblem> =>
  problem === 'file-type-not-accepted'
    ? { code: problem, params: { types: [...acceptedExtensions] } }
    : { code: problem, params: {} };
