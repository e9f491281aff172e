import { describe, expect, test } from 'vitest';
import { reportingRow } from '../../../functions/domain/records/make-reporting-row.ts';
import { record } from '../../../functions/domain/case/replay.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, facts, opened, receivedOn, recorded, started, type What } from '../a-case.ts';

// What a reporting row says of a case beyond the time of stage 1.

const rowOf = (...happened: What[]) =>
  reportingRow(aCase(...happened), 'key', procedures, calendar, receivedOn);
const stage1 = [started(), opened('stage-1', 'team-manager')];
const letter = (template: string, task: string, at: string): What => ({
  at,
  type: 'letter-prepared',
  letter: `${template}${at}`,
  template,
  to: 'complainant',
  task: `${task}#1`,
});

describe('stage 2', () => {
  const commission = opened('stage-2-commission', 'complaints-officer', {
    clockFrom: '2026-07-01',
    due: '2026-07-08',
    at: '2026-07-01T09:00:00.000Z',
  });
  const investigation = opened('stage-2', 'investigating-officer', {
    at: '2026-07-06T09:00:00.000Z',
    clockFrom: '2026-07-01',
    due: '2026-08-05',
    alsoFrom: '2026-07-06',
    alsoDue: '2026-08-10',
  });
  const answer = (at: string) => letter('stage-2-adjudication', 'stage-2', at);
  const row = (...more: What[]) => rowOf(...stage1, commission, investigation, ...more)?.stage2;

  test('counts from the request and from the agreed statement', () => {
    // From Wednesday 1 July to Friday 31 July are 22 working days, from Monday 6 July 19.
    expect(row(answer('2026-07-31T09:00:00.000Z'))).toEqual({
      opened: '2026-07-01',
      due: '2026-08-05',
      extendedDue: null,
      responded: '2026-07-31',
      workingDays: 22,
      inTimeOriginal: true,
      inTimeExtended: true,
      outcome: null,
      findings: null,
      statementAgreed: '2026-07-06',
      workingDaysFromStatement: 19,
      investigationOutcome: null,
    });
  });
  test.each([
    ['on the day of the statement', '2026-07-06', 0],
    ['before the statement: not at all', '2026-07-03', null],
  ])('counts days from the statement when answered %s', (_, day, days) => {
    expect(row(answer(`${day}T09:00:00.000Z`))?.workingDaysFromStatement).toBe(days);
  });
  test('counts no days from a missing statement or before the answer', () => {
    expect(row()).toMatchObject({ statementAgreed: '2026-07-06', workingDaysFromStatement: null });
    const without = rowOf(
      ...stage1,
      commission,
      letter('stage-2-adjudication', 'stage-2-commission', '2026-07-31T09:00:00.000Z'),
    );
    expect(without?.stage2).toMatchObject({
      responded: '2026-07-31',
      due: '2026-07-08',
      statementAgreed: null,
      workingDaysFromStatement: null,
    });
  });
  test('is null when it was not reached', () => {
    expect(rowOf(...stage1)).toMatchObject({ stage2: null, stage3: null });
    const stage3 = opened('stage-3-panel', 'complaints-officer');
    expect(rowOf(...stage1, commission, stage3)).toMatchObject({
      stageReached: 'stage 3',
      stage3: { opened: '2026-06-01' },
    });
  });
  test('takes its due day from the answering step, before that from the latest', () => {
    const early = letter('stage-2-adjudication', 'stage-2-commission', '2026-07-07T09:00:00.000Z');
    expect(row(early)?.due).toBe('2026-07-08');
    expect(row()?.due).toBe('2026-08-05');
  });
});

test('never makes a stage due before it began, though the panel papers are', () => {
  const papers = opened('stage-3-papers', 'complaints-officer', {
    clockFrom: '2026-09-02',
    due: '2026-05-20',
  });
  expect(rowOf(...stage1, papers)?.stage3).toMatchObject({
    opened: '2026-06-01',
    due: '2026-06-01',
    extendedDue: null,
  });
});

test('ignores letters of another stage or of no step', () => {
  const other = letter('stage-1-response', 'acknowledge', '2026-06-10T09:00:00.000Z');
  expect(
    rowOf(started(), opened('acknowledge', 'complaints-officer'), ...stage1.slice(1), other)?.stage1
      ?.responded,
  ).toBeNull();
});

test('counts a check and a sign-off to the stage of their answer', () => {
  expect(rowOf(started(), opened('stage-1-check', 'quality-checker'))?.stageReached).toBe('stage 1');
  // While a complaint is acknowledged the clock of stage 1 runs already.
  expect(rowOf(started(), opened('acknowledge', 'complaints-officer'))?.stageReached).toBe('stage 1');
  expect(rowOf(started({ version: '1999' }), opened('stage-1', 'team-manager'))?.stageReached).toBeNull();
  const comment = started({ procedure: 'comment', version: '1' });
  expect(rowOf(comment, opened('no-step', 'team-manager'))?.stageReached).toBeNull();
});

describe('the row has recorded facts, and null for the rest', () => {
  const known = {
    serviceArea: "Children's Social Care",
    team: 'Assessment Team',
    category: 'Policy',
    subCategory: 'Late',
    relation: 'parent',
    lookedAfter: true,
    madeByChild: false,
    advocacyOffered: true,
  };
  test('the facts of the case', () => {
    expect(rowOf(facts({ ...known, themes: ['Contact', 'Plans', 'Contact'] }), ...stage1)).toMatchObject({
      ...known,
      themes: ['Contact', 'Plans'],
      procedure: 'childrens-statutory',
      procedureVersion: '2006',
      complainantKey: 'key',
      closed: null,
      advocacyProvided: false,
    });
  });
  test('nothing', () => {
    const row = rowOf();
    for (const name of [
      ...Object.keys(known),
      'procedure',
      'procedureVersion',
      'advocacyProvided',
      'withdrawn',
      'lgsco',
    ])
      expect(row).toHaveProperty(name, null);
    expect(row).toMatchObject({ themes: [], learning: [], actions: [], delays: 0, escalations: 0 });
    expect(row?.findings).toEqual({ upheld: 0, partiallyUpheld: 0, notUpheld: 0 });
  });
  test('an advocate was provided when one was appointed', () => {
    expect(rowOf(facts({ advocacyOffered: true, advocateAppointed: 'Jo' }))?.advocacyProvided).toBe(true);
    expect(rowOf(facts({ advocateAppointed: 'Jo' }))?.advocacyProvided).toBeNull();
  });
  test('types of learning and actions, or none', () => {
    const row = rowOf(
      facts({
        learning: [{ text: 'x', type: 'Staff conduct' }, { text: 'y' }],
        actions: [{ id: 'A1', text: 'x', type: 'Apology', owner: 'director', dueOn: '2026-07-01' }],
      }),
    );
    expect(row?.learning).toEqual(['Staff conduct', 'Not recorded']);
    expect(row?.actions).toEqual([{ type: 'Apology', due: '2026-07-01', done: null }]);
  });
  test('counts of findings by point', () => {
    const found = (
      ['upheld', 'partially upheld', 'partially upheld', 'not upheld', 'not upheld', 'not upheld'] as const
    ).map((finding) => ({ point: 'P1', finding, reasons: 'x' }));
    expect(rowOf(facts({ points: [{ id: 'P1', text: 'x' }], findings: found }))?.findings).toEqual({
      upheld: 1,
      partiallyUpheld: 2,
      notUpheld: 3,
    });
  });
});

test('closes on the London day until reopened', () => {
  const closed: What = { at: '2026-06-20T23:30:00.000Z', type: 'closed', as: 'x', run: 1 };
  expect(rowOf(...stage1, closed)?.closed).toBe('2026-06-21');
  expect(rowOf(...stage1, closed, { type: 'reopened', step: 'stage-1', reason: 'x' })?.closed).toBeNull();
});

test.each<[string, What[], string | null]>([
  ['not withdrawn', stage1, null],
  [
    'withdrawn in an investigation',
    [...stage1, { type: 'withdrawn', phase: 'during investigation', carriedOn: false }],
    'during investigation',
  ],
  [
    'withdrawn before',
    [...stage1, { type: 'withdrawn', phase: 'before investigation', carriedOn: false }],
    'before investigation',
  ],
  [
    'a compliment withdrawn in a stage: no investigation was begun',
    [
      facts({ kind: 'compliment' }),
      ...stage1,
      { type: 'withdrawn', phase: 'during investigation', carriedOn: false },
    ],
    'before investigation',
  ],
])('%s', (_, happened, withdrawn) => {
  expect(rowOf(...happened)?.withdrawn).toBe(withdrawn);
});

test('counts delays and escalations only in stages', () => {
  const passed = (step: string, milestone: string): What => ({
    type: 'milestone',
    task: `${step}#1`,
    milestone,
    title: 'x',
    due: '2026-06-15',
  });
  const late = (step: string) =>
    ['breach', 'escalation-1', 'escalation-2', 'reminder'].map((name) => passed(step, name));
  expect(rowOf(...stage1, ...late('stage-1'))).toMatchObject({ delays: 1, escalations: 2 });
  const acknowledging = [started(), opened('acknowledge', 'complaints-officer')];
  expect(rowOf(...acknowledging, ...late('acknowledge'))).toMatchObject({ delays: 0, escalations: 0 });
});

test('makes no row for an unreadable email', () => {
  const [received] = recorded().events;
  if (received?.type !== 'received') throw new Error('not received');
  const { after } = record('C', undefined, [{ ...received, kind: 'unreadable email' }]);
  expect(reportingRow(after, null, procedures, calendar, receivedOn)).toBeUndefined();
});
