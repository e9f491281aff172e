import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const overTls = (c: Context) => new URL(c.req.url).protocol === 'https:';

/** The prefix binds the cookie to this host over TLS. Browsers refuse it without TLS (RFC 6265bis, 4.1.3). */
const cookieName = (c: Context) => (overTls(c) ? '__Host-redress' : 'redress');

const ofSignIn = (c: Context) => `${cookieName(c)}-sign-in`;

/** The secret of the session of a request. It contains nothing about a person. */
export const cookieOf = (c: Context): string | undefined => getCookie(c, cookieName(c));

export function keepCookie(c: Context, cookie: string): void {
  setCookie(c, cookieName(c), cookie, { path: '/', httpOnly: true, sameSite: 'Lax', secure: overTls(c) });
}

export function dropCookie(c: Context): void {
  deleteCookie(c, cookieName(c), { path: '/', secure: overTls(c) });
}

/** The secret that ties unfinished sign-ins to the browser that began them. */
export const signInCookieOf = (c: Context): string | undefined => getCookie(c, ofSignIn(c));

export function keepSignInCookie(c: Context, cookie: string, maxAge: number): void {
  setCookie(c, ofSignIn(c), cookie, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: overTls(c),
    maxAge,
  });
}
