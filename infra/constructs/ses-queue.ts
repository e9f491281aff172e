import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { days } from '../kept.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';

export interface SesQueueProps {
  key: Key;
  /** The time-out of the function that reads the queue. */
  readerTimeout: Duration;
  displayName: string;
  /** The part of SES that may publish here, for example `receipt-rule-set` and `<name>:receipt-rule/*`. */
  speaker: { resource: string; resourceName: string };
}

/**
 * SES publishes to the topic, and the topic to the queue. A message goes to a Lambda up to five times, then to the
 * operators.
 */
export class SesQueue extends Construct {
  readonly topic: Topic;
  readonly queue: Queue;
  /** Of messages that failed five times, and of those that did not reach the queue. */
  readonly deadLetterQueues: readonly DeadLetterQueue[];

  constructor(scope: Construct, id: string, { key, readerTimeout, displayName, speaker }: SesQueueProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.topic = new Topic(this, 'Topic', {
      displayName,
      masterKey: key,
      enforceSSL: true,
    });
    const fromUs = {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: {
        'aws:SourceArn': stack.formatArn({ service: 'ses', ...speaker }),
      },
    };
    const ses = new ServicePrincipal('ses.amazonaws.com');
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [ses],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: fromUs,
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [ses],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: fromUs,
      }),
    );
    const notReceived = new DeadLetterQueue(this, `${id}NotReceived`, { key });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(days.messagesInQueues),
      // AWS recommends six times the time-out of the function that reads the queue.
      visibilityTimeout: Duration.seconds(6 * readerTimeout.toSeconds()),
      deadLetterQueue: {
        maxReceiveCount: 5,
        queue: notReceived,
      },
    });
    const notQueued = new DeadLetterQueue(this, `${id}NotQueued`, { key });
    this.deadLetterQueues = [notReceived, notQueued];
    Validations.of(notQueued).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is itself the dead-letter queue of a subscription. cdk-nag recognises only those of queues and functions.',
    });
    this.topic.addSubscription(new SqsSubscription(this.queue, { deadLetterQueue: notQueued }));
  }
}
