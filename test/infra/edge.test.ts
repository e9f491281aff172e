import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { addressOfCaller, cameByEdge } from '../../functions/runtime/edge.ts';
import { ofType, synthesise } from './assembly.ts';

const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:123456789012:${name}`;
const edge = {
  certificate: arn('acm', 'certificate/a-b'),
  firewall: arn('wafv2', 'global/webacl/redress-test/a-b'),
};
const { outdir, complaints, findings, text } = synthesise({
  pages: 'https://complaints.yours.gov.uk',
  host: { certificate: 'arn:aws:acm:eu-west-2:123456789012:certificate/a-b' },
  edge,
});
afterAll(() => rmSync(outdir, { recursive: true }));

test('CloudFront with the firewall stands before the pages, and caches nothing but assets', () => {
  const [distribution] = ofType(complaints, 'AWS::CloudFront::Distribution');
  expect(distribution?.Properties['DistributionConfig']).toMatchObject({
    Aliases: ['complaints.yours.gov.uk'],
    WebACLId: edge.firewall,
    ViewerCertificate: { AcmCertificateArn: edge.certificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
    // AWS: managed policies CachingDisabled and CachingOptimized.
    DefaultCacheBehavior: { CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad' },
    CacheBehaviors: [{ PathPattern: '/assets/*', CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' }],
  });
  expect(findings).toEqual([]);
});

test('the secret between CloudFront and the functions stands in no template', () => {
  const Environment = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });
  const told = ofType(complaints, 'AWS::Lambda::Function').filter(
    ({ Properties }) => 'EDGE_SECRET' in Environment.parse(Properties).Environment.Variables,
  );
  expect(told.map(({ Properties }) => String(Properties['FunctionName'])).sort()).toEqual([
    'redress-test-api',
    'redress-test-pages',
    'redress-test-public-pages',
  ]);
  for (const { Properties } of told)
    expect(JSON.stringify(Environment.parse(Properties).Environment.Variables['EDGE_SECRET'])).toContain(
      '{{resolve:secretsmanager:',
    );
  expect(text('complaints')).toContain('PagesRecord');
});

test('the firewall limits what an address sends, and looks into nothing that people write', () => {
  const { Resources } = z
    .object({
      Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown().optional() })),
    })
    .parse(JSON.parse(readFileSync(join(outdir, 'redress-test-firewall.template.json'), 'utf8')));
  const [acl] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::WAFv2::WebACL');
  const count = (Name: string) => ({ Name, ActionToUse: { Count: {} } });
  expect(acl?.Properties).toMatchObject({
    Scope: 'CLOUDFRONT',
    Rules: [
      {
        Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
        Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 500 } },
      },
      { Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 10_000 } } },
      {
        Statement: {
          ManagedRuleGroupStatement: {
            VendorName: 'AWS',
            Name: 'AWSManagedRulesCommonRuleSet',
            RuleActionOverrides: [
              count('SizeRestrictions_BODY'),
              count('CrossSiteScripting_BODY'),
              count('GenericLFI_BODY'),
              count('GenericRFI_BODY'),
              count('EC2MetaDataSSRF_BODY'),
            ],
          },
        },
      },
    ],
  });
});

test.each([
  ['no edge', {}, undefined, true],
  ['the secret', { 'x-redress-edge': 'secret' }, 'secret', true],
  ['another secret', { 'x-redress-edge': 'guess' }, 'secret', false],
  ['none', {}, 'secret', false],
])('a request is answered if it came by the edge: %s', (_what, headers, secret, answered) => {
  expect(cameByEdge(headers, secret)).toBe(answered);
});

test.each([
  ['without an edge, whatever the header says', '198.51.100.7:443', undefined, '192.0.2.1'],
  ['of IPv4', '198.51.100.7:46532', 'secret', '198.51.100.7'],
  ['of IPv6', '2001:db8::7:46532', 'secret', '2001:db8::7'],
])('the address of a caller %s', (_what, seen, secret, address) => {
  expect(addressOfCaller({ 'cloudfront-viewer-address': seen }, '192.0.2.1', secret)).toBe(address);
});
