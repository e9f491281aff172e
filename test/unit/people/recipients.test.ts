import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import type { Council } from '../../../functions/domain/council/council.ts';
import { lettersFor } from '../../../functions/domain/correspondence/prepare-letters.ts';
import { addressees } from '../../../functions/domain/people/recipients.ts';
import { teamOf } from '../../../functions/domain/people/teams.ts';
import type { Recipient } from '../../../workflows/procedures/procedure.ts';
import type { Performer } from '../../../workflows/procedures/roles.ts';
import { aCase, council, decided, facts, opened, started, type What } from '../a-case.ts';

const leaving = (...ids: string[]): Council => ({
  ...council,
  users: council.users.map((one) => (ids.includes(one.id) ? { ...one, retired: true } : one)),
});
const officers = ['complaints-officer', 'complaints-officer-2'];

/** The users who get a letter to this recipient, without the `user:` before their ids. */
function get(to: Recipient | Recipient[], state: Case, of = council): string[] {
  const task = state.tasks.at(-1);
  if (!task) throw new Error('no step');
  return addressees([to].flat(), state, task, of).map((addressee) => addressee.replace(/^user:/, ''));
}
const at = (performer: Performer, known: Facts = {}, assignee?: string, ...more: What[]): Case =>
  aCase(
    facts(known),
    started(),
    ...more,
    opened('stage-1', performer, assignee === undefined ? {} : { assignee }),
  );

describe('the assignee', () => {
  test.each<[string, Case, Council, string[]]>([
    ['gets it', at('team-manager', {}, 'team-manager'), council, ['team-manager']],
    [
      'of no step: everyone with its role in the team of the case',
      at('team-manager', { team: 'Looked After Children Team' }),
      council,
      ['team-manager-2'],
    ],
    [
      'of no step, in a team that has no one with the role: everyone with the role',
      at('team-manager', { team: 'Leaving Care Team' }),
      council,
      ['team-manager', 'team-manager-2'],
    ],
    [
      'of no step, on a case without a team: everyone with the role',
      at('quality-checker'),
      council,
      ['quality-checker', 'quality-checker-2'],
    ],
    [
      'who has left: everyone else with the role',
      at('team-manager', {}, 'team-manager'),
      leaving('team-manager'),
      ['team-manager-2'],
    ],
    ['of a step of independent people: those who run the case', at('independent-person'), council, officers],
    ['of a step of the complainant: no one', at('complainant'), council, []],
    ['of a step of an owner: those who run the case', at('owner'), council, officers],
    [
      'whom the complaint is about does not: those who run the case do',
      at('team-manager', { complainedAbout: ['team-manager'] }, 'team-manager'),
      council,
      officers,
    ],
  ])('%s', (_, state, of, expected) => {
    expect(get('assignee', state, of)).toEqual(expected);
  });
});

describe('the author is the person who decided the step before', () => {
  const written = (by: 'user:team-manager' | 'system'): What[] => [
    opened('acknowledge', 'complaints-officer'),
    decided('acknowledge', 'acknowledge', by),
  ];
  const checking = (...before: What[]) => aCase(started(), ...before, opened('stage-1', 'quality-checker'));

  test('if a person decided it', () => {
    expect(get('author', checking(...written('user:team-manager')))).toEqual(['team-manager']);
    expect(get('author', checking(...written('system')))).toEqual([]);
  });
  test('and no one if no step was decided before', () => {
    expect(get('author', checking())).toEqual([]);
    expect(get('author', checking(opened('acknowledge', 'complaints-officer')))).toEqual([]);
  });
  test('never the person who decided this step or one of another run', () => {
    const own = aCase(
      started(),
      opened('stage-1', 'team-manager'),
      decided('stage-1', 'respond', 'user:team-manager'),
    );
    expect(get('author', own)).toEqual([]);
    const other = aCase(
      started(),
      ...written('user:team-manager'),
      started({ run: 2, follows: 1 }),
      opened('stage-1', 'quality-checker', { run: 2 }),
    );
    expect(get('author', other)).toEqual([]);
  });
});

describe('the head of service', () => {
  const managers = ['senior-manager', 'senior-manager-2'];
  const directors = ['director', 'director-2'];
  test.each<[string, Case, Council, string[]]>([
    [
      'of the team of the case',
      at('team-manager', { team: 'Leaving Care Team' }),
      council,
      ['senior-manager-2'],
    ],
    [
      'of the team of whoever has the step, when the case has none',
      at('team-manager', {}, 'team-manager'),
      council,
      ['senior-manager'],
    ],
    ['of no team: all senior managers', at('team-manager'), council, managers],
    [
      'who has left: the other senior managers',
      at('team-manager', { team: 'Assessment Team' }),
      leaving('senior-manager'),
      ['senior-manager-2'],
    ],
    [
      'whom the complaint is about: the directors above them',
      at('team-manager', { team: 'Assessment Team', complainedAbout: ['senior-manager'] }),
      council,
      directors,
    ],
  ])('%s', (_, state, of, expected) => {
    expect(get('head-of-service', state, of)).toEqual(expected);
  });
});

describe('the complaints officer', () => {
  test.each<[string, Facts, Council, string[]]>([
    ['who handles the case', { handler: 'complaints-officer-2' }, council, ['complaints-officer-2']],
    ['all of them when no one handles it', {}, council, officers],
    [
      'the other when the one has left',
      { handler: 'complaints-officer' },
      leaving('complaints-officer'),
      ['complaints-officer-2'],
    ],
    [
      'the other when the complaint is about the one',
      { handler: 'complaints-officer', complainedAbout: ['complaints-officer'] },
      council,
      ['complaints-officer-2'],
    ],
  ])('%s', (_, known, of, expected) => {
    expect(get('complaints-officer', at('team-manager', known), of)).toEqual(expected);
  });
});

describe('a compliment', () => {
  test('goes to everyone present in the team of the case', () => {
    const state = at('team-manager', { team: 'Assessment Team' });
    expect(get('team', state)).toEqual(['team-manager']);
    expect(get('team', at('team-manager', { team: 'Assessment Team' }), leaving('team-manager'))).toEqual([]);
    expect(get('team', at('team-manager'))).toEqual([]);
  });
  test('goes to praised staff who still work here', () => {
    const praised = at('team-manager', { staffPraised: ['team-manager', 'director'] });
    expect(get('praised', praised)).toEqual(['team-manager', 'director']);
    expect(get('praised', at('team-manager'))).toEqual([]);
  });
});

describe('a role', () => {
  test.each<[Recipient, Facts, string[]]>([
    ['director', {}, ['director', 'director-2']],
    ['adjudicating-officer', { adjudicatingOfficer: 'adjudicating-officer-2' }, ['adjudicating-officer-2']],
    ['adjudicating-officer', {}, []],
    ['independent-person', { independentPerson: 'independent-person' }, ['independent-person']],
    ['investigating-officer', {}, []],
    ['panel-member', { panelMembers: ['panel-member-2'] }, ['panel-member-2']],
  ])('%s: everyone who holds it, for appointed roles those appointed %o', (role, known, expected) => {
    expect(get(role, at('team-manager', known))).toEqual(expected);
  });
});

describe('of several recipients', () => {
  test('get one letter each', () => {
    const state = at('complaints-officer', { handler: 'complaints-officer' }, 'complaints-officer');
    expect(get(['assignee', 'complaints-officer', 'director'], state)).toEqual([
      'complaints-officer',
      'director',
      'director-2',
    ]);
  });
  test('include the complainant', () => {
    expect(get('complainant', at('team-manager'))).toEqual(['complainant']);
  });
  test('exclude people complained about, whatever their part', () => {
    const state = at('team-manager', { complainedAbout: ['director'] }, 'team-manager');
    expect(get(['assignee', 'director'], state)).toEqual(['team-manager', 'director-2']);
  });
  test('include those who run the case if only the complainant would be left', () => {
    const state = at('team-manager', { complainedAbout: ['team-manager'] }, 'team-manager');
    expect(get(['complainant', 'assignee'], state)).toEqual(['complainant', ...officers]);
    expect(get(['complainant'], state)).toEqual(['complainant']);
  });
});

test('takes the recorded team of a case before that of the assignee', () => {
  const recordedTeam = at('team-manager', { team: 'Leaving Care Team' }, 'team-manager');
  const [task] = recordedTeam.tasks;
  expect(teamOf(recordedTeam, task, council)).toBe('Leaving Care Team');
  const without = at('team-manager', {}, 'team-manager');
  expect(teamOf(without, without.tasks[0], council)).toBe('Assessment Team');
  expect(teamOf(without, undefined, council)).toBeUndefined();
  expect(
    teamOf(at('team-manager', {}, 'ghost'), at('team-manager', {}, 'ghost').tasks[0], council),
  ).toBeUndefined();
});

describe('preparing a letter for each addressee', () => {
  const state = at('team-manager', {}, 'team-manager');
  const [task] = state.tasks;
  const now = '2026-06-10T12:00:00.000Z';
  const prepare = (template: string | undefined, decision?: number, enclosures?: string[]) => {
    if (!task) throw new Error('no step');
    return lettersFor(
      template,
      ['complainant', 'assignee'],
      'stage-1#1',
      state,
      task,
      { council, now },
      decision,
      enclosures,
    );
  };
  const common = { at: now, by: 'system', type: 'letter-prepared', template: 'delay', task: 'stage-1#1' };

  test('gives each a key so that it is prepared once', () => {
    expect(prepare('delay')).toEqual([
      { ...common, letter: 'stage-1#1/delay/complainant', to: 'complainant' },
      { ...common, letter: 'stage-1#1/delay/user:team-manager', to: 'user:team-manager' },
    ]);
  });
  test('includes the decision and the enclosures', () => {
    expect(prepare('delay', 2, ['D1'])[0]).toEqual({
      ...common,
      letter: 'stage-1#1/delay/complainant',
      to: 'complainant',
      decision: 2,
      enclosures: ['D1'],
    });
    expect(prepare('delay', 1, [])[0]).not.toHaveProperty('enclosures');
  });
  test('prepares nothing without a template', () => {
    expect(prepare(undefined)).toEqual([]);
  });
});
