import { describe, expect, test } from 'vitest';
import type { Person } from '../../../functions/domain/case/stored-rows.ts';
import { itemsInCase } from '../../../functions/operations/access-request/items-in-case.ts';
import { wordsIn } from '../../../functions/words/words.ts';
import { procedures } from '../../shropshire.ts';
import { council, recorded, type What } from '../a-case.ts';

// P1 complains for her son Ali; Robin is a neighbour. Priya Shah and Megan Price work for the council.
const persons: Person[] = [
  { id: 'P1', name: 'Zoë Carter', email: 'zoe.carter@home.example', phone: '01743 000 111' },
  { id: 'P2', name: 'Ali Carter' },
  { id: 'P3', name: 'Robin Hughes', email: 'team-manager@home.example' },
];
const party = (id: string, role: 'complainant' | 'child' | 'third party'): What => ({
  type: 'party-added',
  party: id,
  roles: [role],
  copies: 'nothing',
});
const note = (text: string): What => ({
  type: 'note-recorded',
  note: 'N1',
  kind: 'note',
  on: '2026-06-01',
  text,
});

function itemsFor(person: string, text: string) {
  const { after: state, events } = recorded(
    party('P1', 'complainant'),
    party('P2', 'child'),
    party('P3', 'third party'),
    note(text),
  );
  const file = {
    state,
    events,
    persons,
    messages: [],
    letters: [],
    documents: [],
    drafts: [],
    letterDrafts: [],
  };
  return itemsInCase(
    { file, ids: new Set([person]), texts: new Map(), reads: [] },
    { users: council.users, procedures, words: wordsIn(undefined) },
  );
}
const noteFor = (person: string, text: string) => itemsFor(person, text).find(({ kind }) => kind === 'note');

describe('what is held about a person', () => {
  test.each([
    ['everything in the case of a complainant', 'P1', 'The bus was late.', true],
    ['everything in the case of a child', 'P2', 'The bus was late.', true],
    ['nothing that does not name another', 'P3', 'The bus was late.', false],
    ['what has the whole name', 'P3', 'ROBIN (Hughes) rang.', true],
    ['nothing with half a name, which others have too', 'P3', 'Robin rang.', false],
    ['what has the address as it is', 'P3', 'Mail from Team-Manager@home.example.', true],
    ['nothing with the words of the address', 'P3', 'The team told the manager of the home: example.', false],
  ])('is %s', (_, person, text, is) => {
    expect(noteFor(person, text) !== undefined).toBe(is);
  });

  test('always has their own details, and no one else’s', () => {
    expect(itemsFor('P3', 'x').map(({ kind, text }) => [kind, text])).toEqual([
      ['details', 'Name: Robin Hughes\nEmail: team-manager@home.example'],
    ]);
  });
});

describe('others whose data is in an item', () => {
  test.each([
    ['a child by the first name', 'P1', 'Ali was sad.', ['Ali Carter']],
    ['no one by a name that the person has too', 'P1', 'The Carters came.', []],
    ['no one by a shared surname', 'P1', 'Mrs Carter rang.', []],
    ['a neighbour by the surname', 'P1', 'Mr Hughes rang.', ['Robin Hughes']],
    ['the person themselves never', 'P1', 'Zoe Carter rang.', []],
    ['the mother for the child', 'P2', 'Zoë was there.', ['Zoë Carter']],
    ['staff by the whole name', 'P1', 'Ask Megan Price.', ['Megan Price (staff)']],
    ['no staff by half a name', 'P1', 'At a good price.', []],
  ])('are %s', (_, person, text, others) => {
    expect(
      noteFor(person, text)?.others.map(({ name, staff }) => (staff ? `${name} (staff)` : name)),
    ).toEqual(others);
  });
});

test('the id of an item follows what it says', () => {
  const ids = ['One.', 'One.', 'Two.'].map((text) => noteFor('P1', text)?.id);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).not.toBe(ids[2]);
});
