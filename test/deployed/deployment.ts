import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { environmentIn } from '../infra/assembly.ts';

export const root = join(import.meta.dirname, '../..');
export const region = 'eu-west-2';

const Outputs = z.object({
  data: z.object({ TableName: z.string(), BucketName: z.string(), UserPoolId: z.string() }),
  complaints: z.object({
    ApiUrl: z.string(),
    MailTopic: z.string(),
    DeliveryTopic: z.string(),
    Clientofficers: z.string(),
    Clientcheckers: z.string(),
    StateMachineintake: z.string(),
    StateMachinechildrensstatutory: z.string(),
  }),
});
export type Outputs = z.infer<typeof Outputs>;

/**
 * Deploys the data and complaints stacks with the project's own command to the AWS at `endpoint`, of this program or of a copy
 * elsewhere; answers their outputs and what it printed.
 */
export async function deploy(endpoint: string, program = root): Promise<Outputs & { said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-deployed-'));
  const env = credentials(endpoint);
  const outputs = join(folder, 'outputs.json');
  const assembly = join(folder, 'cdk.out');
  const council = join(program, 'infra/councils/shropshire');
  const services = [
    { name: 'officers', roles: ['complaints-officer'] },
    { name: 'checkers', roles: ['quality-checker'] },
  ];
  const environment = environmentIn(folder, { council, services });
  // In a folder without a program: the environment is named, so nothing has to be synthesised to find it.
  await run(folder, env, [
    join(root, 'node_modules/aws-cdk/bin/cdk'),
    'bootstrap',
    `aws://000000000000/${region}`,
  ]);
  const stacks = ['--stack', 'complaints', '--output', assembly, '--outputs-file', outputs];
  const quietly = ['--require-approval', 'never', '--no-notices'];
  const command = join(program, 'infra/commands/deploy.ts');
  const said = await run(program, env, [command, '--environment', environment, ...stacks, ...quietly]);
  const written = z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(outputs, 'utf8')));
  const deployed = Outputs.parse({
    data: written['redress-test-data'],
    complaints: written['redress-test-complaints'],
  });
  await rm(folder, { recursive: true });
  return { ...deployed, said };
}

const credentials = (endpoint: string): NodeJS.ProcessEnv => ({
  ...process.env,
  AWS_ENDPOINT_URL: endpoint,
  AWS_ENDPOINT_URL_S3: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: region,
  CDK_DISABLE_CLI_TELEMETRY: 'true',
});

/** Runs a command of the project to its end and answers what it printed. */
async function run(cwd: string, env: NodeJS.ProcessEnv, args: string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${args.slice(0, 2).join(' ')} ended with ${code}: ${said.slice(-6_000)}`);
  return said;
}

/** Calls a service of the endpoint for which the project has no client: the query protocol, or JSON with a target. */
export async function callAws(
  endpoint: string,
  service: string,
  call: { query: Record<string, string> } | { target: string; json: object },
): Promise<unknown> {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const answer =
    'query' in call
      ? await fetch(endpoint, {
          method: 'POST',
          headers: { authorization },
          body: new URLSearchParams(call.query),
        })
      : await fetch(endpoint, {
          method: 'POST',
          headers: {
            authorization,
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': call.target,
          },
          body: JSON.stringify(call.json),
        });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text}`);
  return text.startsWith('{') ? JSON.parse(text) : text;
}
