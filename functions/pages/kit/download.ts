import type { CaseDocument } from '../../domain/case/stored-rows.ts';
import { nameWithExtension } from '../../operations/check-file/check-file.ts';
import { scanOf } from '../../operations/check-file/scan.ts';
import { noPage, page, wordsOf, type PageContext, type PageKit } from './page-kit.ts';

/** A file that someone may have, if its scan allows it. */
export interface FileToOpen {
  file: string;
  mimeType: string;
  name: string;
  scanned?: true | undefined;
}

/**
 * Sends the browser to a link that downloads a file. The caller has checked that the reader may have it: the link is for this
 * file, and for minutes.
 */
export async function sendFile(
  kit: PageKit,
  c: PageContext,
  stored: FileToOpen | undefined,
): Promise<Response> {
  if (!stored) return noPage(kit, c);
  const refused = await refusedToOpen(kit, c, stored);
  if (refused) return refused;
  const { file: key, mimeType, name } = stored;
  c.set('sentFile', true);
  return c.redirect(await kit.deps.links.toDownload({ key, mimeType, name }), 303);
}

/** The answer where a file cannot be opened: it is gone, its scan is not done, or found malware. Undefined: it can. */
export async function refusedToOpen(
  kit: PageKit,
  c: PageContext,
  stored: FileToOpen,
): Promise<Response | undefined> {
  if (!(await kit.deps.files.about(stored.file))) return noPage(kit, c);
  const scan = await scanOf(kit.deps, stored);
  if (scan === 'safe') return undefined;
  const words = wordsOf(c).public.errors;
  return scan === 'waiting'
    ? page(kit, c, 'message.njk', { title: words.fileWaits, text: words.fileWaitsText }, 409)
    : page(kit, c, 'message.njk', { title: words.fileHasMalware, text: words.fileHasMalwareText }, 403);
}

/** A document under its title, with the ending that its file was stored with. */
export const documentToOpen = ({ title, file, mimeType, scanned }: CaseDocument) => ({
  file,
  mimeType,
  scanned,
  name: nameWithExtension(title, file.slice(file.lastIndexOf('.') + 1)),
});
