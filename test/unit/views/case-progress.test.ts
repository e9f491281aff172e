import { describe, expect, test } from 'vitest';
import { progressOf } from '../../../functions/domain/views/case-progress.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, decided, opened, started, type What } from '../a-case.ts';

// The progress of a case as officers see it: decided steps, open steps, and steps that can still come.

const way = (...happened: What[]) => progressOf(aCase(...happened), procedures.all);
/** The titles of what is still to come, and those that come only if the complainant asks. */
const ahead = (...happened: What[]) => {
  const coming = way(...happened).flatMap(({ steps }) => steps.filter(({ status }) => status === 'to come'));
  return {
    comes: coming.filter(({ ifAsked }) => !ifAsked).map(({ title }) => title),
    ifAsked: coming.filter(({ ifAsked }) => ifAsked).map(({ title }) => title),
  };
};
const acknowledged: What[] = [
  started(),
  opened('acknowledge', 'complaints-officer'),
  decided('acknowledge', 'acknowledge', 'user:complaints-officer', { at: '2026-06-03T22:59:00.000Z' }),
];
const open = opened('stage-1', 'team-manager');

test('lists decided steps with London day and outcome, then open tasks, in the order of the procedure', () => {
  const [none, stage1] = way(...acknowledged, open);
  expect(none).toEqual({
    stage: '',
    steps: [
      { title: 'Acknowledgement', status: 'done', on: '2026-06-03', outcome: 'Send the acknowledgement' },
    ],
  });
  expect(stage1?.stage).toBe('stage 1');
  expect(stage1?.steps[0]).toMatchObject({
    title: 'Stage 1, local resolution',
    status: 'now',
    task: { key: 'stage-1#1' },
  });
});

test('puts a window in the stage before it', () => {
  expect(way(...acknowledged, open).map(({ stage, steps }) => [stage, steps.length])).toEqual([
    ['', 1],
    ['stage 1', 4],
    ['stage 2', 8],
    ['stage 3', 8],
    ['', 1],
  ]);
});

test('shows stage 2 as possible from stage 1, and stage 3 only on request', () => {
  const { comes, ifAsked } = ahead(...acknowledged, open);
  expect(comes.slice(0, 4)).toEqual([
    'Stage 1, local resolution: quality check',
    'Stage 1, local resolution: sign-off',
    'Window to ask for stage 2',
    'Commission the Investigating Officer and the Independent Person',
  ]);
  expect(comes.at(-2)).toBe('Window to ask for stage 3');
  expect(comes.at(-1)).toBe('Learning and actions');
  expect(ifAsked).toHaveLength(8);
  expect([...comes, ...ifAsked]).not.toContain('Management review after a withdrawal');
});

test('marks all later stages as on request during a window', () => {
  const { comes, ifAsked } = ahead(...acknowledged, opened('stage-2-window', 'complainant'));
  expect(comes).toEqual(['Learning and actions']);
  expect(ifAsked).toContain('Commission the Investigating Officer and the Independent Person');
  expect(ifAsked).not.toContain('Stage 1, local resolution');
});

test('leaves out steps that can no longer be reached', () => {
  expect(ahead(...acknowledged, opened('learning', 'team-manager'))).toEqual({ comes: [], ifAsked: [] });
});

describe('shows nothing ahead', () => {
  test('for a closed case', () => {
    const closed: What = { type: 'closed', as: 'answered at stage 1', run: 1 };
    expect(ahead(...acknowledged, open, closed)).toEqual({ comes: [], ifAsked: [] });
  });
  test('for a run that another follows', () => {
    const intake = started({ procedure: 'intake', version: '1' });
    const triage = opened('triage', 'complaints-officer');
    const next = started({ run: 2, follows: 1 });
    const [first, ...others] = way(
      intake,
      triage,
      next,
      opened('stage-1', 'team-manager', { task: 'stage-1#2', run: 2 }),
    );
    expect(first?.steps.map(({ status }) => status)).toEqual(['now']);
    expect(others.flatMap(({ steps }) => steps.map(({ status }) => status))).toContain('to come');
  });
  test('for a run alongside or an unknown procedure', () => {
    const beside = [
      ...acknowledged,
      started({ run: 2, procedure: 'lgsco', version: '1', beside: true }),
      opened('lgsco-enquiry', 'complaints-officer', { run: 2 }),
    ];
    const titles = way(...beside).flatMap(({ steps }) => steps.map(({ title }) => title));
    expect(titles).toEqual(['Acknowledgement']);
    expect(way(started({ version: '1999' }), open)).toEqual([]);
    expect(way(started({ procedure: 'corporate' }), open)).toEqual([]);
  });
});

test('shows the open visit of a repeated step, otherwise its last decision', () => {
  const returned = decided('stage-1', 'respond', 'user:team-manager');
  const again = opened('stage-1', 'team-manager', { task: 'stage-1#2', turn: 2 });
  const twice = way(...acknowledged, open, returned, again);
  expect(twice[1]?.steps[0]).toMatchObject({ status: 'now', task: { key: 'stage-1#2' } });
  const last = decided('stage-1', 'go-to-stage-2', 'user:complaints-officer', {
    task: 'stage-1#2',
    at: '2026-07-01T23:30:00.000Z',
  });
  expect(way(...acknowledged, open, returned, again, last)[1]?.steps[0]).toEqual({
    title: 'Stage 1, local resolution',
    status: 'done',
    on: '2026-07-02',
    outcome: 'Record a request for stage 2 without a response',
  });
});

test('shows the id of an outcome that the procedure no longer has', () => {
  const old = decided('stage-1', 'left-out', 'user:team-manager');
  expect(way(...acknowledged, open, old)[1]?.steps[0]).toMatchObject({ status: 'done', outcome: 'left-out' });
});
