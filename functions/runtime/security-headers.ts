import type { MiddlewareHandler } from 'hono';

/**
 * No script at all, nothing from elsewhere, in nobody's frame. Browsers hold the redirects that follow a form to
 * form-action too, so what leads from a form to the council's sign-in is a page of its own (sign-in-page.ts).
 */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What every answer is sent with, pages and API. It can hold personal data: no cache keeps it. */
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
