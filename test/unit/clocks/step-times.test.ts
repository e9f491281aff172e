import { describe, expect, test } from 'vitest';
import type { Task } from '../../../functions/domain/case/case.ts';
import type { Answers } from '../../../functions/domain/case/events.ts';
import { agreedUntil } from '../../../functions/domain/clocks/agreements.ts';
import { stepTime } from '../../../functions/domain/clocks/step-clock.ts';
import { toldOfDelay, toldSince } from '../../../functions/domain/clocks/told-of-delay.ts';
import { holdsOf, reached, taskBefore } from '../../../functions/domain/clocks/windows.ts';
import { procedures } from '../../shropshire.ts';
import type { ClockStart, Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import { whenReached } from '../../../workflows/procedures/reached.ts';
import { aCase, calendar, decided, facts, opened, started, type What } from '../a-case.ts';

// A complaint received on Monday 1 June 2026. No bank holiday falls between 25 May and 31 August.

const found = procedures.version('childrens-statutory', '2006');
const statutoryStep = found?.steps['acknowledge'];
if (!found || !statutoryStep) throw new Error('no procedure');
const procedure: Procedure = found;
const acknowledge: Step = statutoryStep;

const acknowledged: What[] = [
  opened('acknowledge', 'complaints-officer', { clockFrom: '2026-06-02' }),
  decided('acknowledge', 'acknowledge', 'user:complaints-officer', { at: '2026-06-08T22:59:59.000Z' }),
];

/** The first day of a step of five working days that opens on 10 June, and its last. */
function timeOf(
  from: ClockStart,
  happened: What[],
  { matter, answers }: { matter?: { id: string; from: string; dueOn?: string }; answers?: Answers } = {},
): string {
  const state = aCase(started(matter === undefined ? {} : { matter }), ...happened);
  const [run] = state.runs;
  if (!run) throw new Error('no run');
  const limit = { days: 5, unit: 'working days' as const, from, citation: 'a test' };
  const time = stepTime(
    'x',
    { ...acknowledge, limit },
    {
      state,
      procedure,
      run,
      today: '2026-06-10',
      answersOf: () => answers,
      calendar,
    },
  );
  return `${time.from} to ${time.due}`;
}

describe('the time of a step counts from', () => {
  const matter = { id: 'A1', from: '2026-06-03' };
  test.each<[string, ClockStart, What[], Parameters<typeof timeOf>[2], string]>([
    ['the day it opens', 'opened', acknowledged, { matter }, '2026-06-10 to 2026-06-17'],
    ['the receipt', 'receipt', acknowledged, {}, '2026-06-01 to 2026-06-08'],
    ['the reopening rather than the receipt', 'receipt', [], { matter }, '2026-06-03 to 2026-06-10'],
    ['the day of its subject', 'subject', [], { matter }, '2026-06-03 to 2026-06-10'],
    ['the day it opens without a subject', 'subject', [], {}, '2026-06-10 to 2026-06-17'],
    [
      'its subject, to the day set for that',
      'subject',
      [],
      { matter: { ...matter, dueOn: '2026-06-05' } },
      '2026-06-03 to 2026-06-05',
    ],
    ['the London day of the last decision', 'decision', acknowledged, {}, '2026-06-08 to 2026-06-15'],
    ['the day it opens before any decision', 'decision', [], {}, '2026-06-10 to 2026-06-17'],
    ['the reopening before any decision', 'decision', [], { matter }, '2026-06-03 to 2026-06-10'],
    [
      'the day given in the last decision',
      { dayInDecision: 'askedOn' },
      acknowledged,
      { answers: { askedOn: '2026-06-04' } },
      '2026-06-04 to 2026-06-11',
    ],
    [
      'the decision when no day is given',
      { dayInDecision: 'askedOn' },
      acknowledged,
      { answers: {} },
      '2026-06-08 to 2026-06-15',
    ],
    [
      'the start of an earlier step',
      { sameStartAs: 'acknowledge' },
      acknowledged,
      { matter },
      '2026-06-02 to 2026-06-09',
    ],
    [
      'the reopening without that step',
      { sameStartAs: 'triage' },
      acknowledged,
      { matter },
      '2026-06-03 to 2026-06-10',
    ],
    [
      'the decision of an earlier step',
      { step: 'acknowledge' },
      acknowledged,
      {},
      '2026-06-08 to 2026-06-15',
    ],
    [
      'a day given in an earlier step',
      { step: 'acknowledge', answer: 'on' },
      acknowledged,
      { answers: { on: '2026-06-05' } },
      '2026-06-05 to 2026-06-12',
    ],
    [
      'the decision when that day is not given',
      { step: 'acknowledge', answer: 'on' },
      acknowledged,
      { answers: {} },
      '2026-06-08 to 2026-06-15',
    ],
    [
      'the decision of that step, not of a later one',
      { step: 'acknowledge' },
      [
        ...acknowledged,
        opened('triage', 'complaints-officer'),
        decided('triage', 'x', 'system', { at: '2026-06-09T09:00:00.000Z' }),
      ],
      {},
      '2026-06-08 to 2026-06-15',
    ],
    [
      'the last decision of any step, if it is open again',
      'decision',
      [...acknowledged, opened('triage', 'complaints-officer')],
      {},
      '2026-06-08 to 2026-06-15',
    ],
    [
      'the day it opens while that step is not decided',
      { step: 'acknowledge' },
      acknowledged.slice(0, 1),
      {},
      '2026-06-10 to 2026-06-17',
    ],
    [
      'a day recorded on the case',
      { fact: 'meetingOn', or: 'opened' },
      [facts({ meetingOn: '2026-06-12' })],
      {},
      '2026-06-12 to 2026-06-19',
    ],
    [
      'the day it opens when none is recorded',
      { fact: 'meetingOn', or: 'opened' },
      [],
      { matter },
      '2026-06-10 to 2026-06-17',
    ],
    [
      'the receipt when none is recorded',
      { fact: 'standingAcceptedOn', or: 'receipt' },
      [],
      {},
      '2026-06-01 to 2026-06-08',
    ],
    [
      'the reopening rather than a day before it',
      { fact: 'standingAcceptedOn', or: 'receipt' },
      [facts({ standingAcceptedOn: '2026-06-02' })],
      { matter },
      '2026-06-03 to 2026-06-10',
    ],
    [
      'a day on the reopening itself',
      { fact: 'meetingOn', or: 'opened' },
      [facts({ meetingOn: '2026-06-03' })],
      { matter },
      '2026-06-03 to 2026-06-10',
    ],
    ['the decision when no letter tells of it', whenReached, acknowledged, {}, '2026-06-08 to 2026-06-15'],
    ['the day it opens when nothing came before', whenReached, [], {}, '2026-06-10 to 2026-06-17'],
  ])('%s', (_, from, happened, more, expected) => {
    expect(timeOf(from, happened, more)).toBe(expected);
  });

  test('the receipt, moved by a pause before it opens', () => {
    const pause: What[] = [
      { type: 'frozen', at: '2026-06-03T09:00:00.000Z', reason: 'Court', reviewOn: '2026-06-05' },
      { type: 'resumed', at: '2026-06-05T09:00:00.000Z', reason: 'Over' },
    ];
    expect(timeOf('receipt', pause)).toBe('2026-06-01 to 2026-06-10');
  });

  test('the start of its clock, which must have begun', () => {
    const state = aCase(started());
    const [run] = state.runs;
    const context = { state, procedure, today: '2026-06-10', answersOf: () => undefined, calendar };
    if (!run) throw new Error('no run');
    expect(stepTime('acknowledge', acknowledge, { ...context, run })).toEqual({
      from: '2026-06-01',
      due: '2026-06-04',
      originalDue: '2026-06-04',
    });
    expect(() => stepTime('acknowledge', { ...acknowledge, clock: 'stage-2' }, { ...context, run })).toThrow(
      expect.objectContaining({ name: 'ClockNotStarted' }),
    );
  });
});

describe('a letter reached the complainant', () => {
  const prepared: What = {
    type: 'letter-prepared',
    at: '2026-06-09T09:00:00.000Z',
    letter: 'L',
    template: 'acknowledgement',
    to: 'complainant',
    task: 'acknowledge#1',
  };
  const settled = (
    status: 'sent' | 'to be posted' | 'refused' | 'unconfirmed' | 'not needed',
    leftOn?: string,
  ): What => ({
    type: 'letter-settled',
    letter: 'L',
    status,
    ...(leftOn === undefined ? {} : { leftOn }),
  });
  const posted: What = { type: 'letter-posted', letter: 'L', on: '2026-06-12' };
  const returned: What = { type: 'letter-returned', letter: 'L', detail: 'bounce' };
  const told: What = { type: 'letter-reached', letter: 'L', on: '2026-06-18', how: 'By phone.' };
  if (typeof whenReached !== 'object' || !('reached' in whenReached)) throw new Error('no rule');
  const rule = whenReached;

  test.each<[string, What[], boolean, string, boolean]>([
    ['on the day of the decision without a letter', [], false, '2026-06-08', true],
    ['two working days later when it will go on paper', [], true, '2026-06-10', true],
    ['not known before it is sent', [prepared], false, '2026-06-09', false],
    ['not known before it is printed', [prepared], true, '2026-06-11', false],
    ['on the day it left', [prepared, settled('sent', '2026-06-10')], false, '2026-06-10', true],
    [
      'on the day it was written, where no day was recorded',
      [prepared, settled('sent')],
      false,
      '2026-06-09',
      true,
    ],
    ['not known before it is posted', [prepared, settled('to be posted')], false, '2026-06-11', false],
    [
      'two working days after it was posted',
      [prepared, settled('to be posted'), posted],
      false,
      '2026-06-16',
      true,
    ],
    [
      'not known when it came back',
      [prepared, settled('sent', '2026-06-10'), returned],
      false,
      '2026-06-10',
      false,
    ],
    ['not known when it was refused', [prepared, settled('refused')], false, '2026-06-09', false],
    ['not known when it is unconfirmed', [prepared, settled('unconfirmed')], false, '2026-06-09', false],
    [
      'on the day of the decision when there is no one to write to',
      [prepared, settled('not needed')],
      false,
      '2026-06-08',
      true,
    ],
    [
      'on the day they were told another way',
      [prepared, settled('sent', '2026-06-10'), returned, told],
      false,
      '2026-06-18',
      true,
    ],
  ])('%s', (_, happened, byPost, on, known) => {
    const state = aCase(started(), ...acknowledged, ...happened);
    const [led] = state.tasks;
    expect(led && reached(rule, led, { state, procedure, calendar, byPost })).toEqual({ on, known });
  });

  test.each<[string, Partial<Extract<What, { type: 'letter-prepared' }>>]>([
    ['to someone else', { to: 'user:director' }],
    ['about another step', { task: 'stage-1#1' }],
    ['that the decision does not send', { template: 'running-late' }],
  ])('never counted from a letter %s', (_, more) => {
    const state = aCase(started(), ...acknowledged, { ...prepared, ...more }, settled('sent', '2026-06-10'));
    const [led] = state.tasks;
    expect(led && reached(rule, led, { state, procedure, calendar })).toEqual({
      on: '2026-06-08',
      known: true,
    });
  });

  test.each([
    ['as it leaves', false, '2026-06-12'],
    ['two working days after it leaves', true, '2026-06-16'],
  ])('at the earliest %s, when it waits to be sent', (_, byPost, on) => {
    const state = aCase(started(), ...acknowledged, prepared);
    const [led] = state.tasks;
    expect(led && reached(rule, led, { state, procedure, calendar, byPost, leavesOn: '2026-06-12' })).toEqual(
      { on, known: false },
    );
  });

  const window = opened('stage-2-window', 'complainant', { at: '2026-06-09T10:00:00.000Z', turn: 2 });
  const step = procedure.steps['stage-2-window'];
  const message = (at: string): What => ({
    type: 'message-received',
    message: 'M2',
    channel: 'email',
    senderKnown: true,
    automatic: false,
    toDealWith: true,
    at,
  });
  test.each<[string, What[], string[]]>([
    ['by nothing once it has arrived', [prepared, settled('sent', '2026-06-10'), window], []],
    ['until it has arrived', [prepared, window], ['answer has not reached the complainant']],
    [
      'by a message of the moment it opened',
      [window, message('2026-06-09T10:00:00.000Z')],
      ['message to deal with'],
    ],
    ['by a message from before', [message('2026-06-09T09:59:59.999Z'), window], ['message to deal with']],
    [
      'by both',
      [prepared, window, message('2026-06-10T10:00:00.000Z')],
      ['answer has not reached the complainant', 'message to deal with'],
    ],
    ['by nothing once it is decided', [prepared, window, decided('stage-2-window', 'lapse', 'system')], []],
  ])('so a window is held open %s', (_, happened, holds) => {
    const state = aCase(started(), ...acknowledged, ...happened);
    const task = state.tasks.find(({ step: name }) => name === 'stage-2-window');
    expect(task && step && holdsOf(state, task, procedure, step, calendar)).toEqual(holds);
  });

  test('a task that cannot lapse is never held', () => {
    const state = aCase(started(), ...acknowledged.slice(0, 1), message('2026-06-09T10:00:00.000Z'));
    const [task] = state.tasks;
    expect(task && holdsOf(state, task, procedure, acknowledge, calendar)).toEqual([]);
  });

  test('the task before is the last one decided before it in its run', () => {
    const state = aCase(started(), ...acknowledged, window);
    const [run] = state.runs;
    const before = (task: Task | undefined) => run && taskBefore(state, run, task)?.key;
    expect(before(state.tasks[0])).toBeUndefined();
    expect(before(state.tasks[1])).toBe('acknowledge#1');
    expect(before(undefined)).toBe('acknowledge#1');
    expect(run && taskBefore(state, { ...run, run: 2 }, undefined)).toBeUndefined();
  });
});

describe('the complainant knows of a delay', () => {
  const stage1 = opened('stage-1', 'team-manager');
  const outcome = (name: string, at: string) =>
    decided('stage-1', name, 'user:complaints-officer', { at, ends: false });
  // Due on Monday 15 June: late from 23:00Z of that day.
  const lateAt = '2026-06-15T23:00:00.000Z';
  const before = '2026-06-15T22:59:59.999Z';
  const expected = (day: string): What => ({
    type: 'delay-reported',
    task: 'stage-1#1',
    expected: day,
    reason: 'x',
  });
  const byClock = (at: string) => ({
    type: 'letter-prepared' as const,
    at,
    letter: 'L',
    template: 'running-late',
    to: 'complainant' as const,
    task: 'stage-1#1',
    clock: 'stage-1',
  });
  const corrected = (at: string) => ({
    type: 'letter-prepared' as const,
    at,
    letter: 'C',
    template: 'dates-changed',
    to: 'complainant' as const,
    task: 'stage-1#1',
  });
  test.each<[string, What[], string | undefined, boolean]>([
    ['not without a word', [], undefined, false],
    ['by a letter of a clock since it was late', [byClock(lateAt)], undefined, true],
    ['not by a letter of a clock before that', [byClock(before)], undefined, false],
    ['by an officer since it was late', [outcome('tell-delay', lateAt)], undefined, true],
    ['not by an officer before that', [outcome('tell-delay', before)], undefined, false],
    [
      'by an officer before that, of today',
      [outcome('tell-delay', before), expected('2026-06-17')],
      undefined,
      true,
    ],
    [
      'not of a day that has passed',
      [outcome('tell-delay', before), expected('2026-06-16')],
      undefined,
      false,
    ],
    ['not when only the officer was told', [outcome('report-delay', lateAt)], undefined, false],
    ['having agreed to wait until today', [], '2026-06-17', true],
    ['not having agreed to wait until yesterday', [], '2026-06-16', false],
    ['by the letter of a correction since it was late', [corrected(lateAt)], undefined, true],
    ['not by the letter of a correction before that', [corrected(before)], undefined, false],
    ['not by another letter of no clock', [{ ...corrected(lateAt), template: 'reopened' }], undefined, false],
    ['not by an alert of a clock', [{ ...byClock(lateAt), to: 'user:director' as const }], undefined, false],
  ])('%s', (_, happened, agreed, told) => {
    const state = aCase(started(), stage1, ...happened);
    expect(toldOfDelay(state, procedure, 1, { due: '2026-06-15', agreed }, '2026-06-17T08:00:00.000Z')).toBe(
      told,
    );
  });

  test.each<[string, string, string | undefined, boolean]>([
    ['today', 'postpone', '2026-06-17', true],
    ['yesterday', 'postpone', '2026-06-16', false],
    ['on no day', 'postpone', undefined, false],
    ['on a day that another letter does not set', 'tell-delay', '2026-06-17', false],
  ])('having been invited to a meeting %s', (_, name, meetingOn, told) => {
    const state = aCase(
      started(),
      ...(meetingOn === undefined ? [] : [facts({ meetingOn })]),
      opened('stage-3-panel-meeting', 'panel-chair'),
      decided('stage-3-panel-meeting', name, 'user:complaints-officer', { at: before, ends: false }),
    );
    const now = '2026-06-17T08:00:00.000Z';
    expect(toldOfDelay(state, procedure, 1, { due: '2026-06-15' }, now)).toBe(told);
    expect(toldOfDelay(state, procedure, 2, { due: '2026-06-15' }, now)).toBe(false);
  });

  test.each<[string, string, string, boolean]>([
    ['of a delay at that moment', 'tell-delay', lateAt, true],
    ['of an extension', 'extend', lateAt, true],
    ['of an agreement to wait', 'agree-to-wait', lateAt, true],
    ['not of one before', 'tell-delay', before, false],
    ['not of a pause', 'freeze', lateAt, false],
  ])('since then, %s', (_, name, at, told) => {
    expect(toldSince(aCase(started(), stage1, outcome(name, at)), procedure, 1, lateAt)).toBe(told);
    expect(toldSince(aCase(started(), stage1, outcome(name, at)), procedure, 2, lateAt)).toBe(false);
  });
});

describe('an agreement to wait', () => {
  const wait = (at: string, name = 'agree-to-wait') =>
    decided('stage-1', name, 'user:complaints-officer', { at, ends: false });
  const until = facts({ agreedToWaitUntil: '2026-07-10' });
  test.each<[string, What[], number, string | undefined]>([
    ['counts from the day its clock began', [until, wait('2026-06-07T23:00:00.000Z')], 1, '2026-07-10'],
    [
      'of the day before, in an earlier stage, does not',
      [until, wait('2026-06-07T22:59:59.999Z')],
      1,
      undefined,
    ],
    ['of another run does not', [until, wait('2026-06-10T09:00:00.000Z')], 2, undefined],
    ['is none without a decision', [until], 1, undefined],
    [
      'is none when something else was decided',
      [until, wait('2026-06-10T09:00:00.000Z', 'freeze')],
      1,
      undefined,
    ],
    ['is none when the outcome is unknown', [until, wait('2026-06-10T09:00:00.000Z', 'gone')], 1, undefined],
    ['has no day when none is recorded', [wait('2026-06-10T09:00:00.000Z')], 1, undefined],
  ])('%s', (_, happened, run, day) => {
    const state = aCase(started(), opened('stage-1', 'team-manager'), ...happened);
    expect(agreedUntil(state, procedure, { run }, { from: '2026-06-08' })).toBe(day);
  });
});
