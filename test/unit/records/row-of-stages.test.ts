import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import { reportingRow } from '../../../functions/domain/records/make-reporting-row.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, facts, opened, started, type What } from '../a-case.ts';

// How a reporting row counts stages, wrong procedures and other bodies, on Wednesday 10 June 2026.

const row = (state: Case) => reportingRow(state, 'key', procedures, calendar, '2026-06-10');
const rowOf = (...happened: What[]) => row(aCase(...happened));
const stage1 = (more: object = {}) => opened('stage-1', 'team-manager', more);
const answered = (at: string, template = 'stage-1-response', task = 'stage-1#1'): What => ({
  type: 'letter-prepared',
  at,
  letter: `${template}${at}`,
  template,
  to: 'complainant',
  task,
});

describe('a stage whose first step has not opened', () => {
  const extended: What = {
    type: 'extended',
    task: 'acknowledge#1',
    clock: 'stage-1',
    due: '2026-06-15',
    until: '2026-06-22',
    reason: 'x',
  };
  const acknowledge = opened('acknowledge', 'complaints-officer');
  const ended: What = {
    type: 'clock-ended',
    task: 'acknowledge#1',
    run: 1,
    clock: 'stage-1',
    on: '2026-06-05',
  };
  const running = {
    opened: '2026-06-01',
    due: '2026-06-15',
    extendedDue: null,
    responded: null,
    workingDays: null,
    inTimeOriginal: null,
    inTimeExtended: null,
    outcome: null,
    findings: null,
  };
  test.each<[string, What[], object | null]>([
    ['counts by its clock', [started(), acknowledge], running],
    [
      'is due as its clock was extended',
      [started(), acknowledge, extended],
      { ...running, extendedDue: '2026-06-22' },
    ],
    ['does not count once its clock has ended', [started(), acknowledge, ended], null],
    [
      'does not count once the case is closed',
      [started(), acknowledge, { type: 'closed', as: 'x', run: 1 }],
      null,
    ],
    [
      'does not count before triage, when clocks only watch',
      [
        started({
          procedure: 'intake',
          version: procedures.all.find(({ id }) => id === 'intake')?.version ?? '',
        }),
        opened('triage', 'complaints-officer'),
      ],
      null,
    ],
  ])('%s', (_, happened, expected) => {
    expect(rowOf(...happened)?.stage1).toEqual(expected);
  });
});

describe('a stage', () => {
  test('begins no earlier than the complaint was received, though the day was corrected', () => {
    const corrected: What = {
      type: 'corrected',
      correction: {
        what: 'receivedOn',
        from: { on: '2026-06-01', at: '2026-06-01T09:00:00.000Z' },
        to: { on: '2026-06-03', at: '2026-06-03T09:00:00.000Z' },
      },
      reason: 'x',
    };
    expect(rowOf(started(), stage1(), corrected)?.stage1).toMatchObject({
      opened: '2026-06-03',
      due: '2026-06-17',
    });
  });
  test('was answered on the day on which the other body ended its clock, when that answered for both', () => {
    const ended: What = {
      type: 'clock-ended',
      task: 'stage-1#1',
      run: 1,
      clock: 'stage-1',
      on: '2026-06-08',
    };
    expect(
      rowOf(started(), stage1(), ended, answered('2026-06-10T09:00:00.000Z', 'joint-answer'))?.stage1
        ?.responded,
    ).toBe('2026-06-08');
    expect(rowOf(started(), stage1(), ended, answered('2026-06-10T09:00:00.000Z'))?.stage1?.responded).toBe(
      '2026-06-10',
    );
    expect(
      rowOf(started(), stage1(), answered('2026-06-10T09:00:00.000Z', 'joint-answer'))?.stage1?.responded,
    ).toBe('2026-06-10');
  });
  test('was answered by the last letter that answers it, not by another one', () => {
    const all = [
      started(),
      stage1(),
      answered('2026-06-04T09:00:00.000Z'),
      answered('2026-06-05T09:00:00.000Z'),
      answered('2026-06-08T09:00:00.000Z', 'extension'),
    ];
    expect(rowOf(...all)?.stage1?.responded).toBe('2026-06-05');
  });
});

describe('a wrong procedure', () => {
  const superseded: What = {
    type: 'corrected',
    correction: {
      what: 'procedure',
      from: { id: 'childrens-statutory', version: '2006' },
      to: { id: 'corporate', version: '2026' },
    },
    reason: 'x',
    superseded: { run: 1, by: 2, procedure: 'corporate' },
  };
  const breach: What = {
    type: 'milestone',
    task: 'stage-1#1',
    milestone: 'breach',
    title: 'x',
    due: '2026-06-15',
  };
  test('counts nowhere', () => {
    const before = rowOf(started(), stage1(), breach, answered('2026-06-05T09:00:00.000Z'));
    expect([before?.delays, before?.stage1?.responded]).toEqual([1, '2026-06-05']);
    const after = rowOf(started(), stage1(), breach, answered('2026-06-05T09:00:00.000Z'), superseded);
    expect([after?.delays, after?.stage1]).toEqual([0, null]);
  });
});

describe('other routes and bodies', () => {
  const sent = (route: 'lado' | 'tribunal', sending: string): What => ({
    type: 'sent-to-route',
    sending,
    route,
    points: [],
    reason: 'x',
    to: 'x',
    on: '2026-06-08',
    goesOn: true,
  });
  test('are counted by route', () => {
    expect(rowOf(started(), stage1())).not.toHaveProperty('routes');
    expect(
      rowOf(started(), stage1(), sent('lado', 'W1'), sent('tribunal', 'W2'), sent('lado', 'W3'))?.routes,
    ).toEqual([
      { route: 'lado', count: 2 },
      { route: 'tribunal', count: 1 },
    ]);
  });
  test('answer with us once it is known who leads', () => {
    const joint = (more: Parameters<typeof facts>[0]) => rowOf(started(), stage1(), facts(more));
    expect(joint({ jointWith: 'NHS', jointLead: 'they' })?.joint).toEqual({ with: 'NHS', lead: 'they' });
    expect(joint({ jointWith: 'NHS' })).not.toHaveProperty('joint');
    expect(joint({ jointLead: 'we' })).not.toHaveProperty('joint');
  });
});

describe('the end of a case', () => {
  const rowWith = (more: Partial<Case>) => row({ ...aCase(started(), stage1()), ...more });
  test.each<[string, Partial<Case>, string | null]>([
    [
      'by a withdrawal',
      { withdrawn: { on: '2026-06-05', phase: 'during investigation', carriedOn: false } },
      'withdrawn',
    ],
    ['after a death', { endedAfterDeathOn: '2026-06-05' }, 'ended after death'],
    ['by an agreement', { resolvedInformallyOn: '2026-06-05' }, 'resolved informally'],
    [
      'by a withdrawal before anything else',
      {
        withdrawn: { on: '2026-06-05', phase: 'during investigation', carriedOn: false },
        resolvedInformallyOn: '2026-06-05',
      },
      'withdrawn',
    ],
    ['without any', {}, null],
  ])('%s', (_, more, outcome) => {
    expect(rowWith(more)?.outcome).toBe(outcome);
  });
  test('by an agreement is no investigation', () => {
    expect([
      rowWith({})?.investigated,
      rowWith({ resolvedInformallyOn: '2026-06-05' })?.investigated,
    ]).toEqual([true, false]);
  });
  test('by a merge makes no row', () => {
    expect(rowWith({ mergedInto: 'C2' })).toBeUndefined();
  });
});
