import { Duration } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { keyForRule } from './key-for-rule.ts';

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
    keyForRule(this, key, name);
  }
}
