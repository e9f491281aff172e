import type { Context } from 'hono';
import { routePath } from 'hono/route';
import type { User } from '../domain/council/council.ts';
import type { Dependencies } from '../dependencies.ts';
import { caseIn } from './security-log.ts';

/** Logs it if the answer refuses a page or a call to a user. A path that leads nowhere is only a mistyped one. */
export function logIfRefused(
  { securityLog }: Pick<Dependencies, 'securityLog'>,
  c: Context,
  { id: user }: User,
): void {
  const { status } = c.res;
  const route = routePath(c, -1);
  if ((status !== 403 && status !== 404) || route.endsWith('*')) return;
  const { method, path } = c.req;
  const reference = caseIn(path);
  securityLog('refused', {
    user,
    method,
    route,
    status,
    ...(reference === undefined ? {} : { case: reference }),
  });
}
