import { createHash } from 'node:crypto';
import type { Case } from '../domain/case/case.ts';
import { checkCouncil, type Council, type CouncilProblem, type User } from '../domain/council/council.ts';
import {
  asDeployed,
  differences,
  type CouncilChange,
  type Difference,
} from '../domain/council/council-change.ts';
import { leaving, stillNeeded, vanished } from '../domain/people/leaving-users-and-teams.ts';
import { may } from '../domain/people/may.ts';
import { itemsOf } from './list-pages.ts';
import type { Dependencies } from '../dependencies.ts';

type Deps = Pick<Dependencies, 'store' | 'councils' | 'council' | 'clock' | 'procedures'>;

export interface ChangeCouncilCommand {
  by: User;
  /** The part of the council that is changed, and the tag that it had when it was shown. */
  part: (council: Council) => unknown;
  seen: string;
  /** The council as it is to be; whatever it answers is checked. */
  edit: (council: Council) => unknown;
}

export type CouncilResult =
  | { ok: true; version: number; differences: Difference[] }
  | { ok: false; reason: 'not yours' }
  | { ok: false; reason: 'invalid'; problems: CouncilProblem[] }
  /** Somebody else changed this part since it was shown; `latest` says who, when and what was changed last. */
  | { ok: false; reason: 'changed'; latest: CouncilChange | undefined };

/** What a part of the council is known by: the same as long as nobody changes it. */
export function councilTag(part: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(part) ?? '')
    .digest('base64url')
    .slice(0, 22);
}

const attempts = 5;

/** Whoever takes away their own role could not put it right again: another administrator does that. */
function takesOwnRole({ id }: User, { users }: Council): CouncilProblem | undefined {
  const place = users.findIndex((user) => user.id === id);
  const after = users[place];
  const message =
    'another administrator must take your own role of administrator away: you could not undo it';
  if (!after || (after.roles.includes('administrator') && !after.retired)) return undefined;
  return { field: `users.${place}.${after.retired ? 'retired' : 'roles'}`, message };
}

/** Changes a part of the council: the next version and its event are written, and hold from the next invocation on. */
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
    const tried = await tryCouncil(deps, command.edit(before));
    if (!tried.ok) return { ok: false, reason: 'invalid', problems: tried.problems };
    const own = takesOwnRole(command.by, tried.council);
    if (own) return { ok: false, reason: 'invalid', problems: [own] };
    const version = deps.councils.version + 1;
    if (tried.differences.length === 0) return { ok: true, version: deps.councils.version, differences: [] };
    const next = { version, at: deps.clock.now(), by: `user:${command.by.id}`, council: tried.council };
    try {
      if (await deps.store.changeCouncil(next, tried)) {
        await deps.councils.refresh();
        return { ok: true, version, differences: tried.differences };
      }
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ChangeTooLarge')) throw error;
      const message = 'this is more than can be changed or kept at once: shorten it, or change it in parts';
      return { ok: false, reason: 'invalid', problems: [{ field: 'council', message }] };
    }
  }
  throw new CouncilBusy('the council was changed by others at the same moment, time after time');
}

/** Thrown when others kept changing the council at the same moment; trying again is right. */
class CouncilBusy extends Error {
  override name = 'CouncilBusy' as const;
}

/** What would become of the council: everything that speaks against it by its field, or what would change. */
export async function tryCouncil(
  deps: Deps,
  candidate: unknown,
): Promise<
  { ok: true; council: Council; differences: Difference[] } | { ok: false; problems: CouncilProblem[] }
> {
  const checked = checkCouncil(candidate);
  if (!checked.ok) return checked;
  const { council: before } = deps;
  const after = checked.council;
  const deployed = asDeployed(after, deps.councils.deployed);
  const fixed = differences(deployed, after).map(({ place: field }) => ({
    field,
    message: 'is fixed when the system is deployed and cannot be changed here',
  }));
  const gone = leaving(before, after);
  const needed =
    gone.users.length + gone.teams.length === 0
      ? []
      : stillNeeded(gone, await openCases(deps), deps.procedures);
  const problems = [...fixed, ...vanished(before, after), ...needed];
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, council: after, differences: differences(before, after) };
}

// People leave seldom, and who is needed where stands in no list.
async function openCases({ store }: Pick<Deps, 'store'>): Promise<Case[]> {
  const found: Case[] = [];
  for await (const state of itemsOf((page) => store.cases({ status: 'open', ...page }))) found.push(state);
  return found;
}
