import * as z from 'zod/mini';
import type { PageContext } from './page-kit.ts';

/** An event of API Gateway (payload format 2.0). */
const Event = z.object({
  event: z.object({ requestContext: z.object({ http: z.object({ sourceIp: z.string() }) }) }),
});

/** The network address of a caller, as API Gateway reports it. */
export const callerOf = (c: PageContext): string | undefined =>
  Event.safeParse(c.env).data?.event.requestContext.http.sourceIp;
