import { describe, expect, test } from 'vitest';
import {
  plusAddress,
  plusTag,
  referenceInAddress,
  sameMailbox,
} from '../../../functions/domain/people/mail-address.ts';

// The addresses by which a reply finds its case.

const intake = 'complaints@council.example';
const reference = 'SC-2026-00001-4';

test('an address is the same whatever its capitals and the spaces around it', () => {
  expect(sameMailbox(' Sam@Example.org', 'sam@example.ORG ')).toBe(true);
  expect(sameMailbox('sam@example.org', 'sam@example.com')).toBe(false);
});

test('the address of a case leads back to it', () => {
  const address = plusAddress(intake, reference);
  expect(address).toBe('complaints+sc-2026-00001-4@council.example');
  expect([plusTag(intake, address), referenceInAddress(intake, address)]).toEqual([
    'sc-2026-00001-4',
    reference,
  ]);
});

describe('the part after the plus', () => {
  test.each<[string, string, string | undefined]>([
    ['of our address', 'complaints+a-b@council.example', 'a-b'],
    ['in capitals, with spaces around', ' Complaints+A@COUNCIL.example ', 'A'],
    ['with another plus', 'complaints+a+b@council.example', 'a+b'],
    ['that is empty', 'complaints+@council.example', ''],
    ['of an address without one', intake, undefined],
    ['of another mailbox', 'complaint+a@council.example', undefined],
    ['of a longer mailbox', 'complaints2+a@council.example', undefined],
    ['of another domain', 'complaints+a@council.example.org', undefined],
    ['of no address', 'complaints+a', undefined],
  ])('%s', (_, address, tag) => {
    expect(plusTag(intake, address)).toBe(tag);
  });
  test.each([
    ['names a case', 'complaints+SC-2026-00001-4@council.example', reference],
    ['has a wrong check digit', 'complaints+sc-2026-00001-5@council.example', undefined],
    ['names nothing', 'complaints+news@council.example', undefined],
    ['is missing', intake, undefined],
  ])('%s', (_, address, named) => {
    expect(referenceInAddress(intake, address)).toBe(named);
  });
});
