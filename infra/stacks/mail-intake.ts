// oxlint-disable no-new -- a construct joins its scope when it is made.
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { receiptRule, type Config } from '../config.ts';
import type { ComplaintsStack } from './complaints.ts';
import { mailPrefix, type DataStack } from './data.ts';

/**
 * Stores mail to the council's addresses in the bucket and notifies the topic, by one rule. One rule set is active in an account
 * and region, so the rule is added to the one that the environment names; a set of our own is never activated from here, because
 * that would end the mail of whoever uses another (decision 0053). It is a stack of its own because SES cannot receive mail in
 * every region.
 */
export class MailIntakeStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { config, data, complaints }: { config: Config; data: DataStack; complaints: ComplaintsStack },
    props: StackProps,
  ) {
    super(scope, id, props);
    const { council, incomingMail } = config;
    const { ruleSet: ruleSetName, rule: name } = receiptRule(config);
    // At the beginning of the rule set: a rule before it that stops would keep the mail from us. It does not stop itself.
    const rule = new CfnReceiptRule(this, 'ToBucket', {
      ruleSetName,
      rule: {
        name,
        enabled: true,
        scanEnabled: true,
        // The sender's address too, because bounces come back there. SES accepts `name+reference@` for `name@`.
        recipients: [...new Set([council.intakeAddress, council.sender.address])],
        // Not 'Require': a complaint through an old server is still a complaint.
        tlsPolicy: 'Optional',
        actions: [
          {
            s3Action: {
              bucketName: data.files.bucketName,
              objectKeyPrefix: mailPrefix,
              topicArn: complaints.mailTopic.topicArn,
            },
          },
        ],
      },
    });
    if (incomingMail === 'new-rule-set') {
      rule.addResourceDependency(new CfnReceiptRuleSet(this, 'Rules', { ruleSetName }));
      const ses = (command: string) => `aws ses ${command} --region ${this.region}`;
      new CfnOutput(this, 'Activate', {
        value: `[ "$(${ses('describe-active-receipt-rule-set')} --query Metadata.Name --output text)" = None ] && ${ses('set-active-receipt-rule-set')} --rule-set-name ${ruleSetName}`,
        description:
          'Run this once. If another rule set is active, it does nothing: name that one as incomingMail and deploy again.',
      });
    }
    new CfnOutput(this, 'ReceiptRule', { value: `${ruleSetName} ${name}` });
    new CfnOutput(this, 'MailExchanger', {
      value: `10 inbound-smtp.${this.region}.amazonaws.com`,
      description: `The MX record of the domain of ${council.intakeAddress}, which must not be the domain of the council's own mail`,
    });
  }
}
