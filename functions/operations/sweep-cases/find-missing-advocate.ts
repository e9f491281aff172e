import type { Case } from '../../domain/case/case.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { dispatchNow } from '../dispatch.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { writeCase } from '../write-case.ts';

const procedure = proceduresAlongside.findAdvocate;

/** Someone asked for an advocate before that started a task, and none was named since. */
const isMissing = ({ status, facts, runs }: Case): boolean =>
  status === 'open' &&
  facts.advocacyWanted === true &&
  facts.advocateAppointed === undefined &&
  runs.every((run) => run.procedure !== procedure);

/**
 * Starts the task to find an advocate in an open case that recorded before there was one that an advocate is wanted. Its
 * time counts from today.
 */
export async function findMissingAdvocate(deps: Dependencies, state: Case): Promise<void> {
  if (!isMissing(state)) return;
  const result = await writeCase(deps, state.id, (file) => {
    if (!isMissing(file.state)) return { answer: undefined };
    const now = deps.clock.now();
    const matter = { id: 'advocate-1', from: londonDate(now) };
    return startAlongside(deps, file.state, { procedure, matter, now, by: 'system' });
  });
  if ('outbox' in result) await dispatchNow(deps, result.outbox);
}
