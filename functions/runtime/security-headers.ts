import type { MiddlewareHandler } from 'hono';

/**
 * No scripts, nothing from other origins, no framing. Browsers apply form-action also to redirects that follow a form,
 * so the way from a form to the council's sign-in is a page of its own (sign-in-page.ts).
 */
const policy = (forms: string) =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `form-action ${forms}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
const usual = policy("'self'");

/** The policy of a page with a form that goes to another address than ours: a link to upload a file. */
export const policyWithFormsTo = (action: string): string =>
  URL.canParse(action) ? policy(`'self' ${new URL(action).origin}`) : usual;

/** The headers of every answer, pages and API. Answers can hold personal data, so no cache may keep them. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('content-security-policy', c.res.headers.get('content-security-policy') ?? usual);
  c.header('x-content-type-options', 'nosniff');
  c.header('x-frame-options', 'DENY');
  c.header('referrer-policy', 'same-origin');
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  if (new URL(c.req.url).protocol === 'https:')
    c.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  c.header('cache-control', c.res.headers.get('cache-control') ?? 'no-store');
};
