import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { ofType, referredTo, synthesise } from './assembly.ts';

const folder = mkdtempSync(join(tmpdir(), 'redress-host-'));
const council = folder;
cpSync(join(import.meta.dirname, '../../infra/councils/severnvale'), folder, { recursive: true });
const example = join(folder, 'council.json');
writeFileSync(
  example,
  JSON.stringify({
    ...z.looseObject({}).parse(JSON.parse(readFileSync(example, 'utf8'))),
    pages: 'https://complaints.council.example',
  }),
);
const certificate = 'arn:aws:acm:eu-west-2:123456789012:certificate/0a1b2c3d';
const { outdir, findings, text, complaints } = synthesise({
  council,
  certificate,
  deployment: 'canary',
});
afterAll(() => [outdir, folder].forEach((made) => rmSync(made, { recursive: true })));

test('a certificate puts the pages at the host of the council and nowhere else', () => {
  const [domain] = ofType(complaints, 'AWS::ApiGatewayV2::DomainName');
  expect(domain?.Properties).toMatchObject({
    DomainName: 'complaints.council.example',
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
    CallbackURLs: ['https://complaints.council.example/sign-in/callback'],
    LogoutURLs: ['https://complaints.council.example/signed-out'],
  });
  const { Outputs } = z
    .object({ Outputs: z.record(z.string(), z.object({ Value: z.unknown() })) })
    .parse(JSON.parse(text('complaints')));
  expect(Outputs['ApiUrl']?.Value).toBe('https://complaints.council.example');
  expect(JSON.stringify(Outputs['PagesRecord']?.Value)).toContain('complaints.council.example CNAME ');
});

test('the own procedures of a council are state machines beside the shared ones', () => {
  const names = ofType(complaints, 'AWS::StepFunctions::StateMachine').map(
    ({ Properties }) => Properties['StateMachineName'],
  );
  expect(names).toEqual(
    expect.arrayContaining([
      'redress-childrens-statutory',
      'redress-corporate-severnvale-2024',
      'redress-severnvale-travel-pass-2025',
    ]),
  );
  expect(names).not.toContain('redress-corporate-2019');
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
  for (const { id } of ofType(complaints, 'AWS::CloudWatch::Alarm').filter(({ id: one }) =>
    /Errors/.test(one),
  ))
    expect(alarms.filter((alarm) => alarm.includes(`"${id}"`))).toHaveLength(1);
});
