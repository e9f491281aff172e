import { describe, expect, test } from 'vitest';
import type { Milestone, Outcome, Step } from '../../../workflows/procedures/procedure.ts';
import { decided, opened, started, type What } from '../a-case.ts';
import { decideOn, eventsOf, procedure, resultOf } from './a-decision.ts';

// When a decision can be taken. A complaint received on Monday 1 June 2026; a day in London ends at 23:00Z.

const frozen: What = { type: 'frozen', reason: 'Court', reviewOn: '2026-12-01' };
const acknowledged: What = {
  type: 'clock-ended',
  task: 'stage-1#1',
  run: 1,
  clock: 'acknowledgement',
  on: '2026-06-01',
};

describe('a right that ends on Monday 29 June', () => {
  const window = opened('stage-2-window', 'complainant', { due: '2026-06-29' });
  const step: Partial<Step> = {
    limit: { days: 20, unit: 'working days', from: 'opened', citation: 'a test' },
    lapse: 'lapse',
  };
  const message: What = {
    type: 'message-received',
    message: 'M2',
    channel: 'email',
    senderKnown: true,
    automatic: false,
    toDealWith: true,
  };
  const inTime = '2026-06-29T22:59:59.999Z';
  const late = '2026-06-29T23:00:00.000Z';
  test.each<[string, string, What[], Partial<Outcome>, string]>([
    ['is used on its last day', inTime, [], {}, 'taken'],
    ['has lapsed at the first moment after it', late, [], {}, 'right-lapsed outcome:right-lapsed'],
    ['is used later when a message waits', late, [message], {}, 'taken'],
    ['stays open to what does not use it', late, [], { effect: 'withdraw' }, 'taken'],
  ])('%s', (_, now, happened, outcome, expected) => {
    expect(resultOf(decideOn({ outcome, happened: [window, ...happened], now, step }))).toBe(expected);
  });

  test('has not lapsed while the case was paused in time', () => {
    const given = decideOn({ outcome: { effect: 'withdraw' }, happened: [window, frozen], now: late, step });
    expect(eventsOf(given, 'withdrawn')).toHaveLength(1);
  });

  test('names the step and its last day when it has lapsed', () => {
    expect(decideOn({ outcome: {}, happened: [window], now: late, step })).toMatchObject({
      kind: 'invalid',
      refusal: { params: { step: procedure.steps['stage-2-window']?.title, lastDay: '2026-06-29' } },
    });
  });
});

describe('while the case is paused', () => {
  const stage1 = opened('stage-1', 'team-manager');
  test.each<[string, Partial<Outcome>, object, string]>([
    ['it cannot be answered', {}, {}, 'case-paused'],
    ['its time cannot be extended', { effect: 'extend' }, {}, 'case-paused'],
    ['it can go on', { effect: 'resume' }, {}, 'taken'],
    ['it can be withdrawn', { effect: 'withdraw' }, {}, 'taken'],
    ['an officer can choose its step', { effect: 'choose step', next: 'stage-1' }, {}, 'taken'],
  ])('%s', (_, outcome, answers, expected) => {
    expect(resultOf(decideOn({ outcome, happened: [stage1, frozen], answers }))).toBe(expected);
  });

  test('what runs alongside goes on', () => {
    const alongside = started({ run: 2, beside: true, matter: { id: 'A1', from: '2026-06-01' } });
    const task = opened('stage-1', 'team-manager', { run: 2 });
    expect(resultOf(decideOn({ outcome: {}, happened: [frozen, alongside, task] }))).toBe('taken');
  });

  test('no breach is recorded', () => {
    const given = decideOn({
      outcome: { effect: 'resume' },
      happened: [stage1, acknowledged, frozen],
      now: '2026-07-10T09:00:00.000Z',
    });
    expect(eventsOf(given, 'milestone')).toEqual([]);
  });
});

describe('a decision on what is decided already', () => {
  test.each<[string, What[], object]>([
    [
      'names the last outcome',
      [
        decided('stage-1', 'extend', 'user:complaints-officer', { ends: false }),
        decided('stage-1', 'respond', 'user:team-manager', { decision: 2 }),
      ],
      { outcome: procedure.steps['stage-1']?.outcomes['respond']?.title },
    ],
    [
      'names an outcome that is gone by its id',
      [decided('stage-1', 'gone', 'user:team-manager')],
      { outcome: 'gone' },
    ],
  ])('%s', (_, happened, params) => {
    expect(decideOn({ outcome: {}, happened: [opened('stage-1', 'team-manager'), ...happened] })).toEqual({
      ok: false,
      kind: 'conflict',
      refusal: { code: 'decided-already', params },
    });
  });

  test('comes before everything else that is wrong', () => {
    const done = [
      opened('stage-1', 'team-manager'),
      decided('stage-1', 'respond', 'user:team-manager'),
      frozen,
    ];
    const form = { text: { label: 'x', type: 'text' as const, required: true } };
    expect(resultOf(decideOn({ outcome: { form }, happened: done }))).toBe('decided-already');
  });
});

describe('an outcome that waits for a milestone', () => {
  const first: Milestone = {
    id: 'first',
    title: 'The first day',
    when: { workingDays: -3, time: '08:00' },
    to: [],
  };
  const outcome: Partial<Outcome> = {
    onlyAfter: 'first',
    form: { on: { label: 'x', type: 'date', not: ['before milestone'] } },
  };
  const passed: What = {
    type: 'milestone',
    task: 'stage-1#1',
    milestone: 'first',
    title: '',
    due: '2026-06-15',
  };
  const at = (happened: What[], on: string, milestones = [first]) =>
    resultOf(
      decideOn({
        outcome,
        happened: [opened('stage-1', 'team-manager'), ...happened],
        answers: { on },
        now: '2026-06-16T09:00:00.000Z',
        step: { milestones },
      }),
    );
  // Three working days before Monday 15 June is Wednesday 10 June.
  test.each<[string, What[], string, string]>([
    ['is too early before it', [], '2026-06-16', 'outcome-too-early outcome:outcome-too-early'],
    ['counts from no day before it', [passed], '2026-06-09', 'dates-wrong on:before-right'],
    ['counts from its day', [passed], '2026-06-10', 'taken'],
  ])('%s', (_, happened, on, expected) => {
    expect(at(happened, on)).toBe(expected);
  });

  test('waits for one of the clock of its stage, of which the pause is not counted', () => {
    const clocks = {
      ...procedure.clocks,
      'stage-1': { ...procedure.clocks?.['stage-1'], milestones: [first] },
    };
    const ofClock: What = { ...passed, clock: 'stage-1' };
    const stage1 = procedure.clocks?.['stage-1'];
    if (!stage1) throw new Error('no clock');
    const given = (on: string, ...happened: What[]) =>
      resultOf(
        decideOn({
          outcome,
          happened: [opened('stage-1', 'team-manager'), ofClock, ...happened],
          answers: { on },
          now: '2026-06-30T09:00:00.000Z',
          step: { milestones: [] },
          followed: { clocks: { ...clocks, 'stage-1': { ...stage1, milestones: [first] } } },
        }),
      );
    expect([given('2026-06-09'), given('2026-06-10')]).toEqual(['dates-wrong on:before-right', 'taken']);
    // Paused from Wednesday 3 June to Wednesday 10 June: five working days later.
    const pause: What = { ...frozen, at: '2026-06-03T09:00:00.000Z' };
    const resumed: What = { type: 'resumed', reason: 'x', at: '2026-06-10T09:00:00.000Z' };
    expect([given('2026-06-16', pause, resumed), given('2026-06-17', pause, resumed)]).toEqual([
      'dates-wrong on:before-right',
      'taken',
    ]);
  });

  test('has no first day when the milestone never comes', () => {
    const never: Milestone = { ...first, when: { afterAgreedDay: true } };
    expect(at([passed], '2026-06-02', [never])).toBe('taken');
  });
});

describe('an outcome that follows a reminder', () => {
  const reminder: Outcome = {
    title: 'Remind',
    form: { by: { label: 'x', type: 'date', fact: 'meetingOn' } },
    letters: [],
    next: 'again',
  };
  test('is refused before the reminder', () => {
    const given = decideOn({
      outcome: { onlyAfterReminder: 'remind' },
      happened: [opened('stage-1', 'team-manager')],
      step: { outcomes: { remind: reminder } },
    });
    expect(given).toMatchObject({ ok: false, kind: 'invalid', refusal: { code: 'reminder-first' } });
  });
});

describe('the milestones of what is late are recorded with the decision', () => {
  const late: Milestone = { id: 'late', title: 'The target has passed', when: 'late', to: [] };
  const soon: Milestone = { id: 'soon', title: 'Soon', when: { workingDays: -3, time: '08:00' }, to: [] };
  const escalated: Milestone = { id: 'told', title: 'Told', when: 'late', means: 'escalation', to: [] };
  const ended: What = { ...acknowledged, clock: 'stage-1' };
  const recorded = (
    now: string,
    {
      milestones = [late, soon],
      happened = [],
      outcome = {},
    }: {
      milestones?: Milestone[];
      happened?: What[];
      outcome?: Partial<Outcome>;
    },
  ) =>
    eventsOf(
      decideOn({
        outcome,
        happened: [opened('stage-1', 'team-manager', { due: '2026-06-12' }), acknowledged, ...happened],
        now,
        step: { milestones },
      }),
      'milestone',
    ).map(({ clock = 'step', milestone, due, means = 'none' }) => `${clock} ${milestone} ${due} ${means}`);
  const ofStep = 'step late 2026-06-12 breach';
  const ofClock = 'stage-1 breach 2026-06-15 breach';
  test.each<[string, string, Parameters<typeof recorded>[1], string[]]>([
    ['none on the last day', '2026-06-12T22:59:59.999Z', {}, []],
    ['of the step after it', '2026-06-12T23:00:00.000Z', {}, [ofStep]],
    ['of the step and of its clock', '2026-06-15T23:00:00.000Z', {}, [ofStep, ofClock]],
    ['not of a clock that has ended', '2026-06-15T23:00:00.000Z', { happened: [ended] }, [ofStep]],
    [
      'not what has been recorded',
      '2026-06-15T23:00:00.000Z',
      {
        happened: [
          { type: 'milestone', task: 'stage-1#1', milestone: 'late', title: '', due: '2026-06-12' },
          {
            type: 'milestone',
            task: 'stage-1#1',
            milestone: 'breach',
            title: '',
            due: '2026-06-15',
            clock: 'stage-1',
          },
        ],
      },
      [],
    ],
    [
      'again for another last day',
      '2026-06-12T23:00:00.000Z',
      {
        happened: [{ type: 'milestone', task: 'stage-1#1', milestone: 'late', title: '', due: '2026-06-11' }],
      },
      [ofStep],
    ],
    [
      'of another meaning, too',
      '2026-06-12T23:00:00.000Z',
      { milestones: [escalated] },
      ['step told 2026-06-12 escalation'],
    ],
    ['not when the step stays open', '2026-06-15T23:00:00.000Z', { outcome: { next: 'again' } }, []],
  ])('%s', (_, now, more, expected) => {
    expect(recorded(now, more)).toEqual(expected);
  });

  test('as the system, right before the decision', () => {
    const given = decideOn({
      outcome: {},
      happened: [opened('stage-1', 'team-manager', { due: '2026-06-12' }), acknowledged],
      now: '2026-06-12T23:00:00.000Z',
      step: { milestones: [late] },
    });
    expect(given.ok && given.events.map(({ type, by, at }) => [type, by, at])).toEqual([
      ['milestone', 'system', '2026-06-12T23:00:00.000Z'],
      ['decided', 'user:complaints-officer', '2026-06-12T23:00:00.000Z'],
    ]);
  });

  test('when an extension comes too late', () => {
    const extension = { upTo: 20, citation: 'a test' };
    const limit = { days: 9, unit: 'working days' as const, from: 'opened' as const, citation: 'a test' };
    const { clock: _, ...step } = procedure.steps['stage-1'] ?? {};
    const given = decideOn({
      outcome: { effect: 'extend', next: 'again', form: { until: { label: 'x', type: 'date' } } },
      happened: [opened('stage-1', 'team-manager', { due: '2026-06-12' }), acknowledged],
      answers: { until: '2026-06-22' },
      now: '2026-06-12T23:00:00.000Z',
      step: { ...step, limit, extension, milestones: [late] },
    });
    expect(eventsOf(given, 'milestone').map(({ milestone }) => milestone)).toContain('late');
  });
});
