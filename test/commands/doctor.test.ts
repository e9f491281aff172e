import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetBucketEncryptionCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DescribeActiveReceiptRuleSetCommand,
  DescribeConfigurationSetCommand,
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, onTestFinished, test } from 'vitest';
import { tableIndexes } from '../../functions/adapters/table.ts';
import { CliFailed } from '../../infra/commands/aws-cli.ts';
import { examine, type Account, type Finding } from '../../infra/commands/examine-account.ts';
import { readConfig } from '../../infra/config.ts';
import { compile } from '../../workflows/compile.ts';

const config = readConfig('test');
const domain = 'council.example';
const arnOf = (name: string) => `arn:aws:states:eu-west-2:111122223333:stateMachine:${name}`;

/** An account in which everything is there, and the mocks and answers to change it by. */
function healthy() {
  const client = { region: 'eu-west-2', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const dynamoDb = new DynamoDBClient(client);
  const s3 = new S3Client(client);
  const ses = new SESClient(client);
  const stepFunctions = new SFNClient(client);
  const on = {
    dynamoDb: mockClient(dynamoDb),
    s3: mockClient(s3),
    ses: mockClient(ses),
    stepFunctions: mockClient(stepFunctions),
  };
  on.dynamoDb
    .on(ListTablesCommand)
    .resolves({ TableNames: ['other', 'redress-test-data-Cases1-A'] })
    .on(DescribeTableCommand)
    .resolves({
      Table: {
        TableStatus: 'ACTIVE',
        DeletionProtectionEnabled: true,
        SSEDescription: { SSEType: 'KMS' },
        GlobalSecondaryIndexes: tableIndexes.map(({ name }) => ({ IndexName: name, IndexStatus: 'ACTIVE' })),
      },
    })
    .on(DescribeContinuousBackupsCommand)
    .resolves({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
      },
    })
    .on(DescribeTimeToLiveCommand)
    .resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED' } });
  on.s3
    .on(ListBucketsCommand)
    .resolves({ Buckets: [{ Name: 'redress-test-data-files1-a' }] })
    .on(GetBucketVersioningCommand)
    .resolves({ Status: 'Enabled' })
    .on(GetPublicAccessBlockCommand)
    .resolves({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    })
    .on(GetBucketEncryptionCommand)
    .resolves({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
    })
    .on(GetBucketNotificationConfigurationCommand)
    .resolves({ EventBridgeConfiguration: {} });
  on.ses
    .on(GetAccountSendingEnabledCommand)
    .resolves({ Enabled: true })
    .on(GetSendQuotaCommand)
    .resolves({ Max24HourSend: 50_000, SentLast24Hours: 120 })
    .on(DescribeConfigurationSetCommand)
    .resolves({ EventDestinations: [{ Name: 'delivery', Enabled: true, MatchingEventTypes: ['bounce'] }] })
    .on(GetIdentityVerificationAttributesCommand)
    .resolves({ VerificationAttributes: { [domain]: { VerificationStatus: 'Success' } } })
    .on(GetIdentityDkimAttributesCommand)
    .resolves({ DkimAttributes: { [domain]: { DkimEnabled: true, DkimVerificationStatus: 'Success' } } })
    .on(GetIdentityMailFromDomainAttributesCommand)
    .resolves({
      MailFromDomainAttributes: {
        [domain]: {
          MailFromDomain: `bounce.${domain}`,
          MailFromDomainStatus: 'Success',
          BehaviorOnMXFailure: 'UseDefaultValue',
        },
      },
    })
    .on(DescribeActiveReceiptRuleSetCommand)
    .resolves({
      Metadata: { Name: 'redress-test-mail' },
      Rules: [
        {
          Name: 'redress-test',
          Enabled: true,
          Recipients: [`customerfeedback@${domain}`, `complaints@${domain}`],
        },
      ],
    });
  on.stepFunctions.on(ListStateMachinesCommand).resolves({
    stateMachines: config.procedures.all.map(({ stateMachine }) => {
      const name = `redress-test-${stateMachine}`;
      return { name, stateMachineArn: arnOf(name), type: 'STANDARD', creationDate: new Date(0) };
    }),
  });
  for (const procedure of config.procedures.all)
    on.stepFunctions
      .on(DescribeStateMachineCommand, { stateMachineArn: arnOf(`redress-test-${procedure.stateMachine}`) })
      .resolves({ definition: JSON.stringify(compile(procedure)) });
  const outputs = { AlarmTopic: 'arn:topic', UserPoolId: 'pool' };
  /** What the AWS CLI answers, by the operation. */
  const cli: Record<string, unknown> = {
    'get-caller-identity': { Account: '111122223333' },
    'describe-stacks': {
      Stacks: [
        {
          StackStatus: 'UPDATE_COMPLETE',
          Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
        },
      ],
    },
    'list-subscriptions-by-topic': {
      Subscriptions: [{ SubscriptionArn: 'arn:1', Endpoint: 'ops@council.example' }],
    },
    'describe-alarms': { MetricAlarms: [] },
    'list-users': { Users: [{ UserStatus: 'CONFIRMED', Enabled: true }] },
  };
  const account: Account = {
    dynamoDb,
    s3,
    ses,
    stepFunctions,
    cli: async (_service, operation = '') => {
      const answer = cli[operation];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    mailExchangers: async () => ['inbound-smtp.eu-west-2.amazonaws.com'],
    statusOf: async () => 200,
  };
  return { on, cli, account };
}

async function findings(account: Account): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of examine(config, account)) found.push(finding);
  return found;
}
const notWell = async (account: Account) => (await findings(account)).filter(({ is }) => is !== 'ok');

test('an account in which everything is there', async () => {
  const all = await findings(healthy().account);
  expect(all.filter(({ is }) => is !== 'ok')).toEqual([]);
  expect(all.map(({ says }) => says)).toEqual(
    expect.arrayContaining([
      'Signed in to account 111122223333, region eu-west-2.',
      'The table redress-test-data-Cases1-A is active.',
      'SES is out of its sandbox: 50000 mails a day, 120 in the last 24 hours.',
      `All ${config.procedures.all.length} state machines are there.`,
    ]),
  );
});

type Healthy = ReturnType<typeof healthy>;

test.each<[string, (account: Healthy) => unknown, Finding['is'], RegExp]>([
  [
    'a stack that is not there',
    ({ cli }) => (cli['describe-stacks'] = new CliFailed('Stack with id redress does not exist', false)),
    'missing',
    /redress-test-data is not deployed: npm run deploy -- --environment test/,
  ],
  [
    'a stack that was rolled back',
    ({ cli }) => (cli['describe-stacks'] = { Stacks: [{ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }] }),
    'missing',
    /is UPDATE_ROLLBACK_COMPLETE/,
  ],
  ['no table', ({ on }) => on.dynamoDb.on(ListTablesCommand).resolves({}), 'missing', /no table of cases/],
  [
    'an index that is being built',
    ({ on }) =>
      on.dynamoDb.on(DescribeTableCommand).resolves({
        Table: {
          GlobalSecondaryIndexes: tableIndexes.map(({ name }, index) => ({
            IndexName: name,
            IndexStatus: index === 0 ? 'CREATING' : 'ACTIVE',
          })),
        },
      }),
    'missing',
    /not built yet: tasks-by-due\./,
  ],
  [
    'no backups',
    ({ on }) => on.dynamoDb.on(DescribeContinuousBackupsCommand).resolves({}),
    'missing',
    /recovery/,
  ],
  [
    'an open bucket',
    ({ on }) => on.s3.on(GetPublicAccessBlockCommand).resolves({}),
    'missing',
    /opened to the public/,
  ],
  [
    'paused sending',
    ({ on }) => on.ses.on(GetAccountSendingEnabledCommand).resolves({ Enabled: false }),
    'missing',
    /sending is paused in eu-west-2/,
  ],
  [
    'the sandbox',
    ({ on }) => on.ses.on(GetSendQuotaCommand).resolves({ Max24HourSend: 200, SentLast24Hours: 0 }),
    'missing',
    /SES is in its sandbox/,
  ],
  [
    'a quota that is nearly used up',
    ({ on }) => on.ses.on(GetSendQuotaCommand).resolves({ Max24HourSend: 1000, SentLast24Hours: 801 }),
    'weak',
    /801 of 1000 mails/,
  ],
  [
    'an unverified domain',
    ({ on }) => on.ses.on(GetIdentityVerificationAttributesCommand).resolves({}),
    'missing',
    /council\.example is not verified: put the records of the outputs DnsDkim/,
  ],
  [
    'no custom MAIL FROM',
    ({ on }) => on.ses.on(GetIdentityMailFromDomainAttributesCommand).resolves({}),
    'weak',
    /envelope sender of Amazon/,
  ],
  [
    'no active rule set',
    ({ on }) => on.ses.on(DescribeActiveReceiptRuleSetCommand).resolves({}),
    'missing',
    /No receipt rule set is active[^]*output Activate/,
  ],
  [
    'the rule set of another system',
    ({ on }) =>
      on.ses.on(DescribeActiveReceiptRuleSetCommand).resolves({ Metadata: { Name: 'theirs' }, Rules: [] }),
    'missing',
    /theirs is active, not redress-test-mail\. Others may use it/,
  ],
  [
    'a rule for one of the two addresses',
    ({ on }) =>
      on.ses.on(DescribeActiveReceiptRuleSetCommand).resolves({
        Metadata: { Name: 'redress-test-mail' },
        Rules: [{ Name: 'redress-test', Enabled: true, Recipients: [`complaints@${domain}`] }],
      }),
    'missing',
    /takes mail to customerfeedback@council\.example\./,
  ],
  [
    "the council's own mail server",
    ({ account }) => (account.mailExchangers = async () => ['mail.council.example']),
    'missing',
    /goes to mail\.council\.example\. If that is the council's own mail, leave it/,
  ],
  [
    'a machine that is not there',
    ({ on }) => on.stepFunctions.on(ListStateMachinesCommand).resolves({ stateMachines: [] }),
    'missing',
    /state machines are missing: .*childrens-statutory/,
  ],
  [
    'machines of another source',
    ({ on }) =>
      on.stepFunctions
        .on(DescribeStateMachineCommand, { stateMachineArn: arnOf('redress-test-intake') })
        .resolves({ definition: '{}' }),
    'weak',
    /not those of this source: intake\./,
  ],
  [
    'pages that do not answer',
    ({ account }) => (account.statusOf = async () => Promise.reject(new Error('no host'))),
    'missing',
    /127\.0\.0\.1:3000\/healthz does not answer/,
  ],
  [
    'a subscriber who has not confirmed',
    ({ cli }) =>
      (cli['list-subscriptions-by-topic'] = {
        Subscriptions: [{ SubscriptionArn: 'PendingConfirmation', Endpoint: 'ops@council.example' }],
      }),
    'missing',
    /No one is told of alarms/,
  ],
  [
    'a raised alarm',
    ({ cli }) => (cli['describe-alarms'] = { MetricAlarms: [{ AlarmName: 'redress-test-MailDown' }] }),
    'weak',
    /alarm redress-test-MailDown is raised/,
  ],
  [
    'an administrator without an account',
    ({ cli }) => (cli['list-users'] = { Users: [] }),
    'missing',
    /administrator@council\.example, has no account\. Run the command in the output FirstAdministrator/,
  ],
  [
    'what may not be read',
    ({ on }) =>
      on.s3.on(ListBucketsCommand).rejects(Object.assign(new Error('a row'), { name: 'AccessDenied' })),
    'not seen',
    /Not looked at: bucket \(AccessDenied\)\./,
  ],
  [
    'no AWS CLI',
    ({ cli }) => (cli['describe-alarms'] = new CliFailed('spawn aws ENOENT', true)),
    'not seen',
    /Not looked at: alarms\. Install the AWS CLI\./,
  ],
])('names %s', async (_what, change, is, says) => {
  const changed = healthy();
  change(changed);
  const found = await notWell(changed.account);
  expect(found).toContainEqual({ is, says: expect.stringMatching(says) });
});

test('without credentials it asks for nothing', async () => {
  const { account, on } = healthy();
  account.dynamoDb.config.credentials = async () => Promise.reject(new Error('none'));
  expect(await findings(account)).toEqual([
    { is: 'missing', says: expect.stringMatching(/^You are not signed in/) },
  ]);
  expect(on.s3.calls()).toEqual([]);
});

test('looks at the configuration first, without an account', () => {
  const home = mkdtempSync(join(tmpdir(), 'redress-home-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const { status, stdout } = spawnSync(
    process.execPath,
    ['infra/commands/doctor.ts', '--environment', 'nowhere'],
    {
      encoding: 'utf8',
      env: { HOME: home },
    },
  );
  expect(stdout).toMatch(/^MISSING +infra\/environments\/nowhere\.json: there is no such file[^]*1 missing/);
  expect(status).toBe(1);
});
