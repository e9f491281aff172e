import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { FileSystem } from 'aws-cdk-lib';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { readConfig } from '../../infra/config.ts';
import { functionManifest, specOf, type FunctionName } from '../../functions/manifest.ts';
import { bundle, bundleModule } from '../../infra/constructs/bundle.ts';
import { ofType, synthesise } from './assembly.ts';
import { lambdaEnvironment } from './lambda-environment.ts';

const { outdir, complaints } = synthesise({}, { bundled: true });
afterAll(() => rmSync(outdir, { recursive: true }));

/** In bytes, where it is not 1,800,000. */
const largest: Partial<Record<FunctionName, number>> = { pages: 2_200_000, 'public-pages': 1_900_000 };

const lambdas = functionManifest.map(({ name }) => name);

const Lambda = z.object({
  FunctionName: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Handler: z.literal('index.handler'),
});
const deployed = ofType(complaints, 'AWS::Lambda::Function').map(({ Properties }) =>
  Lambda.parse(Properties),
);

const load = `try {
  console.log(typeof (await import(process.argv[1])).handler);
} catch (error) {
  console.log(error.message);
}`;

async function whatLoads(file: string, env: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', load, pathToFileURL(file).href],
    { env },
  );
  return stdout.trim();
}

const folderOf = (name: string) => {
  const [code] = deployed.filter(({ FunctionName }) => FunctionName === `redress-test-${name}`);
  return join(outdir, `asset.${code?.Code.S3Key.replace(/\.zip$/, '')}`);
};
const fileOf = (name: string) => join(folderOf(name), 'index.mjs');

test.each(lambdas)('%s loads as deployed and has a handler', async (name) => {
  expect(await whatLoads(fileOf(name), lambdaEnvironment)).toBe('function');
});

test('the pages of staff, which have no templates of the public ones, name none', () => {
  const named = (name: FunctionName) => {
    const { folder } = bundle(name, readConfig('test'));
    const code = readdirSync(folder)
      .filter((file) => file.endsWith('.mjs'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    rmSync(folder, { recursive: true });
    return code.flatMap((text) => text.match(/["'`]public\/[\w-]+\.njk/g) ?? []);
  };
  expect(named('pages')).toEqual([]);
  expect(named('public-pages').length).toBeGreaterThan(10);
});

test('a bundle without its table does not load and names the missing variable', async () => {
  const { TABLE_NAME: _, ...incomplete } = lambdaEnvironment;
  expect(await whatLoads(fileOf('close-case'), incomplete)).toContain('TABLE_NAME');
});

test.each(lambdas)('%s contains nothing of the local system, the stacks or classic zod', (name) => {
  const { folder, bytes, inputs } = bundle(name, readConfig('test'));
  rmSync(folder, { recursive: true });
  console.log(`${name}: ${Math.round(bytes / 1000)} KB`);
  const used = Object.entries(inputs).flatMap(([file, size]) => (size > 0 ? [file] : []));
  expect(
    used.filter((file) =>
      /^infra\/|^functions\/adapters\/local\/|node_modules\/(zod\/(v3|v4\/classic)|smtp-server|@hono\/node-server|nunjucks\/src|wasm-vips|libheif-js|@hyzyla\/pdfium)\//.test(
        file,
      ),
    ),
  ).toEqual([]);
  // Code that dispatches the outbox has the right to, or each entry is a fault and waits for the repair.
  const needs = [
    ...(used.includes('functions/operations/runs/start-run.ts') ? ['start executions'] : []),
    ...(used.includes('functions/operations/dispatch.ts') ? ['complete tasks'] : []),
  ];
  const rights = specOf(functionManifest, name).may.map((right) => right.do);
  expect(rights).toEqual(expect.arrayContaining(needs));
  // Above this a cold start is felt by people who wait for a page. The pages hold every form and every sentence.
  expect(bytes).toBeLessThan(largest[name] ?? 1_800_000);
});

test.each(lambdas)('%s fits Lambda, and only two bundles have packages beside them', (name) => {
  const files = readdirSync(folderOf(name), { recursive: true, encoding: 'utf8' });
  const bytes = files.reduce((sum, file) => sum + statSync(join(folderOf(name), file)).size, 0);
  // Unzipped (Lambda Developer Guide, "Lambda quotas").
  expect(bytes).toBeLessThan(250_000_000);
  expect(files.includes('node_modules')).toBe(name === 'print-report' || name === 'preview-file');
});

test('the same sources and packages give the same bytes, those of the browser too', () => {
  const [one, other] = [1, 2].map(() => {
    const { entry } = specOf(functionManifest, 'print-report');
    const { folder } = bundleModule(entry, readConfig('test'));
    const fingerprint = FileSystem.fingerprint(folder);
    rmSync(folder, { recursive: true });
    return fingerprint;
  });
  expect(one).toBe(other);
});
