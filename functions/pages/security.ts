import type { MiddlewareHandler } from 'hono';
import type { PageEnv } from './page-kit.ts';
import { field } from './posted-form.ts';
import { isTokenOf } from './session.ts';

/** No script at all, nothing from elsewhere, in nobody's frame. Forms may lead on to the council's sign-in. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What every page is sent with. Pages can hold personal data: no cache keeps them. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('content-security-policy', c.res.headers.get('content-security-policy') ?? policy);
  c.header('x-content-type-options', 'nosniff');
  c.header('x-frame-options', 'DENY');
  c.header('referrer-policy', 'same-origin');
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  if (new URL(c.req.url).protocol === 'https:') c.header('strict-transport-security', 'max-age=31536000');
  c.header('cache-control', c.res.headers.get('cache-control') ?? 'no-store');
};

/**
 * Whether a form comes from one of our pages and from this visit: the browser says where from, and the token of the
 * session is in the form. Either alone would do against a page elsewhere; old browsers lack the first.
 */
export function comesFromUs(c: Parameters<MiddlewareHandler<PageEnv>>[0]): boolean {
  if (!isOurs(c)) return false;
  const { session, form } = c.var;
  return session !== undefined && isTokenOf(session, field(form, '_csrf'));
}

/** Whether the browser says that a form comes from a page of ours, or says nothing. */
export function isOurs(c: Parameters<MiddlewareHandler<PageEnv>>[0]): boolean {
  const origin = c.req.header('origin');
  return origin === undefined || origin === new URL(c.req.url).origin;
}
