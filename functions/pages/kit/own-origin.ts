import type { Context } from 'hono';
import type { Council } from '../../domain/council/council.ts';
import type { PageEnv } from './page-kit.ts';
import { field } from './posted-form.ts';
import { isTokenOf } from './session.ts';

/**
 * Whether a form comes from one of our pages and from this visit: the browser says where from, and the token of the
 * session is in the form. Either alone would do against a page elsewhere; old browsers lack the first. Our pages are
 * where the request went, or where the council's file says: behind a proxy these are two.
 */
export function comesFromUs(c: Context<PageEnv>, council: Pick<Council, 'pages'>): boolean {
  if (!isOurs(c, council)) return false;
  const { session, form } = c.var;
  return session !== undefined && isTokenOf(session, field(form, '_csrf'));
}

/** Whether the browser says that a form comes from a page of ours, or says nothing. */
export function isOurs(c: Context<PageEnv>, { pages }: Pick<Council, 'pages'>): boolean {
  const origin = c.req.header('origin');
  return origin === undefined || origin === new URL(c.req.url).origin || origin === new URL(pages).origin;
}

/** A page of ours to go on to, the first page if the wish is none: never another host, however it is written. */
export function ownPage(wanted: string | undefined): string {
  const base = 'http://us.invalid';
  const url =
    wanted?.startsWith('/') === true && URL.canParse(wanted, base) ? new URL(wanted, base) : undefined;
  // `/..//host` parses to a path that is another host's address once it stands alone.
  if (url?.origin !== base || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}`;
}
