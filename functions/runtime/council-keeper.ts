import type { Council } from '../domain/council/council.ts';
import { asDeployed } from '../domain/council/council-change.ts';
import type { CouncilStore } from '../ports.ts';

/**
 * Holds the current council: the last version saved on the pages, or the deployed file (version 0). `refresh` is called
 * at the start of an invocation or a request, so all of it uses the same version.
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
