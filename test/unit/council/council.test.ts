import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readCouncil, usersWithRole } from '../../../functions/domain/council/council.ts';
import { Role } from '../../../workflows/procedures/roles.ts';

const file: unknown = JSON.parse(
  readFileSync(new URL('../../../infra/councils/shropshire/council.json', import.meta.url), 'utf8'),
);
const good = z.record(z.string(), z.unknown()).parse(file);
const user = { id: 'jo', name: 'Jo', email: 'jo@council.example', roles: ['director'] };

test('the example council has two users for every role', () => {
  const council = readCouncil(file);
  for (const role of Role.options)
    expect([role, usersWithRole(council, role).length >= 2]).toEqual([role, true]);
});

describe('refuses an unusable council file, by field', () => {
  test.each<[string, object, string]>([
    ['no name', { name: '' }, 'name: missing'],
    ['a prefix in small letters', { referencePrefix: 'sc' }, 'referencePrefix: not-a-prefix'],
    ['an address that is none', { intakeAddress: 'complaints' }, 'intakeAddress: '],
    ['a sender without an address', { sender: { name: 'X' } }, 'sender.address: '],
    ['a website that is none', { website: 'www' }, 'website: '],
    ['nobody', { users: [] }, 'users: '],
    ['a role that is none', { users: [{ ...user, roles: ['king'] }] }, 'users.0.roles.0: '],
    ['a user without a role', { users: [{ ...user, roles: [] }] }, 'users.0.roles: '],
    [
      'an id that would not fit an address',
      { users: [{ ...user, id: 'Jo Smith' }] },
      'users.0.id: not-a-user-id',
    ],
    ['one user twice', { users: [user, user], teams: [] }, 'users.1.id: duplicate-user'],
    [
      'a team that is none',
      { users: [{ ...user, team: 'Ghosts' }], teams: [] },
      'users.0.team: unknown-team',
    ],
    [
      'a head who is nobody',
      {
        teams: [{ name: 'A', serviceArea: "Children's Social Care", headOfService: 'ghost' }],
        users: [user],
      },
      'teams.0.headOfService: unknown-head',
    ],
    [
      'a team of no service area',
      { teams: [{ name: 'A', serviceArea: 'Roads', headOfService: 'jo' }], users: [user] },
      'teams.0.serviceArea: unknown-service-area',
    ],
    ['a word that is none', { motto: 'Floreat' }, 'council: '],
    ['a colour by name', { colour: 'red' }, 'colour: not-a-colour'],
    ['a colour on which white cannot be read', { colour: '#ffdd00' }, 'colour: unreadable-colour'],
  ])('%s', (_, change, reason) => {
    const refused = () => readCouncil({ ...good, ...change });
    expect(refused).toThrow(expect.objectContaining({ name: 'InvalidCouncil' }));
    expect(refused).toThrow(reason);
  });

  test('no file at all', () => {
    expect(() => readCouncil(null)).toThrow(expect.objectContaining({ name: 'InvalidCouncil' }));
  });
});
