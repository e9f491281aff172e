import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { functionManifest, type Right } from '../../functions/manifest.ts';
import { dpia } from '../../infra/dpia.ts';
import { days, keptInBucket, withKeptTables } from '../../infra/kept.ts';
import { synthesise, type Resource } from './assembly.ts';

let all: Resource[];
beforeAll(() => {
  const made = synthesise({ copies: { region: 'eu-west-1' }, malwareScan: 'guardduty' });
  all = ['data', 'complaints', 'mail-intake', 'copies', 'backups'].flatMap(made.resources);
}, 60_000);

/** The values that all resources of a type have, without repetition. */
const valuesOf = (type: string, value: (resource: Resource) => unknown): unknown[] => {
  const found = all.filter((resource) => resource.Type === type);
  expect(found.length).toBeGreaterThan(0);
  return [...new Set(found.map(value))];
};

test('every log group, queue, history and backup is kept as the document says', () => {
  expect(valuesOf('AWS::Logs::LogGroup', ({ Properties }) => Properties['RetentionInDays'])).toEqual([
    days.logs,
  ]);
  expect(
    valuesOf('AWS::SQS::Queue', ({ Properties }) => Number(Properties['MessageRetentionPeriod']) / 86_400),
  ).toEqual([days.messagesInQueues]);
  const Replicas = z.array(
    z.object({ PointInTimeRecoverySpecification: z.object({ RecoveryPeriodInDays: z.number() }) }),
  );
  expect(
    valuesOf('AWS::DynamoDB::GlobalTable', ({ Properties }) =>
      Replicas.parse(Properties['Replicas'])
        .map((replica) => replica.PointInTimeRecoverySpecification.RecoveryPeriodInDays)
        .join(),
    ),
  ).toEqual([String(days.tableHistory)]);
  const plan = JSON.stringify(all.find(({ Type }) => Type === 'AWS::Backup::BackupPlan'));
  expect([...plan.matchAll(/"DeleteAfterDays":(\d+)/g)].map(([, kept]) => Number(kept))).toEqual([
    days.nightlyBackups,
    days.nightlyBackups,
  ]);
});

const Rule = z.object({
  Prefix: z.string().default(''),
  ExpirationInDays: z.number().optional(),
  NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.number() }).optional(),
});
const Lifecycle = z.object({ Rules: z.array(Rule) });

test('the buckets forget as the document says, and old versions everywhere', () => {
  const [files = [], log = []] = all
    .filter(({ Type }) => Type === 'AWS::S3::Bucket')
    .map(({ Properties }) => Lifecycle.parse(Properties['LifecycleConfiguration']).Rules)
    .sort((one, other) => other.length - one.length);
  expect(log.map(({ ExpirationInDays }) => ExpirationInDays)).toEqual([days.accessLogOfFiles]);
  expect(
    Object.fromEntries(
      files.map(({ Prefix, ExpirationInDays, NoncurrentVersionExpiration }) => [
        Prefix,
        [ExpirationInDays, NoncurrentVersionExpiration?.NoncurrentDays],
      ]),
    ),
  ).toEqual({
    '': [undefined, days.replacedFiles],
    'uploads/': [days.uploadsNotTaken, 1],
    'digests/': [days.copiesOfDigests, 1],
    'letters/held-mail/': [days.copiesOfAlertsAboutHeldMail, 1],
    'read-digests/': [days.digestsOfReads, 1],
    'previews/': [days.previews, 1],
    'wanted-previews/': [days.previews, 1],
  });
  const forgotten = Object.entries(keptInBucket).filter(([, { by }]) => by === 'our templates');
  expect(
    files
      .map(({ Prefix }) => Prefix)
      .filter(Boolean)
      .sort(),
  ).toEqual(forgotten.map(([folder]) => folder).sort());
});

test('the document has every folder that a function may write to', () => {
  const folders = functionManifest.flatMap(({ may }) =>
    may.flatMap((right: Right) =>
      right.do === 'use files'
        ? [...(right.read ?? []), ...(right.write ?? [])]
        : right.do === 'send letters'
          ? [right.copies]
          : right.do === 'lock files'
            ? [right.below]
            : [],
    ),
  );
  expect(folders.length).toBeGreaterThan(10);
  expect([...new Set(folders)].filter((folder) => keptInBucket[folder] === undefined)).toEqual([]);
});

/** Types of AWS that keep nothing of what people write or do, besides those that the document has. */
const keepsNothing =
  /^AWS::(?:KMS|IAM|Lambda|Events|Scheduler|ApiGatewayV2|SNS|CloudWatch::(?:Alarm|Dashboard)|SES::(?:ReceiptRule|ReceiptRuleSet|ConfigurationSet|ConfigurationSetEventDestination|EmailIdentity)|Cognito::(?:UserPoolDomain|UserPoolClient)|SQS::QueuePolicy|S3::BucketPolicy|Backup::(?:BackupVault|BackupSelection))/;
const inDocument = [
  'AWS::Backup::BackupPlan',
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::GlobalTable',
  'AWS::GuardDuty::MalwareProtectionPlan',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::StepFunctions::StateMachine',
];

test('whatever of AWS keeps something is in the document', () => {
  const types = new Set(all.map(({ Type }) => Type).filter((type) => !keepsNothing.test(type)));
  expect([...types].sort()).toEqual(inDocument);
});

test('the tables of operating.md and the assessment are current (npm run privacy-docs)', () => {
  const docs = new URL('../../functions/docs/', import.meta.url);
  const text = readFileSync(new URL('operating.md', docs), 'utf8');
  expect(withKeptTables(text)).toBe(text);
  expect(dpia()).toBe(readFileSync(new URL('dpia.md', docs), 'utf8'));
});
