import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../functions/domain/case/events.ts';
import type { Person } from '../../../functions/domain/case/stored-rows.ts';
import { copiesOf, isCopy, mayHaveCopies } from '../../../functions/domain/correspondence/copies.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, decided, opened, started, type What } from '../a-case.ts';

// A complaint of P1 about social care for children, on Monday 1 June 2026.

type Added = Extract<What, { type: 'party-added' }>;
const added = (party: string, roles: Added['roles'], copies: Added['copies'] = 'all letters'): What => ({
  type: 'party-added',
  party,
  roles,
  copies,
});
const complainant = added('P1', ['complainant']);
const letter = (more: Partial<Extract<NewEvent, { type: 'letter-prepared' }>> = {}): NewEvent => ({
  at: '2026-06-10T09:00:00.000Z',
  by: 'system',
  type: 'letter-prepared',
  letter: 'L',
  template: 'acknowledgement',
  to: 'complainant',
  ...more,
});
const consent: Pick<Person, 'authority'> = { authority: { kind: 'consent', on: '2026-06-01' } };
const copies = (happened: What[], persons: Person[], ...events: NewEvent[]) =>
  copiesOf(aCase(complainant, ...happened), persons, events, procedures).map(
    ({ letter: key, to }) => `${key} to ${to}`,
  );

describe('a party gets a copy', () => {
  const advocate = added('P2', ['advocate']);
  const theirs: Person[] = [{ id: 'P2', ...consent }];
  test.each<[string, What[], Person[], NewEvent, string[]]>([
    ['of a letter to the complainant', [advocate], theirs, letter(), ['L/copy/P2 to party:P2']],
    ['not of a letter to anyone else', [advocate], theirs, letter({ to: 'user:director' }), []],
    ['not without an authority', [advocate], [{ id: 'P2' }], letter(), []],
    ['not as someone of whom nothing is known', [advocate], [], letter(), []],
    [
      'as a further complainant, without one',
      [added('P2', ['complainant'])],
      [{ id: 'P2' }],
      letter(),
      ['L/copy/P2 to party:P2'],
    ],
    ['not of nothing', [added('P2', ['advocate'], 'nothing')], theirs, letter(), []],
    [
      'not of a letter without a decision, when they get decisions',
      [added('P2', ['advocate'], 'decisions')],
      theirs,
      letter(),
      [],
    ],
    [
      'not after they have ended',
      [advocate, { type: 'party-ended', party: 'P2', why: 'no longer acts', reason: 'x' }],
      theirs,
      letter(),
      [],
    ],
    ['not of the private link', [advocate], theirs, letter({ template: 'private-link' }), []],
    ['not of a receipt', [advocate], theirs, letter({ template: 'receipt' }), []],
    ['not of advice to the sender', [advocate], theirs, letter({ template: 'safeguarding-advice' }), []],
    ['not of how the complaint goes on', [advocate], theirs, letter({ template: 'complaint-goes-on' }), []],
    ['not of a letter that is sent once more', [advocate], theirs, letter({ letter: 'again/L' }), []],
    [
      'not when letters to the complainant have stopped',
      [advocate, { type: 'party-ended', party: 'P1', why: 'died', reason: 'x' }],
      theirs,
      letter(),
      [],
    ],
    [
      'each their own',
      [advocate, added('P3', ['child'])],
      theirs,
      letter(),
      ['L/copy/P2 to party:P2', 'L/copy/P3 to party:P3'],
    ],
  ])('%s', (_, happened, persons, event, expected) => {
    expect(copies(happened, persons, event)).toEqual(expected);
  });
  test('and none of other events, nor of a case without recorded people', () => {
    expect(copies([advocate], theirs)).toEqual([]);
    expect(
      copies(
        [advocate],
        theirs,
        { at: '2026-06-10T09:00:00.000Z', by: 'system', type: 'facts-recorded', facts: {} },
        letter(),
      ),
    ).toHaveLength(1);
    expect(copiesOf(aCase(), theirs, [letter()], procedures)).toEqual([]);
  });

  const decision = [
    started(),
    opened('stage-1-sign-off', 'director'),
    decided('stage-1-sign-off', 'send', 'user:director', { ends: false }),
  ];
  const [signed] =
    Object.entries(
      procedures.version('childrens-statutory', '2006')?.steps['stage-1-sign-off']?.outcomes ?? {},
    ).find(([, { signedBy }]) => signedBy !== undefined) ?? [];
  test('of the letter of a decision, when they get decisions', () => {
    const sent = letter({ task: 'stage-1-sign-off#1', decision: 1 });
    const parties = added('P2', ['advocate'], 'decisions');
    const by = (outcome: string) => [
      parties,
      ...decision.slice(0, 2),
      decided('stage-1-sign-off', outcome, 'user:director'),
    ];
    expect(signed).toBeDefined();
    expect(copies(by(signed ?? ''), theirs, sent)).toEqual(['L/copy/P2 to party:P2']);
    expect(copies(by('withdraw'), theirs, sent)).toEqual([]);
    expect(copies(by(signed ?? ''), theirs, letter({ task: 'stage-1-sign-off#1', decision: 2 }))).toEqual([]);
    expect(copies(by(signed ?? ''), theirs, letter({ task: 'gone#1', decision: 1 }))).toEqual([]);
  });
  test('always, of what an outcome sends to their role', () => {
    const of = (copiesTo: What) => [
      copiesTo,
      started(),
      opened('stage-3-panel-meeting', 'panel-chair'),
      decided('stage-3-panel-meeting', 'postpone', 'user:complaints-officer', { ends: false }),
    ];
    const sent = letter({ task: 'stage-3-panel-meeting#1', decision: 1 });
    expect(copies(of(added('P2', ['advocate'], 'nothing')), theirs, sent)).toEqual(['L/copy/P2 to party:P2']);
    expect(copies(of(added('P2', ['solicitor'], 'nothing')), theirs, sent)).toEqual([]);
  });
});

describe('by parental responsibility', () => {
  const parent: Person = { id: 'P2', authority: { kind: 'parental responsibility' } };
  const happened = [added('P2', ['representative']), added('P3', ['child'])];
  const child = (bornOn?: string): Person => ({ id: 'P3', ...(bornOn === undefined ? {} : { bornOn }) });
  test.each<[string, Person[], boolean]>([
    ['until the day before the child is 18', [parent, child('2008-06-11')], true],
    ['not from that day', [parent, child('2008-06-10')], false],
    ['while the age is not known', [parent, child()], true],
    ['by consent, at any age', [{ id: 'P2', ...consent }, child('2008-06-10')], true],
  ])('%s', (_, persons, gets) => {
    expect(copies(happened, persons, letter()).includes('L/copy/P2 to party:P2')).toBe(gets);
  });
  test('until the last of several is 18, and without a child on record', () => {
    const two = [...happened, added('P4', ['child'])];
    const younger: Person = { id: 'P4', bornOn: '2012-01-01' };
    expect(copies(two, [parent, child('2008-06-10'), younger], letter())[0]).toBe('L/copy/P2 to party:P2');
    expect(copies(happened.slice(0, 1), [parent], letter())).toEqual(['L/copy/P2 to party:P2']);
  });
});

test('an authority that is not recorded is none', () => {
  expect(mayHaveCopies(['advocate'], { authority: { kind: 'none recorded' } })).toBe(false);
  expect(mayHaveCopies(['advocate'], {})).toBe(false);
  expect(mayHaveCopies(['advocate'], consent)).toBe(true);
  expect(mayHaveCopies(['third party', 'child'], {})).toBe(true);
});

test('a copy is known by its key', () => {
  expect([isCopy({ key: 'L/copy/P2' }), isCopy({ key: 'L' })]).toEqual([true, false]);
});
