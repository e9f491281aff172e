import { describe, expect, test } from 'vitest';
import { may, type Action } from '../../../functions/domain/people/may.ts';
import type { Outcome, Step } from '../../../workflows/procedures/procedure.ts';
import { aCase, council, decided, facts, opened, started, user, type What } from '../a-case.ts';
import { procedure } from '../decisions/a-decision.ts';

// Who may decide an outcome that a test makes up, and who may write of a case.

const step = procedure.steps['stage-1-check'];
if (!step) throw new Error('no step');
const stage1 = opened('stage-1', 'team-manager', { assignee: 'team-manager' });
const written = decided('stage-1', 'respond', 'user:team-manager');
const check = opened('stage-1-check', 'quality-checker');

const mayDecide = (
  id: string,
  outcome: Partial<Outcome>,
  happened: What[],
  more: Partial<Step> = {},
): boolean => {
  const state = aCase(started(), ...happened);
  const task = state.tasks.at(-1);
  if (!task) throw new Error('no task');
  const made: Outcome = { title: 'x', form: {}, letters: [], next: 'again', ...outcome };
  return may(user(id), { do: 'decide', task, step: { ...step, ...more }, outcome: made }, state, council);
};

describe('an outcome can be decided', () => {
  const all = [stage1, written, check];
  test.each<[string, boolean, boolean]>([
    ['by its performer', mayDecide('quality-checker', {}, all), true],
    ['by a complaints officer', mayDecide('complaints-officer', {}, all), true],
    [
      'not by a complaints officer when it is reserved',
      mayDecide('complaints-officer', { reserved: true }, all),
      false,
    ],
    ['by its performer when it is reserved', mayDecide('quality-checker', { reserved: true }, all), true],
    ['not by someone else', mayDecide('report-writer', {}, all), false],
    ['not by anyone when it names no one', mayDecide('complaints-officer', { by: [] }, all), false],
    [
      'not by the performer when it is for others',
      mayDecide('quality-checker', { by: ['director'] }, all),
      false,
    ],
    [
      'not by someone else who has the step',
      mayDecide('quality-checker', {}, [
        stage1,
        written,
        opened('stage-1-check', 'quality-checker', { assignee: 'quality-checker-2' }),
      ]),
      false,
    ],
    [
      'by the owner of what runs alongside',
      mayDecide('director', { by: ['owner'] }, [opened('stage-1-check', 'owner', { assignee: 'director' })]),
      true,
    ],
    [
      'not by another owner',
      mayDecide('director-2', { by: ['owner'] }, [
        opened('stage-1-check', 'owner', { assignee: 'director' }),
      ]),
      false,
    ],
    [
      'not by the complainant as a user',
      mayDecide('director', { by: ['complainant'] }, [opened('stage-1-check', 'director')]),
      false,
    ],
    [
      'not by someone complained about',
      mayDecide('quality-checker', {}, [...all, facts({ complainedAbout: ['quality-checker'] })]),
      false,
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});

describe('an answer is not judged by its author', () => {
  const byOfficer = [stage1, decided('stage-1', 'respond', 'user:complaints-officer'), check];
  const judging: Outcome['effect'][] = ['approve money', 'approve and pay', 'refuse money', 'withdraw money'];
  test.each<[string, Partial<Outcome>]>([
    ['by checking it', {}],
    ...judging.map((effect): [string, Partial<Outcome>] => [String(effect), effect ? { effect } : {}]),
  ])('%s', (_, outcome) => {
    expect([
      mayDecide('complaints-officer', outcome, byOfficer),
      mayDecide('complaints-officer-2', outcome, byOfficer),
    ]).toEqual([false, true]);
  });
  test('but the clock may be changed', () => {
    expect(mayDecide('complaints-officer', { effect: 'extend' }, byOfficer)).toBe(true);
  });
  test('nor by whoever ended an earlier version; a draft that ended nothing does not count', () => {
    const draft = decided('stage-1', 'respond', 'user:complaints-officer', { ends: false });
    expect(mayDecide('complaints-officer', {}, [stage1, draft, check])).toBe(true);
    const again = opened('stage-1', 'team-manager', { task: 'stage-1#2' });
    const second = decided('stage-1', 'respond', 'user:team-manager', { task: 'stage-1#2' });
    expect(mayDecide('complaints-officer', {}, [...byOfficer.slice(0, 2), again, second, check])).toBe(false);
  });
  test('nor by whoever extended the step and then answered', () => {
    const extended = decided('stage-1', 'extend', 'user:complaints-officer', { ends: false });
    const answered = decided('stage-1', 'respond', 'user:complaints-officer', { decision: 2 });
    expect(mayDecide('complaints-officer', {}, [stage1, extended, answered, check])).toBe(false);
  });
  test('but by whoever decided another step of the run', () => {
    const acknowledged = [
      opened('acknowledge', 'complaints-officer'),
      decided('acknowledge', 'acknowledge', 'user:complaints-officer'),
    ];
    expect(mayDecide('complaints-officer', {}, [...acknowledged, stage1, written, check])).toBe(true);
  });
  test('but by anyone at a step that lets authors decide', () => {
    const { notByAuthor: _, ...open } = step;
    const state = aCase(started(), ...byOfficer);
    const task = state.tasks.at(-1);
    if (!task) throw new Error('no task');
    const outcome: Outcome = { title: 'x', form: {}, letters: [], next: 'again' };
    const action: Action = { do: 'decide', task, step: open, outcome };
    expect(may(user('complaints-officer'), action, state, council)).toBe(true);
  });
  test('of another run may be judged', () => {
    const happened = [
      ...byOfficer.slice(0, 2),
      started({ run: 2 }),
      opened('stage-1-check', 'quality-checker', { run: 2 }),
    ];
    expect(mayDecide('complaints-officer', {}, happened)).toBe(true);
  });
});

describe('money that was promised is not taken back by the person who approved it', () => {
  const money = facts({
    money: [{ id: 'M1', pence: 5_000, for: 'x', approved: { by: 'senior-manager', on: '2026-06-05' } }],
  });
  const payment = [
    started({
      run: 2,
      procedure: 'payment',
      version: '1',
      beside: true,
      matter: { id: 'M1', from: '2026-06-05' },
    }),
    opened('stage-1-check', 'senior-manager', { run: 2 }),
  ];
  const mayTakeBack = (id: string, effect: Outcome['effect']) =>
    mayDecide(id, { by: ['senior-manager'], ...(effect ? { effect } : {}) }, [money, ...payment]);
  test.each<[string, string, Outcome['effect'], boolean]>([
    ['who approved it may not', 'senior-manager', 'withdraw money', false],
    ['another one may', 'senior-manager-2', 'withdraw money', true],
    ['who approved it may decide something else', 'senior-manager', 'report delay', true],
  ])('%s', (_, id, effect, expected) => {
    expect(mayTakeBack(id, effect)).toBe(expected);
  });
});

describe('an independent person who is not appointed', () => {
  const waiting = opened('stage-2', 'investigating-officer');
  test('decides nothing, although the step waits for someone of their role', () => {
    expect(mayDecide('investigating-officer', { by: ['investigating-officer'] }, [waiting])).toBe(false);
  });
  test('reads nothing of a step that they had before someone else was appointed', () => {
    const had = opened('stage-2', 'investigating-officer', { assignee: 'investigating-officer' });
    const reported = decided('stage-2', 'submit-report', 'user:investigating-officer');
    const state = aCase(
      started(),
      facts({ investigatingOfficer: 'investigating-officer' }),
      had,
      reported,
      facts({ investigatingOfficer: 'investigating-officer-2' }),
    );
    expect(may(user('investigating-officer'), { do: 'read case' }, state, council)).toBe(false);
  });
});

test('whoever is appointed reads the case before they have a step', () => {
  const state = aCase(started(), facts({ adjudicatingOfficer: 'adjudicating-officer' }));
  const reads = (id: string) => may(user(id), { do: 'read case' }, state, council);
  expect([reads('adjudicating-officer'), reads('adjudicating-officer-2')]).toEqual([true, false]);
});

describe('of a case', () => {
  const state = aCase(started(), facts({ team: 'Assessment Team' }), stage1);
  const doing = (
    id: string,
    what: 'mark safeguarding' | 'record note' | 'write letter',
    of: typeof state | undefined = state,
  ): boolean => {
    const action: Action = { do: what };
    return may(user(id), action, of, council);
  };
  test.each<[string, 'mark safeguarding' | 'record note' | 'write letter', boolean]>([
    ['complaints-officer', 'write letter', true],
    ['team-manager', 'write letter', true],
    ['team-manager-2', 'write letter', false],
    ['quality-checker', 'write letter', false],
    ['team-manager', 'mark safeguarding', true],
    ['team-manager', 'record note', true],
    ['team-manager-2', 'mark safeguarding', false],
    ['report-writer', 'record note', false],
  ])('%s may %s: %s', (id, what, expected) => {
    expect(doing(id, what)).toBe(expected);
  });
  test('that is not there no one may write', () => {
    const none = (what: 'mark safeguarding' | 'write letter') =>
      may(user('complaints-officer'), { do: what }, undefined, council);
    expect([none('mark safeguarding'), none('write letter')]).toEqual([false, false]);
  });
  test('a quality checker who has a step may record a note, and writes no letter', () => {
    const checking = aCase(
      started(),
      opened('stage-1-check', 'quality-checker', { assignee: 'quality-checker' }),
    );
    expect([
      doing('quality-checker', 'record note', checking),
      doing('quality-checker', 'write letter', checking),
    ]).toEqual([true, false]);
  });
});
