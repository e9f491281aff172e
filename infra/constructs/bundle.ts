import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { buildSync, type BuildResult } from 'esbuild';
import * as z from 'zod';
import { functionManifest, specOf, type FunctionName, type Manifest } from '../../functions/manifest.ts';
import type { CouncilFolder } from '../read-council-folder.ts';
import { writePageResources } from './page-resources.ts';

const root = join(import.meta.dirname, '../..');

/**
 * A bundled handler: the folder with its files, the number of bytes loaded at its start, and the number of bytes that
 * each source file has in all of them.
 */
export interface Bundle {
  folder: string;
  bytes: number;
  inputs: Record<string, number>;
}

/** What a bundle holds of a council's folder. */
export type BundledCouncil = Pick<CouncilFolder, 'council' | 'own' | 'logo'>;

/** What esbuild makes of a module, before it is written. */
interface Built {
  entry: string;
  external: readonly string[];
  outputFiles: readonly Pick<BuildOutput['outputFiles'][number], 'path' | 'contents'>[];
  metafile: BuildOutput['metafile'];
}
type BuildOutput = BuildResult<{ write: false; metafile: true }>;

// Tests synthesise several times in one process, and sources do not change meanwhile.
const built = new Map<string, Built>();

/** What makes the folder with the code of a function. */
export type Bundler = (name: FunctionName, council: BundledCouncil) => Pick<Bundle, 'folder'>;

/** Bundles the handler of a Lambda with the council's folder in it. The same sources always give the same bytes. */
export function bundle(name: FunctionName, council: BundledCouncil): Bundle {
  const key = `${name} ${JSON.stringify([council.council, council.own, council.logo])}`;
  const known =
    built.get(key) ?? builtBefore(key, () => build(specOf(functionManifest, name).entry, council));
  built.set(key, known);
  return written(known);
}

/**
 * What another process of the same run has built, in the folder that `BUNDLES` names; else it is built and left there. Only who
 * knows that no source changes meanwhile names one (.ci/run, for the deployed test and the suite beside it).
 */
function builtBefore(key: string, make: () => Built): Built {
  const folder = process.env['BUNDLES'];
  if (folder === undefined) return make();
  const file = join(folder, createHash('sha256').update(key).digest('hex'));
  if (existsSync(file)) return z.custom<Built>().parse(deserialize(readFileSync(file)));
  const made = make();
  // Whole, or not there: another process may look for it now.
  const { entry, external, metafile } = made;
  const outputFiles = made.outputFiles.map(({ path, contents }) => ({ path, contents }));
  writeFileSync(`${file}.${process.pid}`, serialize({ entry, external, metafile, outputFiles }));
  renameSync(`${file}.${process.pid}`, file);
  return made;
}

/** Bundles any module in the same way as the Lambdas. */
export function bundleModule(entry: string, council: BundledCouncil): Bundle {
  return written(build(entry, council));
}

function build(entry: string, { council, own, logo }: BundledCouncil): Built {
  const name = basename(entry, '.ts');
  const manifest: Manifest = functionManifest;
  const external = manifest.find((spec) => spec.entry === entry)?.packages ?? [];
  // In a fixed place, because its name is part of the bundle's source map.
  const resources = join(root, `cdk.out/bundled/${name}/page-resources.js`);
  const forStaff = entry === 'functions/handlers/pages.ts';
  if (forStaff || entry === 'functions/handlers/public-pages.ts' || entry.startsWith('functions/pages/'))
    writePageResources(resources, (template) => !forStaff || !template.startsWith('public/'));
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    // Not the folder it is written to, which changes: source maps name their sources relative to this path.
    outdir: `cdk.out/${name}`,
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    external: [...external],
    // Modules imported only when they are needed become files of their own.
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { '#page-resources': resources, nunjucks: 'nunjucks/browser/nunjucks-slim.js' },
    banner: {
      // CommonJS packages load Node's own modules with require, which an ES module does not have.
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    define: {
      'process.env.COUNCIL': JSON.stringify(JSON.stringify(council)),
      'process.env.COUNCIL_PROCEDURES': JSON.stringify(JSON.stringify(own)),
      'process.env.COUNCIL_LOGO': JSON.stringify(logo ?? ''),
    },
    minify: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
  });
  return { entry, external, outputFiles, metafile };
}

/** Writes a bundle into a folder of its own. */
function written({ entry, external, outputFiles, metafile }: Built): Bundle {
  const name = basename(entry, '.ts');
  const folder = mkdtempSync(join(tmpdir(), `redress-${name}-`));
  for (const { path, contents } of outputFiles) writeFileSync(join(folder, basename(path)), contents);
  copyPackages(external, folder);
  const { outputs } = metafile;
  const atStart = new Set(Object.keys(outputs).filter((file) => outputs[file]?.entryPoint === entry));
  // Imports of added files are looked at in turn. Modules imported later have their own entry points.
  for (const file of atStart)
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && path in outputs) atStart.add(path);
  const inputs: Record<string, number> = {};
  for (const output of Object.values(outputs))
    for (const [file, { bytesInOutput }] of Object.entries(output.inputs))
      inputs[file] = (inputs[file] ?? 0) + bytesInOutput;
  return {
    folder,
    bytes: [...atStart].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0),
    inputs,
  };
}

const PackageJson = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** Copies packages, with everything they depend on, to a place where a module in the folder finds them. */
function copyPackages(names: readonly string[], folder: string): void {
  for (const name of names) {
    const to = join(folder, 'node_modules', name);
    if (existsSync(to)) continue;
    cpSync(join(root, 'node_modules', name), to, { recursive: true });
    const { dependencies } = PackageJson.parse(JSON.parse(readFileSync(join(to, 'package.json'), 'utf8')));
    copyPackages(Object.keys(dependencies), folder);
  }
}
