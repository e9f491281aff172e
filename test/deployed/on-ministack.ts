import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { dynamoDbShortLived } from '../../functions/adapters/aws/dynamodb-short-lived.ts';
import { systemClock } from '../../functions/adapters/aws/system-clock.ts';
import { startSession } from '../../functions/pages/kit/session.ts';
import { environmentIn } from '../infra/assembly.ts';
import { outputsIn, services, type Deployment, type Outputs } from './deployment.ts';

export const root = join(import.meta.dirname, '../..');
const region = 'eu-west-2';
const client = { region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** Where an emulator answers for the host of an address of API Gateway. */
export const pagesOnEmulator = (endpoint: string, apiUrl: string): string =>
  `${endpoint}/_aws/execute-api/${new URL(apiUrl).host.split('.')[0] ?? ''}/$default`;

/**
 * Deploys the data and complaints stacks with the project's own command to an emulator of AWS, of this program or of a copy
 * elsewhere. The emulator runs functions by itself and shows what its SES and SQS hold.
 */
export async function deployToMiniStack(endpoint: string, program = root): Promise<Deployment> {
  const { outputs, said } = await deploy(endpoint, program);
  const { UserPoolId, TableName } = outputs.data;
  const shown = async (path: string) => (await fetch(`${endpoint}/_ministack/${path}`)).json();
  const ofCouncil = (name: string) => `${name}@council.example`;
  return {
    system: 'redress-test',
    outputs,
    said,
    client: { ...client, endpoint },
    addresses: {
      pages: pagesOnEmulator(endpoint, outputs.complaints.ApiUrl),
      tokens: `${endpoint}/oauth2/token`,
    },
    mailboxes: {
      complainant: 'dana.whitlock@example.org',
      intake: ofCouncil('customerfeedback'),
      sender: ofCouncil('complaints'),
      staff: ofCouncil,
    },
    patience: { times: 400, milliseconds: 250 },
    secretOf: async (ClientId) =>
      Client.parse(
        await call(endpoint, 'cognito-idp', {
          target: 'AWSCognitoIdentityProviderService.DescribeUserPoolClient',
          json: { UserPoolId, ClientId },
        }),
      ).UserPoolClient.ClientSecret,
    publish: (TopicArn, message) => {
      const Message = JSON.stringify(message);
      return call(endpoint, 'sns', {
        query: { Action: 'Publish', Version: '2010-03-31', TopicArn, Message },
      });
    },
    invoke: async (name, event) => {
      const url = `${endpoint}/2015-03-31/functions/redress-test-${name}/invocations`;
      const headers = { authorization: signed('lambda') };
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(event) })).json();
    },
    queued: async () => {
      const { messages } = Queues.parse(await shown('sqs/messages'));
      const queues = Object.values(messages).flatMap((regions) => Object.values(regions));
      return new Map(
        queues.flatMap((one) => Object.entries(one).map(([name, { length }]) => [name, length])),
      );
    },
    sent: async () =>
      Object.values(Sent.parse(await shown('ses/messages')).messages)
        .flat()
        .map(({ Source, To, Subject }) => ({ from: Source, to: To.join(', '), subject: Subject })),
    signIn: async (user) => {
      const table = new DynamoDBClient({ ...client, endpoint });
      const shortLived = dynamoDbShortLived(table, TableName);
      return `__Host-redress=${(await startSession({ shortLived, clock: systemClock }, { user })).cookie}`;
    },
    mailIn: undefined,
    bouncing: undefined,
  };
}

const Client = z.object({ UserPoolClient: z.object({ ClientSecret: z.string() }) });
const Sent = z.object({
  messages: z.record(
    z.string(),
    z.array(z.object({ Source: z.string(), To: z.array(z.string()), Subject: z.string() })),
  ),
});
const Queues = z.object({
  messages: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.array(z.unknown())))),
});

async function deploy(endpoint: string, program: string): Promise<{ outputs: Outputs; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-deployed-'));
  const env = credentials(endpoint);
  const outputs = join(folder, 'outputs.json');
  const council = join(program, 'infra/councils/shropshire');
  const environment = environmentIn(folder, { council, services });
  // In a folder without a program: the environment is named, so nothing has to be synthesised to find it.
  await run(folder, env, [
    join(root, 'node_modules/aws-cdk/bin/cdk'),
    'bootstrap',
    `aws://000000000000/${region}`,
  ]);
  const stacks = ['--stack', 'complaints', '--output', join(folder, 'cdk.out'), '--outputs-file', outputs];
  const quietly = ['--require-approval', 'never', '--no-notices'];
  const command = join(program, 'infra/commands/deploy.ts');
  const said = await run(program, env, [command, '--environment', environment, ...stacks, ...quietly]);
  const deployed = outputsIn(await readFile(outputs, 'utf8'), 'redress-test');
  await rm(folder, { recursive: true });
  return { outputs: deployed, said };
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

const signed = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** Calls a service for which the project has no client: the query protocol, or JSON with a target. */
async function call(
  endpoint: string,
  service: string,
  sent: { query: Record<string, string> } | { target: string; json: object },
): Promise<unknown> {
  const authorization = signed(service);
  const answer =
    'query' in sent
      ? await fetch(endpoint, {
          method: 'POST',
          headers: { authorization },
          body: new URLSearchParams(sent.query),
        })
      : await fetch(endpoint, {
          method: 'POST',
          headers: {
            authorization,
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': sent.target,
          },
          body: JSON.stringify(sent.json),
        });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text}`);
  return text.startsWith('{') ? JSON.parse(text) : text;
}
