import { describe, expect, test } from 'vitest';
import {
  checkCouncil,
  presentTeams,
  presentUser,
  presentUsers,
  userById,
  userIdOf,
  usersWithRole,
  type Council,
  type User,
} from '../../../functions/domain/council/council.ts';
import { letters } from '../../../workflows/letters/index.ts';
import { council } from '../a-case.ts';

const problems = (change: object) => {
  const checked = checkCouncil({ ...council, ...change });
  return checked.ok ? [] : checked.problems;
};
const withUser = (id: string, change: Partial<User>): Partial<Council> => ({
  users: council.users.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
const withTeam = (change: Partial<Council['teams'][number]>): Partial<Council> => ({
  teams: council.teams.map((team, n) => (n === 0 ? { ...team, ...change } : team)),
});
const categories = (...names: [string, ...string[]][]) => ({
  categories: names.map(([name, ...subCategories]) => ({ name, subCategories })),
});
const jo: User = { id: 'jo', name: 'Jo', email: 'jo@council.example', roles: ['director'] };
const last = council.users.length;

describe('reports an invalid value by place and problem', () => {
  test.each<[string, object, unknown]>([
    ['missing', { name: undefined }, { field: 'name', code: 'missing', params: {} }],
    ['empty', { name: '' }, { field: 'name', code: 'missing', params: {} }],
    ['of the wrong type', { name: 1 }, { field: 'name', code: 'wrong-type', params: {} }],
    ['too long', { name: 'x'.repeat(201) }, { field: 'name', code: 'too-long', params: { most: 200 } }],
    [
      'an advocacy text that is too long',
      { advocacy: 'x'.repeat(5001) },
      { field: 'advocacy', code: 'too-long', params: { most: 5000 } },
    ],
    [
      'a letter that is too long',
      { letters: { delay: { subject: 'x', body: 'x'.repeat(50_001) } } },
      { field: 'letters.delay.body', code: 'too-long', params: { most: 50_000 } },
    ],
    ['not an address', { intakeAddress: 'x' }, { field: 'intakeAddress', code: 'not-an-email', params: {} }],
    ['not a web address', { website: 'x' }, { field: 'website', code: 'not-a-web-address', params: {} }],
    ['unknown', { motto: 'x' }, { field: 'council', code: 'unknown-field', params: { names: 'motto' } }],
    ['no user at all', { users: [], teams: [] }, { field: 'users', code: 'no-users', params: {} }],
    [
      'a user without a role',
      { users: [{ ...jo, roles: [] }], teams: [] },
      { field: 'users.0.roles', code: 'no-roles', params: {} },
    ],
  ])('%s', (_, change, problem) => {
    expect(problems(change)).toEqual([problem]);
  });
  test('names the options when a value is none of them', () => {
    expect(problems({ users: [{ ...jo, roles: ['king'] }], teams: [] })).toEqual([
      {
        field: 'users.0.roles.0',
        code: 'not-an-option',
        params: { options: expect.stringContaining('complaints-officer, team-manager') },
      },
    ]);
  });
  test.each([
    ['name', 'x'.repeat(200)],
    ['advocacy', 'x'.repeat(5000)],
    ['referencePrefix', 'ABCD'],
    ['referencePrefix', 'AB'],
  ])('%s may be as long as that', (field, value) => {
    expect(problems({ [field]: value })).toEqual([]);
  });
  test.each(['A', 'ABCDE', 'Ab', 'A1'])(
    'a prefix is two to four capital letters, not %s',
    (referencePrefix) => {
      expect(problems({ referencePrefix })).toEqual([
        { field: 'referencePrefix', code: 'not-a-prefix', params: {} },
      ]);
    },
  );
  test.each(['jo.smith-2', '2jo', 'j'])('the id of a user may be %s', (id) => {
    expect(problems({ users: [...council.users, { ...jo, id }] })).toEqual([]);
  });
  test.each(['.jo', '-jo', 'Jo', 'jo smith', 'jo@x', ''])('the id of a user is not "%s"', (id) => {
    expect(problems({ users: [...council.users, { ...jo, id }] })).toEqual([
      { field: `users.${last}.id`, code: 'not-a-user-id', params: {} },
    ]);
  });
});

describe('requires a header colour with a contrast of at least 4.5 to white', () => {
  test.each([
    ['black', '#000000', true],
    ['the grey that is just enough', '#767676', true],
    ['a grey that is just too light', '#777777', false],
    ['white', '#ffffff', false],
    ['a red that is just enough', '#ee0000', true],
    ['a red that is too light', '#ff0000', false],
    ['a green that is just enough', '#008a00', true],
    ['a green that is too light', '#008b00', false],
    ['blue', '#0000ff', true],
    ['a blue that is just too light', '#0074ff', false],
  ])('%s', (_, colour, readable) => {
    expect(problems({ colour })).toEqual(
      readable ? [] : [{ field: 'colour', code: 'unreadable-colour', params: { colour } }],
    );
  });
});

describe('reports a contradiction, and nothing else', () => {
  const email = 'director@council.example';
  test.each<[string, object, unknown]>([
    [
      'two users with one id',
      { users: [...council.users, { ...jo, id: 'director' }] },
      { field: `users.${last}.id`, code: 'duplicate-user', params: { id: 'director' } },
    ],
    [
      'two users with one email address, however it is written',
      { users: [...council.users, { ...jo, email: email.toUpperCase() }] },
      { field: `users.${last}.email`, code: 'shared-email', params: { id: 'jo' } },
    ],
    [
      'a user of an unknown team',
      withUser('director', { team: 'Ghosts' }),
      { field: 'users.8.team', code: 'unknown-team', params: { id: 'director', team: 'Ghosts' } },
    ],
    [
      'a partner who is no user',
      withUser('director', { partnerOf: ['team-manager', 'ghost'] }),
      { field: 'users.8.partnerOf', code: 'unknown-partner', params: { id: 'director', partner: 'ghost' } },
    ],
    [
      'two teams with one name',
      { teams: [...council.teams, council.teams[0]] },
      { field: 'teams.6.name', code: 'duplicate-team', params: { team: 'Assessment Team' } },
    ],
    [
      'a team whose head is no user',
      withTeam({ headOfService: 'ghost' }),
      {
        field: 'teams.0.headOfService',
        code: 'unknown-head',
        params: { team: 'Assessment Team', head: 'ghost' },
      },
    ],
    [
      'a team of an unknown service area',
      withTeam({ serviceArea: 'Roads' }),
      {
        field: 'teams.0.serviceArea',
        code: 'unknown-service-area',
        params: { team: 'Assessment Team', serviceArea: 'Roads' },
      },
    ],
    [
      'a sub-category in the place of a category',
      categories(['– Late'], ['Policy']),
      { field: 'categories.0.name', code: 'sub-category-first', params: { name: '– Late' } },
    ],
    [
      'two categories with one name',
      categories(['Policy'], ['Other'], ['Policy']),
      { field: 'categories.2.name', code: 'duplicate-category', params: { name: 'Policy' } },
    ],
    [
      'two sub-categories of one category with one name',
      categories(['Policy', 'Late', 'Rude', 'Late'], ['Other', 'Late']),
      {
        field: 'categories.0.subCategories.2',
        code: 'duplicate-sub-category',
        params: { name: 'Late', category: 'Policy' },
      },
    ],
    [
      'own words for a letter that does not exist',
      { letters: { toString: { subject: 'x', body: 'x' } } },
      { field: 'letters.toString', code: 'unknown-letter', params: {} },
    ],
    [
      'own words for a letter that lack one of its values',
      {
        letters: {
          delay: {
            subject: letters['delay']?.subject,
            body: letters['delay']?.body.replace('{{councilPhone}}', ''),
          },
        },
      },
      { field: 'letters.delay.body', code: 'letter-value-missing', params: { name: 'councilPhone' } },
    ],
  ])('%s', (_, change, problem) => {
    expect(problems(change)).toEqual([problem]);
  });

  test('a head of service who has left, unless the team has closed', () => {
    const gone = withUser('senior-manager-2', { retired: true });
    expect(problems(gone).map(({ field, code }) => [field, code])).toEqual(
      [3, 4, 5].map((place) => [`teams.${place}.headOfService`, 'head-has-left']),
    );
    expect(problems(gone)[0]?.params).toEqual({ team: "Disabled Children's Team", head: 'Simon Frost' });
    const closed = council.teams.map((team) => ({
      ...team,
      retired: team.headOfService === 'senior-manager-2',
    }));
    expect(problems({ ...gone, teams: closed })).toEqual([]);
  });
  test('accepts contradictions of the past: a closed team of an old service area, the address of someone who left', () => {
    expect(problems(withTeam({ serviceArea: 'Roads', retired: true }))).toEqual([]);
    const left = withUser('director', { retired: true });
    expect(problems({ ...left, users: [...(left.users ?? []), { ...jo, email }] })).toEqual([]);
    expect(
      problems({ ...withUser('director', { retired: true, email: 'director-2@council.example' }) }),
    ).toEqual([]);
  });
  test.each(['-', '–', '•'])('a name may have a %s within it', (mark) => {
    expect(problems(categories([`Late ${mark} again`]))).toEqual([]);
    expect(problems(categories([`${mark} Late`]))).toHaveLength(1);
  });
});

describe('people who left can be looked up but not chosen', () => {
  const users = council.users.map((one) => (one.id === 'director' ? { ...one, retired: true } : one));
  const teams = council.teams.map((team, n) => (n === 0 ? { ...team, retired: true } : team));
  const later: Council = { ...council, users, teams };

  test('by id', () => {
    expect(userById(later, 'director')?.name).toBe('Catherine Woods');
    expect(presentUser(later, 'director')).toBeUndefined();
    expect(presentUser(later, 'director-2')?.name).toBe('Peter Grant');
    expect(presentUser(later, 'ghost')).toBeUndefined();
  });
  test('in lists', () => {
    expect(presentUsers(later)).toHaveLength(users.length - 1);
    expect(presentTeams(later).map(({ name }) => name)).toEqual(
      council.teams.slice(1).map(({ name }) => name),
    );
    expect(usersWithRole(later, 'director').map(({ id }) => id)).toEqual(['director-2']);
    expect(usersWithRole(council, 'director').map(({ id }) => id)).toEqual(['director', 'director-2']);
  });
  test('refers to actors and addressees by user id', () => {
    expect(['user:jo', 'jo', 'user:user:jo'].map(userIdOf)).toEqual(['jo', 'jo', 'user:jo']);
  });
});
