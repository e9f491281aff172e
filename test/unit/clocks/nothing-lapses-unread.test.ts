import { describe, expect, test } from 'vitest';
import { holdsOf } from '../../../functions/domain/clocks/windows.ts';
import { lapsed } from '../../../functions/domain/steps/milestones.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, opened, started, type What } from '../a-case.ts';

// Nothing lapses, closes or is declined by a timer while a message waits, in any procedure there is.

const steps = procedures.all.flatMap((procedure) =>
  Object.entries(procedure.steps).map(([id, step]) => [procedure, id, step] as const),
);

test('what no person decides is the end of a window, a step with nothing to ask, or a task called off', () => {
  const others = steps.flatMap(([procedure, id, step]) =>
    Object.entries(step.outcomes)
      .filter(([, { by }]) => by?.length === 0)
      .filter(
        ([name, { effect }]) =>
          name !== step.lapse && name !== step.passOver?.outcome && effect !== 'call off',
      )
      .map(([name]) => `${procedure.id} ${id} ${name}`),
  );
  expect(others).toEqual([]);
});

const message: What = {
  type: 'message-received',
  message: 'M2',
  channel: 'email',
  senderKnown: false,
  automatic: false,
  toDealWith: true,
};
const windows = steps.filter(([, , step]) => step.lapse !== undefined);

describe.each(
  windows.map(
    ([procedure, id, step]) => [`${procedure.id} ${procedure.version} ${id}`, procedure, id, step] as const,
  ),
)('%s', (_, procedure, id, step) => {
  const window = opened(id, 'complainant', { due: '2026-06-29' });
  const start = started({ procedure: procedure.id, version: procedure.version });

  test.each([
    ['before it opened', [start, message, window]],
    ['while it was open', [start, window, message]],
  ])('does not end while a message waits that came %s', (__, happened) => {
    const state = aCase(...happened);
    const task = state.tasks.at(-1);
    if (!task) throw new Error('no window');
    expect(holdsOf(state, task, procedure, step, calendar)).toContain('message to deal with');
    expect(
      lapsed(state, procedure, task, step, { now: '2026-09-01T09:00:00.000Z', calendar }),
    ).toBeUndefined();
  });
});
