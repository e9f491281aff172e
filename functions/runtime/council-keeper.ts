import type { Council } from '../domain/council/council.ts';
import { asDeployed } from '../domain/council/council-change.ts';
import type { CouncilStore } from '../ports.ts';

/**
 * Has the council as it stands: what was last changed on the pages, or else the deployed file (version 0). `refresh` is
 * called when an invocation or a request begins, so that all of it sees one council.
 */
export interface CouncilKeeper {
  readonly council: Council;
  readonly version: number;
  /** The file that was deployed. */
  readonly deployed: Council;
  refresh(): Promise<void>;
}

export function councilKeeper(store: Pick<CouncilStore, 'council'>, deployed: Council): CouncilKeeper {
  let current = { version: 0, council: deployed };
  return {
    get council() {
      return current.council;
    },
    get version() {
      return current.version;
    },
    deployed,
    async refresh() {
      const newer = await store.council(current.version);
      if (newer) current = { version: newer.version, council: asDeployed(newer.council, deployed) };
    },
  };
}
