import { describe, expect, test } from 'vitest';
import { otherWays } from '../../../functions/domain/correspondence/other-ways.ts';
import { progressOfLetter, leftOn } from '../../../functions/domain/correspondence/letter-state.ts';
import type { LetterRow, Person } from '../../../functions/domain/case/stored-rows.ts';
import { aCase, started, type What } from '../a-case.ts';

// A letter of Monday 8 June 2026 that did not arrive.

type Row = Pick<LetterRow, 'to' | 'status' | 'file' | 'deliveredAt' | 'preparedAt'>;
const preparedAt = '2026-06-08T09:00:00.000Z';
const emailed: Row = { to: 'complainant', status: 'returned', preparedAt };
const onPaper: Row = { ...emailed, file: 'letters/1.html' };

const home = '1 High Street\nShrewsbury\nSY1 1AA';
const person: Person = { id: 'P1', phone: '01743 1', email: 'sam@example.org', address: home };
const changed = (field: 'email' | 'address' | 'phone' | 'name', value: string | undefined, at: string) => ({
  field,
  ...(value === undefined ? {} : { value }),
  at,
  by: 'user:complaints-officer' as const,
  reason: 'x',
});
const state = { ...aCase(started()), person: 'P1' };
const ways = (row: Row, more: Partial<Person> = {}) =>
  otherWays({ state, persons: [{ ...person, ...more }] }, row).map(
    ({ way, value, earlier }) => `${way}${earlier ? ' before' : ''} ${value.split('\n')[0]}`,
  );
const [phone, email, address] = ['phone 01743 1', 'email sam@example.org', 'address 1 High Street'];

describe('how else the reader of a letter can be reached', () => {
  test.each<[string, Row, Partial<Person>, string[]]>([
    ['after an email came back', emailed, {}, [phone, address]],
    ['after the post brought it back', onPaper, {}, [phone, email]],
    ['after the mail service refused it', { ...emailed, status: 'refused' }, {}, [phone, address]],
    ['when it may not have left', { ...emailed, status: 'unconfirmed' }, {}, [phone, address]],
    [
      'when it cannot be posted',
      { ...onPaper, status: 'to be posted' },
      { address: 'no fixed abode' },
      [phone, email],
    ],
    ['not while it can be posted', { ...onPaper, status: 'to be posted' }, {}, []],
    ['not once it was posted', { ...onPaper, status: 'posted' }, { address: 'no fixed abode' }, []],
    ['not once it was sent', { ...emailed, status: 'sent' }, {}, []],
    ['not once it was delivered', { ...emailed, status: 'sent', deliveredAt: preparedAt }, {}, []],
    ['not before it is sent', { ...emailed, status: 'prepared' }, {}, []],
    ['not when there is no one to write to', { ...emailed, status: 'not needed' }, {}, []],
    ['not when it is for staff', { ...emailed, to: 'user:director' }, {}, []],
    ['not when the person is not known', { ...emailed, to: 'party:P9' }, {}, []],
  ])('%s', (_, row, more, expected) => {
    expect(ways(row, more)).toEqual(expected);
  });

  const [before, after, later] = [
    '2026-06-07T09:00:00.000Z',
    '2026-06-09T09:00:00.000Z',
    '2026-06-10T09:00:00.000Z',
  ];
  test.each<[string, NonNullable<Person['earlier']>, string[]]>([
    [
      'the address that it was sent to, again when it was changed since',
      [changed('email', 'old@example.org', after)],
      [phone, email, address],
    ],
    [
      'an address that was replaced before the letter',
      [changed('email', 'old@example.org', before)],
      [phone, address, 'email before old@example.org'],
    ],
    [
      'at the moment of the letter: that is before it',
      [changed('email', 'old@example.org', preparedAt)],
      [phone, address, 'email before old@example.org'],
    ],
    [
      'the latest one first',
      [changed('phone', '1', before), changed('address', 'Old Road', after), changed('phone', '2', later)],
      [phone, address, 'phone before 2', 'address before Old Road', 'phone before 1'],
    ],
    [
      'another one that came and went since, but not the one that was tried',
      [changed('email', 'old@example.org', after), changed('email', 'between@example.org', later)],
      [phone, email, address, 'email before between@example.org'],
    ],
    ['no earlier one that holds again', [changed('phone', '01743 1', before)], [phone, address]],
    ['no earlier one that was not known', [changed('phone', undefined, before)], [phone, address]],
    ['no earlier name', [changed('name', 'Sam', before)], [phone, address]],
  ])('%s', (_, earlier, expected) => {
    expect(ways(emailed, { earlier })).toEqual(expected);
  });

  test('of which only those are known that were given', () => {
    expect(otherWays({ state, persons: [{ id: 'P1', address: home }] }, emailed)).toEqual([
      { way: 'address', value: home },
    ]);
    expect(otherWays({ state, persons: [{ id: 'P1' }] }, emailed)).toEqual([]);
  });
});

describe('how far a letter has come', () => {
  test.each<[Row['status'], Partial<Row>, string]>([
    ['prepared', {}, 'prepared'],
    ['sending', {}, 'prepared'],
    ['sent', {}, 'sent'],
    ['sent', { deliveredAt: preparedAt }, 'delivered'],
    ['bundled', {}, 'sent'],
    ['bundled', { deliveredAt: preparedAt }, 'delivered'],
    ['returned', {}, 'bounced'],
    ['returned', { file: 'letters/1.eml' }, 'bounced'],
    ['returned', { file: 'letters/1.html' }, 'returned'],
    ['refused', {}, 'not sent'],
    ['not needed', {}, 'not sent'],
    ['to be posted', {}, 'to be posted'],
    ['posted', {}, 'posted'],
    ['unconfirmed', {}, 'unconfirmed'],
  ])('%s %o', (status, more, progress) => {
    expect(progressOfLetter({ status, ...more })).toBe(progress);
  });

  test('the day on which it left is that of the letter with its key', () => {
    const prepared = (letter: string): What => ({
      type: 'letter-prepared',
      letter,
      template: 'x',
      to: 'complainant',
    });
    const left: What = { type: 'letter-settled', letter: 'L2', status: 'sent', leftOn: '2026-06-09' };
    const letters = aCase(started(), prepared('L1'), prepared('L2'), left);
    expect(['L1', 'L2', 'L3'].map((key) => leftOn(letters, key))).toEqual([
      undefined,
      '2026-06-09',
      undefined,
    ]);
  });
});
