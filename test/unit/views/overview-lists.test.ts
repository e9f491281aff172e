import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import { overviewOf, trendStart } from '../../../functions/domain/views/overview.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, council, facts, opened, started, user, type What } from '../a-case.ts';

// What the overview lists on Wednesday 10 June 2026.

const today = '2026-06-10';
const overview = (open: readonly Case[], recent: readonly Case[] = [], id = 'complaints-officer') =>
  overviewOf(user(id), { open, recent }, { council, procedures, calendar, today });
const waiting = (due: string, more: object = {}, ...happened: What[]) =>
  aCase(
    facts({ team: 'Assessment Team', standingAcceptedOn: calendar.add(due, -10) }),
    started(),
    opened('stage-1', 'team-manager', { due, ...more }),
    ...happened,
  );
const paused = (reviewOn: string): What => ({
  type: 'frozen',
  at: '2026-06-03T09:00:00.000Z',
  reason: 'x',
  reviewOn,
});
const escalated = (due: string): What => ({
  type: 'milestone',
  task: 'stage-1#1',
  milestone: 'escalation-1',
  title: 'x',
  due,
});
const days = (steps: readonly { due: string }[]) => steps.map(({ due }) => due);

describe('the pauses to review', () => {
  test('are those whose day has come, earliest first', () => {
    const open = [
      waiting('2026-06-30', {}, paused(today)),
      waiting('2026-06-30', {}, paused('2026-06-11')),
      waiting('2026-06-30', {}, paused('2026-06-05')),
      waiting('2026-06-30'),
    ];
    expect(days(overview(open).pauses)).toEqual(['2026-06-05', today]);
  });
});

describe('what was escalated', () => {
  test('is listed with how often, earliest due first', () => {
    const open = [
      waiting('2026-06-09', {}, escalated('2026-06-09')),
      waiting('2026-06-30'),
      waiting('2026-06-05', {}, escalated('2026-06-05'), escalated('2026-06-05')),
    ];
    expect(overview(open).escalated.map(({ due, escalations }) => [due, escalations])).toEqual([
      ['2026-06-05', 2],
      ['2026-06-09', 1],
    ]);
  });
});

describe('what is overdue', () => {
  test('begins with what is urgent, which is overdue at once', () => {
    const open = [waiting('2026-06-05'), waiting('2026-06-30', { urgent: true })];
    const { overdue, total } = overview(open);
    expect(days(overdue)).toEqual(['2026-06-30', '2026-06-05']);
    expect(total).toMatchObject({ open: 2, overdue: 2 });
  });
  test('has the name of its step, or its id when no procedure has it', () => {
    const gone = aCase(
      facts({ team: 'Assessment Team' }),
      started(),
      opened('gone', 'team-manager', { due: '2026-06-05' }),
    );
    const titles = overview([waiting('2026-06-08'), gone]).overdue.map(({ title }) => title);
    expect(titles).toEqual([
      'gone',
      procedures.version('childrens-statutory', '2006')?.steps['stage-1']?.title,
    ]);
  });
});

describe('the teams', () => {
  const of = (team: string | undefined, due: string) =>
    aCase(
      facts({ ...(team === undefined ? {} : { team }), standingAcceptedOn: calendar.add(due, -10) }),
      started(),
      opened('stage-1', 'team-manager', { due }),
    );
  test('with the same numbers are in the order of their names, without one last', () => {
    const open = [
      of(undefined, '2026-06-30'),
      of('Leaving Care Team', '2026-06-30'),
      of('Assessment Team', '2026-06-30'),
    ];
    expect(overview(open).teams.map(({ team }) => team)).toEqual([
      'Assessment Team',
      'Leaving Care Team',
      undefined,
    ]);
  });
  test('are added up', () => {
    const open = [
      of('Leaving Care Team', '2026-06-09'),
      of('Assessment Team', '2026-06-11'),
      waiting('2026-06-30', {}, escalated('2026-06-09')),
    ];
    expect(overview(open).total).toEqual({
      open: 3,
      dueThisWeek: 1,
      overdue: 1,
      breached: 0,
      repeatedDelays: 0,
      escalated: 1,
    });
  });
});

describe('not listed', () => {
  test('a complaint that was merged into another', () => {
    const merged = { ...waiting('2026-06-05'), mergedInto: 'c2' };
    const { total, trend } = overview([merged], [merged]);
    expect([total.open, trend.at(-1)?.received]).toEqual([0, 0]);
  });
});

test('messages are counted on cases of every kind', () => {
  const message: What = {
    type: 'message-received',
    message: 'M2',
    channel: 'email',
    senderKnown: true,
    automatic: false,
    toDealWith: true,
  };
  const open = [
    waiting('2026-06-30', {}, message),
    waiting('2026-06-30', {}, facts({ kind: 'compliment' }), message),
    waiting('2026-06-30'),
  ];
  expect(overview(open).messages).toBe(2);
});

describe('the trend', () => {
  const received = (day: string, more: Partial<Case> = {}): Case => ({
    ...waiting('2026-06-30'),
    receivedAt: `${day}T09:00:00.000Z`,
    ...more,
  });
  test('counts by the month in London, and what is closed', () => {
    const recent = [
      received('2026-05-31', { receivedAt: '2026-05-31T23:00:00.000Z' }),
      received('2026-05-31', { status: 'closed' }),
      received('2026-01-01'),
      received('2025-12-31'),
    ];
    expect(
      overview([], recent).trend.map(({ month, received: number, closed }) => [month, number, closed]),
    ).toEqual([
      ['2026-01', 1, 0],
      ['2026-02', 0, 0],
      ['2026-03', 0, 0],
      ['2026-04', 0, 0],
      ['2026-05', 1, 1],
      ['2026-06', 1, 0],
    ]);
  });
  test('begins five months before, whatever the day', () => {
    expect(['2026-03-31', '2026-12-01'].map(trendStart)).toEqual(['2025-10-01', '2026-07-01']);
  });
});
