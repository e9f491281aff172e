import type { Case, Run } from '../../domain/case/case.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Slice } from '../../ports.ts';
import { itemsOf } from '../list-pages.ts';

/** The cases on which something is under way, each once: those that are open, and closed ones with an open task. */
export async function* casesUnderWay(
  { store }: Pick<Dependencies, 'store'>,
  slice?: Slice,
): AsyncGenerator<Case> {
  const only = slice === undefined ? {} : { slice };
  const seen = new Set<string>();
  for await (const state of itemsOf((page) => store.cases({ status: 'open', ...only, ...page }))) {
    seen.add(state.id);
    yield state;
  }
  for await (const { state } of itemsOf((page) => store.openTasks({ ...only, ...page }))) {
    if (seen.has(state.id)) continue;
    seen.add(state.id);
    yield state;
  }
}

/** The runs of a case that have not ended. */
export const runsUnderWay = ({ runs }: Case): Run[] => runs.filter(({ status }) => status !== 'ended');
