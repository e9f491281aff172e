import { hasConflict } from '../case/conflicts.ts';
import type { Case } from '../case/case.ts';
import type { Answers } from '../case/events.ts';
import { type RoleHolder, roleHolders } from '../case/role-holders.ts';
import type { FieldRefusal, PersonRefusal, RefusalOf } from '../text/refusal.ts';
import { type Council, presentUsers, type User, userById } from '../council/council.ts';
import {
  declarations,
  type IndependentPart,
  independentParts,
} from '../../../workflows/procedures/disclosure.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Appointment, FactName } from '../../../workflows/procedures/meanings.ts';

/** A rule that can keep a user from a role on a case. Undefined if the user passes. */
type Rule = (user: User, state: Case, council: Council) => PersonRefusal | undefined;

const statute = 'SI 2006/1738';
const regulation2 = `${statute}, regulation 2`;
const regulation19 = `${statute}, regulation 19`;

/**
 * The people who run a case: the complaints officers who are not complained about, or the directors if all officers
 * are. Every case needs someone to run it.
 */
export function peopleRunning(state: Pick<Case, 'facts' | 'parties'>, council: Council): User[] {
  const free = presentUsers(council).filter(({ id }) => !hasConflict(state, id, council));
  const officers = free.filter(({ roles }) => roles.includes('complaints-officer'));
  return officers.length > 0 ? officers : free.filter(({ roles }) => roles.includes('director'));
}

const inConflict: Rule = ({ id, name }, state, council) => {
  if (state.facts.complainedAbout?.includes(id)) return { code: 'complained-about', params: { name } };
  return hasConflict(state, id, council) ? { code: 'party-of-case', params: { name } } : undefined;
};

const notInLineManagement: Rule = ({ id, name, team }, { facts }, council) => {
  if (facts.team === undefined) return undefined;
  const service = council.teams.find((one) => one.name === facts.team);
  return service?.headOfService === id || team === facts.team
    ? { code: 'in-line-management', params: { name, team: facts.team, citation: regulation2 } }
    : undefined;
};

const independentOfCouncil: Rule = ({ name, independent, partnerOf, partnerOfOfficer }, _, council) => {
  if (independent !== true) return { code: 'not-independent', params: { name, citation: regulation2 } };
  const partner = council.users.find((one) => partnerOf?.includes(one.id) && one.independent !== true)?.name;
  if (partner === undefined && !partnerOfOfficer) return undefined;
  return {
    code: 'partner-not-independent',
    params: { name, ...(partner === undefined ? {} : { partner }), citation: regulation2 },
  };
};

/** The rules of each role. In addition, no one has two roles on one case (law.md section 2). */
const rules: Record<Appointment, readonly Rule[]> = {
  investigator: [],
  reviewer: [],
  'investigating officer': [notInLineManagement],
  'independent person': [independentOfCouncil],
  'adjudicating officer': [],
  'panel chair': [independentOfCouncil],
  'panel member': [independentOfCouncil],
};

/**
 * The law that forbids the holder of a role to hold another one. For roles not listed here, it is the council's own
 * rule.
 */
const heldByLaw: Partial<Record<Appointment, string>> = {
  'investigating officer': `${statute}, regulation 17`,
  'independent person': `${statute}, regulations 17 and 19`,
  'panel chair': regulation19,
  'panel member': regulation19,
};

const byFact = new Map<FactName, Appointment>([
  ['investigator', 'investigator'],
  ['reviewer', 'reviewer'],
  ['investigatingOfficer', 'investigating officer'],
  ['independentPerson', 'independent person'],
  ['adjudicatingOfficer', 'adjudicating officer'],
  ['panelChair', 'panel chair'],
]);

/**
 * The role that the holder of a step takes, by the fact that assigns it. Undefined if the role needs no independence.
 */
export function appointmentOf(assignedBy: FactName | undefined): Appointment | undefined {
  return assignedBy === undefined ? undefined : byFact.get(assignedBy);
}

/**
 * Why a user cannot take a role on this case: complained about, in line management, employed by the council, married to
 * someone who is, or in another role that must be independent of this one. Undefined if they can.
 */
export function refuseAppointment(
  user: User,
  role: Appointment | undefined,
  state: Case,
  council: Council,
): PersonRefusal | undefined {
  const conflict = inConflict(user, state, council);
  if (conflict !== undefined || role === undefined) return conflict;
  const isAnother = (held: RoleHolder) => held.id === user.id && held.role !== role;
  const now = roleHolders(state).find(isAnother);
  const other = now ?? state.formerHolders?.find(isAnother);
  if (other) {
    const citation = heldByLaw[other.role];
    return {
      code: 'another-role',
      params: {
        name: user.name,
        role: other.role,
        ended: now === undefined,
        ...(citation === undefined ? {} : { citation }),
      },
    };
  }
  return rules[role].map((rule) => rule(user, state, council)).find((refusal) => refusal !== undefined);
}

/** Checks everyone named in a form against every rule. `state` has the facts as they will be with the answers. */
export function appointmentProblems(
  form: Readonly<Record<string, Field>>,
  answers: Answers,
  state: Case,
  council: Council,
): FieldRefusal[] {
  return Object.entries(form).flatMap(([field, { type, appoints, fact }]): FieldRefusal[] => {
    const answer = answers[field];
    if (type === 'actions' || type === 'learning') return ownerProblems(field, answer, state, council);
    const named = [answer].flat().filter((id) => typeof id === 'string');
    if (type !== 'user' && type !== 'users') return [];
    if (fact === 'complainedAbout' || fact === 'staffPraised') return [];
    const twice = named.find((id, index) => named.indexOf(id) !== index);
    if (twice !== undefined)
      return [{ field, code: 'named-twice', params: { name: userById(council, twice)?.name ?? twice } }];
    if (appoints === 'panel member' && named.length !== 2)
      return [{ field, code: 'panel-of-three', params: { named: named.length, citation: regulation19 } }];
    return named.flatMap((id) => {
      const user = userById(council, id);
      const refusal = user && refuseAppointment(user, appoints, state, council);
      return refusal === undefined ? [] : [{ ...refusal, field }];
    });
  });
}

/** Owners of actions and learning get to know about the case, so they cannot be people complained about in it. */
function ownerProblems(
  field: string,
  answer: Answers[string] | undefined,
  state: Case,
  council: Council,
): FieldRefusal[] {
  return (Array.isArray(answer) ? answer : []).flatMap((item, index) => {
    const owner =
      typeof item === 'object' && item !== null && !Array.isArray(item) ? item['owner'] : undefined;
    const user = typeof owner === 'string' ? userById(council, owner) : undefined;
    const refusal = user && refuseAppointment(user, undefined, state, council);
    return refusal === undefined ? [] : [{ ...refusal, field: `${field}.${index}.owner` }];
  });
}

/** Whether a user is appointed to a case, as independent people and authors of answers are. */
export function isAppointed(user: User, state: Case): boolean {
  return roleHolders(state).some(({ id }) => id === user.id);
}

/** An independent part in a case, and whether its holder has signed the declaration of independence. */
export interface Independence {
  part: IndependentPart;
  said: 'nothing yet' | 'signed' | 'declined';
}

/** The independent part that a user has in a case now. Undefined if they have none or were replaced. */
export function independenceOf({ id }: Pick<User, 'id'>, state: Case): Independence | undefined {
  const roles = roleHolders(state).flatMap((held): string[] => (held.id === id ? [held.role] : []));
  const steps = state.tasks.flatMap(({ status, assignee, performer }) =>
    status === 'open' && assignee === id ? [performer.replaceAll('-', ' ')] : [],
  );
  const part = independentParts.find((one) => roles.includes(one) || steps.includes(one));
  if (part === undefined) return undefined;
  const last = state.declarations?.find(({ user }) => user === id);
  return { part, said: last === undefined ? 'nothing yet' : last.signed ? 'signed' : 'declined' };
}

/**
 * Whether the complainant may know a name. An independent person is named only once they have signed that they are
 * independent (law.md section 2b).
 */
export function mayBeNamed(id: string, state: Case): boolean {
  const independence = independenceOf({ id }, state);
  return independence === undefined || independence.said === 'signed';
}

/** Refuses a user who has not signed the declaration of their part yet. Undefined if there is nothing to sign. */
export function refuseUnsigned(
  user: Pick<User, 'id'>,
  state: Case,
): RefusalOf<'declaration-not-signed'> | undefined {
  const independence = independenceOf(user, state);
  return independence === undefined || independence.said !== 'nothing yet'
    ? undefined
    : { code: 'declaration-not-signed', params: { citation: declarations[independence.part].citation } };
}
