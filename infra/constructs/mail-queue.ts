import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ruleSetName } from '../stacks/data.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';

/** SES tells the topic of each mail, the topic the queue; the queue gives it to a Lambda five times, then to the operators. */
export class MailQueue extends Construct {
  readonly topic: Topic;
  readonly queue: Queue;

  constructor(
    scope: Construct,
    id: string,
    { key, alarms, readerTimeout }: { key: Key; alarms: Alarms; readerTimeout: Duration },
  ) {
    super(scope, id);
    const stack = Stack.of(this);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Redress: mail has come',
      masterKey: key,
      enforceSSL: true,
    });
    const fromOurRules = {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: {
        'aws:SourceArn': stack.formatArn({
          service: 'ses',
          resource: 'receipt-rule-set',
          resourceName: `${ruleSetName}:receipt-rule/*`,
        }),
      },
    };
    const ses = new ServicePrincipal('ses.amazonaws.com');
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [ses],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: fromOurRules,
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [ses],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: fromOurRules,
      }),
    );
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // AWS asks for six times the time-out of the function that reads the queue.
      visibilityTimeout: Duration.seconds(6 * readerTimeout.toSeconds()),
      deadLetterQueue: {
        maxReceiveCount: 5,
        queue: new DeadLetterQueue(this, 'MailNotReceived', {
          key,
          alarms,
          what: 'A mail could not be made a case, five times. It lies in the bucket, whole.',
        }),
      },
    });
    const notQueued = new DeadLetterQueue(this, 'MailNotQueued', {
      key,
      alarms,
      what: 'Word of a mail did not reach the queue. The mail lies in the bucket, whole.',
    });
    Validations.of(notQueued).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is a dead-letter queue itself, of a subscription: cdk-nag looks for those of queues and functions only.',
    });
    this.topic.addSubscription(new SqsSubscription(this.queue, { deadLetterQueue: notQueued }));
  }
}
