import { describe, expect, test } from 'vitest';
import { record } from '../../../functions/domain/case/replay.ts';
import { dueNow } from '../../../functions/domain/steps/milestones.ts';
import type { Case } from '../../../functions/domain/case/case.ts';
import { calendar, council } from '../a-case.ts';
import { caseAt } from './left-alone.ts';
import { procedures } from '../../shropshire.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';

// What falls due while nothing runs is performed at one moment. What a complainant is then told must not contradict itself.

/** The letters to the complainant of one moment, of such a case. */
function lettersAt(
  begun: Case,
  procedure: Procedure,
  step: Step,
  day: string,
): { templates: string[]; due: string[] } {
  let after = begun;
  const templates: string[] = [];
  const due: string[] = [];
  const now = `${day}T12:00:00.000Z`;
  for (let passes = 0; passes < 100; passes += 1) {
    const [task] = after.tasks;
    if (!task || task.status === 'decided') break;
    const { events } = dueNow(after, procedure, task, step, {
      council,
      calendar,
      now,
      answersOf: () => undefined,
    });
    if (events.length === 0) break;
    for (const event of events) {
      if (event.type === 'letter-prepared' && event.to === 'complainant') templates.push(event.template);
      if (event.type === 'milestone') due.push(event.milestone);
    }
    after = record(after.id, after, events).after;
  }
  return { templates, due };
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
