import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import type { Council, User } from '../../../functions/domain/council/council.ts';
import {
  departures,
  forbiddenRemovals,
  stillNeeded,
} from '../../../functions/domain/people/leaving-users-and-teams.ts';
import { procedures } from '../../../workflows/procedures/index.ts';
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

describe('who and what must stay in the file', () => {
  test('a council that stays as it is loses nothing', () => {
    expect(forbiddenRemovals(council, council)).toEqual([]);
  });
  test('a user may leave but not vanish, because old cases name them', () => {
    const without = { ...council, users: council.users.filter(({ id }) => id !== 'director') };
    expect(forbiddenRemovals(council, without)).toEqual([
      { field: 'users', code: 'user-left-out', params: { id: 'director' } },
    ]);
    expect(forbiddenRemovals(council, withUser('director', { retired: true }))).toEqual([]);
  });
  test('a team may close but not vanish', () => {
    const [first, ...teams] = council.teams;
    expect(forbiddenRemovals(council, { ...council, teams })).toEqual([
      { field: 'teams', code: 'team-left-out', params: { team: first?.name } },
    ]);
  });
  test('the last administrator stays; one of two may leave', () => {
    const one = withUser('administrator', { retired: true });
    expect(forbiddenRemovals(council, one)).toEqual([]);
    expect(forbiddenRemovals(council, withUser('administrator-2', { retired: true }, one))).toEqual([
      { field: 'users', code: 'last-administrator', params: {} },
    ]);
  });
});

describe('what a change ends', () => {
  const manager = user('team-manager');

  test('nothing when nothing changes, or someone only gains a role', () => {
    const gains = withUser('team-manager', { roles: ['team-manager', 'director'] });
    expect(departures(council, council)).toEqual({ users: [], teams: [] });
    expect(departures(council, gains)).toEqual({ users: [], teams: [] });
  });
  test('the service of someone who leaves, by their place in the file', () => {
    expect(departures(council, withUser('team-manager', { retired: true })).users).toEqual([
      { user: manager, place: placeOf('team-manager'), left: true, lost: [] },
    ]);
  });
  test('a role that someone loses', () => {
    expect(departures(council, withUser('team-manager', { roles: ['director'] })).users).toEqual([
      { user: manager, place: placeOf('team-manager'), left: false, lost: ['team-manager'] },
    ]);
  });
  test('not again for someone who left before, or a team that closed before', () => {
    const gone = withUser('team-manager', { retired: true });
    const changed = withUser('team-manager', { retired: true, roles: ['director'] });
    expect(departures(gone, changed).users).toEqual([]);
    const closed = withTeam('Leaving Care Team', true);
    expect(departures(closed, closed).teams).toEqual([]);
  });
  test('a team that closes, by its place; opening it again ends nothing', () => {
    const closed = withTeam('Leaving Care Team', true);
    expect(departures(council, closed).teams).toEqual([{ name: 'Leaving Care Team', place: 4 }]);
    expect(departures(closed, council).teams).toEqual([]);
  });
});

const stage1 = [started(), opened('stage-1', 'team-manager', { assignee: 'team-manager' })];

describe('someone leaves', () => {
  const problem = (id: string, cases: number) => [
    {
      field: `users.${placeOf(id)}.retired`,
      code: 'user-still-needed',
      params: { name: user(id).name, cases },
    },
  ];

  test('freely, when no open case needs them', () => {
    expect(leaves('team-manager')).toEqual([]);
    expect(leaves('team-manager', aCase(started(), opened('stage-1', 'team-manager')))).toEqual([]);
  });
  test('not while they have an open task; each case counts once', () => {
    expect(leaves('team-manager', aCase(...stage1))).toEqual(problem('team-manager', 1));
    expect(leaves('team-manager', aCase(...stage1), aCase(...stage1), aCase())).toEqual(
      problem('team-manager', 2),
    );
  });
  test('once their task is decided', () => {
    const done = decided('stage-1', 'respond', 'user:team-manager');
    expect(leaves('team-manager', aCase(...stage1, done))).toEqual([]);
  });
  test('not while they handle a case', () => {
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
  test('not while the case can still reach a step of theirs', () => {
    const investigating = stage2(opened('stage-2', 'investigating-officer'));
    expect(leaves('investigating-officer', investigating)).toEqual(problem('investigating-officer', 1));
    expect(leaves('investigating-officer-2', investigating)).toEqual([]);
  });
  test('between two steps anyone appointed counts as needed', () => {
    expect(leaves('investigating-officer', stage2())).toEqual(problem('investigating-officer', 1));
  });
  test('once the case is past the steps of their part', () => {
    const adjudicating = stage2(opened('stage-2-adjudication', 'adjudicating-officer'));
    expect(leaves('investigating-officer', adjudicating)).toEqual([]);
    expect(leaves('panel-member', adjudicating)).toEqual(problem('panel-member', 1));
    expect(leaves('panel-member', stage2(opened('learning', 'team-manager')))).toEqual([]);
  });
  test('the learning is no reason to stay: others in the role can record it', () => {
    const learning = aCase(
      facts({ investigator: 'team-manager' }),
      started(),
      opened('learning', 'team-manager'),
    );
    expect(leaves('team-manager', learning)).toEqual([]);
  });
  test('a step of a side run says nothing about what is ahead of the case itself', () => {
    const beside = stage2(
      started({ run: 2, procedure: 'action', version: '1', beside: true, matter: { id: 'A1' } }),
      opened('action', 'owner', { run: 2 }),
    );
    expect(leaves('investigating-officer', beside)).toEqual(problem('investigating-officer', 1));
  });
  test('panel members are needed as long as the panel is ahead', () => {
    const panel = stage2(opened('stage-3-panel-report', 'panel-chair'));
    expect(leaves('panel-member', panel)).toEqual(problem('panel-member', 1));
    expect(leaves('panel-member-2', panel)).toEqual([]);
  });
});

describe('someone loses a role', () => {
  const loses = (id: string, ...cases: Case[]) => needed(withUser(id, { roles: ['director'] }), ...cases);
  const problem = (id: string) => [
    {
      field: `users.${placeOf(id)}.roles`,
      code: 'role-still-needed',
      params: { name: user(id).name, cases: 1 },
    },
  ];

  test('not while they have an open task in that role', () => {
    expect(loses('team-manager', aCase(...stage1))).toEqual(problem('team-manager'));
  });
  test('freely, when their task is for another role, or they only handle the case', () => {
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
  ])('%s: not while they are appointed by it', (id, part) => {
    expect(loses(id, aCase(facts(part), started()))).toEqual(problem(id));
    expect(loses(id, aCase(started()))).toEqual([]);
  });
  test('an appointment in another role does not hold them back', () => {
    const investigates = aCase(facts({ investigatingOfficer: 'panel-chair' }), started());
    expect(loses('panel-chair', investigates)).toEqual([]);
  });
});

describe('a team closes', () => {
  test('only when no open case is with it', () => {
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
