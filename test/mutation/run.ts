import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { inSample } from './sample.ts';

// npm run mutation -- functions/domain/people workflows/compile.ts --survivors --one-in 5 --tests 'test/unit/people/*'
// The mutants of these folders and files, or of all rules, scored by folder. `--survivors` lists what no test noticed;
// `--one-in` takes a sample, each fifth mutant for example; `--tests` runs only the tests of these files.

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: {
    survivors: { type: 'boolean', default: false },
    'one-in': { type: 'string', default: '1' },
    tests: { type: 'string', default: 'test/unit/*/*.test.ts' },
  },
});
const oneIn = options['one-in'];
const mutate = named.map((path) => (path.endsWith('.ts') ? path : `${path.replace(/\/$/, '')}/**/*.ts`));

const { status } = spawnSync(
  process.execPath,
  [
    here('./node_modules/@stryker-mutator/core/bin/stryker.js'),
    'run',
    here('./stryker.json'),
    ...(mutate.length === 0 ? [] : ['--mutate', mutate.join(',')]),
  ],
  { stdio: 'inherit', env: { ...process.env, MUTANTS_ONE_IN: oneIn, MUTATION_TESTS: options.tests } },
);
if (status !== 0) process.exit(status ?? 1);

const Mutant = z.object({
  id: z.string(),
  status: z.string(),
  mutatorName: z.string(),
  replacement: z.optional(z.string()),
  location: z.object({ start: z.object({ line: z.number() }) }),
});
const Report = z.object({ files: z.record(z.string(), z.object({ mutants: z.array(Mutant) })) });

const noticed = (mutant: z.infer<typeof Mutant>) => ['Killed', 'Timeout'].includes(mutant.status);
const unnoticed = (mutant: z.infer<typeof Mutant>) => ['Survived', 'NoCoverage'].includes(mutant.status);

const { files } = Report.parse(JSON.parse(readFileSync(here('./report.json'), 'utf8')));
const judged = Object.entries(files).map(([file, { mutants }]) => ({
  file,
  mutants: mutants.filter(({ id }) => inSample(id, oneIn)),
}));
const folders = Map.groupBy(judged, ({ file }) => dirname(file));

if (options.survivors)
  for (const { file, mutants } of judged)
    for (const { location, mutatorName, replacement = '' } of mutants.filter(unnoticed))
      console.log(`${file}:${location.start.line} ${mutatorName}: ${replacement.replaceAll(/\s+/g, ' ')}`);

console.log('\n| Folder | Killed | Mutants |   % |\n| --- | ---: | ---: | ---: |');
for (const [folder, inFolder] of folders) {
  const mutants = inFolder.flatMap((found) => found.mutants);
  const killed = mutants.filter(noticed).length;
  const all = killed + mutants.filter(unnoticed).length;
  if (all > 0) console.log(`| ${folder} | ${killed} | ${all} | ${Math.floor((100 * killed) / all)} |`);
}
