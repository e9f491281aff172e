import { describe, expect, test } from 'vitest';
import { record } from '../../../functions/domain/case/replay.ts';
import type { Answers } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { advocateDue, gateProblems } from '../../../functions/domain/decisions/gates.ts';
import type { Gate } from '../../../workflows/procedures/meanings.ts';
import type { Outcome } from '../../../workflows/procedures/procedure.ts';

const relations = ['child', 'care-leaver', 'parent', 'foster-carer', 'special-guardian', 'adopter'] as const;

/** The fields of a form that a gate does not let through. */
function held(gate: Gate, facts: Facts, answers: Answers = {}): string[] {
  return problems([gate], facts, answers).map(({ field }) => field);
}

function problems(gates: Gate[] | undefined, facts: Facts, answers: Answers = {}) {
  const base = { at: '2026-06-01T09:00:00.000Z', by: 'system' } as const;
  const { after } = record('C', undefined, [
    {
      ...base,
      type: 'received',
      reference: 'SC-2026-00001-4',
      kind: 'complaint',
      channel: 'phone',
      receivedAt: base.at,
      receivedOn: '2026-06-01',
      message: 'M1',
    },
    { ...base, type: 'facts-recorded', facts },
  ]);
  const outcome: Outcome = { title: 'Send', form: {}, letters: [], next: 'closed', closedAs: 'answered' };
  return gateProblems(gates === undefined ? outcome : { ...outcome, gates }, answers, after, {
    today: '2026-06-02',
  });
}

describe('an advocate must be offered to a child and to a care leaver, and to no one else (section 26A)', () => {
  test.each<[string, Facts, boolean]>([
    ['a child', { relation: 'child' }, true],
    ['a care leaver', { relation: 'care-leaver' }, true],
    ['a complaint made by a child through somebody', { relation: 'foster-carer', madeByChild: true }, true],
    ['a parent', { relation: 'parent' }, false],
    ['a parent who acts for a child', { relation: 'parent', actsFor: 'child' }, false],
    ['nobody knows who', {}, false],
  ])('%s', (_, facts, due) => {
    expect(advocateDue(facts)).toBe(due);
    expect(held('advocacy offered', facts)).toEqual(due ? ['advocacyOffered'] : []);
    expect(held('advocacy offered', { ...facts, advocacyOffered: false })).toEqual(
      due ? ['advocacyOffered'] : [],
    );
    expect(held('advocacy offered', { ...facts, advocacyOffered: true })).toEqual([]);
  });

  test('the refusal has a code and names the field', () => {
    expect(problems(['advocacy offered'], { relation: 'child' })).toEqual([
      { field: 'advocacyOffered', code: 'advocate-not-offered', params: {} },
    ]);
  });
});

describe('consent', () => {
  const without = [undefined, 'asked for', 'refused'] as const;
  const consented = ['given', 'not needed'] as const;
  const withConsent = (consent: Facts['consent']) => (consent === undefined ? {} : { consent });

  test.each(without)("someone who acts for a child needs the child's consent: %s is none", (consent) => {
    for (const relation of relations) {
      const facts: Facts = { relation, actsFor: 'child', ...withConsent(consent) };
      expect([relation, held('consent to represent', facts)]).toEqual([
        relation,
        relation === 'child' ? [] : ['consent'],
      ]);
    }
  });

  test.each(consented)('%s lets them through', (consent) => {
    for (const relation of relations)
      expect(held('consent to represent', { relation, actsFor: 'child', consent })).toEqual([]);
    expect(held('consent to disclose', { consent }, { disclosesAboutChild: true })).toEqual([]);
  });

  test.each(without)("a parent's own complaint is never held up for want of it: %s", (consent) => {
    const own: Facts[] = [
      { relation: 'parent', actsFor: 'self', ...withConsent(consent) },
      { relation: 'parent', ...withConsent(consent) },
    ];
    for (const facts of own) expect(held('consent to represent', facts)).toEqual([]);
  });

  test('ends a complaint for lack of consent only when the child refused', () => {
    for (const consent of [...without, ...consented]) {
      const facts: Facts = { relation: 'parent', ...withConsent(consent) };
      expect(held('consent refused', { ...facts, actsFor: 'self' })).toEqual(['consent']);
      expect(held('consent refused', { ...facts, actsFor: 'child' })).toEqual(
        consent === 'refused' ? [] : ['consent'],
      );
    }
  });

  test.each(without)('is required for disclosure, whoever complains: %s', (consent) => {
    for (const relation of relations) {
      const facts: Facts = { relation, ...withConsent(consent) };
      expect(held('consent to disclose', facts, { disclosesAboutChild: true })).toEqual([
        'disclosesAboutChild',
      ]);
      expect(held('consent to disclose', facts, { disclosesAboutChild: false })).toEqual([]);
      // Once the child was asked or has refused, an empty box is no answer.
      expect(held('consent to disclose', facts)).toEqual(
        consent === undefined ? [] : ['disclosesAboutChild'],
      );
    }
  });
});

test('requires an upheld point for a referral without a panel, whatever the checklist says', () => {
  const found = (finding: 'upheld' | 'not upheld'): Facts => ({
    findings: [{ point: 'P1', finding, reasons: 'We called.' }],
  });
  expect(held('a point upheld', found('upheld'))).toEqual([]);
  for (const facts of [found('not upheld'), {}])
    expect(held('a point upheld', facts)).toEqual(['pointsUpheld']);
});

test('checks exactly the gates that an outcome names', () => {
  const facts: Facts = { relation: 'care-leaver', actsFor: 'child' };
  const disclosing = { disclosesAboutChild: true };
  expect(problems(undefined, facts, disclosing)).toEqual([]);
  expect(
    problems(['advocacy offered', 'consent to represent', 'consent to disclose'], facts, disclosing).map(
      ({ field }) => field,
    ),
  ).toEqual(['advocacyOffered', 'consent', 'disclosesAboutChild']);
});
