import type { LetterRow } from '../../domain/case/stored-rows.ts';
import type { Files } from '../../ports.ts';

/** The stored copy of a letter as HTML; for an email, its HTML part. */
export async function storedHtml(files: Files, { file }: LetterRow): Promise<string | undefined> {
  const copy = file === undefined ? undefined : await files.get(file);
  if (!copy) return undefined;
  if (file?.endsWith('.html') === true) return new TextDecoder().decode(copy);
  // Loaded with the first mail.
  const { default: PostalMime } = await import('postal-mime');
  return (await PostalMime.parse(copy)).html;
}
