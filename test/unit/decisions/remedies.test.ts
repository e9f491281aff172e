import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { letterEffect, subjectOfLetter } from '../../../functions/domain/decisions/letter-effects.ts';
import {
  actionProblems,
  givenApology,
  judgedMoney,
  noLongerOffered,
  promisedActions,
  proposedMoney,
} from '../../../functions/domain/decisions/remedies.ts';
import { unconfirmedWarnings } from '../../../functions/domain/decisions/warnings.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';
import { aCase, calendar, council, facts, opened, started, type What } from '../a-case.ts';

const outcome = (more: Partial<Outcome>): Outcome => ({
  title: 'x',
  form: {},
  letters: [],
  next: 'again',
  ...more,
});
/** A run alongside the case about an action or a payment. */
const about = (id: string, run: number): What =>
  started({
    run,
    procedure: id.startsWith('A') ? 'action' : 'payment',
    version: '1',
    beside: true,
    matter: { id, from: '2026-06-01' },
  });
const ended = (run: number): What => ({ type: 'run-ended', run, as: 'done' });
const state = (recorded: Facts, ...more: What[]): Case => aCase(started(), facts(recorded), ...more);

describe('money in an answer', () => {
  const money = [
    { id: 'M1', pence: 15_000, for: 'distress' },
    { id: 'M3', pence: 2_000, for: 'calls' },
  ];
  const answer = (amount: string, what: string) => ({ amount, for: what });

  test('keeps its number when it is proposed again as it was, and gets the next number otherwise', () => {
    expect(proposedMoney([answer('£150', 'distress'), answer('20', 'time')], state({ money }))).toEqual([
      { id: 'M1', pence: 15_000, for: 'distress' },
      { id: 'M4', pence: 2_000, for: 'time' },
    ]);
    expect(proposedMoney([answer('20.01', 'calls')], state({ money }))).toEqual([
      { id: 'M4', pence: 2_001, for: 'calls' },
    ]);
  });
  test('is counted twice when it is proposed twice', () => {
    const twice = [answer('150', 'distress'), answer('150', 'distress')];
    expect(proposedMoney(twice, state({ money })).map(({ id }) => id)).toEqual(['M1', 'M4']);
    expect(proposedMoney(twice, state({})).map(({ id }) => id)).toEqual(['M1', 'M2']);
  });
  test('stays when it was promised or refused, whatever the answer says', () => {
    const refused = { by: 'director', on: '2026-06-02', reason: 'Too much.' };
    const known = [
      { id: 'M1', pence: 15_000, for: 'distress' },
      { id: 'M3', pence: 2_000, for: 'calls', refused },
    ];
    expect(proposedMoney([], state({ money: known }, about('M1', 2))).map(({ id }) => id)).toEqual([
      'M1',
      'M3',
    ]);
  });

  const approved = { by: 'director', on: '2026-06-02' };
  const judge = (effect: Outcome['effect'], known: Facts['money'] = money) =>
    judgedMoney(outcome({ effect }), { reason: 'Because.' }, state({ money: known }, about('M3', 2)), {
      by: 'user:director',
      today: '2026-06-02',
      run: 2,
    }).money;
  test('is approved as far as it waits', () => {
    const earlier = { by: 'senior-manager', on: '2026-06-01' };
    expect(
      judge('approve money', [
        { id: 'M1', pence: 1, for: 'x', approved: earlier },
        { id: 'M2', pence: 2, for: 'y' },
      ]),
    ).toEqual([
      { id: 'M1', pence: 1, for: 'x', approved: earlier },
      { id: 'M2', pence: 2, for: 'y', approved },
    ]);
  });
  test('is refused with the reason as far as it waits', () => {
    const refused = { ...approved, reason: 'Because.' };
    expect(
      judge('refuse money', [
        { id: 'M1', pence: 1, for: 'x', refused },
        { id: 'M2', pence: 2, for: 'y' },
      ]),
    ).toEqual([
      { id: 'M1', pence: 1, for: 'x', refused },
      { id: 'M2', pence: 2, for: 'y', refused },
    ]);
  });
  test('is withdrawn where the run is about it, and nowhere else', () => {
    expect(judge('withdraw money')).toEqual([
      money[0],
      { ...money[1], withdrawn: { ...approved, reason: 'Because.' } },
    ]);
  });
  test('is untouched by other outcomes', () => {
    expect(judge(undefined)).toBeUndefined();
  });
});

describe('actions in an answer', () => {
  const known = [
    { id: 'A1', text: 'Train staff', owner: 'team-manager', dueOn: '2026-07-01' },
    { id: 'A4', text: 'Write a guide', owner: 'director', dueOn: '2026-07-02' },
  ];
  const action = (text: string, owner: string, dueOn: string, id?: string) => ({
    text,
    owner,
    dueOn,
    ...(id === undefined ? {} : { id }),
  });
  const running = state({ actions: known }, about('A1', 2));

  test('keep what was promised and number the new ones after it', () => {
    expect(
      promisedActions([action('Call back', 'director', '2026-07-03')], running).map(
        ({ id, text }) => `${id} ${text}`,
      ),
    ).toEqual(['A1 Train staff', 'A2 Call back']);
  });
  test.each([
    ['with the same words and owner', action(' Train staff ', 'team-manager', '2026-07-01'), ['A1']],
    ['by its number', action('Other words', 'director', '2026-07-01', 'A1'), ['A1']],
    ['with another owner', action('Train staff', 'director', '2026-07-01'), ['A1', 'A2']],
    ['with other words', action('Train all', 'team-manager', '2026-07-01'), ['A1', 'A2']],
  ])('are recognised or new: %s', (_, again, ids) => {
    expect(promisedActions([again], running).map(({ id }) => id)).toEqual(ids);
  });
  test('exist anew once the earlier one has ended', () => {
    const over = state({ actions: known }, about('A1', 2), ended(2));
    expect(
      promisedActions([action('Train staff', 'team-manager', '2026-07-01')], over).map(({ id }) => id),
    ).toEqual(['A1', 'A2']);
  });

  const form = { actions: { label: 'x', type: 'actions' as const } };
  test.each([
    ['the same day', '2026-07-01', []],
    [
      'another day',
      '2026-07-02',
      [{ field: 'actions.0.dueOn', code: 'action-under-way', params: { dueOn: '2026-07-01' } }],
    ],
  ])('under way cannot get %s', (_, dueOn, problems) => {
    expect(
      actionProblems(outcome({ form }), { actions: [action('Train staff', 'team-manager', dueOn)] }, running),
    ).toEqual(problems);
  });
  test('that are new can have any day', () => {
    expect(
      actionProblems(outcome({ form }), { actions: [action('New', 'director', '2026-07-02')] }, running),
    ).toEqual([]);
  });
});

test.each<[Parameters<typeof noLongerOffered>[0], Facts, unknown]>([
  ['actions', { actions: [{ id: 'A1', text: 'x', owner: 'director', dueOn: '2026-07-01' }] }, []],
  ['actions', {}, undefined],
  ['money', { money: [{ id: 'M1', pence: 1, for: 'x' }] }, []],
  ['money', { actions: [] }, undefined],
  ['apology', { apology: true }, false],
  ['apology', { apology: false }, undefined],
  ['summary', { apology: true, summary: 'x' }, undefined],
])('leaving out %s after %j records %j', (fact, known, recorded) => {
  expect(noLongerOffered(fact, known)).toEqual(recorded);
});

describe('an apology is given', () => {
  const given = (effect: Outcome['effect'], known: Facts) =>
    givenApology(outcome({ effect }), { facts: known }, '2026-06-02');
  test('with the answer that promises it, after those given before', () => {
    const before = [{ on: '2026-05-01', for: 'the delay' }];
    expect(
      given('promise remedies', { apology: true, apologyFor: 'x', apologyBy: 'director', apologies: before }),
    ).toEqual({
      apologies: [...before, { on: '2026-06-02', for: 'x', by: 'director' }],
    });
    expect(given('promise remedies', { apology: true })).toEqual({
      apologies: [{ on: '2026-06-02', for: '' }],
    });
  });
  test('with no other outcome, and not when none is offered', () => {
    expect(given('extend', { apology: true })).toEqual({});
    expect(given('promise remedies', { apology: false })).toEqual({});
    expect(given('promise remedies', {})).toEqual({});
  });
});

describe('outcomes about a letter', () => {
  const letter = (key: string, at: string): What => ({
    type: 'letter-prepared',
    at,
    letter: key,
    template: 'acknowledgement',
    to: 'complainant',
  });
  const letters = [letter('first', '2026-06-01T09:00:00.000Z'), letter('second', '2026-06-03T23:30:00.000Z')];
  const effect = (id: string, kind: Outcome['effect'], answers: Record<string, string>, ...more: What[]) => {
    const of = aCase(
      started(),
      ...letters,
      ...more,
      started({ run: 2, beside: true, procedure: 'post-letter', matter: { id, from: '2026-06-03' } }),
      opened('post', 'complaints-officer', { run: 2 }),
    );
    const task = of.tasks.find(({ step }) => step === 'post');
    return task && letterEffect(kind, { state: of, task }, answers, '2026-06-08');
  };
  test.each<[string, string, Outcome['effect'], Record<string, string>, unknown]>([
    [
      'posted today',
      'L1',
      'letter posted',
      {},
      [{ type: 'letter-posted', letter: 'first', on: '2026-06-08' }],
    ],
    [
      'posted on the day it was written',
      'L2',
      'letter posted',
      { postedOn: '2026-06-04' },
      [{ type: 'letter-posted', letter: 'second', on: '2026-06-04' }],
    ],
    [
      'told another way',
      'L2',
      'letter reached',
      { reachedOn: '2026-06-05', how: 'By phone.' },
      [{ type: 'letter-reached', letter: 'second', on: '2026-06-05', how: 'By phone.' }],
    ],
    ['of no letter of the case', 'L3', 'letter posted', {}, []],
    ['of something else', 'M1', 'letter posted', {}, []],
    ['of a message that is not open', 'M2', 'message dealt with', { done: 'x' }, []],
  ])('%s', (_, id, kind, answers, events) => {
    expect(effect(id, kind, answers)).toEqual({ ok: true, events });
  });
  test('refuse a day before the letter was written, in London', () => {
    expect(effect('L2', 'letter posted', { postedOn: '2026-06-03' })).toMatchObject({
      ok: false,
      refusal: { field: 'postedOn', code: 'before-letter', params: { written: '2026-06-04' } },
    });
  });
  test('settle an open message', () => {
    const message: What = {
      type: 'message-received',
      message: 'M2',
      channel: 'email',
      senderKnown: true,
      automatic: false,
      toDealWith: true,
    };
    expect(effect('M2', 'message dealt with', { done: 'Answered.' }, message)).toEqual({
      ok: true,
      events: [{ type: 'message-dealt-with', message: 'M2', done: 'Answered.' }],
    });
  });
  test('name a letter by its place', () => {
    expect(subjectOfLetter(aCase(started(), ...letters), 'second')).toBe('L2');
  });
});

describe('warnings', () => {
  const asked = (
    confirms: NonNullable<Outcome['form'][string]['confirms']>,
    answers: Record<string, string | boolean>,
    ...more: What[]
  ) =>
    unconfirmedWarnings(
      { sure: { label: 'x', type: 'yes-no', confirms } },
      answers,
      aCase(started(), ...more),
      { council, calendar },
    ).map(({ code, params }) => [code, params]);
  const meeting = facts({ meetingOn: '2026-06-10' });
  test.each<[string, Parameters<typeof asked>, unknown]>([
    [
      'a Saturday',
      [{ dayOff: 'on' }, { on: '2026-06-06' }],
      [['day-off', { day: '2026-06-06', why: 'Saturday' }]],
    ],
    ['a Friday', [{ dayOff: 'on' }, { on: '2026-06-05' }], []],
    ['no day', [{ dayOff: 'on' }, {}], []],
    ['a Saturday that was confirmed', [{ dayOff: 'on' }, { on: '2026-06-06', sure: true }], []],
    [
      'a Saturday that was not',
      [{ dayOff: 'on' }, { on: '2026-06-06', sure: false }],
      [['day-off', { day: '2026-06-06', why: 'Saturday' }]],
    ],
    [
      'the day before the one set',
      [{ day: 'on', before: 'meetingOn' }, { on: '2026-06-09' }, meeting],
      [['before-day-set', { set: '2026-06-10' }]],
    ],
    ['the day that was set', [{ day: 'on', before: 'meetingOn' }, { on: '2026-06-10' }, meeting], []],
    ['a day when none was set', [{ day: 'on', before: 'meetingOn' }, { on: '2026-06-09' }], []],
    ['no day against the one set', [{ day: 'on', before: 'meetingOn' }, {}, meeting], []],
  ])('of %s', (_, given, expected) => {
    expect(asked(...given)).toEqual(expected);
  });
});
