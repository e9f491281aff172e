import { expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import type { NewEvent } from '../../../functions/domain/case/events.ts';
import { record } from '../../../functions/domain/case/replay.ts';
import { childrenWithheld } from '../../../functions/domain/people/children-disclosed.ts';

const at = '2026-06-01T09:00:00Z';
const by = 'user:officer';
const child = (party: string, roles: ('child' | 'complainant')[] = ['child']): NewEvent => ({
  at,
  by,
  type: 'party-added',
  party,
  roles,
  copies: 'nothing',
});
const understood = (summary: string, points: string[] = []): NewEvent => ({
  at,
  by,
  type: 'facts-recorded',
  facts: { summary, points: points.map((text, place) => ({ id: `P${place + 1}`, text })) },
});
const received: NewEvent = {
  at,
  by: 'complainant',
  type: 'received',
  reference: 'SC-2026-00001-4',
  kind: 'complaint',
  channel: 'email',
  receivedAt: at,
  receivedOn: '2026-06-01',
  person: 'P1',
  message: 'M1',
};
const state = (...events: NewEvent[]): Case =>
  record('SC-2026-00001-4', undefined, [received, ...events]).after;
const persons = [
  { id: 'P2', name: 'Ali Carter' },
  { id: 'P3', name: "Ben O'Neill" },
  { id: 'P4', name: 'Zoë Carter' },
];
const withheld = (...events: NewEvent[]) => [...childrenWithheld(state(...events), persons)];
const all = [child('P2'), child('P3'), child('P4')];

test.each<[string, NewEvent[], string[]]>([
  ['the only child is always known', [child('P2')], []],
  ['of several that nothing names, none is known', all, ['P2', 'P3', 'P4']],
  ['the summary names one', [...all, understood('No one called about ali.')], ['P3', 'P4']],
  ['a point names another, with a possessive', [...all, understood('x', ["Ben's school."])], ['P2', 'P4']],
  ['a part of a word names no one', [...all, understood('Alison and Benedict')], ['P2', 'P3', 'P4']],
  ['letters with accents', [...all, understood('ZOË was moved')], ['P2', 'P3']],
  ['the surname is not enough', [...all, understood('The Carter family')], ['P2', 'P3', 'P4']],
  [
    'a child who complains is known',
    [child('P2', ['child', 'complainant']), child('P3'), child('P4')],
    ['P3', 'P4'],
  ],
])('%s', (_, events, expected) => {
  expect(withheld(...events)).toEqual(expected);
});
