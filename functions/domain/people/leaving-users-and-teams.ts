import { openTasks, type Case } from '../case/case.ts';
import { userById, usersWithRole, type Council, type CouncilProblem, type User } from '../council/council.ts';
import { isAppointed } from './independence.ts';
import { stepsAhead } from '../case/reachable-steps.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import type { Role } from '../../../workflows/procedures/roles.ts';

/** Who leaves or gives up a role by a change of the council, and which teams close. */
export interface Leaving {
  users: { user: User; place: number; left: boolean; lost: readonly Role[] }[];
  teams: { name: string; place: number }[];
}

/** What may not go whatever cases there are: whom and what old cases name, and the last administrator. */
export function vanished(before: Council, after: Council): CouncilProblem[] {
  const kept = 'cases keep this name; say that it is retired instead of leaving it out';
  return [
    ...before.users
      .filter(({ id }) => userById(after, id) === undefined)
      .map(({ id }) => ({ field: 'users', message: `${id} is missing: ${kept}` })),
    ...before.teams
      .filter(({ name }) => !after.teams.some((team) => team.name === name))
      .map(({ name }) => ({ field: 'teams', message: `${name} is missing: ${kept}` })),
    ...(usersWithRole(after, 'administrator').length === 0
      ? [{ field: 'users', message: 'at least one administrator must stay, or nobody can change anything' }]
      : []),
  ];
}

export function leaving(before: Council, after: Council): Leaving {
  const users = before.users.flatMap((user) => {
    const place = after.users.findIndex(({ id }) => id === user.id);
    const later = after.users[place];
    if (!later || user.retired) return [];
    const lost = user.roles.filter((role) => !later.roles.includes(role));
    const left = later.retired === true;
    return left || lost.length > 0 ? [{ user, place, left, lost }] : [];
  });
  const teams = before.teams.flatMap(({ name, retired }) => {
    const place = after.teams.findIndex((team) => team.name === name);
    return !retired && after.teams[place]?.retired ? [{ name, place }] : [];
  });
  return { users, teams };
}

/** Who holds a role by appointment; they act on the case in no other way. */
const appointedAs = (role: Role, { facts }: Case, id: string): boolean =>
  (role === 'investigating-officer' && facts.investigatingOfficer === id) ||
  (role === 'independent-person' && facts.independentPerson === id) ||
  (role === 'adjudicating-officer' && facts.adjudicatingOfficer === id) ||
  (role === 'panel-chair' && facts.panelChair === id) ||
  (role === 'panel-member' && facts.panelMembers?.includes(id) === true);

/**
 * Whether a case can still come to a step of a stage that falls to somebody by their part in it; the panel is there as
 * long as its chair. What comes after the stages, such as what was learnt, others of the role can do. Of a case that is
 * between two steps nobody knows.
 */
function partAhead({ id }: User, state: Case, procedures: Pick<Procedures, 'version'>): boolean {
  const held = new Set(Object.entries(state.facts).flatMap(([fact, who]) => (who === id ? [fact] : [])));
  if (state.facts.panelMembers?.includes(id)) held.add('panelChair');
  const followed = state.procedure;
  const { steps = {} } = (followed && procedures.version(followed.id, followed.version)) ?? {};
  const at = openTasks(state).flatMap(({ run, step }) => (run === followed?.run ? [step] : []));
  if (at.length === 0) return true;
  return stepsAhead(steps, at).some(
    (name) => steps[name]?.stage !== undefined && held.has(steps[name].assignedBy ?? ''),
  );
}

/** How many open cases still need each of them: those that would be left with nobody to do a step, or with no team. */
export function stillNeeded(
  { users, teams }: Leaving,
  openCases: readonly Case[],
  procedures: Pick<Procedures, 'version'>,
): CouncilProblem[] {
  const cases = (n: number) => `${n} open ${n === 1 ? 'case' : 'cases'}`;
  return [
    ...users.flatMap(({ user, place, left, lost }) => {
      const n = openCases.filter(
        (state) =>
          state.tasks.some(
            ({ status, assignee, performer }) =>
              status === 'open' && assignee === user.id && (left || lost.some((role) => role === performer)),
          ) ||
          (left && state.facts.handler === user.id) ||
          ((left ? isAppointed(user, state) : lost.some((role) => appointedAs(role, state, user.id))) &&
            partAhead(user, state, procedures)),
      ).length;
      if (n === 0) return [];
      const message = left
        ? `${user.name} has a step or a part in ${cases(n)}: a complaints officer must give it to somebody else first`
        : `${user.name} has a step or a part in ${cases(n)} in a role that you take away: a complaints officer must give it to somebody else first`;
      return [{ field: `users.${place}.${left ? 'retired' : 'roles'}`, message }];
    }),
    ...teams.flatMap(({ name, place }) => {
      const n = openCases.filter(({ facts }) => facts.team === name).length;
      return n === 0
        ? []
        : [
            {
              field: `teams.${place}.retired`,
              message: `${name} has ${cases(n)}: a complaints officer must give them to another team first`,
            },
          ];
    }),
  ];
}
