import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import type { Manifest } from '../../functions/manifest.ts';
import { addStacks, checks } from '../../infra/stacks/add-stacks.ts';

const Resource = z.object({
  Type: z.string(),
  DeletionPolicy: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const Template = z.object({ Resources: z.record(z.string(), Resource) });
export type Resource = z.infer<typeof Resource> & { id: string };

const context = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'))).context;

const testEnvironment = join(import.meta.dirname, '../../infra/environments/test.json');
const settings = z.looseObject({}).parse(JSON.parse(readFileSync(testEnvironment, 'utf8')));

/** The path of a file of an environment, in a folder: infra/environments/test.json with some settings changed. */
export function environmentIn(folder: string, more: Record<string, unknown>, name = 'test'): string {
  const file = join(folder, `${name}.json`);
  const council = join(import.meta.dirname, '../../infra/councils/shropshire');
  writeFileSync(file, JSON.stringify({ ...settings, council, ...more }));
  return file;
}

/**
 * The stacks as the CDK writes them into a folder of their own, and what cdk-nag has to say against them. Their functions are
 * empty unless `bundled`: to bundle them all takes longer than everything else.
 */
export function synthesise(
  more: Record<string, unknown>,
  {
    manifest,
    bundled = false,
    name = 'test',
  }: { manifest?: Manifest; bundled?: boolean; name?: string } = {},
) {
  const outdir = mkdtempSync(join(tmpdir(), 'redress-infra-'));
  const folder = mkdtempSync(join(tmpdir(), 'redress-environment-'));
  const environment = environmentIn(folder, more, name);
  const app = new App({ context: { ...context, environment }, outdir });
  addStacks(app, {
    ...(manifest ? { manifest } : {}),
    ...(bundled ? {} : { bundler: () => ({ folder: mkdtempSync(join(tmpdir(), 'redress-no-code-')) }) }),
  });
  rmSync(folder, { recursive: true });
  const findings = checks(app).flatMap((pack) => pack.validateScope(app).violations);
  app.synth();
  const text = (stack: string) =>
    readFileSync(join(outdir, `redress-${name}-${stack}.template.json`), 'utf8');
  const resources = (stack: string): Resource[] =>
    Object.entries(Template.parse(JSON.parse(text(stack))).Resources).map(([id, resource]) => ({
      id,
      ...resource,
    }));
  return {
    outdir,
    findings,
    text,
    resources,
    data: resources('data'),
    complaints: resources('complaints'),
    mailIntake: resources('mail-intake'),
  };
}

export function ofType(resources: readonly Resource[], type: string): Resource[] {
  return resources.filter((resource) => resource.Type === type);
}

const Reference = z.union([
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((at) => at['Fn::GetAtt'][0]),
  z.object({ Ref: z.string() }).transform((at) => at.Ref),
  z.object({ 'Fn::ImportValue': z.string() }).transform((at) => at['Fn::ImportValue']),
]);

/** The id of the resource that a value refers to, alone: not within a longer text. */
export function referredTo(value: unknown): string | undefined {
  return Reference.safeParse(value).data;
}
