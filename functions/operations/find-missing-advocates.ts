import type { Case } from '../domain/case/case.ts';
import { londonDate } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';
import { dispatchNow } from './dispatch.ts';
import { itemsOf } from './list-pages.ts';
import { sliceOfHour } from './repair-cases.ts';
import { startAlongside } from './runs/start-alongside.ts';
import { writeCase } from './write-case.ts';

const procedure = proceduresAlongside.findAdvocate;

/** Someone asked for an advocate before that started a task, and none was named since. */
const isMissing = ({ status, facts, runs, tasks }: Case): boolean =>
  status === 'open' &&
  tasks.length > 0 &&
  facts.advocacyWanted === true &&
  facts.advocateAppointed === undefined &&
  runs.every((run) => run.procedure !== procedure);

/**
 * Starts the task to find an advocate in open cases that recorded before there was one that an advocate is wanted. Its time
 * counts from today. Looks at the slice of the current hour, so that every case is looked at on each day.
 */
export async function findMissingAdvocates(deps: Dependencies): Promise<void> {
  const slice = sliceOfHour(deps.clock.now());
  for await (const state of itemsOf((page) => deps.store.cases({ status: 'open', slice, ...page }))) {
    if (!isMissing(state)) continue;
    const result = await writeCase(deps, state.id, (file) => {
      if (!isMissing(file.state)) return { answer: undefined };
      const now = deps.clock.now();
      const matter = { id: 'advocate-1', from: londonDate(now) };
      const start = startAlongside(deps, file.state, { procedure, matter, now, by: 'system' });
      return { events: [start.event], outbox: [start.entry] };
    });
    if ('outbox' in result) await dispatchNow(deps, result.outbox);
  }
}
