import type { Dependencies } from '../../dependencies.ts';
import { papersClaim, receivedPapers } from '../receive-feedback.ts';
import { isSweepDay, wasAstray } from './stray.ts';

/**
 * Erases the files of forms that became no case: whoever sent them was told that it failed, and could send them again.
 * Answers how many forms.
 */
export async function eraseStrayPapers(deps: Dependencies): Promise<number> {
  if (!isSweepDay(deps)) return 0;
  const stored = await deps.files.list(receivedPapers);
  let erased = 0;
  for (const [folder, files] of Map.groupBy(stored, (file) => file.replace(/[^/]+$/, ''))) {
    if ((await deps.store.isClaimed(papersClaim(folder))) || !(await wasAstray(deps, folder))) continue;
    for (const file of files) await deps.files.erase(file);
    erased += 1;
  }
  return erased;
}
