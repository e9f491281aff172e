import { describe, expect, test } from 'vitest';
import { answerDueNow } from '../../../functions/domain/correspondence/answer-due.ts';
import { nextAwaited } from '../../../functions/domain/correspondence/next-awaited.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, decided, opened, started, type What } from '../a-case.ts';
import { procedure } from '../decisions/a-decision.ts';

// What a complainant waits for. Received on Monday 1 June 2026: the acknowledgement is due on 4 June, the answer of
// stage 1 on 15 June.

const ended = (clock: string, on: string): What => ({
  type: 'clock-ended',
  task: 'acknowledge#1',
  run: 1,
  clock,
  on,
});
const stage2: What = {
  type: 'clock-started',
  task: 'stage-2-window#1',
  run: 1,
  clock: 'stage-2',
  from: '2026-06-10',
};
const ending = (clock: string): Outcome => ({
  title: 'x',
  form: {},
  letters: [],
  next: 'again',
  ends: [{ clock }],
});

function awaited(
  happened: What[],
  sentBy: Parameters<typeof nextAwaited>[2] = {},
  followed: Procedure = procedure,
): [string, string | undefined, string | undefined] {
  const state = aCase(started(), ...happened);
  const [run] = state.runs;
  const task = state.tasks.at(-1);
  if (!run || !task) throw new Error('no task');
  const context = {
    state,
    run,
    procedure: followed,
    calendar,
    today: '2026-06-10',
    answersOf: () => undefined,
  };
  const { awaited: what, due, endedDue } = nextAwaited(task, context, sentBy);
  return [what, due, endedDue];
}

const acknowledge = opened('acknowledge', 'complaints-officer', { due: '2026-06-04' });
const stage1 = opened('stage-1', 'team-manager');

describe('a complainant waits', () => {
  test.each<[string, What[], Parameters<typeof nextAwaited>[2], ReturnType<typeof awaited>]>([
    [
      'for the answer while the complaint is acknowledged',
      [acknowledge],
      {},
      ['answer', '2026-06-15', undefined],
    ],
    ['for the answer at its step', [stage1], {}, ['answer', '2026-06-15', undefined]],
    [
      'for the answer while it is checked',
      [opened('stage-1-check', 'quality-checker')],
      {},
      ['answer', '2026-06-15', undefined],
    ],
    [
      'for what the clock measures that sends the letter',
      [acknowledge],
      { clock: 'acknowledgement' },
      ['acknowledgement', '2026-06-04', undefined],
    ],
    [
      'for the answer when the clock that sends it has not begun',
      [acknowledge],
      { clock: 'stage-2' },
      ['answer', '2026-06-15', undefined],
    ],
    [
      'no longer for what the decision ends',
      [acknowledge],
      { outcome: ending('acknowledgement') },
      ['acknowledgement', '2026-06-15', '2026-06-04'],
    ],
    [
      'for the answer when the decision ends another clock',
      [acknowledge],
      { outcome: ending('stage-1') },
      ['answer', '2026-06-15', undefined],
    ],
    [
      'for nothing while they can ask for the next stage',
      [opened('stage-2-window', 'complainant')],
      {},
      ['answer', undefined, undefined],
    ],
  ])('%s', (_, happened, sentBy, expected) => {
    expect(awaited(happened, sentBy)).toEqual(expected);
  });

  test('for the decision at stage 2, to its own last day', () => {
    const [what, due] = awaited([stage2, opened('stage-2', 'investigating-officer')]);
    expect([what, due]).toEqual([
      procedure.clocks?.['stage-2']?.awaits ?? 'answer',
      calendar.add('2026-06-10', 25),
    ]);
  });

  test('for the task itself where the answering step belongs to no clock', () => {
    const step = procedure.steps['stage-1'];
    if (!step) throw new Error('no step');
    const { clock: _, ...unclocked } = step;
    const steps = {
      ...procedure.steps,
      'stage-1': {
        ...unclocked,
        limit: { days: 10, unit: 'working days' as const, from: 'receipt' as const, citation: 'x' },
      },
    };
    expect(
      awaited([opened('stage-1', 'team-manager', { due: '2026-06-20' })], {}, { ...procedure, steps }),
    ).toEqual(['answer', '2026-06-20', undefined]);
    expect(awaited([acknowledge], {}, { ...procedure, steps })).toEqual(['answer', undefined, undefined]);
  });

  test('for nothing known where no step ahead writes an answer', () => {
    const { acknowledge: step } = procedure.steps;
    if (!step) throw new Error('no step');
    const steps = { acknowledge: { ...step, outcomes: {} } };
    expect(awaited([acknowledge], {}, { ...procedure, steps })).toEqual(['answer', undefined, undefined]);
  });
});

describe('the last day for the answer', () => {
  const due = (...happened: What[]) => answerDueNow(aCase(...happened), procedures, calendar, '2026-06-10');
  const beside = [
    started({
      run: 2,
      procedure: 'action',
      version: '1',
      beside: true,
      matter: { id: 'A1', from: '2026-06-01' },
    }),
    opened('action', 'team-manager', { run: 2 }),
  ];
  test.each<[string, What[], string | undefined]>([
    ['is that of the open step', [started(), stage1], '2026-06-15'],
    ['is that of the complaint, not of what runs alongside', [started(), ...beside, stage1], '2026-06-15'],
    ['is none while only what runs alongside is open', [started(), ...beside], undefined],
    ['is none once nothing is open', [started(), stage1, decided('stage-1', 'respond', 'system')], undefined],
    [
      'is none while the complainant can ask',
      [started(), opened('stage-2-window', 'complainant')],
      undefined,
    ],
    ['is none before a procedure begins', [], undefined],
    ['is none by a procedure that is not known', [started({ procedure: 'gone' }), stage1], undefined],
    [
      'is that of the step that is open after the first',
      [
        started(),
        acknowledge,
        decided('acknowledge', 'acknowledge', 'system'),
        ended('acknowledgement', '2026-06-02'),
        stage1,
      ],
      '2026-06-15',
    ],
  ])('%s', (_, happened, expected) => {
    expect(due(...happened)).toBe(expected);
  });
});
