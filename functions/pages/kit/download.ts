import type { CaseDocument } from '../../domain/case/stored-rows.ts';
import { nameWithExtension } from '../../operations/check-file/check-file.ts';
import { scanOf } from '../../operations/check-file/scan.ts';
import { noPage, page, wordsOf, type PageContext, type PageKit } from './page-kit.ts';

/**
 * Sends the browser to a link that downloads a file. The caller has checked that the reader may have it: the link is for this
 * file, and for minutes.
 */
export async function sendFile(
  kit: PageKit,
  c: PageContext,
  stored: { file: string; mimeType: string; name: string; scanned?: true | undefined } | undefined,
): Promise<Response> {
  const { files, links } = kit.deps;
  if (!stored || !(await files.about(stored.file))) return noPage(kit, c);
  const scan = await scanOf(kit.deps, stored);
  if (scan !== 'safe') {
    const words = wordsOf(c).public.errors;
    return scan === 'waiting'
      ? page(kit, c, 'message.njk', { title: words.fileWaits, text: words.fileWaitsText }, 409)
      : page(kit, c, 'message.njk', { title: words.fileHasMalware, text: words.fileHasMalwareText }, 403);
  }
  const { file: key, mimeType, name } = stored;
  c.set('sentFile', true);
  return c.redirect(await links.toDownload({ key, mimeType, name }), 303);
}

/** A document under its title, with the ending that its file was stored with. */
export const documentToOpen = ({ title, file, mimeType, scanned }: CaseDocument) => ({
  file,
  mimeType,
  scanned,
  name: nameWithExtension(title, file.slice(file.lastIndexOf('.') + 1)),
});
