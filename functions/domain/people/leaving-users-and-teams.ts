import { openTasks, type Case } from '../case/case.ts';
import { userById, usersWithRole, type Council, type User } from '../council/council.ts';
import { problemAt, type CouncilProblem } from '../council/council-problem.ts';
import { isAppointed } from './independence.ts';
import { stepsAhead } from '../case/reachable-steps.ts';
import type { Procedures } from '../../../workflows/procedures/index.ts';
import { stageOfStep } from '../../../workflows/procedures/procedure.ts';
import type { Role } from '../../../workflows/procedures/roles.ts';
import { procedureOfCase } from '../case/procedure-followed.ts';

/** The people who leave or lose a role, and the teams that close, in a change of the council. */
export interface Departures {
  users: { user: User; place: number; left: boolean; lost: readonly Role[] }[];
  teams: { name: string; place: number }[];
}

/**
 * Removals that are never allowed, whatever the open cases: people and teams that old cases name, the last
 * administrator.
 */
export function forbiddenRemovals(before: Council, after: Council): CouncilProblem[] {
  return [
    ...before.users
      .filter(({ id }) => userById(after, id) === undefined)
      .map(({ id }) => problemAt('users', 'user-left-out', { id })),
    ...before.teams
      .filter(({ name }) => !after.teams.some((team) => team.name === name))
      .map(({ name }) => problemAt('teams', 'team-left-out', { team: name })),
    ...(usersWithRole(after, 'administrator').length === 0
      ? [problemAt('users', 'last-administrator', {})]
      : []),
  ];
}

/** The people and teams that a change of the council removes, by their place in the council after it. */
export function departures(before: Council, after: Council): Departures {
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

/** Whether a user's role on this case comes from an appointment. If so, they have no other part in it. */
const appointedAs = (role: Role, { facts }: Case, id: string): boolean =>
  (role === 'investigating-officer' && facts.investigatingOfficer === id) ||
  (role === 'independent-person' && facts.independentPerson === id) ||
  (role === 'adjudicating-officer' && facts.adjudicatingOfficer === id) ||
  (role === 'panel-chair' && facts.panelChair === id) ||
  (role === 'panel-member' && facts.panelMembers?.includes(id) === true);

/**
 * Whether the case can still reach a stage's step that this user's part makes theirs. Panel members are needed as long
 * as their chair is. Steps after the stages, such as the learning, can be done by others with the role. Between two
 * steps the next one is not known, so the user counts as needed.
 */
function partAhead({ id }: User, state: Case, procedures: Pick<Procedures, 'version'>): boolean {
  const held = new Set(Object.entries(state.facts).flatMap(([fact, who]) => (who === id ? [fact] : [])));
  if (state.facts.panelMembers?.includes(id)) held.add('panelChair');
  const followed = state.procedure;
  const procedure = procedureOfCase(state, procedures);
  const { steps = {} } = procedure ?? {};
  const currentSteps = openTasks(state).flatMap(({ run, step }) => (run === followed?.run ? [step] : []));
  if (currentSteps.length === 0) return true;
  return stepsAhead(steps, currentSteps).some(
    (name) =>
      procedure !== undefined &&
      stageOfStep(procedure, steps[name]) !== undefined &&
      held.has(steps[name]?.assignedBy ?? ''),
  );
}

/**
 * The people and teams that open cases still need: without them a step would have no one to do it, or the case no team.
 */
export function stillNeeded(
  { users, teams }: Departures,
  openCases: readonly Case[],
  procedures: Pick<Procedures, 'version'>,
): CouncilProblem[] {
  return [
    ...users.flatMap(({ user, place, left, lost }) => {
      const cases = openCases.filter(
        (state) =>
          state.tasks.some(
            ({ status, assignee, performer }) =>
              status === 'open' && assignee === user.id && (left || lost.some((role) => role === performer)),
          ) ||
          (left && state.facts.handler === user.id) ||
          ((left ? isAppointed(user, state) : lost.some((role) => appointedAs(role, state, user.id))) &&
            partAhead(user, state, procedures)),
      ).length;
      if (cases === 0) return [];
      return [
        problemAt(
          `users.${place}.${left ? 'retired' : 'roles'}`,
          left ? 'user-still-needed' : 'role-still-needed',
          { name: user.name, cases },
        ),
      ];
    }),
    ...teams.flatMap(({ name, place }) => {
      const cases = openCases.filter(({ facts }) => facts.team === name).length;
      return cases === 0
        ? []
        : [problemAt(`teams.${place}.retired`, 'team-still-needed', { team: name, cases })];
    }),
  ];
}
