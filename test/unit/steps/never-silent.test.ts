import { describe, expect, test } from 'vitest';
import { lateFrom } from '../../../functions/domain/clocks/deadlines.ts';
import type { CivilDate } from '../../../functions/domain/time/civil-date.ts';
import { calendar } from '../a-case.ts';
import { procedures } from '../../shropshire.ts';
import { leftAlone } from './left-alone.ts';

// A stage past its last day possible is never silent (law.md section 2a): of a case that is left alone, the complainant and
// staff hear every ten working days.

/** The first step of each clock that raises alarms. */
const steps = procedures.all.flatMap((procedure) =>
  Object.keys(procedure.clocks ?? {}).flatMap((clock) => {
    const found = Object.entries(procedure.steps).find(
      ([, step]) => step.kind === 'task' && step.clock === clock && step.limit === undefined,
    );
    return found ? [{ name: `${procedure.stateMachine} ${clock}`, procedure, id: found[0] }] : [];
  }),
);

/** Working days between each of these days and the one before it, from `since` on. */
const gaps = (since: CivilDate, days: readonly CivilDate[]): number[] => {
  const after = [...new Set(days)].filter((day) => day > since);
  return after.map((day, place) => calendar.count(after[place - 1] ?? since, day));
};

/** What complainant and staff of a case hear in sixty working days past the last day possible of the clock of its step. */
function heard({ procedure, id }: (typeof steps)[number]) {
  const first = leftAlone(procedure, id, () => undefined).clock;
  const cap = first?.cap ?? '';
  const end = lateFrom(calendar.add(cap, 60));
  let begun = false;
  const { letters } = leftAlone(procedure, id, (next) => {
    const now = begun ? next : '2026-06-01T09:00:00.000Z';
    begun = true;
    return now !== undefined && now < end ? now : undefined;
  });
  const days = (reader: string) =>
    letters
      // The director has the task of the answer to the panel, and its alerts as well.
      .filter(({ to, template }) => to === reader && template !== 'alert-overdue')
      .map(({ on }) => on);
  return { complainant: gaps(cap, days('complainant')), director: gaps(cap, days('user:director')) };
}

describe('a stage that is past its last day possible', () => {
  test.each(steps)('goes on telling: $name', (step) => {
    const { complainant, director } = heard(step);
    const waits = !['intake', 'lgsco'].includes(step.procedure.id);
    expect(director.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...director)).toBeLessThanOrEqual(10);
    expect(complainant.length).toBeGreaterThanOrEqual(waits ? 6 : 0);
    // Never silent, and never two letters on days that follow each other.
    for (const days of complainant.slice(1)) expect([days, days > 1 && days <= 10]).toEqual([days, true]);
    expect(complainant.length > 0).toBe(waits);
  });
});

test("the panel's three clocks, which cannot be extended: after 2, 10, 20, 30 ... working days", () => {
  const procedure = procedures.version('childrens-statutory', '2006');
  if (!procedure) throw new Error('no such procedure');
  const days = { complainant: [2, 8, 10, 10, 10, 10, 10], director: [10, 10, 10, 10, 10, 10] };
  for (const id of ['stage-3-panel', 'stage-3-panel-report', 'stage-3-response'])
    expect([id, heard({ name: id, procedure, id })]).toEqual([id, days]);
});
