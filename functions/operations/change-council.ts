import { createHash } from 'node:crypto';
import type { Case } from '../domain/case/case.ts';
import type { Role } from '../../workflows/procedures/roles.ts';
import { checkCouncil, presentUser, type Council, type User } from '../domain/council/council.ts';
import { problemAt, type CouncilProblem } from '../domain/council/council-problem.ts';
import {
  asDeployed,
  differences,
  type CouncilChange,
  type Difference,
} from '../domain/council/council-change.ts';
import { asStored } from '../domain/council/council-in-force.ts';
import { atLeastAsFolder, retentionProblems } from '../domain/council/retention-periods.ts';
import { departures, forbiddenRemovals, stillNeeded } from '../domain/people/leaving-users-and-teams.ts';
import { targetProblems } from '../domain/council/targets.ts';
import { may } from '../domain/people/may.ts';
import { itemsOf } from './list-pages.ts';
import type { Dependencies } from '../dependencies.ts';
import { endSessions } from './sessions.ts';

type Deps = Pick<
  Dependencies,
  'store' | 'shortLived' | 'councils' | 'council' | 'clock' | 'procedures' | 'securityLog'
>;

export interface ChangeCouncilCommand {
  by: User;
  /** The part of the council to change, and the tag that it had when it was shown. */
  part: (council: Council) => unknown;
  seen: string;
  /** Returns the new council. The result is always checked. */
  edit: (council: Council) => unknown;
  /** Why, where the page asks for it: it is kept with the change. */
  reason?: string;
  /** Whether this change decides what becomes of stored wording that its letter does not accept. Otherwise it is kept. */
  settles?: (letter: string) => boolean;
}

export type CouncilResult =
  | { ok: true; version: number; differences: Difference[] }
  | { ok: false; reason: 'not yours' }
  | { ok: false; reason: 'invalid'; problems: CouncilProblem[] }
  /** Someone else has changed this part since it was shown; `latest` is the last change of the council. */
  | { ok: false; reason: 'changed'; latest: CouncilChange | undefined };

/** The tag of a part of the council. It stays the same until the part changes. */
export function councilTag(part: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(part) ?? '')
    .digest('base64url')
    .slice(0, 22);
}

const attempts = 5;

/** Administrators cannot remove their own role, because they could not undo it: another administrator must. */
function takesOwnRole({ id }: User, { users }: Council): CouncilProblem | undefined {
  const place = users.findIndex((user) => user.id === id);
  const after = users[place];
  if (!after || (after.roles.includes('administrator') && !after.retired)) return undefined;
  return problemAt(`users.${place}.${after.retired ? 'retired' : 'roles'}`, 'own-administrator-role', {});
}

/**
 * Changes a part of the council: writes the next version and its event. The change applies from the next invocation.
 */
export async function changeCouncil(deps: Deps, command: ChangeCouncilCommand): Promise<CouncilResult> {
  if (!may(command.by, { do: 'administer' }, undefined, deps.council))
    return { ok: false, reason: 'not yours' };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    await deps.councils.refresh();
    const before = deps.council;
    if (councilTag(command.part(before)) !== command.seen) {
      const [latest] = (await deps.store.councilChanges({ limit: 1 })).items;
      return { ok: false, reason: 'changed', latest };
    }
    const { rejectedWording } = deps.councils;
    const tried = await tryCouncil(deps, command.edit(before));
    const unfounded = reasonProblems(command);
    if (!tried.ok) return { ok: false, reason: 'invalid', problems: [...tried.problems, ...unfounded] };
    if (unfounded.length > 0) return { ok: false, reason: 'invalid', problems: unfounded };
    const own = takesOwnRole(command.by, tried.council);
    if (own) return { ok: false, reason: 'invalid', problems: [own] };
    const version = deps.councils.version + 1;
    const unsettled = Object.entries(rejectedWording).filter(
      ([letter]) => command.settles?.(letter) !== true,
    );
    const council = asStored(tried.council, Object.fromEntries(unsettled));
    const changed = differences(asStored(before, rejectedWording), council);
    if (changed.length === 0) return { ok: true, version: deps.councils.version, differences: [] };
    const next = { version, at: deps.clock.now(), by: `user:${command.by.id}`, council };
    const { reason } = command;
    try {
      if (
        await deps.store.changeCouncil(next, {
          ...(reason === undefined ? {} : { reason }),
          differences: changed,
        })
      ) {
        for (const change of roleChanges(before, council)) {
          deps.securityLog('roles-changed', { by: command.by.id, ...change });
          // From this moment they are no one. Should they come back, they sign in anew.
          if (presentUser(council, change.user) === undefined)
            await endSessions(deps, { user: change.user }, command.by.id);
        }
        await deps.councils.refresh();
        return { ok: true, version, differences: changed };
      }
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ChangeTooLarge')) throw error;
      return { ok: false, reason: 'invalid', problems: [problemAt('council', 'change-too-large', {})] };
    }
  }
  throw new CouncilBusy('the council was changed by others at the same moment, time after time');
}

/** The users whose roles differ between two versions. Someone who has left, or is not there yet, has none. */
function roleChanges(before: Council, after: Council) {
  const rolesOf = (council: Council, id: string): readonly Role[] => presentUser(council, id)?.roles ?? [];
  const ids = new Set([...before.users, ...after.users].map(({ id }) => id));
  return [...ids].flatMap((user) => {
    const [had, has] = [rolesOf(before, user), rolesOf(after, user)];
    const added = has.filter((role) => !had.includes(role));
    const removed = had.filter((role) => !has.includes(role));
    return added.length + removed.length === 0 ? [] : [{ user, added, removed }];
  });
}

const longestReason = 500;

/** The problems of the reason of a change, if the page asks for one. */
function reasonProblems({ reason }: ChangeCouncilCommand): CouncilProblem[] {
  if (reason === '') return [problemAt('reason', 'missing', {})];
  return reason !== undefined && reason.length > longestReason
    ? [problemAt('reason', 'too-long', { most: longestReason })]
    : [];
}

/** Thrown if others kept changing the council at the same moment. The caller should try again. */
class CouncilBusy extends Error {
  override name = 'CouncilBusy' as const;
}

/** Checks a council without changing anything. Returns its problems, or the changes it would make. */
export async function tryCouncil(
  deps: Deps,
  candidate: unknown,
): Promise<
  { ok: true; council: Council; differences: Difference[] } | { ok: false; problems: CouncilProblem[] }
> {
  const checked = checkCouncil(candidate);
  if (!checked.ok) return checked;
  const { council: before } = deps;
  const folder = deps.councils.deployed.council;
  const shorter = retentionProblems(checked.council, folder);
  if (shorter.length > 0) return { ok: false, problems: shorter };
  const { retention: _, ...unchanged } = checked.council;
  const after = { ...unchanged, ...atLeastAsFolder(checked.council, folder) };
  const deployed = asDeployed(after, folder);
  const fixed = differences(deployed, after).map(({ place }) => problemAt(place, 'fixed-at-deployment', {}));
  const gone = departures(before, after);
  const needed =
    gone.users.length + gone.teams.length === 0
      ? []
      : stillNeeded(gone, await openCases(deps), deps.procedures);
  const problems = [
    ...fixed,
    ...targetProblems(after, deps.councils.deployed.procedures),
    ...forbiddenRemovals(before, after),
    ...needed,
  ];
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, council: after, differences: differences(before, after) };
}

// Reads all open cases: people rarely leave, and no index says which cases need them.
async function openCases({ store }: Pick<Deps, 'store'>): Promise<Case[]> {
  const openOnes: Case[] = [];
  for await (const state of itemsOf((page) => store.cases({ status: 'open', ...page }))) openOnes.push(state);
  return openOnes;
}
