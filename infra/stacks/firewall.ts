// oxlint-disable no-new -- a construct joins its scope when it is made.
import { CfnOutput, RemovalPolicy, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { publicPaths } from '../../functions/manifest.ts';
import { wordsIn } from '../../functions/words/words.ts';
import type { Config } from '../config.ts';

/** The most requests of one network address in five minutes. A whole council, school or library may have one. */
const mostOfAddress = { all: 10_000, publicForms: 500 };

/**
 * Rules of the managed set that look into what was typed or sent. What people complain of can be anything, with addresses, code
 * and large files in it, so these only count.
 */
const readsBodies = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

const tooMany = 'too-many';

/** The firewall before the pages, for CloudFront. AWS has those of CloudFront in us-east-1 alone. */
export class FirewallStack extends Stack {
  constructor(scope: Construct, id: string, { system, council }: Config, props: StackProps) {
    super(scope, id, props);
    const { tooOften, tooOftenText } = wordsIn(undefined).public.errors;
    const text = tooOftenText({ minutes: 5, phone: council.phone });
    const seen = (metricName: string) => ({
      metricName: `${system}-${metricName}`,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
    });
    // The answer is in words, as those of the pages are, and says when to try again.
    const refuse = {
      block: {
        customResponse: {
          responseCode: 429,
          customResponseBodyKey: tooMany,
          responseHeaders: [{ name: 'retry-after', value: '300' }],
        },
      },
    };
    const below = (path: string) => ({
      byteMatchStatement: {
        searchString: path,
        positionalConstraint: 'STARTS_WITH',
        fieldToMatch: { uriPath: {} },
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    });
    const posted = {
      byteMatchStatement: {
        searchString: 'POST',
        positionalConstraint: 'EXACTLY',
        fieldToMatch: { method: {} },
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    };
    const acl = new CfnWebACL(this, 'Firewall', {
      name: system,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('firewall'),
      customResponseBodies: {
        [tooMany]: {
          contentType: 'TEXT_HTML',
          content: `<!doctype html><html lang="en"><title>${tooOften}</title><h1>${tooOften}</h1><p>${text}</p></html>`,
        },
      },
      rules: [
        {
          name: 'public-forms-of-an-address',
          priority: 0,
          action: refuse,
          visibilityConfig: seen('public-forms'),
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              limit: mostOfAddress.publicForms,
              scopeDownStatement: {
                andStatement: {
                  statements: [
                    posted,
                    { orStatement: { statements: publicPaths.filter((path) => path !== '/').map(below) } },
                  ],
                },
              },
            },
          },
        },
        {
          name: 'requests-of-an-address',
          priority: 1,
          action: refuse,
          visibilityConfig: seen('requests'),
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: mostOfAddress.all } },
        },
        {
          name: 'common-rules',
          priority: 2,
          overrideAction: { none: {} },
          visibilityConfig: seen('common-rules'),
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name: 'AWSManagedRulesCommonRuleSet',
              ruleActionOverrides: readsBodies.map((name) => ({ name, actionToUse: { count: {} } })),
            },
          },
        },
      ],
    });
    acl.applyRemovalPolicy(RemovalPolicy.DESTROY);
    Validations.of(acl).acknowledge({
      id: 'NIST.800.53.R5-WAFv2LoggingEnabled',
      reason:
        'A log of the firewall holds the addresses and requests of complainants, whom nothing else here records. What it refuses is counted by rule in CloudWatch.',
    });
    new CfnOutput(this, 'FirewallArn', {
      value: acl.attrArn,
      description: 'Write it into the file of the environment as edge.firewall, and deploy again',
    });
  }
}
