import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { FunctionName } from '../../functions/manifest.ts';
import { readConfig } from '../../infra/config.ts';
import { bundle } from '../../infra/constructs/bundle.ts';
import { withEmptyTable } from '../infra/lambda-environment.ts';

const helloWorld = `export const handler = async () => ({ statusCode: 200, body: '<h1>Hello, world</h1>' });`;

/** Loads a handler as the runtime of Lambda does and asks it for one page; says when the answer was there. */
const firstPage = `
const { handler } = await import(process.argv[1]);
const host = 'pages.example';
const http = { method: 'GET', path: '/signed-out', sourceIp: '192.0.2.1' };
const { statusCode } = await handler(
  { version: '2.0', rawPath: http.path, rawQueryString: '', headers: { host }, requestContext: { domainName: host, http }, isBase64Encoded: false },
  { functionName: 'redress-test-pages', getRemainingTimeInMillis: () => 29_000 },
);
process.stdout.write('\\n' + JSON.stringify({ statusCode, ms: performance.now() }));
process.exit(0);`;

const Answer = z.object({ statusCode: z.literal(200).optional(), ms: z.number() });

async function started(script: string, file: string, env: Record<string, string>): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, pathToFileURL(file).href],
    { env },
  );
  return Answer.parse(JSON.parse(stdout.slice(stdout.lastIndexOf('\n')))).ms;
}

/** Loads a handler alone, as much as Lambda does before the first call. */
const load = `
await import(process.argv[1]);
process.stdout.write('\\n' + JSON.stringify({ ms: process.cpuUsage().user / 1000 }));
process.exit(0);`;

/**
 * Milliseconds of processor time until a new Node process has loaded a function as deployed, and "hello, world", in turns: by the
 * name of the function.
 */
export async function loadTimes(
  names: readonly FunctionName[],
  runs: number,
): Promise<Map<FunctionName, { own: number; hello: number }[]>> {
  const times = new Map<FunctionName, { own: number; hello: number }[]>();
  const { env, close } = await withEmptyTable();
  try {
    for (const name of names) {
      const { folder } = bundle(name, readConfig('test'));
      const hello = join(folder, 'hello.mjs');
      writeFileSync(hello, helloWorld);
      const own = [];
      for (let run = 0; run < runs; run += 1)
        own.push({
          own: await started(load, join(folder, 'index.mjs'), env),
          hello: await started(load, hello, env),
        });
      times.set(name, own);
      rmSync(folder, { recursive: true });
    }
    return times;
  } finally {
    close();
  }
}

/** Milliseconds from the start of a new Node process to its first page, for the pages as deployed and for "hello, world", in turns. */
export async function coldStarts(runs: number): Promise<{ pages: number; hello: number }[]> {
  const { folder } = bundle('pages', readConfig('test'));
  const hello = join(folder, 'hello.mjs');
  writeFileSync(hello, helloWorld);
  // The table answers at once: what is measured is ours.
  const { env, close } = await withEmptyTable();
  try {
    const times = [];
    for (let run = 0; run < runs; run += 1)
      times.push({
        pages: await started(firstPage, join(folder, 'index.mjs'), env),
        hello: await started(firstPage, hello, env),
      });
    return times;
  } finally {
    close();
    rmSync(folder, { recursive: true });
  }
}
