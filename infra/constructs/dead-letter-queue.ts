import { Duration, Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';

/** Keeps failed messages for two weeks and alarms the operators at once. */
export class DeadLetterQueue extends Queue {
  constructor(
    scope: Construct,
    id: string,
    { key, alarms, what }: { key: Key; alarms: Alarms; what: string },
  ) {
    super(scope, id, {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    alarms.onDeadLetters(
      `${id}NotEmpty`,
      this,
      `${what} Read the messages in the queue, fix the cause, then redrive.`,
    );
    Validations.of(this).acknowledge({
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'It is itself where messages go that failed, and an alarm tells of each.',
    });
  }
}
