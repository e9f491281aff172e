import { clocksAtSteps } from './check-clock-order.ts';
import { tellsOfRight } from '../letters/letter-names.ts';
import { meaningOf, stageOfStep, type Milestone, type Procedure } from './procedure.ts';

/**
 * What would tell someone of a right that is none: a letter about going on without an answer, where no milestone begins
 * that right at the same time or no outcome gives it at a step at which the letter can go.
 */
export function rightProblems(procedure: Procedure): string[] {
  const { steps, clocks = {} } = procedure;
  const at = clocksAtSteps(procedure);
  return [
    ...Object.entries(clocks).flatMap(([clock, { milestones }]) => {
      const openWhileItRuns = Object.keys(steps).filter(
        (id) => steps[id]?.kind === 'task' && at.get(id)?.running.has(clock),
      );
      return [...untold(milestones), ...notGiven(milestones, openWhileItRuns, procedure)].map(
        (problem) => `clock "${clock}": ${problem}`,
      );
    }),
    ...Object.entries(steps).flatMap(([id, { milestones }]) =>
      [...untold(milestones), ...notGiven(milestones, [id], procedure)].map(
        (problem) => `step "${id}": ${problem}`,
      ),
    ),
  ];
}

const isRight = (milestone: Milestone): boolean => meaningOf(milestone) === 'right';

/** Letters that tell of a right which does not begin then. */
const untold = (milestones: readonly Milestone[]): string[] =>
  milestones.flatMap(({ id, letter, when }) =>
    letter === undefined ||
    !tellsOfRight.some((name) => name === letter) ||
    milestones.some((one) => isRight(one) && JSON.stringify(one.when) === JSON.stringify(when))
      ? []
      : [`milestone "${id}": its letter "${letter}" tells of a right that no milestone begins then (means)`],
  );

/** Rights that the complainant cannot use at a step that is open when they begin, or that lead to no other stage. */
function notGiven(milestones: readonly Milestone[], open: readonly string[], procedure: Procedure): string[] {
  const { steps } = procedure;
  return milestones.filter(isRight).flatMap(({ id }) =>
    open.flatMap((name) => {
      const giving = Object.entries(steps[name]?.outcomes ?? {}).filter(([, one]) => one.onlyAfter === id);
      const stage = stageOfStep(procedure, steps[name]);
      return [
        ...(giving.length === 0
          ? [`milestone "${id}": no outcome of step "${name}" gives the right that it begins (onlyAfter)`]
          : []),
        ...giving.flatMap(([outcome, { by = [], next }]) => {
          const leadsTo = stageOfStep(procedure, steps[next]);
          return [
            ...(leadsTo === undefined || leadsTo === stage
              ? [`milestone "${id}": outcome "${outcome}" of step "${name}" leads to no other stage`]
              : []),
            ...(by.includes('complainant')
              ? []
              : [`milestone "${id}": the complainant cannot ask for outcome "${outcome}" of step "${name}"`]),
          ];
        }),
      ];
    }),
  );
}
