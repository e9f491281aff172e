import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import type { Council, User } from '../../../functions/domain/council/council.ts';
import {
  departures,
  forbiddenRemovals,
  stillNeeded,
} from '../../../functions/domain/people/leaving-users-and-teams.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, council, decided, facts, opened, started, user } from '../a-case.ts';

/** The council after changes to one of its users. */
const withUser = (id: string, change: Partial<User>, before: Council = council): Council => ({
  ...before,
  users: before.users.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
const withTeam = (name: string, retired: boolean): Council => ({
  ...council,
  teams: council.teams.map((team) => (team.name === name ? { ...team, retired } : team)),
});
const placeOf = (id: string) => council.users.findIndex((one) => one.id === id);
const needed = (after: Council, ...cases: Case[]) =>
  stillNeeded(departures(council, after), cases, procedures);
const leaves = (id: string, ...cases: Case[]) => needed(withUser(id, { retired: true }), ...cases);

describe('users and teams that must stay in the file', () => {
  test('accepts a council without changes', () => {
    expect(forbiddenRemovals(council, council)).toEqual([]);
  });
  test('lets a user leave but not be deleted, because old cases name them', () => {
    const without = { ...council, users: council.users.filter(({ id }) => id !== 'director') };
    expect(forbiddenRemovals(council, without)).toEqual([
      { field: 'users', code: 'user-left-out', params: { id: 'director' } },
    ]);
    expect(forbiddenRemovals(council, withUser('director', { retired: true }))).toEqual([]);
  });
  test('lets a team close but not be deleted', () => {
    const [first, ...teams] = council.teams;
    expect(forbiddenRemovals(council, { ...council, teams })).toEqual([
      { field: 'teams', code: 'team-left-out', params: { team: first?.name } },
    ]);
  });
  test('keeps the last administrator, and lets one of two leave', () => {
    const one = withUser('administrator', { retired: true });
    expect(forbiddenRemovals(council, one)).toEqual([]);
    expect(forbiddenRemovals(council, withUser('administrator-2', { retired: true }, one))).toEqual([
      { field: 'users', code: 'last-administrator', params: {} },
    ]);
  });
});

describe('roles and places that a change ends', () => {
  const manager = user('team-manager');

  test('are none when nothing changes or someone only gains a role', () => {
    const gains = withUser('team-manager', { roles: ['team-manager', 'director'] });
    expect(departures(council, council)).toEqual({ users: [], teams: [] });
    expect(departures(council, gains)).toEqual({ users: [], teams: [] });
  });
  test('include the service of someone who leaves, by their place in the file', () => {
    expect(departures(council, withUser('team-manager', { retired: true })).users).toEqual([
      { user: manager, place: placeOf('team-manager'), left: true, lost: [] },
    ]);
  });
  test('include a role that someone loses', () => {
    expect(departures(council, withUser('team-manager', { roles: ['director'] })).users).toEqual([
      { user: manager, place: placeOf('team-manager'), left: false, lost: ['team-manager'] },
    ]);
  });
  test('do not include someone who had left or a team that had closed', () => {
    const gone = withUser('team-manager', { retired: true });
    const changed = withUser('team-manager', { retired: true, roles: ['director'] });
    expect(departures(gone, changed).users).toEqual([]);
    const closed = withTeam('Leaving Care Team', true);
    expect(departures(closed, closed).teams).toEqual([]);
  });
  test('include a team that closes, by its place, and nothing when it reopens', () => {
    const closed = withTeam('Leaving Care Team', true);
    expect(departures(council, closed).teams).toEqual([{ name: 'Leaving Care Team', place: 4 }]);
    expect(departures(closed, council).teams).toEqual([]);
  });
});

const stage1 = [started(), opened('stage-1', 'team-manager', { assignee: 'team-manager' })];

describe('someone can leave', () => {
  const problem = (id: string, cases: number) => [
    {
      field: `users.${placeOf(id)}.retired`,
      code: 'user-still-needed',
      params: { name: user(id).name, cases },
    },
  ];

  test('when no open case needs them', () => {
    expect(leaves('team-manager')).toEqual([]);
    expect(leaves('team-manager', aCase(started(), opened('stage-1', 'team-manager')))).toEqual([]);
  });
  test('but not while they have an open task, counting each case once', () => {
    expect(leaves('team-manager', aCase(...stage1))).toEqual(problem('team-manager', 1));
    expect(leaves('team-manager', aCase(...stage1), aCase(...stage1), aCase())).toEqual(
      problem('team-manager', 2),
    );
  });
  test('after their task is decided', () => {
    const done = decided('stage-1', 'respond', 'user:team-manager');
    expect(leaves('team-manager', aCase(...stage1, done))).toEqual([]);
  });
  test('but not while they handle a case', () => {
    expect(leaves('complaints-officer', aCase(facts({ handler: 'complaints-officer' })))).toEqual(
      problem('complaints-officer', 1),
    );
    expect(leaves('complaints-officer', aCase(facts({ handler: 'complaints-officer-2' })))).toEqual([]);
  });

  const stage2 = (...more: Parameters<typeof aCase>) =>
    aCase(
      facts({
        investigatingOfficer: 'investigating-officer',
        panelChair: 'panel-chair',
        panelMembers: ['panel-member'],
      }),
      started(),
      ...more,
    );
  test('but not while the case can still reach one of their steps', () => {
    const investigating = stage2(opened('stage-2', 'investigating-officer'));
    expect(leaves('investigating-officer', investigating)).toEqual(problem('investigating-officer', 1));
    expect(leaves('investigating-officer-2', investigating)).toEqual([]);
  });
  test('but not between two steps of a case they are appointed to', () => {
    expect(leaves('investigating-officer', stage2())).toEqual(problem('investigating-officer', 1));
  });
  test('after the last step of their part', () => {
    const adjudicating = stage2(opened('stage-2-adjudication', 'adjudicating-officer'));
    expect(leaves('investigating-officer', adjudicating)).toEqual([]);
    expect(leaves('panel-member', adjudicating)).toEqual(problem('panel-member', 1));
    expect(leaves('panel-member', stage2(opened('learning', 'team-manager')))).toEqual([]);
  });
  test('even before the learning is recorded, which others in the role can do', () => {
    const learning = aCase(
      facts({ investigator: 'team-manager' }),
      started(),
      opened('learning', 'team-manager'),
    );
    expect(leaves('team-manager', learning)).toEqual([]);
  });
  test('whatever step a run alongside is at', () => {
    const beside = stage2(
      started({ run: 2, procedure: 'action', version: '1', beside: true, matter: { id: 'A1' } }),
      opened('action', 'owner', { run: 2 }),
    );
    expect(leaves('investigating-officer', beside)).toEqual(problem('investigating-officer', 1));
  });
  test('but not as a panel member before the panel', () => {
    const panel = stage2(opened('stage-3-panel-report', 'panel-chair'));
    expect(leaves('panel-member', panel)).toEqual(problem('panel-member', 1));
    expect(leaves('panel-member-2', panel)).toEqual([]);
  });
});

describe('someone can lose a role', () => {
  const loses = (id: string, ...cases: Case[]) => needed(withUser(id, { roles: ['director'] }), ...cases);
  const problem = (id: string) => [
    {
      field: `users.${placeOf(id)}.roles`,
      code: 'role-still-needed',
      params: { name: user(id).name, cases: 1 },
    },
  ];

  test('but not while they have an open task in that role', () => {
    expect(loses('team-manager', aCase(...stage1))).toEqual(problem('team-manager'));
  });
  test('when their task is for another role, or they only handle the case', () => {
    const other = opened('stage-1-check', 'quality-checker', { assignee: 'team-manager' });
    expect(loses('team-manager', aCase(started(), other))).toEqual([]);
    expect(loses('team-manager', aCase(facts({ handler: 'team-manager' })))).toEqual([]);
  });
  test.each([
    ['investigating-officer', { investigatingOfficer: 'investigating-officer' }],
    ['independent-person', { independentPerson: 'independent-person' }],
    ['adjudicating-officer', { adjudicatingOfficer: 'adjudicating-officer' }],
    ['panel-chair', { panelChair: 'panel-chair' }],
    ['panel-member', { panelMembers: ['panel-member-2', 'panel-member'] }],
  ])('%s: but not while they are appointed in it', (id, part) => {
    expect(loses(id, aCase(facts(part), started()))).toEqual(problem(id));
    expect(loses(id, aCase(started()))).toEqual([]);
  });
  test('despite an appointment in another role', () => {
    const investigates = aCase(facts({ investigatingOfficer: 'panel-chair' }), started());
    expect(loses('panel-chair', investigates)).toEqual([]);
  });
});

describe('a team can close', () => {
  test('only when it has no open case', () => {
    const closed = withTeam('Leaving Care Team', true);
    const theirs = aCase(facts({ team: 'Leaving Care Team' }));
    expect(needed(closed)).toEqual([]);
    expect(needed(closed, aCase(facts({ team: 'Assessment Team' })))).toEqual([]);
    expect(needed(closed, theirs, theirs)).toEqual([
      {
        field: 'teams.4.retired',
        code: 'team-still-needed',
        params: { team: 'Leaving Care Team', cases: 2 },
      },
    ]);
  });
});
