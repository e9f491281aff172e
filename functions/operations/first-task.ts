import type { Case } from '../domain/case/case.ts';
import { record } from '../domain/case/replay.ts';
import { answersOf } from '../domain/correspondence/letter-values.ts';
import { openTask } from '../domain/steps/open-task.ts';
import { currentCalendar, type Dependencies } from '../dependencies.ts';
import type { CaseFile } from '../ports.ts';
import { procedureOfRun } from './runs/procedure-of-run.ts';

/**
 * The case as it will be once its first step is open, if no step was open yet: a letter takes its dates and its readers from a
 * step, and a case can get a message, or have a receipt to send, before its state machine has opened the first. Any other case
 * as it is.
 */
export async function withFirstTask(
  deps: Dependencies,
  { state, events }: Pick<CaseFile, 'state' | 'events'>,
): Promise<Case> {
  // Tasks that are done may have left the state: of those it counts how many there were.
  if (state.tasks.length > 0 || state.lastTasks !== undefined) return state;
  const run = state.runs.find(({ beside, status }) => !beside && status === 'running');
  const procedure = run && procedureOfRun(deps.procedures, { state, events }, run.run);
  const step = procedure?.steps[procedure.first];
  if (!run || !procedure || !step) return state;
  const opened = openTask(
    state,
    procedure,
    step,
    { step: procedure.first, run: run.run, turn: 1, handled: 0 },
    {
      council: deps.council,
      calendar: await currentCalendar(deps),
      now: deps.clock.now(),
      answersOf: (task) => answersOf(events, task),
    },
  );
  return record(
    state.id,
    state,
    opened.filter(({ type }) => type === 'task-opened'),
  ).after;
}
