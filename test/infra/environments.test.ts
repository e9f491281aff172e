import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { outputsIn, services as systems } from '../deployed/deployment.ts';
import { retained } from '../deployed/destroy.ts';
import { ofType, referredTo, synthesise, type Resource } from './assembly.ts';

// Two environments of one council in one account and region: production as its example says, and a test.

const folder = mkdtempSync(join(tmpdir(), 'redress-council-'));
const council = folder;
cpSync(join(import.meta.dirname, '../../infra/councils/severnvale'), folder, { recursive: true });
const example = z
  .looseObject({ host: z.object({ certificate: z.string() }) })
  .parse(
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../../infra/environments/production.example.json'), 'utf8'),
    ),
  );
const { certificate } = example.host;
const production = synthesise(
  { ...example, council, intakeAddress: 'complaints@in.yours.gov.uk' },
  { name: 'production' },
);
const other = synthesise({
  council,
  mailIdentities: 'existing',
  services: systems,
  copies: { region: 'eu-west-1' },
});
afterAll(() =>
  [production.outdir, other.outdir, folder].forEach((made) => rmSync(made, { recursive: true })),
);
const { findings, text, complaints } = production;

/** Names of these are names within a resource that has a name of its own. */
const within = [
  'ApiGatewayV2::Authorizer',
  'ApiGatewayV2::Stage',
  'Cognito::UserPoolClient',
  'Cognito::UserPoolIdentityProvider',
  'Cognito::UserPoolResourceServer',
  'IAM::Policy',
  'Lambda::Alias',
  'Lambda::EventSourceMapping',
];
const Outputs = z.object({
  Outputs: z.record(z.string(), z.object({ Export: z.object({ Name: z.string() }).optional() })).default({}),
});

/** What is named in an account and region: stacks, exports, and resources that do not leave their name to CloudFormation. */
function namesOf({ resources, text: textOf }: typeof production, stack: string): string[] {
  const named = ({ Type, Properties }: Resource) =>
    Object.entries(Properties).flatMap(([property, value]) =>
      /(?:^|[a-z])Name$|^Domain$|^EmailIdentity$/.test(property) &&
      property !== 'MetricName' &&
      referredTo(value) === undefined
        ? [`${Type} ${JSON.stringify(value)}`]
        : [],
    );
  return ['data', 'complaints', 'mail-intake', 'copies', 'backups'].flatMap((part) => [
    `${stack}-${part}`,
    ...resources(part)
      .filter(({ Type }) => !within.includes(Type.replace('AWS::', '')))
      .flatMap(named),
    ...Object.values(Outputs.parse(JSON.parse(textOf(part))).Outputs).flatMap(
      (one) => one.Export?.Name ?? [],
    ),
  ]);
}

test('share no name', () => {
  const names = namesOf(production, 'redress-production');
  expect(names.length).toBeGreaterThan(100);
  const others = new Set(namesOf(other, 'redress-test'));
  expect(names.filter((name) => others.has(name))).toEqual([]);
});

test('a test gives every output that npm run test:aws needs, and keeps nothing that it cannot destroy', () => {
  const outputs = ['data', 'complaints'].map((part) => {
    const { Outputs: given } = Outputs.parse(JSON.parse(other.text(part)));
    return [`redress-test-${part}`, Object.fromEntries(Object.keys(given).map((name) => [name, 'a value']))];
  });
  expect(() => outputsIn(JSON.stringify(Object.fromEntries(outputs)), 'redress-test')).not.toThrow();
  const kept = [...other.data, ...other.complaints, ...other.mailIntake].filter(
    ({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain') === true,
  );
  expect(new Set(kept.map(({ Type }) => Type))).toEqual(new Set(Object.keys(retained)));
});

test('share no metric: each counts its own', () => {
  const metricsOf = (resources: readonly Resource[]) =>
    [...JSON.stringify(resources).matchAll(/"Namespace":"Redress"|\\"Redress\\"/g)].length;
  const own = /"Name":"service","Value":"redress-([a-z]+)"/g;
  const services = (resources: readonly Resource[]) =>
    new Set([...JSON.stringify(resources).matchAll(own)].map(([, name]) => name));
  expect(metricsOf(complaints)).toBeGreaterThan(5);
  expect(services(complaints)).toEqual(new Set(['production']));
  expect(services(other.complaints)).toEqual(new Set(['test']));
});

const valuesOf = (template: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(
      z
        .object({ Outputs: z.record(z.string(), z.object({ Value: z.unknown() })) })
        .parse(JSON.parse(template)).Outputs,
    ).map(([name, { Value }]) => [name, typeof Value === 'string' ? Value : JSON.stringify(Value)]),
  );

test('the domains of both addresses are verified, and the outputs have all their DNS records', () => {
  expect(
    ofType(production.data, 'AWS::SES::EmailIdentity').map(({ Properties, DeletionPolicy }) => [
      Properties['EmailIdentity'],
      Properties['MailFromAttributes'],
      DeletionPolicy,
    ]),
  ).toEqual([
    ['feedback.yours.gov.uk', { MailFromDomain: 'bounce.feedback.yours.gov.uk' }, 'Retain'],
    ['in.yours.gov.uk', undefined, 'Retain'],
  ]);
  const records = Object.entries(valuesOf(text('data'))).filter(([name]) => name.startsWith('Dns'));
  expect(records.map(([name]) => name)).toEqual([
    ...['Sender', 'Intake'].flatMap((id) => [1, 2, 3].map((index) => `DnsDkim${id}${index}`)),
    'DnsMailFromMx',
    'DnsMailFromSpf',
    'DnsDmarc',
  ]);
  expect(Object.fromEntries(records)).toMatchObject({
    DnsDkimIntake3: expect.stringMatching(/DkimDNSTokenName3.* CNAME .*DkimDNSTokenValue3/),
    DnsMailFromMx: 'bounce.feedback.yours.gov.uk MX 10 feedback-smtp.eu-west-2.amazonses.com',
    DnsMailFromSpf: 'bounce.feedback.yours.gov.uk TXT "v=spf1 include:amazonses.com -all"',
    DnsDmarc: '_dmarc.feedback.yours.gov.uk TXT "v=DMARC1; p=quarantine"',
  });
});

test('a domain that the account has verified already is not made again', () => {
  expect(ofType(other.data, 'AWS::SES::EmailIdentity')).toEqual([]);
  expect(JSON.stringify(other.complaints).includes(':identity/severnvale.example')).toBe(true);
});

test('the outputs say how the council’s sign-in finds this one, and who comes first', () => {
  const outputs = valuesOf(text('data'));
  expect(outputs['SamlEntityId']).toMatch(/urn:amazon:cognito:sp:.*People/);
  expect(outputs['SamlAcsUrl']).toMatch(/SignIn.*\/saml2\/idpresponse/);
  expect(outputs['FirstAdministrator']).toBe('administrator@severnvale.example');
  const withAccounts = valuesOf(other.text('data'));
  expect(withAccounts).not.toHaveProperty('SamlAcsUrl');
  expect(withAccounts['FirstAdministrator']).toMatch(
    /admin-create-user --region eu-west-2 .*--username administrator@severnvale\.example .*email_verified,Value=true/,
  );
});

test('a rule is added to the rule set that is there, at its beginning and without a stop, and none is made', () => {
  expect(ofType(production.mailIntake, 'AWS::SES::ReceiptRuleSet')).toEqual([]);
  const [rule] = ofType(production.mailIntake, 'AWS::SES::ReceiptRule');
  expect(rule?.Properties).toMatchObject({
    RuleSetName: 'incoming-mail',
    Rule: {
      Name: 'redress-production',
      Recipients: ['complaints@in.yours.gov.uk', 'complaints@feedback.yours.gov.uk'],
    },
  });
  expect(rule?.Properties).not.toHaveProperty('After');
  expect(JSON.stringify(rule)).not.toContain('StopAction');
  // And only that rule may write to the bucket and the topic.
  expect(
    JSON.stringify([production.data, complaints]).includes(
      ':receipt-rule-set/incoming-mail:receipt-rule/redress-production',
    ),
  ).toBe(true);
});

test('a rule set of our own is never made active in the place of another', () => {
  expect(ofType(other.mailIntake, 'AWS::SES::ReceiptRuleSet')).toHaveLength(1);
  expect(other.text('mail-intake')).toMatch(
    /describe-active-receipt-rule-set [^&]*= None \] && aws ses set-active-receipt-rule-set/,
  );
  expect(production.text('mail-intake')).not.toContain('set-active-receipt-rule-set');
});

test('GuardDuty scans files of cases, and who opens them may read what it found', () => {
  const [plan] = ofType(production.data, 'AWS::GuardDuty::MalwareProtectionPlan');
  expect(plan?.Properties).toMatchObject({
    ProtectedResource: { S3Bucket: { ObjectPrefixes: ['attachments/', 'documents/'] } },
    Actions: { Tagging: { Status: 'ENABLED' } },
  });
  expect(ofType(other.data, 'AWS::GuardDuty::MalwareProtectionPlan')).toEqual([]);
  const readers = ({ complaints: made }: typeof production) =>
    ofType(made, 'AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties).includes('s3:GetObjectTagging'),
    );
  expect(readers(production).map(({ id }) => id)).toEqual(
    expect.arrayContaining(['Api', 'Pages', 'SendLetter'].map((name) => expect.stringContaining(name))),
  );
  expect(readers(other)).toEqual([]);
  const scans = ofType(complaints, 'AWS::Lambda::Function').map(({ Properties }) =>
    JSON.stringify(Properties['Environment']).includes('"MALWARE_SCAN":"guardduty"'),
  );
  expect(new Set(scans)).toEqual(new Set([true]));
});

test('word of each file that is not safe, or could not be scanned, is kept and raises an alarm', () => {
  const rulesOf = ({ complaints: made }: typeof production) =>
    ofType(made, 'AWS::Events::Rule').filter(({ Properties }) =>
      JSON.stringify(Properties['EventPattern']).includes('aws.guardduty'),
    );
  expect(rulesOf(production).map(({ Properties }) => Properties)).toMatchObject([
    {
      EventPattern: {
        'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
        detail: {
          s3ObjectDetails: { bucketName: [expect.anything()] },
          scanResultDetails: {
            scanResultStatus: ['THREATS_FOUND', 'UNSUPPORTED', 'ACCESS_DENIED', 'FAILED'],
          },
        },
      },
      Targets: [{ Arn: { 'Fn::GetAtt': [expect.stringContaining('UnsafeFiles'), 'Arn'] } }],
    },
  ]);
  expect(rulesOf(other)).toEqual([]);
  const [alarm] = ofType(complaints, 'AWS::CloudWatch::Alarm').filter(
    ({ Properties }) => Properties['AlarmName'] === 'redress-production-FilesNotSafe',
  );
  expect(alarm?.Properties).toMatchObject({ MetricName: 'NumberOfMessagesSent', Threshold: 1 });
});

test('a certificate puts the pages at the host of the council and nowhere else', () => {
  const [domain] = ofType(complaints, 'AWS::ApiGatewayV2::DomainName');
  expect(domain?.Properties).toMatchObject({
    DomainName: 'complaints.yours.gov.uk',
    DomainNameConfigurations: [{ CertificateArn: certificate, EndpointType: 'REGIONAL' }],
  });
  const [mapping] = ofType(complaints, 'AWS::ApiGatewayV2::ApiMapping');
  expect(referredTo(mapping?.Properties['DomainName'])).toBe(domain?.id);
  const [api] = ofType(complaints, 'AWS::ApiGatewayV2::Api');
  expect(api?.Properties['DisableExecuteApiEndpoint']).toBe(true);
  expect(findings).toEqual([]);
});

test('sign-in returns to that host, and the outputs name the DNS record needed', () => {
  const [client] = ofType(complaints, 'AWS::Cognito::UserPoolClient');
  expect(client?.Properties).toMatchObject({
    CallbackURLs: ['https://complaints.yours.gov.uk/sign-in/callback'],
    LogoutURLs: ['https://complaints.yours.gov.uk/signed-out'],
  });
  const outputs = valuesOf(text('complaints'));
  expect(outputs['ApiUrl']).toBe('https://complaints.yours.gov.uk');
  expect(outputs['PagesRecord']).toContain('complaints.yours.gov.uk CNAME ');
});

test('the own procedures of a council are state machines beside the shared ones', () => {
  const names = ofType(complaints, 'AWS::StepFunctions::StateMachine').map(
    ({ Properties }) => Properties['StateMachineName'],
  );
  expect(names).toEqual(
    expect.arrayContaining([
      'redress-production-childrens-statutory',
      'redress-production-corporate-severnvale-2024',
      'redress-production-severnvale-travel-pass-2025',
    ]),
  );
  expect(names).not.toContain('redress-production-corporate-2019');
});

test('where it is asked for, each function takes over by and by, and goes back if its alarm is raised', () => {
  const groups = ofType(complaints, 'AWS::CodeDeploy::DeploymentGroup');
  const functions = ofType(complaints, 'AWS::Lambda::Function');
  expect(groups).toHaveLength(functions.length);
  const alarms = groups.map(({ Properties }) => {
    expect(Properties).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: expect.arrayContaining(['DEPLOYMENT_STOP_ON_ALARM']),
      },
      AlarmConfiguration: { Enabled: true },
    });
    return JSON.stringify(Properties['AlarmConfiguration']);
  });
  const [told, silent] = [true, false].map((tells) =>
    ofType(complaints, 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => (Properties['AlarmActions'] !== undefined) === tells,
    ),
  );
  // These are for CodeDeploy alone: people are told by as few as without it.
  expect(silent).toHaveLength(functions.length);
  expect(told?.length).toBeLessThan(20);
  for (const { id } of silent ?? [])
    expect(alarms.filter((alarm) => alarm.includes(`"${id}"`))).toHaveLength(1);
});
