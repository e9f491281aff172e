import { readingOnce } from '../adapters/read-once.ts';
import { withStore, type Dependencies } from '../dependencies.ts';

/** The dependencies of one call of a state machine: it reads its case once, however often it looks at it. */
export const inOneOperation = (deps: Dependencies): Dependencies => withStore(deps, readingOnce(deps.store));
