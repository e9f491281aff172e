import { isOnPaper } from '../../domain/correspondence/letter-state.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import { unescapeHtml } from '../../domain/text/escape-html.ts';
import type { Files } from '../../ports.ts';

/** What the stored copy of a letter says, as text; of an email, its text part. */
export async function storedText(files: Files, row: LetterRow): Promise<string | undefined> {
  const copy = row.file === undefined ? undefined : await files.get(row.file);
  if (!copy) return undefined;
  if (isOnPaper(row)) return textOfLetter(new TextDecoder().decode(copy));
  // Loaded with the first mail.
  const { default: PostalMime } = await import('postal-mime');
  return (await PostalMime.parse(copy)).text;
}

/** The text of a letter that `letterAsHtml` made, which escapes whatever is not its own. */
const textOfLetter = (html: string): string =>
  unescapeHtml(
    html
      .replace(/^[^]*?<main>/, '')
      .replace(/<\/main>[^]*$/, '')
      .split('\n')
      .map((line) => line.trim())
      .join(' ')
      .replaceAll(/<br>\s*/g, '\n')
      .replaceAll(/<\/(?:p|h\d|li)>\s*/g, '\n\n')
      .replaceAll(/<[^>]*>\s*/g, ''),
  ).trim();
