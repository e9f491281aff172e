import type { Case } from '../case/case.ts';
import type { Answers } from '../case/events.ts';
import { type Held, roleHolders } from '../case/role-holders.ts';
import { type Council, presentUsers, type User, userById } from '../council/council.ts';
import {
  declarations,
  type IndependentPart,
  independentParts,
} from '../../../workflows/procedures/papers.ts';
import type { Appointment, FactName, Field } from '../../../workflows/procedures/procedure.ts';

/** A reason why a user cannot take a role on a case, naming the rule; undefined when it does not apply. */
type Rule = (user: User, state: Case, council: Council) => string | undefined;

const statute = 'SI 2006/1738';

/**
 * Who runs a case: the complaints officers who are not complained about; when all of them are, the directors, so that no
 * case is left to nobody.
 */
export function whoRuns({ facts }: Pick<Case, 'facts'>, council: Council): User[] {
  const free = presentUsers(council).filter(({ id }) => !facts.complainedAbout?.includes(id));
  const officers = free.filter(({ roles }) => roles.includes('complaints-officer'));
  return officers.length > 0 ? officers : free.filter(({ roles }) => roles.includes('director'));
}

const complainedAbout: Rule = ({ id, name }, { facts }) =>
  facts.complainedAbout?.includes(id) ? `${name} is complained about and has no part in the case` : undefined;

const notInLineManagement: Rule = (user, { facts }, council) => {
  const team = council.teams.find(({ name }) => name === facts.team);
  const manages = team?.headOfService === user.id || (user.team !== undefined && user.team === facts.team);
  return manages
    ? `${user.name} is in the line management of ${facts.team}, the service complained about (${statute}, regulation 2)`
    : undefined;
};

const independentOfCouncil: Rule = (user, _, council) => {
  if (user.independent !== true)
    return `${user.name} is a member or officer of the council; this person must be independent of it (${statute}, regulation 2)`;
  const kin = council.users.find(
    ({ id, independent }) => user.partnerOf?.includes(id) && independent !== true,
  );
  const partner = kin?.name ?? (user.partnerOfOfficer ? 'a member or officer of the council' : undefined);
  return partner === undefined
    ? undefined
    : `${user.name} is married to or in a civil partnership with ${partner} (${statute}, regulation 2)`;
};

/** The rules of each role besides that nobody acts twice on one case (RULES section 2). */
const rules: Record<Appointment, readonly Rule[]> = {
  investigator: [],
  reviewer: [],
  'investigating officer': [notInLineManagement],
  'independent person': [independentOfCouncil],
  'adjudicating officer': [],
  'panel chair': [independentOfCouncil],
  'panel member': [independentOfCouncil],
};

/** What a role that is held already is cited by when its holder is named for another. */
const notTwice: Record<Appointment, string> = {
  investigator: 'who answered at stage 1 has no later part',
  reviewer: 'a review is by somebody else than the first investigator',
  'investigating officer': `${statute}, regulation 17`,
  'independent person': `${statute}, regulations 17 and 19: the Independent Person of stage 2 may not sit on the panel`,
  'adjudicating officer': 'who adjudicated has no other independent part',
  'panel chair': `${statute}, regulation 19`,
  'panel member': `${statute}, regulation 19`,
};

const byFact = new Map<FactName, Appointment>([
  ['investigator', 'investigator'],
  ['reviewer', 'reviewer'],
  ['investigatingOfficer', 'investigating officer'],
  ['independentPerson', 'independent person'],
  ['adjudicatingOfficer', 'adjudicating officer'],
  ['panelChair', 'panel chair'],
]);

/** The role that whoever has a step takes, by the fact that assigns it; undefined for one that needs no independence. */
export function appointmentOf(assignedBy: FactName | undefined): Appointment | undefined {
  return assignedBy === undefined ? undefined : byFact.get(assignedBy);
}

/**
 * Why a user cannot take a role on this case: complained about, in line management, employed by the council, married to
 * one of it, or in another role that must be independent of this one. Undefined: nothing speaks against it.
 */
export function whyNotAppointed(
  user: User,
  role: Appointment | undefined,
  state: Case,
  council: Council,
): string | undefined {
  const conflict = complainedAbout(user, state, council);
  if (conflict !== undefined || role === undefined) return conflict;
  const another = (held: Held) => held.id === user.id && held.role !== role;
  const now = roleHolders(state).find(another);
  const other = now ?? state.formerHolders?.find(another);
  if (other)
    return `${user.name} ${now ? `is the ${other.role} of this case already` : `was the ${other.role} of this case before`}; nobody acts twice in roles that must be independent of each other (${notTwice[other.role]})`;
  return rules[role].map((rule) => rule(user, state, council)).find((reason) => reason !== undefined);
}

/** Everything that speaks against the people named in a form; `state` has the facts as the answers would leave them. */
export function appointmentProblems(
  form: Readonly<Record<string, Field>>,
  answers: Answers,
  state: Case,
  council: Council,
): { field: string; message: string }[] {
  return Object.entries(form).flatMap(([field, { type, appoints, fact }]) => {
    const answer = answers[field];
    if (type === 'actions' || type === 'learning') return ownerProblems(field, answer, state, council);
    const named = [answer].flat().filter((id) => typeof id === 'string');
    if (type !== 'user' && type !== 'users') return [];
    if (fact === 'complainedAbout' || fact === 'staffPraised') return [];
    const twice = named.find((id, index) => named.indexOf(id) !== index);
    if (twice !== undefined)
      return [{ field, message: `${userById(council, twice)?.name ?? twice} is named twice` }];
    if (appoints === 'panel member' && named.length !== 2)
      return [
        {
          field,
          message: `A panel is three independent people: a chair and two more; ${named.length} named (${statute}, regulation 19)`,
        },
      ];
    return named.flatMap((id) => {
      const user = userById(council, id);
      const why = user && whyNotAppointed(user, appoints, state, council);
      return why === undefined ? [] : [{ field, message: `${why}: choose another` }];
    });
  });
}

/** Who is to do or to learn something hears of the case by it. */
function ownerProblems(field: string, answer: Answers[string] | undefined, state: Case, council: Council) {
  return (Array.isArray(answer) ? answer : []).flatMap((item, index) => {
    const owner =
      typeof item === 'object' && item !== null && !Array.isArray(item) ? item['owner'] : undefined;
    const user = typeof owner === 'string' ? userById(council, owner) : undefined;
    const why = user && whyNotAppointed(user, undefined, state, council);
    return why === undefined ? [] : [{ field: `${field}.${index}.owner`, message: `${why}: choose another` }];
  });
}

/** Whether somebody is appointed to a case, as the independent people and those who answer are. */
export function isAppointed(user: User, state: Case): boolean {
  return roleHolders(state).some(({ id }) => id === user.id);
}

/** Somebody's independent part in a case, and what they have said of their independence. */
export interface Independence {
  part: IndependentPart;
  said: 'nothing yet' | 'signed' | 'declined';
}

/** The independent part that somebody has in a case at present; undefined: none, also for one who was replaced. */
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

/** Why somebody may not act on a case before they have signed; undefined: nothing is to be signed. */
export function whyNotSigned(user: Pick<User, 'id'>, state: Case): string | undefined {
  const independence = independenceOf(user, state);
  return independence === undefined || independence.said !== 'nothing yet'
    ? undefined
    : `Sign the declaration of independence first (${declarations[independence.part].citation}).`;
}
