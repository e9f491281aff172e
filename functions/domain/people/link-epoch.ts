import type { Case } from '../case/case.ts';
import { partyOf } from '../case/parties.ts';

/** How often private links of a complainant were revoked: of the one whom letters go to, those to the complainant. */
export const linkEpochOf = (state: Case, party: string): number =>
  (party === state.person ? state.linkEpoch : partyOf(state, party)?.linkEpoch) ?? 0;
