import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import {
  doneOn,
  ombudsmanRemedies,
  remediesOfRow,
} from '../../../functions/domain/records/remedies-of-row.ts';
import { aCase, decided, facts, opened, started, type What } from '../a-case.ts';

// What reports count of the remedies of a case, on Wednesday 10 June 2026.

const today = '2026-06-10';
type Money = NonNullable<Facts['money']>[number];
type Action = NonNullable<Facts['actions']>[number];
const money = (id: string, more: Partial<Money> = {}): Money => ({ id, pence: 5_000, for: 'x', ...more });
const action = (id: string, more: Partial<Action> = {}): Action => ({
  id,
  text: 'x',
  owner: 'director',
  dueOn: today,
  ...more,
});
const followUp = (id: string, run = 2, procedure = 'payment'): What[] => [
  started({ run, procedure, version: '1', beside: true, matter: { id, from: '2026-06-05' } }),
  opened('pay', 'complaints-officer', { run, task: `pay#${run}`, due: '2026-07-03' }),
];
const done = (on: string | undefined, run = 2): What =>
  decided('pay', 'paid', 'user:complaints-officer', {
    task: `pay#${run}`,
    ...(on === undefined ? {} : { doneOn: on }),
  });
const caseOf = (known: Facts, ...happened: What[]) => aCase(started(), facts(known), ...happened);

describe('the remedies that letters have promised', () => {
  const none = { apology: false, decidedPence: 0, paidPence: 0, payments: [] };
  const decidedOn = { decidedPence: 5_000, payments: [{ pence: 5_000, decided: '2026-06-05', paid: null }] };
  test.each<[string, ReturnType<typeof caseOf>, object]>([
    ['are none at first', caseOf({}), none],
    [
      'are an apology that was sent',
      caseOf({ apologies: [{ on: today, for: 'x' }] }),
      { ...none, apology: true },
    ],
    ['are no apology of a draft', caseOf({ apology: true, apologies: [] }), none],
    ['are no money of a draft', caseOf({ money: [money('M1')] }), none],
    [
      'are money once a letter has promised it',
      caseOf({ money: [money('M1')] }, ...followUp('M1')),
      { ...none, ...decidedOn },
    ],
    [
      'are money that was paid',
      caseOf({ money: [money('M1')] }, ...followUp('M1'), done('2026-06-09')),
      {
        ...none,
        ...decidedOn,
        paidPence: 5_000,
        payments: [{ pence: 5_000, decided: '2026-06-05', paid: '2026-06-09' }],
      },
    ],
    [
      'are not paid when the payment was dropped',
      caseOf({ money: [money('M1')] }, ...followUp('M1'), done(undefined)),
      { ...none, ...decidedOn },
    ],
    [
      'are no money that the Ombudsman asks for',
      caseOf({ money: [money('M1', { of: 'LGSCO' })] }, ...followUp('M1')),
      none,
    ],
    [
      'are the sum of all, and of what was paid',
      caseOf(
        { money: [money('M1'), money('M2', { pence: 50 }), money('M3', { pence: 7 })] },
        ...followUp('M1'),
        ...followUp('M2', 3),
        done('2026-06-09', 3),
      ),
      {
        ...none,
        decidedPence: 5_050,
        paidPence: 50,
        payments: [
          { pence: 5_000, decided: '2026-06-05', paid: null },
          { pence: 50, decided: '2026-06-05', paid: '2026-06-09' },
        ],
      },
    ],
  ])('%s', (_, state, expected) => {
    expect(remediesOfRow(state)).toEqual(expected);
  });
});

describe('the day on which something was done', () => {
  test.each<[string, What[], string | null]>([
    ['is that of its last decision', [...followUp('A1', 2, 'action'), done('2026-06-08')], '2026-06-08'],
    ['is not that of another action', [...followUp('A2', 2, 'action'), done('2026-06-08')], null],
    ['is unknown while it is open', followUp('A1', 2, 'action'), null],
    [
      'is that of the last run about it',
      [...followUp('A1', 2, 'action'), done('2026-06-08'), ...followUp('A1', 3, 'action')],
      null,
    ],
    ['is unknown of what no one follows up', [], null],
  ])('%s', (_, happened, day) => {
    expect(doneOn(caseOf({}, ...happened), 'A1')).toBe(day);
  });
});

describe('a remedy that the Ombudsman asked for', () => {
  const of = { of: 'LGSCO' as const };
  const state = (dueOn: string, ...happened: What[]) =>
    caseOf({ actions: [action('A1', { ...of, dueOn })] }, ...happened);
  const doneOnDay = (day: string) => [...followUp('A1', 2, 'action'), done(day)];
  test.each<[string, ReturnType<typeof caseOf>, object[]]>([
    [
      'is counted only if it is theirs',
      caseOf({ actions: [action('A1')], money: [money('M1', { dueOn: today })] }),
      [],
    ],
    ['is not late on its last day', state(today), [{ kind: 'action', due: today, done: null, inTime: null }]],
    [
      'is late after it',
      state('2026-06-09'),
      [{ kind: 'action', due: '2026-06-09', done: null, inTime: false }],
    ],
    [
      'was in time on its last day',
      state('2026-06-08', ...doneOnDay('2026-06-08')),
      [{ kind: 'action', due: '2026-06-08', done: '2026-06-08', inTime: true }],
    ],
    [
      'was late the day after',
      state('2026-06-08', ...doneOnDay('2026-06-09')),
      [{ kind: 'action', due: '2026-06-08', done: '2026-06-09', inTime: false }],
    ],
    [
      'can be an apology',
      caseOf({ actions: [action('A1', { ...of, apology: true })] }),
      [{ kind: 'apology', due: today, done: null, inTime: null }],
    ],
    [
      'can be money with a day',
      caseOf({ money: [money('M1', { ...of, dueOn: '2026-06-09' })] }),
      [{ kind: 'money', due: '2026-06-09', done: null, inTime: false }],
    ],
    ['is left out while money has no day', caseOf({ money: [money('M1', of)] }), []],
    [
      'has the day of its payment where the Ombudsman gave none',
      caseOf({ money: [money('M1', of)] }, ...followUp('M1')),
      [{ kind: 'money', due: '2026-07-03', done: null, inTime: null }],
    ],
    [
      'keeps the day that was set first',
      caseOf({ money: [money('M1', of)] }, ...followUp('M1'), {
        type: 'deadline-moved',
        task: 'pay#2',
        due: '2026-07-03',
        until: '2026-07-31',
        reason: 'x',
      }),
      [{ kind: 'money', due: '2026-07-03', done: null, inTime: null }],
    ],
    [
      'is not money that was refused',
      caseOf({
        money: [money('M1', { ...of, dueOn: today, refused: { by: 'director', on: today, reason: 'x' } })],
      }),
      [],
    ],
  ])('%s', (_, one, expected) => {
    expect(ombudsmanRemedies(one, today)).toEqual(expected);
  });
});
