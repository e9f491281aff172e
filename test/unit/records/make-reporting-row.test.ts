import { describe, expect, test } from 'vitest';
import { reportingRow } from '../../../functions/domain/records/make-reporting-row.ts';
import type { ReportingRow } from '../../../functions/domain/records/reporting-row.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, decided, facts, opened, receivedOn, started, type What } from '../a-case.ts';

const rowOf = (...happened: What[]): ReportingRow | undefined =>
  reportingRow(aCase(...happened), 'key', procedures, calendar, receivedOn);

const stage1 = [started(), opened('stage-1', 'team-manager')];
/** The answer to stage 1, prepared at an instant. */
const answered = (at: string, to: 'complainant' | 'user:team-manager' = 'complainant'): What => ({
  at,
  type: 'letter-prepared',
  letter: 'L',
  template: 'stage-1-response',
  to,
  task: 'stage-1#1',
});
const extended = (until: string): What => ({
  type: 'extended',
  task: 'stage-1#1',
  due: '2026-06-15',
  until,
  reason: 'Complex',
});

describe('stage 1, received on Monday 1 June and due on Monday 15 June', () => {
  test.each([
    ['the day of receipt', '2026-06-01T16:00:00.000Z', 0, true],
    ['the due day', '2026-06-15T09:00:00.000Z', 10, true],
    ['the last second of the due day in London', '2026-06-15T22:59:59.000Z', 10, true],
    ['the first second of the day after', '2026-06-15T23:00:00.000Z', 11, false],
    ['the day after', '2026-06-16T09:00:00.000Z', 11, false],
  ])('answered on %s', (_, at, workingDays, inTime) => {
    expect(rowOf(...stage1, answered(at))?.stage1).toMatchObject({
      opened: receivedOn,
      due: '2026-06-15',
      extendedDue: null,
      workingDays,
      inTimeOriginal: inTime,
      inTimeExtended: inTime,
    });
  });

  test.each([
    ['2026-06-29T09:00:00.000Z', true],
    ['2026-06-30T09:00:00.000Z', false],
  ])('extended to 29 June and answered at %s', (at, inTimeExtended) => {
    expect(rowOf(...stage1, extended('2026-06-29'), answered(at))?.stage1).toMatchObject({
      due: '2026-06-15',
      extendedDue: '2026-06-29',
      inTimeOriginal: false,
      inTimeExtended,
    });
  });

  test('is in time by both days if extended and answered before the first', () => {
    const row = rowOf(...stage1, extended('2026-06-29'), answered('2026-06-12T09:00:00.000Z'));
    expect(row?.stage1).toMatchObject({ inTimeOriginal: true, inTimeExtended: true });
  });

  test('ignores letters to anyone but the complainant', () => {
    const row = rowOf(...stage1, answered('2026-06-12T09:00:00.000Z', 'user:team-manager'));
    expect(row?.stage1?.responded).toBeNull();
  });

  test('leaves timeliness empty before the answer', () => {
    expect(rowOf(...stage1)?.stage1).toMatchObject({
      responded: null,
      workingDays: null,
      inTimeOriginal: null,
      inTimeExtended: null,
    });
  });
});

const withdrawn = (phase: 'before investigation' | 'during investigation', carriedOn = false): What => ({
  type: 'withdrawn',
  phase,
  carriedOn,
});

const closedAsDeclined: What = { type: 'closed', as: 'declined', run: 1 };

describe('investigated', () => {
  test.each([
    ['in stage 1', stage1, true],
    ['not acknowledged yet: the clock of stage 1 runs', [started()], true],
    ['closed before it reached a stage', [started(), closedAsDeclined], false],
    ['withdrawn before the investigation', [...stage1, withdrawn('before investigation')], false],
    ['withdrawn during the investigation', [...stage1, withdrawn('during investigation')], true],
    ['a compliment in a stage', [...stage1, facts({ kind: 'compliment' })], false],
  ] as const satisfies [string, What[], boolean][])('%s', (_, happened, is) => {
    expect(rowOf(...happened)?.investigated).toBe(is);
  });
});

const finding = (point: string, found: 'upheld' | 'partially upheld' | 'not upheld' | 'no finding') => ({
  point,
  finding: found,
  reasons: 'Because',
});
const points = facts({
  points: [
    { id: 'P1', text: 'One' },
    { id: 'P2', text: 'Two' },
  ],
});
const closed: What = { type: 'closed', as: 'answered at stage 1', run: 1 };

describe('outcome', () => {
  test.each([
    ['upheld', [points, facts({ findings: [finding('P1', 'upheld'), finding('P2', 'upheld')] })]],
    ['not upheld', [points, facts({ findings: [finding('P1', 'not upheld'), finding('P2', 'not upheld')] })]],
    [
      'partially upheld',
      [points, facts({ findings: [finding('P1', 'upheld'), finding('P2', 'not upheld')] })],
    ],
    ['withdrawn', [withdrawn('during investigation')]],
    [null, [withdrawn('during investigation', true)]],
    [null, []],
    ['no recorded outcome', [closed]],
  ] as const satisfies [ReportingRow['outcome'], What[]][])('%s', (outcome, happened) => {
    expect(rowOf(...stage1, ...happened)?.outcome).toBe(outcome);
  });
  test('outcome of a compliment is null', () => {
    expect(rowOf(...stage1, facts({ kind: 'compliment' }), closed)?.outcome).toBeNull();
  });
});

test('counts service requests and enquiries as comments, and unreadable emails not at all', () => {
  expect(rowOf(facts({ kind: 'service request' }))?.kind).toBe('comment');
  expect(rowOf(facts({ kind: 'enquiry' }))?.kind).toBe('comment');
  expect(rowOf(facts({ kind: 'compliment' }))?.kind).toBe('compliment');
});

const ombudsman = procedures.all.find(({ id }) => id === 'lgsco');

test('gives the last stage begun as the stage reached, the Ombudsman above all', () => {
  const stage2 = opened('stage-2-commission', 'complaints-officer');
  expect(rowOf(...stage1)?.stageReached).toBe('stage 1');
  expect(rowOf(...stage1, stage2)?.stageReached).toBe('stage 2');
  const enquiry = [
    started({ run: 2, procedure: 'lgsco', version: ombudsman?.version ?? '', beside: true }),
    opened(ombudsman?.first ?? '', 'complaints-officer', { run: 2, clockFrom: '2026-06-04' }),
  ];
  expect(rowOf(...stage1, ...enquiry)).toMatchObject({
    stageReached: 'LGSCO',
    lgsco: { received: '2026-06-04', decision: null },
  });
});

test('counts extensions, breaches and reported delays, but no windows', () => {
  const breach: What = {
    type: 'milestone',
    task: 'stage-1#1',
    milestone: 'breach',
    title: 'Overdue',
    due: '2026-06-15',
  };
  const reported: What = {
    type: 'delay-reported',
    task: 'stage-1#1',
    expected: '2026-06-20',
    reason: 'Leave',
  };
  const delays = (...happened: What[]) => rowOf(...stage1, ...happened)?.delays;
  expect([
    delays(),
    delays(extended('2026-06-29')),
    delays(breach),
    delays(reported),
    delays(extended('2026-06-29'), breach, reported),
  ]).toEqual([0, 1, 1, 1, 3]);
});

test('counts an action as done on the day its owner gave', () => {
  const action = { id: 'A1', text: 'Train the team', dueOn: '2026-07-01', owner: 'team-manager' };
  const asked = [...stage1, facts({ actions: [action] })];
  expect(rowOf(...asked)?.actions).toEqual([{ type: 'Not recorded', due: '2026-07-01', done: null }]);
  const done = [
    started({ run: 2, procedure: 'action', version: '1', beside: true, matter: { id: 'A1' } }),
    opened('action', 'owner', { run: 2, assignee: 'team-manager' }),
    decided('action', 'done', 'user:team-manager', { answers: { doneOn: '2026-06-20', evidence: 'List' } }),
  ];
  expect(rowOf(...asked, ...done)?.actions).toEqual([
    { type: 'Not recorded', due: '2026-07-01', done: '2026-06-20' },
  ]);
});

test('does not count a decision as an answer before its letter is sent', () => {
  expect(rowOf(...stage1, decided('stage-1', 'respond', 'user:team-manager'))?.stage1?.responded).toBeNull();
});
