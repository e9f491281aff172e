import * as z from 'zod/mini';
import { addressOfCaller } from '../../runtime/edge.ts';
import type { PageContext } from './page-kit.ts';

/** An event of API Gateway (payload format 2.0). */
const Event = z.object({
  event: z.object({
    headers: z.record(z.string(), z.optional(z.string())),
    requestContext: z.object({ http: z.object({ sourceIp: z.string() }) }),
  }),
});

/** The network address of a caller. */
export function callerOf(c: PageContext): string | undefined {
  const { event } = Event.safeParse(c.env).data ?? {};
  return (
    event && addressOfCaller(event.headers, event.requestContext.http.sourceIp, process.env['EDGE_SECRET'])
  );
}
