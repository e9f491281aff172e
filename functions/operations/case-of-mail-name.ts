import type { CaseStore } from '../ports.ts';
import { mailAlias } from './write-case.ts';

/** A letter of ours is named after its case (`newMailName`). */
const nameOfLetter = /^<([\w-]{1,60})-[0-9a-f]{20}@/;

/**
 * The case of a mail with this Message-ID: one that we know by an alias, or a letter of ours. Letters from before had an alias
 * too. Not even the case of a letter is believed before the letter is found in it.
 */
export async function caseOfMailName(
  store: Pick<CaseStore, 'find' | 'recent'>,
  name: string,
): Promise<string | undefined> {
  const known = await store.find({ alias: mailAlias(name) });
  const caseId = nameOfLetter.exec(name)?.[1];
  if (known !== undefined || caseId === undefined) return known;
  const file = await store.recent(caseId);
  return file?.letters.some(({ mailId }) => mailId === name) ? caseId : undefined;
}
