import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { tableIndexes } from '../../functions/adapters/table.ts';
import { functionManifest } from '../../functions/manifest.ts';
import { readSeen } from '../calls-of-functions.ts';
import { procedures } from '../shropshire.ts';
import { alarmsIn } from './alarms-in.ts';
import { ofType, referredTo, synthesise, type Resource } from './assembly.ts';
import { allows, applies, grantsOf, inWords } from './iam.ts';
import { policiesIn } from './policies.ts';
import { sharedModules, withSharedModules } from './shared-modules.ts';

const assembly = synthesise({
  services: [
    { name: 'portal', roles: ['complaints-officer'] },
    { name: 'reports', roles: ['report-writer'] },
  ],
  alarms: { email: ['operators@council.example'] },
  copies: { region: 'eu-west-1' },
  signIn: { samlMetadata: 'https://login.council.example/metadata.xml' },
});
const { outdir, findings, text, data, complaints, mailIntake } = assembly;
afterAll(() => rmSync(outdir, { recursive: true }));

const all = [...data, ...complaints, ...mailIntake];
const ids = (resources: readonly Resource[]) => resources.map(({ id }) => id);
const one = (resources: readonly Resource[], type: string) => {
  const [found, ...others] = ofType(resources, type);
  if (!found || others.length > 0) throw new Error(`${type}: not one but ${others.length + (found ? 1 : 0)}`);
  return found.Properties;
};

const operating = readFileSync(join(import.meta.dirname, '../../functions/docs/operating.md'), 'utf8');

const listOf = <S extends z.ZodType>(schema: S) =>
  z.union([schema.transform((single) => [single]), z.array(schema)]);
const Statement = z.object({
  Effect: z.string(),
  Action: listOf(z.string()),
  Resource: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const PolicyDocument = z.object({ Statement: z.array(Statement) });
const statementsOf = (resource: Resource) =>
  PolicyDocument.parse(resource.Properties['PolicyDocument']).Statement;

/** The rules that have no function as their target. */
const ended = 'redress-test-executions-ended';
const failed = 'redress-test-backups-failed';
const rulesOfFunctions = ofType(complaints, 'AWS::Events::Rule').filter(
  ({ Properties }) => ![ended, failed].includes(String(Properties['Name'])),
);
const alarmed = alarmsIn(complaints);
const alarmsOn = (metric: string) =>
  alarmed.filter((alarm) => alarm.metric === metric).flatMap(({ of }) => of ?? []);

test('cdk-nag has no open finding', () => {
  expect(findings).toEqual([]);
});

describe('what is kept', () => {
  test('the table is encrypted with our key, backed up continuously, protected and kept', () => {
    const [table] = ofType(data, 'AWS::DynamoDB::GlobalTable');
    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        GlobalSecondaryIndexes: tableIndexes.map(({ name, partitionKey, sortKey }) => ({
          IndexName: name,
          KeySchema: [
            { AttributeName: partitionKey, KeyType: 'HASH' },
            { AttributeName: sortKey, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        })),
        Replicas: [
          {
            Region: 'eu-west-2',
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
            SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } },
          },
        ],
      },
    });
  });

  test('no bucket is public or speaks without TLS, and all are kept', () => {
    const buckets = ofType(all, 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(2);
    for (const bucket of buckets) {
      expect(bucket).toMatchObject({
        DeletionPolicy: 'Retain',
        Properties: {
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      });
      const policy = ofType(data, 'AWS::S3::BucketPolicy').find(
        ({ Properties }) => referredTo(Properties['Bucket']) === bucket.id,
      );
      expect(policy && statementsOf(policy)).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: ['s3:*'],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });

  test('files are versioned and encrypted with our key, and some can be locked', () => {
    const [files] = ofType(data, 'AWS::S3::Bucket').filter(({ id }) => id.startsWith('Files'));
    expect(files?.Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
    });
  });

  test('no one signs up by themselves; who signs in here needs a second factor', () => {
    expect(one(data, 'AWS::Cognito::UserPool')).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
    });
  });

  test('every key is changed every year', () => {
    for (const key of ofType(all, 'AWS::KMS::Key')) expect(key.Properties['EnableKeyRotation']).toBe(true);
  });
});

describe('what may be done', () => {
  // If the policy of a role is full, the CDK adds the rest in a managed policy.
  const policies = [...ofType(all, 'AWS::IAM::Policy'), ...ofType(all, 'AWS::IAM::ManagedPolicy')];

  test('no role has an AWS managed policy, and no two functions share a role', () => {
    for (const role of ofType(all, 'AWS::IAM::Role'))
      expect(role.Properties['ManagedPolicyArns']).toBeUndefined();
    const roles = ofType(complaints, 'AWS::Lambda::Function').map(({ Properties }) =>
      referredTo(Properties['Role']),
    );
    expect(new Set(roles).size).toBe(roles.length);
  });

  test('no action is a wildcard', () => {
    const wild = policies.flatMap((policy) =>
      statementsOf(policy).flatMap(({ Action }) => Action.filter((action) => action.includes('*'))),
    );
    expect(wild).toEqual([]);
  });

  test('all resources only where AWS knows no single ones', () => {
    const actions = policies.flatMap((policy) =>
      statementsOf(policy)
        .filter(({ Resource }) => Resource === '*')
        .flatMap(({ Action }) => Action),
    );
    expect(
      [...new Set(actions)].filter(
        (action) =>
          !/^(xray:|logs:(\w+LogDeliver(y|ies)|\w+ResourcePolic(y|ies)|DescribeLogGroups)$)/.test(action),
      ),
    ).toEqual([]);
  });

  const functions = policiesIn(assembly);
  const seen = readSeen();

  test('each function has been seen at work', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(seen));
  });

  const callsOf = (name: string) => withSharedModules(seen[name] ?? []);

  test('each call of a shared module has been seen', () => {
    const anywhere = new Set(Object.values(seen).flat());
    expect(
      Object.values(sharedModules)
        .flat()
        .flatMap(({ calls }) => calls)
        .filter((call) => !anywhere.has(call)),
    ).toEqual([]);
  });

  test.each(functions)(
    '$name may do what it does, and no more',
    ({ name, statements, byLambda, requestsOf }) => {
      const requests = [...byLambda, ...callsOf(name).flatMap(requestsOf)];
      const missing = requests.filter((request) => !allows(statements, request));
      expect(missing, 'not allowed, and it does it: add it in functions/manifest.ts').toEqual([]);
      const spare = statements
        .flatMap(grantsOf)
        .filter((grant) => !requests.some((request) => applies(grant, request)));
      expect(
        spare.map(inWords),
        'allowed, and nothing has seen it done: remove it in functions/manifest.ts, or take that path in a test and npm run record:calls',
      ).toEqual([]);
    },
  );

  test('rows that are only added can be removed by erasure alone', () => {
    const removes = (partition: string) =>
      functions
        .filter(({ statements, requestsOf }) => {
          const [remove] = requestsOf(`dynamodb:DeleteItem ${partition}`);
          return remove !== undefined && allows(statements, remove);
        })
        .map(({ name }) => name);
    for (const partition of ['COMPLAINANT#', 'HELD#', 'LINK#', 'READ#', 'WORDS#'])
      expect([partition, removes(partition).sort()]).toEqual([partition, ['erase-case', 'review-retention']]);
    for (const partition of ['CALENDAR', 'COUNCIL', 'COUNTER#', 'ERASED#', 'PEPPER'])
      expect([partition, removes(partition)]).toEqual([partition, []]);
  });

  test('people sign in by the code flow alone, at a client without a secret, and come back to the pages', () => {
    const [client] = ofType(complaints, 'AWS::Cognito::UserPoolClient').filter(
      ({ Properties }) => Properties['GenerateSecret'] !== true,
    );
    expect(client?.Properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      // Without it Cognito allows SRP and triggers of one's own besides. Nothing here uses a refresh token.
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenValidity: 60,
      CallbackURLs: ['http://127.0.0.1:3000/sign-in/callback'],
      LogoutURLs: ['http://127.0.0.1:3000/signed-out'],
      ReadAttributes: ['custom:groups', 'email', 'email_verified'],
      WriteAttributes: ['custom:groups', 'email'],
    });
    const [pages] = ofType(complaints, 'AWS::Lambda::Function').filter(
      ({ Properties }) => Properties['FunctionName'] === 'redress-test-pages',
    );
    const { Variables } = z
      .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
      .parse(pages?.Properties).Environment;
    expect(referredTo(Variables['CLIENT_ID'])).toBe(client?.id);
    expect(JSON.stringify(Variables['SIGN_OUT_URL'])).toContain('%2Fsigned-out');
  });

  test('another system gets the scopes of its roles and no others, by client credentials alone', () => {
    const scopes = ofType(complaints, 'AWS::Cognito::UserPoolClient')
      .filter(({ Properties }) => Properties['GenerateSecret'] === true)
      .map(({ Properties }) => [
        Properties['ClientName'],
        JSON.stringify(Properties['AllowedOAuthScopes']).match(/\/[a-z-]+/g),
        [Properties['AllowedOAuthFlows'], Properties['ExplicitAuthFlows']].flat(),
      ]);
    expect(scopes).toEqual([
      ['portal', ['/complaints-officer'], ['client_credentials', 'ALLOW_REFRESH_TOKEN_AUTH']],
      ['reports', ['/report-writer'], ['client_credentials', 'ALLOW_REFRESH_TOKEN_AUTH']],
    ]);
  });
});

describe('what runs by itself', () => {
  const Target = z.object({
    Arn: z.unknown(),
    DeadLetterConfig: z.object({ Arn: z.unknown() }),
    RetryPolicy: z.object({ MaximumRetryAttempts: z.number().positive() }),
  });
  const Redrive = z.object({ deadLetterTargetArn: z.unknown() });
  const isAliasOf = (alias: string | undefined, id: string) =>
    ofType(complaints, 'AWS::Lambda::Alias').some(
      ({ id: named, Properties }) => named === alias && referredTo(Properties['FunctionName']) === id,
    );
  const LambdaDlq = z.object({ TargetArn: z.unknown() });

  test('queues are encrypted with our key and speak TLS only', () => {
    const queues = ofType(complaints, 'AWS::SQS::Queue');
    expect(queues).toHaveLength(15);
    for (const { id, Properties } of queues) {
      expect(referredTo(Properties['KmsMasterKeyId'])).toMatch(/^Key/);
      const policy = ofType(complaints, 'AWS::SQS::QueuePolicy').find(({ Properties: { Queues } }) =>
        JSON.stringify(Queues).includes(`"${id}"`),
      );
      expect(policy && statementsOf(policy)).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
  });

  test('every hop that no one waits for has a dead-letter queue with an alarm', () => {
    const called = [
      ...ofType(complaints, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties['Target']),
      ...rulesOfFunctions.flatMap(({ Properties }) => z.array(z.unknown()).parse(Properties['Targets'])),
    ].map((target) => Target.parse(target));
    const hops = [
      ...ofType(complaints, 'AWS::SNS::Subscription')
        .filter(({ Properties }) => Properties['Protocol'] === 'sqs')
        .map(({ Properties }) => Redrive.parse(Properties['RedrivePolicy']).deadLetterTargetArn),
      ...ofType(complaints, 'AWS::SQS::Queue').flatMap(({ Properties: { RedrivePolicy } }) =>
        RedrivePolicy === undefined ? [] : [Redrive.parse(RedrivePolicy).deadLetterTargetArn],
      ),
      ...called.map(({ DeadLetterConfig }) => DeadLetterConfig.Arn),
      ...called.map(({ Arn }) => {
        const [target] = ofType(complaints, 'AWS::Lambda::Function').filter(({ id }) =>
          isAliasOf(referredTo(Arn), id),
        );
        return LambdaDlq.parse(target?.Properties['DeadLetterConfig']).TargetArn;
      }),
    ].map(referredTo);
    expect(hops).toHaveLength(22);
    for (const queue of hops) expect(alarmsOn('ApproximateNumberOfMessagesVisible')).toContain(queue);
  });

  test('queues are read in batches of which parts can fail', () => {
    const readers = ofType(complaints, 'AWS::Lambda::EventSourceMapping');
    expect(readers).toHaveLength(2);
    for (const { Properties } of readers)
      expect(Properties).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });

  test('SES tells of letters that did not arrive, and of nothing else, on a topic where it alone may speak', () => {
    const destination = one(complaints, 'AWS::SES::ConfigurationSetEventDestination');
    expect(destination).toMatchObject({
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['bounce', 'complaint', 'delivery', 'reject', 'renderingFailure'],
      },
    });
    const { TopicARN } = z
      .object({ EventDestination: z.object({ SnsDestination: z.object({ TopicARN: z.unknown() }) }) })
      .parse(destination).EventDestination.SnsDestination;
    const policy = ofType(complaints, 'AWS::SNS::TopicPolicy').find(({ Properties: { Topics } }) =>
      JSON.stringify(Topics).includes(`"${referredTo(TopicARN)}"`),
    );
    const allowed = (policy ? statementsOf(policy) : []).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.length).toBeGreaterThan(0);
    for (const { Action, Condition } of allowed) {
      expect(Action).toEqual(['sns:Publish']);
      expect(JSON.stringify(Condition)).toMatch(
        /SourceAccount.*:configuration-set\/|:configuration-set\/.*SourceAccount/,
      );
    }
  });

  test('each schedule runs at its time in London', () => {
    const schedules = ofType(complaints, 'AWS::Scheduler::Schedule').map(({ Properties }) => [
      Properties['ScheduleExpression'],
      Properties['ScheduleExpressionTimezone'],
    ]);
    expect(schedules).toEqual([
      ['rate(15 minutes)', 'Europe/London'],
      ['rate(60 minutes)', 'Europe/London'],
      ['cron(0 6 ? * MON *)', 'Europe/London'],
      ['cron(0 8 ? * MON-FRI *)', 'Europe/London'],
      ['cron(0 7 * * ? *)', 'Europe/London'],
      ['cron(0 6 1 1,4,7,10 ? *)', 'Europe/London'],
      ['cron(0 5 * * ? *)', 'Europe/London'],
    ]);
  });

  test('word of each page of a report, and of no other file, goes from the bucket to who prints it', () => {
    const [files] = ofType(data, 'AWS::S3::Bucket').filter(({ id }) => id.startsWith('Files'));
    expect(files?.Properties).toMatchObject({
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    const [{ Properties: rule } = { Properties: {} }] = rulesOfFunctions;
    expect(rule).toMatchObject({
      Name: 'redress-test-report-made',
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: {
          bucket: { name: [{ 'Fn::ImportValue': expect.stringMatching(/ExportsOutputRefFiles/) }] },
          object: { key: [{ wildcard: 'reports/*/report.html' }] },
        },
      },
    });
    const { Targets } = z.object({ Targets: z.array(Target) }).parse(rule);
    expect(Targets.map(({ Arn }) => referredTo(Arn))).toEqual([
      expect.stringMatching(/^FunctionsPrintReport/),
    ]);
    // Its dead-letter queue is encrypted: the key must let the rule in too.
    const [key] = ofType(complaints, 'AWS::KMS::Key');
    const { Statement: allowed } = PolicyDocument.parse(key?.Properties['KeyPolicy']);
    expect(allowed.map(({ Condition }) => JSON.stringify(Condition))).toContainEqual(
      expect.stringContaining(':rule/redress-test-report-made'),
    );
  });

  test('mail goes into the bucket, and word of it to the topic', () => {
    expect(one(mailIntake, 'AWS::SES::ReceiptRule')).toMatchObject({
      RuleSetName: 'redress-test-mail',
      Rule: {
        Enabled: true,
        ScanEnabled: true,
        Recipients: ['customerfeedback@council.example', 'complaints@council.example'],
        Actions: [{ S3Action: { ObjectKeyPrefix: 'mail/', TopicArn: expect.anything() } }],
      },
    });
  });
});

describe('functions and logs', () => {
  const functions = ofType(complaints, 'AWS::Lambda::Function');

  test('every function is the Node and processor we test with, traced, and alarms when it fails', () => {
    expect(functions).toHaveLength(functionManifest.length);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        // Chromium comes for this processor alone.
        Architectures: [Properties['FunctionName'] === 'redress-test-print-report' ? 'x86_64' : 'arm64'],
        TracingConfig: { Mode: 'Active' },
        Timeout: expect.any(Number),
      });
    }
    // An error of pages or API is a 5xx, which has an alarm of its own.
    const answering = ['redress-test-api', 'redress-test-pages', 'redress-test-public-pages'];
    const others = functions.filter(
      ({ Properties }) => !answering.includes(String(Properties['FunctionName'])),
    );
    expect(alarmsOn('Errors').sort()).toEqual(ids(others).sort());
  });

  test('that mail is down raises one alarm, for which no mail of ours is needed, and none of the calls that are repeated', () => {
    const alarms = ofType(complaints, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    const down = alarms.filter(({ MetricName }) => MetricName === 'MailDown');
    const AlarmActions = [{ Ref: expect.stringMatching(/^AlarmsTopic/) }];
    // It is counted every quarter of an hour: no period is without, so the alarm does not end and begin again.
    expect(down).toMatchObject([{ Statistic: 'Maximum', Threshold: 1, Period: 1800, AlarmActions }]);
    const less = alarms.filter(({ Metrics }) => JSON.stringify(Metrics)?.includes('CallsWithoutMail'));
    expect(less.map(({ AlarmName }) => AlarmName)).toEqual(['redress-test-StepsFail']);
    const taken = JSON.stringify(less).matchAll(/"function_name","Value":"([\w-]+)"/g);
    expect([...taken].map(([, name]) => name)).toEqual([
      'redress-test-plan-step',
      'redress-test-send-letter',
    ]);
    expect(JSON.stringify(less)).toContain(' - FILL(planStepWaits, 0) - FILL(sendLetterWaits, 0)');
  });

  test('everything calls a function by its alias, and versions stay for the way back', () => {
    const aliases = ofType(complaints, 'AWS::Lambda::Alias');
    expect(aliases.map(({ Properties: { Name } }) => Name)).toEqual(functions.map(() => 'live'));
    const versions = complaints.filter(({ Type }) => Type === 'AWS::Lambda::Version');
    expect(versions.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(functions.map(() => 'Retain'));
    const called = [
      ...ofType(complaints, 'AWS::Lambda::EventSourceMapping').map(
        ({ Properties }) => Properties['FunctionName'],
      ),
      ...ofType(complaints, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties['Target']),
      ...rulesOfFunctions.map(({ Properties }) => Properties['Targets']),
      ...ofType(complaints, 'AWS::ApiGatewayV2::Integration').map(
        ({ Properties }) => Properties['IntegrationUri'],
      ),
      ...ofType(complaints, 'AWS::StepFunctions::StateMachine').map(
        ({ Properties }) => Properties['DefinitionSubstitutions'],
      ),
      ...ofType(complaints, 'AWS::Lambda::Permission').map(({ Properties }) => Properties['FunctionName']),
    ].map((caller) => JSON.stringify(caller));
    const isOf = (caller: string, resources: readonly Resource[]) =>
      resources.some(({ id }) => caller.includes(`"${id}"`));
    expect(called.filter((caller) => !isOf(caller, aliases) || isOf(caller, functions))).toEqual([]);
    expect(ofType(complaints, 'AWS::CodeDeploy::DeploymentGroup')).toEqual([]);
  });

  test('one dashboard shows the system, and alarms say where to read what to do', () => {
    const body = JSON.stringify(one(complaints, 'AWS::CloudWatch::Dashboard')['DashboardBody']);
    for (const shown of [
      'CasesStoodStill',
      'MailDown',
      'ApproximateAgeOfOldestMessage',
      'Bounce',
      '5xx',
      'p99',
      'filter log = ',
    ])
      expect(body).toContain(shown);
    const alarms = ofType(complaints, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    // One for all functions that are throttled, not one for each.
    expect(alarms.filter(({ MetricName }) => MetricName === 'Throttles')).toHaveLength(1);
    expect(alarms.filter(({ MetricName }) => MetricName === '5xx')).toMatchObject([{ Threshold: 5 }]);
  });

  test('few alarms, each with a step in operating.md that says what to do', () => {
    const alarms = ofType(complaints, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    const steps = [...operating.matchAll(/^- \*\*`(\w+)`\*\*/gm)].map(([, step]) => step);
    expect(alarms.length).toBeLessThan(20);
    for (const { AlarmName, AlarmDescription, AlarmActions } of alarms) {
      const step = String(AlarmName).replace('redress-test-', '');
      expect(steps).toContain(step);
      expect(AlarmDescription).toMatch(new RegExp(` What to do: operating\\.md, "${step}"\\.$`));
      // CloudWatch API Reference, "PutMetricAlarm".
      expect(String(AlarmDescription).length).toBeLessThanOrEqual(1024);
      expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmsTopic/) }]);
    }
    expect(
      steps.filter((step) => !alarms.some(({ AlarmName }) => AlarmName === `redress-test-${step}`)),
      // Only where files are scanned (environments.test.ts).
    ).toEqual(['FilesNotSafe']);
  });

  test('no call lives as long as it takes for a letter to count as abandoned', () => {
    // Reports take longer, and send no letter.
    const senders = functions.filter(
      ({ Properties }) => Properties['FunctionName'] !== 'redress-test-make-reports',
    );
    expect(senders).toHaveLength(functions.length - 1);
    for (const { Properties } of senders) expect(Properties['Timeout']).toBeLessThan(120);
  });

  test('nothing secret stands in an environment', () => {
    const names = [
      'BUCKET_NAME',
      'CONFIGURATION_SET',
      'DEFINITIONS',
      'NODE_OPTIONS',
      'POWERTOOLS_SERVICE_NAME',
      'STATE_MACHINES',
      'TABLE_NAME',
    ];
    const ofPages = ['CLIENT_ID', 'ISSUER', 'SIGN_OUT_URL'];
    const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });
    for (const { Properties } of functions)
      expect(Object.keys(Environment.parse(Properties['Environment']).Variables).sort()).toEqual(
        [...names, ...(Properties['FunctionName'] === 'redress-test-pages' ? ofPages : [])].sort(),
      );
    for (const stack of ['data', 'complaints', 'mail-intake'])
      expect(text(stack)).not.toMatch(/ClientSecret|SecretString|"Password"/);
  });

  test('every log is encrypted with our key and ends after a year', () => {
    const logs = ofType(complaints, 'AWS::Logs::LogGroup');
    expect(logs).toHaveLength(functions.length + procedures.all.length + 1);
    for (const { Properties } of logs) {
      expect(Properties).toMatchObject({
        RetentionInDays: 365,
        LogGroupName: expect.stringMatching(/^\/aws\//),
      });
      expect(referredTo(Properties['KmsKeyId'])).toMatch(/^Key/);
    }
  });

  test('the access log names neither who asked nor what for', () => {
    const { AccessLogSettings } = z
      .object({ AccessLogSettings: z.object({ Format: z.string() }) })
      .parse(one(complaints, 'AWS::ApiGatewayV2::Stage'));
    expect(AccessLogSettings.Format).not.toMatch(/sourceIp|userAgent|\.path|claims|identity/);
  });
});

describe('state machines', () => {
  const machines = ofType(complaints, 'AWS::StepFunctions::StateMachine');

  test('there is one for each procedure, logged without what it carries, and alarmed', () => {
    expect(machines.map(({ Properties }) => String(Properties['StateMachineName'])).sort()).toEqual(
      procedures.all.map(({ stateMachine }) => `redress-test-${stateMachine}`).sort(),
    );
    for (const { Properties } of machines) {
      expect(Properties).toMatchObject({
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
        TracingConfiguration: { Enabled: true },
        EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY' },
      });
    }
  });

  test('word of every backup that failed goes to a queue with an alarm', () => {
    const [rule] = ofType(complaints, 'AWS::Events::Rule').filter(
      ({ Properties }) => Properties['Name'] === failed,
    );
    expect(rule?.Properties).toMatchObject({
      EventPattern: {
        source: ['aws.backup'],
        'detail-type': ['Backup Job State Change', 'Copy Job State Change'],
        detail: {
          state: ['FAILED', 'ABORTED', 'EXPIRED'],
          resourceArn: [
            { 'Fn::ImportValue': expect.stringMatching(/Cases.*Arn/) },
            { 'Fn::ImportValue': 'redress-test-files-arn' },
          ],
        },
      },
    });
    const [{ Arn: queue } = {}] = z.array(z.object({ Arn: z.unknown() })).parse(rule?.Properties['Targets']);
    expect(alarmsOn('NumberOfMessagesSent')).toContain(referredTo(queue));
  });

  test('word of every execution that ended before its case goes to a queue with an alarm', () => {
    const [rule] = ofType(complaints, 'AWS::Events::Rule').filter(
      ({ Properties }) => Properties['Name'] === ended,
    );
    expect(rule?.Properties).toMatchObject({
      State: 'ENABLED',
      EventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
    });
    const pattern = JSON.stringify(rule?.Properties['EventPattern']);
    expect(pattern).toMatch(/"prefix":.*:stateMachine:redress-test-"/);
    const [{ Arn: queue } = {}] = z.array(z.object({ Arn: z.unknown() })).parse(rule?.Properties['Targets']);
    expect(alarmsOn('NumberOfMessagesSent')).toContain(referredTo(queue));
    const [key] = ofType(complaints, 'AWS::KMS::Key');
    expect(JSON.stringify(key?.Properties['KeyPolicy']).includes(`:rule/${ended}`)).toBe(true);
  });

  test('what is no machine leaves room for twenty more versions of the longest procedure', () => {
    // test/infra/state-machines.test.ts has the machines.
    const others = complaints.filter(({ id }) => !id.startsWith('Procedure'));
    // With 47 machines of four resources each: below 500 (CloudFormation User Guide, "Quotas").
    expect(others.length).toBeLessThan(300);
    // The template is indented.
    expect(2 * JSON.stringify(others).length).toBeLessThan(500_000);
    const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });
    for (const { Properties } of ofType(complaints, 'AWS::Lambda::Function')) {
      const variables = JSON.stringify(Environment.parse(Properties['Environment']).Variables);
      // 4 KB of environment (Lambda Developer Guide, "Lambda quotas").
      expect(variables.length + 20 * '"childrens-statutory-2030":"0123456789abcdef",'.length).toBeLessThan(
        4096,
      );
    }
  });
});

describe('room to grow', () => {
  const Outputs = z.object({ Outputs: z.record(z.string(), z.unknown()) });

  test.each([
    ['data', data],
    ['complaints', complaints],
    ['mail-intake', mailIntake],
  ] as const)('the template of %s keeps clear of the limits of CloudFormation', (stack, resources) => {
    // CloudFormation User Guide, "Quotas": 1 MB, 500 resources, 200 outputs.
    expect(Buffer.byteLength(text(stack))).toBeLessThan(700_000);
    expect(resources.length).toBeLessThan(400);
    expect(Object.keys(Outputs.parse(JSON.parse(text(stack))).Outputs).length).toBeLessThan(60);
  });

  test('no policy of a role comes near the length that IAM allows', () => {
    const lengths = ofType(all, 'AWS::IAM::Role').map(({ id }) =>
      ofType(all, 'AWS::IAM::Policy')
        .filter(({ Properties: { Roles } }) => JSON.stringify(Roles).includes(`"${id}"`))
        .reduce((sum, { Properties }) => sum + JSON.stringify(Properties['PolicyDocument']).length, 0),
    );
    expect(lengths.length).toBeGreaterThan(40);
    // 10,240 characters without blanks for all inline policies of a role (IAM User Guide, "IAM and STS quotas"). References are
    // longer here than what they become.
    expect(Math.max(...lengths)).toBeLessThan(8_500);
    expect(ofType(all, 'AWS::IAM::ManagedPolicy')).toEqual([]);
  });

  test('an update makes or removes one index of the table at most', () => {
    // DynamoDB allows one in an update of a stack (CloudFormation User Guide, "AWS::DynamoDB::GlobalTable"). After a release,
    // the list of the release is written here.
    const released = z
      .array(z.string())
      .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'released-indexes.json'), 'utf8')));
    const names: string[] = tableIndexes.map(({ name }) => name);
    const changed = [
      ...names.filter((name) => !released.includes(name)),
      ...released.filter((name) => !names.includes(name)),
    ];
    expect(changed.length, `changed since the last release: ${changed.join()}`).toBeLessThanOrEqual(1);
  });
});
