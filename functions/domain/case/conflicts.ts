import type { Case } from './case.ts';

type Known = Pick<Case, 'facts' | 'parties'>;

/**
 * The users who have a conflict of interest in a case, whatever their role (law.md section 2): those complained about,
 * and those who are a party of it themselves. A third party, such as a colleague who only passed the complaint on, has
 * none.
 */
export function conflictedUsers({ facts, parties = [] }: Known): string[] {
  const users = parties.flatMap(({ user, roles, ended }) =>
    user === undefined ||
    ended?.why === 'recorded by mistake' ||
    roles.every((role) => role === 'third party')
      ? []
      : [user],
  );
  return [...(facts.complainedAbout ?? []), ...users];
}

export const hasConflict = (state: Known, user: string): boolean => conflictedUsers(state).includes(user);
