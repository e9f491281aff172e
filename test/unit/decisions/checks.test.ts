import { describe, expect, test } from 'vitest';
import type { Point } from '../../../functions/domain/case/facts.ts';
import { dateProblems, pointProblems } from '../../../functions/domain/decisions/checks.ts';
import { decide } from '../../../functions/domain/decisions/decide.ts';
import { effectOf } from '../../../functions/domain/decisions/effects.ts';
import { procedures } from '../../shropshire.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, council, facts, opened, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026; stage 1 is due on Monday 15 June.

const found = procedures.version('childrens-statutory', '2006');
if (!found) throw new Error('no procedure');
const procedure: Procedure = found;

function at(stepName: string, ...happened: What[]) {
  const state = aCase(started(), ...happened);
  const task = state.tasks.find(({ step }) => step === stepName);
  const step = procedure.steps[stepName];
  if (!task || !step) throw new Error(`no ${stepName}`);
  return { state, task, procedure, step };
}
const outcome = (more: Partial<Outcome>): Outcome => ({
  title: 'x',
  form: {},
  letters: [],
  next: 'again',
  ...more,
});

describe('a date of a form is refused', () => {
  const days = { receivedOn: '2026-06-01', openedOn: '2026-06-03', rightFrom: '2026-06-05' };
  const problem = (
    not: Field['not'],
    date: string,
    more: Partial<typeof days> = days,
    type: Field['type'] = 'date',
  ) =>
    dateProblems(
      { on: { label: 'x', type, ...(not ? { not } : {}) } },
      { on: date },
      { receivedOn: '2026-06-01', openedOn: '2026-06-03', ...more },
      '2026-06-10',
    ).map(({ code }) => code);
  test.each<[string, Field['not'], string, string[]]>([
    ['before the receipt', ['before receipt'], '2026-05-31', ['before-receipt']],
    ['not on the receipt', ['before receipt'], '2026-06-01', []],
    ['before the step', ['before step'], '2026-06-02', ['before-step']],
    ['not on the day the step opened', ['before step'], '2026-06-03', []],
    ['before the right began', ['before milestone'], '2026-06-04', ['before-right']],
    ['not on the day the right began', ['before milestone'], '2026-06-05', []],
    ['in the past', ['past'], '2026-06-09', ['day-in-past']],
    ['not today for being past', ['past'], '2026-06-10', []],
    ['in the future', ['future'], '2026-06-11', ['day-in-future']],
    ['not today for being future', ['future'], '2026-06-10', []],
    ['never without a rule', undefined, '2026-05-01', []],
  ])('%s', (_, not, date, codes) => {
    expect(problem(not, date)).toEqual(codes);
  });
  test('for a right only once its day is known', () => {
    expect(problem(['before milestone'], '2026-06-04', {})).toEqual([]);
  });
  test('only if it is a date', () => {
    expect(problem(['past'], '2026-06-09', days, 'text')).toEqual([]);
  });
  test('after the last day of the calendar, which is allowed itself', () => {
    const last = (date: string) =>
      dateProblems(
        { on: { label: 'x', type: 'date' } },
        { on: date },
        { receivedOn: '2026-06-01', openedOn: '2026-06-03', last: '2026-06-30' },
        '2026-06-10',
      ).map(({ code }) => code);
    expect([last('2026-06-30'), last('2026-07-01')]).toEqual([[], ['after-calendar']]);
  });
  test('for a promised action in the past', () => {
    const action = (dueOn: string, id?: string) => ({
      text: 'x',
      owner: 'director',
      dueOn,
      ...(id === undefined ? {} : { id }),
    });
    const actions = [action('2026-06-09'), action('2026-06-10'), action('2026-06-09', 'A1')];
    expect(
      dateProblems({ actions: { label: 'x', type: 'actions' } }, { actions }, days, '2026-06-10').map(
        ({ field }) => field,
      ),
    ).toEqual(['actions.0.dueOn']);
  });
});

describe('the points of an answer', () => {
  const form = { list: { label: 'x', type: 'points' as const } };
  const own: { id: string; text: string; case?: string } = { id: 'P1', text: 'No calls' };
  const other = { id: 'P2', text: 'Bins', procedure: 'corporate' };
  const problems = (more: Partial<Outcome>, points: Point[] | undefined) =>
    pointProblems(
      outcome(more),
      points === undefined ? {} : { points },
      aCase(started(), facts({ procedure: 'childrens-statutory' })),
    ).map(({ field, code }) => `${field} ${code}`);
  test.each<[string, Partial<Outcome>, Point[] | undefined, string[]]>([
    ['are accepted as they are', { form }, [own], []],
    ['are not looked at when the outcome has none', { form }, undefined, []],
    ['must leave one for this procedure', { form }, [], ['list no-point-left']],
    ['must leave one, named at the summary without a field of points', {}, [], ['summary no-point-left']],
    [
      'cannot go to another procedure after triage',
      { form },
      [own, other],
      ['list point-for-other-procedure'],
    ],
    ['can go to another procedure at triage', { form, next: 'chosen procedure' }, [own, other], []],
    ['that were split off stay where they are', { form }, [own, { ...other, case: 'SC-2026-00002-2' }], []],
  ])('%s', (_, more, points, expected) => {
    expect(problems(more, points)).toEqual(expected);
  });
});

describe('effects on the case', () => {
  const stage1 = opened('stage-1', 'team-manager');
  const effect = (more: Partial<Outcome>, answers: Record<string, string> = {}, ...happened: What[]) =>
    effectOf(
      outcome(more),
      at('stage-1', stage1, ...happened),
      { reason: 'Because.', ...answers },
      '2026-06-10T09:00:00.000Z',
      calendar,
    );
  const paused: What = {
    type: 'frozen',
    at: '2026-06-03T09:00:00.000Z',
    reason: 'Court',
    reviewOn: '2026-06-12',
  };
  test.each<[string, Partial<Outcome>, Record<string, string>, What[], unknown[]]>([
    [
      'a withdrawal ends the case',
      { effect: 'withdraw', next: 'closed' },
      {},
      [],
      [{ type: 'withdrawn', phase: 'during investigation', carriedOn: false }],
    ],
    [
      'a withdrawal with a review carries on',
      { effect: 'withdraw', next: 'management-review' },
      {},
      [],
      [{ type: 'withdrawn', phase: 'during investigation', carriedOn: true }],
    ],
    [
      'a withdrawal ends a pause',
      { effect: 'withdraw', next: 'closed' },
      {},
      [paused],
      [
        { type: 'withdrawn', phase: 'during investigation', carriedOn: false },
        { type: 'resumed', reason: 'complaint-withdrawn' },
      ],
    ],
    [
      'a delay expected today',
      { effect: 'report delay' },
      { expected: '2026-06-10' },
      [],
      [{ type: 'delay-reported', task: 'stage-1#1', expected: '2026-06-10', reason: 'Because.' }],
    ],
    [
      'a pause until tomorrow',
      { effect: 'pause' },
      { reviewOn: '2026-06-11' },
      [],
      [{ type: 'frozen', reason: 'Because.', reviewOn: '2026-06-11' }],
    ],
    [
      'a pause that goes on',
      { effect: 'review pause' },
      { reviewOn: '2026-06-15' },
      [paused],
      [{ type: 'frozen', reason: 'Because.', reviewOn: '2026-06-15' }],
    ],
    [
      'keeping until tomorrow',
      { effect: 'keep' },
      { until: '2026-06-11' },
      [],
      [{ type: 'kept', until: '2026-06-11', reason: 'Because.' }],
    ],
    [
      'a legal hold',
      { effect: 'legal hold' },
      {},
      [],
      [{ type: 'legal-hold', on: true, reason: 'Because.' }],
    ],
    [
      'a resolution on a day',
      { effect: 'resolve informally' },
      { resolvedOn: '2026-06-09' },
      [],
      [{ type: 'resolved-informally', on: '2026-06-09' }],
    ],
    [
      'a resolution today',
      { effect: 'resolve informally' },
      {},
      [],
      [{ type: 'resolved-informally', on: '2026-06-10' }],
    ],
    ['the choice of a step whose clock runs', { effect: 'choose step', next: 'stage-1' }, {}, [], []],
    [
      'the choice of a step whose clock has not begun',
      { effect: 'choose step', next: 'stage-2-commission' },
      {},
      [],
      [{ type: 'clock-started', task: 'stage-1#1', run: 1, clock: 'stage-2', from: '2026-06-10' }],
    ],
    ['none', {}, {}, [], []],
  ])('%s', (_, more, answers, happened, events) => {
    expect(effect(more, answers, ...happened)).toEqual({ ok: true, events });
  });
  test.each<[string, Partial<Outcome>, Record<string, string>, string]>([
    ['a delay expected yesterday', { effect: 'report delay' }, { expected: '2026-06-09' }, 'day-in-past'],
    ['a pause to be reviewed today', { effect: 'pause' }, { reviewOn: '2026-06-10' }, 'day-not-after-today'],
    ['the review of no pause', { effect: 'review pause' }, { reviewOn: '2026-06-15' }, 'case-not-paused'],
    ['the end of no pause', { effect: 'resume' }, {}, 'case-not-paused'],
    ['keeping until today', { effect: 'keep' }, { until: '2026-06-10' }, 'day-not-after-today'],
  ])('refuse %s', (_, more, answers, code) => {
    expect(effect(more, answers)).toMatchObject({ ok: false, refusal: { code } });
  });
  test('a withdrawal before any stage has begun says so', () => {
    const step = at('learning', opened('learning', 'team-manager'));
    expect(
      effectOf(outcome({ effect: 'withdraw' }), step, {}, '2026-06-10T09:00:00.000Z', calendar),
    ).toMatchObject({
      events: [{ phase: 'before investigation' }],
    });
  });
});

test('deciding after the due day records the breach that no timer has recorded, and what it means', () => {
  const acknowledged: What = {
    type: 'clock-ended',
    task: 'stage-1#1',
    run: 1,
    clock: 'acknowledgement',
    on: '2026-06-01',
  };
  const breachesAt = (now: string) => {
    const result = decide(
      at(
        'stage-1',
        facts({ points: [{ id: 'P1', text: 'No calls' }] }),
        opened('stage-1', 'team-manager'),
        acknowledged,
      ),
      {
        outcome: 'respond',
        answers: { findings: [{ point: 'P1', finding: 'upheld', reasons: 'x' }], response: 'Sorry.' },
        by: 'user:team-manager',
        now,
      },
      {
        council,
        procedures: [],
        points: [{ id: 'P1', text: 'No calls' }],
        recommendations: [],
        documents: [],
      },
      calendar,
    );
    return result.ok ? result.events.filter(({ type }) => type === 'milestone') : result.refusal.code;
  };
  expect(breachesAt('2026-06-15T22:59:59.999Z')).toEqual([]);
  expect(breachesAt('2026-06-15T23:00:00.000Z')).toEqual([
    {
      at: '2026-06-15T23:00:00.000Z',
      by: 'system',
      type: 'milestone',
      task: 'stage-1#1',
      milestone: 'breach',
      title: 'Overdue: the limit has passed',
      due: '2026-06-15',
      clock: 'stage-1',
      means: 'breach',
    },
  ]);
});
