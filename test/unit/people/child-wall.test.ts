import { expect, test } from 'vitest';
import type { CaseDocument, Message } from '../../../functions/domain/case/stored-rows.ts';
import type { Addressee } from '../../../functions/domain/case/events.ts';
import {
  enclosuresFor,
  wallForIndependent,
  wallForParty,
  withinWall,
} from '../../../functions/domain/people/child-wall.ts';
import { aCase, council, facts, opened, started, type What } from '../a-case.ts';

// P1 complains about two children, P2 (Ali) and P3 (Ben). P4 speaks for Ben, and P5 for both.
const party = (
  id: string,
  roles: Extract<What, { type: 'party-added' }>['roles'],
  children?: string[],
): What => ({
  type: 'party-added',
  party: id,
  roles,
  copies: 'decisions',
  ...(children === undefined ? {} : { children }),
});
const people = [
  party('P1', ['complainant']),
  party('P2', ['child']),
  party('P3', ['child']),
  party('P4', ['representative'], ['P3']),
  party('P5', ['advocate'], ['P2', 'P3']),
];
const limited = (item: string, ...children: string[]): What => ({
  type: 'limited-to-children',
  item,
  children,
});
const ofAli = limited('D1', 'P2');
const ofBen = limited('D2', 'P3');
const ofBoth = limited('D3', 'P2', 'P3');
const limits = [ofAli, ofBen, ofBoth];

const document = (id: string): CaseDocument => ({
  id,
  title: id,
  file: `documents/${id}`,
  mimeType: 'text/plain',
  size: 1,
  addedAt: '2026-06-02T09:00:00.000Z',
  addedBy: 'user:complaints-officer',
});
const documents = ['D1', 'D2', 'D3', 'D4'].map(document);
const seen = (file: { documents: { id: string }[] }) => file.documents.map(({ id }) => id);

test.each([
  ['the only complainant', 'P1', ['D1', 'D2', 'D3', 'D4']],
  ['a child', 'P2', ['D1', 'D4']],
  ['the other child', 'P3', ['D2', 'D4']],
  ['a representative of one child', 'P4', ['D2', 'D4']],
  ['an advocate of both', 'P5', ['D1', 'D2', 'D3', 'D4']],
  ['someone who is no party', 'P9', ['D4']],
  ['no one in particular', undefined, ['D4']],
])('%s sees the papers of their children', (_, reader, expected) => {
  const state = aCase(...people, ...limits);
  const file = { state, documents, messages: [] };
  expect(seen(withinWall(file, wallForParty(state, reader)))).toEqual(expected);
});

test('of two complainants each sees only papers of the children recorded for them', () => {
  const state = aCase(...people, party('P6', ['complainant'], ['P2']), ...limits);
  const of = (reader: string) =>
    seen(withinWall({ state, documents, messages: [] }, wallForParty(state, reader)));
  expect([of('P1'), of('P6')]).toEqual([['D4'], ['D1', 'D4']]);
});

test('the only complainant sees papers of the children recorded for them, if some are', () => {
  const [, ...others] = people;
  const state = aCase(party('P1', ['complainant'], ['P2']), ...others, ...limits);
  expect(seen(withinWall({ state, documents, messages: [] }, wallForParty(state, 'P1')))).toEqual([
    'D1',
    'D4',
  ]);
});

test('a case without limits is shown as it is', () => {
  const state = aCase(...people);
  const file = { state, documents, messages: [] };
  expect(withinWall(file, wallForParty(state, 'P9'))).toBe(file);
});

test('a limit that is lifted holds no longer', () => {
  const state = aCase(...people, ofAli, ofBen, limited('D1'));
  expect(seen(withinWall({ state, documents, messages: [] }, wallForParty(state, 'P3')))).toEqual([
    'D1',
    'D2',
    'D3',
    'D4',
  ]);
});

test('a message goes with all that is attached to it, an attachment alone', () => {
  const state = aCase(...people, limited('M1', 'P2'), limited('M2-2', 'P2'));
  const message = (id: string): Message => ({
    id,
    channel: 'email',
    receivedAt: '2026-06-02T09:00:00.000Z',
    from: {},
    subject: '',
    text: '',
    automatic: false,
    attachments: ['one', 'two'].map((name) => ({
      name,
      mimeType: 'text/plain',
      size: 1,
      file: `attachments/${name}`,
    })),
  });
  const { messages } = withinWall(
    { state, documents: [], messages: [message('M1'), message('M2')] },
    wallForParty(state, 'P3'),
  );
  expect(messages.map(({ id, attachments }) => [id, ...attachments.map(({ name }) => name)])).toEqual([
    ['M2', 'one'],
  ]);
});

const persons = [
  { id: 'P2', name: 'Ali Carter' },
  { id: 'P3', name: 'Ben Carter' },
];

test('an independent person sees papers of the children whom the complaint names', () => {
  const state = aCase(...people, facts({ summary: 'No one called about Ben.' }), ...limits);
  const wall = wallForIndependent(state, persons);
  expect(seen(withinWall({ state, documents, messages: [] }, wall))).toEqual(['D2', 'D4']);
});

test.each<[string, Addressee, string[]]>([
  ['the only complainant', 'complainant', ['D1', 'D2', 'D3', 'D4']],
  ['a party', 'party:P4', ['D2', 'D4']],
  ['an officer', 'user:complaints-officer', ['D1', 'D2', 'D3', 'D4']],
  ['a contact of the council', 'contact:duty', ['D1', 'D2', 'D3', 'D4']],
  ['a user whom no one knows', 'user:left', ['D1', 'D2', 'D3', 'D4']],
  ['the investigating officer', 'user:investigating-officer', ['D2', 'D4']],
])('a letter to %s encloses what they may see', (_, to, expected) => {
  const state = aCase(
    started(),
    ...people,
    facts({ summary: 'No one called about Ben.', investigatingOfficer: 'investigating-officer' }),
    opened('stage-2-investigation', 'investigating-officer', { assignee: 'investigating-officer' }),
    ...limits,
  );
  const ids = documents.map(({ id }) => id);
  expect(enclosuresFor({ state, persons }, to, ids, council)).toEqual(expected);
});
