import { expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import { placeAmongWaiting } from '../../../functions/domain/people/flood.ts';
import { linkEpochOf } from '../../../functions/domain/people/link-epoch.ts';
import { aCase } from '../a-case.ts';

// Messages of Wednesday 10 June 2026, which in London begins at 23:00Z of the day before.

const sent = (more: { email?: string; at?: string; automatic?: boolean } = {}) => ({
  from: { email: more.email ?? 'alex@example.org' },
  receivedAt: more.at ?? '2026-06-10T09:00:00.000Z',
  automatic: more.automatic ?? false,
});
const many = (length: number, more: Parameters<typeof sent>[0] = {}) =>
  Array.from({ length }, () => sent(more));
const waiting = (length: number): Case => ({
  ...aCase(),
  openMessages: Array.from({ length }, (_, n) => ({ message: `M${n + 2}`, at: '2026-06-10T08:00:00.000Z' })),
});

test.each<[string, ReturnType<typeof sent>[], number, boolean, string | undefined]>([
  ['the tenth of its sender on a day', many(9), 0, false, undefined],
  ['the eleventh of its sender on a day', many(10), 0, false, 'leads'],
  [
    'the eleventh, the others a day before',
    many(10, { at: '2026-06-09T22:59:59.999Z' }),
    0,
    false,
    undefined,
  ],
  [
    'the eleventh, the others just after midnight',
    many(10, { at: '2026-06-09T23:00:00.000Z' }),
    0,
    false,
    'leads',
  ],
  ['the eleventh, the others of someone else', many(10, { email: 'sam@example.org' }), 0, false, undefined],
  ['the eleventh, the others automatic', many(10, { automatic: true }), 0, false, undefined],
  ['the eleventh, of an officer', many(10), 0, true, undefined],
  ['while 39 wait', [], 39, false, undefined],
  ['while 40 wait', [], 40, false, 'leads'],
  ['while 40 wait, of an officer', [], 40, true, 'leads'],
])('a message has a task of its own, or leads the further ones: %s', (_, before, open, byOfficer, place) => {
  expect(placeAmongWaiting(waiting(open), before, sent(), { byOfficer })).toBe(place);
});

test('links are revoked apart for the complainant who is written to and for a further one', () => {
  const parties = [
    {
      id: 'P1',
      roles: ['complainant' as const],
      copies: 'all letters' as const,
      since: '2026-06-01',
      linkEpoch: 5,
    },
    {
      id: 'P2',
      roles: ['complainant' as const],
      copies: 'all letters' as const,
      since: '2026-06-01',
      linkEpoch: 2,
    },
  ];
  const state: Case = { ...aCase(), person: 'P1', linkEpoch: 3, parties };
  expect(['P1', 'P2', 'P3'].map((id) => linkEpochOf(state, id))).toEqual([3, 2, 0]);
  expect(linkEpochOf({ ...aCase(), person: 'P1' }, 'P1')).toBe(0);
});
