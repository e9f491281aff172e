import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { record } from '../../../functions/domain/case/replay.ts';
import type { Case } from '../../../functions/domain/case/case.ts';
import { readCouncil, userById, type User } from '../../../functions/domain/council/council.ts';
import type { PersonRefusal, Refusal } from '../../../functions/domain/text/refusal.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import {
  appointmentOf,
  appointmentProblems,
  isAppointed,
  refuseAppointment,
} from '../../../functions/domain/people/independence.ts';
import { roleHolders } from '../../../functions/domain/case/role-holders.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';

const shropshire = readCouncil(
  JSON.parse(
    readFileSync(new URL('../../../infra/councils/shropshire/council.json', import.meta.url), 'utf8'),
  ),
);
const person = (id: string, more: Partial<User> = {}): User => ({
  id,
  name: id,
  email: `${id}@people.example`,
  roles: ['independent-person'],
  independent: true,
  ...more,
});
const marriedToManager = person('married', { partnerOf: ['team-manager'] });
const marriedToOutsider = person('outsider', { partnerOf: ['panel-chair'] });
const council = {
  ...shropshire,
  users: [...shropshire.users, marriedToManager, marriedToOutsider],
};

/** A complaint about the Assessment Team, of which senior-manager is head of service. */
function caseWith(facts: Facts = {}): Case {
  const base = { at: '2026-06-01T09:00:00.000Z', by: 'system' } as const;
  return record('C', undefined, [
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
    { ...base, type: 'facts-recorded', facts: { team: 'Assessment Team', ...facts } },
  ]).after;
}

function userOf(who: string | User): User {
  if (typeof who !== 'string') return who;
  const user = userById(council, who);
  if (!user) throw new Error(`no user ${who}`);
  return user;
}

type Role = NonNullable<Field['appoints']>;
const regulation2 = 'SI 2006/1738, regulation 2';
const why = (who: string | User, role: Role | undefined, facts: Facts = {}) =>
  refuseAppointment(userOf(who), role, caseWith(facts), council);

describe('refuses an appointment and names the rule that forbids it', () => {
  test.each<[string, string | User, Role | undefined, Facts, PersonRefusal]>([
    [
      'complained about, for a role',
      'independent-person',
      'independent person',
      { complainedAbout: ['independent-person'] },
      { code: 'complained-about', params: { name: 'Grace Obi' } },
    ],
    [
      'complained about, for a part without a role',
      'complaints-officer',
      undefined,
      { complainedAbout: ['complaints-officer'] },
      { code: 'complained-about', params: { name: 'Priya Shah' } },
    ],
    [
      'an Investigating Officer of the team complained about',
      'team-manager',
      'investigating officer',
      {},
      {
        code: 'in-line-management',
        params: { name: 'Megan Price', team: 'Assessment Team', citation: regulation2 },
      },
    ],
    [
      'an Investigating Officer who is its head of service',
      'senior-manager',
      'investigating officer',
      {},
      {
        code: 'in-line-management',
        params: { name: 'Angela Reid', team: 'Assessment Team', citation: regulation2 },
      },
    ],
    ...(['independent person', 'panel chair', 'panel member'] as const).flatMap(
      (role): [string, string | User, Role, Facts, PersonRefusal][] => [
        [
          `an officer of the council as ${role}`,
          'senior-manager-2',
          role,
          {},
          { code: 'not-independent', params: { name: 'Simon Frost', citation: regulation2 } },
        ],
        [
          `one of whom nothing is recorded as ${role}`,
          person('unknown', { independent: false }),
          role,
          {},
          { code: 'not-independent', params: { name: 'unknown', citation: regulation2 } },
        ],
        [
          `the partner of an officer as ${role}`,
          marriedToManager,
          role,
          {},
          {
            code: 'partner-not-independent',
            params: { name: 'married', partner: 'Megan Price', citation: regulation2 },
          },
        ],
        [
          `the partner of an officer who is no user as ${role}`,
          person('spouse', { partnerOfOfficer: true }),
          role,
          {},
          { code: 'partner-not-independent', params: { name: 'spouse', citation: regulation2 } },
        ],
      ],
    ),
    [
      'the first investigator as reviewer',
      'team-manager',
      'reviewer',
      { investigator: 'team-manager' },
      { code: 'another-role', params: { name: 'Megan Price', role: 'investigator', ended: false } },
    ],
    [
      'the reviewer as investigator',
      'team-manager-2',
      'investigator',
      { reviewer: 'team-manager-2' },
      { code: 'another-role', params: { name: 'Owen Hughes', role: 'reviewer', ended: false } },
    ],
    [
      'the Investigating Officer as Independent Person',
      'investigating-officer',
      'independent person',
      { investigatingOfficer: 'investigating-officer' },
      {
        code: 'another-role',
        params: {
          name: 'Janet Cole',
          role: 'investigating officer',
          ended: false,
          citation: 'SI 2006/1738, regulation 17',
        },
      },
    ],
    [
      'the Independent Person of stage 2 as chair',
      'independent-person',
      'panel chair',
      { independentPerson: 'independent-person' },
      {
        code: 'another-role',
        params: {
          name: 'Grace Obi',
          role: 'independent person',
          ended: false,
          citation: 'SI 2006/1738, regulations 17 and 19',
        },
      },
    ],
    [
      'the adjudicating officer as Investigating Officer',
      'adjudicating-officer',
      'investigating officer',
      { adjudicatingOfficer: 'adjudicating-officer' },
      { code: 'another-role', params: { name: 'Helen Marsh', role: 'adjudicating officer', ended: false } },
    ],
    [
      'the chair as member',
      'panel-chair',
      'panel member',
      { panelChair: 'panel-chair' },
      {
        code: 'another-role',
        params: {
          name: 'Susan Hart',
          role: 'panel chair',
          ended: false,
          citation: 'SI 2006/1738, regulation 19',
        },
      },
    ],
    [
      'a member as chair',
      'panel-member-2',
      'panel chair',
      { panelMembers: ['panel-member', 'panel-member-2'] },
      {
        code: 'another-role',
        params: {
          name: 'John Moss',
          role: 'panel member',
          ended: false,
          citation: 'SI 2006/1738, regulation 19',
        },
      },
    ],
  ])('%s', (_, who, role, facts, refusal) => {
    expect(why(who, role, facts)).toEqual(refusal);
  });
});

describe('a role held before', () => {
  const replaced = (facts: Facts): Case => {
    const before = caseWith({
      investigatingOfficer: 'investigating-officer',
      panelMembers: ['panel-member', 'panel-member-2'],
    });
    const base = { at: '2026-06-02T09:00:00.000Z', by: 'system' } as const;
    return record('C', before, [{ ...base, type: 'facts-recorded', facts }]).after;
  };
  const asPanel = (id: string, state: Case) =>
    refuseAppointment(person(id, { independent: true }), 'panel chair', state, council);

  test('bars another part in the case, but not the same one', () => {
    const state = replaced({ investigatingOfficer: 'investigating-officer-2' });
    expect(asPanel('investigating-officer', state)).toEqual({
      code: 'another-role',
      params: {
        name: 'investigating-officer',
        role: 'investigating officer',
        ended: true,
        citation: 'SI 2006/1738, regulation 17',
      },
    });
    expect(
      refuseAppointment(userOf('investigating-officer'), 'investigating officer', state, council),
    ).toBeUndefined();
    expect(isAppointed(userOf('investigating-officer'), state)).toBe(false);
  });

  test('is listed once, and not while it is still held', () => {
    const state = replaced({
      investigatingOfficer: 'investigating-officer',
      panelMembers: ['panel-member', 'panel-member-3'],
    });
    expect(state.formerHolders).toEqual([{ role: 'panel member', id: 'panel-member-2' }]);
    expect(asPanel('panel-member-2', state)).toMatchObject({
      code: 'another-role',
      params: { role: 'panel member', ended: true },
    });
  });
});

describe('accepts appointments that no rule forbids', () => {
  test.each<[string, string | User, Role | undefined, Facts]>([
    ['a manager answers about the own team', 'team-manager', 'investigator', {}],
    ['a head of service adjudicates', 'senior-manager', 'adjudicating officer', {}],
    ['an officer of another service investigates', 'team-manager-2', 'investigating officer', {}],
    ['the head of another service investigates', 'senior-manager-2', 'investigating officer', {}],
    ['somebody from outside investigates', 'investigating-officer', 'investigating officer', {}],
    ['nobody is in the line of a case without a team', person('x'), 'investigating officer', { team: '' }],
    ['somebody from outside accompanies', 'independent-person', 'independent person', {}],
    ['the partner of somebody from outside, too', marriedToOutsider, 'independent person', {}],
    ['another than the investigator reviews', 'team-manager-2', 'reviewer', { investigator: 'team-manager' }],
    [
      'who has the role keeps it',
      'independent-person',
      'independent person',
      { independentPerson: 'independent-person' },
    ],
    ['a part without a role, besides one with', 'team-manager', undefined, { investigator: 'team-manager' }],
    ['who is not the one complained about', 'panel-chair', 'panel chair', { complainedAbout: ['director'] }],
  ])('%s', (_, who, role, facts) => {
    expect(why(who, role, facts)).toBeUndefined();
  });
});

describe('the people named in a form', () => {
  const form: Record<string, Field> = {
    chair: { label: 'Chair', type: 'user', appoints: 'panel chair', fact: 'panelChair' },
    members: { label: 'Members', type: 'users', appoints: 'panel member', fact: 'panelMembers' },
    place: { label: 'Place', type: 'text' },
  };
  const problems = (chair: string, members: string[]) =>
    appointmentProblems(
      form,
      { chair, members, place: 'panel-chair' },
      caseWith({ panelChair: chair, panelMembers: members }),
      council,
    );

  test('accepts a panel of three independent people', () => {
    expect(problems('panel-chair', ['panel-member', 'panel-member-2'])).toEqual([]);
  });

  test.each<[string, string, string[], [string, Refusal][]]>([
    [
      'one member too few',
      'panel-chair',
      ['panel-member'],
      [
        [
          'members',
          { code: 'panel-of-three', params: { named: 1, citation: 'SI 2006/1738, regulation 19' } },
        ],
      ],
    ],
    [
      'one too many',
      'panel-chair',
      ['panel-member', 'panel-member-2', 'panel-chair-2'],
      [
        [
          'members',
          { code: 'panel-of-three', params: { named: 3, citation: 'SI 2006/1738, regulation 19' } },
        ],
      ],
    ],
    [
      'a member named twice',
      'panel-chair',
      ['panel-member', 'panel-member'],
      [['members', { code: 'named-twice', params: { name: 'Farah Aziz' } }]],
    ],
    [
      'a member who is an officer',
      'panel-chair',
      ['panel-member', 'director'],
      [['members', { code: 'not-independent', params: { name: 'Catherine Woods', citation: regulation2 } }]],
    ],
    [
      'a chair who is a member, too',
      'panel-member',
      ['panel-member', 'panel-member-2'],
      [
        [
          'chair',
          {
            code: 'another-role',
            params: {
              name: 'Farah Aziz',
              role: 'panel member',
              ended: false,
              citation: 'SI 2006/1738, regulation 19',
            },
          },
        ],
        [
          'members',
          {
            code: 'another-role',
            params: {
              name: 'Farah Aziz',
              role: 'panel chair',
              ended: false,
              citation: 'SI 2006/1738, regulation 19',
            },
          },
        ],
      ],
    ],
  ])('%s', (_, chair, members, expected) => {
    expect(problems(chair, members)).toEqual(expected.map(([field, refusal]) => ({ field, ...refusal })));
  });

  test('accepts a person complained about as that only', () => {
    const named = (fact: Field['fact']) =>
      appointmentProblems(
        { who: { label: 'Who', type: 'user', ...(fact === undefined ? {} : { fact }) } },
        { who: 'team-manager' },
        caseWith({ complainedAbout: ['team-manager'] }),
        council,
      ).length;
    expect([named('complainedAbout'), named('handler')]).toEqual([0, 1]);
  });
});

test('counts exactly the holders of a role on the case as appointed', () => {
  const state = caseWith({
    investigator: 'team-manager',
    panelChair: 'panel-chair',
    panelMembers: ['panel-member', 'panel-member-2'],
    handler: 'complaints-officer',
  });
  expect(roleHolders(state)).toEqual([
    { role: 'investigator', id: 'team-manager' },
    { role: 'panel chair', id: 'panel-chair' },
    { role: 'panel member', id: 'panel-member' },
    { role: 'panel member', id: 'panel-member-2' },
  ]);
  expect(council.users.filter((user) => isAppointed(user, state)).map(({ id }) => id)).toEqual([
    'team-manager',
    'panel-chair',
    'panel-member',
    'panel-member-2',
  ]);
  expect([appointmentOf('panelChair'), appointmentOf('handler'), appointmentOf(undefined)]).toEqual([
    'panel chair',
    undefined,
    undefined,
  ]);
});
