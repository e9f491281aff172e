import { record } from '../../../functions/domain/case/replay.ts';
import { clocksOfRun, type ClockState } from '../../../functions/domain/clocks/stage-clocks.ts';
import { dueNow } from '../../../functions/domain/steps/milestones.ts';
import type { CivilDate, Instant } from '../../../functions/domain/time/civil-date.ts';
import { londonDate } from '../../../functions/domain/time/civil-date.ts';
import { aCase, calendar, council, opened, started, type What } from '../a-case.ts';
import type { Case } from '../../../functions/domain/case/case.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';

/** What fell due in a case at a step of which no one did anything, since Monday 1 June 2026. */
interface LeftAlone {
  letters: { template: string; to: string; on: CivilDate }[];
  milestones: string[];
  /** The clock of the step, as it started. */
  clock: ClockState | undefined;
}

/** A case at a step for which nothing was done since its receipt, with the clocks that run there. */
export function caseAt(procedure: Procedure, id: string, step: Step): Case {
  const clocks = Object.entries(procedure.clocks ?? {});
  const stage = clocks.find(([clock]) => clock === step.clock)?.[1].stage;
  const own = clocks.find(([clock]) => clock === step.clock)?.[1].from;
  // What has to end before the clock of the step begins has ended.
  const isOver = (clock: string) =>
    typeof own === 'object' && 'endOf' in own && own.atLatest === undefined && clock !== step.clock;
  const begun = clocks
    .filter(
      ([name, clock]) =>
        !isOver(name) &&
        ((clock.from === undefined && clock.stage === stage) ||
          (name === step.clock && typeof clock.from === 'object' && 'endOf' in clock.from)),
    )
    .map(([clock]): What => ({ type: 'clock-started', task: `${id}#1`, run: 1, clock, from: '2026-06-01' }));
  const ended = clocks
    .filter(
      ([, { from, stage: other }]) => from !== undefined && other < String(stage) && stage !== 'stage 1',
    )
    .map(([clock]): What => ({ type: 'clock-ended', task: `${id}#1`, run: 1, clock, on: '2026-06-01' }));
  return aCase(
    started({ procedure: procedure.id, version: procedure.version }),
    opened(id, step.performer),
    ...begun,
    ...ended,
  );
}

/**
 * What a case at a step brings when no one does anything. `moments`: when the system looks at it, given the next moment at
 * which something falls due; undefined when it looks no more.
 */
export function leftAlone(
  procedure: Procedure,
  id: string,
  moments: (next: Instant | undefined) => Instant | undefined,
): LeftAlone {
  const step = procedure.steps[id];
  if (!step) throw new Error(`no step ${id}`);
  const state = caseAt(procedure, id, step);
  let after = state;
  const letters: LeftAlone['letters'] = [];
  const milestones: string[] = [];
  const run = state.runs[0];
  const clock =
    run && clocksOfRun(state, run, procedure, calendar, '2026-06-01').find((one) => one.id === step.clock);
  let next: Instant | undefined;
  for (let now = moments(undefined); now !== undefined; now = moments(next)) {
    for (let passes = 0; passes < 100; passes += 1) {
      const [task] = after.tasks;
      if (!task || task.status === 'decided') return { letters, milestones, clock };
      const due = dueNow(after, procedure, task, step, {
        council,
        calendar,
        now,
        answersOf: () => undefined,
      });
      next = due.next;
      if (due.events.length === 0) break;
      for (const event of due.events) {
        if (event.type === 'letter-prepared')
          letters.push({ template: event.template, to: event.to, on: londonDate(now) });
        if (event.type === 'milestone') milestones.push(event.milestone);
      }
      after = record(after.id, after, due.events).after;
    }
  }
  return { letters, milestones, clock };
}
