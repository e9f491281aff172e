import type { Case, Run } from '../case/case.ts';
import { type CivilDate, londonDate } from '../time/civil-date.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';
import type { ClockState } from './stage-clocks.ts';

/** Whether an outcome records that the complainant agrees to wait. */
export const agreesToWait = ({ form }: Outcome): boolean =>
  Object.values(form).some(({ fact }) => fact === 'agreedToWaitUntil');

/**
 * The day until which the complainant has agreed to wait for what a clock measures; undefined when they have not, or did
 * so in an earlier stage.
 */
export function agreedUntil(
  { facts, tasks }: Case,
  procedure: Procedure,
  { run }: Pick<Run, 'run'>,
  { from }: Pick<ClockState, 'from'>,
): CivilDate | undefined {
  const agreed = tasks.some(
    (task) =>
      task.run === run &&
      task.decisions.some(({ outcome: name, at }) => {
        const outcome = procedure.steps[task.step]?.outcomes[name];
        return outcome !== undefined && agreesToWait(outcome) && londonDate(at) >= from;
      }),
  );
  return agreed ? facts.agreedToWaitUntil : undefined;
}
