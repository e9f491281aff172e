import { describe, expect, test } from 'vitest';
import {
  isPauseToReview,
  listedOn,
  listOrder,
  messageNumber,
  nextRun,
  nextTaskKey,
  taskOf,
  visitOf,
  type Case,
} from '../../../functions/domain/case/case.ts';
import {
  attachmentItem,
  childIds,
  childrenOf,
  childrenOfItem,
  noSuchChild,
  papersOf,
  withChildLimit,
} from '../../../functions/domain/case/child-limits.ts';
import { conflictedUsers, hasConflict, usersWithAddress } from '../../../functions/domain/case/conflicts.ts';
import {
  countOf,
  hasNumber,
  withNumber,
  withoutRange,
  type NumberRanges,
} from '../../../functions/domain/case/number-ranges.ts';
import {
  afterDealing,
  afterReceipt,
  afterStart,
  leadingMessage,
  nextToLead,
  waitingCount,
} from '../../../functions/domain/case/open-messages.ts';
import type { User } from '../../../functions/domain/council/council.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import type { Party } from '../../../functions/domain/case/party.ts';
import { stepsAhead } from '../../../functions/domain/case/reachable-steps.ts';
import { promiseOf, moneyOf, moneyWaiting, runAbout } from '../../../functions/domain/case/remedies.ts';
import { occasionOfWritten } from '../../../functions/domain/case/written-letters.ts';
import { isAboutMail } from '../../../workflows/letters/letter-names.ts';
import { aCase, facts, opened, started, type What } from '../a-case.ts';

const party = (id: string, roles: Party['roles'], more: Partial<Party> = {}): Party => ({
  id,
  roles,
  copies: 'all letters',
  since: '2026-06-01',
  ...more,
});

const user = (id: string, name: string, email: string, otherAddresses?: string[]): User => ({
  id,
  name,
  email,
  roles: ['complaints-officer'],
  ...(otherAddresses ? { otherAddresses } : {}),
});
/** Two accounts of one person, someone else, and someone of the same name. */
const users = [
  user('jo', 'Jo Bell', 'jo@council.example', ['Jo.Admin@council.example', 'jo@home.example']),
  user('jo-admin', 'Jo Bell (admin)', 'jo.admin@council.example'),
  user('ann', 'Ann Lee', 'ann@council.example'),
];

describe('users with a conflict of interest', () => {
  test.each<[string, Facts, string[]]>([
    ['by one account have it by each', { complainedAbout: ['jo'] }, ['jo', 'jo-admin']],
    ['by any account', { complainedAbout: ['jo-admin'] }, ['jo-admin', 'jo']],
    ['by an address of a person of the case', { usersInConflict: ['ann'] }, ['ann']],
    ['by name, when they had no account', { othersComplainedAbout: 'Sam Ash\n  ann  LEE ' }, ['ann']],
    ['by a private address', { othersComplainedAbout: 'J. Bell <JO@home.example>' }, ['jo']],
    ['not by a part of a name', { othersComplainedAbout: 'Ann\nLee, Ann Leeson' }, []],
    ['not by an empty line', { othersComplainedAbout: '\n , ' }, []],
  ])('%s', (_, known, expected) => {
    expect(conflictedUsers({ facts: known }, { users })).toEqual(expected);
  });
  test('are known by any of their addresses', () => {
    const known = (address: string | undefined) => usersWithAddress(address, { users });
    expect([known(' JO@home.example'), known('jo.admin@council.example'), known(undefined)]).toEqual([
      ['jo'],
      ['jo', 'jo-admin'],
      [],
    ]);
  });

  const conflicted = (parties: Party[], complainedAbout?: string[]) =>
    conflictedUsers({ facts: complainedAbout ? { complainedAbout } : {}, parties }, { users });
  test.each<[string, string[], string[]]>([
    ['are none at first', conflictedUsers({ facts: {} }, { users }), []],
    ['are those complained about', conflicted([], ['a', 'b']), ['a', 'b']],
    [
      'are those who are a party',
      conflicted([party('P1', ['complainant'], { user: 'c' })], ['a']),
      ['a', 'c'],
    ],
    [
      'are those who are a third party and more',
      conflicted([party('P1', ['third party', 'advocate'], { user: 'c' })]),
      ['c'],
    ],
    [
      'are not those who are only a third party',
      conflicted([party('P1', ['third party'], { user: 'c' })]),
      [],
    ],
    ['are not parties who are no users', conflicted([party('P1', ['complainant'])]), []],
    [
      'are not those recorded by mistake',
      conflicted([
        party('P1', ['complainant'], { user: 'c', ended: { on: '2026-06-02', why: 'recorded by mistake' } }),
      ]),
      [],
    ],
    [
      'are those whose part has ended',
      conflicted([
        party('P1', ['complainant'], { user: 'c', ended: { on: '2026-06-02', why: 'no longer acts' } }),
      ]),
      ['c'],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
  test('are asked for by name', () => {
    const known = { facts: { complainedAbout: ['a'] } };
    expect([hasConflict(known, 'a', { users }), hasConflict(known, 'b', { users })]).toEqual([true, false]);
  });
});

describe('papers limited to children', () => {
  test('are documents, messages and each of their attachments', () => {
    const file = { name: 'x', mimeType: 'x', size: 1, file: 'x' };
    const messages = [
      { id: 'M1', attachments: [] },
      { id: 'M2', attachments: [file, file] },
    ];
    expect(papersOf({ documents: [{ id: 'D1' }], messages })).toEqual(['D1', 'M1', 'M2', 'M2-1', 'M2-2']);
    expect(attachmentItem('M2', 0)).toBe('M2-1');
  });

  const limited = withChildLimit(aCase(), { item: 'D1', children: ['P2'] });
  test('have the children that were named last', () => {
    expect(childrenOfItem(aCase(), 'D1')).toEqual([]);
    expect([childrenOfItem(limited, 'D1'), childrenOfItem(limited, 'D2')]).toEqual([['P2'], []]);
    const both = withChildLimit(limited, { item: 'D2', children: ['P3'] });
    expect(withChildLimit(both, { item: 'D1', children: ['P3', 'P2'] }).childLimits).toEqual([
      { item: 'D2', children: ['P3'] },
      { item: 'D1', children: ['P3', 'P2'] },
    ]);
    expect(withChildLimit(both, { item: 'D1', children: [] }).childLimits).toEqual([
      { item: 'D2', children: ['P3'] },
    ]);
  });
  test('leave nothing behind when the last limit is lifted', () => {
    expect(withChildLimit(limited, { item: 'D1', children: [] })).toEqual(aCase());
    expect(withChildLimit(limited, { item: 'D1', children: [] })).not.toHaveProperty('childLimits');
  });

  test('are only for children of the case', () => {
    const state: Case = {
      ...aCase(),
      parties: [party('P1', ['complainant']), party('P2', ['child']), party('P3', ['child'])],
    };
    expect(childrenOf(state)).toEqual(['P2', 'P3']);
    expect([noSuchChild(state, ['P2', 'P3']), noSuchChild(state, []), noSuchChild(state)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(noSuchChild(state, ['P2', 'P1'])).toEqual({
      field: 'children',
      code: 'not-an-option',
      params: { options: ['P2', 'P3'] },
    });
  });
  test('name each child once, in one order', () => {
    expect(childIds(['P3', 'P2', 'P3'])).toEqual(['P2', 'P3']);
  });
});

describe('ranges of numbers', () => {
  const ranges: NumberRanges = [
    [2, 4],
    [7, 7],
  ];
  test('have their ends and what lies between', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].filter((n) => hasNumber(ranges, n))).toEqual([2, 3, 4, 7]);
    expect([countOf(ranges), countOf([])]).toEqual([4, 0]);
  });
  test.each<[string, NumberRanges, number, NumberRanges]>([
    ['begin with one', [], 5, [[5, 5]]],
    [
      'grow by the next',
      ranges,
      8,
      [
        [2, 4],
        [7, 8],
      ],
    ],
    [
      'leave a gap',
      ranges,
      9,
      [
        [2, 4],
        [7, 7],
        [9, 9],
      ],
    ],
  ])('%s', (_, before, number, after) => {
    expect(withNumber(before, number)).toEqual(after);
  });
  test('are never more than 300: then the last one takes the gap in', () => {
    const apart = (length: number): NumberRanges => Array.from({ length }, (_, n) => [2 * n, 2 * n]);
    expect(withNumber(apart(299), 1_000)).toHaveLength(300);
    expect(withNumber(apart(300), 1_000)).toHaveLength(300);
    expect(withNumber(apart(300), 1_000).at(-1)).toEqual([598, 1_000]);
  });
  test.each<[string, [number, number], NumberRanges]>([
    [
      'before them',
      [0, 1],
      [
        [2, 4],
        [7, 7],
      ],
    ],
    [
      'between them',
      [5, 6],
      [
        [2, 4],
        [7, 7],
      ],
    ],
    [
      'after them',
      [8, 9],
      [
        [2, 4],
        [7, 7],
      ],
    ],
    [
      'at the beginning',
      [1, 2],
      [
        [3, 4],
        [7, 7],
      ],
    ],
    [
      'in the middle',
      [3, 3],
      [
        [2, 2],
        [4, 4],
        [7, 7],
      ],
    ],
    [
      'at the end',
      [4, 6],
      [
        [2, 3],
        [7, 7],
      ],
    ],
    ['one of them', [2, 4], [[7, 7]]],
    ['over both', [3, 7], [[2, 2]]],
    ['all', [0, 9], []],
  ])('without a range %s', (_, range, left) => {
    expect(withoutRange(ranges, range)).toEqual(left);
  });
});

describe('messages that wait', () => {
  const at = '2026-06-10T09:00:00.000Z';
  const open = [
    { message: 'M2', at },
    { message: 'M3', at, leads: true as const },
  ];
  const received = (more: object) => ({
    seq: 1,
    at,
    by: 'complainant' as const,
    type: 'message-received' as const,
    message: 'M9',
    channel: 'email' as const,
    senderKnown: true,
    automatic: false,
    ...more,
  });
  test('are counted, with and without a task', () => {
    expect([
      waitingCount({}),
      waitingCount({ openMessages: open }),
      waitingCount({ openMessages: open, furtherMessages: [[4, 6]] }),
    ]).toEqual([0, 2, 5]);
  });
  test.each<[string, object, object]>([
    ['not one that needs no one', {}, {}],
    ['one with a task', { toDealWith: true }, { openMessages: [...open, { message: 'M9', at }] }],
    [
      'one that leads',
      { toDealWith: true, further: 'leads' },
      { openMessages: [...open, { message: 'M9', at, leads: true }] },
    ],
    [
      'one that follows',
      { toDealWith: true, further: 'follows' },
      {
        furtherMessages: [
          [4, 6],
          [9, 9],
        ],
      },
    ],
  ])('are added: %s', (_, more, expected) => {
    expect(afterReceipt({ openMessages: open, furtherMessages: [[4, 6]] }, received(more))).toEqual(expected);
  });
  test('begin with the first', () => {
    expect(afterReceipt({}, received({ toDealWith: true }))).toEqual({
      openMessages: [{ message: 'M9', at }],
    });
    expect(afterReceipt({}, received({ toDealWith: true, further: 'follows' }))).toEqual({
      furtherMessages: [[9, 9]],
    });
  });

  test.each<[string, Parameters<typeof afterStart>[1], object]>([
    [
      'a further one',
      { at, matter: { id: 'M5' } },
      {
        openMessages: [...open, { message: 'M5', at, leads: true }],
        furtherMessages: [
          [4, 4],
          [6, 6],
        ],
      },
    ],
    ['not one that has a task', { at, matter: { id: 'M2' } }, {}],
    ['not an action', { at, matter: { id: 'A5' } }, {}],
    ['nothing without a subject', { at }, {}],
  ])('get a task: %s', (_, event, expected) => {
    expect(afterStart({ openMessages: open, furtherMessages: [[4, 6]] }, event)).toEqual(expected);
  });
  test('get a task when no other one waits', () => {
    expect(afterStart({ furtherMessages: [[5, 5]] }, { at, matter: { id: 'M5' } })).toEqual({
      openMessages: [{ message: 'M5', at, leads: true }],
      furtherMessages: [],
    });
  });

  const dealt = (message: string, further?: [number, number][]) => ({
    seq: 1,
    at,
    by: 'user:a' as const,
    type: 'message-dealt-with' as const,
    message,
    done: '',
    ...(further ? { further } : {}),
  });
  test('are dealt with: one, or with further ones', () => {
    const waiting = { openMessages: open, furtherMessages: [[4, 6]] satisfies NumberRanges };
    expect(afterDealing(waiting, dealt('M3'))).toEqual({
      openMessages: open.slice(0, 1),
      furtherMessages: [[4, 6]],
    });
    expect(afterDealing(waiting, dealt('M3', [[4, 5]]))).toEqual({
      openMessages: open.slice(0, 1),
      furtherMessages: [[6, 6]],
    });
    expect(afterDealing(waiting, dealt('M5'))).toEqual({
      openMessages: open,
      furtherMessages: [
        [4, 4],
        [6, 6],
      ],
    });
    expect(afterDealing({}, dealt('M5'))).toEqual({ openMessages: [] });
  });
  test('are led by one, and the next is the one that has waited longest', () => {
    expect([leadingMessage({}), leadingMessage({ openMessages: open })]).toEqual([undefined, 'M3']);
    expect([nextToLead({}), nextToLead({ furtherMessages: [] })]).toEqual([undefined, undefined]);
    expect(
      nextToLead({
        openMessages: open.slice(0, 1),
        furtherMessages: [
          [4, 6],
          [9, 9],
        ],
      }),
    ).toBe('M4');
    expect(nextToLead({ openMessages: open, furtherMessages: [[4, 6]] })).toBeUndefined();
  });
});

describe('where a task stands in lists', () => {
  const stage1 = (more: object = {}) => opened('stage-1', 'team-manager', { due: '2026-06-15', ...more });
  const frozen: What = { type: 'frozen', reason: 'x', reviewOn: '2026-06-20' };
  const listed = (...happened: What[]) => {
    const state = aCase(started(), ...happened);
    const task = state.tasks.at(-1);
    if (!task) throw new Error('no task');
    return [listedOn(state, task), listOrder(state, task)];
  };
  test.each<[string, What[], string, string]>([
    ['on its own day', [stage1()], '2026-06-15', '2026-06-15'],
    [
      'on the day of a clock that runs out before',
      [stage1({ clockDue: '2026-06-12' })],
      '2026-06-12',
      '2026-06-12',
    ],
    [
      'on its own day when the clock runs longer',
      [stage1({ clockDue: '2026-06-16' })],
      '2026-06-15',
      '2026-06-15',
    ],
    ['on the day on which the pause is reviewed', [stage1(), frozen], '2026-06-20', '2026-06-20'],
    [
      'on its own day once the pause is over',
      [stage1(), frozen, { type: 'resumed', reason: 'x' }],
      '2026-06-15',
      '2026-06-15',
    ],
    ['before everything when it is urgent', [stage1({ urgent: true })], '2026-06-15', '0000-00-00'],
    [
      'on its own day when it runs alongside a paused case',
      [frozen, started({ run: 2, beside: true }), stage1({ run: 2 })],
      '2026-06-15',
      '2026-06-15',
    ],
  ])('%s', (_, happened, day, order) => {
    expect(listed(...happened)).toEqual([day, order]);
  });
  test('a pause is to be reviewed from its day on', () => {
    const paused = aCase(started(), frozen);
    expect(['2026-06-19', '2026-06-20', '2026-06-21'].map((day) => isPauseToReview(paused, day))).toEqual([
      false,
      true,
      true,
    ]);
    expect(isPauseToReview(aCase(started()), '2026-06-20')).toBe(false);
  });
});

describe('numbers of a case', () => {
  test('are never given twice', () => {
    const run = aCase(started()).runs[0];
    if (!run) throw new Error('no run');
    expect([
      nextRun({ runs: [] }),
      nextRun({ runs: [run] }),
      nextRun({ runs: [run], lastRun: 7 }),
      nextRun({ runs: [{ ...run, run: 9 }], lastRun: 7 }),
    ]).toEqual([1, 2, 8, 10]);
    const { tasks } = aCase(
      started(),
      opened('stage-1', 'team-manager'),
      opened('stage-1', 'team-manager', { task: 'stage-1#2' }),
    );
    expect([nextTaskKey({ tasks }, 'stage-1'), nextTaskKey({ tasks }, 'stage-2')]).toEqual([
      'stage-1#3',
      'stage-2#1',
    ]);
    expect(nextTaskKey({ tasks, lastTasks: { 'stage-1': 5 } }, 'stage-1')).toBe('stage-1#6');
    expect(tasks.map(visitOf)).toEqual([1, 2]);
  });
  test.each([
    ['M1', 1],
    ['M12', 12],
    ['A1', NaN],
    ['M', NaN],
    ['xM1', NaN],
    ['M1x', NaN],
  ])('of a message: %s', (id, number) => {
    expect(messageNumber(id)).toBe(number);
  });
  test('find a task by its key', () => {
    const state = aCase(started(), opened('stage-1', 'team-manager'));
    expect([taskOf(state, 'stage-1#1')?.step, taskOf(state, 'stage-1#2')]).toEqual(['stage-1', undefined]);
  });
  test('name the occasion of a written letter, which is no mail about mail', () => {
    expect(occasionOfWritten('L3')).toBe('written-L3');
    expect(isAboutMail('acknowledgement')).toBe(false);
  });
});

describe('what is promised', () => {
  const about = (id: string, procedure: string, run = 2): What =>
    started({ run, procedure, version: '1', beside: true, matter: { id, from: '2026-06-05' } });
  const state = aCase(
    started(),
    facts({
      money: [
        { id: 'M1', pence: 1, for: 'x' },
        { id: 'M2', pence: 2, for: 'x', of: 'LGSCO' },
      ],
    }),
    about('M1', 'deal-with-message'),
    about('M1', 'payment', 3),
    about('A1', 'action', 4),
  );
  test('is followed up by runs about actions and payments, not about messages of the same number', () => {
    expect(state.runs.map(promiseOf)).toEqual([undefined, undefined, 'M1', 'A1']);
    expect([runAbout(state, 'M1')?.run, runAbout(state, 'A1')?.run, runAbout(state, 'A2')]).toEqual([
      3,
      4,
      undefined,
    ]);
    expect([moneyOf(state, 3)?.id, moneyOf(state, 2), moneyOf(state, 4), moneyOf(state, 9)]).toEqual([
      'M1',
      undefined,
      undefined,
      undefined,
    ]);
  });
  test('waits for approval by whoever asks for it', () => {
    const ids = (of?: 'LGSCO') => moneyWaiting(state, of).map(({ id }) => id);
    expect([ids(), ids('LGSCO')]).toEqual([['M1'], ['M2']]);
    const judged = { by: 'director', on: '2026-06-10' };
    const money = [
      { id: 'M1', pence: 1, for: 'x', approved: judged },
      { id: 'M2', pence: 1, for: 'x', refused: { ...judged, reason: 'x' } },
    ];
    expect(moneyWaiting({ facts: { money } })).toEqual([]);
    expect(moneyWaiting({ facts: {} })).toEqual([]);
  });
});

test('the steps ahead are the nearest first, each once, and only by outcomes that count', () => {
  const to = (...next: string[]) => ({
    title: 'x',
    kind: 'task' as const,
    performer: 'director' as const,
    milestones: [],
    outcomes: Object.fromEntries(
      next.map((id) => [`to-${id}`, { title: id, form: {}, letters: [], next: id }]),
    ),
  });
  const steps = { a: to('b', 'c', 'closed'), b: to('d', 'a'), c: to('d'), d: to('again') };
  expect(stepsAhead(steps, ['a'])).toEqual(['a', 'b', 'c', 'd']);
  expect(stepsAhead(steps, ['a'], ({ next }) => next !== 'd')).toEqual(['a', 'b', 'c']);
  expect(stepsAhead(steps, ['gone'])).toEqual(['gone']);
});
