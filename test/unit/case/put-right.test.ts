import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { aCase, facts, opened, started, type What } from '../a-case.ts';

// A complaint by phone, recorded as received on Monday 1 June 2026.

type Corrected = Extract<What, { type: 'corrected' }>;
const corrected = (correction: Corrected['correction'], more: Partial<Corrected> = {}): What => ({
  type: 'corrected',
  correction,
  reason: 'Mistyped.',
  ...more,
});
const point = (id: string, text: string, more: object = {}) => ({ id, text, ...more });

test('the day and moment of receipt, and the channel', () => {
  const from = { on: '2026-06-01', at: '2026-06-01T09:00:00.000Z' };
  const to = { on: '2026-05-29', at: '2026-05-29T11:00:00.000Z' };
  expect(aCase(corrected({ what: 'receivedOn', from, to }))).toMatchObject({
    receivedOn: '2026-05-29',
    receivedAt: '2026-05-29T11:00:00.000Z',
    channel: 'phone',
    facts: {},
  });
  expect(aCase(corrected({ what: 'channel', from: 'phone', to: 'letter' }))).toMatchObject({
    channel: 'letter',
    receivedOn: '2026-06-01',
  });
});

test('the kind, as a fact as well', () => {
  const state = aCase(corrected({ what: 'kind', from: 'complaint', to: 'comment' }));
  expect([state.kind, state.facts]).toEqual(['comment', { kind: 'comment' }]);
});

test.each(['serviceArea', 'team', 'category'] as const)('the %s', (what) => {
  expect(aCase(corrected({ what, to: 'Benefits' })).facts).toEqual({ [what]: 'Benefits' });
});

describe('the summary', () => {
  const to = 'No visits';
  test.each<[string, Facts, Facts]>([
    ['alone', {}, { summary: to }],
    [
      'is the only point where that was made of it',
      { summary: 'No calls', points: [point('P2', 'No calls')] },
      { summary: to, points: [point('P2', to)] },
    ],
    [
      'leaves a point in other words',
      { summary: 'No calls', points: [point('P1', 'Rude')] },
      { summary: to, points: [point('P1', 'Rude')] },
    ],
    [
      'leaves several points',
      { summary: 'No calls', points: [point('P1', 'No calls'), point('P2', 'Rude')] },
      { summary: to, points: [point('P1', 'No calls'), point('P2', 'Rude')] },
    ],
  ])('%s', (_, before, after) => {
    expect(aCase(facts(before), corrected({ what: 'summary', to })).facts).toEqual(after);
  });
});

describe('the points', () => {
  const from = [point('P1', 'No calls'), point('P3', 'Rude')];
  const elsewhere = point('P2', 'Bins', { case: 'other' });
  const to = [point('P1', 'No visits'), point('P4', 'Late')];
  test('take the place of those of the case, in order, beside those that went elsewhere', () => {
    const before = facts({ points: [from[0] ?? elsewhere, elsewhere, from[1] ?? elsewhere] });
    expect(aCase(before, corrected({ what: 'points', from, to })).facts).toEqual({
      points: [point('P1', 'No visits'), elsewhere, point('P4', 'Late')],
    });
  });

  const found = (of: string) => ({ point: of, finding: 'upheld' as const, reasons: 'x' });
  const answers = { stage: 'stage 1', as: 'response', task: 'stage-1#1' } as const;
  test.each<[string, object, string[]]>([
    ['lose their findings when they are removed, where stages have theirs', { answers }, ['P1']],
    ['keep them on cases that have no others', {}, ['P1', 'P3']],
  ])('%s', (_, more, left) => {
    const recorded: What = {
      type: 'facts-recorded',
      facts: { points: from, findings: [found('P1'), found('P3')] },
      ...more,
    };
    const state = aCase(started(), recorded, corrected({ what: 'points', from, to }));
    expect(state.facts.findings?.map((one) => one.point)).toEqual(left);
  });
});

describe('the wrong procedure', () => {
  const change: Corrected['correction'] = {
    what: 'procedure',
    from: { id: 'corporate', version: '2026' },
    to: { id: 'adult-social-care', version: '2009' },
  };
  const routed = facts({
    procedure: 'corporate',
    procedureReason: 'Bins',
    points: [
      point('P1', 'No calls', { procedure: 'corporate', procedureReason: 'Bins' }),
      point('P2', 'Rude', { procedure: 'childrens-statutory', procedureReason: 'Child' }),
      point('P3', 'Split', { procedure: 'corporate', case: 'other' }),
    ],
  });
  const superseded = { run: 1, by: 2, procedure: 'adult-social-care' };
  const state = aCase(
    started({ procedure: 'corporate', version: '2026' }),
    routed,
    corrected(change, { superseded: { ...superseded, tells: true, kind: 'comment' } }),
  );

  test('gives way to the right one, with the reason, for the case and its own points', () => {
    expect(state.facts).toEqual({
      procedure: 'adult-social-care',
      procedureReason: 'Mistyped.',
      kind: 'comment',
      points: [
        point('P1', 'No calls'),
        point('P2', 'Rude', { procedure: 'childrens-statutory', procedureReason: 'Child' }),
        point('P3', 'Split', { procedure: 'corporate', case: 'other' }),
      ],
    });
    expect(state.kind).toBe('comment');
  });

  test('has its run superseded, with whether the complainant is told', () => {
    expect(state.runs[0]?.superseded).toEqual({ by: 2, tells: true });
    const quiet = aCase(started(), corrected(change, { superseded }));
    expect(quiet.runs[0]?.superseded).toEqual({ by: 2 });
    expect(quiet.kind).toBe('complaint');
    expect(quiet.facts).toEqual({ procedure: 'adult-social-care', procedureReason: 'Mistyped.' });
    expect(
      aCase(started(), corrected(change, { superseded: { ...superseded, run: 3 } })).runs[0],
    ).not.toHaveProperty('superseded');
  });

  test('is no reason of a procedure when only the day brings another version', () => {
    const day = { on: '2026-06-01', at: '2026-06-01T09:00:00.000Z' };
    const other = corrected(
      { what: 'receivedOn', from: day, to: { on: '2026-03-31', at: '2026-03-31T11:00:00.000Z' } },
      { superseded: { run: 1, by: 2, procedure: 'corporate' } },
    );
    expect(aCase(started(), other).facts).toEqual({ procedure: 'corporate' });
    expect(aCase(started(), corrected({ what: 'channel', from: 'phone', to: 'letter' })).facts).toEqual({});
  });
});

describe('milestones that were counted from the wrong day', () => {
  const passed = (milestone: string, task = 'stage-1#1'): What => ({
    type: 'milestone',
    task,
    milestone,
    title: '',
    due: '2026-06-15',
    ...(milestone === 'breach' ? { means: 'breach' as const } : {}),
  });
  const other = opened('acknowledge', 'complaints-officer');
  const day = { on: '2026-06-01', at: '2026-06-01T09:00:00.000Z' };
  const recounted = (more: Partial<Corrected>) =>
    aCase(
      started(),
      opened('stage-1', 'team-manager'),
      other,
      passed('reminder'),
      passed('breach'),
      passed('reminder', 'acknowledge#1'),
      corrected({ what: 'receivedOn', from: day, to: { ...day, on: '2026-06-02' } }, more),
    ).tasks.map(({ milestones, breachedAt }) => [...milestones, breachedAt === undefined ? '' : 'breached']);

  test.each<[string, Partial<Corrected>, string[]]>([
    ['stay when nothing is said of them', {}, ['reminder@2026-06-15', 'breach@2026-06-15', 'breached']],
    [
      'are those of the right day',
      { milestones: [{ task: 'stage-1#1', was: 'reminder@2026-06-15', is: 'reminder@2026-06-16' }] },
      ['reminder@2026-06-16', 'breach@2026-06-15', 'breached'],
    ],
    [
      'or never were, nor the breach',
      { milestones: [{ task: 'stage-1#1', was: 'breach@2026-06-15' }], neverBreached: ['stage-1#1'] },
      ['reminder@2026-06-15', ''],
    ],
  ])('%s', (_, more, expected) => {
    expect(recounted(more)).toEqual([expected, ['reminder@2026-06-15', '']]);
  });
});
