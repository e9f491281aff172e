import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import {
  appointsIndependent,
  lettersNaming,
  lettersOnLeaving,
  lettersOnReplacement,
  replacesSomeone,
  taskNow,
} from '../../../functions/domain/correspondence/letters-about-people.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { aCase, council, decided, facts, opened, started, type What } from '../a-case.ts';

// Which letters tell the complainant about the people of their complaint.

const context = { council, now: '2026-06-10T09:00:00.000Z' };
const stage2: Facts = {
  investigatingOfficer: 'investigating-officer',
  independentPerson: 'independent-person',
};
const panel: Facts = { panelChair: 'panel-chair', panelMembers: ['panel-member', 'panel-member-2'] };
const atStage2 = (...happened: What[]) =>
  aCase(
    started(),
    opened('stage-2', 'investigating-officer', { assignee: 'investigating-officer' }),
    ...happened,
  );
const signed = (
  user: string,
  part: 'investigating officer' | 'independent person' | 'panel chair' | 'panel member',
): What => ({
  type: 'independence-declared',
  by: `user:${user}`,
  part,
  words: 'I am independent.',
});
const declined = (user: string): What => ({
  type: 'appointment-declined',
  by: `user:${user}`,
  part: 'panel member',
  reason: 'I know them.',
});
const both = [
  signed('investigating-officer', 'investigating officer'),
  signed('independent-person', 'independent person'),
];
const allOfPanel = [
  signed('panel-chair', 'panel chair'),
  signed('panel-member', 'panel member'),
  signed('panel-member-2', 'panel member'),
];
const keys = (events: NewEvent[]) =>
  events.map((event) => (event.type === 'letter-prepared' ? event.letter : event.type));
const naming = 'people/1/investigating-officer+independent-person/stage-2-people/complainant';
const namingPanel = 'people/1/panel-chair+panel-member+panel-member-2/panel-people/complainant';

describe('independent people are named', () => {
  test.each<[string, What[], string[]]>([
    ['to no one before anyone is appointed', [], []],
    ['not before both have signed', [facts(stage2), ...both.slice(0, 1)], []],
    [
      'not while one is not appointed',
      [facts({ investigatingOfficer: 'investigating-officer' }), ...both.slice(0, 1)],
      [],
    ],
    ['once both have signed', [facts(stage2), ...both], [naming]],
    ['not once one has declined', [facts(stage2), ...both, declined('independent-person')], []],
    ['once all of the panel have signed', [facts(panel), ...allOfPanel], [namingPanel]],
    ['not while one of the panel has not', [facts(panel), ...allOfPanel.slice(1)], []],
    ['each stage by itself', [facts({ ...stage2, ...panel }), ...both, ...allOfPanel], [naming, namingPanel]],
    [
      'not twice',
      [
        facts(stage2),
        ...both,
        { type: 'letter-prepared', letter: naming, template: 'stage-2-people', to: 'complainant' },
      ],
      [],
    ],
    ['not after the case is closed', [facts(stage2), ...both, { type: 'closed', as: 'x', run: 1 }], []],
  ])('%s', (_, happened, letters) => {
    expect(keys(lettersNaming(atStage2(...happened), context))).toEqual(letters);
  });
});

describe('someone who leaves their part', () => {
  const leaving = (happened: What[], newcomer?: string) =>
    lettersOnLeaving(
      atStage2(facts(stage2), ...happened),
      { part: 'investigating officer', id: 'investigating-officer', newcomer },
      context,
    );
  const change = (happened: What[], newcomer?: string) =>
    leaving(happened, newcomer).map((event) => (event.type === 'letter-prepared' ? event.change : event));
  test.each<[string, What[], string | undefined, object[]]>([
    [
      'is named once they have signed',
      both,
      undefined,
      [{ part: 'investigating officer', leaver: 'investigating-officer' }],
    ],
    ['is not named before', [], undefined, [{ part: 'investigating officer' }]],
    ['is followed by a name', [], 'x', [{ part: 'investigating officer', newcomer: 'x' }]],
    ['is told of to no one after the end', [...both, { type: 'closed', as: 'x', run: 1 }], undefined, []],
  ])('%s', (_, happened, newcomer, changes) => {
    expect(change(happened, newcomer)).toEqual(changes);
  });

  test('is told of once for each time', () => {
    const state = atStage2(facts(stage2));
    expect(keys(lettersOnLeaving(state, { part: 'investigating officer', id: 'x' }, context))).toEqual([
      `people/${state.version}/investigating-officer/x/person-replaced/complainant`,
    ]);
  });
});

describe('a part that changes hands', () => {
  const changes = (before: What[], ...then: What[]) =>
    lettersOnReplacement(atStage2(...before), atStage2(...before, ...then), context).map((event) =>
      event.type === 'letter-prepared' ? event.change : event,
    );
  const other = facts({ ...stage2, investigatingOfficer: 'investigating-officer-2' });
  const part = 'investigating officer';
  test.each<[string, What[], What[], object[]]>([
    [
      'is told with the name of the leaver who had signed',
      [facts(stage2), ...both],
      [other],
      [{ part, leaver: 'investigating-officer' }],
    ],
    ['is told without a name that no one was told', [facts(stage2)], [other], [{ part }]],
    [
      'is told with the name of a newcomer who has signed',
      [facts(stage2)],
      [other, signed('investigating-officer-2', part)],
      [{ part, newcomer: 'investigating-officer-2' }],
    ],
    [
      'is not told again of someone who stepped back',
      [
        facts(stage2),
        { ...declined('investigating-officer'), type: 'appointment-declined', part, reason: 'x' },
      ],
      [other],
      [],
    ],
    [
      'is told without a newcomer when there is none',
      [facts(panel), ...allOfPanel],
      [facts({ panelMembers: ['panel-member-2'] })],
      [{ part: 'panel member', leaver: 'panel-member' }],
    ],
    ['is not told when it stays', [facts(stage2), ...both], [facts(stage2)], []],
    ['is not told of an appointment', [], [facts(stage2)], []],
    [
      'is told of each member of a panel with their own successor',
      [facts(panel), ...allOfPanel],
      [facts({ panelMembers: ['x', 'y'] }), signed('x', 'panel member'), signed('y', 'panel member')],
      [
        { part: 'panel member', leaver: 'panel-member', newcomer: 'x' },
        { part: 'panel member', leaver: 'panel-member-2', newcomer: 'y' },
      ],
    ],
    [
      'is told when someone takes another part',
      [facts({ investigator: 'team-manager', reviewer: 'director' })],
      [facts({ investigator: 'director', reviewer: 'team-manager' })],
      [
        { part: 'investigator', leaver: 'team-manager', newcomer: 'director' },
        { part: 'reviewer', leaver: 'director', newcomer: 'team-manager' },
      ],
    ],
  ])('%s', (_, before, then, expected) => {
    expect(changes(before, ...then)).toEqual(expected);
  });
});

describe('an outcome', () => {
  const form = (more: Partial<Field>) => ({
    title: 'x',
    form: { one: { label: 'x', type: 'user' as const, ...more } },
    letters: [],
    next: 'again',
  });
  test.each<[string, Partial<Field>, boolean, boolean]>([
    ['appoints independent people', { appoints: 'panel chair' }, true, false],
    ['appoints someone of the council', { appoints: 'investigator' }, false, false],
    ['replaces someone', { appoints: 'reviewer', replaces: true }, false, true],
    ['names someone', {}, false, false],
  ])('%s', (_, more, appoints, replaces) => {
    expect([appointsIndependent(form(more)), replacesSomeone(form(more))]).toEqual([appoints, replaces]);
  });
});

describe('a letter about people speaks for', () => {
  const alongside = [
    started({ run: 2, beside: true, matter: { id: 'A1', from: '2026-06-01' } }),
    opened('action', 'team-manager', { run: 2 }),
  ];
  const stage1 = opened('stage-1', 'team-manager');
  const done = decided('stage-1', 'respond', 'user:team-manager');
  test.each<[string, What[], string]>([
    [
      'the open step of the complaint',
      [stage1, done, opened('stage-2', 'investigating-officer'), ...alongside],
      'stage-2#1',
    ],
    [
      'the open step before a later one that is done',
      [opened('stage-2', 'investigating-officer'), stage1, done],
      'stage-2#1',
    ],
    ['the last step when none is open', [stage1, done, ...alongside], 'stage-1#1'],
    ['what runs alongside when there is no other', alongside, 'action#1'],
  ])('%s', (_, happened, key) => {
    expect(taskNow(aCase(started(), ...happened)).key).toBe(key);
  });
});
