import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { record } from '../../../functions/domain/case/replay.ts';
import type { Case } from '../../../functions/domain/case/case.ts';
import { readCouncil, userById, type User } from '../../../functions/domain/council/council.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import {
  appointmentOf,
  appointmentProblems,
  isAppointed,
  whyNotAppointed,
} from '../../../functions/domain/people/independence.ts';
import { roleHolders } from '../../../functions/domain/case/role-holders.ts';
import type { Field } from '../../../workflows/procedures/procedure.ts';

const shropshire = readCouncil(
  JSON.parse(readFileSync(new URL('../../../infra/councils/shropshire.json', import.meta.url), 'utf8')),
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
const why = (who: string | User, role: Role | undefined, facts: Facts = {}) =>
  whyNotAppointed(userOf(who), role, caseWith(facts), council);

describe('an appointment that a rule forbids is refused in a sentence that names the rule', () => {
  test.each<[string, string | User, Role | undefined, Facts, string]>([
    [
      'complained about, for a role',
      'independent-person',
      'independent person',
      { complainedAbout: ['independent-person'] },
      'Grace Obi is complained about and has no part in the case',
    ],
    [
      'complained about, for a part without a role',
      'complaints-officer',
      undefined,
      { complainedAbout: ['complaints-officer'] },
      'Priya Shah is complained about and has no part in the case',
    ],
    [
      'an Investigating Officer of the team complained about',
      'team-manager',
      'investigating officer',
      {},
      'Megan Price is in the line management of Assessment Team, the service complained about (SI 2006/1738, regulation 2)',
    ],
    [
      'an Investigating Officer who is its head of service',
      'senior-manager',
      'investigating officer',
      {},
      'Angela Reid is in the line management of Assessment Team, the service complained about (SI 2006/1738, regulation 2)',
    ],
    ...(['independent person', 'panel chair', 'panel member'] as const).flatMap(
      (role): [string, string | User, Role, Facts, string][] => [
        [
          `an officer of the council as ${role}`,
          'senior-manager-2',
          role,
          {},
          'Simon Frost is a member or officer of the council; this person must be independent of it (SI 2006/1738, regulation 2)',
        ],
        [
          `one of whom nothing is recorded as ${role}`,
          person('unknown', { independent: false }),
          role,
          {},
          'unknown is a member or officer of the council; this person must be independent of it (SI 2006/1738, regulation 2)',
        ],
        [
          `the partner of an officer as ${role}`,
          marriedToManager,
          role,
          {},
          'married is married to or in a civil partnership with Megan Price (SI 2006/1738, regulation 2)',
        ],
        [
          `the partner of an officer who is no user as ${role}`,
          person('spouse', { partnerOfOfficer: true }),
          role,
          {},
          'spouse is married to or in a civil partnership with a member or officer of the council (SI 2006/1738, regulation 2)',
        ],
      ],
    ),
    [
      'the first investigator as reviewer',
      'team-manager',
      'reviewer',
      { investigator: 'team-manager' },
      'Megan Price is the investigator of this case already; nobody acts twice in roles that must be independent of each other (who answered at stage 1 has no later part)',
    ],
    [
      'the reviewer as investigator',
      'team-manager-2',
      'investigator',
      { reviewer: 'team-manager-2' },
      'Owen Hughes is the reviewer of this case already; nobody acts twice in roles that must be independent of each other (a review is by somebody else than the first investigator)',
    ],
    [
      'the Investigating Officer as Independent Person',
      'investigating-officer',
      'independent person',
      { investigatingOfficer: 'investigating-officer' },
      'Janet Cole is the investigating officer of this case already; nobody acts twice in roles that must be independent of each other (SI 2006/1738, regulation 17)',
    ],
    [
      'the Independent Person of stage 2 as chair',
      'independent-person',
      'panel chair',
      { independentPerson: 'independent-person' },
      'Grace Obi is the independent person of this case already; nobody acts twice in roles that must be independent of each other (SI 2006/1738, regulations 17 and 19: the Independent Person of stage 2 may not sit on the panel)',
    ],
    [
      'the adjudicating officer as Investigating Officer',
      'adjudicating-officer',
      'investigating officer',
      { adjudicatingOfficer: 'adjudicating-officer' },
      'Helen Marsh is the adjudicating officer of this case already; nobody acts twice in roles that must be independent of each other (who adjudicated has no other independent part)',
    ],
    [
      'the chair as member',
      'panel-chair',
      'panel member',
      { panelChair: 'panel-chair' },
      'Susan Hart is the panel chair of this case already; nobody acts twice in roles that must be independent of each other (SI 2006/1738, regulation 19)',
    ],
    [
      'a member as chair',
      'panel-member-2',
      'panel chair',
      { panelMembers: ['panel-member', 'panel-member-2'] },
      'John Moss is the panel member of this case already; nobody acts twice in roles that must be independent of each other (SI 2006/1738, regulation 19)',
    ],
  ])('%s', (_, who, role, facts, sentence) => {
    expect(why(who, role, facts)).toBe(sentence);
  });
});

describe('a role that somebody held before', () => {
  const replaced = (facts: Facts): Case => {
    const before = caseWith({
      investigatingOfficer: 'investigating-officer',
      panelMembers: ['panel-member', 'panel-member-2'],
    });
    const base = { at: '2026-06-02T09:00:00.000Z', by: 'system' } as const;
    return record('C', before, [{ ...base, type: 'facts-recorded', facts }]).after;
  };
  const asPanel = (id: string, state: Case) =>
    whyNotAppointed(person(id, { independent: true }), 'panel chair', state, council);

  test('stands against another part in the case, and not against the same one', () => {
    const state = replaced({ investigatingOfficer: 'investigating-officer-2' });
    expect(asPanel('investigating-officer', state)).toBe(
      'investigating-officer was the investigating officer of this case before; nobody acts twice in roles that must be independent of each other (SI 2006/1738, regulation 17)',
    );
    expect(
      whyNotAppointed(userOf('investigating-officer'), 'investigating officer', state, council),
    ).toBeUndefined();
    expect(isAppointed(userOf('investigating-officer'), state)).toBe(false);
  });

  test('is remembered once, and not while it is still held', () => {
    const state = replaced({
      investigatingOfficer: 'investigating-officer',
      panelMembers: ['panel-member', 'panel-member-3'],
    });
    expect(state.formerHolders).toEqual([{ role: 'panel member', id: 'panel-member-2' }]);
    expect(asPanel('panel-member-2', state)).toContain('was the panel member of this case before');
  });
});

describe('what no rule forbids goes through', () => {
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

  test('a panel of three independent people is appointed', () => {
    expect(problems('panel-chair', ['panel-member', 'panel-member-2'])).toEqual([]);
  });

  test.each<[string, string, string[], [string, string][]]>([
    [
      'one member too few',
      'panel-chair',
      ['panel-member'],
      [
        [
          'members',
          'A panel is three independent people: a chair and two more; 1 named (SI 2006/1738, regulation 19)',
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
          'A panel is three independent people: a chair and two more; 3 named (SI 2006/1738, regulation 19)',
        ],
      ],
    ],
    [
      'a member named twice',
      'panel-chair',
      ['panel-member', 'panel-member'],
      [['members', 'Farah Aziz is named twice']],
    ],
    [
      'a member who is an officer',
      'panel-chair',
      ['panel-member', 'director'],
      [
        [
          'members',
          'Catherine Woods is a member or officer of the council; this person must be independent of it (SI 2006/1738, regulation 2): choose another',
        ],
      ],
    ],
    [
      'a chair who is a member, too',
      'panel-member',
      ['panel-member', 'panel-member-2'],
      [
        [
          'chair',
          'Farah Aziz is the panel member of this case already; nobody acts twice in roles that must be independent of each other (SI 2006/1738, regulation 19): choose another',
        ],
        [
          'members',
          'Farah Aziz is the panel chair of this case already; nobody acts twice in roles that must be independent of each other (SI 2006/1738, regulation 19): choose another',
        ],
      ],
    ],
  ])('%s', (_, chair, members, expected) => {
    expect(problems(chair, members).map(({ field, message }) => [field, message])).toEqual(expected);
  });

  test('who is complained about can be named as that, and as nothing else', () => {
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

test('who holds a role on a case is appointed to it, and nobody else', () => {
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
