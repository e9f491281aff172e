import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { Instant } from '../../domain/time/civil-date.ts';
import { presentUser, type User } from '../../domain/council/council.ts';
import { Role } from '../../../workflows/procedures/roles.ts';
import type { Dependencies } from '../../dependencies.ts';
import { endSessionOf, listSession, sessionName } from '../../operations/sessions.ts';

const minute = 60_000;

/** After `idleMinutes` without a page, and after `longestMinutes` in any case, people must sign in again. */
const idleMinutes = 60;
const longestMinutes = 10 * 60;

/**
 * How long the author of a form is remembered by its token, for a form sent after a weekend, when its session has
 * ended.
 */
const rememberedMinutes = 4 * 24 * 60;

/** A visit of one browser: `user` if someone is signed in, `link` the hash of a private link that was followed. */
export const Session = z.object({
  id: z.string(),
  csrf: z.string(),
  startedAt: Instant,
  seenAt: Instant,
  user: z.optional(z.string()),
  /** The roles of the user that their groups gave at sign-in. If absent, all of the user's roles. */
  roles: z.optional(z.array(Role)),
  /** The result of the last action, for the next page to show once. */
  done: z.optional(z.string()),
  link: z.optional(z.string()),
  /** The user who was signed in where the link was opened: they see what the complainant sees, and do nothing in their name. */
  openedBy: z.optional(z.string()),
});
export type Session = z.infer<typeof Session>;

type Sessions = Pick<Dependencies, 'shortLived' | 'clock'>;

/** 256 random bits, in characters that cookies and addresses allow. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const hashed = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const tokenName = (token: string) => `token:${hashed(token)}`;
const Author = z.object({ user: z.string() });

const nameOf = (cookie: string) => sessionName(hashed(cookie));

/** An instant the given number of minutes later. */
export const later = (instant: Instant, minutes: number): Instant =>
  Instant.parse(new Date(Date.parse(instant) + minutes * minute).toISOString());

/**
 * Begins a session. Only the cookie has its secret; the record is stored under the hash. Each sign-in begins a new one,
 * so no one continues in a session that someone else began for them.
 */
export async function startSession(
  { shortLived, clock }: Sessions,
  who: Pick<Session, 'user' | 'roles' | 'link' | 'openedBy'> = {},
): Promise<{ cookie: string; session: Session }> {
  const cookie = newSecret();
  const now = clock.now();
  const session = { ...who, id: hashed(cookie), csrf: newSecret(), startedAt: now, seenAt: now };
  await shortLived.put(nameOf(cookie), session, later(now, idleMinutes));
  if (who.user !== undefined) {
    await listSession({ shortLived }, session.id, who.user, endOfVisit(session));
    await shortLived.put(tokenName(session.csrf), { user: who.user }, later(now, rememberedMinutes));
  }
  return { cookie, session };
}

/** The session of a cookie while it lasts. Each page restarts the idle time. */
export async function sessionOf(
  { shortLived, clock }: Sessions,
  cookie: string | undefined,
): Promise<Session | undefined> {
  if (cookie === undefined) return undefined;
  const now = clock.now();
  const read = Session.safeParse(await shortLived.get(nameOf(cookie), now));
  if (!read.success) return undefined;
  if (now >= endOfVisit(read.data)) return undefined;
  // Written at most once a minute, because most pages are followed by others.
  if (Date.parse(now) - Date.parse(read.data.seenAt) < minute) return read.data;
  const session = { ...read.data, seenAt: now };
  await keepSession({ shortLived }, cookie, session);
  return session;
}

/** The latest end of a visit. Nothing stored for the visit needs to be kept longer. */
export const endOfVisit = ({ startedAt }: Session): Instant => later(startedAt, longestMinutes);

async function keepSession({ shortLived }: Pick<Sessions, 'shortLived'>, cookie: string, session: Session) {
  const idle = later(session.seenAt, idleMinutes);
  const end = endOfVisit(session);
  // Not if someone has ended it meanwhile.
  await shortLived.replace(nameOf(cookie), session, idle < end ? idle : end);
}

/** The author of the form with this token, even if their session has ended. This does not sign anyone in. */
export async function authorOf({ shortLived, clock }: Sessions, token: string): Promise<string | undefined> {
  return Author.safeParse(await shortLived.get(tokenName(token), clock.now())).data?.user;
}

/** Stores the result of the last action for the next page to show. Undefined removes it after it was shown. */
export async function storeBanner(
  deps: Sessions,
  cookie: string,
  session: Session,
  done: string | undefined,
): Promise<void> {
  const { done: _, ...rest } = session;
  await keepSession(deps, cookie, done === undefined ? rest : { ...rest, done });
}

export async function endSession({ shortLived }: Sessions, cookie: string): Promise<void> {
  await endSessionOf({ shortLived }, hashed(cookie));
}

/** The user who is signed in. Undefined for someone who has left the council. */
export function userOf(
  { council }: Pick<Dependencies, 'council'>,
  session: Session | undefined,
): User | undefined {
  const user = session?.user === undefined ? undefined : presentUser(council, session.user);
  const given = session?.roles;
  return user && given ? { ...user, roles: user.roles.filter((role) => given.includes(role)) } : user;
}

/** Whether a form was sent from a page of this session. */
export function isTokenOf(session: Session, token: string): boolean {
  const [wanted, given] = [Buffer.from(session.csrf), Buffer.from(token)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
