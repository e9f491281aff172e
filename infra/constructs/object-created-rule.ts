import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface ObjectCreatedRuleProps {
  name: string;
  /** The name of a bucket that sends its events to EventBridge. */
  bucket: string;
  /** The keys of the files that the function is told about; `*` matches any characters. */
  keys: string;
  target: IFunction;
  deadLetterQueue: IQueue;
  key: Key;
}

/**
 * Calls a function when a file is put into a bucket. A call that Lambda does not accept goes to the dead-letter queue.
 */
export class ObjectCreatedRule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, bucket, keys, target, deadLetterQueue, key }: ObjectCreatedRuleProps,
  ) {
    super(scope, id);
    const stack = Stack.of(this);
    const rule = new Rule(this, 'Rule', {
      ruleName: name,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [bucket] }, object: { key: Match.wildcard(keys) } },
      },
    });
    rule.addTarget(
      new LambdaFunction(target, { deadLetterQueue, maxEventAge: Duration.hours(1), retryAttempts: 5 }),
    );
    // The queue admits the rule by itself, but its key must too (EventBridge User Guide, "Encrypting dead-letter
    // queues").
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          // By name: the rule is made after the function, whose log needs the key.
          ArnLike: {
            'aws:SourceArn': stack.formatArn({ service: 'events', resource: 'rule', resourceName: name }),
          },
        },
      }),
    );
  }
}
