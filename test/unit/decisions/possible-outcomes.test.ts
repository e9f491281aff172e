import { expect, test } from 'vitest';
import { outcomesFor } from '../../../functions/domain/decisions/possible-outcomes.ts';
import { aCase, calendar, council, decided, opened, started, user, type What } from '../a-case.ts';
import { procedure } from './a-decision.ts';

/** What a user of the council may decide at the last step that was opened, as the page offers it and the API lists it. */
function offered(who: string, happened: readonly What[], now = '2026-06-10T09:00:00.000Z'): string[] {
  const state = aCase(started(), ...happened);
  const task = state.tasks.at(-1);
  const step = procedure.steps[task?.step ?? ''];
  if (!task || !step) throw new Error('no such step');
  return outcomesFor(user(who), { state, task, procedure, step }, { calendar, now, council }).map(
    ([id]) => id,
  );
}

const stage1 = opened('stage-1', 'team-manager');
const paused: What = { type: 'frozen', reason: 'Court', reviewOn: '2026-06-30' };
const mayGoOn: What = {
  type: 'milestone',
  task: 'stage-1#1',
  milestone: 'stage-2-without-response',
  title: '',
  due: '2026-06-29',
  clock: 'stage-1',
};
const extended = (until: string): What => ({
  type: 'extended',
  at: '2026-06-08T09:00:00.000Z',
  task: 'stage-1#1',
  due: '2026-06-15',
  until,
  reason: 'A key worker is away.',
  clock: 'stage-1',
});
const officer = 'complaints-officer';

test.each<[string, string, What[], { has?: string[]; hasNot?: string[] }]>([
  ['whose step it is', 'team-manager', [stage1], { has: ['respond'], hasNot: ['freeze'] }],
  [
    'who looks after the case',
    officer,
    [stage1],
    { has: ['extend', 'freeze', 'withdraw'], hasNot: ['resume', 'go-to-stage-2'] },
  ],
  ['once the milestone has passed', officer, [stage1, mayGoOn], { has: ['go-to-stage-2'] }],
  [
    'of a paused case',
    officer,
    [stage1, paused],
    { has: ['resume', 'withdraw'], hasNot: ['freeze', 'extend'] },
  ],
  ['of a paused case, whose step it is', 'team-manager', [stage1, paused], { hasNot: ['respond'] }],
  [
    'when no later day is left',
    officer,
    [stage1, extended('2026-06-29')],
    { has: ['freeze'], hasNot: ['extend'] },
  ],
  [
    'of a step that is decided',
    officer,
    [stage1, decided('stage-1', 'respond', 'user:team-manager')],
    { hasNot: ['extend', 'freeze', 'withdraw', 'resume'] },
  ],
  ['who has no part in it', 'panel-member', [stage1], { hasNot: ['respond', 'freeze', 'withdraw'] }],
])('to someone %s', (_, who, happened, { has = [], hasNot = [] }) => {
  const ids = offered(who, happened);
  expect(ids).toEqual(expect.arrayContaining(has));
  expect(ids.filter((id) => hasNot.includes(id))).toEqual([]);
});

test('to go on without an agreed statement waits for a reminder, and for the day after the one that it names', () => {
  const statement = opened('stage-2-statement', 'investigating-officer');
  const reminded: What[] = [
    statement,
    decided('stage-2-statement', 'remind', `user:${officer}`, { ends: false }),
    { type: 'facts-recorded', facts: { statementReplyBy: '2026-06-12' } },
  ];
  expect(offered(officer, [statement])).not.toContain('not-agreed');
  expect(offered(officer, reminded, '2026-06-12T22:59:00.000Z')).not.toContain('not-agreed');
  expect(offered(officer, reminded, '2026-06-12T23:00:00.000Z')).toContain('not-agreed');
});
