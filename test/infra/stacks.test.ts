import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { tableIndexes } from '../../functions/adapters/table.ts';
import type { FunctionName } from '../../functions/manifest.ts';
import { procedures } from '../shropshire.ts';
import { alarmsIn } from './alarms-in.ts';
import { ofType, referredTo, synthesise, type Resource } from './assembly.ts';
import { usesOfFiles, type UseOfFiles } from './uses-of-files.ts';

const { outdir, findings, text, data, complaints, mailIntake } = synthesise({
  services: 'portal:complaints-officer,reports:report-writer',
  alarmEmail: 'operators@council.example',
  samlMetadata: 'https://login.council.example/metadata.xml',
});
afterAll(() => rmSync(outdir, { recursive: true }));

const all = [...data, ...complaints, ...mailIntake];
const ids = (resources: readonly Resource[]) => resources.map(({ id }) => id);
const one = (resources: readonly Resource[], type: string) => {
  const [found, ...others] = ofType(resources, type);
  if (!found || others.length > 0) throw new Error(`${type}: not one but ${others.length + (found ? 1 : 0)}`);
  return found.Properties;
};

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

  test('files are versioned and encrypted with our key', () => {
    const [files] = ofType(data, 'AWS::S3::Bucket').filter(({ id }) => id.startsWith('Files'));
    expect(files?.Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
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
  const allowedTo = (name: string) => {
    const construct = name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    return policies.filter(({ id }) => id.startsWith(`Functions${construct}Role`)).flatMap(statementsOf);
  };

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

  const letters = ['operations/send-letter/deliver-letters.ts'];
  const reports = [
    'operations/make-reports/make-reports.ts',
    'operations/make-reports/report-files.ts',
    'operations/make-reports/keep-notes.ts',
  ];
  const answering = [
    'operations/read-case.ts',
    'operations/send-letter/stored-html.ts',
    'operations/handle-message.ts',
    'operations/receive-mail/receive-mail.ts',
    'operations/case-actions/add-document.ts',
    ...letters,
    ...reports,
  ];
  /** The modules by which each function uses files, and whether it sends mail. */
  const functions: Record<FunctionName, [modules: string[], sends: boolean]> = {
    api: [['api/case-routes.ts', 'api/held-mail-routes.ts', ...answering], true],
    pages: [
      [
        'operations/follow-case/print-letter.ts',
        'pages/staff/case-page.ts',
        'pages/staff/mail-source-page.ts',
        'pages/public/follow-pages.ts',
        'pages/public/add-message.ts',
        'pages/reports/reports-page.ts',
        'operations/receive-feedback.ts',
        ...answering,
      ],
      true,
    ],
    // With a mail come attachments, and no papers: it does not come to the files of receive-feedback.
    'receive-mail': [
      ['operations/receive-mail/receive-mail.ts', 'operations/receive-mail/alert-held-mail.ts', ...letters],
      true,
    ],
    'receive-delivery-event': [letters, true],
    'plan-step': [letters, true],
    'await-decision': [[], false],
    'send-letter': [letters, true],
    'start-procedure': [[], false],
    'continue-run': [[], false],
    'close-case': [[], false],
    'repair-cases': [['operations/send-digests.ts', ...letters], true],
    'refresh-bank-holidays': [letters, true],
    'send-digests': [['operations/send-digests.ts', 'operations/alert-of-unused-wording.ts'], true],
    'review-retention': [
      [
        'operations/erase-case.ts',
        'operations/review-retention/erase-stray-uploads.ts',
        'operations/review-retention/retain-mail.ts',
      ],
      false,
    ],
    'erase-case': [['operations/erase-case.ts'], false],
    'make-reports': [reports, false],
    'print-report': [['operations/print-report/print-report.ts'], false],
  };

  test('what each module does with files is written down, and each is that of a function', () => {
    const folder = join(import.meta.dirname, '../../functions');
    const found = globSync('**/*.ts', { cwd: folder }).flatMap((module) => {
      const calls = readFileSync(join(folder, module), 'utf8').matchAll(
        /\bfiles\s*\.(get|put|list|erase)\(|\bsendNotice\(deps, /g,
      );
      const done = [...new Set([...calls].map(([, what = 'put']) => what))].sort();
      // It writes for those who call it.
      return done.length === 0 || module === 'operations/send-notice.ts' ? [] : [[module, done] as const];
    });
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(
        Object.entries(usesOfFiles).map(([module, use]) => [module, Object.keys(use).sort()]),
      ),
    );
    expect([...new Set(Object.values(functions).flatMap(([modules]) => modules))].sort()).toEqual(
      Object.keys(usesOfFiles).sort(),
    );
    expect(Object.keys(functions)).toHaveLength(ofType(complaints, 'AWS::Lambda::Function').length);
  });

  const BelowFiles = z
    .object({
      'Fn::Join': z.tuple([
        z.literal(''),
        z.tuple([z.object({ 'Fn::ImportValue': z.literal('redress-files-arn') }), z.string()]),
      ]),
    })
    .transform((value) => value['Fn::Join'][1][1].replace(/^\//, ''));
  const File = z.union([
    BelowFiles,
    z.object({ 'Fn::ImportValue': z.literal('redress-files-arn') }).transform(() => 'the bucket'),
  ]);

  test.each(Object.entries(functions))(
    '%s may do with files what it does, and no more',
    (name, [modules]) => {
      const statements = allowedTo(name);
      expect(statements).not.toEqual([]);
      const allowed: Record<string, string[]> = {};
      for (const { Action, Resource } of statements)
        for (const action of Action.filter((each) => each.startsWith('s3:')))
          (allowed[action] ??= []).push(...listOf(File).parse(Resource));
      const does = (what: keyof UseOfFiles) => modules.flatMap((module) => usesOfFiles[module]?.[what] ?? []);
      const below = (prefixes: string[]) => prefixes.map((prefix) => `${prefix}/*`);
      const whole = (prefixes: string[]) => (prefixes.length === 0 ? [] : ['the bucket']);
      const needed = {
        's3:GetObject': below(does('get')),
        's3:PutObject': below(does('put')),
        's3:DeleteObject': below(does('erase')),
        's3:DeleteObjectVersion': below(does('erase')),
        // A file that is not there would be "access denied".
        's3:ListBucket': whole(does('get')),
        's3:ListBucketVersions': whole([...does('list'), ...does('erase')]),
      };
      const sorted = (actions: Record<string, string[]>) =>
        Object.fromEntries(
          Object.entries(actions).flatMap(([action, files]) =>
            files.length === 0 ? [] : [[action, [...new Set(files)].sort()]],
          ),
        );
      expect(sorted(allowed)).toEqual(sorted(needed));
      // The key of the files, as S3 uses it: to read takes it apart, to write makes a new one as well.
      const keys = statements
        .filter(({ Condition }) => JSON.stringify(Condition)?.includes('"s3.eu-west-2.amazonaws.com"'))
        .flatMap(({ Action }) => Action);
      expect([...new Set(keys)].sort()).toEqual([
        ...(does('get').length + does('put').length > 0 ? ['kms:Decrypt'] : []),
        ...(does('put').length > 0 ? ['kms:GenerateDataKey'] : []),
      ]);
    },
  );

  test.each(Object.entries(functions))(
    '%s sends mail from the address of the council, or none',
    (name, [, sends]) => {
      const mail = allowedTo(name).filter(({ Action }) => Action.some((action) => action.startsWith('ses:')));
      expect(mail.map(({ Condition }) => Condition)).toEqual(
        sends ? [{ StringEquals: { 'ses:FromAddress': 'complaints@council.example' } }] : [],
      );
    },
  );

  test('the pages alone may hold a draft to the version of its case', () => {
    const allowed = policies.filter((policy) =>
      statementsOf(policy).some(({ Action }) => Action.includes('dynamodb:ConditionCheckItem')),
    );
    expect(allowed.map(({ id }) => id.replace(/Role.*/, ''))).toEqual(['FunctionsPages']);
  });

  test('who prints reports touches nothing but their files, and no table', () => {
    const actions = allowedTo('print-report').flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/^(kms|logs|xray|sqs):/.test(action)).sort()).toEqual([
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:GetObject',
      's3:ListBucket',
      's3:ListBucketVersions',
      's3:PutObject',
    ]);
  });

  test('the digests read what is due and change no case', () => {
    const actions = allowedTo('send-digests').filter(({ Action }) =>
      Action.some((action) => action.startsWith('dynamodb:')),
    );
    expect(actions.flatMap(({ Action }) => Action).sort()).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ]);
    const query = actions.find(({ Action }) => Action.includes('dynamodb:Query'));
    expect(JSON.stringify(query?.Resource).match(/\/index\/[a-z-]+/g)).toEqual([
      '/index/tasks-by-due',
      '/index/flags-by-review',
      '/index/held-mail-by-status',
    ]);
  });

  test('of the API only the description and the sign of life need no token; all else goes to the pages', () => {
    const open = ofType(complaints, 'AWS::ApiGatewayV2::Route').filter(
      ({ Properties }) => Properties['AuthorizationType'] !== 'JWT',
    );
    expect(open.map(({ Properties }) => String(Properties['RouteKey'])).sort()).toEqual([
      'ANY /',
      'ANY /{proxy+}',
      'GET /api/v1/openapi.json',
      'GET /healthz',
    ]);
    const [target, ...others] = new Set(
      open
        .filter(({ Properties }) => String(Properties['RouteKey']).startsWith('ANY '))
        .map(({ Properties }) => JSON.stringify(Properties['Target'])),
    );
    expect(others).toEqual([]);
    const [integration] = ofType(complaints, 'AWS::ApiGatewayV2::Integration').filter(({ id }) =>
      target?.includes(`"${id}"`),
    );
    expect(referredTo(integration?.Properties['IntegrationUri'])).toMatch(/^FunctionsPages/);
  });

  test('people sign in by the code flow alone, at a client without a secret, and come back to the pages', () => {
    const [client] = ofType(complaints, 'AWS::Cognito::UserPoolClient').filter(
      ({ Properties }) => Properties['GenerateSecret'] !== true,
    );
    expect(client?.Properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: ['http://127.0.0.1:3000/sign-in/callback'],
      LogoutURLs: ['http://127.0.0.1:3000/signed-out'],
      ReadAttributes: ['custom:groups', 'email', 'email_verified'],
      WriteAttributes: ['custom:groups', 'email'],
    });
    const [pages] = ofType(complaints, 'AWS::Lambda::Function').filter(
      ({ Properties }) => Properties['FunctionName'] === 'redress-pages',
    );
    const { Variables } = z
      .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
      .parse(pages?.Properties).Environment;
    expect(referredTo(Variables['CLIENT_ID'])).toBe(client?.id);
    expect(JSON.stringify(Variables['SIGN_OUT_URL'])).toContain('%2Fsigned-out');
  });

  test('another system gets the scopes of its roles and no others', () => {
    const scopes = ofType(complaints, 'AWS::Cognito::UserPoolClient')
      .filter(({ Properties }) => Properties['GenerateSecret'] === true)
      .map(({ Properties }) => [
        Properties['ClientName'],
        JSON.stringify(Properties['AllowedOAuthScopes']).match(/\/[a-z-]+/g),
      ]);
    expect(scopes).toEqual([
      ['portal', ['/complaints-officer']],
      ['reports', ['/report-writer']],
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
  const LambdaDlq = z.object({ TargetArn: z.unknown() });

  test('queues are encrypted with our key and speak TLS only', () => {
    const queues = ofType(complaints, 'AWS::SQS::Queue');
    expect(queues).toHaveLength(12);
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
      ...ofType(complaints, 'AWS::Events::Rule').flatMap(({ Properties }) =>
        z.array(z.unknown()).parse(Properties['Targets']),
      ),
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
        const [target] = ofType(complaints, 'AWS::Lambda::Function').filter(
          ({ id }) => id === referredTo(Arn),
        );
        return LambdaDlq.parse(target?.Properties['DeadLetterConfig']).TargetArn;
      }),
    ].map(referredTo);
    expect(hops).toHaveLength(18);
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
    ]);
  });

  test('word of each page of a report, and of no other file, goes from the bucket to who prints it', () => {
    const [files] = ofType(data, 'AWS::S3::Bucket').filter(({ id }) => id.startsWith('Files'));
    expect(files?.Properties).toMatchObject({
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    const rule = one(complaints, 'AWS::Events::Rule');
    expect(rule).toMatchObject({
      Name: 'redress-report-made',
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
      expect.stringContaining(':rule/redress-report-made'),
    );
  });

  test('mail goes into the bucket, and word of it to the topic', () => {
    expect(one(mailIntake, 'AWS::SES::ReceiptRule')).toMatchObject({
      RuleSetName: 'redress-mail',
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
    expect(functions).toHaveLength(17);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        // Chromium comes for this processor alone.
        Architectures: [Properties['FunctionName'] === 'redress-print-report' ? 'x86_64' : 'arm64'],
        TracingConfig: { Mode: 'Active' },
        Timeout: expect.any(Number),
      });
    }
    expect(alarmsOn('Errors').sort()).toEqual(ids(functions).sort());
  });

  test('that mail is down raises one alarm, for which no mail of ours is needed, and none of the calls that are repeated', () => {
    const alarms = ofType(complaints, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    const down = alarms.filter(({ MetricName }) => MetricName === 'MailDown');
    const AlarmActions = [{ Ref: expect.stringMatching(/^AlarmsTopic/) }];
    // It is counted every quarter of an hour: no period is without, so the alarm does not end and begin again.
    expect(down).toMatchObject([{ Statistic: 'Maximum', Threshold: 1, Period: 1800, AlarmActions }]);
    const less = alarms.filter(({ Metrics }) => JSON.stringify(Metrics)?.includes('CallsWithoutMail'));
    const functionsOf = less.map(({ AlarmDescription }) => String(AlarmDescription).split(' ')[0]);
    expect(new Set(functionsOf)).toEqual(new Set(['redress-plan-step', 'redress-send-letter']));
  });

  test('no call lives as long as it takes for a letter to count as abandoned', () => {
    // Reports take longer, and send no letter.
    const senders = functions.filter(
      ({ Properties }) => Properties['FunctionName'] !== 'redress-make-reports',
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
      'STATE_MACHINES',
      'TABLE_NAME',
    ];
    const ofPages = ['CLIENT_ID', 'ISSUER', 'SIGN_OUT_URL'];
    const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });
    for (const { Properties } of functions)
      expect(Object.keys(Environment.parse(Properties['Environment']).Variables).sort()).toEqual(
        [...names, ...(Properties['FunctionName'] === 'redress-pages' ? ofPages : [])].sort(),
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
      procedures.all.map(({ stateMachine }) => `redress-${stateMachine}`).sort(),
    );
    for (const { Properties } of machines) {
      expect(Properties).toMatchObject({
        LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
        TracingConfiguration: { Enabled: true },
        EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY' },
      });
    }
    for (const metric of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'])
      expect(alarmsOn(metric).sort()).toEqual(ids(machines).sort());
  });

  test('what is no machine leaves room for twenty more versions of the longest procedure', () => {
    // test/infra/state-machines.test.ts has the machines.
    const others = complaints.filter(({ id }) => !/^(Alarms)?Procedure/.test(id));
    expect(others.length).toBeLessThan(210);
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
