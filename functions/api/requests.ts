import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { cleanJson } from '../domain/text/clean-text.ts';
import type { User } from '../domain/council/council.ts';
import { plainWords } from '../domain/text/input-errors.ts';
import { problem } from './problem.ts';

/** What every request carries once someone is signed in. */
export type Env = { Variables: { user: User } };

type ReadResult<T> = { ok: true; value: T } | { ok: false; refusal: Response };

export function invalid(c: Context, field: string, message: string): Response {
  return problem(c, 422, 'Something is missing or wrong.', [{ field, message }]);
}

/** The JSON body of a request, its texts cleaned, in its shape, or the refusal that names what is wrong. */
export async function readBody<S extends z.ZodMiniType>(
  c: Context,
  schema: S,
): Promise<ReadResult<z.output<S>>> {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) {
    return { ok: false, refusal: problem(c, 415, 'Send JSON, with content-type: application/json.') };
  }
  let json: unknown;
  try {
    json = cleanJson(await c.req.text());
  } catch {
    return { ok: false, refusal: problem(c, 400, 'The body is not JSON.') };
  }
  return read(c, schema, json);
}

/** The query of a request in its shape, or the refusal. */
export function readQuery<S extends z.ZodMiniType>(c: Context, schema: S): ReadResult<z.output<S>> {
  return read(c, schema, c.req.query());
}

function read<S extends z.ZodMiniType>(c: Context, schema: S, value: unknown): ReadResult<z.output<S>> {
  const parsed = schema.safeParse(value, { error: plainWords });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, refusal: refusedInput(c, parsed.error.issues) };
}

/** The refusal of input that does not fit its schema: each field that is wrong, and what is wanted. */
export function refusedInput(c: Context, issues: readonly z.core.$ZodIssue[]): Response {
  const errors = issues.flatMap((issue) => {
    const path = issue.path.map(String);
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'There is no such field' }))
      : [{ field: path.join('.') || 'body', message: issue.message }];
  });
  return problem(c, 422, 'Something is missing or wrong.', errors);
}
