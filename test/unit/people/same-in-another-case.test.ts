import { expect, test } from 'vitest';
import { isSameChild, isSamePerson } from '../../../functions/domain/people/same-in-another-case.ts';
import type { Person } from '../../../functions/domain/case/stored-rows.ts';

const person = (details: Omit<Person, 'id'>, id = 'P1'): Person => ({ id, ...details });

const sam = { name: 'Sam Carter', email: 'sam@home.example', phone: '01743 123456' };

test.each<[string, Omit<Person, 'id'>, Omit<Person, 'id'>, boolean]>([
  ['one email address', sam, { name: 'S. Carter', email: 'Sam@home.example' }, true],
  ['one name and one phone', sam, { name: ' sam carter ', phone: '+44 1743 123456' }, true],
  ['one phone and two names, as in a family', sam, { name: 'Jo Carter', phone: '01743 123456' }, false],
  ['one phone and no name', sam, { phone: '01743 123456' }, false],
  [
    'one name and one address',
    { name: 'Sam Carter', address: '1 High Street\nShrewsbury\nSY1 1AA' },
    { name: 'Sam Carter', address: '1 High Street, Shrewsbury, SY1 1AA' },
    true,
  ],
  ['one name alone', { name: 'Sam Carter' }, { name: 'Sam Carter' }, false],
  ['nothing that is known of both', sam, { name: 'Kim Hale', email: 'kim@home.example' }, false],
])('two persons with %s', (_, one, other, same) => {
  expect(isSamePerson(person(one), person(other, 'P2'))).toBe(same);
  expect(isSamePerson(person(other, 'P2'), person(one))).toBe(same);
});

test.each<[string, Omit<Person, 'id'>, Omit<Person, 'id'>, boolean]>([
  [
    'one name and one birthday',
    { name: 'Ali', bornOn: '2012-05-30' },
    { name: 'ALI', bornOn: '2012-05-30' },
    true,
  ],
  [
    'one name and two birthdays',
    { name: 'Ali', bornOn: '2012-05-30' },
    { name: 'Ali', bornOn: '2012-05-31' },
    false,
  ],
  ['one name, and a birthday of one of them', { name: 'Ali', bornOn: '2012-05-30' }, { name: 'Ali' }, true],
  ['one name, and a birthday of the other', { name: 'Ali' }, { name: 'Ali', bornOn: '2012-05-30' }, true],
  [
    'two names and one birthday',
    { name: 'Ali', bornOn: '2012-05-30' },
    { name: 'Ben', bornOn: '2012-05-30' },
    false,
  ],
  ['no name', { bornOn: '2012-05-30' }, { bornOn: '2012-05-30' }, false],
  [
    'one email address of their own',
    { name: 'Ali', email: 'ali@home.example', bornOn: '2012-05-30' },
    { name: 'Alison', email: 'ali@home.example', bornOn: '2012-05-31' },
    true,
  ],
])('two children with %s', (_, one, other, same) => {
  expect(isSameChild(person(one), person(other, 'P2'))).toBe(same);
});
