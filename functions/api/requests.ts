import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { cleanJson } from '../domain/text/clean-text.ts';
import type { User } from '../domain/council/council.ts';
import { inputRefusals } from '../domain/text/input-errors.ts';
import { type FieldRefusal, refuse } from '../domain/text/refusal.ts';
import { problem, refused } from './problem.ts';

/** The variables of every request after sign-in. */
export type Env = { Variables: { user: User } };

type ReadResult<T> = { ok: true; value: T } | { ok: false; refusal: Response };

/** The JSON body of a request in its shape, with its texts cleaned, or the refusal that names what is wrong. */
export async function readBody<S extends z.ZodMiniType>(
  c: Context,
  schema: S,
): Promise<ReadResult<z.output<S>>> {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) {
    return { ok: false, refusal: problem(c, 415, 'not-said-to-be-json') };
  }
  let json: unknown;
  try {
    json = cleanJson(await c.req.text());
  } catch {
    return { ok: false, refusal: problem(c, 400, 'not-json') };
  }
  return read(c, schema, json);
}

/** The query of a request in its shape, or the refusal. */
export function readQuery<S extends z.ZodMiniType>(c: Context, schema: S): ReadResult<z.output<S>> {
  return read(c, schema, c.req.query());
}

function read<S extends z.ZodMiniType>(c: Context, schema: S, value: unknown): ReadResult<z.output<S>> {
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, refusal: refusedInput(c, inputRefusals(parsed.error.issues)) };
}

/** The refusal of input that does not fit its schema, by the fields that are wrong. */
export function refusedInput(c: Context, errors: readonly FieldRefusal[]): Response {
  const named = errors.map((error) => ({ ...error, field: error.field || 'body' }));
  return refused(c, refuse('invalid', { code: 'answers-wrong', params: {} }, named));
}
