import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { findReferences } from '../domain/case/reference.ts';
import { may, type Action } from '../domain/people/may.ts';
import type { User } from '../domain/council/council.ts';
import type { Dependencies } from '../dependencies.ts';
import { readCase, type Shown } from '../operations/read-case.ts';
import type { CaseFile } from '../ports.ts';
import type { NotAllowed } from './problem-codes.ts';
import { notAllowed, problem, type ProblemStatus } from './problem.ts';
import { readBody, readQuery, type Env } from './requests.ts';

/** A request to a route: its user, and the parts of its path. */
export interface ApiRequest {
  c: Context<Env>;
  deps: Dependencies;
  user: User;
  /** A part of the path by its name. Empty if the path has no such part. */
  param: (name: string) => string;
  /** The id of the case that the path names. Empty if that part is not a reference. */
  caseId: string;
  /** The case that the path names, if it exists and the user may see it. */
  readable: (shown?: Shown) => Promise<CaseFile | undefined>;
}

type Answer = Response | Promise<Response>;

/** The declaration of a route, for its registration and for the OpenAPI document. */
interface Description {
  method: 'get' | 'post' | 'patch';
  /** Below /api/v1, as Hono writes it: `/cases/:reference`. */
  path: string;
  summary: string;
  /** Details that the summary leaves out. */
  description?: string;
  headers?: Record<string, { description: string; required: boolean }>;
  /**
   * The permission needed to use the route at all. Checked before the query or the body is read. `otherwise`: what
   * everyone else may not do.
   */
  who?: { may: Action; otherwise: NotAllowed };
  /** Its successful answers, by status. Without a schema the content is not JSON. */
  answers: Record<number, { description: string; schema?: z.core.$ZodType }>;
  /** Examples for the description: of the body by their names, and of a successful answer. */
  examples?: { body?: Record<string, unknown>; answer?: unknown };
  /** Refusals in addition to those that follow from `who`, `query` and `body`. */
  problems?: readonly ProblemStatus[];
}

/** One route of the API, declared once: `openapi.ts` describes it and `app.ts` registers it. */
export interface Route extends Description {
  query?: { shape: Record<string, z.core.$ZodType> };
  body?: z.core.$ZodType;
  /** The body is the bytes of a file. */
  upload?: true;
  serve(request: ApiRequest): Answer;
}

/** A route that reads nothing but its path. */
export function route(declared: Description & { serve(request: ApiRequest): Answer }): Route {
  return { ...declared, serve: (request) => refusedTo(request, declared) ?? declared.serve(request) };
}

/** A route with a query. `serve` gets it in its shape; an invalid query is refused by field. */
export function routeWithQuery<Query extends z.ZodMiniType & { shape: Record<string, z.core.$ZodType> }>(
  declared: Description & {
    query: Query;
    serve(request: ApiRequest & { query: z.output<Query> }): Answer;
  },
): Route {
  return {
    ...declared,
    serve(request) {
      const no = refusedTo(request, declared);
      if (no) return no;
      const query = readQuery(request.c, declared.query);
      return query.ok ? declared.serve({ ...request, query: query.value }) : query.refusal;
    },
  };
}

/** A route with a JSON body. `serve` gets it in its shape; an invalid body is refused by field. */
export function routeWithBody<Body extends z.ZodMiniType>(
  declared: Description & {
    body: Body;
    /** Checked before an invalid body is refused, if something else comes first. */
    before?(request: ApiRequest): Promise<Response | undefined>;
    serve(request: ApiRequest & { body: z.output<Body> }): Answer;
  },
): Route {
  return {
    ...declared,
    async serve(request) {
      const no = refusedTo(request, declared);
      if (no) return no;
      const body = await readBody(request.c, declared.body);
      if (body.ok) return declared.serve({ ...request, body: body.value });
      return (await declared.before?.(request)) ?? body.refusal;
    },
  };
}

/** The request as routes read it. */
export function apiRequest(c: Context<Env>, deps: Dependencies): ApiRequest {
  const user = c.get('user');
  const param = (name: string) => c.req.param(name) ?? '';
  return {
    c,
    deps,
    user,
    param,
    caseId: caseNamed(param('reference')),
    readable: (shown) => readCase(deps, user, param('reference'), shown),
  };
}

/** The id of the case with this reference, which is the same text. Empty if it is not a reference. */
function caseNamed(reference: string): string {
  return findReferences(reference)[0] ?? '';
}

export function noCase(c: Context): Response {
  return problem(c, 404, 'no-such-case');
}

function refusedTo({ c, user, deps }: ApiRequest, { who }: Description): Response | undefined {
  return who && !may(user, who.may, undefined, deps.council) ? notAllowed(c, who.otherwise) : undefined;
}
