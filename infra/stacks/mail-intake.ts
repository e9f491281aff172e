// oxlint-disable no-new -- a construct joins its scope when it is made.
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { ComplaintsStack } from './complaints.ts';
import { mailPrefix, ruleSetName, type DataStack } from './data.ts';

/**
 * Stores mail to the council's address in the bucket and notifies the topic. It is a stack of its own because SES
 * cannot receive mail in every region.
 */
export class MailIntakeStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { council }: Config,
    { files }: DataStack,
    { mailTopic }: ComplaintsStack,
    props: StackProps,
  ) {
    super(scope, id, props);
    const ruleSet = new CfnReceiptRuleSet(this, 'Rules', { ruleSetName });
    const rule = new CfnReceiptRule(this, 'ToBucket', {
      ruleSetName,
      rule: {
        name: 'to-bucket',
        enabled: true,
        scanEnabled: true,
        // The sender's address too, because bounces come back there. SES accepts `name+reference@` for `name@`.
        recipients: [...new Set([council.intakeAddress, council.sender.address])],
        // Not 'Require': a complaint through an old server is still a complaint.
        tlsPolicy: 'Optional',
        actions: [
          {
            s3Action: {
              bucketName: files.bucketName,
              objectKeyPrefix: mailPrefix,
              topicArn: mailTopic.topicArn,
            },
          },
        ],
      },
    });
    rule.addResourceDependency(ruleSet);
    new CfnOutput(this, 'Activate', {
      value: `aws ses set-active-receipt-rule-set --region ${this.region} --rule-set-name ${ruleSetName}`,
      description: 'Run this once: CloudFormation cannot activate a rule set',
    });
    new CfnOutput(this, 'MailExchanger', {
      value: `10 inbound-smtp.${this.region}.amazonaws.com`,
      description: `The MX record of the domain of ${council.intakeAddress}`,
    });
  }
}
