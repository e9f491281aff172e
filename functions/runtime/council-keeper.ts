import type { Council } from '../domain/council/council.ts';
import {
  councilInForce,
  type CouncilInForce,
  type WordingByLetter,
} from '../domain/council/council-in-force.ts';
import { proceduresInForce } from '../domain/council/targets.ts';
import type { CouncilStore } from '../ports.ts';
import type { Procedures } from '../../workflows/procedures/index.ts';

/**
 * Holds the current council: the last version saved on the pages, or the deployed file (version 0). `refresh` is called
 * at the start of an invocation or a request, so all of it uses the same version.
 */
export interface CouncilKeeper {
  readonly council: Council;
  readonly version: number;
  /** Stored wording that its letter does not accept in this version of Redress, so that it is not used. */
  readonly rejectedWording: WordingByLetter;
  /** The procedures with the targets of the current council. */
  readonly procedures: Procedures;
  /** What was deployed: the council and the procedures as its folder says. */
  readonly deployed: Deployed;
  refresh(): Promise<void>;
}

/** What a deployment has of the council's folder. */
interface Deployed {
  council: Council;
  procedures: Procedures;
}

export function councilKeeper(store: Pick<CouncilStore, 'council'>, deployed: Deployed): CouncilKeeper {
  let current: CouncilInForce & { version: number } = {
    version: 0,
    council: deployed.council,
    rejected: {},
  };
  const inForce = proceduresInForce(deployed.procedures);
  return {
    get council() {
      return current.council;
    },
    get procedures() {
      return inForce(current.council);
    },
    get rejectedWording() {
      return current.rejected;
    },
    get version() {
      return current.version;
    },
    deployed,
    async refresh() {
      const newer = await store.council(current.version);
      if (newer) current = { version: newer.version, ...councilInForce(newer.council, deployed.council) };
    },
  };
}
