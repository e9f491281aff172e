import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { User } from '../domain/council/council.ts';
import type { Dependencies } from '../dependencies.ts';
import { recordAnswer } from '../operations/record-read.ts';
import { listedIn } from '../runtime/listed-in.ts';
import { isPassing } from '../runtime/faults.ts';
import { logIfRefused } from '../runtime/log-if-refused.ts';
import { sealingCursors } from '../runtime/sealed-cursors.ts';
import { securityHeaders } from '../runtime/security-headers.ts';
import { openApi } from './openapi.ts';
import { invalidCursor, problem } from './problem.ts';
import type { Env } from './requests.ts';
import { apiRequest } from './route.ts';
import { routes } from './routes.ts';

/** Finds the user of a request. AWS and the local system do this differently. Undefined for an unknown user. */
export type Authenticate = (c: Context) => Promise<User | undefined>;

const largestBody = 2_000_000;
const largestUpload = 4_000_000;

/**
 * The API as one Hono app; the Lambda and the local server are its two entries. `report` gets faults, never content.
 * Requests that are not for the API go to `pages`, if there are any (functions/pages).
 */
export function makeApp(
  given: Dependencies,
  authenticate: Authenticate,
  report: (fault: Error) => void,
  pages?: { fetch(request: Request, env: unknown): Response | Promise<Response> },
): Hono<Env> {
  const deps = sealingCursors(given);
  const app = new Hono<Env>();
  // Few ever ask for it, and to make it takes longer than the rest of the app.
  let description: ReturnType<typeof openApi> | undefined;

  app.onError((error, c) => {
    if (error.name === 'ChangeTooLarge') return problem(c, 413, 'too-much-for-a-case');
    if (error.name === 'InvalidCursor') return invalidCursor(c);
    if (isPassing(error)) {
      c.header('retry-after', '2');
      return problem(c, 503, 'busy');
    }
    report(error);
    return problem(c, 500, 'fault');
  });
  app.notFound((c) =>
    pages === undefined || c.req.path.startsWith('/api/')
      ? problem(c, 404, 'nothing-here')
      : pages.fetch(c.req.raw, c.env),
  );
  app.use('*', securityHeaders);
  // Pages and letters made in this request use the current council.
  app.use('*', async (_, next) => {
    await deps.councils.refresh();
    return next();
  });
  app.get('/healthz', async (c) => {
    // A sign of life of the table too: without it, nothing works.
    try {
      await deps.store.bankHolidays();
    } catch (error) {
      report(error instanceof Error ? error : new Error(String(error)));
      return c.json({ status: 'no store' }, 503);
    }
    return c.json({ status: 'ok' });
  });
  app.get('/api/v1/openapi.json', (c) => c.json((description ??= openApi(deps.council.name, routes))));
  app.use('/api/v1/*', (c, next) => {
    const upload = c.req.path.endsWith('/documents');
    return bodyLimit({
      maxSize: upload ? largestUpload : largestBody,
      onError: () => problem(c, 413, upload ? 'file-too-large' : 'body-too-large'),
    })(c, next);
  });
  app.use('/api/v1/*', async (c, next) => {
    const user = await authenticate(c);
    if (!user) {
      deps.securityLog('token-refused', {});
      return problem(c, 401, 'not-signed-in');
    }
    c.set('user', user);
    await next();
    logIfRefused(deps, c, user);
    // A file of any size is answered with a link to it.
    if (c.res.status === 200 || c.res.status === 302)
      await recordAnswer(deps, {
        method: c.req.method,
        url: new URL(c.req.url),
        by: user,
        text: await listedIn(c.res),
      });
    return undefined;
  });

  for (const route of routes)
    app.on(route.method, `/api/v1${route.path}`, (c) => route.serve(apiRequest(c, deps)));

  return app;
}
