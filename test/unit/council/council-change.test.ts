import { describe, expect, test } from 'vitest';
import { asDeployed, differences } from '../../../functions/domain/council/council-change.ts';
import type { Council } from '../../../functions/domain/council/council.ts';
import { council } from '../a-case.ts';

const to = (change: Partial<Council>) => differences(council, { ...council, ...change });

test('keeps settings of mail, DNS and references for deployments', () => {
  const typed: Council = {
    ...council,
    phone: '01632 960 999',
    referencePrefix: 'ZZ',
    intakeAddress: 'other@council.example',
    pages: 'https://other.example',
    sender: { name: 'Another name', address: 'other@council.example' },
  };
  expect(asDeployed(typed, council)).toEqual({
    ...council,
    phone: '01632 960 999',
    sender: { name: 'Another name', address: 'complaints@council.example' },
  });
});

describe('lists what changed between two versions', () => {
  const [first, second, ...rest] = council.themes;
  if (first === undefined || second === undefined) throw new Error('too few themes');
  const phone = { place: 'phone', was: '0345 678 9000', is: '01632 960 999' };
  const jo = { id: 'jo', name: 'Jo', email: 'jo@council.example', roles: ['director' as const] };
  const director = council.users.find(({ id }) => id === 'director');

  test.each<[string, Partial<Council>, unknown[]]>([
    ['nothing', {}, []],
    ['one value', { phone: '01632 960 999' }, [phone]],
    ['a value that was not there', { colour: '#005ea5' }, [{ place: 'colour', is: '#005ea5' }]],
    [
      'a list without members of their own, as one',
      { themes: [first] },
      [{ place: 'themes', was: council.themes, is: [first] }],
    ],
    [
      'the order of such a list',
      { themes: [second, first, ...rest] },
      [{ place: 'themes', was: council.themes, is: [second, first, ...rest] }],
    ],
    ['a user who came, by id', { users: [...council.users, jo] }, [{ place: 'users.jo', is: jo }]],
    [
      'a user who changed',
      { users: council.users.map((one) => (one.id === 'director' ? { ...one, name: 'Jo' } : one)) },
      [{ place: 'users.director', was: director, is: { ...director, name: 'Jo' } }],
    ],
    [
      'a team that closed, by name',
      { teams: council.teams.map((team, n) => (n === 0 ? { ...team, retired: true } : team)) },
      [
        {
          place: 'teams.Assessment Team',
          was: council.teams[0],
          is: { ...council.teams[0], retired: true },
        },
      ],
    ],
    [
      'a team that is gone',
      { teams: council.teams.slice(1) },
      [{ place: 'teams.Assessment Team', was: council.teams[0] }],
    ],
    [
      'the order of members alone, by their names',
      { categories: council.categories.toReversed() },
      [
        {
          place: 'categories',
          was: ['Service standards', 'Policy', 'Assessment'],
          is: ['Assessment', 'Policy', 'Service standards'],
        },
      ],
    ],
    [
      'a field of a part',
      { sender: { ...council.sender, name: 'The team' } },
      [{ place: 'sender.name', was: 'Shropshire Council complaints team', is: 'The team' }],
    ],
    [
      'a letter in own words, by its id',
      { letters: { delay: { subject: 'A', body: 'B' } } },
      [{ place: 'letters.delay', is: { subject: 'A', body: 'B' } }],
    ],
    [
      'two parts, each on its own',
      { phone: '01632 960 999', colour: '#005ea5' },
      [phone, { place: 'colour', is: '#005ea5' }],
    ],
  ])('%s', (_, change, expected) => {
    expect(to(change)).toEqual(expected);
  });

  test('treats undefined values as absent, and ignores order', () => {
    expect(to({ users: council.users.map((one) => ({ ...one, team: one.team })) })).toEqual([]);
    const { name, ...others } = council;
    expect(differences(council, { ...others, name })).toEqual([]);
  });
  test('lists a removed value without a new one', () => {
    expect(differences({ ...council, colour: '#005ea5' }, council)).toEqual([
      { place: 'colour', was: '#005ea5' },
    ]);
  });
  test('lists an emptied list as one change', () => {
    expect(to({ categories: [] })).toEqual([{ place: 'categories', was: council.categories, is: [] }]);
  });
});
