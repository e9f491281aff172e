import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  plusAddress,
  plusTag,
  referenceInAddress,
  sameMailbox,
} from '../../../functions/domain/people/mail-address.ts';
import { findReferences, formatReference, parseReference } from '../../../functions/domain/case/reference.ts';

const caseNumbers = fc.record({
  prefix: fc.stringMatching(/^[A-Z]{2,4}$/),
  year: fc.integer({ min: 2000, max: 2999 }),
  number: fc.oneof(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 999_999_999 })),
});

describe('case references', () => {
  it.each([
    [{ prefix: 'SC', year: 2026, number: 412 }, 'SC-2026-00412-1'],
    [{ prefix: 'SC', year: 2026, number: 1 }, 'SC-2026-00001-4'],
    [{ prefix: 'KENT', year: 2027, number: 123_456 }, 'KENT-2027-123456-2'],
  ])('%o is written %s', (parts, reference) => {
    expect(formatReference(parts)).toBe(reference);
    expect(parseReference(reference)).toEqual(parts);
  });

  it.each([
    ['lower case', 'sc-2026-00412-1'],
    ['spaces', ' SC 2026 00412 1 '],
    ['en dashes', 'SC–2026–00412–1'],
    ['no-break hyphens with spaces', 'SC \u2011 2026 \u2011 00412 \u2011 1'],
    ['nothing between', 'SC2026004121'],
  ])('understands %s', (_, typed) => {
    expect(parseReference(typed)).toEqual({ prefix: 'SC', year: 2026, number: 412 });
  });

  it.each([
    '',
    'SC-2026-00412',
    'SC-2026-00412-2',
    'S-2026-00412-1',
    'SC-2026-412-1',
    'SC-2026-000412-1',
    'SC-2026-00000-0',
    'x SC-2026-00412-1',
    '٢٠٢٦',
  ])('refuses %o', (typed) => {
    expect(parseReference(typed)).toBeUndefined();
  });

  it('refuses to format an invalid case number', () => {
    expect(() => formatReference({ prefix: 'sc', year: 2026, number: 1 })).toThrow(/prefix/);
    expect(() => formatReference({ prefix: 'SC', year: 2026, number: 0 })).toThrow(/number/);
  });

  it('round-trips through its written form', () => {
    fc.assert(
      fc.property(caseNumbers, (parts) => {
        expect(parseReference(formatReference(parts))).toEqual(parts);
      }),
    );
  });

  it('catches every wrong digit', () => {
    fc.assert(
      fc.property(caseNumbers, fc.nat(), fc.integer({ min: 1, max: 9 }), (parts, at, add) => {
        const reference = formatReference(parts);
        const places = [...reference.matchAll(/\d/g)];
        const place = places[at % places.length];
        const wrong = `${reference.slice(0, place?.index)}${(Number(place?.[0]) + add) % 10}${reference.slice((place?.index ?? 0) + 1)}`;
        expect(parseReference(wrong)).toBeUndefined();
        expect(findReferences(wrong)).toEqual([]);
      }),
    );
  });

  it('catches any two neighbouring digits swapped, even across a hyphen', () => {
    fc.assert(
      fc.property(caseNumbers, fc.nat(), (parts, at) => {
        const reference = formatReference(parts);
        const pairs = [...reference.matchAll(/(?=(\d)(-?)(\d))/g)].filter(
          ([, one, , other]) => one !== other,
        );
        fc.pre(pairs.length > 0);
        const pair = pairs[at % pairs.length];
        const [, one = '', hyphen = '', other = ''] = pair ?? [];
        const index = pair?.index ?? 0;
        const swapped =
          reference.slice(0, index) + other + hyphen + one + reference.slice(index + 2 + hyphen.length);
        expect(parseReference(swapped)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['RE: Your complaint SC-2026-00412-1', ['SC-2026-00412-1']],
    ['(sc 2026 00412 1), again SC–2026–00412–1.', ['SC-2026-00412-1']],
    ['KENT-2027-123456-2/SC-2026-00001-4', ['KENT-2027-123456-2', 'SC-2026-00001-4']],
    ['letter_SC-2026-00412-1_final.pdf', ['SC-2026-00412-1']],
    ['wrong check digit SC-2026-00412-2', []],
    ['part of more: ÄSC-2026-00412-1, SC-2026-00412-12, SC-2026-00412-1a', []],
    ['on 2026-03-02 10 people called 01632 960001', []],
    ['', []],
  ])('finds in %o', (text, references) => {
    expect(findReferences(text)).toEqual(references);
  });
});

describe('plus-addresses', () => {
  const intake = 'complaints@council.example';

  it('round-trip the reference', () => {
    fc.assert(
      fc.property(caseNumbers, (parts) => {
        const reference = formatReference(parts);
        expect(referenceInAddress(intake, plusAddress(intake, reference))).toBe(reference);
      }),
    );
    expect(plusAddress(intake, 'SC-2026-00412-1')).toBe('complaints+sc-2026-00412-1@council.example');
  });

  it.each([
    ['Complaints+SC-2026-00412-1@Council.Example', 'SC-2026-00412-1'],
    ['complaints+sc-2026-00412-2@council.example', undefined],
    ['complaints+sc-2026-00412-1@other.example', undefined],
    ['other+sc-2026-00412-1@council.example', undefined],
    ['complaints@council.example', undefined],
    ['complaints+@council.example', undefined],
    ['', undefined],
  ])('%s names %s', (address, reference) => {
    expect(referenceInAddress(intake, address)).toBe(reference);
  });

  it('ignore other tags, and match mailboxes case-insensitively', () => {
    expect(plusTag(intake, 'COMPLAINTS+website@council.example')).toBe('website');
    expect(sameMailbox(' Complaints@Council.example', intake)).toBe(true);
    expect(sameMailbox('complaints+x@council.example', intake)).toBe(false);
  });
});
