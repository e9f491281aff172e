import type { Dependencies } from '../../dependencies.ts';
import { uploadsClaim, uploadsFolder } from '../receive-feedback.ts';
import { isSweepDay, wasAstray } from './stray.ts';

/**
 * Erases the uploads of forms that did not become a case: the sender was told that the form failed, and could send them
 * again. Returns the number of forms.
 */
export async function eraseStrayUploads(deps: Dependencies): Promise<number> {
  if (!isSweepDay(deps)) return 0;
  const stored = await deps.files.list(uploadsFolder);
  let erased = 0;
  for (const [folder, files] of Map.groupBy(stored, (file) => file.replace(/[^/]+$/, ''))) {
    if ((await deps.store.isClaimed(uploadsClaim(folder))) || !(await wasAstray(deps, folder))) continue;
    for (const file of files) await deps.files.erase(file);
    erased += 1;
  }
  return erased;
}
