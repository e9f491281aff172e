import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import {
  furtherComplainants,
  lettersStopped,
  nextPartyId,
  partiesAs,
  partiesOf,
  partyOf,
  withLinksRevoked,
} from '../../../functions/domain/case/parties.ts';
import { aCase, type What } from '../a-case.ts';

// A case that was received from P1 on Monday 1 June 2026.

const added = (party: string, more: Partial<Extract<What, { type: 'party-added' }>> = {}): What => ({
  type: 'party-added',
  party,
  roles: ['complainant'],
  copies: 'all letters',
  at: '2026-06-03T23:30:00.000Z',
  ...more,
});
const ended = (party: string, why: 'died' | 'no longer acts' = 'died'): What => ({
  type: 'party-ended',
  party,
  why,
  reason: 'They told us.',
  at: '2026-06-05T09:00:00.000Z',
});
const from = (...happened: What[]): Case => {
  const start = { ...aCase(), person: 'P1' };
  return happened.length === 0 ? start : withEvents(happened);
};
const withEvents = (happened: What[]): Case =>
  aCase(added('P1', { at: '2026-06-01T09:00:00.000Z' }), ...happened);

describe('the people of a case', () => {
  test('are the person it was received from, until others are recorded', () => {
    expect(partiesOf(from())).toEqual([
      { id: 'P1', roles: ['complainant'], copies: 'all letters', since: '2026-06-01' },
    ]);
    expect(partiesOf(aCase())).toEqual([]);
    expect(nextPartyId(from())).toBe('P2');
    expect(nextPartyId(aCase())).toBe('P1');
  });

  test('are recorded with the day in London', () => {
    const state = from(added('P2', { roles: ['advocate'], copies: 'decisions', user: 'director' }));
    expect(partyOf(state, 'P2')).toEqual({
      id: 'P2',
      roles: ['advocate'],
      copies: 'decisions',
      since: '2026-06-04',
      user: 'director',
    });
    expect(partyOf(state, 'P3')).toBeUndefined();
    expect(partyOf(state, undefined)).toBeUndefined();
    expect(partyOf(from(added('P2')), 'P2')).not.toHaveProperty('user');
    expect(nextPartyId(state)).toBe('P3');
  });

  test.each([['P1'], ['P3'], ['P0']])('cannot be recorded as %s when P2 is next', (party) => {
    expect(() => from(added(party))).toThrow(expect.objectContaining({ name: 'EventsOutOfSequence' }));
  });

  test('cannot be changed when they are unknown', () => {
    expect(() => from(ended('P2'))).toThrow(expect.objectContaining({ name: 'EventsOutOfSequence' }));
  });

  test('end on the day in London, and no longer have their roles', () => {
    const state = from(added('P2', { roles: ['advocate'] }), ended('P2', 'no longer acts'));
    expect(partyOf(state, 'P2')?.ended).toEqual({ on: '2026-06-05', why: 'no longer acts' });
    expect(partiesAs(state, 'advocate')).toEqual([]);
    expect(partiesAs(state, 'complainant').map(({ id }) => id)).toEqual(['P1']);
  });

  const changedRoles = (party: string): What => ({
    type: 'party-roles-changed',
    party,
    roles: ['child'],
    copies: 'nothing',
    reason: 'x',
  });
  test('are parties again once they are given a role', () => {
    const state = from(added('P2'), ended('P2'), changedRoles('P2'));
    expect(partyOf(state, 'P2')).toMatchObject({ roles: ['child'], copies: 'nothing' });
    expect(partyOf(state, 'P2')).not.toHaveProperty('ended');
  });

  test.each<[string, Partial<Extract<What, { type: 'party-changed' }>>, string | undefined]>([
    ['another user for another address', { changed: ['email'], user: 'team-manager' }, 'team-manager'],
    ['no user for the address of no user', { changed: ['email'] }, undefined],
    ['the same user when only the name changes', { changed: ['name'] }, 'director'],
  ])('are %s', (_, more, user) => {
    const state = from(added('P2', { user: 'director' }), {
      type: 'party-changed',
      party: 'P2',
      changed: [],
      ...more,
    });
    expect(partyOf(state, 'P2')?.user).toBe(user);
    expect(partyOf(state, 'P1')).not.toHaveProperty('user');
  });
});

describe('letters to the complainant', () => {
  test('go on to the same person while they complain', () => {
    const state = from(added('P2'));
    expect(state.person).toBe('P1');
    expect(furtherComplainants(state).map(({ id }) => id)).toEqual(['P2']);
    expect(lettersStopped(state)).toBe(false);
  });
  test('go to the next complainant when they end', () => {
    const state = from(added('P2', { roles: ['advocate'] }), added('P3'), ended('P1'));
    expect(state.person).toBe('P3');
    expect(furtherComplainants(state)).toEqual([]);
    expect(lettersStopped(state)).toBe(false);
  });
  test('stop when no one takes their place', () => {
    const state = from(added('P2', { roles: ['advocate'] }), ended('P1'));
    expect([state.person, lettersStopped(state)]).toEqual(['P1', true]);
  });
  test('go to someone who complains once they do not', () => {
    const state = from(added('P2'), {
      type: 'party-roles-changed',
      party: 'P1',
      roles: ['third party'],
      copies: 'nothing',
      reason: 'x',
    });
    expect(state.person).toBe('P2');
  });
});

describe('private links', () => {
  const epochs = ({ linkEpoch, parties }: Case) => [
    linkEpoch,
    ...(parties ?? []).map((one) => one.linkEpoch),
  ];
  test('of letters to the complainant are revoked with those that the person had before', () => {
    const once = withLinksRevoked(from(added('P2')), undefined);
    expect(epochs(once)).toEqual([1, 1, undefined]);
    expect(epochs(withLinksRevoked(once, undefined))).toEqual([2, 2, undefined]);
  });
  test('of one further complainant are revoked alone', () => {
    const once = withLinksRevoked(from(added('P2')), 'P2');
    expect(epochs(once)).toEqual([undefined, undefined, 1]);
    expect(epochs(withLinksRevoked(once, 'P2'))).toEqual([undefined, undefined, 2]);
  });
  test('of a case without recorded people', () => {
    expect(withLinksRevoked(from(), undefined)).not.toHaveProperty('parties');
    expect(epochs(withLinksRevoked(from(), undefined))).toEqual([1]);
  });
});
