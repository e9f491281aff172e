import { describe, expect, test } from 'vitest';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { calendar, facts, opened, started, type What } from '../a-case.ts';
import { decideOn, eventsOf, procedure, resultOf } from './a-decision.ts';

// What a decision is refused for, and what follows from one that is taken: on Wednesday 10 June 2026.

const stage1 = opened('stage-1', 'team-manager');
const point = { id: 'P1', text: 'No calls' };
const date = (more: Partial<Field> = {}): Field => ({ label: 'A day', type: 'date', ...more });
const text = (more: Partial<Field> = {}): Field => ({ label: 'A text', type: 'text', ...more });
const result = (outcome: Partial<Outcome>, answers: object, ...happened: What[]) =>
  resultOf(decideOn({ outcome, answers, happened: [facts({ points: [point] }), ...happened, stage1] }));

describe('a decision is refused for', () => {
  const action = { text: 'Train the team', owner: 'team-manager', dueOn: '2026-07-01' };
  const underWay = [
    facts({ actions: [{ id: 'A1', ...action }] }),
    started({
      run: 2,
      procedure: 'action',
      version: '1',
      beside: true,
      matter: { id: 'A1', from: '2026-06-01' },
    }),
  ];
  test.each<[string, Partial<Outcome>, object, What[], string]>([
    [
      'an answer that is missing',
      { form: { why: text({ required: true }) } },
      {},
      [],
      'answers-wrong why:answer-needed',
    ],
    [
      'a day that is not allowed',
      { form: { on: date({ not: ['future'] }) } },
      { on: '2026-06-11' },
      [],
      'dates-wrong on:day-in-future',
    ],
    [
      'another day for an action under way',
      { form: { actions: { label: 'x', type: 'actions' } } },
      { actions: [{ ...action, dueOn: '2026-07-02' }] },
      underWay,
      'answers-wrong actions.0.dueOn:action-under-way',
    ],
    [
      'no point left to decide',
      { form: { points: { label: 'x', type: 'points', fact: 'points' } } },
      { points: [{ text: 'Bins', procedure: 'not for this council', procedureReason: 'x' }] },
      [],
      'points-wrong points:no-point-left',
    ],
    [
      'the person to be replaced as their own replacement',
      {
        form: {
          io: {
            label: 'x',
            type: 'user',
            fact: 'investigator',
            replaces: true,
          },
        },
      },
      { io: 'investigating-officer' },
      [facts({ investigator: 'investigating-officer' })],
      'appointments-wrong io:replaced-by-themselves',
    ],
    [
      'a requirement that is not met',
      { gates: ['a point upheld'] },
      {},
      [],
      'requirements-unmet pointsUpheld:no-point-upheld',
    ],
    [
      'a signature of someone complained about',
      { signedBy: 'decider' },
      {},
      [facts({ complainedAbout: ['complaints-officer'] })],
      'requirements-unmet outcome:signer-complained-about',
    ],
    [
      'what is unusual and not confirmed',
      { form: { on: date(), sure: { label: 'x', type: 'yes-no', confirms: { dayOff: 'on' } } } },
      { on: '2026-06-13' },
      [],
      'confirmation-needed sure:day-off',
    ],
    [
      'what its effect does not allow',
      { effect: 'pause', form: { reviewOn: date() } },
      { reviewOn: '2026-06-10' },
      [],
      'day-not-after-today reviewOn:day-not-after-today',
    ],
  ])('%s', (_, outcome, answers, happened, expected) => {
    expect(result(outcome, answers, ...happened)).toBe(expected);
  });

  test('a kind of feedback that its procedure does not handle, at the field that asks for it', () => {
    const outcome: Partial<Outcome> = {
      next: 'chosen procedure',
      form: {
        route: {
          label: 'x',
          type: 'choice',
          optionsFrom: 'procedures',
          fact: 'procedure',
        },
        whatItIs: { label: 'x', type: 'choice', optionsFrom: 'feedback kinds', fact: 'kind' },
      },
    };
    const corporate = { id: 'corporate', title: 'Corporate complaints', feedback: ['complaint' as const] };
    const choosing = (kind: string) =>
      resultOf(
        decideOn({
          outcome,
          happened: [facts({ points: [point] }), stage1],
          answers: { route: 'corporate', whatItIs: kind },
          context: { procedures: [corporate] },
        }),
      );
    expect(choosing('compliment')).toBe('routing-wrong whatItIs:kind-not-handled');
    expect(choosing('complaint')).toBe('taken');
  });

  test('a refusal of its effect at the field that asks for the day, whatever its name', () => {
    const outcome: Partial<Outcome> = { effect: 'pause', form: { look: date({ means: 'reviewOn' }) } };
    expect(result(outcome, { look: '2026-06-10' })).toBe('day-not-after-today look:day-not-after-today');
    expect(result(outcome, { look: '2026-06-11' })).toBe('taken');
  });

  test('what is unusual only once nothing else stands in the way', () => {
    const outcome: Partial<Outcome> = {
      gates: ['a point upheld'],
      form: { on: date(), sure: { label: 'x', type: 'yes-no', confirms: { dayOff: 'on' } } },
    };
    expect(result(outcome, { on: '2026-06-13' })).toContain('requirements-unmet');
    expect(result({ ...outcome, gates: [] }, { on: '2026-06-13', sure: true })).toBe('taken');
    expect(result({ ...outcome, gates: [] }, { on: '2026-06-12' })).toBe('taken');
  });

  test('nothing of what the council can still count', () => {
    const until = (day: string, effect?: Outcome['effect']) =>
      result({ ...(effect ? { effect } : {}), form: { until: date() } }, { until: day });
    const after = calendar.add(calendar.last, 1);
    expect(until(calendar.last)).toBe('taken');
    expect(until(after)).toBe('dates-wrong until:after-calendar');
    // How long a case is kept is not counted in working days.
    expect(until(after, 'keep')).toBe('taken');
  });
});

describe('days of a form are compared with', () => {
  test('the day in London on which the step opened', () => {
    // Half an hour past midnight on 6 June in London.
    const late = opened('stage-1', 'team-manager', { at: '2026-06-05T23:30:00.000Z' });
    const on = (day: string) =>
      resultOf(
        decideOn({
          outcome: { form: { on: date({ not: ['before step'] }) } },
          happened: [late],
          answers: { on: day },
        }),
      );
    expect([on('2026-06-05'), on('2026-06-06')]).toEqual(['dates-wrong on:before-step', 'taken']);
  });

  test('the last day of the clock of the step, after which a reason is needed', () => {
    const form = { on: date({ lateNeeds: 'why' }), why: text() };
    expect(result({ form }, { on: '2026-06-15' })).toBe('taken');
    expect(result({ form }, { on: '2026-06-16' })).toBe('dates-wrong why:late-day-needs-reason');
    expect(result({ form }, { on: '2026-06-16', why: 'The holidays.' })).toBe('taken');
  });

  const about = (more: Parameters<typeof started>[0] = {}): What[] => [
    started({
      run: 2,
      procedure: 'extension',
      version: '1',
      beside: true,
      matter: { id: 'stage-1', from: '2026-06-01' },
      ...more,
    }),
    opened('stage-1', 'team-manager', { run: 2 }),
  ];
  const alongside = (day: string, happened: What[], followed = true) =>
    resultOf(
      decideOn({
        outcome: { form: { on: date({ not: ['after last day'] }) } },
        happened,
        answers: { on: day },
        ...(followed ? { context: { followed: procedure } } : {}),
      }),
    );
  const refused = 'dates-wrong on:after-last-day';
  test.each<[string, string, What[], string]>([
    ['the last day of the clock that a run alongside is about', '2026-06-15', about(), 'taken'],
    ['the day after it', '2026-06-16', about(), refused],
    [
      'no day when it is about no clock',
      '2026-06-16',
      about({ matter: { id: 'A1', from: '2026-06-01' } }),
      'taken',
    ],
    ['no day of the procedure of the case itself', '2026-06-16', [stage1], 'taken'],
  ])('%s', (_, day, happened, expected) => {
    expect(alongside(day, happened)).toBe(expected);
  });
  test('no day when the case follows no procedure', () => {
    expect(alongside('2026-06-16', about(), false)).toBe('taken');
  });
});

describe('a decision brings about', () => {
  const given = (outcome: Partial<Outcome>, answers: object = {}, ...happened: What[]) =>
    decideOn({ outcome, answers, happened: [stage1, ...happened] });

  test('one decision, numbered, that ends its step unless that stays open', () => {
    expect(eventsOf(given({}), 'decided')).toEqual([
      {
        at: '2026-06-10T09:00:00.000Z',
        by: 'user:complaints-officer',
        type: 'decided',
        task: 'stage-1#1',
        decision: 1,
        outcome: 'made',
        answers: {},
        ends: true,
      },
    ]);
    const again: What = {
      type: 'decided',
      task: 'stage-1#1',
      decision: 1,
      outcome: 'made',
      answers: {},
      ends: false,
      by: 'user:complaints-officer',
    };
    expect(eventsOf(given({ next: 'again' }, {}, again), 'decided')).toMatchObject([
      { decision: 2, ends: false },
    ]);
  });

  test('the day on which something was done, whatever its field is called', () => {
    const form = { theDay: date({ means: 'doneOn' }) };
    expect(eventsOf(given({ form }, { theDay: '2026-06-09' }), 'decided')).toMatchObject([
      { doneOn: '2026-06-09' },
    ]);
    expect(eventsOf(given({ form }), 'decided')[0]).not.toHaveProperty('doneOn');
  });

  test('the facts of its form and those that the outcome itself records', () => {
    expect(eventsOf(given({ form: { why: text() } }, { why: 'x' }), 'facts-recorded')).toEqual([]);
    const outcome: Partial<Outcome> = {
      form: { on: date({ fact: 'meetingOn' }) },
      records: { madeByChild: true, meetingOn: '2026-06-30' },
    };
    expect(eventsOf(given(outcome, { on: '2026-07-01' }), 'facts-recorded')).toEqual([
      {
        at: '2026-06-10T09:00:00.000Z',
        by: 'user:complaints-officer',
        type: 'facts-recorded',
        facts: { meetingOn: '2026-06-30', madeByChild: true },
      },
    ]);
  });

  const turned = (outcome: Partial<Outcome>, answers: object = {}, ...happened: What[]) => {
    const taken = given(outcome, answers, ...happened);
    return [...eventsOf(taken, 'clock-ended'), ...eventsOf(taken, 'clock-started')].map((event) =>
      event.type === 'clock-ended'
        ? `${event.clock} ended ${event.on}`
        : `${event.clock} started ${event.from}`,
    );
  };
  const ended: What = { type: 'clock-ended', task: 'stage-1#1', run: 1, clock: 'stage-1', on: '2026-06-05' };
  test.each<[string, Partial<Outcome>, object, What[], string[]]>([
    ['the end of a clock today', { ends: [{ clock: 'stage-1' }] }, {}, [], ['stage-1 ended 2026-06-10']],
    [
      'the end of a clock on the day given',
      { ends: [{ clock: 'stage-1', on: 'on' }], form: { on: date() } },
      { on: '2026-06-08' },
      [],
      ['stage-1 ended 2026-06-08'],
    ],
    [
      'the end of a clock today when no day is given',
      { ends: [{ clock: 'stage-1', on: 'on' }], form: { on: date() } },
      {},
      [],
      ['stage-1 ended 2026-06-10'],
    ],
    ['no second end of a clock', { ends: [{ clock: 'stage-1' }] }, {}, [ended], []],
    ['no end of a clock that has not begun', { ends: [{ clock: 'stage-2' }] }, {}, [], []],
    ['the start of a clock', { starts: [{ clock: 'stage-2' }] }, {}, [], ['stage-2 started 2026-06-10']],
    [
      'the end of one clock and the start of another',
      {
        ends: [{ clock: 'stage-1' }],
        starts: [{ clock: 'stage-2', on: 'on' }],
        form: { on: date() },
      },
      { on: '2026-06-09' },
      [],
      ['stage-1 ended 2026-06-10', 'stage-2 started 2026-06-09'],
    ],
  ])('%s', (_, outcome, answers, happened, expected) => {
    expect(turned(outcome, answers, ...happened)).toEqual(expected);
  });
});
