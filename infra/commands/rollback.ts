import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { functionManifest } from '../../functions/manifest.ts';
import { liveAlias } from '../live-alias.ts';
import { planRollback, type Published } from './plan-rollback.ts';
import { environmentGiven } from './environment-option.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

// Moves the alias of each function back to the version before the last deployment, in seconds and without building anything. It
// calls the AWS CLI, which operators have for the other commands of operating.md.

const usage = 'npm run rollback -- --environment NAME [--profile NAME] [--dry-run]';

function read() {
  try {
    return parseArgs({
      options: {
        environment: { type: 'string' },
        profile: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const { environment, profile, 'dry-run': dry } = read();
const { region, system } = environmentGiven(environment, usage);

/** The answer of the AWS CLI. Ends the command with 1 if it fails. */
function aws<S extends z.ZodType>(answer: S, service: string, ...args: string[]): z.output<S> {
  const common = ['--region', region, ...(profile === undefined ? [] : ['--profile', profile])];
  const run = spawnSync('aws', [service, ...args, ...common, '--output', 'json'], { encoding: 'utf8' });
  if (run.status === 0) return answer.parse(JSON.parse(run.stdout));
  console.error(run.error ? words.rollback.noCli({ problem: run.error.message }) : run.stderr.trim());
  process.exit(1);
}

const Stacks = z.object({
  Stacks: z.tuple([z.object({ LastUpdatedTime: z.string().optional(), CreationTime: z.string() })]),
});
const Alias = z.object({ FunctionVersion: z.string() });
const Versions = z.object({
  Versions: z.array(
    z.object({
      Version: z.string(),
      LastModified: z.string(),
      Environment: z.object({ Variables: z.object({ DEFINITIONS: z.string() }) }),
    }),
  ),
});

const { Stacks: described } = aws(
  Stacks,
  'cloudformation',
  'describe-stacks',
  '--stack-name',
  `${system}-complaints`,
);
const [stack] = described;
const functions = functionManifest.map(({ name: id }): Published => {
  const name = `${system}-${id}`;
  const named = ['--function-name', name];
  const { Versions: versions } = aws(Versions, 'lambda', 'list-versions-by-function', ...named);
  return {
    name,
    live: aws(Alias, 'lambda', 'get-alias', ...named, '--name', liveAlias).FunctionVersion,
    versions: versions.map(({ Version: version, LastModified: at, Environment }) => ({
      version,
      at,
      definitions: Environment.Variables.DEFINITIONS,
    })),
  };
});

const plan = planRollback(stack.LastUpdatedTime ?? stack.CreationTime, functions);
if ('refused' in plan) {
  console.error(words.rollback.refused[plan.refused]);
  process.exit(1);
}
for (const { name, from, to } of plan.moves) {
  if (!dry)
    aws(
      Alias,
      'lambda',
      'update-alias',
      '--function-name',
      name,
      '--name',
      liveAlias,
      '--function-version',
      to,
      '--routing-config',
      'AdditionalVersionWeights={}',
    );
  console.log(words.rollback.moved({ name, from, to, dry }));
}
console.log(words.rollback.after({ moves: plan.moves.length, dry }));
