import { Duration, Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { days } from '../kept.ts';

/** Keeps failed messages for two weeks. An alarm of the stack watches it. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { key }: { key: Key }) {
    super(scope, id, {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(days.messagesInQueues),
    });
    Validations.of(this).acknowledge({
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'It is itself where messages go that failed, and an alarm tells of each.',
    });
  }
}
