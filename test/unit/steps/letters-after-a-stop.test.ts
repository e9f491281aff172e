import { describe, expect, test } from 'vitest';
import { record } from '../../../functions/domain/case/replay.ts';
import { dueNow } from '../../../functions/domain/steps/milestones.ts';
import type { Case } from '../../../functions/domain/case/case.ts';
import { aCase, calendar, council, opened, started, type What } from '../a-case.ts';
import { procedures } from '../../shropshire.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';

// What falls due while nothing runs is performed at one moment. What a complainant is then told must not contradict itself.

/** A case at a step for which nothing was done since its receipt. */
function caseAt(procedure: Procedure, id: string, step: Step): Case {
  const clocks = Object.entries(procedure.clocks ?? {});
  const stage = clocks.find(([clock]) => clock === step.clock)?.[1].stage;
  const begun = clocks
    .filter(
      ([name, clock]) =>
        (clock.from === undefined && clock.stage === stage) ||
        (name === step.clock && typeof clock.from === 'object' && 'endOf' in clock.from),
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

/** The letters to the complainant of one moment, of a case at a step for which nothing was done since its receipt. */
function lettersAt(procedure: Procedure, id: string, day: string): { templates: string[]; due: string[] } {
  const at = [`${day}T12:00:00.000Z`];
  const { letters, milestones } = leftAlone(procedure, id, () => at.pop());
  return {
    templates: letters.filter(({ to }) => to === 'complainant').map(({ template }) => template),
    due: milestones,
  };
}

const steps = procedures.all.flatMap((procedure) =>
  Object.entries(procedure.steps)
    .filter(([, { kind, clock }]) => kind === 'task' && clock !== undefined)
    .map(([id, step]) => ({ name: `${procedure.stateMachine} ${id}`, procedure, id, step })),
);
const daysLate = [1, 3, 5, 8, 10, 12, 15, 20, 21, 25, 30, 31, 40, 41, 50, 66, 80, 130, 150, 200];

describe('sends the complainant one letter after a stop of any length', () => {
  test.each(steps)('$name', ({ procedure, id, step }) => {
    const begun = caseAt(procedure, id, step);
    for (const days of daysLate) {
      const day = calendar.add('2026-06-01', days);
      const { templates, due } = lettersAt(begun, procedure, step, day);
      expect([day, templates.length <= 1, templates]).toEqual([day, true, templates]);
      // A right that begins is never left out for the sake of another letter.
      const told = due.includes('told-of-stage-2') ? ['may-go-on'] : templates;
      expect([day, templates]).toEqual([day, told]);
    }
  });
});

test('sends the letter that says most', () => {
  const procedure = procedures.version('childrens-statutory', '2006');
  if (!procedure) throw new Error('no such procedure');
  const at = (days: number, id = 'stage-1') => {
    const step = procedure.steps[id];
    if (!step) throw new Error(`no step ${id}`);
    const day = calendar.add('2026-06-01', days);
    return lettersAt(caseAt(procedure, id, step), procedure, step, day).templates;
  };
  expect(at(4)).toEqual([]);
  // The acknowledgement and the answer are late at once, one of them past its last day possible for ten working days.
  expect(at(12)).toEqual(['running-late']);
  expect(at(13)).toEqual(['still-late']);
  expect(at(21)).toEqual(['may-go-on']);
  expect(at(60)).toEqual(['may-go-on']);
  expect(at(60, 'stage-2')).toEqual(['running-late']);
  expect(at(66, 'stage-2')).toEqual(['still-late']);
  expect(at(21, 'acknowledge')).toEqual(['may-go-on']);
});
