import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openPlay, responded, routed, type Play } from '../play.ts';

const at = '2026-06-01T09:00:00Z';
const schemaObject = z.record(z.string(), z.unknown());

const Operation = z.object({
  operationId: z.string().regex(/^(get|post|patch)([A-Z][a-z]+)+$/),
  summary: z.string().min(1),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      schema: schemaObject,
    }),
  ),
  requestBody: z
    .object({
      required: z.literal(true),
      content: z.union([
        z.strictObject({ 'application/json': z.object({ schema: schemaObject }) }),
        z.strictObject({ 'application/octet-stream': z.object({ schema: schemaObject }) }),
      ]),
    })
    .optional(),
  responses: z.record(
    z.string().regex(/^[2-5]\d\d$/),
    z.object({
      description: z.string().min(1),
      content: z.record(z.string(), z.object({ schema: schemaObject })).optional(),
    }),
  ),
});
const Document = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string().min(1), version: z.string().min(1) }),
  servers: z.array(z.object({ url: z.string() })).length(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'post', 'patch']), Operation)),
  components: z.object({
    securitySchemes: z.object({ bearer: z.object({ type: z.literal('http'), scheme: z.literal('bearer') }) }),
    schemas: z.record(z.string(), schemaObject),
  }),
});

async function document(play: Play) {
  return Document.parse((await play.request('GET', '/api/v1/openapi.json', { user: '' })).body);
}

/** One for all: to begin another takes longer than most of what it checks. */
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

test('every route with a body has examples, and they fit its schema', async () => {
  const play = await openPlay(at);
  const { body } = await play.request('GET', '/api/v1/openapi.json', { user: '' });
  const Examples = z.record(z.string(), z.object({ value: z.unknown() }));
  const Bodies = z.object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          requestBody: z
            .object({
              content: z.record(
                z.string(),
                z.object({ schema: schemaObject, examples: Examples.optional() }),
              ),
            })
            .optional(),
          responses: z.record(
            z.string(),
            z.object({
              content: z
                .record(z.string(), z.object({ schema: schemaObject, example: z.unknown().optional() }))
                .optional(),
            }),
          ),
        }),
      ),
    ),
  });
  const shown = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(Bodies.parse(body).paths))
    for (const [method, { requestBody, responses }] of Object.entries(operations)) {
      const answers = Object.values(responses)
        .flatMap(({ content = {} }) => Object.values(content))
        .filter(({ example }) => example !== undefined);
      for (const { schema, example } of answers)
        expect([method, path, ajv.validate(schema, example)]).toEqual([method, path, true]);
      for (const { schema, examples = {} } of Object.values(requestBody?.content ?? {})) {
        const validate = ajv.compile(schema);
        for (const [name, { value }] of Object.entries(examples))
          expect([method, path, name, validate(value), validate.errors]).toEqual([
            method,
            path,
            name,
            true,
            null,
          ]);
        shown.set(`${method} ${path}`, Object.keys(examples));
      }
    }
  // A body without an example would leave a program's author to guess what a field means.
  expect([...shown].filter(([, names]) => names.length === 0)).toEqual([
    // A document is sent as the bytes of its file.
    ['post /cases/{reference}/documents', []],
  ]);
  expect(shown.get('post /cases/{reference}/parties')).toHaveLength(2);
  expect(shown.get('patch /cases/{reference}/parties/{party}')).toHaveLength(3);
  expect(shown.get('post /cases/{reference}/corrections')).toHaveLength(2);
});

describe('the OpenAPI document', () => {
  test('has exactly the routes of the app', async () => {
    const play = await openPlay(at);
    const documented = Object.entries((await document(play)).paths).flatMap(([url, operations]) =>
      Object.keys(operations).map(
        (method) => `${method.toUpperCase()} /api/v1${url.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const routes = play.system.app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/'))
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => route !== 'GET /api/v1/openapi.json');
    expect(documented.sort()).toEqual([...new Set(routes)].sort());
  });

  test('names the parameters of each path, and has valid schemas', async () => {
    const play = await openPlay(at);
    const { paths } = await document(play);
    for (const [url, operations] of Object.entries(paths)) {
      const inPath = [...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters, requestBody, responses } of Object.values(operations)) {
        expect(
          parameters
            .filter((parameter) => parameter.in === 'path')
            .map(({ name, required }) => [name, required]),
        ).toEqual(inPath.map((name) => [name, true]));
        const schemas = [
          ...parameters.map(({ schema }) => schema),
          ...Object.values(requestBody?.content ?? {}).map(({ schema }) => schema),
          ...Object.values(responses).flatMap(({ content = {} }) =>
            Object.values(content).map(({ schema }) => schema),
          ),
        ].filter((schema) => !('$ref' in schema));
        for (const schema of schemas) expect([url, ajv.validateSchema(schema)]).toEqual([url, true]);
        const refs = Object.values(responses).flatMap(({ content = {} }) =>
          Object.values(content).flatMap(({ schema }) => ('$ref' in schema ? [schema['$ref']] : [])),
        );
        expect(new Set(refs)).toEqual(new Set(['#/components/schemas/Problem']));
      }
    }
  });

  test('has no dangling reference and names each operation once', async () => {
    const play = await openPlay(at);
    const whole = await document(play);
    const { text } = await play.request('GET', '/api/v1/openapi.json', { user: '' });
    const refs = [...text.matchAll(/"\$ref":"#\/([^"]*)"/g)].map(([, place = '']) => place);
    expect(new Set(refs)).toEqual(new Set(['components/schemas/Problem']));
    expect(text).not.toContain('$defs');
    const ids = Object.values(whole.paths).flatMap((operations) =>
      Object.values(operations).map((operation) => operation.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('postCasesReferenceTasksStepDecision');
  });

  test('describes what the API answers', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const { paths, components } = await document(play);
    for (const [path, url] of [
      ['/cases', '/cases'],
      ['/cases/{reference}', `/cases/${reference}`],
      ['/tasks', '/tasks'],
      ['/cases/{reference}/tasks/{step}', `/cases/${reference}/tasks/stage-1`],
      ['/cases/{reference}/complainant', `/cases/${reference}/complainant`],
      ['/held-mail', '/held-mail'],
    ] as const) {
      const schema = paths[path]?.get?.responses['200']?.content?.['application/json']?.schema ?? {};
      const check = ajv.compile(schema);
      expect([path, check((await play.get(url)).body), check.errors]).toEqual([path, true, null]);
    }
    const problem = ajv.compile(components.schemas['Problem'] ?? {});
    expect(problem((await play.get('/cases?colour=red')).body)).toBe(true);
  });
});

const findings = responded.findings;
/** Bodies for the steps of a case, and whether they can be decided unchanged. */
const bodies: [string, unknown, boolean][] = [
  ['triage', { outcome: 'route', answers: routed }, true],
  [
    'triage',
    {
      outcome: 'route',
      answers: {
        ...routed,
        points: [{ text: 'No calls' }],
        themes: ['Contact arrangements'],
        lookedAfter: true,
        complainedAbout: [],
      },
    },
    true,
  ],
  ['triage', { outcome: 'decline', answers: { ground: 'not ours', reason: 'Not ours.' } }, true],
  ['triage', { outcome: 'decline', answers: {} }, false],
  ['triage', { outcome: 'decline' }, false],
  ['triage', { outcome: 'burn', answers: {} }, false],
  ['triage', { outcome: 'route', answers: { ...routed, team: 'No Such Team' } }, false],
  ['triage', { outcome: 'decline', answers: { ground: 'not ours', reason: 'x', more: 1 } }, false],
  ['stage-1', { outcome: 'respond', answers: responded }, true],
  ['stage-1', { outcome: 'respond', answers: { findings, response: 'Sorry.' } }, true],
  ['stage-1', { outcome: 'respond', answers: { response: 'Sorry.' } }, false],
  [
    'stage-1',
    {
      outcome: 'respond',
      answers: { findings: [{ point: 'P7', finding: 'upheld', reasons: 'x' }], response: 'x' },
    },
    false,
  ],
  ['stage-1', { outcome: 'extend', answers: { until: '2026-06-22', reason: 'Leave.' } }, true],
  ['stage-1', { outcome: 'withdraw', answers: { reason: 'Settled.' } }, true],
  ['stage-1', { outcome: 'freeze', answers: { reason: 'Police.', reviewOn: '2026-07-01' } }, true],
  ['stage-1', { outcome: 'report-delay', answers: { expected: 5, reason: 'x' } }, false],
];

test.each(bodies)('the form of %s and the API agree on %j', async (step, body, accepted) => {
  const play = await openPlay(at);
  const reference = await play.complaintAt(step === 'triage' ? 'triage' : 'stage-1');
  const { form, etag } = await play.step(reference, step);
  const answer = await play.post(`/cases/${reference}/tasks/${step}/decision`, body, {
    headers: { 'if-match': `"${etag}"` },
  });
  expect([ajv.compile(form)(body), answer.status]).toEqual([accepted, accepted ? 200 : 422]);
});

test('the form for a user without decisions is a schema that no body fits', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.to('2026-06-18');
  const { form, outcomes } = await play.step(reference, 'stage-1', 'senior-manager');
  expect([outcomes, ajv.validateSchema(form)]).toEqual([[], true]);
  expect(ajv.compile(form)({ outcome: 'respond', answers: responded })).toBe(false);
});
