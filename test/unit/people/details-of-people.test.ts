import { describe, expect, test } from 'vitest';
import {
  changePerson,
  hasMoved,
  type DetailChanges,
} from '../../../functions/domain/people/change-person.ts';
import {
  contactOf,
  dutyAddressee,
  hasAddressOf,
  isContact,
  routeContact,
} from '../../../functions/domain/people/contacts.ts';
import { eighteenth } from '../../../functions/domain/people/eighteenth.ts';
import { reachedBy } from '../../../functions/domain/people/reached-by.ts';
import {
  furtherComplainantWrittenTo,
  leavesCouncil,
  partyWrittenTo,
  personWrittenTo,
} from '../../../functions/domain/people/written-to.ts';
import type { Person } from '../../../functions/domain/case/stored-rows.ts';
import { aCase, council, user, type What } from '../a-case.ts';

describe('a person whose details change', () => {
  const person: Person = { id: 'P1', name: 'Alex', email: 'alex@example.org', phone: '01743 1' };
  const how = {
    at: '2026-06-10T09:00:00.000Z',
    by: 'user:complaints-officer' as const,
    reason: 'They told us.',
  };
  const was = (field: 'name' | 'email' | 'phone' | 'address', value?: string) => ({
    field,
    ...(value === undefined ? {} : { value }),
    ...how,
  });
  test.each<[string, DetailChanges, Partial<Person>, string[]]>([
    [
      'has the new one, and keeps what it was',
      { name: 'Sam' },
      { name: 'Sam', earlier: [was('name', 'Alex')] },
      ['name'],
    ],
    [
      'has one that was not known',
      { address: '1 High St' },
      { address: '1 High St', earlier: [was('address')] },
      ['address'],
    ],
    [
      'loses one that is removed',
      { phone: null },
      { phone: undefined, earlier: [was('phone', '01743 1')] },
      ['phone'],
    ],
    ['is the same when nothing differs', { name: 'Alex', email: undefined, address: null }, {}, []],
    [
      'changes several at once',
      { name: 'Sam', email: 'sam@example.org' },
      {
        name: 'Sam',
        email: 'sam@example.org',
        earlier: [was('name', 'Alex'), was('email', 'alex@example.org')],
      },
      ['name', 'email'],
    ],
  ])('%s', (_, changes, expected, changed) => {
    const result = changePerson(person, changes, how);
    expect(result.changed).toEqual(changed);
    expect(result.person).toEqual({ ...person, ...expected });
    expect('earlier' in result.person).toBe(changed.length > 0);
    expect('phone' in result.person).toBe(!changed.includes('phone'));
  });
  test('keeps the latest fifty of what they were', () => {
    const earlier = Array.from({ length: 50 }, (_, n) => was('name', `Name ${n}`));
    const kept = changePerson({ ...person, earlier }, { name: 'Sam' }, how).person.earlier ?? [];
    expect([kept.length, kept[0]?.value, kept.at(-1)?.value]).toEqual([50, 'Name 1', 'Alex']);
  });

  const at = (email?: string, address?: string): Person => ({
    id: 'P1',
    ...(email === undefined ? {} : { email }),
    ...(address === undefined ? {} : { address }),
  });
  test.each<[string, Person | undefined, Person | undefined, boolean]>([
    ['not with the same addresses', at('a', 'x'), at('a', 'x'), false],
    ['with another email address', at('a', 'x'), at('b', 'x'), true],
    ['with another address', at('a', 'x'), at('a', 'y'), true],
    ['without the address they had', at('a', 'x'), at('a'), true],
    ['not with a first address', at(), at('a', 'x'), false],
    ['when they are gone', at('a'), undefined, true],
    ['not when they were unknown', undefined, at('a'), false],
  ])('has moved: %s', (_, before, after, moved) => {
    expect(hasMoved(before, after)).toBe(moved);
  });
});

test.each([
  ['2010-06-15', '2028-06-15'],
  ['2008-02-29', '2026-03-01'],
  ['2010-02-28', '2028-02-28'],
  ['2008-03-29', '2026-03-29'],
  ['1982-02-29', '2000-02-29'],
])('born on %s, someone is 18 on %s', (bornOn, on) => {
  expect(eighteenth(bornOn)).toBe(on);
});

test('someone is reached by email if it is an address, else by phone', () => {
  expect(reachedBy('a@example.org')).toEqual({ email: 'a@example.org' });
  expect(reachedBy('01743 000000')).toEqual({ phone: '01743 000000' });
});

describe('a contact of the council', () => {
  const duty = { name: 'Duty team', email: 'duty@example.gov.uk', phone: '01743 2' };
  const of = { ...council, dutyContact: duty, routeAddresses: { lado: 'lado@example.gov.uk' } };
  test('is known by the name that letters have', () => {
    expect(routeContact('lado')).toBe('contact:lado');
    expect([isContact('contact:lado'), isContact('user:director'), isContact('complainant')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(contactOf(of, 'contact:duty')).toEqual(duty);
    expect(contactOf(of, 'contact:lado')).toEqual({
      name: 'lado@example.gov.uk',
      email: 'lado@example.gov.uk',
    });
    expect(contactOf(of, 'contact:tribunal')).toBeUndefined();
    expect(contactOf(of, 'user:director')).toBeUndefined();
    const { routeAddresses: _, ...without } = of;
    expect(contactOf(without, 'contact:lado')).toBeUndefined();
  });

  const director = user('director');
  test('has the address of a user in whatever case it is written', () => {
    expect(hasAddressOf(director.email.toUpperCase(), ['director'], council)).toBe(true);
    expect(hasAddressOf(director.email, ['team-manager'], council)).toBe(false);
    expect(hasAddressOf('other@example.org', ['director'], council)).toBe(false);
  });
  test('on duty is alerted, as the user with that address if there is one', () => {
    const isUser = { ...of, dutyContact: { ...duty, email: director.email.toUpperCase() } };
    const { dutyContact: _, ...none } = of;
    expect(dutyAddressee([], of)).toBe('contact:duty');
    expect(dutyAddressee([], isUser)).toBe('user:director');
    expect(dutyAddressee(['director'], isUser)).toBeUndefined();
    expect(dutyAddressee(['team-manager'], isUser)).toBe('user:director');
    expect(dutyAddressee([], none)).toBeUndefined();
  });
});

describe('a letter goes', () => {
  const added = (party: string, roles: Extract<What, { type: 'party-added' }>['roles']): What => ({
    type: 'party-added',
    party,
    roles,
    copies: 'all letters',
  });
  const state = aCase(added('P1', ['complainant']), added('P2', ['complainant']), added('P3', ['advocate']));
  const persons = [{ id: 'P1' }, { id: 'P2' }, { id: 'P3' }];
  const ended = (party: string): What => ({ type: 'party-ended', party, why: 'died', reason: 'x' });

  test('to a party, the complainant or staff', () => {
    expect([
      partyWrittenTo('party:P2'),
      partyWrittenTo('complainant'),
      partyWrittenTo('user:director'),
    ]).toEqual(['P2', undefined, undefined]);
    expect([leavesCouncil('party:P2'), leavesCouncil('complainant'), leavesCouncil('user:director')]).toEqual(
      [true, true, false],
    );
    expect(furtherComplainantWrittenTo(state, 'party:P2')).toBe('P2');
    expect(furtherComplainantWrittenTo(state, 'party:P3')).toBeUndefined();
    expect(furtherComplainantWrittenTo(state, 'complainant')).toBeUndefined();
  });
  test('to a person of the case, unless letters to them have stopped', () => {
    expect(personWrittenTo({ state, persons }, 'complainant')).toEqual({ id: 'P1' });
    expect(personWrittenTo({ state, persons }, 'party:P3')).toEqual({ id: 'P3' });
    expect(personWrittenTo({ state, persons }, 'user:director')).toBeUndefined();
    const stopped = aCase(added('P1', ['complainant']), added('P2', ['advocate']), ended('P1'));
    expect(personWrittenTo({ state: stopped, persons }, 'complainant')).toBeUndefined();
    expect(personWrittenTo({ state: stopped, persons }, 'party:P2')).toEqual({ id: 'P2' });
  });
});
