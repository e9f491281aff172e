import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import { record } from '../../../functions/domain/case/replay.ts';
import type { Case, Task } from '../../../functions/domain/case/case.ts';
import { readCouncil } from '../../../functions/domain/council/council.ts';
import { decide } from '../../../functions/domain/decisions/decide.ts';
import { taskDeadline } from '../../../functions/domain/clocks/step-clock.ts';
import { plan } from '../../../functions/domain/steps/plan.ts';
import { hasPassed, tasksOfClock } from '../../../functions/domain/clocks/shared-clock.ts';
import { makeWorkingDays } from '../../../functions/domain/time/working-days.ts';
import { childrensStatutory as procedure } from '../../../workflows/procedures/childrens-statutory.ts';

const council = readCouncil(
  JSON.parse(
    readFileSync(new URL('../../../infra/councils/shropshire/council.json', import.meta.url), 'utf8'),
  ),
);
const calendar = makeWorkingDays(bundledBankHolidays);
const by = 'user:complaints-officer' as const;
const reason = 'There is a reason.';
const respond = { findings: [{ point: 'P1', finding: 'upheld', reasons: 'x' }], response: 'Sorry.' };

/** A complaint received on Monday 1 June 2026, due to be answered on 15 June, 29 June at the latest. */
function received(): Case {
  const base = { at: '2026-06-01T09:00:00.000Z', by: 'system' } as const;
  return record('C', undefined, [
    {
      ...base,
      type: 'received',
      reference: 'SC-2026-00001-4',
      kind: 'complaint',
      channel: 'phone',
      receivedAt: base.at,
      receivedOn: '2026-06-01',
      message: 'M1',
    },
    { ...base, type: 'procedure-started', procedure: procedure.id, version: procedure.version, run: 1 },
    { ...base, type: 'facts-recorded', facts: { points: [{ id: 'P1', text: 'No calls' }] } },
    // Acknowledged at once, so that its clock raises nothing here.
    {
      ...base,
      type: 'clock-ended',
      task: 'acknowledge#1',
      run: 1,
      clock: 'acknowledgement',
      on: '2026-06-01',
    },
  ]).after;
}

/** All that planning a step brings about by a day, milestone by milestone. */
function planned(state: Case, step: string, turn: number, day: string): Case {
  const context = { council, calendar, now: `${day}T09:00:00.000Z`, answersOf: () => undefined };
  for (let after = state; ;) {
    const handled = after.tasks.find((task) => task.turn === turn)?.decisions.length ?? 0;
    const { events } = plan(after, procedure, { step, run: 1, turn, handled }, context);
    if (events.length === 0) return after;
    after = record('C', after, events).after;
  }
}

function lastTask(state: Case): Task {
  const task = state.tasks.at(-1);
  if (!task) throw new Error('no task');
  return task;
}

function choose(state: Case, outcome: string, answers: object, day: string) {
  const task = lastTask(state);
  const step = procedure.steps[task.step];
  if (!step) throw new Error('no step');
  return decide(
    { state, task, procedure, step },
    { outcome, answers, by, now: `${day}T10:00:00.000Z` },
    { council, procedures: [], points: state.facts.points ?? [], recommendations: [], documents: [] },
    calendar,
  );
}

/** Each turn: a step planned on a day, and how it is decided on that day. */
function played(turns: readonly [string, string, ...[string, object][]][]): Case {
  return turns.reduce((before, [step, day, ...choices], index) => {
    const opened = planned(before, step, index + 1, day);
    return choices.reduce((state, [outcome, answers]) => {
      const decided = choose(state, outcome, answers, day);
      if (!decided.ok) throw new Error(`${outcome}: ${JSON.stringify(decided)}`);
      return record('C', state, decided.events).after;
    }, opened);
  }, received());
}

const times = ({ tasks }: Case) => tasks.map(({ key, originalDue, due }) => [key, originalDue, due]);

/** The due date on a task must be the one that its history gives, so that it can be explained. */
function explained(state: Case): void {
  for (const task of state.tasks)
    expect([task.key, taskDeadline(state, task, procedure, calendar)?.due]).toEqual([task.key, task.due]);
}

describe('shares one deadline among draft, check and sign-off', () => {
  test('applies an extension of the draft to its check, its sign-off and a returned draft', () => {
    const state = played([
      ['stage-1', '2026-06-08', ['extend', { until: '2026-06-22', reason }], ['respond', respond]],
      ['stage-1-check', '2026-06-16', ['return', { comments: 'Say sorry.' }]],
      ['stage-1', '2026-06-17', ['respond', respond]],
      ['stage-1-check', '2026-06-18', ['accept', {}]],
      ['stage-1-sign-off', '2026-06-18'],
    ]);
    expect(times(state)).toEqual([
      ['stage-1#1', '2026-06-15', '2026-06-22'],
      ['stage-1-check#1', '2026-06-15', '2026-06-22'],
      ['stage-1#2', '2026-06-15', '2026-06-22'],
      ['stage-1-check#2', '2026-06-15', '2026-06-22'],
      ['stage-1-sign-off#1', '2026-06-15', '2026-06-22'],
    ]);
    explained(state);
  });

  test('counts a second extension from the first, at any step', () => {
    const state = played([
      ['stage-1', '2026-06-08', ['extend', { until: '2026-06-22', reason }], ['respond', respond]],
      ['stage-1-check', '2026-06-16', ['extend', { until: '2026-06-24', reason }]],
    ]);
    expect(times(state)).toEqual([
      ['stage-1#1', '2026-06-15', '2026-06-22'],
      ['stage-1-check#1', '2026-06-15', '2026-06-24'],
    ]);
    expect(choose(state, 'extend', { until: '2026-06-30', reason }, '2026-06-17')).toMatchObject({
      refusal: { code: 'extension-too-long', params: { latest: '2026-06-29' } },
    });
  });

  test('caps an extension of the check like one of the draft, and keeps it when the draft returns', () => {
    const atCheck = played([
      ['stage-1', '2026-06-08', ['respond', respond]],
      ['stage-1-check', '2026-06-09'],
    ]);
    expect(choose(atCheck, 'extend', { until: '2026-06-30', reason }, '2026-06-09')).toMatchObject({
      ok: false,
      refusal: {
        code: 'extension-too-long',
        params: { latest: '2026-06-29', days: 20, unit: 'working days' },
      },
    });
    const returned = played([
      ['stage-1', '2026-06-08', ['respond', respond]],
      [
        'stage-1-check',
        '2026-06-09',
        ['extend', { until: '2026-06-29', reason }],
        ['return', { comments: 'Ask the school.' }],
      ],
      ['stage-1', '2026-06-10'],
    ]);
    expect(times(returned).at(-1)).toEqual(['stage-1#2', '2026-06-15', '2026-06-29']);
    explained(returned);
    expect(choose(returned, 'extend', { until: '2026-06-29', reason }, '2026-06-10').ok).toBe(false);
  });

  test('carries a pause over from draft to check and back', () => {
    const pause = (from: string) => ['freeze', { reason, reviewOn: '2026-09-01' }, from] as const;
    const resume = (state: Case, day: string) => {
      const decided = choose(state, 'resume', { reason }, day);
      if (!decided.ok) throw new Error(decided.refusal.code);
      return record('C', state, decided.events).after;
    };
    const then = (state: Case, [outcome, answers, day]: readonly [string, object, string]) => {
      const decided = choose(state, outcome, answers, day);
      if (!decided.ok) throw new Error(decided.refusal.code);
      return record('C', state, decided.events).after;
    };
    // 5 of 10 working days used on 8 June, and as long again stopped: 22 June.
    let state = then(planned(received(), 'stage-1', 1, '2026-06-01'), pause('2026-06-08'));
    state = then(resume(state, '2026-06-15'), ['respond', respond, '2026-06-15']);
    state = planned(state, 'stage-1-check', 2, '2026-06-15');
    expect(times(state)).toEqual([
      ['stage-1#1', '2026-06-15', '2026-06-22'],
      ['stage-1-check#1', '2026-06-15', '2026-06-22'],
    ]);
    // Two working days more.
    state = resume(then(state, pause('2026-06-16')), '2026-06-18');
    state = then(state, ['return', { comments: 'Say sorry.' }, '2026-06-18']);
    state = planned(state, 'stage-1', 3, '2026-06-18');
    expect(times(state).slice(1)).toEqual([
      ['stage-1-check#1', '2026-06-15', '2026-06-24'],
      ['stage-1#2', '2026-06-15', '2026-06-24'],
    ]);
    expect(taskDeadline(state, lastTask(state), procedure, calendar)?.due).toBe('2026-06-24');
  });

  test('sends one reminder and records one breach for all three', () => {
    const state = played([
      ['stage-1', '2026-06-16', ['respond', respond]],
      ['stage-1-check', '2026-06-16', ['accept', {}]],
      ['stage-1-sign-off', '2026-06-16'],
    ]);
    expect(state.tasks.map(({ key, milestones }) => [key, milestones])).toEqual([
      ['stage-1#1', ['opened@2026-06-01', 'stage-1/breach@2026-06-15']],
      ['stage-1-check#1', ['opened@2026-06-01']],
      ['stage-1-sign-off#1', ['opened@2026-06-01']],
    ]);
    const signOff = lastTask(state);
    expect(
      ['breach', 'escalation-1'].map((milestone) => hasPassed(state, procedure, signOff, milestone)),
    ).toEqual([true, false]);
  });
});

test('counts only tasks of its own steps and run', () => {
  const state = played([
    ['stage-1', '2026-06-08', ['respond', respond]],
    ['stage-1-check', '2026-06-09'],
  ]);
  const tasks = (run: number, clock: string) =>
    tasksOfClock(state, procedure, run, clock).map(({ key }) => key);
  expect(tasks(1, 'stage-1')).toEqual(['stage-1#1', 'stage-1-check#1']);
  expect([tasks(2, 'stage-1'), tasks(1, 'stage-2'), tasks(1, 'acknowledgement')]).toEqual([[], [], []]);
});
