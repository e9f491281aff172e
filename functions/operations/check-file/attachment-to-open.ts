import type { StoredFile } from '../../domain/case/stored-rows.ts';
import type { Dependencies } from '../../dependencies.ts';
import { checkFile, nameWithExtension } from './check-file.ts';

/**
 * An attachment as it may be opened: with the type and the ending that belong to its content. Undefined if it is held back.
 * One that was stored before files were checked is checked now.
 */
export async function attachmentToOpen(
  { files }: Pick<Dependencies, 'files'>,
  stored: StoredFile,
): Promise<StoredFile | undefined> {
  if (stored.problem !== undefined) return undefined;
  if (stored.extension !== undefined)
    return { ...stored, name: nameWithExtension(stored.name, stored.extension) };
  const content = await files.get(stored.file);
  const checked = content && (await checkFile(content, stored.name));
  if (checked?.ok !== true) return undefined;
  const { mimeType, extension } = checked;
  return { ...stored, mimeType, name: nameWithExtension(stored.name, extension) };
}
