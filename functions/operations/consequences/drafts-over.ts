import type { Event } from '../../domain/case/events.ts';
import { procedureOfTask } from '../../domain/case/procedure-followed.ts';
import { draftProcedures } from '../../../workflows/procedures/letter-drafts.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';

/**
 * The drafts of letters that go because someone decided on the task to finish or to check them that they are not needed.
 * What is sent, handed on or discarded beside its text calls the task off instead.
 */
export const draftsOver = (
  { procedures }: Pick<Dependencies, 'procedures'>,
  { state, letterDrafts }: Pick<CaseFile, 'state' | 'letterDrafts'>,
  events: readonly Event[],
): string[] =>
  letterDrafts
    .map(({ id }) => id)
    .filter((id) =>
      events.some((event) => {
        if (event.type !== 'decided' || !event.ends) return false;
        const task = state.tasks.find(({ key }) => key === event.task);
        const run = task && state.runs.find((one) => one.run === task.run);
        if (!task || !run || !draftProcedures.includes(run.procedure) || run.matter?.id !== id) return false;
        const { outcomes = {} } = procedureOfTask(task, procedures)?.steps[task.step] ?? {};
        return outcomes[event.outcome]?.effect !== 'call off';
      }),
    );
