import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import { overviewOf, trendStart } from '../../../functions/domain/views/overview.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, council, facts, opened, started, user, type What } from '../a-case.ts';

/** A Wednesday; its week ends on Sunday 14 June. */
const today = '2026-06-10';

const overview = (id: string, open: readonly Case[], recent: readonly Case[] = []) =>
  overviewOf(user(id), { open, recent }, { council, procedures, calendar, today });

/** A complaint of a team at stage 1, whose clock began ten working days before it is due. */
const waiting = (due: string, team = 'Assessment Team', ...more: What[]) =>
  aCase(
    facts({ team, standingAcceptedOn: calendar.add(due, -10) }),
    started(),
    opened('stage-1', 'team-manager', { due }),
    ...more,
  );

const none = { open: 0, dueThisWeek: 0, overdue: 0, breached: 0, repeatedDelays: 0, escalated: 0 };
const milestone = (name: string): What => ({
  type: 'milestone',
  task: 'stage-1#1',
  milestone: name,
  title: name,
  due: '2026-06-09',
});
const breach = milestone('breach');
const paused: What = { type: 'frozen', reason: 'Court', reviewOn: '2026-07-01' };
const extended: What = {
  type: 'extended',
  task: 'stage-1#1',
  clock: 'stage-1',
  due: '2026-06-15',
  until: '2026-06-29',
  reason: 'Complex',
};

describe('an open complaint counts', () => {
  test.each([
    ['the day before', '2026-06-09', { overdue: 1 }],
    ['today', today, { dueThisWeek: 1 }],
    ['on the Monday after', '2026-06-15', {}],
  ])('due %s', (_, due, counts) => {
    expect(overview('complaints-officer', [waiting(due)]).total).toEqual({ ...none, open: 1, ...counts });
  });

  test('due this week when it was extended to the Sunday of this week', () => {
    const state = waiting('2026-06-09', 'Assessment Team', { ...extended, until: '2026-06-14' });
    expect(overview('complaints-officer', [state]).total).toEqual({ ...none, open: 1, dueThisWeek: 1 });
  });

  test.each([
    ['paused: neither overdue nor due', [paused], {}],
    ['paused and resumed: overdue again', [paused, { type: 'resumed', reason: 'Over' }], { overdue: 1 }],
    ['breached', [breach], { overdue: 1, breached: 1 }],
    ['one delay is not repeated', [extended], {}],
    ['breached and extended: repeated delays', [breach, extended], { breached: 1, repeatedDelays: 1 }],
    ['escalated', [milestone('escalation-1')], { overdue: 1, escalated: 1 }],
  ] as const satisfies [string, What[], object][])('%s', (_, happened, counts) => {
    const { total } = overview('complaints-officer', [waiting('2026-06-09', 'Assessment Team', ...happened)]);
    expect(total).toEqual({ ...none, open: 1, ...counts });
  });
});

describe('not counted', () => {
  test('a compliment', () => {
    const compliment = waiting('2026-06-09', 'Assessment Team', facts({ kind: 'compliment' }));
    expect(overview('complaints-officer', [compliment]).total).toEqual(none);
  });
  test('a window, in which the council waits for the complainant', () => {
    const state = aCase(
      facts({ team: 'Assessment Team' }),
      started(),
      opened('stage-2-window', 'complainant', { due: '2026-06-09' }),
    );
    expect(overview('complaints-officer', [state]).total).toEqual({ ...none, open: 1 });
  });
  test.each(['complaints-officer', 'director', 'team-manager'])('a case about %s', (id) => {
    const about = waiting('2026-06-09', 'Assessment Team', facts({ complainedAbout: [id] }));
    const { total, overdue, trend } = overview(id, [about], [about]);
    expect([total, overdue, trend.at(-1)?.received]).toEqual([none, [], 0]);
  });
});

test('shows managers their own team, and others every team, most overdue first', () => {
  const open = [
    waiting('2026-06-30', 'Assessment Team'),
    waiting('2026-06-09', 'Looked After Children Team'),
    waiting('2026-06-30', "Disabled Children's Team"),
    waiting('2026-06-30', "Disabled Children's Team"),
  ];
  const teams = (id: string) => overview(id, open).teams.map(({ team, open: n }) => [team, n]);
  expect(teams('team-manager')).toEqual([['Assessment Team', 1]]);
  expect(teams('team-manager-2')).toEqual([['Looked After Children Team', 1]]);
  expect(teams('director')).toEqual([
    ['Looked After Children Team', 1],
    ["Disabled Children's Team", 2],
    ['Assessment Team', 1],
  ]);
});

test('lists overdue steps, longest first, without paused ones', () => {
  const open = [
    waiting('2026-06-09'),
    waiting('2026-06-02'),
    waiting('2026-06-05', 'Assessment Team', paused),
    waiting(today),
  ];
  const { overdue } = overview('complaints-officer', open);
  expect(overdue.map(({ due }) => due)).toEqual(['2026-06-02', '2026-06-09']);
});

test('counts six months including this one by month of receipt', () => {
  expect(trendStart(today)).toBe('2026-01-01');
  const { trend } = overview(
    'complaints-officer',
    [],
    [waiting('2026-06-09', 'Assessment Team', breach), waiting('2026-06-09')],
  );
  expect(trend.map(({ month }) => month)).toEqual([
    '2026-01',
    '2026-02',
    '2026-03',
    '2026-04',
    '2026-05',
    '2026-06',
  ]);
  expect(trend.at(-1)).toEqual({ month: '2026-06', received: 2, breached: 1, closed: 0 });
  expect(trend.at(0)).toEqual({ month: '2026-01', received: 0, breached: 0, closed: 0 });
});
