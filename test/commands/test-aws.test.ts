import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CliFailed, type AwsCli } from '../../infra/commands/aws-cli.ts';
import { readConfig } from '../../infra/config.ts';
import { readEnvironment } from '../../infra/environment-file.ts';
import { destroyTrial } from '../deployed/destroy.ts';
import { codeAt } from '../deployed/sign-in-at-cognito.ts';
import {
  examinePlace,
  isNearSeal,
  isTrial,
  problemsOfFile,
  trialName,
  writeTrial,
} from '../deployed/trial.ts';
import { environmentIn } from '../infra/assembly.ts';

// `npm run test:aws` without an account: what it refuses, what it deploys, and that it destroys all of it and nothing else.

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'redress-test-aws-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const at = (domain: string) => ({ intakeAddress: `in@${domain}`, senderAddress: `out@${domain}` });
const environmentOf = (settings: Record<string, unknown>) =>
  readEnvironment(environmentIn(folder(), settings));
const usable = () => environmentOf({ ...at('feedback.yours.gov.uk'), account: '111122223333' });
const me = 'me@yours.gov.uk';

/** An AWS CLI that answers by the first two arguments, and writes down what it was asked. */
function cliOf(answers: Record<string, unknown>): { cli: AwsCli; calls: string[][] } {
  const calls: string[][] = [];
  return {
    calls,
    cli: (...args) => {
      calls.push(args);
      const answer = answers[args.slice(0, 2).join(' ')] ?? {};
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

const ready = {
  'sts get-caller-identity': { Account: '111122223333' },
  'ses get-identity-verification-attributes': {
    VerificationAttributes: { 'feedback.yours.gov.uk': { VerificationStatus: 'Success' } },
  },
  'ses get-send-quota': { Max24HourSend: 50_000, MaxSendRate: 14 },
  'lambda get-account-settings': { AccountLimit: { UnreservedConcurrentExecutions: 1000 } },
};

test('ends before it asks an account when it is given production', () => {
  const root = join(import.meta.dirname, '../..');
  const production = 'infra/environments/production.example.json';
  const command = ['test/deployed/test-aws.ts', '--environment', join(folder(), 'production.json')];
  cpSync(join(root, production), command[2] ?? '');
  const called = [...command, '--complainant', me];
  const { status, stderr } = spawnSync(process.execPath, called, { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('this is production') });
});

test.each([
  [
    'production',
    { ...at('feedback.yours.gov.uk'), kind: 'production', account: '111122223333' },
    me,
    /production/,
  ],
  ['a file without addresses of its own', {}, me, /senderAddress/],
  ['a complainant who would be a colleague', at('yours.gov.uk'), me, /colleague/],
  ['one at a domain below', at('yours.gov.uk'), 'me@mail.yours.gov.uk', /colleague/],
])('refuses %s', (_what, settings, complainant, problem) => {
  expect(problemsOfFile(environmentOf(settings), complainant)).toEqual([expect.stringMatching(problem)]);
});

test('takes a test whose addresses are below the domain of the complainant', () => {
  expect(problemsOfFile(usable(), me)).toEqual([]);
});

test.each([
  [
    'without credentials',
    { 'sts get-caller-identity': new CliFailed('Unable to locate credentials', false) },
    /not signed in/,
  ],
  [
    'without the AWS CLI',
    { 'sts get-caller-identity': new CliFailed('spawn aws ENOENT', true) },
    /not installed/,
  ],
  [
    'in another account',
    { 'sts get-caller-identity': { Account: '999900001111' } },
    /999900001111.*111122223333/,
  ],
  [
    'where SES has not verified the domain',
    { 'ses get-identity-verification-attributes': { VerificationAttributes: {} } },
    /verify-domain-dkim/,
  ],
  [
    'where SES is in its sandbox and does not know the complainant',
    { 'ses get-send-quota': { Max24HourSend: 200, MaxSendRate: 1 } },
    /sandbox/,
  ],
  [
    'where functions have no room',
    { 'lambda get-account-settings': { AccountLimit: { UnreservedConcurrentExecutions: 10 } } },
    /"shared"/,
  ],
  [
    'where the CDK is not set up',
    { 'cloudformation describe-stacks': new CliFailed('Stack with id CDKToolkit does not exist', false) },
    /cdk bootstrap/,
  ],
])('deploys nothing %s', async (_what, answers, problem) => {
  const { cli, calls } = cliOf({ ...ready, ...answers });
  expect(await examinePlace(cli, usable(), me)).toEqual({ problems: [expect.stringMatching(problem)] });
  // It only looks.
  expect(calls.filter(([, operation = '']) => !/^(?:get|describe|list)-/.test(operation))).toEqual([]);
});

test('takes an account that has what is needed, and sends mail in where a rule set of the file is active', async () => {
  const { cli } = cliOf(ready);
  expect(await examinePlace(cli, usable(), me)).toMatchObject({
    place: { account: '111122223333', mailComesIn: false, notes: [expect.stringContaining('incomingMail')] },
  });
  const receiving = environmentOf({ ...at('feedback.yours.gov.uk'), incomingMail: { ruleSet: 'incoming' } });
  const VerificationAttributes = {
    'feedback.yours.gov.uk': { VerificationStatus: 'Success' },
    [me]: { VerificationStatus: 'Success' },
  };
  const active = cliOf({
    ...ready,
    'ses get-identity-verification-attributes': { VerificationAttributes },
    'ses describe-active-receipt-rule-set': { Metadata: { Name: 'incoming' } },
  });
  expect(await examinePlace(active.cli, receiving, me)).toMatchObject({
    place: { mailComesIn: true, notes: [] },
  });
});

test('stays away from the daily job that locks a file for seven years', () => {
  const minutes = Array.from({ length: 24 * 60 }, (_, minute) => minute);
  const near = minutes.filter(isNearSeal);
  // The job runs at 07:00.
  expect([near[0], near.at(-1), near.length]).toEqual([5 * 60 + 30, 7 * 60 + 15, 106]);
});

test('gives a trial a name and staff of its own, and keeps from the file only where and how it is deployed', () => {
  const environment = environmentOf({
    ...at('feedback.yours.gov.uk'),
    alarms: { email: ['operators@yours.gov.uk'] },
    copies: { region: 'eu-west-1' },
    concurrency: 'shared',
  });
  const name = trialName();
  const config = readConfig(
    writeTrial(folder(), { name, environment, pages: 'https://a.execute-api.eu-west-2.amazonaws.com' }),
  );
  expect(config).toMatchObject({
    system: `redress-${name}`,
    kind: 'test',
    signIn: 'accounts-in-this-system',
    alarms: 'no-one-is-told',
    copies: 'none',
    mailIdentities: 'existing',
    incomingMail: 'none',
    concurrency: 'shared',
  });
  expect(config.council.sender.address).toBe('out@feedback.yours.gov.uk');
  const domains = new Set(config.council.users.map(({ email }) => email.split('@')[1]));
  expect(domains).toEqual(new Set(['simulator.amazonses.com']));
  expect(JSON.stringify(config.council)).not.toContain('council.example');
});

test('destroys every part of a trial and what its stacks keep, whatever is gone already', async () => {
  const stack = (part: string, status: string) => ({
    StackId: `arn:${part}`,
    StackName: `redress-trial0a1b2c-${part}`,
    StackStatus: status,
  });
  const resources = [
    { ResourceType: 'AWS::DynamoDB::GlobalTable', PhysicalResourceId: 'table' },
    { ResourceType: 'AWS::S3::Bucket', PhysicalResourceId: 'bucket' },
    { ResourceType: 'AWS::KMS::Key', PhysicalResourceId: 'key' },
    { ResourceType: 'AWS::Cognito::UserPool', PhysicalResourceId: 'pool' },
    { ResourceType: 'AWS::Lambda::Function', PhysicalResourceId: 'pages' },
  ];
  const { cli, calls } = cliOf({
    'cloudformation list-stacks': {
      StackSummaries: [
        stack('complaints', 'DELETE_COMPLETE'),
        stack('data', 'CREATE_COMPLETE'),
        { ...stack('data', 'CREATE_COMPLETE'), StackId: 'arn:other', StackName: 'redress-test-data' },
      ],
    },
    'cloudformation list-stack-resources': { StackResourceSummaries: resources },
    'cloudformation describe-stacks': new CliFailed('Stack with id arn:data does not exist', false),
    's3api list-object-versions': {
      Versions: [{ Key: 'mail/1', VersionId: 'a' }],
      DeleteMarkers: [{ Key: 'mail/1', VersionId: 'b' }],
    },
    's3api delete-bucket': new CliFailed('AccessDenied', false),
    'kms schedule-key-deletion': new CliFailed('key is pending deletion', false),
    'logs describe-log-groups': { logGroups: [{ logGroupName: '/aws/lambda/redress-trial0a1b2c-pages' }] },
  });
  // Both stacks list the same resources here, so what could not be deleted is said twice.
  const left = await destroyTrial(cli, 'trial0a1b2c', { say: () => {}, pause: 0 });
  expect(new Set(left)).toEqual(new Set(['AWS::S3::Bucket bucket: AccessDenied']));
  const called = calls.map((args) => args.join(' '));
  for (const call of [
    'dynamodb delete-table --table-name table',
    'cognito-idp delete-user-pool --user-pool-id pool',
    'kms schedule-key-deletion --key-id key --pending-window-in-days 7',
    'logs delete-log-group --log-group-name /aws/lambda/redress-trial0a1b2c-pages',
  ])
    expect(called).toContain(call);
  expect(called.find((call) => call.includes('delete-objects'))).toContain('"VersionId":"b"');
  expect(called.join('\n')).not.toContain('redress-test');
  expect(called.join('\n')).not.toContain('arn:other');
});

test.each(['production', 'test', 'trial', 'trial0a1b2', 'trial0a1b2c3', 'trialrehear'])(
  'destroys nothing of %s',
  async (name) => {
    const { cli, calls } = cliOf({});
    expect(isTrial(name)).toBe(false);
    await expect(destroyTrial(cli, name, { say: () => {} })).rejects.toThrow('is not the name of a trial');
    expect(calls).toEqual([]);
  },
);

// RFC 6238, appendix B: the last six of its eight digits.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1234567890, '005924'],
  [20000000000, '353130'],
])('an authenticator shows at %i seconds %s', (seconds, code) => {
  expect(codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds * 1000)).toBe(code);
});
