import type { Context } from 'hono';
import type { Council } from '../../domain/council/council.ts';
import type { PageEnv } from './page-kit.ts';
import { field } from './posted-form.ts';
import { isTokenOf } from './session.ts';

/**
 * Whether a form comes from one of our pages and from this visit: the browser names the origin, and the form has the
 * token of the session. Either would be enough against other sites, but old browsers do not name the origin. Our pages
 * are at the address of the request or at the one in the council's file: behind a proxy these differ.
 */
export function isOwnOrigin(c: Context<PageEnv>, council: Pick<Council, 'pages'>): boolean {
  if (!isOurs(c, council)) return false;
  const { session, form } = c.var;
  return session !== undefined && isTokenOf(session, field(form, '_csrf'));
}

/** Whether the browser says that a form comes from one of our pages, or says nothing. */
export function isOurs(c: Context<PageEnv>, { pages }: Pick<Council, 'pages'>): boolean {
  const origin = c.req.header('origin');
  return origin === undefined || origin === new URL(c.req.url).origin || origin === new URL(pages).origin;
}

/** The page of ours to continue to. If `wanted` is not one of ours, however it is written, the first page. */
export function ownPage(wanted: string | undefined): string {
  const base = 'http://us.invalid';
  const url =
    wanted?.startsWith('/') === true && URL.canParse(wanted, base) ? new URL(wanted, base) : undefined;
  // `/..//host` parses to a path that, used alone, is the address of another host.
  if (url?.origin !== base || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}`;
}
