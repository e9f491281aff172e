import { describe, expect, test } from 'vitest';
import { effectOf, extensionOf, leavesTimeFor } from '../../../functions/domain/decisions/effects.ts';
import type { Extension, Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, opened, started, type What } from '../a-case.ts';
import { statutory, stage1, clock1 } from '../a-procedure.ts';

// A step of a complaint received on Monday 1 June 2026, due after ten working days on Monday 15 June; today is Wednesday
// 10 June. No bank holiday falls between 25 May and 31 August.

const base: Procedure = statutory;
const { limit: _limit, extension: _extension, ...bareStep } = stage1;
const { extension: _clockExtension, ...bareClock } = clock1;

const ten = { days: 10, unit: 'working days' as const, citation: 'a limit' };
const upTo: Extension = { upTo: 20, citation: 'a rule' };
const byAgreement: Extension = { citation: 'a rule', agreed: true };

interface Given {
  /** The extension of the clock, or of the step with a time of its own. */
  clock?: Extension;
  step?: Extension;
  own?: boolean;
  subject?: string;
  happened?: What[];
}

function stepOfCase({ clock, step, own = false, subject, happened = [] }: Given) {
  const from = subject === undefined ? ('receipt' as const) : ('subject' as const);
  const asStep: Step = {
    ...bareStep,
    ...(own ? { limit: { ...ten, from } } : {}),
    ...(step === undefined ? {} : { extension: step }),
  };
  const procedure: Procedure = {
    ...base,
    steps: { 'stage-1': asStep },
    clocks: {
      'stage-1': { ...bareClock, from, limit: ten, ...(clock === undefined ? {} : { extension: clock }) },
    },
  };
  const matter = subject === undefined ? {} : { matter: { id: 'A1', from: '2026-06-01', dueOn: subject } };
  const state = aCase(
    started(matter),
    opened('stage-1', 'team-manager', subject === undefined ? {} : { due: subject }),
    ...happened,
  );
  const [task] = state.tasks;
  if (!task) throw new Error('no task');
  return { state, task, procedure, step: asStep };
}
const outcome: Outcome = { title: 'x', form: {}, letters: [], next: 'again', effect: 'extend' };
const extended = (until: string, clock?: string): What => ({
  type: 'extended',
  at: '2026-06-08T09:00:00.000Z',
  task: 'stage-1#1',
  due: '2026-06-15',
  until,
  reason: 'x',
  ...(clock === undefined ? {} : { clock }),
});
const ended: What = { type: 'clock-ended', task: 'stage-1#1', run: 1, clock: 'stage-1', on: '2026-06-09' };

describe('what is left to extend', () => {
  const left = (given: Given) => extensionOf(stepOfCase(given), calendar, '2026-06-10');
  const days20 = { days: 20, unit: 'working days' };
  test.each<[string, Given, object]>([
    [
      'of a clock',
      { clock: upTo },
      {
        due: '2026-06-15',
        latest: '2026-06-29',
        granted: [],
        counted: days20,
        clock: { id: 'stage-1', stepKeeps: false },
      },
    ],
    [
      'of a clock whose step has a target of its own',
      { clock: upTo, own: true },
      { latest: '2026-06-29', clock: { id: 'stage-1', stepKeeps: true } },
    ],
    [
      'of a clock as far as is agreed',
      { clock: byAgreement },
      {
        due: '2026-06-15',
        latest: calendar.last,
        granted: [],
        counted: { days: 10, unit: 'working days' },
        clock: { id: 'stage-1', stepKeeps: false },
      },
    ],
    [
      'as far as is agreed, with a target of its own',
      { clock: byAgreement, own: true },
      { clock: { id: 'stage-1', stepKeeps: true } },
    ],
    [
      'of a clock that was extended',
      { clock: upTo, happened: [extended('2026-06-22', 'stage-1')] },
      {
        due: '2026-06-22',
        latest: '2026-06-29',
        granted: [{ until: '2026-06-22' }],
      },
    ],
    [
      'of a clock with a day that was set',
      { clock: upTo, subject: '2026-06-22' },
      {
        due: '2026-06-22',
        latest: '2026-07-06',
        counted: { days: 10, unit: 'working days', after: '2026-06-22' },
      },
    ],
    [
      'of a clock with an earlier day that was set',
      { clock: upTo, subject: '2026-06-10' },
      { due: '2026-06-10', latest: '2026-06-29', counted: days20 },
    ],
    [
      'of a step',
      { step: upTo, own: true },
      { due: '2026-06-15', latest: '2026-06-29', granted: [], counted: days20 },
    ],
    [
      'of a step with a day that was set',
      { step: upTo, own: true, subject: '2026-06-22' },
      {
        due: '2026-06-22',
        latest: '2026-07-06',
        counted: { days: 10, unit: 'working days', after: '2026-06-22' },
      },
    ],
    [
      'of a step with an earlier day that was set',
      { step: upTo, own: true, subject: '2026-06-10' },
      { latest: '2026-06-29', counted: days20 },
    ],
    [
      'of a step whose clock has ended',
      { clock: upTo, step: upTo, own: true, happened: [ended] },
      { due: '2026-06-15', latest: '2026-06-29' },
    ],
  ])('%s', (_, given, expected) => {
    expect(left(given)).toMatchObject(expected);
  });
  test.each<[string, Given]>([
    ['not of one without a rule', {}],
    ['not of a step without a time of its own', { step: upTo }],
    ['not of a step without a last day', { step: byAgreement, own: true }],
    ['not of a clock that has ended', { clock: upTo, happened: [ended] }],
  ])('%s', (_, given) => {
    expect(left(given)).toBeUndefined();
  });
  test('names no clock of a step that is extended alone', () => {
    expect(left({ step: upTo, own: true })).not.toHaveProperty('clock');
    expect(left({ step: upTo, own: true, subject: '2026-06-10' })?.counted).not.toHaveProperty('after');
  });
});

describe('an extension is offered', () => {
  const offered = (given: Given, today = '2026-06-10', of: Outcome = outcome) =>
    leavesTimeFor(of, stepOfCase(given), calendar, today);
  const once: Extension = { ...upTo, times: 1 };
  const twice: Extension = { ...upTo, times: 2 };
  test.each<[string, Given, string, boolean]>([
    ['while a later day is left', { clock: upTo }, '2026-06-10', true],
    ['on the last day possible', { clock: upTo }, '2026-06-29', true],
    ['not after it', { clock: upTo }, '2026-06-30', false],
    ['not without a later day', { clock: { ...upTo, upTo: 10 } }, '2026-06-10', false],
    ['not at all without a rule', {}, '2026-06-10', false],
    ['once', { clock: once }, '2026-06-10', true],
    ['not twice', { clock: once, happened: [extended('2026-06-22', 'stage-1')] }, '2026-06-10', false],
    [
      'twice where the rule says so',
      { clock: twice, happened: [extended('2026-06-22', 'stage-1')] },
      '2026-06-10',
      true,
    ],
    [
      'as often as one likes without a number',
      { clock: upTo, happened: [extended('2026-06-22', 'stage-1')] },
      '2026-06-10',
      true,
    ],
  ])('%s', (_, given, today, expected) => {
    expect(offered(given, today)).toBe(expected);
  });
  test('whatever else an outcome does', () => {
    const { effect: _, ...plain } = outcome;
    expect(offered({}, '2026-06-10', plain)).toBe(true);
  });
});

describe('an extension', () => {
  const extend = (given: Given, answers: Record<string, string>, today = '2026-06-10') =>
    effectOf(outcome, stepOfCase(given), { reason: 'x', ...answers }, `${today}T09:00:00.000Z`, calendar);
  const event = { type: 'extended', task: 'stage-1#1', due: '2026-06-15', reason: 'x' };
  test.each<[string, Given, string, object]>([
    ['moves the clock', { clock: upTo }, '2026-06-29', { ...event, until: '2026-06-29', clock: 'stage-1' }],
    [
      'leaves a target of the step',
      { clock: upTo, own: true },
      '2026-06-16',
      { ...event, until: '2026-06-16', clock: 'stage-1', stepKeeps: true },
    ],
    ['moves a step alone', { step: upTo, own: true }, '2026-06-29', { ...event, until: '2026-06-29' }],
    ['goes to today', { clock: upTo }, '2026-06-17', { ...event, until: '2026-06-17', clock: 'stage-1' }],
  ])('%s', (_, given, until, expected) => {
    expect(extend(given, { until }, until === '2026-06-17' ? '2026-06-17' : '2026-06-10')).toEqual({
      ok: true,
      events: [expected],
    });
  });

  const once: Extension = { ...upTo, times: 1 };
  const params = { latest: '2026-06-29', days: 20, unit: 'working days', citation: 'a rule' };
  test.each<[string, Given, Record<string, string>, string, object]>([
    [
      'where there is none',
      {},
      { until: '2026-06-22' },
      '2026-06-10',
      { field: 'outcome', code: 'no-extension', params: { step: stage1.title } },
    ],
    [
      'a second time',
      { clock: once, happened: [extended('2026-06-22', 'stage-1')] },
      { until: '2026-06-23' },
      '2026-06-10',
      {
        field: 'until',
        code: 'extended-already',
        params: { step: stage1.title, until: '2026-06-22', times: 1, citation: 'a rule' },
      },
    ],
    [
      'agreed after the last day',
      { clock: byAgreement },
      { until: '2026-06-22', agreedOn: '2026-06-16' },
      '2026-06-16',
      { field: 'agreedOn', code: 'agreed-too-late', params: { due: '2026-06-15', citation: 'a rule' } },
    ],
    [
      'beyond the last day possible',
      { clock: upTo },
      { until: '2026-06-30' },
      '2026-06-10',
      { field: 'until', code: 'extension-too-long', params },
    ],
    [
      'when no later day is left',
      { clock: { ...upTo, upTo: 10 } },
      { until: '2026-06-16' },
      '2026-06-10',
      {
        field: 'until',
        code: 'no-extension-left',
        params: { latest: '2026-06-15', days: 10, unit: 'working days', citation: 'a rule' },
      },
    ],
    [
      'to the last day itself',
      { clock: upTo },
      { until: '2026-06-15' },
      '2026-06-10',
      { field: 'until', code: 'extension-too-short', params: { due: '2026-06-15', latest: '2026-06-29' } },
    ],
    [
      'to a day that is over',
      { clock: upTo },
      { until: '2026-06-17' },
      '2026-06-18',
      { field: 'until', code: 'extension-in-past', params: { today: '2026-06-18', latest: '2026-06-29' } },
    ],
  ])('is refused %s', (_, given, answers, today, refusal) => {
    expect(extend(given, answers, today)).toMatchObject({ ok: false, refusal });
  });

  test('can be agreed on the last day, and later where no agreement is needed', () => {
    expect(extend({ clock: byAgreement }, { until: '2026-06-22', agreedOn: '2026-06-15' })).toMatchObject({
      ok: true,
    });
    expect(extend({ clock: upTo }, { until: '2026-06-22', agreedOn: '2026-06-16' })).toMatchObject({
      ok: true,
    });
  });
});

describe('the end of a pause', () => {
  const paused: What = {
    type: 'frozen',
    at: '2026-06-05T09:00:00.000Z',
    reason: 'Court',
    reviewOn: '2026-07-01',
  };
  const resume = (happened: What[]) =>
    effectOf(
      { ...outcome, effect: 'resume' },
      stepOfCase({ clock: upTo, happened: [...happened, paused] }),
      { reason: 'Over.' },
      '2026-06-10T09:00:00.000Z',
      calendar,
    );
  test('moves what is open in its run', () => {
    expect(resume([])).toEqual({
      ok: true,
      events: [
        { type: 'resumed', reason: 'Over.' },
        {
          type: 'deadline-moved',
          task: 'stage-1#1',
          due: '2026-06-15',
          until: '2026-06-18',
          clockUntil: '2026-06-18',
          reason: 'case-paused',
        },
      ],
    });
  });
  test('moves nothing that is right already', () => {
    const moved: What = {
      type: 'deadline-moved',
      task: 'stage-1#1',
      due: '2026-06-15',
      until: '2026-06-18',
      reason: 'x',
    };
    expect(resume([moved])).toEqual({ ok: true, events: [{ type: 'resumed', reason: 'Over.' }] });
  });
});
