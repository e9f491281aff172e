import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Person } from '../../../functions/domain/case/stored-rows.ts';
import { contactKeys, likeness } from '../../../functions/domain/people/same-person.ts';

type Details = Omit<Person, 'id'>;

const keyOf = (details: Details) => contactKeys(details).map(({ value }) => value);

describe('an email address', () => {
  test.each([
    ['Sam.Carter@Home.Example', 'sam.carter@home.example'],
    ['  sam@home.example\n', 'sam@home.example'],
    // Each provider decides what dots and tags mean.
    ['s.a.m+complaints@home.example', 's.a.m+complaints@home.example'],
    ['sam@home.example', 'sam@home.example'],
  ])('%j is %j', (email, form) => expect(keyOf({ email })).toEqual([form]));

  test.each(['', 'sam', 'sam@', '@home.example', 'sam carter@home.example', 'a@b@c'])('%j is none', (email) =>
    expect(keyOf({ email })).toEqual([]),
  );
});

describe('a phone number', () => {
  test.each([
    ['01743 123456', '+441743123456'],
    ['(01743) 123-456', '+441743123456'],
    ['+44 1743 123456', '+441743123456'],
    ['+44 (0)1743 123456', '+441743123456'],
    ['+44 01743 123456', '+441743123456'],
    ['0044 1743 123456', '+441743123456'],
    ['441743123456', '+441743123456'],
    ['01743 123456 ext. 12', '+441743123456'],
    ['01743 123456 x12', '+441743123456'],
    ['07700 900123', '+447700900123'],
    ['7700900123', '+447700900123'],
    ['Tel: 07700.900.123 (after six)', '+447700900123'],
    ['0845 46 47 48 9', '+448454647489'],
    // Ten digits with the zero: some British numbers are shorter.
    ['016977 2345', '+44169772345'],
    ['+353 1 234 5678', '+35312345678'],
    ['00 353 1 234 5678', '+35312345678'],
  ])('%j is %j', (phone, form) => expect(keyOf({ phone })).toEqual([form]));

  test.each(['', 'none', '123456', '999', '0', '+44', '12345678901234567890', 'ask my mother'])(
    '%j is none',
    (phone) => expect(keyOf({ phone })).toEqual([]),
  );
});

describe('a name at an address', () => {
  const home = '4 Mill Lane, Shrewsbury, SY1 1AA';
  test.each<[Details, Details, boolean]>([
    [{ name: 'Sam Carter', address: home }, { name: 'Mr SAM CARTER', address: 'Mill Lane 4\nsy11aa' }, true],
    [{ name: 'Sam Carter', address: home }, { name: 'Carter, Dr. Sam', address: home }, true],
    [{ name: "Zoë O'Brien", address: home }, { name: 'Zoe O’Brien', address: home }, true],
    [{ name: 'Ann Smith-Jones', address: home }, { name: 'Ann Smith Jones', address: home }, true],
    [{ name: 'Sam Carter', address: home }, { name: 'Sam Carter', address: '4 Mill Lane, SY1 1AB' }, false],
    [{ name: 'Sam Carter', address: home }, { name: 'Pat Carter', address: home }, false],
    [{ name: 'Sam Lord', address: home }, { name: 'Sam', address: home }, false],
    // Without a postcode the address itself has to be the same.
    [{ name: 'Sam', address: '4 Mill Lane' }, { name: 'Sam', address: '4, mill lane.' }, true],
    [{ name: 'Sam', address: '4 Mill Lane' }, { name: 'Sam', address: '14 Mill Lane' }, false],
  ])('%j and %j', (one, other, alike) =>
    expect(likeness(one, other)).toEqual(
      alike ? { strength: 'possible', reasons: ['name and address'] } : undefined,
    ),
  );

  test.each<Details>([
    { name: 'Sam Carter' },
    { address: home },
    { name: 'Mr', address: home },
    { name: '...', address: home },
    { name: 'Sam', address: ' - ' },
  ])('%j is too little to find anyone by', (details) => expect(contactKeys(details)).toEqual([]));
});

const word = fc
  .stringMatching(/^[a-z]{2,8}$/)
  .filter((name) => !/^(mr|mrs|ms|miss|mx|dr|rev|sir|dame|lord|lady|cllr|prof)$/.test(name));
const details = fc.record(
  {
    name: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.tuple(word, word).map((both) => both.join(' ')),
    ),
    email: fc.oneof(fc.string(), fc.emailAddress()),
    phone: fc.oneof(fc.string(), fc.stringMatching(/^0[127]\d{9}$/)),
    address: fc.string({ unit: 'grapheme' }),
  },
  { requiredKeys: [] },
);

describe('for any two persons', () => {
  it('likeness is symmetric, and reflexive for anyone with a key', () => {
    fc.assert(
      fc.property(details, details, (one, other) => {
        expect(likeness(one, other)).toEqual(likeness(other, one));
        expect(likeness(one, one)?.reasons.length ?? 0).toBe(contactKeys(one).length);
      }),
    );
  });

  it('they are alike exactly when they share a key, strongly if it is more than name and address', () => {
    fc.assert(
      fc.property(
        details,
        details,
        fc.subarray(['name', 'email', 'phone', 'address'] as const),
        (one, two, shared) => {
          const other = { ...two, ...Object.fromEntries(shared.map((field) => [field, one[field]])) };
          const keys = new Set(contactKeys(one).map(({ kind, value }) => `${kind} ${value}`));
          const common = contactKeys(other).filter(({ kind, value }) => keys.has(`${kind} ${value}`));
          const found = likeness(one, other);
          expect(found?.reasons.length ?? 0).toBe(common.length);
          const strong = common.some(({ kind }) => kind !== 'name and address');
          expect(found?.strength).toBe(common.length === 0 ? undefined : strong ? 'strong' : 'possible');
        },
      ),
    );
  });

  it('normalising an address, number or name twice changes nothing', () => {
    fc.assert(
      fc.property(details, (one) => {
        for (const { kind, value } of contactKeys(one)) {
          const [name = '', address = ''] = value.split(' @ ');
          // In the order of the alphabet a title can come first that was none where it stood ("Zoe Mr"). Alone it is no name.
          const [first = ''] = name.split(' ');
          fc.pre(kind !== 'name and address' || contactKeys({ name: first, address: '1' }).length > 0);
          const again = {
            email: { email: value },
            phone: { phone: value },
            'name and address': { name, address },
          };
          expect(contactKeys(again[kind])).toEqual([{ kind, value }]);
        }
      }),
    );
  });

  it('spacing and punctuation of a number or name do not matter', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^0[127]\d{9}$/),
        fc.nat(9),
        fc.constantFrom(' ', '-', '.', '  '),
        (phone, place, gap) => {
          const spaced = `${phone.slice(0, place + 1)}${gap}${phone.slice(place + 1)}`;
          expect(keyOf({ phone: spaced })).toEqual(keyOf({ phone }));
          expect(keyOf({ phone: `+44 (0)${phone.slice(1)}` })).toEqual(keyOf({ phone }));
        },
      ),
    );
    fc.assert(
      fc.property(word, word, fc.constantFrom('Mr', 'Mrs', 'Dr.', 'Rev'), (first, last, title) => {
        const address = 'York YO1 7HH';
        const plain = keyOf({ name: `${first} ${last}`, address });
        expect(keyOf({ name: `${title} ${first.toUpperCase()} ${last}`, address })).toEqual(plain);
        expect(keyOf({ name: `${last}, ${title} ${first}`, address })).toEqual(plain);
      }),
    );
  });

  it('the reasons never contain the details', () => {
    fc.assert(
      fc.property(details, (one) => {
        const known = new Set(['email', 'phone', 'name and address']);
        expect(likeness(one, one)?.reasons.filter((reason) => !known.has(reason)) ?? []).toEqual([]);
      }),
    );
  });
});
