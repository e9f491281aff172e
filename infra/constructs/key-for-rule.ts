import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * Lets a rule of EventBridge write to queues that are encrypted with a key: the queue admits the rule by itself, but its key must
 * too (EventBridge User Guide, "Encrypting dead-letter queues"). By name, because a rule can be made after what needs the key.
 */
export function keyForRule(scope: Construct, key: Key, ruleName: string): void {
  const stack = Stack.of(scope);
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: {
          'aws:SourceArn': stack.formatArn({ service: 'events', resource: 'rule', resourceName: ruleName }),
        },
      },
    }),
  );
}
