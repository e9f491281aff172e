import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import PostalMime from 'postal-mime';
import * as z from 'zod';
import { dynamoDbShortLived } from '../../functions/adapters/aws/dynamodb-short-lived.ts';
import { systemClock } from '../../functions/adapters/aws/system-clock.ts';
import { startSession } from '../../functions/pages/kit/session.ts';
import { awsCli, type AwsCli } from '../../infra/commands/aws-cli.ts';
import { liveAlias } from '../../infra/live-alias.ts';
import { Outputs, type Deployment, type SentMail } from './deployment.ts';
import { pagesOnEmulator } from './on-ministack.ts';
import { enrol, signInAtPages } from './sign-in-at-cognito.ts';
import { mailboxes } from './trial.ts';

/** What `npm run test:aws` has deployed, for the process that plays. */
export const Trial = z.object({
  system: z.string(),
  region: z.string(),
  profile: z.string().optional(),
  complainant: z.string(),
  intake: z.string(),
  sender: z.string(),
  /** Whether the complainant's address may send, and mail for the intake address reaches the trial. */
  mailComesIn: z.boolean(),
  outputs: Outputs,
  said: z.string(),
});
export type Trial = z.infer<typeof Trial>;

/** The variable that names the file of the trial to play in. */
export const trialVariable = 'REDRESS_TRIAL';

/** The trial to play in, if `npm run test:aws` has deployed one. */
export function trialInAccount(): Trial | undefined {
  const file = process.env[trialVariable];
  return file === undefined ? undefined : Trial.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * A trial in an account. What the project has no clients for it asks by the AWS CLI, as other commands do. Of mail it sees the
 * copies that the system keeps of what SES took. With `AWS_ENDPOINT_URL` the account is an emulator, whose Cognito issues tokens
 * for another issuer than the pages expect: there the session is made.
 */
export async function deployedInAccount(trial: Trial): Promise<Deployment> {
  const { system, region, outputs, said } = trial;
  if (trial.profile !== undefined) process.env['AWS_PROFILE'] = trial.profile;
  const emulator = process.env['AWS_ENDPOINT_URL'];
  const cli = awsCli({ region, profile: trial.profile });
  const client = { region, ...(emulator === undefined ? {} : { endpoint: emulator }) };
  const { UserPoolId, TableName, BucketName, TokenUrl } = outputs.data;
  const { ApiUrl } = outputs.complaints;
  const pages = emulator === undefined ? ApiUrl : pagesOnEmulator(emulator, ApiUrl);
  const boxes = mailboxes(trial);
  const files = new S3Client({ ...client, forcePathStyle: emulator !== undefined });
  return {
    system,
    outputs,
    said,
    client,
    addresses: { pages, tokens: emulator === undefined ? TokenUrl : `${emulator}/oauth2/token` },
    mailboxes: boxes,
    // SES in its sandbox takes one mail a second, and functions start cold.
    patience: { times: 400, milliseconds: emulator === undefined ? 2_000 : 250 },
    secretOf: async (clientId) => {
      const pool = ['--user-pool-id', UserPoolId, '--client-id', clientId];
      return Client.parse(await cli('cognito-idp', 'describe-user-pool-client', ...pool)).UserPoolClient
        .ClientSecret;
    },
    publish: (topic, message) =>
      cli('sns', 'publish', '--topic-arn', topic, '--message', JSON.stringify(message)),
    invoke: (name, event) => invoke(cli, `${system}-${name}`, event),
    queued: () => queued(cli, system, emulator),
    sent: (reference) => sent(files, BucketName, [`letters/${reference}/`, 'letters/held-mail/']),
    signIn: async (user) => {
      if (emulator === undefined)
        return signInAtPages(pages, await enrol(cli, UserPoolId, boxes.staff(user)));
      const shortLived = dynamoDbShortLived(new DynamoDBClient(client), TableName);
      return `__Host-redress=${(await startSession({ shortLived, clock: systemClock }, { user })).cookie}`;
    },
    mailIn: trial.mailComesIn ? () => sendMail(cli, boxes) : undefined,
    // The mailbox simulator of SES, which plays a bounce that counts in no statistics.
    bouncing: emulator === undefined ? 'bounce@simulator.amazonses.com' : undefined,
  };
}

const Client = z.object({ UserPoolClient: z.object({ ClientSecret: z.string() }) });

/** In a folder of its own, because the CLI writes the answer of a function into a file. */
async function invoke(cli: AwsCli, name: string, event: object): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-invoke-'));
  const [given, answer] = [join(folder, 'event.json'), join(folder, 'answer.json')];
  await writeFile(given, JSON.stringify(event));
  const called = ['--function-name', name, '--qualifier', liveAlias, '--payload', `fileb://${given}`];
  await cli('lambda', 'invoke', ...called, answer);
  const answered: unknown = JSON.parse(await readFile(answer, 'utf8'));
  await rm(folder, { recursive: true });
  return answered;
}

const Queues = z.object({ QueueUrls: z.array(z.string()).default([]) });
const counts = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
];
const Attributes = z.object({ Attributes: z.record(z.string(), z.coerce.number()) });

async function queued(cli: AwsCli, system: string, emulator?: string): Promise<Map<string, number>> {
  // For SQS alone, version 1 of the AWS CLI does not read the endpoint from its environment.
  const there = emulator === undefined ? [] : ['--endpoint-url', emulator];
  const { QueueUrls } = Queues.parse(
    await cli('sqs', 'list-queues', '--queue-name-prefix', system, ...there),
  );
  return new Map(
    await Promise.all(
      QueueUrls.map(async (url): Promise<[string, number]> => {
        const asked = ['--queue-url', url, '--attribute-names', ...counts];
        const { Attributes: found } = Attributes.parse(
          await cli('sqs', 'get-queue-attributes', ...asked, ...there),
        );
        const waiting = Object.values(found).reduce((sum, count) => sum + count, 0);
        return [url.slice(url.lastIndexOf('/') + 1), waiting];
      }),
    ),
  );
}

/** The mails that SES took, as the copies below `prefixes` say. */
async function sent(files: S3Client, Bucket: string, prefixes: string[]): Promise<SentMail[]> {
  const mails: SentMail[] = [];
  for (const Prefix of prefixes)
    for await (const { Contents = [] } of paginateListObjectsV2({ client: files }, { Bucket, Prefix }))
      for (const { Key = '' } of Contents.filter((one) => one.Key?.endsWith('.eml'))) {
        const { Body } = await files.send(new GetObjectCommand({ Bucket, Key }));
        const { from, to, subject = '' } = await PostalMime.parse((await Body?.transformToString()) ?? '');
        const addresses = (to ?? []).map(({ address = '' }) => address).join(', ');
        mails.push({ from: from?.address ?? '', to: addresses, subject });
      }
  return mails;
}

function sendMail(cli: AwsCli, { complainant, intake }: Deployment['mailboxes']): Promise<unknown> {
  const destination = ['--destination', `ToAddresses=${intake}`];
  const subject = 'Subject={Data=A trial of the mail},Body={Text={Data=The office was closed twice.}}';
  return cli('ses', 'send-email', '--from', complainant, ...destination, '--message', subject);
}
