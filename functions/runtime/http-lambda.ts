import around from '@middy/core';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import type { Hono, Env } from 'hono';
import { cameByEdge } from './edge.ts';
import { observed } from './observe.ts';

/**
 * A Lambda behind the HTTP API (payload format 2.0). API Gateway decodes the path, and a decoded `#` or `?` would cut
 * the address off. So characters that cannot be in a path are encoded again; anything already encoded stays as it is.
 */
export function httpLambda<E extends Env>(app: Hono<E>) {
  const answer = handle(app);
  return around(async (event: LambdaEvent, context: LambdaContext) => {
    if (!cameByEdge(event.headers ?? {}, process.env['EDGE_SECRET'])) return { statusCode: 403 };
    return answer('rawPath' in event ? { ...event, rawPath: encodedPath(event.rawPath) } : event, context);
  }).use(observed);
}

function encodedPath(path: string): string {
  return path.toWellFormed().replaceAll(/%(?![\dA-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@/%]/gu, encodeURIComponent);
}
