import { describe, expect, test } from 'vitest';
import { progressOf } from '../../../functions/domain/views/case-progress.ts';
import { canBeRead, publicStatus } from '../../../functions/domain/views/public-status.ts';
import { procedures } from '../../shropshire.ts';
import type { Procedure } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, decided, facts, opened, started, type What } from '../a-case.ts';
import { procedure } from '../decisions/a-decision.ts';

// What a complainant is told next, and what officers see of the way of a case. The answer is due on Monday 15 June 2026.

const nextOn = (today: string, happened: What[], followed: Procedure = procedure) =>
  publicStatus(aCase(started(), ...happened), followed, { today, calendar, canBeReached: true }).next;
const stage1 = opened('stage-1', 'team-manager');
const deadline = (of: string, on: string, passed = false) => ({ code: 'deadline', of, on, passed });

describe('the day for which the answer was planned with the complainant', () => {
  const planned = (answerPlannedFor: string, today: string) =>
    nextOn(today, [facts({ answerPlannedFor }), stage1])[0];
  test.each([
    ['is told before the last day', '2026-06-12', '2026-06-10', deadline('answer', '2026-06-12')],
    [
      'is told once it has passed, up to the last day',
      '2026-06-12',
      '2026-06-15',
      deadline('answer', '2026-06-12', true),
    ],
    [
      'gives way to the last day once that has passed',
      '2026-06-12',
      '2026-06-16',
      deadline('answer', '2026-06-15', true),
    ],
    ['is the last day itself', '2026-06-15', '2026-06-10', deadline('answer', '2026-06-15')],
    ['is not told after the last day', '2026-06-16', '2026-06-10', deadline('answer', '2026-06-15')],
  ])('%s', (_, on, today, expected) => {
    expect(planned(on, today)).toEqual(expected);
  });
});

describe('an agreement to wait', () => {
  const waits = (until: string | undefined, today: string, step = stage1) =>
    nextOn(today, [...(until === undefined ? [] : [facts({ agreedToWaitUntil: until })]), step]).filter(
      ({ code }) => code === 'agreed to wait',
    );
  test.each([
    [
      'is told once the answer is late',
      '2026-06-20',
      '2026-06-16',
      [{ code: 'agreed to wait', until: '2026-06-20', passed: false }],
    ],
    [
      'is told on its last day',
      '2026-06-20',
      '2026-06-20',
      [{ code: 'agreed to wait', until: '2026-06-20', passed: false }],
    ],
    [
      'has passed the day after',
      '2026-06-20',
      '2026-06-21',
      [{ code: 'agreed to wait', until: '2026-06-20', passed: true }],
    ],
    ['is not told before', '2026-06-20', '2026-06-15', []],
    ['is not told without one', undefined, '2026-06-16', []],
  ])('%s', (_, until, today, expected) => {
    expect(waits(until, today)).toEqual(expected);
  });
});

describe('the window for the next stage', () => {
  const prepared: What = {
    type: 'letter-prepared',
    letter: 'L',
    template: 'stage-1-response',
    to: 'complainant',
    task: 'stage-1-sign-off#1',
  };
  const signedOff = [
    opened('stage-1-sign-off', 'complaints-officer'),
    decided('stage-1-sign-off', 'send', 'system'),
  ];
  const window = opened('stage-2-window', 'complainant', { due: '2026-06-29' });
  const settled = (status: 'sent' | 'to be posted'): What => ({
    type: 'letter-settled',
    letter: 'L',
    status,
  });
  const { asksFor, limit } = procedure.steps['stage-2-window'] ?? {};
  test.each<[string, What[], object]>([
    [
      'has its last day once the answer has arrived',
      [...signedOff, prepared, settled('sent'), window],
      { until: '2026-06-29' },
    ],
    [
      'has a time from the arrival before',
      [...signedOff, prepared, settled('to be posted'), window],
      { until: undefined, afterArrival: { days: limit?.days, unit: limit?.unit } },
    ],
    [
      'has neither while a message waits',
      [
        ...signedOff,
        prepared,
        settled('sent'),
        window,
        {
          type: 'message-received',
          message: 'M2',
          channel: 'email',
          senderKnown: true,
          automatic: false,
          toDealWith: true,
        },
      ],
      { until: undefined },
    ],
  ])('%s', (_, happened, expected) => {
    expect(nextOn('2026-06-20', happened)[0]).toEqual({ code: 'may ask', for: asksFor, ...expected });
  });
});

describe('the stages', () => {
  const stages = (happened: What[], followed: Procedure | undefined = procedure) =>
    publicStatus(aCase(started(), ...happened), followed, {
      today: '2026-06-10',
      calendar,
      canBeReached: true,
    }).stages.map(({ status }) => status);
  const window = opened('stage-2-window', 'complainant');
  const done = (step: string, outcome: string) => decided(step, outcome, 'system');
  test.each<[string, What[], string[]]>([
    [
      'are to come or on request at first',
      [opened('acknowledge', 'complaints-officer')],
      ['to come', 'on request', 'on request'],
    ],
    ['are now where the case is', [stage1], ['now', 'on request', 'on request']],
    ['are done after it', [stage1, done('stage-1', 'respond'), window], ['done', 'on request', 'on request']],
    [
      'are not those that were passed by',
      [opened('stage-2', 'investigating-officer')],
      ['now', 'on request'],
    ],
    [
      'are only those reached once it is closed',
      [stage1, done('stage-1', 'respond'), { type: 'closed', as: 'x', run: 1 }],
      ['done'],
    ],
    [
      'are none once it is withdrawn',
      [stage1, { type: 'withdrawn', phase: 'during investigation', carriedOn: true }],
      [],
    ],
    [
      'are those of the case, whatever runs alongside',
      [
        stage1,
        done('stage-1', 'respond'),
        started({ run: 2, beside: true }),
        opened('stage-2', 'investigating-officer', { run: 2 }),
      ],
      ['done', 'on request', 'on request'],
    ],
  ])('%s', (_, happened, expected) => {
    expect(stages(happened)).toEqual(expected);
  });
  test('have the words of their window, or of a clock, or their name', () => {
    const titles = (followed: Procedure) =>
      publicStatus(aCase(started(), stage1), followed, {
        today: '2026-06-10',
        calendar,
        canBeReached: true,
      }).stages.map(({ title }) => title);
    const [, second] = titles(procedure);
    expect(second).toBe(procedure.steps['stage-2-window']?.asksFor);
    const clock = procedure.clocks?.['stage-1'];
    if (!clock) throw new Error('no clock');
    const { publicTitle: _, ...unnamed } = clock;
    const named = (of: typeof clock) =>
      titles({ ...procedure, clocks: { ...procedure.clocks, 'stage-1': of } })[0];
    expect(named({ ...clock, publicTitle: 'First' })).toBe('First');
    expect(named(unnamed)).toBe('stage 1');
  });
});

describe('a letter can be read by the complainant', () => {
  test.each([
    ['sent', true],
    ['to be posted', true],
    ['posted', true],
    ['unconfirmed', true],
    ['returned', true],
    ['prepared', false],
    ['refused', false],
    ['not needed', false],
  ])('%s: %s', (status, may) => {
    expect(canBeRead({ to: 'complainant', status })).toBe(may);
    expect(canBeRead({ to: 'user:director', status })).toBe(false);
  });
});

describe('the way of a case', () => {
  const way = (...happened: What[]) => progressOf(aCase(started(), ...happened), procedures.all);
  const titles = (...happened: What[]) =>
    way(...happened).flatMap(({ steps }) => steps.map(({ title }) => title));
  const money = procedure.steps['stage-1-money']?.title;
  test('has the approval of money only while there is some', () => {
    expect(titles(stage1)).not.toContain(money);
    expect(titles(facts({ money: [{ id: 'M1', pence: 1, for: 'x' }] }), stage1)).toContain(money);
  });
  test.each(['superseded', 'ended-after-death', 'merged'])(
    'leaves out what was only ended as %s',
    (outcome) => {
      const left = decided('stage-1', outcome, 'system');
      const wrong: What = {
        type: 'corrected',
        correction: {
          what: 'procedure',
          from: { id: 'childrens-statutory', version: '2006' },
          to: { id: 'corporate', version: '2026' },
        },
        reason: 'x',
        superseded: { run: 1, by: 2 },
      };
      const closed: What = { type: 'closed', as: 'x', run: 1 };
      const acknowledged = [
        opened('acknowledge', 'complaints-officer'),
        decided('acknowledge', 'acknowledge', 'system'),
      ];
      expect(
        titles(...acknowledged, stage1, left, ...(outcome === 'superseded' ? [wrong] : []), closed),
      ).toEqual(['Acknowledgement']);
      expect(titles(...acknowledged, stage1, decided('stage-1', 'respond', 'system'), closed)).toHaveLength(
        2,
      );
    },
  );
  test('keeps what was ended so in a procedure that was not wrong', () => {
    const closed: What = { type: 'closed', as: 'x', run: 1 };
    expect(titles(stage1, decided('stage-1', 'superseded', 'system'), closed)).toHaveLength(1);
  });
  test('has the last decision of the last visit', () => {
    const again = opened('stage-1', 'team-manager', { task: 'stage-1#2' });
    const [stage] = way(
      stage1,
      decided('stage-1', 'extend', 'system', { ends: false, at: '2026-06-03T09:00:00.000Z' }),
      decided('stage-1', 'respond', 'system', { decision: 2, at: '2026-06-04T09:00:00.000Z' }),
      again,
      decided('stage-1', 'gone', 'system', { task: 'stage-1#2', at: '2026-06-05T23:00:00.000Z' }),
      { type: 'closed', as: 'x', run: 1 },
    );
    expect(stage?.steps).toEqual([
      { title: 'Stage 1, local resolution', status: 'done', on: '2026-06-06', outcome: 'gone' },
    ]);
  });
});
