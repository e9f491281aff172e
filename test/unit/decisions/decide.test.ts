import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundledBankHolidays } from '../../../functions/domain/time/bank-holidays.ts';
import { record, replay } from '../../../functions/domain/case/replay.ts';
import type { Refusal, Refused } from '../../../functions/domain/text/refusal.ts';
import type { Case } from '../../../functions/domain/case/case.ts';
import { readCouncil } from '../../../functions/domain/council/council.ts';
import { decide } from '../../../functions/domain/decisions/decide.ts';
import type { NewEvent } from '../../../functions/domain/case/events.ts';
import { makeWorkingDays } from '../../../functions/domain/time/working-days.ts';
import { procedures } from '../../shropshire.ts';

const council = readCouncil(
  JSON.parse(
    readFileSync(new URL('../../../infra/councils/shropshire/council.json', import.meta.url), 'utf8'),
  ),
);
const calendar = makeWorkingDays(bundledBankHolidays);
const by = 'user:complaints-officer' as const;
const system = { at: '2026-06-01T09:00:00.000Z', by: 'system' } as const;

/** A case at stage 1, received and opened on Monday 1 June 2026. */
const start: NewEvent[] = [
  {
    ...system,
    type: 'received',
    reference: 'SC-2026-00001-4',
    kind: 'complaint',
    channel: 'phone',
    receivedAt: system.at,
    receivedOn: '2026-06-01',
    message: 'M1',
  },
  { ...system, type: 'procedure-started', procedure: 'childrens-statutory', version: '2006', run: 1 },
  { ...system, type: 'facts-recorded', facts: { points: [{ id: 'P1', text: 'No calls' }] } },
  {
    ...system,
    type: 'task-opened',
    task: 'stage-1#1',
    step: 'stage-1',
    run: 1,
    turn: 1,
    performer: 'team-manager',
    clockFrom: '2026-06-01',
    due: '2026-06-15',
  },
  {
    ...system,
    type: 'clock-ended',
    task: 'stage-1#1',
    run: 1,
    clock: 'acknowledgement',
    on: '2026-06-01',
  },
];
const atStage1 = record('C', undefined, start).after;

function choose(state: Case, outcome: string, answers: object, day: string) {
  const procedure = procedures.version('childrens-statutory', '2006');
  const step = procedure?.steps['stage-1'];
  const [task] = state.tasks;
  if (!procedure || !step || !task) throw new Error('no such step');
  return decide(
    { state, task, procedure, step },
    { outcome, answers, by, now: `${day}T10:00:00.000Z` },
    { council, procedures: [], points: state.facts.points ?? [], recommendations: [], documents: [] },
    calendar,
  );
}

/** The state after decisions, each of which must be taken. */
function after(...choices: [string, object, string][]): Case {
  return choices.reduce((state, choice) => {
    const decided = choose(state, ...choice);
    if (!decided.ok) throw new Error(decided.refusal.code);
    return record('C', state, decided.events).after;
  }, atStage1);
}

const reason = 'There is a reason.';
const respond = { findings: [{ point: 'P1', finding: 'upheld', reasons: 'x' }], response: 'Sorry.' };

describe('refusing a decision', () => {
  test.each<[string, Case, [string, object, string], Refused['kind'], Refusal]>([
    [
      'more than 20 working days',
      atStage1,
      ['extend', { until: '2026-06-30', reason }, '2026-06-08'],
      'invalid',
      {
        field: 'until',
        code: 'extension-too-long',
        params: {
          latest: '2026-06-29',
          days: 20,
          unit: 'working days',
          citation: expect.stringContaining('SI 2006/1738 regulation 14'),
        },
      },
    ],
    [
      'a day no later than now due',
      atStage1,
      ['extend', { until: '2026-06-15', reason }, '2026-06-08'],
      'invalid',
      {
        field: 'until',
        code: 'extension-too-short',
        params: { due: '2026-06-15', latest: '2026-06-29' },
      },
    ],
    [
      'a day that is over',
      atStage1,
      ['extend', { until: '2026-06-17', reason }, '2026-06-22'],
      'invalid',
      {
        field: 'until',
        code: 'extension-in-past',
        params: { today: '2026-06-22', latest: '2026-06-29' },
      },
    ],
    [
      'a review today',
      atStage1,
      ['freeze', { reviewOn: '2026-06-08', reason }, '2026-06-08'],
      'invalid',
      { field: 'reviewOn', code: 'day-not-after-today', params: { today: '2026-06-08' } },
    ],
    [
      'nothing to resume',
      atStage1,
      ['resume', { reason }, '2026-06-08'],
      'invalid',
      { field: 'outcome', code: 'case-not-paused', params: {} },
    ],
    [
      'paused',
      after(['freeze', { reviewOn: '2026-07-01', reason }, '2026-06-08']),
      ['respond', respond, '2026-06-09'],
      'conflict',
      { code: 'case-paused', params: { since: '2026-06-08' } },
    ],
    [
      'paused twice',
      after(['freeze', { reviewOn: '2026-07-01', reason }, '2026-06-08']),
      ['freeze', { reviewOn: '2026-07-02', reason }, '2026-06-09'],
      'conflict',
      { code: 'case-paused', params: { since: '2026-06-08' } },
    ],
    [
      'a delay in the past',
      atStage1,
      ['report-delay', { expected: '2026-06-07', reason }, '2026-06-08'],
      'invalid',
      { field: 'expected', code: 'day-in-past', params: { today: '2026-06-08' } },
    ],
    [
      'before its milestone',
      atStage1,
      ['go-to-stage-2', { unresolved: 'x' }, '2026-06-08'],
      'invalid',
      {
        field: 'outcome',
        code: 'outcome-too-early',
        params: {
          outcome: expect.any(String),
          after: expect.stringContaining('The complainant may go to stage 2 without a response'),
        },
      },
    ],
    [
      'decided already',
      after(['respond', respond, '2026-06-08']),
      ['withdraw', { reason }, '2026-06-09'],
      'conflict',
      { code: 'decided-already', params: { outcome: 'Submit the response for checking' } },
    ],
    [
      'no outcome',
      atStage1,
      ['toString', {}, '2026-06-08'],
      'invalid',
      {
        field: 'outcome',
        code: 'unknown-outcome',
        params: { step: expect.any(String), outcomes: expect.arrayContaining(['respond', 'extend']) },
      },
    ],
    [
      'a form that is wrong',
      atStage1,
      ['respond', {}, '2026-06-08'],
      'invalid',
      { code: 'answers-wrong', params: {} },
    ],
  ])('%s', (_, state, choice, kind, refusal) => {
    expect(choose(state, ...choice)).toMatchObject({ ok: false, kind, refusal });
  });
});

test('extends a clock repeatedly up to the last day possible', () => {
  const twice = after(
    ['extend', { until: '2026-06-22', reason }, '2026-06-08'],
    ['extend', { until: '2026-06-29', reason }, '2026-06-18'],
  );
  expect(twice.tasks[0]?.due).toBe('2026-06-29');
  expect(choose(twice, 'extend', { until: '2026-06-30', reason }, '2026-06-19')).toMatchObject({
    refusal: { code: 'no-extension-left', params: { latest: '2026-06-29', days: 20 } },
  });
});

test('counts the last day of an extension as in time, and moves it by a pause', () => {
  expect(choose(atStage1, 'extend', { until: '2026-06-29', reason }, '2026-06-29').ok).toBe(true);
  const paused = after(
    ['freeze', { reviewOn: '2026-07-01', reason }, '2026-06-08'],
    ['resume', { reason }, '2026-06-15'],
  );
  expect(paused.tasks[0]?.due).toBe('2026-06-22');
  expect(choose(paused, 'extend', { until: '2026-07-07', reason }, '2026-06-16').ok).toBe(false);
  expect(choose(paused, 'extend', { until: '2026-07-06', reason }, '2026-06-16').ok).toBe(true);
});

test('records a decision as events: who, what, the answers and what follows', () => {
  const decided = choose(
    atStage1,
    'respond',
    { ...respond, learning: [{ text: ' Call back ' }] },
    '2026-06-08',
  );
  const at = '2026-06-08T10:00:00.000Z';
  expect(decided).toEqual({
    ok: true,
    decision: 1,
    events: [
      {
        at,
        by,
        type: 'decided',
        task: 'stage-1#1',
        decision: 1,
        outcome: 'respond',
        answers: { ...respond, learning: [{ text: 'Call back' }] },
        ends: true,
      },
      {
        at,
        by,
        type: 'facts-recorded',
        facts: { findings: respond.findings, learning: [{ text: 'Call back' }] },
        answers: { stage: 'stage 1', as: 'response', task: 'stage-1#1', letter: 'stage-1-response' },
      },
    ],
  });
});

describe('events in an impossible order throw', () => {
  test.each<[string, NewEvent[]]>([
    ['nothing was received', start.slice(1)],
    ['received twice', [...start, ...start.slice(0, 1)]],
    ['a task without a procedure', [...start.slice(0, 1), ...start.slice(3)]],
    [
      'a milestone of no task',
      [
        ...start,
        {
          ...system,
          type: 'milestone',
          task: 'stage-9#1',
          milestone: 'breach',
          title: 'x',
          due: '2026-06-15',
        },
      ],
    ],
  ])('%s', (_, events) => {
    expect(() => record('C', undefined, events)).toThrow(
      expect.objectContaining({ name: 'EventsOutOfSequence' }),
    );
  });

  test('a gap', () => {
    const { events } = record('C', undefined, start);
    expect(replay('C', events)).toEqual(atStage1);
    expect(() => replay('C', events.toSpliced(1, 1))).toThrow('after version 1');
  });
});
