import type { Context } from 'hono';
import english from 'zod/v4/locales/en.js';
import type * as z from 'zod/mini';
import { problem } from './problem.ts';

type ReadResult<T> = { ok: true; value: T } | { ok: false; refusal: Response };

/** 422 for one field. */
export function invalid(c: Context, field: string, message: string): Response {
  return problem(c, 422, 'Something is missing or wrong.', [{ field, message }]);
}

/** The JSON body in its shape, or the answer that says what is wrong with it. */
export async function readBody<S extends z.ZodMiniType>(
  c: Context,
  schema: S,
): Promise<ReadResult<z.output<S>>> {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) {
    return { ok: false, refusal: problem(c, 415, 'Send JSON, with content-type: application/json.') };
  }
  let json: unknown;
  try {
    json = await c.req.json();
  } catch {
    return { ok: false, refusal: problem(c, 400, 'The body is not JSON.') };
  }
  return read(c, schema, json);
}

/** The query in its shape, or the answer that says what is wrong with it. */
export function readQuery<S extends z.ZodMiniType>(c: Context, schema: S): ReadResult<z.output<S>> {
  return read(c, schema, c.req.query());
}

function read<S extends z.ZodMiniType>(c: Context, schema: S, value: unknown): ReadResult<z.output<S>> {
  const parsed = schema.safeParse(value, { error: english().localeError });
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'There is no such field' }))
      : [{ field: path.join('.') || 'body', message: issue.message }];
  });
  return { ok: false, refusal: problem(c, 422, 'Something is missing or wrong.', errors) };
}
