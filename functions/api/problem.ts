import type { Context } from 'hono';
import * as z from 'zod/mini';
import type { FieldRefusal, Refusal, Refused } from '../domain/text/refusal.ts';
import { refusalForPrograms } from '../words/refusal-in-words.ts';
import { wordsIn } from '../words/words.ts';
import type { ApiProblem, NotAllowed } from './problem-codes.ts';

/** The parts of a refusal that programs use. They need no sentence. */
const reason = {
  code: z.optional(z.string()),
  params: z.optional(
    z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  ),
};

/** RFC 9457 problem document; `errors` names each field that is wrong. Sentences are for people, codes for programs. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  ...reason,
  errors: z.optional(z.array(z.object({ field: z.string(), message: z.string(), ...reason }))),
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
  503: 'Service Unavailable',
} as const;
export type ProblemStatus = keyof typeof titles;

/** The answer to a cursor that this list did not give out. */
export const invalidCursor = (c: Context): Response =>
  problem(c, 400, 'invalid-cursor', [{ field: 'cursor', message: wordsIn(undefined).api.cursor }]);

/** Answers with a problem of the API itself, in a sentence that says what to send. */
export const problem = (
  c: Context,
  status: ProblemStatus,
  code: ApiProblem,
  errors?: Problem['errors'],
): Response => problemSaying(c, status, wordsIn(undefined).api.problems[code], errors);

/** Answers that the role of the user does not include this. */
export const notAllowed = (c: Context, what: NotAllowed): Response =>
  problemSaying(c, 403, wordsIn(undefined).api.notAllowed[what]);

/** Answers a problem in a sentence of the catalogue. */
export function problemSaying(
  c: Context,
  status: ProblemStatus,
  detail: string,
  errors?: Problem['errors'],
): Response {
  return problemDocument(c, {
    type: 'about:blank',
    title: titles[status],
    status,
    detail,
    ...(errors ? { errors } : {}),
  });
}

/**
 * Answers with a refusal, in words and as codes with their parameters. `pathOf` makes the path of a field in the
 * request.
 */
export function refused(
  c: Context,
  { kind, refusal, errors }: Refused,
  pathOf = (field: string): string => field,
): Response {
  const status = statuses[kind];
  const words = wordsIn(undefined);
  return problemDocument(c, {
    type: 'about:blank',
    title: titles[status],
    status,
    detail: asSentence(refusalForPrograms(refusal, words)),
    ...codeOf(refusal),
    ...(errors
      ? {
          errors: errors.map((error: FieldRefusal) => ({
            field: pathOf(error.field),
            message: refusalForPrograms(error, words),
            ...codeOf(error),
          })),
        }
      : {}),
  });
}

/** Field errors end without a full stop, but the detail of a problem is a sentence. */
const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const codeOf = ({ code, params }: Refusal) => ({ code, params: { ...params } });

const statuses = {
  'not found': 404,
  'not allowed': 403,
  conflict: 409,
  stale: 412,
  invalid: 422,
} satisfies Record<Refused['kind'], ProblemStatus>;

function problemDocument(c: Context, body: Problem & { status: ProblemStatus }): Response {
  const { status } = body;
  return c.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json; charset=utf-8',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  });
}
