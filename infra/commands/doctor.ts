import { resolveMx } from 'node:dns/promises';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SFNClient } from '@aws-sdk/client-sfn';
import { readConfig, type Config } from '../config.ts';
import { InvalidConfiguration } from '../environment-file.ts';
import { awsCli } from './aws-cli.ts';
import { examine, type Finding } from './examine-account.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

// Says what an environment has and lacks in its account, line by line. It only reads. What the AWS clients of the project cannot ask
// (stacks, subscriptions, accounts of people) it asks the AWS CLI, as the rollback does.

const usage =
  'npm run doctor -- --environment NAME [--profile NAME] (exit code 1 if something is missing or could not be seen)';

function read() {
  try {
    return parseArgs({ options: { environment: { type: 'string' }, profile: { type: 'string' } } }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const { environment, profile } = read();
if (environment === undefined) refuseUsage(words.called.missing({ option: '--environment' }), usage);
// The clients read the account of this profile.
if (profile !== undefined) process.env['AWS_PROFILE'] = profile;

const counted = { ok: 0, missing: 0, weak: 0, 'not seen': 0 };
function print({ is, says }: Finding): void {
  counted[is] += 1;
  console.log(`${words.doctor.is[is].padEnd(10)}${says}`);
}

/** The configuration, which is looked at before any account. Undefined: every problem of it is printed. */
function configuration(): Config | undefined {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    for (const says of error.message.split('\n')) print({ is: 'missing', says });
    return undefined;
  }
}

const config = configuration();
if (config) {
  const { region, file, council } = config;
  print({ is: 'ok', says: words.doctor.configuration({ file, council: council.name }) });
  for (const says of config.warnings) print({ is: 'weak', says });
  const account = {
    dynamoDb: new DynamoDBClient({ region }),
    s3: new S3Client({ region }),
    ses: new SESClient({ region }),
    stepFunctions: new SFNClient({ region }),
    cli: awsCli({ region, profile }),
    mailExchangers: async (domain: string) => {
      const records = await resolveMx(domain).catch(() => []);
      return records.map(({ exchange }) => exchange.toLowerCase());
    },
    statusOf: async (url: URL) => (await fetch(url, { signal: AbortSignal.timeout(10_000) })).status,
  };
  for await (const finding of examine(config, account)) print(finding);
}
console.log(words.doctor.summary({ missing: counted.missing, unseen: counted['not seen'] }));
if (counted.missing + counted['not seen'] > 0) process.exitCode = 1;
