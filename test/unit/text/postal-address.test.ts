import { describe, expect, test } from 'vitest';
import { windowAddress } from '../../../functions/domain/text/postal-address.ts';

// Addresses as people write them, and what stands in the window of an envelope.

describe('an address that can be posted to', () => {
  test.each<[string, string[]]>([
    ['1 High Street\nShrewsbury\nSY1 1AA', ['1 High Street', 'Shrewsbury', 'SY1 1AA']],
    ['1 High Street, Shrewsbury, SY1 1AA', ['1 High Street', 'Shrewsbury', 'SY1 1AA']],
    ['1 High Street; Shrewsbury; sy11aa.', ['1 High Street', 'Shrewsbury', 'SY1 1AA']],
    ['1, High Street, Shrewsbury SY1  1AA', ['1 High Street', 'Shrewsbury', 'SY1 1AA']],
    ['12a, High Street, Shrewsbury, SY1 1AA', ['12a High Street', 'Shrewsbury', 'SY1 1AA']],
    ['1 High Street\n\nShrewsbury\nSY1 1AA\nUK', ['1 High Street', 'Shrewsbury', 'SY1 1AA']],
    ['1 High Street, Shrewsbury, SY1 1AA, England', ['1 High Street', 'Shrewsbury', 'SY1 1AA']],
    ['1 High Street Shrewsbury SY1 1AA', ['1 High Street Shrewsbury', 'SY1 1AA']],
    ['SY1 1AA, 1 High Street, Shrewsbury', ['1 High Street', 'Shrewsbury', 'SY1 1AA']],
    ['Kim Lee, BFPO 12', ['Kim Lee', 'BFPO 12']],
    ['Girobank, Bootle, gir0aa', ['Girobank', 'Bootle', 'GIR 0AA']],
    ['10 Downing Street, London, SW1A 2AA', ['10 Downing Street', 'London', 'SW1A 2AA']],
    ['1 Rue de Rivoli, 75001 Paris, France', ['1 Rue de Rivoli', '75001 Paris', 'France']],
  ])('%s', (typed, lines) => {
    expect(windowAddress(typed)).toEqual({ lines });
  });

  test('has no more lines than the window shows: the first ones share a line', () => {
    const lines = (...before: string[]) => windowAddress([...before, 'SY1 1AA'].join('\n')).lines;
    expect(lines('A', 'B', 'C', 'D', 'E')).toEqual(['A', 'B', 'C', 'D', 'E', 'SY1 1AA']);
    expect(lines('A', 'B', 'C', 'D', 'E', 'F')).toEqual(['A, B', 'C', 'D', 'E', 'F', 'SY1 1AA']);
    expect(lines('A', 'B', 'C', 'D', 'E', 'F', 'G')).toEqual(['A, B, C', 'D', 'E', 'F', 'G', 'SY1 1AA']);
  });
});

describe('an address that cannot be posted to', () => {
  test.each<[string | undefined, string]>([
    [undefined, 'no address'],
    ['', 'no address'],
    [' \n ', 'no address'],
    [',;', 'not an address'],
    ['No fixed abode', 'not an address'],
    ['of no fixed address.', 'not an address'],
    ['NFA', 'not an address'],
    ['Not known', 'not an address'],
    ['n/a', 'not an address'],
    ['Same as before', 'not an address'],
    ['to follow by phone', 'not an address'],
    ['don’t know', 'not an address'],
    ['-', 'not an address'],
    ['XXX', 'not an address'],
    ['unknown, Shrewsbury, SY1 1AA', 'not an address'],
    ['sam@example.org', 'email address'],
    ['1 High Street, sam@example.org', 'email address'],
    ['1 High Street, Shrewsbury', 'no postcode'],
    ['1 High Street, Shrewsbury, Shropshire', 'no postcode'],
    ['Paris, France', 'no postcode'],
    ['1 High Street, Shrewsbury, SY1 1A', 'no postcode'],
    ['SY1 1AA', 'no town'],
    ['1 High Street, SY1 1AA', 'no town'],
    ['High Street in Shrewsbury SY1 1AA', 'no town'],
    ['BFPO 12', 'no town'],
  ])('%s', (typed, problem) => {
    expect(windowAddress(typed).problem).toBe(problem);
  });

  test('keeps its lines, so that someone can put them right', () => {
    expect(windowAddress('1 High Street, Shrewsbury').lines).toEqual(['1 High Street', 'Shrewsbury']);
    expect(windowAddress('Same as before').lines).toEqual(['Same as before']);
    expect(windowAddress('1 High Street, SY1 1AA').lines).toEqual(['1 High Street', 'SY1 1AA']);
  });
  test('is not one that only begins like none', () => {
    expect(windowAddress('Nonesuch House, Shrewsbury, SY1 1AA')).not.toHaveProperty('problem');
  });
});
