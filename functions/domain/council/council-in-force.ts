import type { Council } from './council.ts';
import { asDeployed, differences, type Difference } from './council-change.ts';
import { rejections, type Wording } from './letter-wording.ts';
import { atLeastAsFolder } from './retention-periods.ts';

/** The council's own wording of letters, by their ids. */
export type WordingByLetter = Readonly<Record<string, Wording>>;

/** A council that is used, and the wording in its stored version that is not. */
export interface CouncilInForce {
  council: Council;
  /** Stored wording that a letter of this version of Redress does not accept. Those letters have the folder's wording. */
  rejected: WordingByLetter;
}

/**
 * The council that pages stored over a deployed folder: with what only a deployment changes, no case kept for a shorter time
 * than the folder says, and no wording that would hold its letter up.
 */
export function councilInForce(stored: Council, deployed: Council): CouncilInForce {
  const { retention: _, ...council } = asDeployed(stored, deployed);
  const kept = { ...council, ...atLeastAsFolder(stored, deployed) };
  const own = Object.entries(stored.letters ?? {});
  const rejected = Object.fromEntries(own.filter(([id, wording]) => rejections(id, wording).length > 0));
  if (Object.keys(rejected).length === 0) return { council: kept, rejected };
  const accepted = own.flatMap(([id, wording]) => {
    const used = Object.hasOwn(rejected, id) ? deployed.letters?.[id] : wording;
    return used === undefined ? [] : [[id, used] as const];
  });
  const { letters: __, ...others } = kept;
  return {
    council: accepted.length === 0 ? others : { ...others, letters: Object.fromEntries(accepted) },
    rejected,
  };
}

/** A council as it is stored: with the wording that is not used, so that its author still has it. */
export const asStored = (council: Council, rejected: WordingByLetter): Council =>
  Object.keys(rejected).length === 0 ? council : { ...council, letters: { ...council.letters, ...rejected } };

/** How a council that is used differs from its deployed folder. */
export const differencesFromFolder = (
  deployed: Council,
  { council, rejected }: CouncilInForce,
): Difference[] => differences(deployed, asStored(council, rejected));
