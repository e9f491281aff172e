import * as z from 'zod/mini';
import { jsonSchema } from '../case-views/case-view.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** The meaning of a refusal, by status. */
const meanings: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  403: 'Not allowed for this user',
  404: 'Not there, or not for this user to know',
  409: 'Decided already, or not as things stand',
  413: 'More than can be taken',
  412: 'The step has changed since it was read (If-Match)',
  422: 'Something is missing or wrong; each field is named',
  428: 'If-Match is needed',
};

/** The OpenAPI 3.1 document of the API, made from the schemas that check its requests. */
export function openApi(councilName: string, routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [one.method]: describe(one) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `Redress, ${councilName}`,
      version: '1',
      description: 'Complaints, their steps, deadlines and letters.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: jsonSchema(Problem) },
    },
  };
}

/** "POST /held-mail/:id/release" becomes "postHeldMailIdRelease", the name in a generated client. */
const operationId = ({ method, path }: Route): string =>
  `${method}${path.replaceAll(/\W+(\w?)/g, (_, first: string) => first.toUpperCase())}`;

/** The refusals of a route: its own, and those that follow from its input and from who may use it. */
const refusals = ({ who, query, body, problems = [] }: Route): number[] => [
  401,
  ...(who ? [403] : []),
  ...(body ? [400] : []),
  ...(query && 'cursor' in query.shape ? [400] : []),
  ...(body || query ? [422] : []),
  ...problems,
];

/** Examples of a body as OpenAPI has them. */
const named = (examples: Record<string, unknown> | undefined) =>
  examples === undefined
    ? {}
    : {
        examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
      };

function describe(described: Route) {
  const { path, summary, query, headers, body, upload, answers, examples } = described;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !z.safeParse(schema, undefined).success,
    schema: jsonSchema(schema),
  }));
  const inHeader = Object.entries(headers ?? {}).map(([name, header]) => ({
    name,
    in: 'header',
    ...header,
    schema: { type: 'string' },
  }));
  return {
    operationId: operationId(described),
    summary,
    ...(described.description === undefined ? {} : { description: described.description }),
    parameters: [...inPath, ...inQuery, ...inHeader],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(body), ...named(examples?.body) } },
          },
        }
      : {}),
    ...(upload
      ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, { description, schema }]) => [
          status,
          {
            description,
            ...(schema
              ? {
                  content: {
                    'application/json': {
                      schema: jsonSchema(schema),
                      ...(examples?.answer === undefined ? {} : { example: examples.answer }),
                    },
                  },
                }
              : {}),
          },
        ]),
      ),
      ...Object.fromEntries(
        refusals(described).map((status) => [
          status,
          {
            description: meanings[status] ?? 'Refused',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}
