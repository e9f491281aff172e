import type { Context } from 'hono';
import * as z from 'zod/mini';

/** RFC 9457 problem document; `errors` names each field that is wrong and what is wanted. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  500: 'Internal Server Error',
} as const;
export type ProblemStatus = keyof typeof titles;

export function problem(
  c: Context,
  status: ProblemStatus,
  detail: string,
  errors?: Problem['errors'],
): Response {
  const body: Problem = {
    type: 'about:blank',
    title: titles[status],
    status,
    detail,
    ...(errors ? { errors } : {}),
  };
  return c.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json; charset=utf-8',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  });
}
