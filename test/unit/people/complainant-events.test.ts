import { describe, expect, test } from 'vitest';
import {
  casesBehind,
  confirmMatch,
  movedBy,
  recordOf,
  rejectMatch,
  replayComplainant,
  isReviewDue,
  splitOff,
  type Complainant,
  type Member,
  type NewComplainantEvent,
} from '../../../functions/domain/people/complainant.ts';

const at = '2026-06-01T09:00:00.000Z';
const by = 'user:complaints-officer' as const;
const member = (n: number): Member => ({ caseId: `c${n}`, person: 'P1' });
const matched = (one: Member): NewComplainantEvent => ({ at, by, type: 'matched', member: one });
const apart = (one: Member): NewComplainantEvent => ({ at, by, type: 'kept apart', member: one });
const flag = {
  caseId: 'c1',
  reason: 'Forty letters',
  decisionMaker: 'director',
  by,
  at,
  reviewOn: '2026-12-01',
};
const flagged: NewComplainantEvent = { at, by, type: 'flagged', flag };
const alert = (to: string, status: 'sending' | 'sent' = 'sent'): NewComplainantEvent => ({
  at,
  by: 'system',
  type: 'review alert',
  to,
  reviewOn: '2026-12-01',
  status,
});
const after = (...events: NewComplainantEvent[]): Complainant =>
  recordOf(replayComplainant('K', []), events).after;

describe('replaying the events of a complainant', () => {
  test('begins with nothing', () => {
    expect(after()).toEqual({ id: 'K', version: 0, members: [], apart: [], takenIn: [], alerts: [] });
  });
  test('adds a matched person once, and overrides an earlier rejection', () => {
    expect(after(matched(member(1)), matched(member(2)), matched(member(1))).members).toEqual([
      member(2),
      member(1),
    ]);
    expect(after(apart(member(2)), apart(member(3)), matched(member(2)))).toMatchObject({
      members: [member(2)],
      apart: [member(3)],
      version: 3,
    });
  });
  test('counts two people of one case separately', () => {
    const other = { caseId: 'c1', person: 'P2' };
    expect(after(matched(member(1)), matched(other)).members).toEqual([member(1), other]);
  });
  test('lists a person kept apart twice once', () => {
    expect(after(apart(member(1)), apart(member(2)), apart(member(1))).apart).toEqual([member(2), member(1)]);
  });
  test('keeps a split-off person apart from then on', () => {
    const split: NewComplainantEvent = { at, by, type: 'split off', member: member(1), reason: 'x' };
    expect(after(matched(member(1)), matched(member(2)), apart(member(3)), split)).toMatchObject({
      members: [member(2)],
      apart: [member(3), member(1)],
    });
  });
  test('removes an erased person everywhere', () => {
    const erased = (one: Member): NewComplainantEvent => ({ at, by: 'system', type: 'erased', member: one });
    expect(after(matched(member(1)), apart(member(2)), erased(member(1)), erased(member(2)))).toMatchObject({
      members: [],
      apart: [],
      version: 4,
    });
  });
  test('merges one complainant into another and leaves the first empty', () => {
    const takenIn = (complainant: string): NewComplainantEvent => ({ at, by, type: 'taken in', complainant });
    expect(after(takenIn('A'), takenIn('B')).takenIn).toEqual(['A', 'B']);
    const joined: NewComplainantEvent = { at, by, type: 'joined', complainant: 'A' };
    expect(after(matched(member(1)), apart(member(2)), flagged, alert('jo'), joined)).toEqual({
      id: 'K',
      version: 5,
      members: [],
      apart: [],
      takenIn: [],
      alerts: [],
    });
  });
});

describe('a flag', () => {
  const kept: NewComplainantEvent = {
    at,
    by,
    type: 'flag kept',
    reason: 'Still',
    decisionMaker: 'director-2',
    reviewOn: '2027-06-01',
  };
  const ended: NewComplainantEvent = { at, by, type: 'flag ended', reason: 'Better' };

  test('is kept with a new day and decision maker and its original reason', () => {
    expect(after(flagged, alert('jo'), kept)).toMatchObject({
      flag: { ...flag, decisionMaker: 'director-2', reviewOn: '2027-06-01' },
      alerts: [],
    });
    expect(after(kept)).not.toHaveProperty('flag');
    expect(after(kept).version).toBe(1);
  });
  test('ends with its alerts', () => {
    expect(after(flagged, alert('jo'), ended)).not.toHaveProperty('flag');
    expect(after(flagged, alert('jo'), ended).alerts).toEqual([]);
  });
  test('has no alert when it is set again', () => {
    expect(after(flagged, alert('jo'), flagged).alerts).toEqual([]);
  });
  test('keeps the latest alert for each person', () => {
    expect(after(flagged, alert('jo', 'sending'), alert('al'), alert('jo')).alerts).toEqual([
      { to: 'al', at, status: 'sent' },
      { to: 'jo', at, status: 'sent' },
    ]);
  });
  test.each([
    ['the day before', '2026-11-30', false],
    ['on the day', '2026-12-01', true],
    ['the day after', '2026-12-02', true],
  ])('is due for review %s: %o %o', (_, today, due) => {
    expect(isReviewDue(after(flagged), today)).toBe(due);
    expect(isReviewDue(after(), today)).toBe(false);
  });
});

describe('a ruling of an officer', () => {
  const side = (n: number, ...events: NewComplainantEvent[]) => ({
    member: member(n),
    complainant: recordOf(replayComplainant(`K${n}`, []), events).after,
  });
  const ruling = { at, by, reason: 'The same phone' };

  test('refuses a match of two who are already one, or both flagged', () => {
    const one = side(1, matched(member(1)), matched(member(2)));
    expect(confirmMatch(one, { ...one, member: member(2) }, ruling)).toEqual({
      ok: false,
      kind: 'conflict',
      refusal: { code: 'same-complainant-already', params: {} },
    });
    expect(confirmMatch(side(1, flagged), side(2, flagged), ruling)).toEqual({
      ok: false,
      kind: 'conflict',
      refusal: { code: 'both-flagged', params: {} },
    });
    expect(confirmMatch(side(1, flagged), side(2), ruling).ok).toBe(true);
  });
  test('refuses to keep apart two who are one, who must be split instead', () => {
    const one = side(1, matched(member(1)), matched(member(2)));
    expect(rejectMatch(one, { ...one, member: member(2) }, ruling)).toEqual({
      ok: false,
      kind: 'conflict',
      refusal: { code: 'same-complainant-split-instead', params: {} },
    });
  });
  /** The recorded events, without their time and author. */
  const eventsOf = (ruled: ReturnType<typeof confirmMatch>) =>
    (ruled.ok ? ruled.steps : []).map(({ events }) =>
      events.map((event) =>
        Object.fromEntries(Object.entries(event).filter(([key]) => !['seq', 'at', 'by'].includes(key))),
      ),
    );

  test('joins two new complainants, with the reason if given', () => {
    const reason = { reason: 'The same phone' };
    expect(eventsOf(confirmMatch(side(1), side(2), ruling))).toEqual([
      [
        { type: 'matched', member: member(1), about: ['c1', 'c2'], ...reason },
        { type: 'matched', member: member(2), about: ['c1', 'c2'], ...reason },
      ],
    ]);
    expect(eventsOf(confirmMatch(side(1), side(2), { at, by }))[0]?.[0]).not.toHaveProperty('reason');
    expect(eventsOf(rejectMatch(side(1), side(2), ruling))).toEqual([
      [
        { type: 'matched', member: member(1), about: ['c1', 'c2'] },
        { type: 'kept apart', member: member(2), about: ['c1', 'c2'], ...reason },
      ],
    ]);
    expect(eventsOf(rejectMatch(side(1), side(2), { at, by }))[0]?.[1]).not.toHaveProperty('reason');
  });
  test('merges the smaller into the larger, with its flag and those kept apart', () => {
    const larger = side(1, matched(member(1)), matched(member(3)));
    const smaller = side(2, matched(member(2)), apart(member(3)), apart(member(4)), flagged);
    expect(eventsOf(confirmMatch(smaller, larger, { at, by }))).toEqual([
      [
        { type: 'matched', member: member(2), about: ['c2', 'c1'] },
        { type: 'kept apart', member: member(4), about: ['c2', 'c1'] },
        { type: 'taken in', complainant: 'K2' },
        { type: 'flagged', flag, about: ['c2', 'c1'] },
      ],
      [{ type: 'joined', complainant: 'K1' }],
    ]);
  });
  test('moves each person once, and no one merely kept apart', () => {
    const split = splitOff(side(1, matched(member(1))).complainant, member(1), ruling);
    const ruled = rejectMatch(side(1), side(2), ruling);
    const again = recordOf(replayComplainant('K', []), [matched(member(1)), apart(member(5))]);
    expect(movedBy([split, again, ...(ruled.ok ? ruled.steps : [])])).toEqual([member(1)]);
  });
});

describe('the cases behind an event', () => {
  const behind = (...events: NewComplainantEvent[]) => {
    const stored = recordOf(replayComplainant('K', []), events).events;
    return stored.map((event) => casesBehind(event, stored));
  };
  const later = { at: '2026-06-02T09:00:00.000Z' };

  test('are its own and those that the decision compared', () => {
    expect(
      behind(
        { at, by, type: 'matched', member: member(1), about: ['c1', 'c2'] },
        { at, by, type: 'split off', member: member(2), reason: 'x', about: ['c1', 'c2', 'c3'] },
        { ...later, by, type: 'flagged', flag, about: ['c3', 'c4'] },
      ),
    ).toEqual([
      ['c1', 'c2'],
      ['c2', 'c1', 'c3'],
      ['c1', 'c3', 'c4'],
    ]);
  });
  test('are all of the same moment if it was stored without them', () => {
    expect(
      behind(
        matched(member(1)),
        apart(member(2)),
        { ...matched(member(3)), ...later },
        { ...matched(member(4)), ...later, by: 'user:another' },
        flagged,
      ),
    ).toEqual([['c1', 'c2'], ['c2', 'c1'], ['c3'], ['c4'], ['c1']]);
  });
  test('are none of a review', () => {
    expect(behind({ at, by, type: 'flag ended', reason: 'x' }, alert('a'))).toEqual([[], []]);
  });
});
