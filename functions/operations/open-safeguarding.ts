import type { Dependencies } from '../dependencies.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';
import type { Case, Task } from '../domain/case/case.ts';
import type { User } from '../domain/council/council.ts';
import { may } from '../domain/people/may.ts';
import { stepsOf } from './list-messages.ts';
import { itemsOf } from './list-pages.ts';

/** A safeguarding mark that no one has decided yet, with the task to look at it. */
export interface OpenMark {
  state: Case;
  task: Task;
}

/** The open safeguarding marks of the cases that a user may read, the longest open first. */
export async function openSafeguarding(deps: Dependencies, user: User): Promise<OpenMark[]> {
  const { store, council } = deps;
  const steps = stepsOf(deps, [proceduresAlongside.safeguarding]);
  const open: OpenMark[] = [];
  for await (const { state, task } of itemsOf((page) => store.openTasks({ steps, ...page })))
    if (task.procedure === proceduresAlongside.safeguarding && may(user, { do: 'read case' }, state, council))
      open.push({ state, task });
  return open.toSorted((one, other) => one.task.openedAt.localeCompare(other.task.openedAt));
}
