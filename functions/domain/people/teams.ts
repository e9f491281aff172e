import type { Case, Task } from '../case/case.ts';
import { type Council, userById, usersWithRole } from '../council/council.ts';
import { isAppointed } from './independence.ts';
import { independentRoles, type Role } from '../../../workflows/procedures/roles.ts';

/** Everyone with a role. For an independent role, only people appointed to the case. */
export function appointedTo(role: Role, state: Case, council: Council): string[] {
  const users = usersWithRole(council, role);
  const appointed = independentRoles.has(role) || role === 'adjudicating-officer';
  return users.filter((user) => !appointed || isAppointed(user, state)).map(({ id }) => id);
}

/** The team that answers for a case: the one recorded, or the team of the person who has the step. */
export function teamOf(state: Case, task: Task | undefined, council: Council): string | undefined {
  return (
    state.facts.team ?? (task?.assignee === undefined ? undefined : userById(council, task.assignee)?.team)
  );
}

/**
 * The people who could take a step that is not assigned: everyone with its role, in the team of the case if it has any.
 * No one for an independent role.
 */
export function rolesOf({ performer }: Task, state: Case, council: Council): string[] {
  if (performer === 'complainant' || performer === 'owner' || independentRoles.has(performer)) return [];
  const users = usersWithRole(council, performer);
  const inTeam = users.filter(({ team }) => team !== undefined && team === state.facts.team);
  return (inTeam.length > 0 ? inTeam : users).map(({ id }) => id);
}
