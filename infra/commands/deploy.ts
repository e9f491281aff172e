import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { dynamoDbCaseStore } from '../../functions/adapters/aws/dynamodb-case-store.ts';
import { stackParts } from '../config.ts';
import { configGiven } from './environment-option.ts';
import { printDifferences } from './print-differences.ts';
import { words } from './words.ts';

// Deploys the table, prints what the pages of this deployment stored over the folder, and then deploys everything that reads
// either. Every option of `cdk deploy` can be given.

const usage =
  'npm run deploy -- --environment NAME [--stack STACK ...] [options of cdk deploy] (NAME: infra/environments/NAME.json; STACK: complaints, mail-intake, firewall, copies or backups, otherwise all that the environment has)';

const root = join(import.meta.dirname, '../..');

const given = process.argv.slice(2);
const { values, tokens } = parseArgs({
  args: given,
  strict: false,
  allowPositionals: true,
  tokens: true,
  options: {
    environment: { type: 'string' },
    profile: { type: 'string' },
    stack: { type: 'string', multiple: true },
    output: { type: 'string', short: 'o' },
    'outputs-file': { type: 'string', short: 'O' },
    'require-approval': { type: 'string' },
  },
});

const texts = (value: unknown) =>
  z
    .array(z.string())
    .catch([])
    .parse(Array.isArray(value) ? value : [value]);

/** What is passed on: all but the options that this command gives itself. */
const own = tokens.flatMap((token) =>
  token.kind === 'option' && ['environment', 'stack', 'output', 'outputs-file'].includes(token.name)
    ? [token.index, ...(token.value !== undefined && !token.inlineValue ? [token.index + 1] : [])]
    : [],
);
const passedOn = [
  ...given.filter((_, index) => !own.includes(index)),
  ...(values['require-approval'] === undefined ? ['--require-approval', 'broadening'] : []),
];

/** Runs `cdk deploy` to its end; ends this command as it ended if it failed. */
async function cdkDeploy(args: readonly string[]): Promise<void> {
  const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [cdk, 'deploy', ...args], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exit(typeof code === 'number' ? code : 1);
}

/** Prints the differences. Whoever deploys may lack the right to read the table, which does not stop the deployment. */
async function showDifferences(outputs: string): Promise<void> {
  const Outputs = z.object({ [dataStack]: z.object({ TableName: z.string() }) });
  const { TableName: table = '' } =
    Outputs.parse(JSON.parse(await readFile(outputs, 'utf8')))[dataStack] ?? {};
  try {
    const store = dynamoDbCaseStore(new DynamoDBClient({ region: config.region }), table);
    printDifferences(config.council, (await store.council(0))?.council);
  } catch (error) {
    const problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    console.log(words.deploy.notRead({ table, problem }));
  }
}

const [environmentName] = texts(values.environment);
const config = configGiven(environmentName, usage);
const stackOf = (part: string) => `${config.system}-${part}`;
const dataStack = stackOf('data');
// The client reads the account that the CDK deploys to.
if (typeof values.profile === 'string') process.env['AWS_PROFILE'] = values.profile;
const [assembly = 'cdk.out'] = texts(values.output);
const stacks = texts(values.stack);
const after = (stacks.length === 0 ? stackParts(config) : stacks).map(stackOf);
const environment = ['--context', `environment=${config.path}`];
const folder = await mkdtemp(join(tmpdir(), 'redress-deploy-'));
const ofData = join(folder, 'outputs.json');
await cdkDeploy([dataStack, ...environment, ...passedOn, '--output', assembly, '--outputs-file', ofData]);
await showDifferences(ofData);
await rm(folder, { recursive: true });
const outputs = texts(values['outputs-file']).flatMap((file) => ['--outputs-file', file]);
// What was synthesised for the first part is deployed in the second: bundles are made whichever stacks are chosen (bundle.ts).
await cdkDeploy([dataStack, ...after, ...passedOn, '--app', assembly, ...outputs]);
