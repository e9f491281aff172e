import { isOnPaper } from '../../domain/correspondence/letter-state.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import type { Files } from '../../ports.ts';

/** The stored copy of a letter as HTML; for an email, its HTML part. */
export async function storedHtml(files: Files, row: LetterRow): Promise<string | undefined> {
  const copy = row.file === undefined ? undefined : await files.get(row.file);
  if (!copy) return undefined;
  if (isOnPaper(row)) return new TextDecoder().decode(copy);
  // Loaded with the first mail.
  const { default: PostalMime } = await import('postal-mime');
  return (await PostalMime.parse(copy)).html;
}
