import { describe, expect, test } from 'vitest';
import type { Case, Task } from '../../../functions/domain/case/case.ts';
import type { User } from '../../../functions/domain/council/council.ts';
import { latestAssigned, may, type Action } from '../../../functions/domain/people/may.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, council, decided, facts, opened, started, user, type What } from '../a-case.ts';

const atStage1 = [
  facts({ team: 'Assessment Team', investigator: 'team-manager' }),
  started(),
  opened('stage-1', 'team-manager', { assignee: 'team-manager' }),
];

function taskOf(state: Case, step: string): Task {
  const task = state.tasks.findLast((one) => one.step === step);
  if (!task) throw new Error(`no task of ${step}`);
  return task;
}

/** The decision of an outcome on the last visit to a step, as `may` is asked about it. */
function deciding(state: Case, name: string, outcomeId: string): Action {
  const task = taskOf(state, name);
  const step = procedures.version(task.procedure, task.procedureVersion)?.steps[name];
  const outcome = step?.outcomes[outcomeId];
  if (!step || !outcome) throw new Error(`no outcome ${outcomeId} of ${name}`);
  return { do: 'decide', task, step, outcome };
}

const everyone = council.users.map(({ id }) => id);
/** The example users who may take an action on a case. */
const whoMay = (action: Action, state: Case | undefined) =>
  everyone.filter((id) => may(user(id), action, state, council));

const officers = ['complaints-officer', 'complaints-officer-2'];

describe('permissions without a case', () => {
  test.each<
    [
      Action['do'] &
        (
          | 'record feedback'
          | 'see held mail'
          | 'see erasures'
          | 'read reports'
          | 'administer'
          | 'oversee'
          | 'see monitoring'
        ),
      string[],
    ]
  >([
    [
      'record feedback',
      [
        ...officers,
        'team-manager',
        'team-manager-2',
        'quality-checker',
        'quality-checker-2',
        'adjudicating-officer',
        'adjudicating-officer-2',
        'director',
        'director-2',
        'senior-manager',
        'senior-manager-2',
      ],
    ],
    ['see held mail', officers],
    ['see erasures', officers],
    ['read reports', [...officers, 'report-writer', 'report-writer-2']],
    ['administer', ['administrator', 'administrator-2']],
    [
      'oversee',
      [
        ...officers,
        'team-manager',
        'team-manager-2',
        'director',
        'director-2',
        'senior-manager',
        'senior-manager-2',
      ],
    ],
    [
      'see monitoring',
      [
        ...officers,
        'director',
        'director-2',
        'senior-manager',
        'senior-manager-2',
        'report-writer',
        'report-writer-2',
      ],
    ],
  ])('%s', (what, those) => {
    expect(whoMay({ do: what }, undefined)).toEqual(those);
  });

  test('allow no one to read, change or add to a case', () => {
    for (const what of [
      'read case',
      'act on case',
      'add document',
      'see who read',
      'resolve complainant',
    ] as const)
      expect(whoMay({ do: what }, undefined)).toEqual([]);
  });
});

describe('a case at stage 1 with the manager of its team', () => {
  const state = aCase(...atStage1);

  test('is read by officers and the manager of its step', () => {
    expect(whoMay({ do: 'read case' }, state)).toEqual([...officers, 'team-manager']);
  });
  test('is changed only by officers, who also see its readers', () => {
    expect(whoMay({ do: 'act on case' }, state)).toEqual(officers);
    expect(whoMay({ do: 'see who read' }, state)).toEqual(officers);
    expect(whoMay({ do: 'resolve complainant' }, state)).toEqual(officers);
  });
  test('takes documents from officers and from the assignee of an open step', () => {
    expect(whoMay({ do: 'add document' }, state)).toEqual([...officers, 'team-manager']);
    const decidedStep = aCase(...atStage1, decided('stage-1', 'respond', 'user:team-manager'));
    expect(whoMay({ do: 'add document' }, decidedStep)).toEqual(officers);
  });
  test('has a step that those above the team hear of too', () => {
    expect(whoMay({ do: 'hear of step', task: taskOf(state, 'stage-1') }, state)).toEqual([
      ...officers,
      'team-manager',
      'director',
      'director-2',
      'senior-manager',
      'senior-manager-2',
    ]);
  });
  test('is overseen only by the manager of its own team', () => {
    expect(whoMay({ do: 'oversee' }, state)).toEqual([
      ...officers,
      'team-manager',
      'director',
      'director-2',
      'senior-manager',
      'senior-manager-2',
    ]);
  });
  test.each([
    ['respond', [...officers, 'team-manager']],
    ['extend', [...officers, 'team-manager']],
    ['report-delay', [...officers, 'team-manager']],
    ['freeze', officers],
    ['withdraw', officers],
  ])('outcome %s', (outcome, those) => {
    expect(whoMay(deciding(state, 'stage-1', outcome), state)).toEqual(those);
  });
  test('a flag is for officers and its decision maker', () => {
    expect(whoMay({ do: 'be told of flag', decisionMaker: 'director-2' }, state)).toEqual([
      ...officers,
      'director-2',
    ]);
  });
});

describe('a conflict of interest overrides every role', () => {
  const actions = (state: Case): Action[] => [
    { do: 'read case' },
    { do: 'act on case' },
    { do: 'add document' },
    { do: 'see who read' },
    { do: 'oversee' },
    { do: 'resolve complainant' },
    { do: 'hear of step', task: taskOf(state, 'stage-1') },
    deciding(state, 'stage-1', 'respond'),
  ];
  test.each(['complaints-officer', 'team-manager', 'director', 'senior-manager'])('%s', (id) => {
    const state = aCase(...atStage1, facts({ complainedAbout: [id] }));
    expect(actions(state).filter((action) => may(user(id), action, state, council))).toEqual([]);
  });
  test('when all officers are complained about the directors run the case', () => {
    const state = aCase(...atStage1, facts({ complainedAbout: officers }));
    expect(whoMay({ do: 'act on case' }, state)).toEqual(['director', 'director-2']);
    const withDirector = aCase(...atStage1, facts({ complainedAbout: [...officers, 'director'] }));
    expect(whoMay({ do: 'act on case' }, withDirector)).toEqual(['director-2']);
  });
});

describe('an unassigned step', () => {
  const unassigned = (...more: What[]) => aCase(...more, started(), opened('stage-1', 'team-manager'));

  test('concerns everyone with its role in the team of the case', () => {
    expect(whoMay({ do: 'read case' }, unassigned(facts({ team: 'Assessment Team' })))).toEqual([
      ...officers,
      'team-manager',
    ]);
  });
  test('concerns everyone with its role when the case has no team', () => {
    expect(whoMay({ do: 'read case' }, unassigned())).toEqual([
      ...officers,
      'team-manager',
      'team-manager-2',
    ]);
  });
  test('concerns no independent people, who are appointed', () => {
    const state = aCase(started(), opened('stage-2', 'investigating-officer'));
    expect(whoMay({ do: 'read case' }, state)).toEqual(officers);
  });
});

describe('the check of an answer', () => {
  const checking = (...before: What[]) =>
    aCase(...atStage1, ...before, opened('stage-1-check', 'quality-checker', { turn: 2 }));
  const accept = (state: Case) => whoMay(deciding(state, 'stage-1-check', 'accept'), state);

  test('is closed to its author, even an officer', () => {
    expect(accept(checking(decided('stage-1', 'respond', 'user:complaints-officer')))).toEqual([
      'complaints-officer-2',
      'quality-checker',
      'quality-checker-2',
    ]);
  });
  test('is open to someone who only extended the step', () => {
    const state = checking(
      decided('stage-1', 'extend', 'user:complaints-officer', { ends: false }),
      decided('stage-1', 'respond', 'user:team-manager', { decision: 2 }),
    );
    expect(accept(state)).toEqual([...officers, 'quality-checker', 'quality-checker-2']);
  });
  test('does not stop its author from pausing the case', () => {
    const state = checking(decided('stage-1', 'respond', 'user:complaints-officer'));
    expect(whoMay(deciding(state, 'stage-1-check', 'freeze'), state)).toEqual(officers);
  });
});

describe('an independent person who is appointed', () => {
  const appointed = (...more: What[]) =>
    aCase(
      facts({ independentPerson: 'independent-person' }),
      started(),
      opened('stage-2-independent-report', 'independent-person', { assignee: 'independent-person' }),
      ...more,
    );
  const declared = (declaredAs: 'independence-declared' | 'appointment-declined'): What => ({
    ...(declaredAs === 'independence-declared'
      ? { type: declaredAs, words: 'x' }
      : { type: declaredAs, reason: 'x' }),
    part: 'independent person',
    by: 'user:independent-person',
  });
  const can = (state: Case) =>
    (['read case', 'add document', 'declare independence'] as const).filter((what) =>
      may(user('independent-person'), { do: what }, state, council),
    );

  test('may only declare before they have signed', () => {
    const state = appointed();
    expect(can(state)).toEqual(['declare independence']);
    const action = deciding(state, 'stage-2-independent-report', 'submit-report');
    expect(may(user('independent-person'), action, state, council)).toBe(false);
  });
  test('reads, adds and decides when they have signed', () => {
    const state = appointed(declared('independence-declared'));
    expect(can(state)).toEqual(['read case', 'add document', 'declare independence']);
    const action = deciding(state, 'stage-2-independent-report', 'submit-report');
    expect(may(user('independent-person'), action, state, council)).toBe(true);
  });
  test('may do nothing when they have declined', () => {
    expect(can(appointed(declared('appointment-declined')))).toEqual([]);
  });
  test('has no colleague of the same role with access', () => {
    const state = appointed(declared('independence-declared'));
    expect(may(user('independent-person-2'), { do: 'read case' }, state, council)).toBe(false);
  });
  test('may do nothing when they were replaced', () => {
    const state = appointed(
      declared('independence-declared'),
      facts({ independentPerson: 'independent-person-2' }),
      { type: 'assigned', task: 'stage-2-independent-report#1', assignee: 'independent-person-2' },
    );
    expect(can(state)).toEqual([]);
  });
});

describe('letters to staff', () => {
  const told = (template: string) =>
    aCase(...atStage1, { type: 'letter-prepared', letter: 'L', template, to: 'user:director' });

  test.each([
    ['alert-escalation', true],
    ['compliment-passed-on', true],
    ['comment-passed-on', true],
    ['alert-reminder', false],
  ])('reader of %s may read the case: %s', (template, reads) => {
    expect(may(user('director'), { do: 'read case' }, told(template), council)).toBe(reads);
    expect(may(user('director-2'), { do: 'read case' }, told(template), council)).toBe(false);
  });
});

describe('people with several roles', () => {
  const both = (...roles: User['roles']): User => ({ ...user('report-writer'), roles });
  test.each<[Action['do'] & ('record feedback' | 'see monitoring'), User['roles'], boolean]>([
    ['record feedback', ['report-writer', 'team-manager'], true],
    ['record feedback', ['administrator', 'panel-member'], false],
    ['see monitoring', ['administrator', 'director'], true],
    ['see monitoring', ['administrator', 'team-manager'], false],
  ])('may %s as %j: %s', (what, roles, expected) => {
    expect(may(both(...roles), { do: what }, undefined, council)).toBe(expected);
  });
});

describe('a manager without a team, or of another one', () => {
  const noTeam: User = { ...user('director'), roles: ['team-manager'] };
  const ofOther = user('team-manager-2');
  const noTeamYet = aCase(started(), opened('stage-1-check', 'quality-checker'));
  const hears = (who: User, state: Case) =>
    may(who, { do: 'hear of step', task: taskOf(state, 'stage-1-check') }, state, council);

  test('oversees no teams', () => {
    expect(may(noTeam, { do: 'oversee' }, undefined, council)).toBe(false);
    expect(may(ofOther, { do: 'oversee' }, undefined, council)).toBe(true);
  });
  test('oversees no case without a team, and hears of none of its steps', () => {
    expect([noTeam, ofOther].map((who) => may(who, { do: 'oversee' }, noTeamYet, council))).toEqual([
      false,
      false,
    ]);
    expect([noTeam, ofOther].map((who) => hears(who, noTeamYet))).toEqual([false, false]);
  });
  test('hears of the steps of the own team that others do', () => {
    const state = aCase(
      facts({ team: 'Looked After Children Team' }),
      started(),
      opened('stage-1-check', 'quality-checker'),
    );
    expect([noTeam, user('team-manager'), ofOther].map((who) => hears(who, state))).toEqual([
      false,
      false,
      true,
    ]);
    const checkers = { ...ofOther, roles: ['report-writer' as const] };
    expect(hears(checkers, state)).toBe(false);
  });
});

describe('the team of a case without one is that of the latest assignee', () => {
  test('and not of whoever had a step before, or of an open step without one', () => {
    const state = aCase(
      started(),
      opened('acknowledge', 'complaints-officer', { assignee: 'team-manager' }),
      opened('stage-1', 'team-manager', { assignee: 'team-manager-2' }),
      opened('stage-1-check', 'quality-checker'),
    );
    expect(latestAssigned(state)?.step).toBe('stage-1');
    expect(latestAssigned(aCase(started(), opened('stage-1-check', 'quality-checker')))).toBeUndefined();
    expect(may(user('team-manager-2'), { do: 'oversee' }, state, council)).toBe(true);
    expect(may(user('team-manager'), { do: 'oversee' }, state, council)).toBe(false);
  });
});

describe('documents are added', () => {
  const adds = (id: string, state: Case) => may(user(id), { do: 'add document' }, state, council);
  const withTwo = aCase(
    started(),
    opened('acknowledge', 'complaints-officer', { assignee: 'complaints-officer' }),
    opened('stage-1', 'team-manager', { assignee: 'team-manager' }),
  );
  test('by the assignee of one open step among others', () => {
    expect(adds('team-manager', withTwo)).toBe(true);
    expect(adds('team-manager-2', withTwo)).toBe(false);
  });
  const signed: What = {
    type: 'independence-declared',
    words: 'x',
    part: 'independent person',
    by: 'user:independent-person',
  };
  test('by an independent person without a step, as long as the case is open', () => {
    const appointed = [facts({ independentPerson: 'independent-person' }), started(), signed];
    expect(adds('independent-person', aCase(...appointed))).toBe(true);
    expect(adds('independent-person', aCase(...appointed, { type: 'closed', as: 'withdrawn', run: 1 }))).toBe(
      false,
    );
  });
});

test('a flag of someone is told with their case alone', () => {
  const told = (state: Case | undefined) =>
    may(user('director'), { do: 'be told of flag', decisionMaker: 'director' }, state, council);
  expect([told(undefined), told(aCase(...atStage1))]).toEqual([false, true]);
  const action: Action = { do: 'hear of step', task: taskOf(aCase(...atStage1), 'stage-1') };
  expect(whoMay(action, undefined)).toEqual([]);
});
