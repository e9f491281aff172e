import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  paginateListTables,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  GetBucketEncryptionCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  DescribeActiveReceiptRuleSetCommand,
  DescribeConfigurationSetCommand,
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import { paginateListStateMachines, type SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { stepFunctionsWorkflows } from '../../functions/adapters/aws/step-functions-workflows.ts';
import { tableIndexes } from '../../functions/adapters/table.ts';
import { usersWithRole } from '../../functions/domain/council/council.ts';
import { definitionOf } from '../../workflows/compile.ts';
import { domainOf, receiptRule, stackParts, type Config } from '../config.ts';
import { CliFailed, type AwsCli } from './aws-cli.ts';
import { words } from './words.ts';

/** What an account has, lacks, could have better, or would not show. */
export interface Finding {
  is: 'ok' | 'missing' | 'weak' | 'not seen';
  says: string;
}

/** What an account is asked with. `mailExchangers`: the hosts of the MX records of a domain; none if it has none. */
export interface Account {
  dynamoDb: DynamoDBClient;
  s3: S3Client;
  ses: SESClient;
  stepFunctions: SFNClient;
  cli: AwsCli;
  mailExchangers: (domain: string) => Promise<string[]>;
  /** The status of an answer. Throws if there is none. */
  statusOf: (url: URL) => Promise<number>;
}

const say = words.doctor;
const ok = (says: string): Finding => ({ is: 'ok', says });
const missing = (says: string): Finding => ({ is: 'missing', says });
const weak = (says: string): Finding => ({ is: 'weak', says });
/** What there is if it is so, and what is missing otherwise. */
const either = (so: boolean | undefined, yes: string, no: string): Finding => (so ? ok(yes) : missing(no));

/** Looks at an account, subject by subject in the order in which they are set up. Changes nothing. */
export async function* examine(config: Config, account: Account): AsyncGenerator<Finding> {
  const { credentials } = account.dynamoDb.config;
  try {
    await credentials();
  } catch {
    yield missing(say.noCredentials);
    return;
  }
  for (const [subject, look] of subjects) {
    try {
      yield* await look(config, account);
    } catch (error) {
      yield { is: 'not seen', says: say.notSeen({ subject, ...problemOf(error) }) };
    }
  }
}

/** What kept a subject from being seen. The SDK's own text can be long and quote what was asked. */
function problemOf(error: unknown): { problem: string; absent: boolean } {
  if (error instanceof CliFailed) return { problem: error.message.slice(0, 300), absent: error.absent };
  return { problem: error instanceof Error ? error.name : String(error), absent: false };
}

async function whose({ account: wanted, region }: Config, { cli }: Account): Promise<Finding[]> {
  const { Account: account } = z
    .object({ Account: z.string() })
    .parse(await cli('sts', 'get-caller-identity'));
  return [
    wanted === undefined || wanted === account
      ? ok(say.account({ account, region }))
      : missing(say.otherAccount({ account, wanted })),
  ];
}

const Stacks = z.object({
  Stacks: z.array(
    z.object({
      StackStatus: z.string(),
      Outputs: z.array(z.object({ OutputKey: z.string(), OutputValue: z.string() })).default([]),
    }),
  ),
});

/** A stack with its outputs. Undefined: it is not deployed. */
async function stack({ system }: Config, { cli }: Account, part: string) {
  try {
    const { Stacks: found } = Stacks.parse(
      await cli('cloudformation', 'describe-stacks', '--stack-name', `${system}-${part}`),
    );
    const [first] = found;
    return (
      first && {
        status: first.StackStatus,
        outputs: new Map(first.Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
      }
    );
  } catch (error) {
    if (error instanceof CliFailed && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

async function stacks(config: Config, account: Account): Promise<Finding[]> {
  // That of the copies is in another region, and there before that of the backups.
  const here = stackParts(config).filter((part) => part !== 'copies' && part !== 'firewall');
  return Promise.all(
    ['data', ...here].map(async (part) => {
      const name = `${config.system}-${part}`;
      const status = (await stack(config, account, part))?.status;
      if (status === undefined) return missing(say.noStack({ name, environment: config.name }));
      return either(
        /^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status),
        say.stack({ name }),
        say.stackIs({ name, status }),
      );
    }),
  );
}

async function table({ system }: Config, { dynamoDb }: Account): Promise<Finding[]> {
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client: dynamoDb }, {}))
    names.push(...TableNames);
  const TableName = names.find((name) => name.startsWith(`${system}-data-Cases`));
  if (TableName === undefined) return [missing(say.noTable)];
  const [{ Table }, { ContinuousBackupsDescription: backups }, { TimeToLiveDescription: expiry }] =
    await Promise.all([
      dynamoDb.send(new DescribeTableCommand({ TableName })),
      dynamoDb.send(new DescribeContinuousBackupsCommand({ TableName })),
      dynamoDb.send(new DescribeTimeToLiveCommand({ TableName })),
    ]);
  const active = new Set(
    (Table?.GlobalSecondaryIndexes ?? [])
      .filter(({ IndexStatus }) => IndexStatus !== 'CREATING' && IndexStatus !== 'DELETING')
      .map(({ IndexName }) => IndexName),
  );
  const without = tableIndexes.map(({ name }) => name).filter((name) => !active.has(name));
  return [
    either(
      Table?.TableStatus === 'ACTIVE',
      say.table({ name: TableName }),
      say.tableIs({ name: TableName, status: String(Table?.TableStatus) }),
    ),
    either(without.length === 0, say.indexes, say.noIndexes({ names: without.join(', ') })),
    either(
      backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED',
      say.backups,
      say.noBackups,
    ),
    either(Table?.DeletionProtectionEnabled, say.protectedTable, say.unprotectedTable),
    either(Table?.SSEDescription?.SSEType === 'KMS', say.encryptedTable, say.unencryptedTable),
    either(expiry?.TimeToLiveStatus === 'ENABLED', say.expiry, say.noExpiry),
  ];
}

async function files({ system }: Config, { s3 }: Account): Promise<Finding[]> {
  const Prefix = `${system}-data-files`;
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({ Prefix }));
  const Bucket = Buckets.find(({ Name }) => Name?.startsWith(Prefix))?.Name;
  if (Bucket === undefined) return [missing(say.noBucket)];
  const [
    versioning,
    { PublicAccessBlockConfiguration: open },
    { ServerSideEncryptionConfiguration: encryption },
    events,
  ] = await Promise.all([
    s3.send(new GetBucketVersioningCommand({ Bucket })),
    s3.send(new GetPublicAccessBlockCommand({ Bucket })),
    s3.send(new GetBucketEncryptionCommand({ Bucket })),
    s3.send(new GetBucketNotificationConfigurationCommand({ Bucket })),
  ]);
  const shut =
    open?.BlockPublicAcls && open.BlockPublicPolicy && open.IgnorePublicAcls && open.RestrictPublicBuckets;
  const [rule] = encryption?.Rules ?? [];
  return [
    either(versioning.Status === 'Enabled', say.bucket({ name: Bucket }), say.unversioned({ name: Bucket })),
    either(shut, say.bucketShut, say.bucketOpen),
    either(
      rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm === 'aws:kms',
      say.encryptedFiles,
      say.unencryptedFiles,
    ),
    either(events.EventBridgeConfiguration !== undefined, say.fileEvents, say.noFileEvents),
  ];
}

/** Mails a day in the sandbox (SES Developer Guide, "Request production access"). */
const sandboxQuota = 200;

async function sending({ region }: Config, { ses }: Account): Promise<Finding[]> {
  const { Enabled } = await ses.send(new GetAccountSendingEnabledCommand({}));
  return [either(Enabled, say.sendingOn, say.sendingOff({ region }))];
}

async function quota(_: Config, { ses }: Account): Promise<Finding[]> {
  const { Max24HourSend: most = 0, SentLast24Hours: sent = 0 } = await ses.send(new GetSendQuotaCommand({}));
  return [
    // Without a limit it is -1.
    either(most > sandboxQuota || most === -1, say.outOfSandbox({ most, sent }), say.inSandbox),
    ...(most > 0 && sent > 0.8 * most ? [weak(say.nearQuota({ most, sent }))] : []),
  ];
}

async function letters({ system }: Config, { ses }: Account): Promise<Finding[]> {
  const name = `${system}-letters`;
  return [either(await hasSet(ses, name), say.lettersSet, say.noLettersSet({ name }))];
}

/** Whether a configuration set is there, and its events go somewhere. */
async function hasSet(ses: SESClient, ConfigurationSetName: string): Promise<boolean> {
  try {
    const { EventDestinations = [] } = await ses.send(
      new DescribeConfigurationSetCommand({
        ConfigurationSetName,
        ConfigurationSetAttributeNames: ['eventDestinations'],
      }),
    );
    return EventDestinations.some(({ Enabled }) => Enabled);
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('ConfigurationSetDoesNotExist')) return false;
    throw error;
  }
}

async function domains({ council }: Config, { ses }: Account): Promise<Finding[]> {
  const Identities = [...new Set([council.sender.address, council.intakeAddress].map(domainOf))];
  const [{ VerificationAttributes = {} }, { DkimAttributes = {} }] = await Promise.all([
    ses.send(new GetIdentityVerificationAttributesCommand({ Identities })),
    ses.send(new GetIdentityDkimAttributesCommand({ Identities })),
  ]);
  return Identities.flatMap((domain) => [
    either(
      VerificationAttributes[domain]?.VerificationStatus === 'Success',
      say.verified({ domain }),
      say.unverified({ domain }),
    ),
    either(
      DkimAttributes[domain]?.DkimVerificationStatus === 'Success',
      say.signed({ domain }),
      say.unsigned({ domain }),
    ),
  ]);
}

async function mailFrom({ council }: Config, { ses }: Account): Promise<Finding[]> {
  const domain = domainOf(council.sender.address);
  const { MailFromDomainAttributes = {} } = await ses.send(
    new GetIdentityMailFromDomainAttributesCommand({ Identities: [domain] }),
  );
  const { MailFromDomain, MailFromDomainStatus } = MailFromDomainAttributes[domain] ?? {};
  return MailFromDomain !== undefined && MailFromDomainStatus === 'Success'
    ? [ok(say.mailFrom({ domain: MailFromDomain }))]
    : [weak(say.noMailFrom({ domain }))];
}

async function receiving(config: Config, { ses, mailExchangers }: Account): Promise<Finding[]> {
  if (config.incomingMail === 'none') return [weak(say.noIncomingMail)];
  const { region, council } = config;
  const { ruleSet, rule: name } = receiptRule(config);
  const { Metadata, Rules = [] } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  const rule = Rules.find(({ Name }) => Name === name);
  const without = [...new Set([council.intakeAddress, council.sender.address])].filter(
    (address) => !rule?.Recipients?.includes(address),
  );
  const domain = domainOf(council.intakeAddress);
  const hosts = await mailExchangers(domain);
  const ours = `inbound-smtp.${region}.amazonaws.com`;
  const others = hosts.filter((host) => host !== ours);
  return [
    either(
      Metadata?.Name === ruleSet,
      say.ruleSet({ ruleSet }),
      say.otherRuleSet({ ruleSet, active: Metadata?.Name }),
    ),
    either(
      rule?.Enabled && without.length === 0,
      say.rule({ rule: name }),
      say.noRule({ rule: name, addresses: without.join(', ') }),
    ),
    ...(others.length > 0
      ? [missing(say.otherExchanger({ domain, hosts: others.join(', ') }))]
      : [
          either(
            hosts.includes(ours),
            say.exchanger({ domain }),
            say.noExchanger({ domain, record: `10 ${ours}` }),
          ),
        ]),
  ];
}

async function machines({ system, procedures }: Config, { stepFunctions }: Account): Promise<Finding[]> {
  const arns = new Map<string, string>();
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: stepFunctions }, {}))
    for (const { name = '', stateMachineArn = '' } of stateMachines) arns.set(name, stateMachineArn);
  const lost: string[] = [];
  const outdated: string[] = [];
  for (const procedure of procedures.all) {
    const { stateMachine } = procedure;
    const arn = arns.get(`${system}-${stateMachine}`);
    if (arn === undefined) lost.push(stateMachine);
    else if (
      (await stepFunctionsWorkflows(stepFunctions, arn.slice(0, -stateMachine.length)).definition(
        stateMachine,
      )) !== definitionOf(procedure)
    )
      outdated.push(stateMachine);
  }
  return [
    either(
      lost.length === 0,
      say.machines({ count: procedures.all.length }),
      say.noMachines({ names: lost.join(', ') }),
    ),
    ...(outdated.length === 0 ? [] : [weak(say.outdated({ names: outdated.join(', ') }))]),
  ];
}

async function pages({ council }: Config, { statusOf }: Account): Promise<Finding[]> {
  const url = new URL('/healthz', council.pages);
  const status = await statusOf(url).catch(() => undefined);
  return [either(status === 200, say.answers({ url: url.href }), say.noAnswer({ url: url.href, status }))];
}

const Subscriptions = z.object({
  Subscriptions: z.array(z.object({ SubscriptionArn: z.string(), Endpoint: z.string().default('') })),
});
const Raised = z.object({ MetricAlarms: z.array(z.object({ AlarmName: z.string() })).default([]) });

async function alarms(config: Config, account: Account): Promise<Finding[]> {
  const topic = (await stack(config, account, 'complaints'))?.outputs.get('AlarmTopic');
  if (topic === undefined) return [missing(say.noAlarms)];
  const { Subscriptions: told } = Subscriptions.parse(
    await account.cli('sns', 'list-subscriptions-by-topic', '--topic-arn', topic),
  );
  const { MetricAlarms: raised } = Raised.parse(
    await account.cli(
      'cloudwatch',
      'describe-alarms',
      '--alarm-name-prefix',
      `${config.system}-`,
      '--state-value',
      'ALARM',
    ),
  );
  const confirmed = told.filter(({ SubscriptionArn }) => SubscriptionArn.startsWith('arn:'));
  return [
    either(confirmed.length > 0, say.told({ count: confirmed.length }), say.noOneTold),
    ...told
      .filter((one) => !confirmed.includes(one))
      .map(({ Endpoint }) => weak(say.unconfirmed({ address: Endpoint }))),
    ...raised.map(({ AlarmName }) => weak(say.raised({ name: AlarmName }))),
  ];
}

const Users = z.object({
  Users: z.array(z.object({ UserStatus: z.string(), Enabled: z.boolean().default(true) })),
});

async function signIn(config: Config, account: Account): Promise<Finding[]> {
  const pool = (await stack(config, account, 'data'))?.outputs.get('UserPoolId');
  if (pool === undefined) return [missing(say.noSignIn)];
  const [administrator] = usersWithRole(config.council, 'administrator');
  if (administrator === undefined) return [missing(say.noAdministrator)];
  if (typeof config.signIn === 'object') {
    const providers = z
      .object({ Providers: z.array(z.object({ ProviderType: z.string() })) })
      .parse(await account.cli('cognito-idp', 'list-identity-providers', '--user-pool-id', pool));
    return [
      either(
        providers.Providers.some(({ ProviderType }) => ProviderType === 'SAML'),
        say.saml,
        say.noSaml,
      ),
    ];
  }
  const { email } = administrator;
  const { Users: found } = Users.parse(
    await account.cli('cognito-idp', 'list-users', '--user-pool-id', pool, '--filter', `email = "${email}"`),
  );
  const [user] = found;
  if (!user?.Enabled) return [missing(say.noAccount({ email }))];
  return [
    user.UserStatus === 'CONFIRMED' ? ok(say.administrator({ email })) : weak(say.notYetSignedIn({ email })),
  ];
}

/** What is looked at, each by a name that words have a sentence for. */
const subjects = Object.entries({
  account: whose,
  stacks,
  table,
  bucket: files,
  sending,
  quota,
  letters,
  domains,
  'envelope sender': mailFrom,
  'incoming mail': receiving,
  'state machines': machines,
  pages,
  alarms,
  'sign-in': signIn,
} satisfies Record<string, (config: Config, account: Account) => Promise<Finding[]>>);
