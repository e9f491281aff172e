import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { presentUser } from '../domain/council/council.ts';
import { Instant } from '../domain/time/civil-date.ts';
import type { Dependencies } from '../dependencies.ts';

// Who is signed in. A session is stored under the hash of its cookie (pages/kit/session.ts); those of people who are signed in are
// members of one group besides, so that they can be listed and ended by others.

const signedIn = 'signed-in';

const Member = z.object({ user: z.string() });
const Times = z.object({ startedAt: Instant, seenAt: Instant });

/** The name under which a session is stored, from the hash of its cookie. */
export const sessionName = (id: string): string => `session:${id}`;

/** A session of someone who is signed in. `tag` names it for others: it is neither its cookie nor the name of its record. */
export interface OpenSession {
  tag: string;
  user: string;
  startedAt: Instant;
  seenAt: Instant;
}

export const sessionTag = (id: string): string =>
  createHash('sha256').update(`tag:${id}`).digest('base64url').slice(0, 22);

type Deps = Pick<Dependencies, 'shortLived' | 'clock' | 'council'>;

/** Lists a session that begins with those of its user until its latest end. */
export const listSession = (
  { shortLived }: Pick<Deps, 'shortLived'>,
  id: string,
  user: string,
  until: Instant,
): Promise<void> => shortLived.addTo(signedIn, id, { user }, until);

/** Ends a session, whoever's it is. */
export async function endSessionOf({ shortLived }: Pick<Deps, 'shortLived'>, id: string): Promise<void> {
  await shortLived.remove(sessionName(id));
  await shortLived.removeFrom(signedIn, id);
}

/** The sessions of people of the council that are open now, the last seen first. */
export async function openSessions({ shortLived, clock, council }: Deps): Promise<OpenSession[]> {
  const now = clock.now();
  const members = await shortLived.members(signedIn, now);
  const open = await Promise.all(
    members.map(async ({ name, value }) => {
      const { user } = Member.parse(value);
      const times = Times.safeParse(await shortLived.get(sessionName(name), now));
      return times.success && presentUser(council, user)
        ? [{ tag: sessionTag(name), user, ...times.data }]
        : [];
    }),
  );
  return open.flat().sort((one, other) => (one.seenAt > other.seenAt ? -1 : 1));
}

/** Ends the session with this tag, or all sessions of a user. Returns whose they were, with how many. */
export async function endSessions(
  deps: Pick<Dependencies, 'shortLived' | 'clock' | 'securityLog'>,
  which: { tag: string } | { user: string },
  by: string,
): Promise<{ user: string; ended: number } | undefined> {
  const found = (await deps.shortLived.members(signedIn, deps.clock.now())).flatMap(({ name, value }) => {
    const { user } = Member.parse(value);
    return ('tag' in which ? sessionTag(name) === which.tag : user === which.user) ? [{ name, user }] : [];
  });
  const [first] = found;
  if (first === undefined) return undefined;
  for (const { name } of found) await endSessionOf(deps, name);
  deps.securityLog('sessions-ended', { by, user: first.user, ended: found.length });
  return { user: first.user, ended: found.length };
}
