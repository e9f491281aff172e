import { councilInForce } from '../../functions/domain/council/council-in-force.ts';
import type { Council } from '../../functions/domain/council/council.ts';
import { councilDifferencesInWords } from '../council-differences-in-words.ts';
import { words } from './words.ts';

/**
 * Prints how the council that pages stored differs from that of a folder. Undefined: no one has changed anything on them.
 * Answers whether there is stored wording that is not used.
 */
export function printDifferences(folder: Council, stored: Council | undefined): boolean {
  if (!stored) {
    console.log(words.councilDifferences.none);
    return false;
  }
  const inForce = councilInForce(stored, folder);
  for (const line of councilDifferencesInWords(folder, inForce)) console.log(line);
  return Object.keys(inForce.rejected).length > 0;
}
