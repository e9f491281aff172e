import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { pages } from '../../functions/pages/app.ts';
import { readConfig } from '../../infra/config.ts';
import { bundleModule } from '../../infra/constructs/bundle.ts';
import { openPlay } from '../play.ts';
import { browse } from '../web/pages/browse.ts';
import { withEmptyTable } from './lambda-environment.ts';

const council = readConfig('test');
const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })));

async function load<S extends z.ZodType>(entry: string, shape: S): Promise<z.output<S>> {
  const { folder } = bundleModule(entry, council);
  made.push(folder);
  return shape.parse(await import(pathToFileURL(join(folder, 'index.mjs')).href));
}
const isFunction = (value: unknown) => typeof value === 'function';

const Answer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  cookies: z.array(z.string()).optional(),
  body: z.string(),
  isBase64Encoded: z.boolean(),
});

/** The event that API Gateway sends for a browser's request (payload format 2.0), with the path decoded. */
const event = (method: string, rawPath: string, more: object = {}) => ({
  version: '2.0',
  routeKey: 'ANY /{proxy+}',
  rawPath,
  rawQueryString: '',
  headers: { host: 'abc.execute-api.eu-west-2.amazonaws.com' },
  requestContext: {
    domainName: 'abc.execute-api.eu-west-2.amazonaws.com',
    stage: '$default',
    http: { method, path: rawPath, sourceIp: '192.0.2.1' },
  },
  isBase64Encoded: false,
  ...more,
});

describe('the deployed function', async () => {
  const { env, close } = await withEmptyTable();
  afterAll(close);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  afterAll(() => vi.unstubAllEnvs());
  const { handler } = await load(
    'functions/handlers/pages.ts',
    z.object({ handler: z.custom<(event: object, context: object) => Promise<unknown>>(isFunction) }),
  );
  const ask = async (...request: Parameters<typeof event>) =>
    Answer.parse(
      await handler(event(...request), {
        functionName: 'redress-test-pages',
        getRemainingTimeInMillis: () => 29_000,
      }),
    );

  test('sends a visitor to sign in and keeps the requested page', async () => {
    const answer = await ask('GET', '/cases/SC-2026-00001-1/tasks/triage#1');
    expect([answer.statusCode, answer.headers['location']]).toEqual([
      303,
      `/sign-in?return=${encodeURIComponent('/cases/SC-2026-00001-1/tasks/triage%231')}`,
    ]);
  });

  test('answers 404 for an unknown page, and serves its style sheet with all headers', async () => {
    const missing = await ask('GET', '/nothing here?');
    expect([missing.statusCode, missing.isBase64Encoded]).toEqual([404, false]);
    expect(missing.body).toContain('Page not found');
    const [styles = ''] = /\/assets\/[^"]+\.css/.exec(missing.body) ?? [];
    const sheet = await ask('GET', styles);
    expect([sheet.statusCode, sheet.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8']);
    expect(sheet.body).toContain('.govuk-button');
    const redirect = await ask('GET', '/tasks');
    for (const { headers } of [missing, sheet, redirect, await ask('POST', '/nothing')])
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'strict-transport-security': expect.stringContaining('max-age'),
        'x-content-type-options': 'nosniff',
      });
  });

  test('refuses a form that is too large, whole and in base64', async () => {
    const large = Buffer.alloc(4_100_000, 'a').toString('base64');
    const answer = await ask('POST', '/cases/SC-2026-00001-1/tasks/triage', {
      body: large,
      isBase64Encoded: true,
    });
    expect([answer.statusCode, answer.body]).toEqual([413, expect.stringContaining('too large')]);
  });

  test('has no page of the local system', async () => {
    for (const path of ['/local', '/local/sign-in', '/local/outbox', '/local/clock'])
      expect((await ask('GET', path)).statusCode).toBe(404);
  });
});

test('pages look the same from the templates in the bundle as from those on disk', async () => {
  const bundled = await load(
    'functions/pages/app.ts',
    z.object({ pages: z.custom<typeof pages>(isFunction) }),
  );
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.document(reference, 'A paper');
  const waiting = await play.complaint();
  const officer = browse(play);
  const tasks = await officer.signIn('complaints-officer');
  const csrf = tasks.page.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
  const options = { signIn: '/local/sign-in', report: () => {} };
  const [fromBundle, fromDisk] = [bundled.pages(play.deps, options), pages(play.deps, options)];
  const wrong = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ _csrf: csrf, seen: '*' }).toString(),
  };
  for (const [path, status, init] of [
    ['/tasks?show=all', 200, {}],
    [`/cases/${reference}`, 200, {}],
    [`/cases/${reference}/tasks/stage-1`, 200, {}],
    [`/cases/${waiting}/tasks/triage/route`, 200, {}],
    [`/cases/${waiting}/tasks/triage/route`, 422, wrong],
    [`/cases/${reference}/documents/D9`, 404, {}],
    ['/signed-out', 200, {}],
  ] as const) {
    const answers = await Promise.all(
      [fromBundle, fromDisk].map(async (app) =>
        app.request(`http://127.0.0.1${path}`, {
          ...init,
          headers: { cookie: officer.cookie(), ...('headers' in init ? init.headers : {}) },
        }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
    // The style sheet in the bundle is without what no page uses, so its address is another.
    const [one, other] = await Promise.all(
      answers.map(async (answer) => (await answer.text()).replace(/\/pages-[0-9a-f]{16}\.css/, '/pages.css')),
    );
    expect(one).toBe(other);
  }
});
